import type { EditorState } from '@codemirror/state';
import type { Diagnostic as EditorDiagnostic } from '@codemirror/lint';
import type { Answer, Diagnostic, Question } from '../worker/messages';
import { completionFrom } from './completion';
import { Editor } from './editor';
import { button, element, replaceChildren } from './element';
import { FileTree } from './fileTree';
import type { Model, OpenFile } from './model';
import { ProblemsPanel } from './problemsPanel';
import { splitter } from './splitter';

const FILES_KEY = 'destkit-files';
/** On a screen that is less high, the list of files is folded at first: the lines of the editor need the place. */
const HIGH = 900;

export interface WorkflowActions {
  onSave: () => void;
  /** Called to compare the version on disk with the text in the editor. */
  onResolve: (file: OpenFile) => void;
  /** Called when the mouse or the cursor is at a line. */
  onPoint: (file: OpenFile, line: number) => void;
  ask: (question: Question) => Promise<Answer>;
}

/** The files of the destination, an editor for one of them, and their diagnostics. */
export class WorkflowPane {
  readonly editor: Editor;
  private readonly tree: FileTree;
  private readonly files: HTMLElement;
  private readonly filesSplitter: HTMLElement;
  private readonly name = button(
    '',
    () => {
      this.showFiles(this.files.hidden);
      localStorage.setItem(FILES_KEY, this.files.hidden ? 'hidden' : 'shown');
    },
    { className: 'file-name', title: 'Show or hide the files (Alt-3)', 'aria-controls': 'files' },
  );
  private readonly wrapButton = button(
    'Wrap',
    () => {
      this.toggleWrap();
    },
    { title: 'Wrap long lines (Alt-Z)', 'aria-pressed': String(Editor.wraps) },
  );
  private readonly problems: ProblemsPanel;
  private readonly notice = element('div', { className: 'notice', role: 'alert' });
  private readonly states = new Map<string, EditorState>();
  private readonly saveButton: HTMLButtonElement;
  private shown: OpenFile | undefined;

  constructor(
    root: HTMLElement,
    private readonly model: Model,
    { onSave, onResolve, onPoint, ask }: WorkflowActions,
  ) {
    this.tree = new FileTree(model);
    this.problems = new ProblemsPanel(model);
    this.files = element('div', { className: 'upper', id: 'files' }, this.tree.root);
    this.filesSplitter = splitter({ label: 'Height of the files', part: this.files, initial: 24 });
    this.saveButton = button('Save', onSave, { className: 'main', title: 'Ctrl-S' });
    const editing = element('div', { className: 'editor', id: 'workflow-editor' });
    root.append(
      element(
        'div',
        { className: 'pane-head' },
        element('h2', {}, 'Workflow'),
        this.name,
        this.wrapButton,
        this.saveButton,
      ),
      this.files,
      this.filesSplitter,
      this.notice,
      element('div', { className: 'lower' }, editing),
      this.problems.splitter,
      this.problems.root,
    );
    const stored = localStorage.getItem(FILES_KEY);
    this.showFiles(stored === null ? innerHeight >= HIGH : stored === 'shown');
    this.editor = new Editor(editing, {
      label: 'The file, with its problems',
      onEdit: (text) => {
        if (this.shown) {
          model.edit(this.shown, text);
        }
      },
      completion: completionFrom((question) =>
        this.shown ? ask({ ...question, path: this.shown.path }) : Promise.resolve(undefined),
      ),
      onPoint: (offset) => {
        if (this.shown) {
          onPoint(this.shown, this.editor.lineOf(offset));
        }
      },
    });
    model.on('files', () => {
      this.tree.show();
    });
    model.on('opened', ({ file, at, isShown = false }) => {
      this.show(file);
      if (at) {
        this.editor.goTo(at.line, at.column, isShown);
      }
    });
    model.on('changed', ({ file, origin }) => {
      if (origin === 'disk') {
        this.states.delete(file.path);
        if (file === this.shown) {
          this.editor.replace(file.text);
        }
      }
      this.update(onResolve);
    });
    model.on('findings', () => {
      this.update(onResolve);
    });
    model.on('result', () => {
      this.update(onResolve);
    });
  }

  focusList(): void {
    this.showFiles(true);
    this.tree.root.focus();
  }

  toggleWrap(): void {
    Editor.toggleWrap();
    this.wrapButton.ariaPressed = String(Editor.wraps);
  }

  private showFiles(isShown: boolean): void {
    this.files.hidden = this.filesSplitter.hidden = !isShown;
    this.name.ariaExpanded = String(isShown);
  }

  private show(file: OpenFile): void {
    if (this.shown && this.shown !== file) {
      this.states.set(this.shown.path, this.editor.view.state);
    }
    if (this.shown !== file) {
      const language = file.path.endsWith('.json') || file.path.endsWith('.ndjson') ? 'json' : 'yaml';
      this.editor.setState(this.states.get(file.path) ?? this.editor.stateFor(file.text, language));
      this.editor.replace(file.text);
      this.shown = file;
    }
    this.tree.show();
    this.update();
  }

  private update(onResolve?: (file: OpenFile) => void): void {
    const { shown, model } = this;
    this.tree.draw();
    this.problems.update();
    if (!shown) {
      return;
    }
    const isDirty = model.isDirty(shown);
    this.name.textContent = `${shown.name}${isDirty ? ' ●' : ''}`;
    this.saveButton.disabled = !isDirty;
    this.editor.showDiagnostics(
      model.diagnosticsOf(shown).map((diagnostic) => this.toEditorDiagnostic(diagnostic)),
    );
    if (onResolve) {
      const { theirs } = shown;
      replaceChildren(
        this.notice,
        theirs &&
          `${shown.name} ${theirs.text === undefined ? 'is gone from disk' : 'has changed on disk'}. `,
        theirs &&
          button('Compare…', () => {
            onResolve(shown);
          }),
      );
    }
  }

  private toEditorDiagnostic({ severity, code, message, fix, at, length }: Diagnostic): EditorDiagnostic {
    const from = this.editor.offsetOf(at?.line ?? 1, at?.column ?? 1);
    const to = Math.min(from + length, this.editor.view.state.doc.length);
    return {
      from,
      to: Math.max(from, to),
      severity,
      message: fix === undefined ? message : `${message}. ${fix}`,
      source: code,
    };
  }
}
