import type { ErrorObject } from 'ajv';
import { followRef } from './jsonSchema';

/** The path of the definition of a template string; a value is never reported for not being a template. */
const TEMPLATE_DEFINITION = '/definitions/dynamic/';

/**
 * Selects the errors to report. Ajv reports every alternative of an `anyOf` or `oneOf` that a value fails, and also
 * the choice itself: one of the two is enough.
 */
export function dropAlternatives(errors: readonly ErrorObject[], schema: object): ErrorObject[] {
  const dropped = new Set<ErrorObject>();
  // An inner choice is handled before the outer one, which then sees the remaining errors.
  for (const choice of errors.filter(isChoice)) {
    const branches = branchErrors(choice, errors, schema).filter((error) => !dropped.has(error));
    const plain = branches.filter((error) => !error.schemaPath.includes(TEMPLATE_DEFINITION));
    const isEnough = plain.length === 0 || speaksForItself(choice);
    const telling = isEnough ? [choice] : ofItsType(plain, choice);
    const superfluous = [choice, ...branches].filter((error) => !telling.includes(error));
    superfluous.forEach((error) => dropped.add(error));
  }
  return errors.filter(
    (error) => !dropped.has(error) && error.keyword !== 'if' && !isBesideThePoint(error, errors),
  );
}

/** Whether a value fails a choice of keys only because it is not an object. */
function isBesideThePoint(error: ErrorObject, all: readonly ErrorObject[]): boolean {
  const isOfAnotherType = (other: ErrorObject) =>
    other.keyword === 'type' && other.instancePath === error.instancePath;
  return isChoice(error) && choiceKeys(error).length > 0 && all.some(isOfAnotherType);
}

/** The errors of the alternatives for the type of a value; all errors if there are none for its type. */
function ofItsType(errors: readonly ErrorObject[], choice: ErrorObject): readonly ErrorObject[] {
  const fitting = errors.filter((error) => error.instancePath !== choice.instancePath || isForItsType(error));
  return fitting.length > 0 ? fitting : errors;
}

function isForItsType({ keyword, params, data }: ErrorObject): boolean {
  const { allowedValues, allowedValue } = params as { allowedValues?: unknown[]; allowedValue?: unknown };
  switch (keyword) {
    case 'type':
      return false;
    case 'enum':
      return (allowedValues ?? []).some((value) => typeof value === typeof data);
    case 'const':
      return typeof allowedValue === typeof data;
    default:
      return true;
  }
}

export function isChoice(error: ErrorObject): boolean {
  return error.keyword === 'anyOf' || error.keyword === 'oneOf';
}

/** The message that a schema defines for all of its own rules. */
export function ownMessage(error: ErrorObject): string | undefined {
  const { errorMessage } = (error.parentSchema ?? {}) as { errorMessage?: unknown };
  return typeof errorMessage === 'string' ? errorMessage : undefined;
}

/** The keys of a choice such as `oneOf: [{required: [a]}, {required: [b]}]`; empty for other choices. */
export function choiceKeys(choice: ErrorObject): string[] {
  const branches = choice.schema as { required?: string[] }[];
  const isOfKeys = branches.every((branch) => Object.keys(branch).join() === 'required');
  return isOfKeys ? branches.flatMap(({ required = [] }) => required) : [];
}

/** The errors of the alternatives that a value failed. */
export function branchErrors(
  choice: ErrorObject,
  all: readonly ErrorObject[],
  schema: object,
): ErrorObject[] {
  const parts = new Set<unknown>();
  collectParts(choice.schema, schema, parts);
  return all.filter((error) => error !== choice && isWithin(error, choice) && parts.has(error.parentSchema));
}

function isWithin(error: ErrorObject, choice: ErrorObject): boolean {
  return `${error.instancePath}/`.startsWith(`${choice.instancePath}/`);
}

/** Every part of a schema, including references within the file. */
function collectParts(part: unknown, root: object, parts: Set<unknown>): void {
  if (typeof part !== 'object' || part === null || parts.has(part)) {
    return;
  }
  parts.add(part);
  collectParts(followRef(part, root), root, parts);
  Object.values(part).forEach((inner) => {
    collectParts(inner, root, parts);
  });
}

/** Whether the error of a choice is clearer than those of its alternatives. */
function speaksForItself(choice: ErrorObject): boolean {
  const { passingSchemas } = choice.params as { passingSchemas?: unknown };
  // A value that matches several alternatives is refused for this reason; the errors of the other alternatives are
  // irrelevant.
  const fitsSeveral = Array.isArray(passingSchemas);
  return fitsSeveral || ownMessage(choice) !== undefined || choiceKeys(choice).length > 0;
}
