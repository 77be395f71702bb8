import { isMap, isScalar, isSeq } from 'yaml';
import type { Path, TextDocument } from '../../../runtime/schema/document';
import { valueExpression } from '../../../runtime/workflow/expressions';
import { toLintExpression } from './lintExpression';
import type { LintExpression } from './model';

/** Where a manifest holds expressions; `*` is every item of a list. */
const places = [
  ['schemas', 'requests', '*', 'when'],
  ['sandbox', 'schemas', '*', 'when'],
  ['sandbox', 'memoryKeys'],
  ['demo', 'columns', '*', 'value'],
];

/** The expressions of the manifest. They have JSONata's own functions and nothing else. */
export function manifestExpressions(manifest: TextDocument): LintExpression[] {
  return places
    .flatMap((place) => expand(manifest, [], place))
    .flatMap((path) => {
      const node = manifest.nodeAt(path);
      return isScalar(node) && typeof node.value === 'string'
        ? [toLintExpression(valueExpression(manifest, '', 'template', node.value, path), new Set())]
        : [];
    });
}

function expand(manifest: TextDocument, before: Path, [next, ...rest]: readonly string[]): Path[] {
  if (next === undefined) {
    return [before];
  }
  if (next !== '*') {
    return isMap(manifest.nodeAt(before)) ? expand(manifest, [...before, next], rest) : [];
  }
  const list = manifest.nodeAt(before);
  return isSeq(list) ? list.items.flatMap((_, index) => expand(manifest, [...before, index], rest)) : [];
}
