import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findPlaces, readSnapshot } from '../../../src/apps/studio/server/folder';
import { schemaCode } from '../../../src/apps/studio/server/schemaCode';
import type { SelectedEvent } from '../../../src/apps/studio/worker/messages';
import { BrowserSession } from '../../../src/apps/studio/worker/browserSession';

const folder = join(__dirname, '../../fixtures/destinations/webhook');
const schemaFile = join(folder, 'request.schema.json');
const schemaText = readFileSync(schemaFile, 'utf8');

const selectedEvent: SelectedEvent = {
  feature: 'processor',
  text: '{"type":"track","event":"Order Completed"}',
  config: { path: '/hooks/orders', secret: 'test-secret-of-the-hook' },
  options: {},
};

async function openSession(): Promise<BrowserSession> {
  const session = new BrowserSession(await readSnapshot(await findPlaces(folder)));
  await session.build();
  return session;
}

/** What the page shows of a run: why the folder is not usable, and what the request schemas object to. */
async function shown(session: BrowserSession) {
  const { problems, events } = await session.run(selectedEvent, false);
  return [problems.map(({ message }) => message), events.map(({ schemaProblem }) => schemaProblem)];
}

describe('a schema that is edited', () => {
  it('has its code from the start when it is as it is on disk', async () => {
    const session = await openSession();
    expect([session.schemas.lacksSome, session.schemas.takeUnasked()]).toEqual([false, []]);
    expect(await shown(session)).toEqual([[], [undefined]]);
  });

  it('counts once its code has come, and is no problem until then', async () => {
    const session = await openSession();
    const text = schemaText.replace('"required": ["type"]', '"required": ["colour"]');
    session.change(schemaFile, text);
    await session.build();
    expect(session.schemas.takeUnasked()).toEqual([text]);
    const [problems] = await shown(session);
    expect(problems).not.toContain('its code has not arrived yet');
    session.schemas.put([schemaCode(text)]);
    await session.build();
    expect(await shown(session)).toEqual([[], [expect.stringContaining('body.colour is required')]]);
  });

  it('may be unusable: the destination from before stays', async () => {
    const session = await openSession();
    const config = join(folder, 'config.schema.json');
    const text =
      '{"type": "object", "properties": {"unread": {"type": "string"}}, "definitions": {"a": {"$id": "x"}, "b": {"$id": "x", "type": "object"}}}';
    session.change(config, text);
    await session.build();
    expect(await shown(session)).toEqual([[], [undefined]]);
    session.schemas.put([schemaCode(text)]);
    await session.build();
    const [problems, events] = await shown(session);
    expect(problems).toEqual([expect.stringContaining('the schema cannot be used')]);
    expect(events).toEqual([undefined]);
    expect((await session.lint(undefined)).length).toBeGreaterThan(0);
  });
});

it('completes a file as any other editor does', async () => {
  const session = await openSession();
  await session.lint(undefined);
  const path = join(folder, 'procWorkflow.yaml');
  const text = readFileSync(path, 'utf8').replace('$json($outputs.message)', '$json($outputs.config.)');
  const offset = text.indexOf('$outputs.config.)') + '$outputs.config.'.length;
  const found = await session.answer({ path, text, offset });
  expect(found?.from).toBe(offset);
  expect(found?.items.map(({ label }) => label)).toEqual(expect.arrayContaining(['path', 'secret']));
});
