import type { FeatureOutcome, Outcome } from '../../../runtime/destination/outcome';
import { requestBody } from '../../../runtime/destination/requestSchemas';
import { leavesOf, type Leaf } from '../../trace/variations';

/** Field -> the text of all that is in it; two runs have the same field alike when the texts are the same. */
export type Fields = ReadonlyMap<string, string>;

/** How the fields of requests are called. */
export interface FieldNames {
  /** A part of a request's address -> what its fields are called after, such as `token`; `""` for nothing. */
  requests: Readonly<Record<string, string>>;
  /**
   * The fields, as in `data.usertime`, `token: data.token`. One may stand for all that is below it, and `<...>` for
   * any key. Where several fit, the one with the fewest `<...>` counts, and of those the longest.
   */
  known: readonly string[];
}

/** What each field of an event's requests is. What no known name fits has its own path for a name. */
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

  /** Whether a field has been seen to be an object or a list: several values have its name. */
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

/** The value of a field that is a single one, as JSON; undefined for objects and lists. */
export function singleValue(text: string | undefined): string | undefined {
  return text?.includes('\n') ? undefined : text?.slice(text.indexOf('=') + 1);
}

/** An empty object or list is no value of its own. */
function isScalar({ value }: Leaf): boolean {
  return typeof value !== 'object' || value === null;
}

function toPattern(name: string): RegExp {
  const parts = name.split(/<[^>]*>/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('[^.]+')}(\\.|\\[|$)`, 's');
}
