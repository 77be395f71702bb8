import type { FolderSnapshot, StudioFile, FileChange } from '../contract';
import type {
  About,
  BranchCount,
  Diagnostic,
  FieldCount,
  GoldenRow,
  ResultView,
  SelectedEvent,
} from '../worker/messages';
import type { Trace } from '../../../tools/trace/model';
import { Emitter } from './emitter';

/** A workflow file as it is in the page. */
export interface OpenFile {
  path: string;
  /** The displayed name: the path relative to the destination's folder. */
  name: string;
  /** The version that was read or saved last. */
  disk: { text: string; hash: string };
  /** The text in the editor. */
  text: string;
  /**
   * The version on disk, if it has changed since it was read and the editor has unsaved changes; without text if it
   * was deleted.
   */
  theirs?: { text: string | undefined; hash: string | undefined };
}

/** Line and column count from 1. */
export interface Place {
  line: number;
  column: number;
}

/** The events that the parts of the page send to each other. */
export interface ModelEvents {
  /** The files were loaded, or the list of files has changed. */
  files: undefined;
  /** A file was opened. `at`: the place to move the cursor to, or only to show (`isShown`). */
  opened: { file: OpenFile; at?: Place | undefined; isShown?: boolean };
  /** The text of a file has changed, in the editor (`edit`) or on disk. */
  changed: { file: OpenFile; origin: 'edit' | 'disk' };
  selectedEvent: SelectedEvent;
  about: About;
  result: { result: ResultView; milliseconds: number };
  trace: Trace | undefined;
  findings: Diagnostic[];
  rows: GoldenRow[];
  states: { isDone: boolean };
  fields: FieldCount[];
  branches: BranchCount[];
  /** A message for the status line. */
  message: string;
}

const EDITABLE = /\.(?:ya?ml|json|jsonata|ndjson)$/i;

/** The whole state of the page. */
export class Model extends Emitter<ModelEvents> {
  readonly files = new Map<string, OpenFile>();
  readonly goldenFiles = new Map<string, StudioFile>();
  goldenRoot = '';
  folder = '';
  here = '';
  eventsFile: string | undefined;
  current: OpenFile | undefined;
  selectedEvent: SelectedEvent | undefined;
  result: ResultView | undefined;
  findings: Diagnostic[] = [];
  rows: GoldenRow[] = [];

  load(snapshot: FolderSnapshot): void {
    const { folder, here, goldenRoot, files, writable, eventsFile } = snapshot;
    Object.assign(this, { folder, here, goldenRoot, eventsFile });
    for (const { path, text, hash } of files) {
      if (EDITABLE.test(path) && (this.isOwn(path) || writable.includes(path))) {
        this.files.set(path, { path, name: this.nameOf(path), disk: { text, hash }, text });
      }
    }
    this.emit('files', undefined);
  }

  /** Adds a file that was created on disk. */
  add({ path, text, hash }: StudioFile): void {
    if (EDITABLE.test(path) && this.isOwn(path)) {
      this.files.set(path, { path, name: this.nameOf(path), disk: { text, hash }, text });
      this.emit('files', undefined);
    }
  }

  /** The files in the order of the list: the manifest, workflows, folders. */
  list(): OpenFile[] {
    const depth = ({ name }: OpenFile) => (name.startsWith('..') ? 99 : name.split('/').length);
    return [...this.files.values()].sort((a, b) => depth(a) - depth(b) || (a.name < b.name ? -1 : 1));
  }

  /** Opens a file; with `isShown` the focus does not change. */
  open(path: string, at?: Place, isShown = false): void {
    const file = this.files.get(path);
    if (file) {
      this.current = file;
      this.emit('opened', { file, at, isShown });
    }
  }

  edit(file: OpenFile, text: string): void {
    if (file.text !== text) {
      file.text = text;
      this.emit('changed', { file, origin: 'edit' });
    }
  }

  setSelectedEvent(selectedEvent: SelectedEvent): void {
    this.selectedEvent = selectedEvent;
    this.emit('selectedEvent', selectedEvent);
  }

  /** Handles a file that has changed on disk. Unsaved edits are kept, and the user is asked. */
  takeChange({ path, text, hash }: FileChange): void {
    const file = this.files.get(path);
    if (!file || hash === file.disk.hash) {
      return;
    }
    if (file.text !== file.disk.text && file.text !== text) {
      file.theirs = { text, hash };
    } else if (text === undefined) {
      this.files.delete(path);
    } else {
      file.disk = { text, hash };
      file.text = text;
      delete file.theirs;
    }
    this.emit('changed', { file, origin: 'disk' });
    if (text === undefined) {
      this.emit('files', undefined);
    }
  }

  isDirty(file: OpenFile): boolean {
    return file.text !== file.disk.text;
  }

  /** The absolute path of a file in a finding; the finding contains a path relative to the working directory. */
  pathOf(shown: string): string {
    return shown.startsWith('/') || /^[A-Za-z]:/.test(shown) ? shown : `${this.here}/${shown}`;
  }

  /** The diagnostics of one file. */
  diagnosticsOf({ path }: OpenFile): Diagnostic[] {
    return this.diagnostics().filter(({ at }) => at && this.pathOf(at.file) === path);
  }

  /** The lint findings and the build errors, without duplicates. */
  diagnostics(): Diagnostic[] {
    const key = ({ at, message }: Diagnostic) => `${at?.file ?? ''}:${String(at?.line)}:${message}`;
    const all = [...this.findings, ...(this.result?.problems ?? [])];
    return [...new Map(all.map((each) => [key(each), each])).values()];
  }

  nameOf(path: string): string {
    if (this.isOwn(path)) {
      return path.slice(this.folder.length + 1);
    }
    const own = this.folder.split('/');
    const other = path.split('/');
    const common = own.findIndex((part, index) => part !== other[index]);
    return [...own.slice(common).map(() => '..'), ...other.slice(common)].join('/');
  }

  private isOwn(path: string): boolean {
    return path.startsWith(`${this.folder}/`);
  }
}
