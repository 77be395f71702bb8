import { enter, leave } from './guard';
import { isNumeric, toBoolean } from './operators';
import { sortBy } from './sorting';
import { append, createSequence, isList, isSequence, push, unwrap, type List } from './sequence';

/** One item of a tuple stream: its value under `@`, and the bindings on the path to it. */
export type Tuple = Record<string, unknown>;

/** A compiled expression of a step; `tuple` contains the bindings, if there are any. */
export type Evaluate = (context: unknown, tuple?: Tuple) => unknown;

/** The static properties of a step; part of the generated source. */
export interface StepPlan {
  /** A plain field access, which needs no function. */
  name?: string;
  /** An order-by; its terms are the functions of the step, `descending` their directions. */
  sort?: boolean[];
  /** The position of an order-by, for its errors. */
  position?: number;
  /** An array constructor as the first step: evaluated once, not for each item. */
  consarray?: boolean;
  tuple?: boolean;
  focus?: string;
  index?: string;
  ancestor?: string;
  stages?: StagePlan[];
}

/** A filter (for a fixed position, `at`), or a binding of the position to a name. */
export interface StagePlan {
  at?: number;
  index?: string;
}

export interface PathPlan {
  steps: StepPlan[];
  /** Whether the path passes its tuples on to a surrounding path. */
  tuple?: boolean;
  keepSingleton?: boolean;
  /** The first step is a variable: absolute, not mapped over the context. */
  absolute?: boolean;
}

/** The functions of a step: its own or its sort terms, and one for each stage (undefined if `at` is enough). */
export interface StepCode {
  run: Evaluate | undefined;
  terms?: Evaluate[];
  stages?: (Evaluate | undefined)[];
}

/** A field of a value in a path: own keys of objects, and all items of an array. */
export function lookup(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) {
    return undefined;
  }
  if (!isList(value)) {
    return Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
  }
  const result = createSequence();
  for (const item of value) {
    const found = lookup(item, name);
    if (isList(found)) {
      found.forEach((each) => {
        push(result, each);
      });
    } else if (found !== undefined) {
      push(result, found);
    }
  }
  return result;
}

/**
 * The rest of a path of plain names, from the step `from` on, after a value on the path was an array.
 *
 * @param list the result of the previous steps
 */
export function lookupAll(list: List, names: readonly string[], from: number): unknown {
  if (list.length === 0) {
    return undefined;
  }
  let items: List = list;
  for (let step = from; step < names.length; step += 1) {
    const name = names[step] ?? '';
    const found: unknown[] = [];
    for (const item of items) {
      const value = unwrap(lookup(item, name));
      if (value !== undefined) {
        found.push(value);
      }
    }
    items = flatten(found, step === names.length - 1);
    if (items.length === 0) {
      break;
    }
  }
  return unwrap(items);
}

/** The last value of a path of plain names, if it is an array: unchanged, unless it is a sequence. */
export function lastValue(list: List): unknown {
  return isSequence(list) ? unwrap(flatten([list], true)) : list;
}

/** The results of a step as the items of the next one: arrays are flattened, except a single one at the end. */
function flatten(results: readonly unknown[], isLast: boolean): List {
  const [first] = results;
  if (isLast && results.length === 1 && isList(first) && !isSequence(first)) {
    return first;
  }
  const items = createSequence();
  for (const result of results) {
    if (isList(result) && !result.cons) {
      for (const item of result) {
        push(items, item);
      }
    } else {
      push(items, result);
    }
  }
  return items;
}

/**
 * Evaluates a path, step by step.
 *
 * @param group the group-by after the path, if any; it gets the tuples if there are any
 * @returns the sequence, not yet unwrapped
 */
export function path(
  context: unknown,
  plan: PathPlan,
  code: readonly StepCode[],
  group?: (items: unknown) => unknown,
): unknown {
  let items: List = isList(context) && !plan.absolute ? context : createSequence(context);
  let hasTuples = false;
  let tuples: List | undefined;
  let result: List | undefined = items;
  for (const [index, step] of plan.steps.entries()) {
    const { run, terms = [], stages = [] } = code[index] ?? { run: undefined };
    hasTuples ||= step.tuple === true;
    if (index === 0 && step.consarray) {
      result = run?.(items) as List | undefined;
    } else if (step.sort && !hasTuples && index > 0 && !isList(result)) {
      // A constructor as the first step may return a single value, which needs no sorting.
      result = applyStages(step, stages, result) as List;
    } else if (hasTuples) {
      tuples = tupleStep(step, { run, terms, stages }, items, tuples);
    } else {
      result = plainStep(step, { run, terms, stages }, items, index === plan.steps.length - 1);
    }
    // An empty string, which a constructor as the first step may return, ends the path like an empty array.
    const isEmpty = isList(result) ? result.length === 0 : (result as unknown) === '';
    if (!hasTuples && (result === undefined || isEmpty)) {
      break;
    }
    if (step.focus === undefined && result !== undefined) {
      items = isList(result) ? result : itemsOf(result);
    }
  }
  if (tuples) {
    result = plan.tuple ? tuples : createSequence();
    if (!plan.tuple) {
      for (const tuple of tuples) {
        push(result, (tuple as Tuple)['@']);
      }
    }
  }
  if (plan.keepSingleton && result !== undefined) {
    if (result.cons && !result.sequence) {
      result = createSequence(result);
    }
    // An array of the event is not a sequence, and must not be marked.
    if (result.sequence) {
      result.keepSingleton = true;
    }
  }
  return group ? group(tuples ?? result) : result;
}

/**
 * A constructor as the first step that is filtered or grouped may not return an array: a string then counts as its
 * characters.
 */
function itemsOf(value: unknown): List {
  return typeof value === 'string' ? value.split('') : [];
}

function plainStep(step: StepPlan, code: Required<StepCode>, items: List, isLast: boolean): List {
  const { run, terms, stages } = code;
  if (step.sort) {
    const sorted = sortBy(items, sortTerms(step.sort, terms), step.position);
    return applyStages(step, stages, sorted) as List;
  }
  const results: unknown[] = [];
  for (const item of items) {
    enter(1);
    let value = run ? run(item) : unwrap(lookup(item, step.name ?? ''));
    step.stages?.forEach((stage, index) => {
      value = filterBy(value, stage, stages[index]);
    });
    if (value !== undefined) {
      results.push(value);
    }
    leave(1);
  }
  return flatten(results, isLast);
}

function tupleStep(step: StepPlan, code: Required<StepCode>, items: List, before: List | undefined): List {
  const { run, terms, stages } = code;
  if (step.sort) {
    const sorted = sortBy(before ?? items, sortTerms(step.sort, terms, before !== undefined), step.position);
    return applyStages(step, stages, before ? sorted : indexTuples(sorted, step.index)) as List;
  }
  const result = createSequence();
  result.tupleStream = true;
  for (const tuple of (before ?? items.map((item) => ({ '@': item }))) as Tuple[]) {
    enter(1);
    const context = tuple['@'];
    const value = run ? run(context, tuple) : unwrap(lookup(context, step.name ?? ''));
    const values = value === undefined ? [] : isList(value) ? value : [value];
    const isStream = isList(value) && value.tupleStream === true;
    for (const [index, each] of values.entries()) {
      push(result, isStream ? merge(tuple, each as Tuple) : bind(step, tuple, each, index));
    }
    leave(1);
  }
  return applyStages(step, stages, result) as List;
}

function bind(step: StepPlan, tuple: Tuple, value: unknown, index: number): Tuple {
  const bound = merge(tuple);
  if (step.focus === undefined) {
    bound['@'] = value;
  } else {
    bound[step.focus] = value;
  }
  if (step.index !== undefined) {
    bound[step.index] = index;
  }
  if (step.ancestor !== undefined) {
    bound[step.ancestor] = tuple['@'];
  }
  return bound;
}

function merge(...tuples: Tuple[]): Tuple {
  return Object.assign(Object.create(null) as Tuple, ...tuples) as Tuple;
}

function indexTuples(sorted: List, name: string | undefined): List {
  const result = createSequence();
  result.tupleStream = true;
  for (const [index, item] of sorted.entries()) {
    push(result, { '@': item, [String(name)]: index });
  }
  return result;
}

function sortTerms(directions: readonly boolean[], terms: readonly Evaluate[], ofTuples = false) {
  return directions.map((descending, index) => ({
    descending,
    valueFor: (item: unknown) =>
      ofTuples ? terms[index]?.((item as Tuple)['@'], item as Tuple) : terms[index]?.(item),
  }));
}

function applyStages(
  step: StepPlan,
  code: readonly (Evaluate | undefined)[],
  input: List | undefined,
): unknown {
  let result: unknown = input;
  for (const [position, stage] of (step.stages ?? []).entries()) {
    if (stage.index === undefined) {
      result = filterBy(result, stage, code[position]);
    } else {
      for (const [index, tuple] of (result as Tuple[]).entries()) {
        tuple[stage.index] = index;
      }
    }
  }
  return result;
}

/** `input[...]`: the item at a position, or the items for which the predicate is true or returns their position. */
export function filterBy(input: unknown, stage: StagePlan, predicate?: Evaluate): unknown {
  const items = isList(input) ? input : createSequence(input);
  const isStream = items.tupleStream === true;
  const result = createSequence();
  if (isStream) {
    result.tupleStream = true;
  }
  if (stage.at !== undefined) {
    const item = items[stage.at < 0 ? items.length + stage.at : stage.at];
    if (isList(item)) {
      return item;
    }
    if (item !== undefined) {
      push(result, item);
    }
    return result;
  }
  for (const [index, item] of items.entries()) {
    enter(1);
    const found = isStream ? predicate?.((item as Tuple)['@'], item as Tuple) : predicate?.(item);
    if (isNumeric(found)) {
      if (position(found, items.length) === index) {
        push(result, item);
      }
    } else if (isList(found) && found.every((each) => isNumeric(each))) {
      for (const each of found) {
        if (position(each, items.length) === index) {
          push(result, item);
        }
      }
    } else if (toBoolean(found)) {
      push(result, item);
    }
    leave(1);
  }
  return result;
}

function position(index: number, length: number): number {
  const whole = Math.floor(index);
  return whole < 0 ? length + whole : whole;
}

/** `*`: the values of all fields, with arrays flattened completely. */
export function wildcard(context: unknown): List {
  const input = isList(context) && context.outerWrapper && context.length > 0 ? context[0] : context;
  let result = createSequence();
  if (typeof input === 'object' && input !== null) {
    for (const value of Object.values(input) as unknown[]) {
      if (isList(value)) {
        result = append(result, value.flat(Infinity)) as List;
      } else {
        push(result, value);
      }
    }
  }
  return result;
}

/** `**`: the value and all of its descendants. */
export function descendants(context: unknown): unknown {
  if (context === undefined) {
    return undefined;
  }
  const result = createSequence();
  collect(context, result);
  return result.length === 1 ? result[0] : result;
}

function collect(value: unknown, into: List): void {
  // Only the items of an array: the marks of a sequence are fields, too.
  let below: readonly unknown[] = [];
  if (isList(value)) {
    below = value;
  } else {
    push(into, value);
    if (typeof value === 'object' && value !== null) {
      below = Object.values(value);
    }
  }
  for (const each of below) {
    collect(each, into);
  }
}
