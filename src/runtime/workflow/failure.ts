import { catalogue } from '../errors/catalogue';
import { createError, DestkitError, type Where } from '../errors/destkitError';
import { isEvaluationFailure, locateToken, type JsonataFailure } from '../jsonata/syntax';
import type { Expression } from './expressions';
import type { WorkflowSource } from './source';

/**
 * The error that workflow-engine throws, and that its loops put into their results; recognized by its structure, as
 * in hosts.
 */
interface EngineFailure {
  message?: string;
  status?: number;
  stepName?: string;
  childStepName?: string;
  originalError?: unknown;
  /** The wrapped error; for a step that runs another workflow, the failure in that workflow. */
  error?: unknown;
  workflowName?: string;
}

/**
 * Converts any error of a workflow into one error of the catalogue. An error caused by an event always has status
 * 400, never a 500 that a host would retry indefinitely.
 */
export function describeFailure(thrown: unknown, source?: WorkflowSource): DestkitError {
  const failure = (typeof thrown === 'object' && thrown !== null ? thrown : {}) as EngineFailure;
  const original = failure.originalError ?? thrown;
  const error = classify(original);
  const [step, ...inner] = stepsOf(failure);
  if (step === undefined) {
    return error;
  }
  error.locate({ step: [step, ...inner].join('.') });
  let within = source;
  let last = step;
  for (const name of inner) {
    within = within?.inner.get(last);
    last = name;
  }
  return within ? error.locate(locate(original as Partial<JsonataFailure>, last, within)) : error;
}

/** The step that failed, and the steps that failed in inner workflows; an inner step is named with its parent. */
function stepsOf(failure: EngineFailure): string[] {
  const { stepName, childStepName } = failure;
  if (stepName === undefined) {
    return [];
  }
  const inner = innerFailure(failure);
  const own = childStepName === undefined ? stepName : `${stepName}.${childStepName}`;
  return inner ? [own, ...stepsOf(inner)] : [own];
}

/** The failure of the workflow that a step runs; workflow-engine wraps it more than once. */
function innerFailure({ error }: EngineFailure): EngineFailure | undefined {
  let current = error as EngineFailure | null | undefined;
  while (typeof current === 'object' && current !== null && current.workflowName === undefined) {
    current = current.error === current ? undefined : (current.error as EngineFailure | undefined);
  }
  return typeof current === 'object' && current !== null ? current : undefined;
}

/** What a host's own errors carry. */
interface HostError {
  status?: number;
  statTags?: { errorType?: unknown } | null;
}

/** The code of an evaluation that has run out of time. */
const TIME_IS_OVER = 'D1012';

function classify(original: unknown): DestkitError {
  if (original instanceof DestkitError) {
    return original;
  }
  if (isEvaluationFailure(original)) {
    if (original.code === TIME_IS_OVER) {
      return createError('EVALUATION_TIMEOUT', { limit: Number(original.value) });
    }
    return createError('EXPRESSION_FAILED', { reason: original.code, message: original.message });
  }
  if (original instanceof RangeError) {
    return original.message.includes('call stack')
      ? createError('EVENT_TOO_DEEP', {}, {}, [], { cause: original })
      : // A string or an array is longer than JavaScript allows.
        createError('EXPRESSION_FAILED', { reason: original.name, message: original.message });
  }
  const message = original instanceof Error ? original.message : 'the workflow failed for an unknown reason';
  // A binding of the host's own may say with a status that the event is to blame, and with its tags that the settings are.
  const { status = 500, statTags } = (original ?? {}) as HostError;
  if (status < 400 || status >= 500) {
    return createError('WORKFLOW_FAILED', { message }, {}, [], { cause: original });
  }
  return createError('EVENT_REJECTED', { message }, {}, [], {
    cause: original,
    ...(statTags?.errorType === 'configuration' ? { statTags: catalogue.CONFIG_INVALID.statTags } : {}),
  });
}

const REMEMBERED_PLACES = 1000;
interface Place extends Where {
  step: string;
  token: string | undefined;
}

const places = new WeakMap<WorkflowSource, Map<number, Place[]>>();

/**
 * The place of a failure, cached: a workflow fails in few places, and a source may cause the same failure for every
 * event.
 */
function locate({ position, token }: Partial<JsonataFailure>, step: string, source: WorkflowSource): Where {
  if (position === undefined) {
    return {};
  }
  let byPosition = places.get(source);
  if (!byPosition || byPosition.size > REMEMBERED_PLACES) {
    byPosition = new Map();
    places.set(source, byPosition);
  }
  const known = byPosition.get(position) ?? [];
  let place = known.find((each) => each.step === step && each.token === token);
  if (!place) {
    place = { ...findPlace(position, token, step, source), step, token };
    byPosition.set(position, [...known, place]);
  }
  return place;
}

/** The expression of the step that contains the failing token at the reported position. */
function findPlace(position: number, token: string | undefined, step: string, source: WorkflowSource): Where {
  const spans = source.expressions
    .filter((expression) => expression.step === step)
    .map((expression) => ({
      expression,
      ...locateToken(expression.text, { position, ...(token ? { token } : {}) }),
    }));
  const span =
    spans.find(({ expression, offset, length }) =>
      expression.text.slice(offset, offset + length).endsWith(token ?? ''),
    ) ?? spans[0];
  if (!span) {
    return {};
  }
  const { at } = span.expression.where(span.offset, span.length);
  return { at, expression: lineAt(span.expression, span.offset) };
}

function lineAt(expression: Expression, offset: number): string {
  const start = expression.text.lastIndexOf('\n', offset - 1) + 1;
  const end = expression.text.indexOf('\n', offset);
  return expression.text.slice(start, end === -1 ? undefined : end).trim();
}
