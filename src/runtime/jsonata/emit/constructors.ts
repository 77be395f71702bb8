import type { ArrayNode, Group, ObjectNode, Pair } from '../ast';
import { closure } from './closures';
import { emit, emitWatched } from './expression';
import { any, knownOf, typed, type Operand } from './operand';
import type { EvaluationContext } from './evaluationContext';

export function emitArray(node: ArrayNode, place: EvaluationContext): Operand {
  const items = node.expressions.map((expression) => ({
    value: emitWatched(expression, place),
    // An array constructor inside an array stays one item; any other array is flattened.
    whole: expression.type === 'unary' && expression.value === '[',
  }));
  const isLiteral = items.every(({ value, whole }) => value.defined && (whole || isScalar(value)));
  const list = place.keep(isLiteral ? `[${items.map(({ value }) => value.js).join(', ')}]` : '[]');
  if (!isLiteral) {
    for (const { value, whole } of items) {
      const { js, defined, single } = value;
      const add =
        whole || single ? `${list}.push(${js});` : `${place.program.use('addItems')}(${list}, ${js});`;
      place.add(defined ? add : `if (${js} !== undefined) ${add}`);
    }
  }
  if (node.consarray) {
    place.add(`${place.program.use('markConstructed')}(${list});`);
  }
  return { ...typed(list, 'object'), owned: place.owned };
}

function isScalar({ type }: Operand): boolean {
  return type === 'string' || type === 'number' || type === 'boolean';
}

/** An object: a literal if all of its keys are literals; fields without a value are left out. */
export function emitObject(node: ObjectNode, place: EvaluationContext): Operand {
  const keys = node.lhs.map(([key]) => literalKey(key));
  const isLiteral = keys.every((key) => key !== undefined) && new Set(keys).size === keys.length;
  if (!isLiteral) {
    const [pair, another] = node.lhs;
    return pair && !another && !place.context.mayBeArray
      ? emitComputed(pair, node.position, place)
      : emitGroup(node, place.context.js, place.as(false));
  }
  const inner = place.context.mayBeArray ? place.withContext(groupedContext(place)) : place;
  const fields = node.lhs.map(([, value], index) => ({
    key: JSON.stringify(keys[index]),
    value: emit(value, inner),
  }));
  const optional = place.program.sparse.has(node) ? [] : fields.filter(({ value }) => !value.defined);
  const known = {
    owned: place.owned,
    single: true,
    fields: new Map(fields.map(({ key, value }) => [JSON.parse(key) as string, knownOf(value)])),
  };
  const literal = `{${fields.map(({ key, value }) => `${key}: ${value.js}`).join(', ')}}`;
  if (optional.length === 0) {
    return { ...typed(place.keep(literal), 'object'), ...known };
  }
  const result = place.later();
  place.add(`if (${optional.map(({ value }) => `${value.js} !== undefined`).join(' && ')}) {`);
  place.add(`${result} = ${literal};`);
  place.add('} else {');
  place.add(`${result} = {};`);
  for (const { key, value } of fields) {
    place.add(`${value.defined ? '' : `if (${value.js} !== undefined) `}${result}[${key}] = ${value.js};`);
  }
  place.add('}');
  return { ...typed(result, 'object'), ...known };
}

/** `{key: value}` with a computed key over one value: an object with at most one field, so no grouping is needed. */
function emitComputed([key, value]: Pair, position: number | undefined, place: EvaluationContext): Operand {
  const { program } = place;
  const { js } = emit(key, place.as(false));
  const result = place.keep('{}');
  place.add(`if (${js} !== undefined) {`);
  const name = place.keep(`${program.use('checkKey')}(${js}, ${String(position ?? 0)})`);
  const field = emit(value, place.branch());
  place.add(`if (${field.js} !== undefined) ${program.use('setOwn')}(${result}, ${name}, ${field.js});`);
  place.add('}');
  return { ...typed(result, 'object'), owned: place.owned, single: true };
}

/** Keys that the language reserves, and `__proto__`, use the general path. */
function literalKey(key: Pair[0]): string | undefined {
  const isPlain = key.type === 'string' && !key.predicate && !key.group;
  const name = isPlain ? String(key.value) : '__proto__';
  return name === '__proto__' || name.startsWith('_jsonata_') ? undefined : name;
}

/** An object constructor over an array evaluates the array as one value. */
function groupedContext(place: EvaluationContext): { js: string; mayBeArray: boolean } {
  const { js } = place.context;
  return {
    js: place.keep(`isArray(${js}) ? ${place.program.use('groupedContext')}(${js}) : ${js}`),
    mayBeArray: true,
  };
}

/** `{...}` in general: groups by computed keys. */
export function emitGroup(group: Group, input: string, place: EvaluationContext): Operand {
  return any(place.keep(`${groupFunction(group, place)}(${input})`), false);
}

/** A function that groups the items. */
export function groupFunction({ lhs, position }: Group, place: EvaluationContext, hasTuples = false): string {
  const pairs = lhs.map(
    ([key, value]) => `[${closure(key, place, hasTuples)}, ${closure(value, place, hasTuples)}]`,
  );
  const group = place.program.use('group');
  return `((items) => ${group}(items, [${pairs.join(', ')}], ${String(position ?? 0)}))`;
}
