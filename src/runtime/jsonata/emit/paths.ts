import type { Ast, NameNode, PathNode, Stage } from '../ast';
import type { PathPlan, StagePlan, StepPlan } from '../runtime/paths';
import { isObject } from '../../isObject';
import { closure } from './closures';
import { groupFunction } from './constructors';
import { emit } from './expression';
import { isFree } from './variables';
import { any, noFields, nothing, type Operand } from './operand';
import type { EvaluationContext } from './evaluationContext';

/** Names that every object inherits: only own fields count. */
const inherited = new Set([...Object.getOwnPropertyNames(Object.prototype), 'length']);

export function emitPath(node: PathNode, place: EvaluationContext): Operand {
  const [first, ...others] = node.steps;
  const isSimple = !node.keepSingletonArray && !node.group && !node.tuple && others.every(isPlainName);
  if (isSimple && first && !first.tuple && !first.stages && !isConstructor(first)) {
    if (isPlainName(first)) {
      return emitNames(contextOperand(place), [first, ...others] as NameNode[], place);
    }
    if (first.type === 'variable' && others.length > 0 && isLocal(first.value, others[0], place)) {
      return emitNames(undefined, others as NameNode[], place);
    }
    const constant = first.type === 'variable' ? constantField(first.value, others, place) : undefined;
    if (constant) {
      return constant;
    }
    // A variable is absolute; anything else would be evaluated for each item if the context is an array.
    if (
      others.length > 0 &&
      (first.type === 'variable' || !place.context.mayBeArray) &&
      first.type !== 'sort' &&
      first.type !== 'name'
    ) {
      return emitNames(emit(first, place), others as NameNode[], place);
    }
  }
  return emitGeneralPath(node, place);
}

function contextOperand({ context: { js, mayBeArray, fields } }: EvaluationContext): Operand {
  return { ...any(js), single: !mayBeArray, fields, defined: fields !== undefined };
}

/** A field of a table, which never changes: the value becomes a constant of the code. */
function constantField(
  variable: string,
  names: readonly Ast[],
  place: EvaluationContext,
): Operand | undefined {
  const binding = isFree(variable, place.scope) ? place.program.resolve(variable) : undefined;
  let value = binding?.kind === 'constant' ? binding.value : undefined;
  for (const { value: name } of names as readonly NameNode[]) {
    if (!isObject(value) || !Object.isFrozen(value)) {
      return undefined;
    }
    value = Object.hasOwn(value, name) ? value[name] : undefined;
  }
  if (value === undefined || !isTable(value)) {
    return undefined;
  }
  const isList = Array.isArray(value);
  const fields = isObject(value) ? noFields : undefined;
  return { ...any(place.program.value('c', value), false), defined: true, single: !isList, fields };
}

function isTable(value: unknown): value is object {
  return typeof value === 'object' && value !== null && Object.isFrozen(value);
}

/** Whether this is a field of a series' variable: see series.ts. */
function isLocal(
  variable: string,
  field: Ast | undefined,
  { program: { fields }, scope }: EvaluationContext,
): boolean {
  return fields?.variable === variable && field !== undefined && isFree(variable, scope);
}

function isPlainName(step: Ast): boolean {
  return (
    step.type === 'name' && !step.tuple && !step.stages && !step.predicate && !step.keepArray && !step.group
  );
}

function isConstructor(step: Ast): boolean {
  return step.type === 'unary' && step.value === '[';
}

/** `$outputs.<step>.<field>` with an owned output: only arrays collected by the path are new. */
export function emitOwnedField({ steps }: PathNode, place: EvaluationContext): Operand {
  const [first, ...fields] = steps;
  const isSeries = first?.type === 'variable' && isLocal(first.value, fields[0], place);
  const start = first && !isSeries ? emit(first, place.as(false)) : undefined;
  return { ...emitNames(start, fields as NameNode[], place, true), owned: true };
}

/**
 * Reads one field after the other; when one is an array, the library evaluates the rest.
 *
 * @param start the value that has the first field; undefined for the variable of a series, whose fields are local
 * @param isOwned the fields are plain JSON that shares nothing with the input, and the result must be too
 */
function emitNames(
  start: Operand | undefined,
  steps: readonly NameNode[],
  place: EvaluationContext,
  isOwned = false,
): Operand {
  const { program } = place;
  const names = steps.map(({ value }) => value);
  let from = start ?? program.fields?.locals.get(names[0] ?? '') ?? nothing;
  let depth = start ? 0 : 1;
  // Fields of known plain objects need no type checks.
  for (; from.fields && depth < names.length && !inherited.has(names[depth] ?? ''); depth += 1) {
    from = knownField(from, names[depth] ?? '', place);
  }
  if (from.type === 'nothing') {
    return nothing;
  }
  if (depth === names.length) {
    return from.single
      ? { ...from, owned: undefined }
      : { ...from, js: lastValue(from.js, place), sequence: false };
  }
  const collect = isOwned
    ? `${program.use('own')}(${program.use('lookupAll')}`
    : `(${program.use('lookupAll')}`;
  const list = program.constant('n', JSON.stringify(names));
  const result = place.later();
  let { js } = from;
  names.slice(depth).forEach((name, offset) => {
    const index = offset + depth;
    place.add(`if (typeof ${js} === "object" && ${js} !== null) {`);
    if (offset > 0 || from.single !== true) {
      place.add(`if (isArray(${js})) { ${result} = ${collect}(${js}, ${list}, ${String(index)})); } else {`);
    } else {
      place.add('{');
    }
    const literal = JSON.stringify(name);
    const read = inherited.has(name)
      ? `hasOwn(${js}, ${literal}) ? ${js}[${literal}] : undefined`
      : `${js}[${literal}]`;
    if (index < names.length - 1) {
      js = place.keep(read);
    } else {
      place.add(`${result} = ${read};`);
      place.add(`if (isArray(${result})) ${result} = ${program.use('lastValue')}(${result});`);
    }
  });
  place.add('} }'.repeat(names.length - depth));
  return any(result, false);
}

/** A field of a plain object, as far as it is known. */
function knownField({ js, defined, fields }: Operand, name: string, place: EvaluationContext): Operand {
  const known = fields?.get(name);
  if (known?.type === 'nothing') {
    return nothing;
  }
  const read = place.keep(`${js}${defined ? '' : '?.'}[${JSON.stringify(name)}]`);
  return known ? { ...known, js: read, defined: defined && known.defined } : any(read, false);
}

function lastValue(js: string, place: EvaluationContext): string {
  return place.keep(`isArray(${js}) ? ${place.program.use('lastValue')}(${js}) : ${js}`);
}

/** Any path: its steps, filters and sort terms become functions that the library calls. */
function emitGeneralPath(node: PathNode, place: EvaluationContext): Operand {
  const { program } = place;
  let hasTuples = false;
  const steps: StepPlan[] = [];
  const code: string[] = [];
  node.steps.forEach((step, index) => {
    const before = hasTuples;
    hasTuples ||= step.tuple === true;
    steps.push(planStep(step, index));
    code.push(stepCode(step, place, before || step.tuple === true, hasTuples));
  });
  const plan: PathPlan = {
    steps,
    ...(node.tuple ? { tuple: true } : {}),
    ...(node.keepSingletonArray ? { keepSingleton: true } : {}),
    ...(node.steps[0]?.type === 'variable' ? { absolute: true } : {}),
  };
  const constant = program.constant('p', JSON.stringify(plan));
  const group = node.group ? `, ${groupFunction(node.group, place, hasTuples)}` : '';
  return any(
    place.keep(`${program.use('path')}(${place.context.js}, ${constant}, [${code.join(', ')}]${group})`),
  );
}

function planStep(step: Ast, index: number): StepPlan {
  const { focus, index: position, ancestor, stages } = step;
  return {
    ...(step.type === 'name' && !step.keepArray ? { name: step.value } : {}),
    ...(step.type === 'sort'
      ? { sort: step.terms.map(({ descending }) => descending), position: step.position ?? 0 }
      : {}),
    ...(step.consarray && index === 0 ? { consarray: true } : {}),
    ...(step.tuple ? { tuple: true } : {}),
    ...(focus === undefined ? {} : { focus }),
    ...(position === undefined ? {} : { index: position }),
    ...(ancestor === undefined ? {} : { ancestor: ancestor.label }),
    ...(stages === undefined ? {} : { stages: stages.map(planStage) }),
  };
}

function planStage(stage: Stage): StagePlan {
  if (stage.type === 'index') {
    return { index: stage.value };
  }
  return isPosition(stage.expr) ? { at: Math.floor(stage.expr.value) } : {};
}

/** A predicate that is a number literal. */
function isPosition(node: Ast): node is Ast & { type: 'number'; value: number } {
  return node.type === 'number';
}

function stepCode(
  step: Ast,
  place: EvaluationContext,
  hasTuples: boolean,
  stagesHaveTuples: boolean,
): string {
  const parts: string[] = [];
  if (step.type === 'sort') {
    const terms = step.terms.map(({ expression }) => closure(expression, place, hasTuples));
    parts.push('run: undefined', `terms: [${terms.join(', ')}]`);
  } else {
    const isName = step.type === 'name' && !step.keepArray;
    parts.push(`run: ${isName ? 'undefined' : closure(step, place, hasTuples)}`);
  }
  if (step.stages) {
    const stages = step.stages.map((stage) =>
      stage.type === 'index' || isPosition(stage.expr)
        ? 'undefined'
        : closure(stage.expr, place, stagesHaveTuples),
    );
    parts.push(`stages: [${stages.join(', ')}]`);
  }
  return `{ ${parts.join(', ')} }`;
}

/** A filter on a node that is not a path. */
export function emitFilter(
  predicate: Ast,
  value: Operand,
  hasTuples: boolean,
  place: EvaluationContext,
): Operand {
  const filter = place.program.use('filterBy');
  const stage = place.program.constant('p', JSON.stringify(planStage({ type: 'filter', expr: predicate })));
  const test = isPosition(predicate) ? '' : `, ${closure(predicate, place, hasTuples)}`;
  return any(place.keep(`${filter}(${value.js}, ${stage}${test})`));
}
