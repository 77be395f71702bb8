import { opened } from '../../../tools/trace/variations';
import type { FieldCount } from './messages';

/** Counts in how many expected requests each field of the body occurs; items of an array count as one. */
export function countFields(outcomes: readonly unknown[]): FieldCount[] {
  const counts = new Map<string, number>();
  for (const request of outcomes.flatMap(requestsOf)) {
    const paths = new Set<string>();
    collect(bodyOf(request), '', paths);
    paths.forEach((path) => counts.set(path, (counts.get(path) ?? 0) + 1));
  }
  return [...counts].map(([path, count]) => ({ path, count })).sort((a, b) => (a.path < b.path ? -1 : 1));
}

function requestsOf(outcome: unknown): unknown[] {
  const { requests } = (outcome ?? {}) as { requests?: unknown };
  return Array.isArray(requests) ? requests : [];
}

/** A signed body is a string. */
function bodyOf(request: unknown): unknown {
  const { body } = (request ?? {}) as { body?: { JSON?: unknown; JSON_ARRAY?: { batch?: unknown } } };
  const batch = body?.JSON_ARRAY?.batch;
  return typeof batch === 'string' ? opened(batch) : body?.JSON;
}

function collect(value: unknown, path: string, paths: Set<string>): void {
  if (Array.isArray(value)) {
    value.forEach((item) => {
      collect(item, `${path}[]`, paths);
    });
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) {
      const own = path === '' ? key : `${path}.${key}`;
      paths.add(own);
      collect(item, own, paths);
    }
  }
}
