import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findPlaces, readSnapshot } from '../../../src/apps/studio/server/folder';
import { schemaCode } from '../../../src/apps/studio/server/schemaCode';
import type { Subject } from '../../../src/apps/studio/worker/messages';
import { Workbench } from '../../../src/apps/studio/worker/workbench';

const folder = join(__dirname, '../../fixtures/destinations/webhook');
const schemaFile = join(folder, 'request.schema.json');
const schemaText = readFileSync(schemaFile, 'utf8');

const subject: Subject = {
  feature: 'processor',
  text: '{"type":"track","event":"Order Completed"}',
  config: { path: '/hooks/orders', secret: 'test-secret-of-the-hook' },
  options: {},
};

async function openBench(): Promise<Workbench> {
  const bench = new Workbench(await readSnapshot(await findPlaces(folder)));
  await bench.build();
  return bench;
}

/** What the page shows of a run: why the folder is not usable, and what the request schemas object to. */
async function shown(bench: Workbench) {
  const { problems, events } = await bench.run(subject);
  return [problems.map(({ message }) => message), events.map(({ schemaProblem }) => schemaProblem)];
}

describe('a schema that is edited', () => {
  it('has its code from the start when it is as it is on disk', async () => {
    const bench = await openBench();
    expect([bench.schemas.lacksSome, bench.schemas.takeUnasked()]).toEqual([false, []]);
    expect(await shown(bench)).toEqual([[], [undefined]]);
  });

  it('counts once its code has come, and is no problem until then', async () => {
    const bench = await openBench();
    const text = schemaText.replace('"required": ["type"]', '"required": ["colour"]');
    bench.change(schemaFile, text);
    await bench.build();
    expect(bench.schemas.takeUnasked()).toEqual([text]);
    const [problems] = await shown(bench);
    expect(problems).not.toContain('its code is not there yet');
    bench.schemas.put([schemaCode(text)]);
    await bench.build();
    expect(await shown(bench)).toEqual([[], [expect.stringContaining('body.colour is required')]]);
  });

  it('may be unusable: the destination from before stays', async () => {
    const bench = await openBench();
    const config = join(folder, 'config.schema.json');
    const text = '{"type": "object", "properties": {"path": {"$ref": "#/nowhere"}}}';
    bench.change(config, text);
    await bench.build();
    expect(await shown(bench)).toEqual([[], [undefined]]);
    bench.schemas.put([schemaCode(text)]);
    await bench.build();
    const [problems, events] = await shown(bench);
    expect(problems).toEqual([expect.stringContaining('the schema cannot be used')]);
    expect(events).toEqual([undefined]);
    expect((await bench.lint()).length).toBeGreaterThan(0);
  });
});
