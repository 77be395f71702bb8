import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readDestination } from '../../../src/runtime/destination/load';
import { nodeFiles } from '../../../src/runtime/destination/nodeFiles';
import { loadMeasured } from '../../../src/tools/coverage/loadMeasured';
import { summarise } from '../../../src/tools/coverage/summary';
import { exportDestination } from '../../../src/tools/export/exportDestination';
import { createCase } from '../../../src/tools/goldens/goldenCase';
import { importCases } from '../../../src/tools/goldens/hostCases';
import { runGolden } from '../../../src/tools/goldens/run';
import { lintDestination } from '../../../src/tools/lint/run';
import { mutateDestination } from '../../../src/tools/mutation/mutate';
import { Tracer } from '../../../src/tools/trace/trace';
import { temporaryFolder } from '../../temporaryFolder';

const fixtures = join(__dirname, '../../fixtures/hostFolder');
const folderOf = (name: string) => join(fixtures, 'destinations', name);

const event = (type: string, jobId = 1) => ({
  message: { type, event: 'Parcel Sent', userId: 'u1', properties: { parcelId: 'P1', letterId: 'L1' } },
  destination: { Config: { region: 'eu', token: 't' } },
  metadata: { jobId },
});

/** A copy of the fixtures in which one text of a workflow is another. */
function edited(name: string, from: string, to: string): string {
  const root = temporaryFolder();
  cpSync(fixtures, root, { recursive: true });
  const file = join(root, 'destinations', name, 'procWorkflow.yaml');
  const text = readFileSync(file, 'utf8');
  expect(text).toContain(from);
  writeFileSync(file, text.replace(from, to));
  return join(root, 'destinations', name);
}

const request = {
  ...{ version: '1', type: 'REST', method: 'POST', params: {}, files: {} },
  endpoint: 'https://eu.parcels.example/v1/status',
  headers: { Authorization: 'Bearer t' },
  body: { JSON: { parcel: 'P1', status: 'sent', customer: 'u1' }, JSON_ARRAY: {}, XML: {}, FORM: {} },
};

describe('a folder of rudder-transformer', () => {
  it('has the features that its file names say, and is linted', async () => {
    const { name, manifest } = await readDestination(folderOf('parcels'));
    expect([name, manifest.features]).toEqual([
      'parcels',
      { processor: 'procWorkflow.yaml', router: 'rtWorkflow.yaml' },
    ]);
    expect((await lintDestination(folderOf('parcels'), nodeFiles)).findings).toEqual([]);
    const wrong = edited('parcels', 'JSON": $outputs.payload', 'JSON": $outputs.paylod');
    const { findings } = await lintDestination(wrong, nodeFiles);
    expect(findings.map(({ message }) => message)).toContain(
      'there is no step paylod before this one; did you mean $outputs.payload?',
    );
  });

  it('traces a field, and measures what is reached', async () => {
    const tracer = new Tracer(await readDestination(folderOf('parcels')));
    const { fields } = await tracer.trace('processor', event('track'));
    const parcel = fields.find(({ path }) => path === 'requests[0].body.JSON.parcel');
    expect(parcel?.sources.map(({ path }) => path)).toEqual(['message.properties.parcelId']);

    const { destination, coverage } = await loadMeasured(folderOf('parcels'));
    await destination.run('processor', event('track'));
    const [processor] = summarise(coverage);
    expect(processor?.steps).toEqual({ reached: 4, total: 4 });
  });

  it('loads JavaScript only when the caller allows it', async () => {
    const folder = edited('parcels', '  - name: eventNames', '  - path: ./code\n  - name: eventNames');
    await expect(readDestination(folder)).rejects.toMatchObject({ problems: [{ code: 'BINDING_IS_CODE' }] });
  });

  it.each([
    ['there is no such module (TypeScript needs a loader', undefined],
    ["Cannot find module './not-here'", "require('./not-here');"],
    ['it needs a database', "throw new Error('it needs a database');"],
  ])('that cannot be loaded has an error that ends with: %s', async (problem, code) => {
    const folder = edited('parcels', '  - name: eventNames', '  - path: ./code\n  - name: eventNames');
    if (code !== undefined) {
      writeFileSync(join(folder, 'code.js'), code);
    }
    const destination = await readDestination(folder, { allowCode: true });
    await expect(destination.run('processor', event('track'))).rejects.toThrow(
      `the workflow cannot be built: cannot load the binding ./code: ${problem}`,
    );
  });

  it('looks for a package from the folder on', async () => {
    const binding = '  - name: [statusOf]\n    path: lodash\n  - name: eventNames';
    const folder = edited('parcels', '  - name: eventNames', binding);
    mkdirSync(join(folder, '../../node_modules/lodash'), { recursive: true });
    // A function with properties, as lodash is one.
    const code = "module.exports = Object.assign(() => {}, { statusOf: () => 'mine' });";
    writeFileSync(join(folder, '../../node_modules/lodash/index.js'), code);
    const file = join(folder, 'procWorkflow.yaml');
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, text.replace('$lookup($eventNames, message.event)', '$statusOf()'));
    const destination = await readDestination(folder, { allowCode: true });
    expect(await destination.run('processor', event('track'))).toMatchObject({
      requests: [{ body: { JSON: { status: 'mine' } } }],
    });
  });

  it('may have what workflow-engine ignores; lint warns of it', async () => {
    const folder = edited(
      'parcels',
      '  - name: status',
      '  - name: status\n    reference: https://a.example',
    );
    const file = join(folder, 'procWorkflow.yaml');
    writeFileSync(
      file,
      readFileSync(file, 'utf8').replace('- name: eventNames\n    path', '- exportAll: true\n    path'),
    );
    const destination = await readDestination(folder);
    expect(await destination.run('processor', event('track'))).toMatchObject({ outcome: 'transformed' });
    const { findings } = await lintDestination(folder, nodeFiles);
    expect(findings.map(({ rule, severity, message }) => [rule, severity, message])).toEqual([
      ['yaml-and-schema', 'warning', 'steps[1].reference is not a known key: the host ignores it'],
    ]);
  });

  it('has json-template refused unless the caller allows code: it reaches all of Node.js', async () => {
    const folder = edited('letters', '.message.userId ?? "nobody"', 'process.version');
    await expect(readDestination(folder)).rejects.toMatchObject({ problems: [{ code: 'TEMPLATE_IS_CODE' }] });
    const { findings } = await lintDestination(folder, nodeFiles);
    expect(findings.map(({ rule, severity }) => [rule, severity])).toEqual([['unchecked-template', 'error']]);
    const destination = await readDestination(folder, { allowCode: true });
    expect(await destination.run('processor', event('track'))).toMatchObject({
      requests: [{ body: { JSON: { customer: process.version } } }],
    });
  });

  it('runs json-template with workflow-engine and the platform bindings, and says what it does not serve', async () => {
    const destination = await readDestination(folderOf('letters'), { allowCode: true });
    const outcome = await destination.run('processor', event('track'));
    expect(outcome).toMatchObject({ requests: [{ body: { JSON: { letter: 'L1', customer: 'u1' } } }] });
    expect(await destination.run('processor', event('page'))).toMatchObject({
      error: { message: 'message type page is not supported', status: 400, step: 'validateInput' },
    });
    const { findings } = await lintDestination(folderOf('letters'), nodeFiles, { allowCode: true });
    expect(findings.map(({ rule }) => rule)).toEqual(['unchecked-template']);
    const { coverage } = await loadMeasured(folderOf('letters'), { allowCode: true });
    expect([coverage.points.length, coverage.unmeasured.length]).toEqual([0, 1]);
    const { workflow } = await new Tracer(destination).trace('processor', event('track'));
    expect(workflow.steps.map(({ name, output }) => [name, output === undefined])).toEqual([
      ['validateInput', true],
      ['payload', false],
      ['buildResponse', false],
    ]);
  });
});

it('is refused by what needs a manifest or JSONata', async () => {
  const destination = await readDestination(folderOf('parcels'));
  await expect(exportDestination(destination, 'rudder-transformer')).rejects.toThrow(
    'has no destination.yaml',
  );
  const letters = mutateDestination(folderOf('letters'), '', () => true, { allowCode: true });
  await expect(letters).rejects.toThrow('mutate changes workflows in jsonata only');
});

describe("the host's test cases", () => {
  const parcels = { name: 'parcels', features: ['processor', 'router', 'dataDelivery'] };
  const hostError =
    'message type page is not supported: Workflow: procWorkflow, Step: validateInput, ChildStep: undefined, OriginalError: message type page is not supported';
  const sent = { output: { ...request, userId: '' }, metadata: { jobId: 1 }, statusCode: 200 };
  const failed = { error: hostError, statTags: { destType: 'X' }, metadata: { jobId: 2 }, statusCode: 400 };
  const processor = (description: string, events: object[], answers: object[]) => ({
    ...{ description, feature: 'processor' },
    input: { request: { body: events } },
    output: { response: { status: 200, body: answers } },
  });

  it('become goldens that hold', async () => {
    const { goldens, leftOut } = importCases(
      [
        processor('A parcel is sent', [event('track')], [sent]),
        processor('A parcel is sent', [event('track'), event('page', 2)], [sent, failed]),
        {
          description: 'Router: both',
          feature: 'router',
          input: { request: { body: { input: [event('track')], destType: 'parcels' } } },
          output: {
            response: {
              body: {
                output: [
                  {
                    batchedRequest: request,
                    metadata: [{ jobId: 1 }],
                    destination: event('track').destination,
                    batched: false,
                    statusCode: 200,
                  },
                ],
              },
            },
          },
        },
      ],
      parcels,
    );
    expect(leftOut).toEqual([]);
    expect(goldens.map(({ feature, name }) => `${feature}/${name}`)).toEqual([
      'processor/a-parcel-is-sent',
      'processor/a-parcel-is-sent-event-1',
      'processor/a-parcel-is-sent-event-2',
      'router/router-both',
    ]);
    const destination = await readDestination(folderOf('parcels'));
    for (const { input, ...golden } of goldens) {
      const result = await runGolden(destination, createCase({ ...golden, folder: '', content: input }));
      expect(result.differences).toEqual([]);
    }
    const broken = await readDestination(edited('parcels', 'message.userId', 'message.anonymousId'));
    const results = await Promise.all(
      goldens
        .slice(0, 1)
        .map(({ input, ...golden }) =>
          runGolden(broken, createCase({ ...golden, folder: '', content: input })),
        ),
    );
    const differences = results.flatMap((result) => result.differences);
    expect(differences.map(({ path }) => path)).toEqual(['requests[0].body.JSON.customer']);
  });

  it('are named when they cannot be goldens, and have names of their own when they can', () => {
    const same = processor('Same', [event('track')], [sent]);
    const { goldens, leftOut } = importCases(
      [
        same,
        same,
        { ...same, description: 'Deletes', feature: 'userDeletion' },
        { ...same, description: 'Delivers', feature: 'dataDelivery' },
        processor('Unclear', [{}, {}], [sent]),
        { ...same, description: 'Odd', output: { response: { body: [null] } } },
        null,
        processor('Queue', [event('track')], [{ ...sent, output: { payload: '{}' } }]),
      ],
      parcels,
    );
    expect(goldens.map(({ name }) => name)).toEqual(['same', 'same-2']);
    expect(leftOut).toEqual([
      { name: 'Deletes', reason: 'the folder has no workflow for the feature userDeletion' },
      { name: 'Delivers', reason: 'cases of the feature dataDelivery cannot be imported' },
      { name: 'Unclear', reason: 'the metadata of its events does not show which answers are theirs' },
      { name: 'Odd', reason: 'its bodies are not arrays of events and of answers, or have no events' },
      {
        name: 'case 7',
        reason: 'its bodies are not arrays of events and of answers, or have no events',
      },
      { name: 'Queue', reason: 'its requests are not HTTP requests with one endpoint and a body' },
    ]);
  });

  it('keep whether the event or the settings are to blame', async () => {
    const folder = edited('letters', '$.assert(', '$.assertConfig(');
    const destination = await readDestination(folder, { allowCode: true });
    const statTags = { errorCategory: 'dataValidation', errorType: 'configuration', module: 'destination' };
    const { goldens } = importCases([processor('Settings', [event('page')], [{ ...failed, statTags }])], {
      name: 'letters',
      features: ['processor'],
    });
    const [{ input, ...golden } = { input: {}, feature: '', name: '', expected: {} }] = goldens;
    expect(golden.expected).toMatchObject({ error: { statTags: { errorType: 'configuration' } } });
    const result = await runGolden(destination, createCase({ ...golden, folder: '', content: input }));
    expect(result.differences).toEqual([]);
  });

  it('of a router become a golden for each time that the host runs the workflow', () => {
    const events = [event('track', 1), event('page', 2), event('page', 3)].map((each, index) => ({
      ...each,
      destination: { ID: index === 1 ? 'other' : 'one', Config: { region: 'eu' } },
    }));
    const answers = [{ metadata: [{ jobId: 1 }, { jobId: 3 }] }, { metadata: [{ jobId: 2 }] }];
    const router = (output: object[]) => ({
      ...{ id: 'both', feature: 'router' },
      input: { request: { body: { input: events } } },
      output: { response: { body: { output } } },
    });
    const { goldens } = importCases([router(answers)], parcels);
    expect(goldens).toMatchObject([
      { name: 'both-call-1', input: [events[0], events[2]], expected: { output: [answers[0]] } },
      { name: 'both-call-2', input: [events[1]], expected: { output: [answers[1]] } },
    ]);
    const broken = router([answers[1] ?? {}, { ...failed, metadata: [{ jobId: 1 }, { jobId: 3 }] }]);
    expect(importCases([broken], parcels).goldens[0]?.expected).toMatchObject({
      outcome: 'rejected',
      error: { message: 'message type page is not supported', step: 'validateInput' },
    });
    expect(importCases([router([{ metadata: [{ jobId: 1 }, { jobId: 2 }] }])], parcels).leftOut).toEqual([
      { name: 'both', reason: expect.stringContaining('does not show which answers are theirs') as unknown },
    ]);
  });
});
