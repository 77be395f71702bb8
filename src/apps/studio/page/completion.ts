import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete';
import type { Vocabulary } from '../worker/messages';

interface Schema {
  properties?: Record<string, { description?: string }>;
  definitions?: Record<string, Schema>;
}

/**
 * Completes a workflow file: the keys of steps and workflows from the schema of the format; after `$` the functions
 * and tables that the file binds; after `$outputs.` its steps.
 */
export class WorkflowCompletion {
  vocabulary: Vocabulary = { functions: [] };
  private keys: Completion[] = [];

  setSchema(text: string): void {
    const schema = JSON.parse(text) as Schema;
    const known = new Map<string, Completion>();
    for (const { properties = {} } of [schema, ...Object.values(schema.definitions ?? {})]) {
      for (const [key, { description }] of Object.entries(properties)) {
        const completion: Completion = { label: key, apply: `${key}: `, type: 'property' };
        known.set(key, description === undefined ? completion : { ...completion, info: description });
      }
    }
    this.keys = [...known.values()];
  }

  readonly complete = (context: CompletionContext): CompletionResult | null => {
    const text = context.state.doc.toString();
    const output = context.matchBefore(/\$outputs\.\w*/);
    if (output) {
      return { from: output.from + '$outputs.'.length, options: stepNames(text).map(toOption('variable')) };
    }
    const variable = context.matchBefore(/\$\w*/);
    if (variable) {
      const names = [
        ...this.vocabulary.functions.map(toOption('function')),
        ...boundNames(text).map(toOption('constant')),
      ];
      return { from: variable.from + 1, options: [toOption('variable')('outputs'), ...names] };
    }
    const key = context.matchBefore(/^\s*(?:- )?\w*/);
    const word = context.matchBefore(/\w*/);
    if (key && word && (context.explicit || word.text !== '')) {
      return { from: word.from, options: this.keys };
    }
    return null;
  };
}

function toOption(type: string): (label: string) => Completion {
  return (label) => ({ label, type });
}

/** The names of the steps in a file that may be incomplete while it is typed. */
function stepNames(text: string): string[] {
  const steps = /^steps:[^]*/m.exec(text)?.[0] ?? '';
  return [...new Set([...steps.matchAll(/^\s*- name: *(\w+)/gm)].map(([, name = '']) => name))];
}

/** The names to which a file binds tables. */
function boundNames(text: string): string[] {
  const bindings = /^bindings:[^]*?^(?=\w)/m.exec(text)?.[0] ?? '';
  return [...bindings.matchAll(/\bname: *(?:\[([^\]]*)\]|(\w+))/g)].flatMap(([, list, name]) =>
    (list?.split(',') ?? [name ?? '']).map((each) => each.trim()),
  );
}
