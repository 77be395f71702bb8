import type { Ast, ObjectNode } from '../../../runtime/jsonata/ast';
import { parse } from '../../../runtime/jsonata/compile';
import type { Edit, Problem } from '../finding';
import type { LintExpression, LintModel, LintWorkflow } from '../model/model';
import type { Rule } from '../rule';
import { canKeepArray, findSingleValues, type SingleScope } from '../shapes/singleValues';
import { createScopes } from '../shapes/singleScope';
import { fileOffset } from '../tree/fileOffset';
import { spanIn, whereNode } from '../tree/whereNode';
import { calledName, literalText, walk } from '../tree/walk';

/** A field that is an array in a request's schema, but whose expression can return a single value. */
export const rule: Rule = {
  id: 'array-target',
  severity: 'warning',
  check: (model) => {
    const fields = model.requests.flatMap(({ value }) => schemaFields(value, []));
    return fields.some(({ isArray }) => isArray)
      ? model.workflows.flatMap((workflow) => checkWorkflow(model, workflow, fields))
      : [];
  },
};

/** A field of a request's schema; `path` consists of the names from the body down to it. */
interface Field {
  path: readonly string[];
  isArray: boolean;
}

function schemaFields(schema: unknown, path: readonly string[]): Field[] {
  const { type, properties, items } = (schema ?? {}) as {
    type?: unknown;
    properties?: Record<string, unknown>;
    items?: unknown;
  };
  const own = path.length > 0 ? [{ path, isArray: type === 'array' }] : [];
  const below = Object.entries(properties ?? {}).flatMap(([name, field]) =>
    schemaFields(field, [...path, name]),
  );
  // The fields of an item are written below the name of the array.
  const inside = items === undefined ? [] : schemaFields(items, path).filter((field) => field.path !== path);
  return [...own, ...below, ...inside];
}

function checkWorkflow(model: LintModel, workflow: LintWorkflow, fields: readonly Field[]): Problem[] {
  const scopeOf = createScopes(model, workflow);
  return workflow.expressions.flatMap((expression) => {
    const { ast } = expression;
    if (!ast) {
      return [];
    }
    const scope = scopeOf(ast);
    const singles = singleTargets(expression.nodes, fields, scope);
    return singles.map(({ name, node }) => {
      const edit = keepArrayEdit(
        expression,
        node,
        (text) => singleTargets([...walk(parse(text))], fields, scope).length < singles.length,
      );
      return {
        message: `${name} is an array in the request's schema, and this can be a single value: append [] to it or write [...] around it`,
        where: whereNode(expression, node),
        ...(edit ? { edit } : {}),
      };
    });
  });
}

/** The values of array fields in an expression that can be single values. */
function singleTargets(
  nodes: LintExpression['nodes'],
  fields: readonly Field[],
  scope: SingleScope,
): { name: string; node: Ast }[] {
  return nodes.flatMap(({ node, above }) => {
    const pairs = node.type === 'unary' && node.value === '{' ? node.lhs : [];
    return pairs.flatMap(([key, value]) => {
      const name = literalText(key);
      return name !== undefined && isArrayField(node as ObjectNode, above, name, fields)
        ? findSingleValues(value, scope).map((single) => ({ name, node: single }))
        : [];
    });
  });
}

/** Whether a key is an array in all schemas that have it at this place, as far as the place is known. */
function isArrayField(
  object: ObjectNode,
  above: readonly Ast[],
  name: string,
  fields: readonly Field[],
): boolean {
  const { keys, call } = enclosingKeys(object, above);
  // The value of JSON is the whole body.
  const root = keys.lastIndexOf('JSON');
  // The envelope's own keys, its headers and parameters do not belong to the body.
  if (root < 0 && call === 'envelope') {
    return false;
  }
  const place = [...keys.slice(root + 1), name];
  const candidates = fields.filter(
    ({ path }) =>
      (root < 0 || path.length === place.length) &&
      path.length >= place.length &&
      place.every((key, index) => key === path[path.length - place.length + index]),
  );
  return candidates.length > 0 && candidates.every(({ isArray }) => isArray);
}

/** The keys that contain an object in its expression, the outermost first, and the function that gets the result. */
function enclosingKeys(object: Ast, above: readonly Ast[]): { keys: string[]; call?: string | undefined } {
  const keys: string[] = [];
  let below = object;
  for (const parent of [...above].reverse()) {
    if (parent.type === 'unary' && parent.value === '{') {
      const key = literalText(parent.lhs.find(([, value]) => value === below)?.[0]);
      if (key === undefined) {
        break;
      }
      keys.unshift(key);
    } else if (!['unary', 'path', 'condition', 'block'].includes(parent.type)) {
      return { keys, call: calledName(parent) };
    }
    below = parent;
  }
  return { keys };
}

/** Appends `[]` to a path or a sequence: missing values stay missing, and arrays stay unchanged. */
function keepArrayEdit(
  expression: LintExpression,
  node: Ast,
  isCured: (text: string) => boolean,
): Edit | undefined {
  const { text, document } = expression;
  const end = canKeepArray(node) ? spanIn(expression, node)?.end : undefined;
  const offset = end === undefined ? undefined : fileOffset(expression, end);
  if (end === undefined || offset === undefined) {
    return undefined;
  }
  try {
    const isSafe = isCured(`${text.slice(0, end)}[]${text.slice(end)}`);
    return isSafe ? { file: document.file, offset, length: 0, text: '[]' } : undefined;
  } catch {
    return undefined;
  }
}
