import { autocompletion, type CompletionContext, type CompletionResult } from '@codemirror/autocomplete';
import type { Extension } from '@codemirror/state';
import type { Answer, Question } from '../worker/messages';

const types: Record<string, string> = {
  key: 'property',
  value: 'enum',
  field: 'property',
  table: 'constant',
};

/** Completion with what the worker says about the file in the editor. */
export function completionFrom(ask: (question: Omit<Question, 'path'>) => Promise<Answer>): Extension {
  const complete = async (context: CompletionContext): Promise<CompletionResult | null> => {
    if (!context.explicit && !context.matchBefore(/[\w$.]$/)) {
      return null;
    }
    const found = await ask({ text: context.state.doc.toString(), offset: context.pos });
    return found
      ? {
          from: found.from,
          options: found.items.map(({ label, kind, insert = label, detail = '', documentation = '' }) => ({
            ...{ label, apply: insert, type: types[kind] ?? kind, detail, info: documentation },
          })),
        }
      : null;
  };
  return autocompletion({ override: [complete] });
}
