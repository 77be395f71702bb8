import { isObject } from '../../runtime/isObject';
import { isAnswerTo, readAnswers, type GoldenContent, type HostAnswer } from './hostCase';
import { toFailure } from './hostFailure';

/** A golden for each event of a processor case, or why there is none. */
export function processorGoldens(
  body: unknown,
  answered: unknown,
  destination: string,
): GoldenContent[] | string {
  const answers = readAnswers(answered);
  if (!Array.isArray(body) || body.length === 0 || !answers) {
    return 'its bodies are not arrays of events and of answers, or have no events';
  }
  if (!answers.every(isServed)) {
    return 'its requests are not HTTP requests with one endpoint and a body';
  }
  const events = body as unknown[];
  const shares = events.map((event, index) => answersOf(event, index, events, answers));
  return shares.flat().length === answers.length && shares.every(({ length }) => length > 0)
    ? events.map((input, index) => ({ input, expected: toOutcome(shares[index] ?? [], destination) }))
    : 'the metadata of its events does not show which answers are theirs';
}

function answersOf(
  event: unknown,
  index: number,
  events: readonly unknown[],
  answers: readonly HostAnswer[],
): readonly HostAnswer[] {
  if (events.length === 1) {
    return answers;
  }
  return events.length === answers.length
    ? answers.slice(index, index + 1)
    : answers.filter(({ metadata }) => isAnswerTo(metadata, event));
}

function toOutcome(answers: readonly HostAnswer[], destination: string): object {
  const failed = answers.find(({ error }) => typeof error === 'string');
  return failed
    ? toFailure(failed, destination)
    : { outcome: 'transformed', requests: answers.map(toRequest), warnings: [] };
}

/** The host writes an empty userId for a missing one. */
function toRequest({ output }: HostAnswer): object {
  const { userId, ...request } = isObject(output) ? output : {};
  return userId === undefined || userId === '' ? request : { ...request, userId };
}

/** Whether an answer has a request of the only kind that destkit sends, or an error. */
function isServed({ output, error }: HostAnswer): boolean {
  return (
    typeof error === 'string' ||
    (isObject(output) && typeof output.endpoint === 'string' && isObject(output.body))
  );
}
