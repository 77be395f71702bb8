/** Numbers from 0 to below 1, the same for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A call that somebody who means no good, or does not know better, may send. */
export interface FuzzCall {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: Buffer;
}

type Random = () => number;

const odd: readonly unknown[] = [
  null, true, false, 0, -1, 1e308, 5e-324, '', ' ', '\u0000', '\ud800', 'x'.repeat(5000), '{{ event.a.b || "c" }}',
  '{{ event.__proto__.x || y }}', 'env.HOME', '__proto__', 'constructor', [], [[]], {}, { '': '' }, '((((((((((a)+)+)+)+)+$',
  JSON.parse('{"__proto__": {"polluted": true}}'), { toString: 1, valueOf: 2, then: 3, length: -1 },
]; // prettier-ignore

const names = [
  'message',
  'metadata',
  'destination',
  'connection',
  'Config',
  'type',
  'input',
  'destType',
  'batch',
  'userId',
];

/** Makes the calls: paths of the service with bodies that are mutated events, or nothing of the kind. */
export class Fuzzer {
  constructor(
    private readonly random: Random,
    private readonly name: string,
    /** Events that a host could send, to be mutated. */
    private readonly events: readonly object[],
  ) {}

  next(): FuzzCall {
    const { path, body } = this.pick([
      () => ({ path: `/v0/destinations/${this.name}`, body: this.mutate(this.someEvents()) }),
      () => ({
        path: '/routerTransform',
        body: this.mutate({ input: this.someEvents(), destType: this.name }),
      }),
      () => ({ path: '/batch', body: this.mutate({ input: this.someEvents(), destType: this.name }) }),
      () => ({
        path: `/v${this.pick(['0', '1'])}/destinations/${this.name}/proxy`,
        body: this.mutate(this.request()),
      }),
      () => ({ path: '/deleteUsers', body: this.mutate(this.deletions()) }),
      () => ({
        path: `/v0/sources/${this.name}?${this.noise(20)}`,
        body: this.mutate({ event_name: '_install' }),
      }),
      () => ({ path: `/${encodeURI(this.noise(10))}`, body: this.value(3) }),
    ])();
    const text = this.damage(JSON.stringify(body));
    const headers: Record<string, string> = { 'content-type': 'application/json' };
    if (this.random() < 0.1) {
      headers['x-content-format'] = 'json+compactedv1';
    }
    if (this.random() < 0.05) {
      headers['content-encoding'] = this.pick(['gzip', 'br', 'deflate', 'identity', 'zstd']);
    }
    if (this.random() < 0.05) {
      headers.traceparent = this.noise(55).replace(/[^ -~]/g, '0');
    }
    return { method: 'POST', path, headers, body: Buffer.from(text) };
  }

  private someEvents(): unknown[] {
    return Array.from({ length: Math.floor(this.random() * 4) }, () =>
      structuredClone(this.pick(this.events)),
    );
  }

  /** Never to a host that there is: the port of an endpoint on this machine is closed. */
  private request(): object {
    const endpoint = this.pick([
      'http://127.0.0.1:1/',
      'ftp://a',
      '',
      'http://[::1',
      'https://example.invalid/',
    ]);
    return {
      method: 'POST',
      endpoint,
      headers: { a: 'b' },
      params: { c: 1 },
      body: { JSON: { d: 1 } },
      metadata: {},
    };
  }

  private deletions(): unknown[] {
    return [
      { destType: this.name, jobId: '1', config: { accountId: 'none' }, userAttributes: [{ userId: 'u' }] },
    ];
  }

  /** Replaces, removes or adds values here and there. */
  private mutate(value: unknown): unknown {
    const times = Math.floor(this.random() * 4);
    let result = value;
    for (let time = 0; time < times; time += 1) {
      result = this.mutateOnce(result, 0);
    }
    return result;
  }

  private mutateOnce(value: unknown, depth: number): unknown {
    const keys = typeof value === 'object' && value !== null ? Object.keys(value) : [];
    if (keys.length === 0 || this.random() < 0.1 + 0.05 * depth) {
      return this.random() < 0.01 ? this.deep() : this.value(2);
    }
    const changed = value as Record<string, unknown>;
    const key = this.pick(keys);
    const kind = this.random();
    if (kind < 0.1) {
      Reflect.deleteProperty(changed, key);
    } else if (kind < 0.2 && !Array.isArray(changed)) {
      changed[this.pick(names)] = this.value(2);
    } else {
      changed[key] = this.mutateOnce(changed[key], depth + 1);
    }
    return changed;
  }

  private value(depth: number): unknown {
    const kind = this.random();
    if (depth === 0 || kind < 0.6) {
      return kind < 0.1 ? this.noise(30) : structuredClone(this.pick(odd));
    }
    const size = Math.floor(this.random() * 4);
    const items = Array.from({ length: size }, () => this.value(depth - 1));
    return kind < 0.8
      ? items
      : Object.fromEntries(items.map((item) => [this.pick([...names, this.noise(5)]), item]));
  }

  /** As deep as JSON.stringify bears it here; what the text then grows to is up to `damage`. */
  private deep(): unknown {
    let value: unknown = 'deep';
    for (let level = 0; level < 2000; level += 1) {
      value = level % 2 === 0 ? [value] : { value };
    }
    return value;
  }

  /** Cuts a text off, changes characters in it, or nests it far deeper than any stack reaches. */
  private damage(text: string): string {
    const kind = this.random();
    if (kind < 0.05) {
      return text.slice(0, Math.floor(this.random() * text.length));
    }
    if (kind < 0.1) {
      const at = Math.floor(this.random() * text.length);
      return text.slice(0, at) + this.noise(3) + text.slice(at + 1);
    }
    if (kind < 0.105) {
      const depth = 50_000;
      return text.replace(
        /"message":|"metadata":/,
        (key) => `${key}${'['.repeat(depth)}${']'.repeat(depth)},"was":`,
      );
    }
    return text;
  }

  private noise(length: number): string {
    const size = Math.floor(this.random() * length);
    return Array.from({ length: size }, () => String.fromCharCode(Math.floor(this.random() * 0x250))).join(
      '',
    );
  }

  private pick<Item>(items: readonly Item[]): Item {
    return items[Math.floor(this.random() * items.length)] as Item;
  }
}
