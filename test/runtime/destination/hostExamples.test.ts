import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { HostEvent } from '../../../src/runtime/destination/destination';
import { loadDestination } from '../../../src/runtime/destination/load';

/** Recorded answers of RudderStack's transformer; they are not part of this repository. */
const folder = process.env.HOST_EXAMPLES ?? '';

interface HostAnswer {
  output?: object;
  statusCode: number;
  error?: string;
  statTags?: { errorCategory: string; errorType: string };
}

interface Example {
  request: { body: HostEvent[] };
  response: { body: HostAnswer[] };
}

describe.each(['02-processor-ok', '03-processor-mixed'])('the recorded answers of %s', (name) => {
  const file = join(folder, `${name}.json`);
  if (folder === '' || !existsSync(file)) {
    it('are skipped: HOST_EXAMPLES names no folder that has them', () => {
      console.info(`skipped ${name}: HOST_EXAMPLES names no folder with ${name}.json`);
    });
    return;
  }
  const example = JSON.parse(readFileSync(file, 'utf8')) as Example;
  const cases = example.request.body.map((event, index) => ({
    index,
    event,
    answer: example.response.body[index],
  }));

  it.each(cases)('are given for event $index', async ({ event, answer }) => {
    const result = await (await loadDestination('kochava')).transform(event);
    if (answer?.output) {
      expect(result).toEqual({ outcome: 'transformed', requests: [answer.output], warnings: [] });
      return;
    }
    const [message] = String(answer?.error).split(': Workflow: ');
    const step = /Step: (\w+)/.exec(String(answer?.error))?.[1];
    const { errorCategory, errorType } = answer?.statTags ?? {};
    expect(result).toMatchObject({
      outcome: 'rejected',
      error: { message, step, status: answer?.statusCode, statTags: { errorCategory, errorType } },
    });
  });
});
