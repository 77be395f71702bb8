import { isObject } from '../isObject';
import { RUNTIME_PATH } from './stepShape';

/** An entry of `bindings`, in workflow-engine's format. */
export interface BindingShape {
  name?: string | string[];
  path?: string;
  exportAll?: boolean;
  value?: unknown;
  fromParent?: boolean;
}

/** The module that workflow-engine loads if an entry names no other. */
const DEFAULT_PATH = 'bindings';

/**
 * Where workflow-engine takes the values of an entry from. `given`: from the workflow file itself, or from the
 * workflow that runs this one. `table`: from a JSON file. `code`: from anything else, which it would load with
 * `require`.
 */
export type BindingSource = { kind: 'given' | 'runtime' } | { kind: 'table' | 'code'; file: string };

/**
 * The source of an entry in a file that may not match its schema. The cases are those of workflow-engine, in its
 * order.
 */
export function bindingSource(binding: unknown): BindingSource {
  const { fromParent, value, path } = isObject(binding) ? binding : {};
  if (fromParent || value) {
    return { kind: 'given' };
  }
  const file = typeof path === 'string' ? path : DEFAULT_PATH;
  if (file === RUNTIME_PATH) {
    return { kind: 'runtime' };
  }
  return { kind: isTable(file) ? 'table' : 'code', file };
}

/** `require` treats a file with any other extension as JavaScript, including one in capitals. */
function isTable(file: string): boolean {
  return file.endsWith('.json');
}
