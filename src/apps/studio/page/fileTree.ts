import type { Model, OpenFile } from './model';
import { VirtualList } from './virtualList';

interface TreeRow {
  /** The displayed part of the name. */
  label: string;
  /** The files of a folder; a single one for a file. */
  files: readonly OpenFile[];
  /** For folders: the name, with a `/` at the end. */
  folder?: string;
  level: number;
}

/** The files of the destination by their folders, which can be folded. */
export class FileTree {
  private readonly open = new Set<string>();
  private readonly list: VirtualList<TreeRow>;
  readonly root: HTMLElement;

  constructor(private readonly model: Model) {
    this.list = new VirtualList<TreeRow>({
      label: 'Files',
      roles: ['tree', 'treeitem'],
      render: (row) => this.render(row),
      onChoose: ({ files: [file], folder }, isClick) => {
        if (folder === undefined) {
          model.open(file?.path ?? '');
        } else if (isClick) {
          this.fold(folder, this.open.has(folder));
        }
      },
    });
    this.root = this.list.root;
    this.root.addEventListener('keydown', (event) => {
      this.press(event);
    });
  }

  /** Shows the files; the folders of the current one are unfolded. */
  show(): void {
    const { current } = this.model;
    const parts = current ? foldersOf(current.name) : [];
    parts.forEach((folder) => this.open.add(folder));
    this.list.show(
      rowsOf(this.model.list(), this.open, ''),
      ({ files, folder }) => folder === undefined && files[0] === current,
    );
  }

  draw(): void {
    this.list.draw();
  }

  private fold(folder: string, isFolded: boolean): void {
    if (isFolded) {
      this.open.delete(folder);
    } else {
      this.open.add(folder);
    }
    this.list.show(rowsOf(this.model.list(), this.open, ''), (row) => row.folder === folder);
  }

  private press(event: KeyboardEvent): void {
    const { activeItem } = this.list;
    const isFolding = { ArrowLeft: true, ArrowRight: false, Enter: undefined, ' ': undefined }[event.key];
    if (activeItem && ['ArrowLeft', 'ArrowRight', 'Enter', ' '].includes(event.key)) {
      event.preventDefault();
      const { folder = '', files } = activeItem;
      if (folder !== '') {
        this.fold(folder, isFolding ?? this.open.has(folder));
      } else if (isFolding) {
        // From a file to its folder.
        const parent = foldersOf(files[0]?.name ?? '').at(-1);
        if (parent !== undefined) {
          this.fold(parent, true);
        }
      }
    }
  }

  private render({ label, files, folder, level }: TreeRow) {
    const isOpen = folder !== undefined && this.open.has(folder);
    // What a folded folder hides is shown beside its name.
    const shown = isOpen ? [] : files;
    const count = shown.reduce((sum, file) => sum + this.model.diagnosticsOf(file).length, 0);
    const isDirty = shown.some((file) => this.model.isDirty(file));
    return {
      text: `${label}${isDirty ? ' ●' : ''}${count > 0 ? ` (${String(count)})` : ''}`,
      mark: folder === undefined ? '' : isOpen ? '▾' : '▸',
      className: `level-${String(level)}${count > 0 ? ' differs' : ''}`,
      description: `${label}${isDirty ? ', not saved' : ''}${count > 0 ? `, ${String(count)} problems` : ''}`,
      attributes: {
        'aria-level': level,
        'aria-expanded': folder === undefined ? undefined : String(isOpen),
        // These count the rows of one folder, unlike those of a list.
        'aria-setsize': undefined,
        'aria-posinset': undefined,
      },
    };
  }
}

/** The folder of a file and those around it: `a/b/` for `a/b/c`. A folder outside of the destination is one. */
function foldersOf(name: string): string[] {
  const all = [...name.matchAll(/\//g)].map(({ index }) => name.slice(0, index + 1));
  return name.startsWith('..') ? all.slice(-1) : all;
}

/** The visible rows below a folder: its files, then its folders. */
function rowsOf(files: readonly OpenFile[], open: ReadonlySet<string>, outer: string): TreeRow[] {
  const level = outer === '' ? 1 : outer.split('/').length;
  const depth = outer === '' ? 0 : 1;
  const inside = files.filter(({ name }) => name.startsWith(outer));
  const own = inside.filter(({ name }) => (foldersOf(name).at(-1) ?? '') === outer);
  const nextFolder = (name: string) => foldersOf(name).find((folder) => folder.length > outer.length) ?? '';
  const folders = [...new Set(inside.map(({ name }) => nextFolder(name)))].filter((name) => name !== '');
  const label = (name: string) => (depth === 0 ? name : name.slice(outer.length));
  return [
    ...own.map((file) => ({ label: label(file.name), files: [file], level })),
    ...folders.flatMap((folder) => [
      {
        label: label(folder).slice(0, -1),
        files: files.filter(({ name }) => name.startsWith(folder)),
        folder,
        level,
      },
      ...(open.has(folder) ? rowsOf(files, open, folder) : []),
    ]),
  ];
}
