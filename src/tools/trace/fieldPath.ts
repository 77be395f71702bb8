import { createError } from '../../runtime/errors/destkitError';
import type { Path } from '../../runtime/schema/document';

const part = /(?:^|\.)([^.[\]"]+)|\[(\d+)\]|\[?("(?:\\.|[^"\\])*")\]?/y;

/** Parses a path in the notation of traces: `requests[0].body.JSON["odd key"]`. @throws USAGE */
export function parseFieldPath(text: string): Path {
  const path: (string | number)[] = [];
  part.lastIndex = 0;
  while (part.lastIndex < text.length) {
    const start = part.lastIndex;
    const [, name, index, quoted] = part.exec(text) ?? [];
    if (name === undefined && index === undefined && quoted === undefined) {
      const problem = `"${text}" is no path: at character ${String(start + 1)} a name or an [index] should stand`;
      throw createError('USAGE', { problem: `${problem}, as in requests[0].body.JSON.name` });
    }
    path.push(index === undefined ? (name ?? (JSON.parse(quoted ?? '""') as string)) : Number(index));
  }
  if (path[0] !== 'requests' && path[0] !== 'output') {
    const problem = `the path "${text}" should start with requests[0], or with output where a feature gives no requests`;
    throw createError('USAGE', { problem });
  }
  return path;
}
