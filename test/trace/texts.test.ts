import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderAnswer } from '../../src/cli/trace/renderAnswer';
import { renderTrace } from '../../src/cli/trace/renderTrace';
import { parcelEvent, parcelFolder, parcelTracer } from './parcel';

const order = 'requests[0].body.JSON.order';

/** What `destkit trace` says, against test/trace/texts/<name>.txt. A missing file is written, to be read before it is kept. */
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
    ['sent', parcelEvent()],
    ['filtered', parcelEvent({ type: 'ping' })],
    ['rejected', parcelEvent({ order: { country: 7 } })],
  ])('of an event that is %s', async (name, event) => {
    const tracer = await parcelTracer();
    expectText(name, renderTrace(await tracer.trace('processor', event), parcelFolder));
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
    const tracer = await parcelTracer();
    expectText(`why-${name}`, renderAnswer(await tracer.why('processor', parcelEvent(message), path)));
  });

  it('refuses what is no path', async () => {
    const tracer = await parcelTracer();
    await expect(tracer.why('processor', parcelEvent(), 'requests[0]..x')).rejects.toThrow('at character 12');
    await expect(tracer.why('processor', parcelEvent(), 'body.x')).rejects.toThrow(
      'should start with requests[0]',
    );
  });
});
