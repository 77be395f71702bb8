import { StateEffect, StateField } from '@codemirror/state';
import { Decoration, EditorView, type DecorationSet } from '@codemirror/view';

/** A part of the text to highlight. */
export interface Span {
  from: number;
  to: number;
}

export const setHighlights = StateEffect.define<readonly Span[]>();

const mark = Decoration.mark({ class: 'cm-light' });

/** The highlighted parts of a text; the next edit removes them. */
export const highlights = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(current, transaction) {
    for (const effect of transaction.effects) {
      if (effect.is(setHighlights)) {
        const { length } = transaction.state.doc;
        const spans = effect.value.filter(({ from, to }) => from < to && to <= length);
        return Decoration.set(
          spans.map(({ from, to }) => mark.range(from, to)),
          true,
        );
      }
    }
    return transaction.docChanged ? Decoration.none : current;
  },
  provide: (field) => EditorView.decorations.from(field),
});
