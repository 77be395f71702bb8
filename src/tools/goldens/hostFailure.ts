import { ownTags, type HostAnswer } from './hostCase';

/** The status by which a host's workflow drops an event. */
const FILTERED = 298;

/** The outcome of a workflow that has failed, from the host's answer. */
export function toFailure({ error, statusCode, statTags }: HostAnswer, destination: string): object {
  const { message, step } = originalError(error);
  const status = typeof statusCode === 'number' ? statusCode : 500;
  if (status === FILTERED) {
    return { outcome: 'filtered', reason: message };
  }
  const { errorType } = ownTags(statTags);
  const kind =
    status < 500
      ? {
          code: 'EVENT_REJECTED',
          statTags: {
            errorCategory: 'dataValidation',
            errorType: errorType === 'configuration' ? errorType : 'instrumentation',
          },
        }
      : { code: 'WORKFLOW_FAILED', statTags: { errorCategory: 'transformation' } };
  const place = step === undefined ? {} : { step };
  return { outcome: 'rejected', error: { ...kind, message, status, destination, ...place }, warnings: [] };
}

/** Whether the workflow has failed, and not only an event inside it. */
export function isFailure({ error }: HostAnswer): boolean {
  return originalError(error).step !== undefined;
}

/** What a step threw, and the step, without the rest of what the host adds to the message. */
function originalError(error: unknown): { message: string; step?: string } {
  const text = typeof error === 'string' ? error : '';
  const [, step, child, message] =
    /: Workflow: [^,]*, Step: (\w+), ChildStep: (\w+), OriginalError: (.*)$/s.exec(text) ?? [];
  if (step === undefined || child === undefined || message === undefined) {
    return { message: text };
  }
  return { message, step: child === 'undefined' ? step : `${step}.${child}` };
}
