import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { json } from '@codemirror/lang-json';
import { yaml } from '@codemirror/lang-yaml';
import { bracketMatching, HighlightStyle, indentOnInput, syntaxHighlighting } from '@codemirror/language';
import { lintGutter, lintKeymap, setDiagnostics, type Diagnostic } from '@codemirror/lint';
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search';
import { Compartment, EditorState, type Extension } from '@codemirror/state';
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { highlights, setHighlights, type Span } from './highlights';

/** The colours are defined in main.css, so light and dark mode share one style here. */
const style = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: 'var(--key)' },
  { tag: [tags.string, tags.content], color: 'var(--text)' },
  { tag: [tags.number, tags.bool, tags.null, tags.keyword], color: 'var(--number)' },
  { tag: [tags.comment, tags.lineComment], color: 'var(--comment)', fontStyle: 'italic' },
  { tag: [tags.punctuation, tags.separator, tags.meta, tags.brace], color: 'var(--faint)' },
]);

export interface EditorOptions {
  label: string;
  onEdit: (text: string) => void;
  completion?: Extension;
  /** The mouse or the cursor is at an offset. */
  onPoint?: (offset: number) => void;
}

const languages = { json, yaml };
const WRAP_KEY = 'destkit-wrap';

/** A CodeMirror editor that can switch between texts. */
export class Editor {
  /** Whether long lines wrap, in all editors. */
  static wraps = localStorage.getItem(WRAP_KEY) === 'true';
  private static readonly all: Editor[] = [];
  readonly view: EditorView;
  private readonly language = new Compartment();
  private readonly common: Extension;
  private isSetting = false;

  constructor(parent: HTMLElement, { label, onEdit, completion = autocompletion(), onPoint }: EditorOptions) {
    this.common = [
      EditorView.cspNonce.of(styleNonce()),
      lineNumbers(),
      history(),
      drawSelection(),
      indentOnInput(),
      bracketMatching(),
      closeBrackets(),
      highlightActiveLine(),
      highlightSelectionMatches(),
      search({ top: true }),
      lintGutter(),
      highlights,
      completion,
      syntaxHighlighting(style),
      EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0' }),
      EditorView.contentAttributes.of(() => (Editor.wraps ? { class: 'cm-lineWrapping' } : null)),
      EditorState.tabSize.of(2),
      keymap.of([
        ...closeBracketsKeymap,
        ...defaultKeymap,
        ...searchKeymap,
        ...historyKeymap,
        ...completionKeymap,
        ...lintKeymap,
        indentWithTab,
      ]),
      EditorView.updateListener.of((update) => {
        if (update.docChanged && !this.isSetting) {
          onEdit(update.state.doc.toString());
        } else if (update.selectionSet && update.view.hasFocus) {
          onPoint?.(update.state.selection.main.head);
        }
      }),
      EditorView.domEventHandlers({
        mousemove: (event, view) => {
          const offset = onPoint ? view.posAtCoords({ x: event.clientX, y: event.clientY }) : null;
          if (offset !== null) {
            onPoint?.(offset);
          }
        },
      }),
    ];
    this.view = new EditorView({ parent, state: this.stateFor('', 'json') });
    Editor.all.push(this);
  }

  /** Wraps long lines, or no longer. */
  static toggleWrap(): void {
    Editor.wraps = !Editor.wraps;
    localStorage.setItem(WRAP_KEY, String(Editor.wraps));
    // The editors read it with their next update.
    Editor.all.forEach(({ view }) => {
      view.dispatch({});
    });
  }

  get text(): string {
    return this.view.state.doc.toString();
  }

  /** Creates the state of a text with its own undo history; pass it to `setState` to continue with it later. */
  stateFor(text: string, language: keyof typeof languages): EditorState {
    return EditorState.create({
      doc: text,
      extensions: [this.common, this.language.of(languages[language]())],
    });
  }

  /** Switches to another text. */
  setState(state: EditorState): void {
    this.isSetting = true;
    this.view.setState(state);
    this.isSetting = false;
  }

  /** Replaces the text. The edit can be undone, but `onEdit` is not called. */
  replace(text: string): void {
    if (text !== this.text) {
      this.isSetting = true;
      this.view.dispatch({ changes: { from: 0, to: this.view.state.doc.length, insert: text } });
      this.isSetting = false;
    }
  }

  showDiagnostics(diagnostics: readonly Diagnostic[]): void {
    this.view.dispatch(setDiagnostics(this.view.state, diagnostics));
  }

  /** Highlights parts of the text; with `isShown`, scrolls to the first one. */
  showHighlights(spans: readonly Span[], isShown = false): void {
    const [first] = spans;
    const scroll =
      isShown && first ? [EditorView.scrollIntoView(first.from, { y: 'nearest', yMargin: 40 })] : [];
    this.view.dispatch({ effects: [setHighlights.of(spans), ...scroll] });
  }

  /** The offset of a place; lines and columns count from 1. */
  offsetOf(line: number, column: number): number {
    const { doc } = this.view.state;
    const found = doc.line(Math.min(Math.max(1, line), doc.lines));
    return Math.min(found.from + column - 1, found.to);
  }

  lineOf(offset: number): number {
    return this.view.state.doc.lineAt(Math.min(offset, this.view.state.doc.length)).number;
  }

  /** Scrolls to a place, and moves the cursor there unless `isShown` is set. */
  goTo(line: number, column: number, isShown: boolean): void {
    const offset = this.offsetOf(line, column);
    this.view.dispatch({ effects: EditorView.scrollIntoView(offset, { y: 'center' }) });
    if (!isShown) {
      this.view.dispatch({ selection: { anchor: offset } });
      this.view.focus();
    }
  }
}

/** The nonce of the page's script also allows the one style sheet that CodeMirror creates. */
function styleNonce(): string {
  return document.querySelector<HTMLScriptElement>('script[nonce]')?.nonce ?? '';
}
