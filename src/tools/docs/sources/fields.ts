import type { FeatureOutcome, Outcome } from '../../../runtime/destination/outcome';
import { requestBody } from '../../../runtime/destination/requestSchemas';
import { leavesOf, type Leaf } from '../../trace/variations';

/** Field -> its whole content as a string; two runs have the same field if the strings are equal. */
export type Fields = ReadonlyMap<string, string>;

/** The names of the fields of requests. */
export interface FieldNames {
  /** Part of a request's address -> prefix of its fields' names, such as `token`; `""` for none. */
  requests: Readonly<Record<string, string>>;
  /**
   * The fields, such as `data.usertime`, `token: data.token`. An entry may stand for everything below it, and `<...>`
   * for any key. If several match, the one with the fewest `<...>` is used, and of those the longest.
   */
  known: readonly string[];
}

/** Reads the fields of an event's requests. A field without a matching name is named after its path. */
export class FieldReader {
  private readonly patterns: { name: string; pattern: RegExp }[];
  private readonly found = new Map<string, string>();
  private readonly composite = new Set<string>();

  constructor(private readonly names: FieldNames) {
    const openKeys = (name: string) => name.split('<').length;
    this.patterns = [...names.known]
      .sort((a, b) => openKeys(a) - openKeys(b) || b.length - a.length)
      .map((name) => ({ name, pattern: toPattern(name) }));
  }

  /** Whether a field was an object or an array in any event: several values have its name. */
  isComposite(field: string): boolean {
    return this.composite.has(field);
  }

  read(outcome: Outcome | FeatureOutcome): Fields {
    const fields = new Map<string, string>();
    const requests = 'requests' in outcome ? outcome.requests : [];
    for (const request of requests) {
      const prefix = this.prefixOf(request.endpoint);
      for (const leaf of leavesOf(requestBody(request)).filter(isScalar)) {
        const path = leaf.path.join('.');
        const name = this.nameOf(prefix + path);
        const text = `${path}=${JSON.stringify(leaf.value)}`;
        const before = fields.get(name);
        if (before !== undefined && !before.startsWith(`${path}=`)) {
          this.composite.add(name);
        }
        fields.set(name, before === undefined ? text : `${before}\n${text}`);
      }
    }
    return fields;
  }

  private prefixOf(endpoint: string): string {
    const entry = Object.entries(this.names.requests).find(([part]) => endpoint.includes(part));
    const called = entry ? entry[1] : new URL(endpoint).pathname;
    return called === '' ? '' : `${called}: `;
  }

  private nameOf(path: string): string {
    let name = this.found.get(path);
    if (name === undefined) {
      const general = path.replace(/\.\d+(?=\.|$)/g, '[]');
      name = this.patterns.find(({ pattern }) => pattern.test(general))?.name ?? general;
      this.found.set(path, name);
    }
    return name;
  }
}

/** The value of a scalar field, as JSON; undefined for objects and arrays. */
export function singleValue(text: string | undefined): string | undefined {
  return text?.includes('\n') ? undefined : text?.slice(text.indexOf('=') + 1);
}

/** An empty object or array does not count as a value. */
function isScalar({ value }: Leaf): boolean {
  return typeof value !== 'object' || value === null;
}

function toPattern(name: string): RegExp {
  const parts = name.split(/<[^>]*>/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('[^.]+')}(\\.|\\[|$)`, 's');
}
