import { isMap, isSeq } from 'yaml';
import { MAX_DEPTH } from '../limits';

/** Whether objects and arrays in a value are nested deeper than MAX_DEPTH. */
export function isTooDeep(value: unknown, levels = MAX_DEPTH): boolean {
  if (typeof value !== 'object' || value === null) {
    return false;
  }
  return levels === 0 || Object.values(value).some((item) => isTooDeep(item, levels - 1));
}

/** The offset at which a JSON text is nested deeper than MAX_DEPTH. */
export function deepOffset(text: string): number | undefined {
  let depth = 0;
  for (const { 0: token, index } of text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{}]/gs)) {
    depth += token === '[' || token === '{' ? 1 : token === ']' || token === '}' ? -1 : 0;
    if (depth > MAX_DEPTH) {
      return index;
    }
  }
  return undefined;
}

/**
 * The offset at which a part of a YAML document is nested deeper than MAX_DEPTH; undefined if only its aliases are.
 */
export function deepNodeOffset(node: unknown, levels = MAX_DEPTH): number | undefined {
  if (!isMap(node) && !isSeq(node)) {
    return undefined;
  }
  if (levels === 0) {
    return node.range?.[0];
  }
  for (const item of node.items as unknown[]) {
    const inner = isMap(node) ? (item as { value?: unknown }).value : item;
    const found = deepNodeOffset(inner, levels - 1);
    if (found !== undefined) {
      return found;
    }
  }
  return undefined;
}
