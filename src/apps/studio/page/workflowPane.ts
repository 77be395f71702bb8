import type { EditorState } from '@codemirror/state';
import type { Diagnostic as EditorDiagnostic } from '@codemirror/lint';
import type { Answer, Diagnostic, Question } from '../worker/messages';
import { completionFrom } from './completion';
import { Editor } from './editor';
import { button, element, replaceChildren } from './element';
import type { Model, OpenFile } from './model';
import { VirtualList } from './virtualList';

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
  private readonly list: VirtualList<OpenFile>;
  private readonly name = element('h3', { className: 'file-name' });
  private readonly problems = element('div', {
    className: 'problems',
    role: 'region',
    'aria-label': 'Problems',
    tabIndex: 0,
  });
  private readonly notice = element('div', { className: 'notice', role: 'alert' });
  private readonly states = new Map<string, EditorState>();
  private readonly saveButton: HTMLButtonElement;
  private shown: OpenFile | undefined;

  constructor(
    root: HTMLElement,
    private readonly model: Model,
    { onSave, onResolve, onPoint, ask }: WorkflowActions,
  ) {
    this.list = new VirtualList<OpenFile>({
      label: 'Files',
      render: (file) => {
        const count = model.diagnosticsOf(file).length;
        const dirty = model.isDirty(file) ? ' ●' : '';
        return {
          text: `${file.name}${dirty}${count > 0 ? ` (${String(count)})` : ''}`,
          className: count > 0 ? 'differs' : '',
          description: `${file.name}${dirty === '' ? '' : ', not saved'}${count > 0 ? `, ${String(count)} problems` : ''}`,
        };
      },
      onChoose: (file) => {
        model.open(file.path);
      },
    });
    this.saveButton = button('Save', onSave, { className: 'main', title: 'Ctrl-S' });
    const editing = element('div', { className: 'editor', id: 'workflow-editor' });
    root.append(
      element('div', { className: 'pane-head' }, element('h2', {}, 'Workflow'), this.name, this.saveButton),
      element('div', { className: 'upper files' }, this.list.root),
      this.notice,
      element('div', { className: 'lower' }, editing),
      this.problems,
    );
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
      this.list.show(model.list(), ({ path }) => path === model.current?.path);
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
    this.list.root.focus();
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
    this.list.show(this.model.list(), ({ path }) => path === file.path);
    this.update();
  }

  private update(onResolve?: (file: OpenFile) => void): void {
    const { shown, model } = this;
    this.list.draw();
    replaceChildren(this.problems, ...this.diagnosticRows());
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

  private diagnosticRows(): HTMLElement[] {
    const { model } = this;
    const diagnostics = model.diagnostics();
    if (diagnostics.length === 0) {
      return [element('p', { className: 'quiet' }, 'No problems.')];
    }
    return diagnostics.map(({ severity, code, message, at }) => {
      const path = at && model.pathOf(at.file);
      const place =
        at && path !== undefined ? `${model.nameOf(path)}:${String(at.line)}:${String(at.column)} ` : '';
      return button(
        `${severity === 'error' ? '✗' : '!'} ${place}${message} [${code}]`,
        () => {
          if (at && path !== undefined) {
            model.open(path, at);
          }
        },
        { className: `problem ${severity}` },
      );
    });
  }
}
