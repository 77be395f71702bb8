import type { NameNode } from '../../jsonata/ast';
import { spanOf } from '../../jsonata/span';
import type { LintExpression } from '../model/model';

/** What stands before a name in its path, as it is written: `$outputs.config` for the name in `$outputs.config.apiKey`. */
export function ownerText({ nodes, text }: LintExpression, name: NameNode): string {
  for (const { node } of nodes) {
    if (node.type === 'path' && node.steps.includes(name)) {
      const start = spanOf(node, text)?.start;
      const end = spanOf(name, text)?.start;
      return start === undefined || end === undefined ? '' : text.slice(start, end).replace(/\s*\.\s*$/, '');
    }
  }
  return '';
}
