import { isDeepStrictEqual } from 'node:util';
import { isObject } from '../../runtime/isObject';
import { valueAt } from '../../runtime/schema/pointer';
import { isAnswerTo, ownTags, readAnswers, type GoldenContent, type HostAnswer } from './hostCase';
import { isFailure, toFailure } from './hostFailure';

/** A golden for each time that the host runs the workflow for a router case, or why there is none. */
export function routerGoldens(
  body: unknown,
  answered: unknown,
  destination: string,
): GoldenContent[] | string {
  const { input } = isObject(body) ? body : {};
  const answers = readAnswers(isObject(answered) ? answered.output : undefined);
  if (!Array.isArray(input) || input.length === 0 || !answers) {
    return 'its bodies have no arrays input and output, or no events';
  }
  const groups = groupEvents(input);
  if (groups.length === 1) {
    return [toGolden(input, answers, destination)];
  }
  const shares = groups.map((events) => answers.filter((answer) => isOnlyFor(answer, events)));
  return shares.flat().length === answers.length
    ? groups.map((events, index) => toGolden(events, shares[index] ?? [], destination))
    : 'the host runs the workflow once for each destination, and the metadata of the events does not show which answers are theirs';
}

/** The events by what the host groups them by: destination, job and settings. */
function groupEvents(input: readonly unknown[]): unknown[][] {
  const groups: { key: unknown; events: unknown[] }[] = [];
  for (const event of input) {
    const isFixed = valueAt(event, ['destination', 'hasDynamicConfig']) === false;
    const key = [
      valueAt(event, ['destination', 'ID']) ?? '',
      valueAt(event, ['context', 'sources', 'job_id']) ?? '',
      isFixed ? undefined : valueAt(event, ['destination', 'Config']),
    ];
    const group = groups.find((each) => isDeepStrictEqual(each.key, key));
    if (group) {
      group.events.push(event);
    } else {
      groups.push({ key, events: [event] });
    }
  }
  return groups.map(({ events }) => events);
}

function isOnlyFor({ metadata }: HostAnswer, events: readonly unknown[]): boolean {
  return [metadata].flat().every((each) => events.some((event) => isAnswerTo(each, event)));
}

function toGolden(input: unknown[], answers: readonly HostAnswer[], destination: string): GoldenContent {
  const [first, ...more] = answers;
  if (first && more.length === 0 && isFailure(first)) {
    return { input, expected: toFailure(first, destination) };
  }
  const output = answers.map(({ statTags, ...answer }) => {
    const tags = ownTags(statTags);
    return Object.keys(tags).length > 0 ? { ...answer, statTags: tags } : answer;
  });
  return { input, expected: { outcome: 'transformed', output, warnings: [] } };
}
