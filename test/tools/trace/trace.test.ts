import { build } from 'esbuild';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadDestination } from '../../../src/runtime/destination/load';
import { readCases } from '../../../src/tools/goldens/cases';
import { valueAt } from '../../../src/runtime/schema/pointer';
import { parseFieldPath } from '../../../src/tools/trace/fieldPath';
import type { FieldTrace, StepTrace, Trace } from '../../../src/tools/trace/model';
import { Tracer } from '../../../src/tools/trace/trace';
import { config, postalEvent, postalTracer } from './postal';

process.env.TZ = 'UTC';

const examples = join(__dirname, '../../../destinations/kochava/examples');
const read = (file: string) => readFileSync(join(examples, file), 'utf8');
const messages = read('events.ndjson')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as object);

function fieldOf({ fields }: Trace, path: string): FieldTrace {
  const field = fields.find((each) => each.path === path);
  if (!field) {
    throw new Error(`the trace has no field ${path}`);
  }
  return field;
}

function allSteps(steps: readonly StepTrace[]): StepTrace[] {
  return steps.flatMap((step) => [step, ...step.inner.flatMap((inner) => allSteps(inner.steps))]);
}

describe('a trace of a real destination', () => {
  it('leads a field to its source, through steps, workflows and a signed text', async () => {
    const tracer = new Tracer(await loadDestination('kochava'));
    const Config = JSON.parse(read('signedConfig.json')) as object;
    const trace = await tracer.trace('processor', { message: messages[3], destination: { Config } });
    const body = 'requests[0].body.JSON_ARRAY.batch';
    expect(fieldOf(trace, `${body}.data.usertime`)).toMatchObject({
      kind: 'made',
      step: 'kochava.device.usertime',
      expression: '$epochSeconds(parts.message.timestamp)',
      sources: expect.arrayContaining([
        expect.objectContaining({ path: 'message.timestamp', role: 'value', via: ['$epochSeconds'] }),
      ]) as unknown,
    });
    expect(fieldOf(trace, `${body}.data.origination_ip`)).toMatchObject({
      kind: 'copied',
      value: '203.0.113.24',
    });
    expect(fieldOf(trace, `${body}.action`)).toMatchObject({ kind: 'constant', value: 'event' });
  });

  it('lists a source with the same value for a copied field, and none for a constant', async () => {
    const kochava = await loadDestination('kochava');
    const tracer = new Tracer(kochava);
    const cases = readCases(kochava).filter(
      (each, index) => each.feature === 'processor' && index % 80 === 0,
    );
    let [copied, constant] = [0, 0];
    for (const { input, options } of cases) {
      const { fields } = await tracer.trace('processor', input, options);
      for (const { path, kind, value, sources, at } of fields) {
        expect(at).toBeDefined();
        const made = sources.filter(({ role }) => role === 'value');
        if (kind === 'copied' && value !== '***') {
          copied += 1;
          expect({ path, values: made.map((source) => source.value) }).toEqual({
            path,
            values: expect.arrayContaining([value]) as unknown,
          });
        } else if (kind === 'constant') {
          constant += 1;
          expect({ path, made }).toEqual({ path, made: [] });
        }
      }
    }
    expect([copied > 50, constant > 25]).toEqual([true, true]);
  });

  it('traces features other than the processor', async () => {
    const kochava = await loadDestination('kochava');
    const tracer = new Tracer(kochava);
    for (const feature of ['router', 'userDeletion', 'postback', 'dataDelivery']) {
      const golden = readCases(kochava).find((each) => each.feature === feature);
      const trace = await tracer.trace(feature, golden?.input, golden?.options);
      const outcome = await kochava.run(feature, golden?.input, golden?.options);
      const masked = JSON.stringify(outcome).replace(/("Authentication-Key":)"[^"]+"/g, '$1"***"');
      expect(trace.outcome).toEqual(JSON.parse(masked));
      expect(trace.workflow.steps[0]?.state).toBe(trace.outcome.outcome === 'rejected' ? 'failed' : 'ran');
    }
  });
});

describe('a trace', () => {
  it('has what went into each step and came out of it, and is plain JSON', async () => {
    const tracer = await postalTracer();
    const trace = await tracer.trace('processor', postalEvent());
    expect(JSON.parse(JSON.stringify(trace))).toEqual(trace);
    const steps = allSteps(trace.workflow.steps);
    expect(steps.find(({ name }) => name === 'amount')).toMatchObject({
      state: 'ran',
      input: { order: { amount: 12.5 } },
      output: 1250,
      branches: [{ condition: '$exists(order.amount)', then: 1, else: 0 }],
    });
    expect(steps.find(({ name }) => name === 'gift')).toMatchObject({
      state: 'skipped',
      condition: { text: 'order.isGift = true', holds: false },
    });
  });

  it('gives the value of each field at its path', async () => {
    const { outcome, fields } = await (await postalTracer()).trace('processor', postalEvent());
    for (const { path, value } of fields) {
      expect(valueAt(outcome, parseFieldPath(path))).toEqual(value);
    }
  });

  it('shows no secret, no secret header, and nothing that is made from a secret', async () => {
    const tracer = await postalTracer();
    const token = Buffer.from(`acme:${config.password}`).toString('base64');
    const event = postalEvent({ order: { number: config.password } });
    const texts = [
      JSON.stringify(await tracer.trace('processor', event)),
      JSON.stringify(await tracer.why('processor', event, 'requests[0].headers.Authorization')),
      JSON.stringify(await tracer.why('processor', event, 'requests[0].body.JSON.order.number')),
    ];
    for (const text of texts) {
      expect(text).toContain('***');
      expect(text).not.toContain(config.password);
      expect(text).not.toContain(token);
    }
  });

  it('changes nothing of the event', async () => {
    const event = postalEvent();
    const before = JSON.stringify(event);
    await (await postalTracer()).trace('processor', event);
    expect(JSON.stringify(event)).toBe(before);
  });

  it('of an event with hostile keys stays an object without them in its prototype', async () => {
    const event = postalEvent({
      order: JSON.parse('{"number": 1, "__proto__": {"polluted": true}}') as object,
    });
    const trace = await (await postalTracer()).trace('processor', event);
    expect(trace.outcome.outcome).toBe('transformed');
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });

  it('says how much of a very large event was not measured', async () => {
    const items = Array.from({ length: 420 }, (_, index) => ({ name: String(index) }));
    const { measured } = await (await postalTracer()).trace('processor', postalEvent({ order: { items } }));
    expect(measured).toEqual({ tried: 400, left: 425 - 400 });
  });
});

it('the code of traces needs nothing of Node', async () => {
  const { metafile } = await build({
    entryPoints: [join(__dirname, '../../../src/tools/trace/trace.ts')],
    ...{
      bundle: true,
      write: false,
      metafile: true,
      platform: 'browser',
      packages: 'external',
      format: 'cjs',
    },
  });
  const imports = Object.values(metafile.inputs).flatMap((input) => input.imports.map(({ path }) => path));
  expect(imports.filter((path) => path.startsWith('node:'))).toEqual([]);
  expect(Object.keys(metafile.inputs).length).toBeGreaterThan(30);
});
