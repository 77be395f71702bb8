import fc from 'fast-check';
import { join } from 'node:path';
import { Destination } from '../../../src/runtime/destination/destination';
import { loadDestination, readDestination } from '../../../src/runtime/destination/load';
import type { Outcome } from '../../../src/runtime/destination/outcome';
import type { ErrorReport } from '../../../src/runtime/errors/destkitError';

const weather = () => loadDestination(join(__dirname, '../../fixtures/destinations/weather'));
const Config = { key: 'k' };

async function transform(message: unknown, config: unknown = Config): Promise<Outcome> {
  return (await weather()).transform({ message, destination: { Config: config } });
}

async function rejection(message: unknown, config: unknown = Config): Promise<ErrorReport> {
  const result = await transform(message, config);
  if (result.outcome !== 'rejected') {
    throw new Error(`expected a rejection, got ${JSON.stringify(result)}`);
  }
  return result.error;
}

describe('what comes out', () => {
  it('is plain JSON that shares nothing with the event', async () => {
    const message = { kind: 'plain', list: [[1], ['a']], one: [7], none: [], nested: { a: [{ b: null }] } };
    const result = await transform(message);
    const [request] = (result as unknown as { requests: { body: { JSON: { whole: typeof message } } }[] })
      .requests;
    const whole = request?.body.JSON.whole;
    expect(whole).toEqual(message);
    expect(whole?.nested).not.toBe(message.nested);
    expect(Object.getPrototypeOf(whole)).toBe(Object.prototype);
    expect(Object.keys(whole?.one ?? {})).toEqual(['0']);
  });

  it('keeps a key named __proto__ as a key', async () => {
    const message: unknown = JSON.parse('{"kind":"plain","__proto__":{"polluted":[1]},"constructor":"c"}');
    const text = JSON.stringify(await transform(message));
    expect(text).toContain('"__proto__":{"polluted":[1]}');
    expect(text).toContain('"constructor":"c"');
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  it('leaves the event and a frozen config as they were', async () => {
    const frozen = deepFreeze({ key: 'k', list: [{ a: [1] }] });
    const event = deepFreeze({ message: { kind: 'plain', list: [[1]] }, destination: { Config: frozen } });
    const before = JSON.stringify(event);
    expect((await (await weather()).transform(event)).outcome).toBe('transformed');
    expect(JSON.stringify(event)).toBe(before);
  });

  it('may be several requests', async () => {
    const result = await transform({ kind: 'many' });
    expect(result).toMatchObject({
      outcome: 'transformed',
      requests: [
        { endpoint: 'https://api.weather.example/1' },
        { endpoint: 'https://api.weather.example/2' },
        { endpoint: 'https://api.weather.example/3' },
      ],
    });
  });

  it('has the warnings that the step of that name yields, one or many', async () => {
    const result = await transform({ kind: 'plain', warn: 'wet' });
    expect(result).toMatchObject({ warnings: [{ code: 'WEATHER', path: 'message.warn', message: 'wet' }] });
  });

  it('takes the instant from the options, the same for $now and $millis', async () => {
    const options = { now: Date.UTC(2026, 2, 1, 12) };
    const event = { message: { kind: 'plain' }, destination: { Config } };
    expect(await (await weather()).transform(event, options)).toMatchObject({
      requests: [{ body: { JSON: { instant: options.now, date: '2026-03-01T12:00:00.000Z' } } }],
    });
  });

  it('reads tables by own keys only', async () => {
    const known = JSON.stringify(await transform({ kind: 'plain', station: 'zrh' }));
    const inherited = JSON.stringify(await transform({ kind: 'plain', station: 'constructor' }));
    expect(known).toContain('Zurich');
    expect(inherited).not.toContain('"station":{');
  });

  it('can be any JSON for a feature that is not the processor', async () => {
    const readings = [3, 1, 2];
    expect(await (await weather()).run('postback', { readings })).toEqual({
      outcome: 'transformed',
      output: { count: 3, first: 3, all: readings },
      warnings: [],
    });
  });
});

describe('what is filtered', () => {
  it('says why', async () => {
    expect(await transform({ kind: 'noise' })).toEqual({ outcome: 'filtered', reason: 'noise is left out' });
  });
});

describe('what is rejected', () => {
  it('blames the event for an expression that fails, and says where', async () => {
    const error = await rejection({ kind: 'broken', degrees: 21 });
    expect(error).toMatchObject({
      code: 'EXPRESSION_FAILED',
      status: 400,
      destination: 'weather',
      step: 'failing',
      expression: '$uppercase($degrees)',
      at: { line: 18, column: 9 },
      statTags: { errorCategory: 'dataValidation', errorType: 'instrumentation' },
    });
    expect(error.at?.file).toMatch(/weather\/workflow\.yaml$/);
    expect(error.message).toContain('T0410');
  });

  it('tells the place in a plain scalar', async () => {
    const error = await rejection({ kind: 'scalar', degrees: 'mild' });
    expect(error).toMatchObject({
      step: 'plainScalar',
      at: { line: 22, column: 31 },
      code: 'EXPRESSION_FAILED',
    });
  });

  it.each([
    [undefined, 'config is missing'],
    [{}, 'config.key is required'],
    [{ key: '' }, 'config.key must not be empty'],
    [{ key: 5 }, 'config.key must be a string'],
    [{ key: 'k', profile: 'wide' }, 'config.profile must be one of "short", "long"'],
    [{ kay: 'k' }, 'config.kay is not a known key; did you mean key?'],
  ])('names the setting that is wrong: %j', async (config, message) => {
    const event = { message: { kind: 'plain' }, destination: config === undefined ? {} : { Config: config } };
    expect(await (await weather()).transform(event)).toMatchObject({
      outcome: 'rejected',
      error: {
        code: 'CONFIG_INVALID',
        message,
        status: 400,
        step: 'validateConfig',
        statTags: { errorCategory: 'dataValidation', errorType: 'configuration' },
      },
    });
  });

  it('only warns of a setting that nobody knows', async () => {
    expect(await transform({ kind: 'plain' }, { key: 'k', colour: 'blue' })).toMatchObject({
      outcome: 'transformed',
      warnings: [{ code: 'CONFIG_UNKNOWN_KEY', path: 'config.colour', message: 'is not a known key' }],
    });
  });

  it('refuses a host that the manifest does not name, and says no more of the address', async () => {
    const error = await rejection({ kind: 'elsewhere', path: 'secret-path' });
    expect(error).toMatchObject({ code: 'HOST_NOT_ALLOWED', status: 400 });
    expect(error.message).toBe('the manifest does not allow requests to https://evil.example');
  });

  it('refuses plain http', async () => {
    expect(await rejection({ kind: 'plain-http' })).toMatchObject({ code: 'HOST_NOT_ALLOWED' });
  });

  it('says that a workflow gave nothing to send', async () => {
    expect(await rejection({ kind: 'nothing' })).toMatchObject({ code: 'WORKFLOW_NO_OUTPUT', status: 500 });
  });

  it('refuses an event that is nested without end', async () => {
    let deep: unknown = 1;
    for (let depth = 0; depth < 200_000; depth += 1) {
      deep = [deep];
    }
    expect(await rejection({ kind: 'plain', deep })).toMatchObject({ code: 'EVENT_TOO_DEEP', status: 400 });
  });

  it.each([5, null, undefined, 'text'])('refuses %p as an event', async (event) => {
    const result = await (await weather()).run('processor', event);
    expect(result).toMatchObject({ outcome: 'rejected', error: { code: 'EVENT_INVALID', status: 400 } });
  });

  it('checks bodies against the request schema only when asked', async () => {
    const event = { message: { kind: 'checked' }, destination: { Config } };
    const destination = await weather();
    expect((await destination.transform(event)).outcome).toBe('transformed');
    expect(await destination.transform(event, { validate: true })).toMatchObject({
      error: {
        code: 'REQUEST_INVALID',
        message: 'the request does not match its schema: body.station is required',
      },
    });
    const other = { message: { kind: 'other' }, destination: { Config } };
    expect((await destination.transform(other, { validate: true })).outcome).toBe('transformed');
  });
});

describe('how it is called', () => {
  it('throws for a feature that is not there', async () => {
    await expect((await weather()).run('userDeletion', {})).rejects.toMatchObject({
      code: 'FEATURE_NOT_FOUND',
      message: 'destination "weather" has no feature "userDeletion" (it has: processor, postback)',
    });
  });

  it('throws for an engine that is not there', async () => {
    const options = { engine: 'steam' as never };
    await expect((await weather()).run('postback', {}, options)).rejects.toMatchObject({
      code: 'ENGINE_NOT_FOUND',
    });
  });

  it('builds the workflow once when fifty first events come at once', async () => {
    const create = jest.spyOn(
      Destination.prototype as unknown as { createEngine: () => unknown },
      'createEngine',
    );
    const destination = await readDestination(join(__dirname, '../../fixtures/destinations/weather'));
    const event = { message: { kind: 'plain' }, destination: { Config } };
    await Promise.all(Array.from({ length: 50 }, () => destination.transform(event)));
    expect(create).toHaveBeenCalledTimes(1);
    create.mockRestore();
  });

  it('never throws, whatever JSON the event is', async () => {
    const destination = await weather();
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), fc.jsonValue(), async (message, config) => {
        const event = { message, destination: { Config: config } };
        const before = JSON.stringify(event);
        const result = await destination.transform(event);
        expect(['transformed', 'rejected', 'filtered']).toContain(result.outcome);
        expect(JSON.stringify(result)).not.toContain('undefined');
        expect(JSON.stringify(event)).toBe(before);
      }),
      { numRuns: 200 },
    );
  });
});

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    Object.values(value).forEach(deepFreeze);
    Object.freeze(value);
  }
  return value;
}
