import { fillIn } from '../../../src/io/service/dynamicConfig';
import type { Call } from '../../../src/io/service/call';
import { readEvents } from '../../../src/io/service/events';
import { SharedSettings } from '../../../src/io/service/sharedSettings';

describe('settings that an event fills in', () => {
  it.each([
    ['{{ event.properties.key || "other" }}', 'K1'],
    ['  {{message.properties.key||other}}  ', 'K1'],
    ['{{ event.properties.missing || "an other" }}', 'an other'],
    ['{{ event.properties.empty || "other" }}', 'other'],
    ['{{ event.properties.zero || 5 }}', '5'],
    ['{{ event.properties.list.0 || "other" }}', 'first'],
    ['{{ event.__proto__.constructor || "other" }}', 'other'],
    ['{{ event.properties.toString || "other" }}', 'other'],
    ['{{ event.properties.template || "other" }}', '{{ event.properties.key || "x" }}'],
    ['{{ event.properties.env || "other" }}', 'env.PATH'],
  ])('%s gives %s', (apiKey, expected) => {
    const properties = {
      key: 'K1',
      empty: '',
      zero: 0,
      list: ['first'],
      template: '{{ event.properties.key || "x" }}',
      env: 'env.PATH',
    };
    expect(fillIn({ apiKey }, { properties })).toEqual({ apiKey: expected });
  });

  it.each([
    '{{ event || "a" }}',
    '{{ other.path || "a" }}',
    '{{ event.path }}',
    'x {{ event.path || "a" }}',
    '{{ event..path || "a" }}',
    `{{ event.${'a.'.repeat(1000)} || "a" }`,
  ])('%s stays as it is', (apiKey) => {
    const config = { apiKey };
    expect(fillIn(config, { path: 'found' })).toEqual({ apiKey });
  });

  it('leave the event without the paths that were used, and the settings that were given unchanged', () => {
    const message = { properties: { key: 'K1', kept: 1 } };
    const place = '{{ event.properties.key || "other" }}';
    const config = Object.freeze({ apiKey: place, nested: Object.freeze([{ again: place }]), number: 4 });
    expect(fillIn(config, message)).toEqual({ apiKey: 'K1', nested: [{ again: 'K1' }], number: 4 });
    expect(message).toEqual({ properties: { kept: 1 } });
    expect(config.apiKey).toBe(place);
  });

  it('are given back as they are when they have no placeholder', () => {
    const config = { apiKey: 'K1', list: [1, { a: 'b' }] };
    expect(fillIn(config, {})).toBe(config);
  });
});

describe('settings of one call', () => {
  it('are one object as long as they are equal', () => {
    const settings = new SharedSettings();
    const first = { apiKey: 'K1', list: [1, { a: null }] };
    expect(settings.share(first)).toBe(first);
    expect(settings.share(structuredClone(first))).toBe(first);
  });

  it.each([
    [{ a: 1 }, { a: 2 }],
    [{ a: 1 }, { a: '1' }],
    [{ a: [] }, { a: {} }],
    [{ a: 1 }, { a: 1, b: 1 }],
    [{ a: undefined }, { b: undefined }],
    [{ a: null }, { a: {} }],
  ])('%j and %j are not', (first, second) => {
    const settings = new SharedSettings();
    settings.share(first);
    expect(settings.share(second)).toBe(second);
  });
});

it('knows whether the settings that it shares have placeholders', () => {
  const settings = new SharedSettings();
  settings.share({ apiKey: 'K1' });
  expect(settings.hasPlaceholders).toBe(false);
  settings.share({ apiKey: 'K1', list: ['{{ event.key || "x" }}'] });
  expect(settings.hasPlaceholders).toBe(true);
  settings.share({ apiKey: 'K2' });
  expect(settings.hasPlaceholders).toBe(false);
});

describe('the events of a call', () => {
  const call = { headers: {} } as Call;
  const settingsOf = (list: unknown[]) =>
    readEvents(call, list).map((event) => event?.destination?.Config as { apiKey: string });

  it('get their own values for placeholders, although they share their destination', () => {
    const destination = { Config: { apiKey: '{{ event.key || "other" }}' } };
    const events = [{ message: { key: 'K1' } }, { message: {} }, { message: { key: 'K1' } }];
    const settings = settingsOf(events.map((event) => ({ ...event, destination })));
    expect(settings).toEqual([{ apiKey: 'K1' }, { apiKey: 'other' }, { apiKey: 'K1' }]);
    expect(destination.Config.apiKey).toContain('{{');
  });

  it('keep placeholders if their destination says that it has none', () => {
    const destination = { hasDynamicConfig: false, Config: { apiKey: '{{ event.key || "other" }}' } };
    expect(settingsOf([{ message: { key: 'K1' }, destination }])).toEqual([destination.Config]);
  });

  it('share equal settings without placeholders', () => {
    const [first, second, third] = settingsOf(
      ['K1', 'K1', 'K2'].map((apiKey) => ({ message: {}, destination: { Config: { apiKey } } })),
    );
    expect(second).toBe(first);
    expect(third).toEqual({ apiKey: 'K2' });
  });
});
