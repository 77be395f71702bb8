import { JsonataError } from '../jsonata/jsonataError';

/** An expression of the jsonata package. */
interface Assignable {
  assign: (name: symbol, value: unknown) => void;
}

/**
 * Ends the expressions that the interpreter evaluates when their time is over. An expression can be given a time limit only when it
 * is made, and workflow-engine makes them; so this takes the hook for debuggers (see builtIns.ts) and looks for the expressions in
 * workflow-engine's executors, whose fields are not documented. package.json takes patch versions of jsonata only, and
 * timeLimit.test.ts notices when the expressions are not found.
 *
 * @param executors of a workflow's steps
 * @param limit milliseconds for one event
 * @returns starts the time of so many events
 */
export function limitTime(executors: readonly unknown[], limit: number): (events: number) => void {
  let deadline = Infinity;
  const look = () => {
    if (Date.now() > deadline) {
      throw new JsonataError('D1012', { value: limit });
    }
  };
  for (const expression of expressionsIn(executors, new Set())) {
    expression.assign(Symbol.for('jsonata.__evaluate_entry'), look);
  }
  return (events) => {
    deadline = Date.now() + limit * events;
  };
}

function expressionsIn(value: unknown, seen: Set<unknown>): Assignable[] {
  if (typeof value !== 'object' || value === null || seen.has(value)) {
    return [];
  }
  seen.add(value);
  const { assign, evaluate } = value as { assign?: unknown; evaluate?: unknown };
  if (typeof assign === 'function' && typeof evaluate === 'function') {
    return [value as Assignable];
  }
  // Bindings may be large, and hold none.
  return Object.entries(value).flatMap(([key, each]) =>
    key === 'bindings' ? [] : expressionsIn(each, seen),
  );
}
