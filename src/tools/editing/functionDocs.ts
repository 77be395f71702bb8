import * as bindingDocs from '../../runtime/destination/bindings/allDocs';
import type { BindingDocs } from '../../runtime/destination/bindings/binding';
import { isBuiltInName } from '../../runtime/jsonata/runtime/builtIns';
import { builtInDocs } from './builtInDocs';
import type { FunctionDocs } from './suggestions';

const bindings: Readonly<Record<string, BindingDocs>> = bindingDocs;

/** What every run binds besides. */
const runDocs: Readonly<Record<string, readonly [string, string]>> = {
  setContext: ['path, value', 'sets a value that the steps behind this one read as `$context`'],
};

/** The documentation of a function of `./runtime` or of JSONata. */
export function functionDocs(name: string): FunctionDocs | undefined {
  if (Object.hasOwn(bindings, name)) {
    const { signature = '', description = '', examples = [] } = bindings[name] ?? {};
    return { signature, description: `returns ${description}`, examples: examples.map(renderExample) };
  }
  const found = isBuiltInName(name)
    ? builtInDocs[name]
    : Object.hasOwn(runDocs, name)
      ? runDocs[name]
      : undefined;
  return found && { signature: found[0], description: found[1] };
}

function renderExample(example: BindingDocs['examples'][number]): string {
  return 'throws' in example
    ? `\`${example.expression}\` ends the event: ${example.throws}`
    : `\`${example.expression}\` is \`${example.gives === undefined ? 'undefined' : JSON.stringify(example.gives)}\``;
}
