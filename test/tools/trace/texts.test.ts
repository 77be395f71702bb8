import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderAnswer } from '../../../src/apps/cli/trace/renderAnswer';
import { renderTrace } from '../../../src/apps/cli/trace/renderTrace';
import { postalEvent, postalFolder, postalTracer } from './postal';

const order = 'requests[0].body.JSON.order';

/** What `destkit trace` says, against test/tools/trace/texts/<name>.txt. A missing file is written, to be read before it is kept. */
function expectText(name: string, text: string): void {
  const file = join(__dirname, 'texts', `${name}.txt`);
  const steady = text.replace(/ +\d+\.\d\d ms/g, ' 0.00 ms');
  if (!existsSync(file)) {
    writeFileSync(file, steady);
  }
  expect(steady).toBe(readFileSync(file, 'utf8'));
}

describe('the text of a trace', () => {
  it.each([
    ['sent', postalEvent()],
    ['filtered', postalEvent({ type: 'ping' })],
    ['rejected', postalEvent({ order: { country: 7 } })],
  ])('of an event that is %s', async (name, event) => {
    const tracer = await postalTracer();
    expectText(name, renderTrace(await tracer.trace('processor', event), postalFolder));
  });
});

describe('the answer to why', () => {
  it.each([
    ['made', `requests[0].body.JSON.sent`, {}],
    ['copied', `${order}.number`, {}],
    ['constant', `${order}.currency`, {}],
    ['secret', 'requests[0].headers.Authorization', {}],
    ['several', `${order}.items`, {}],
    ['skipped-step', `${order}.card`, {}],
    ['other-branch', `${order}.cents`, { order: { number: 'A-7' } }],
    ['absent', `${order}.country`, { order: { number: 'A-7' } }],
    ['misspelt', `${order}.curency`, {}],
    ['unknown', 'requests[0].body.JSON.nothingLikeIt', {}],
    ['no-request', `${order}.card`, { type: 'ping' }],
  ])('%s', async (name, path, message) => {
    const tracer = await postalTracer();
    expectText(`why-${name}`, renderAnswer(await tracer.why('processor', postalEvent(message), path)));
  });

  it('rejects an invalid path', async () => {
    const tracer = await postalTracer();
    await expect(tracer.why('processor', postalEvent(), 'requests[0]..x')).rejects.toThrow('at character 12');
    await expect(tracer.why('processor', postalEvent(), 'body.x')).rejects.toThrow(
      'should start with requests[0]',
    );
  });
});
