import { showDeadline } from '../deadline';
import { JsonataError } from '../jsonata/jsonataError';

/** An expression of the jsonata package. */
interface Assignable {
  assign: (name: symbol, value: unknown) => void;
}

type TimeLimited = <T>(events: number, milliseconds: number, run: () => Promise<T>) => Promise<T>;

/**
 * Stops expressions of the interpreter when their time limit is exceeded. A time limit can be passed to an expression
 * only when it is created, and workflow-engine creates the expressions. Therefore this uses the hook for debuggers
 * (see builtIns.ts), and finds the expressions in workflow-engine's executors, whose fields are not documented.
 * package.json allows only patch versions of jsonata, and timeLimit.test.ts fails if the expressions are not found.
 *
 * Events take turns, so that the time of those that are under way is the time of all of them.
 *
 * @param executors of a workflow's steps
 * @returns runs something for a number of events, each of which has a limit in milliseconds
 */
export function limitTime(executors: readonly unknown[]): TimeLimited {
  let limit = 0;
  let underWay = 0;
  let deadline = Infinity;
  const count = (events: number) => {
    underWay += events;
    deadline = underWay === 0 ? Infinity : Date.now() + limit * underWay;
  };
  const look = () => {
    const now = Date.now();
    // A blocked run does not check again, although other runs have time left.
    showDeadline(now + limit);
    if (now > deadline) {
      throw new JsonataError('D1012', { value: limit });
    }
  };
  for (const expression of expressionsIn(executors, new Set())) {
    expression.assign(Symbol.for('jsonata.__evaluate_entry'), look);
  }
  return async (events, milliseconds, run) => {
    limit = milliseconds;
    count(events);
    try {
      return await run();
    } finally {
      count(-events);
      showDeadline(Infinity);
    }
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
  // Bindings may be large, and contain no expressions.
  return Object.entries(value).flatMap(([key, each]) =>
    key === 'bindings' ? [] : expressionsIn(each, seen),
  );
}
