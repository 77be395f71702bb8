import type { NameNode } from '../../../runtime/jsonata/ast';
import type { LintExpression } from '../model/model';
import { spanIn } from './whereNode';

/** The text before a name in its path: `$outputs.config` for the name in `$outputs.config.apiKey`. */
export function ownerText(expression: LintExpression, name: NameNode): string {
  for (const { node } of expression.nodes) {
    if (node.type === 'path' && node.steps.includes(name)) {
      const start = spanIn(expression, node)?.start;
      const end = spanIn(expression, name)?.start;
      return start === undefined || end === undefined
        ? ''
        : expression.text.slice(start, end).replace(/\s*\.\s*$/, '');
    }
  }
  return '';
}
