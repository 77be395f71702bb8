import type { LintExpression, LintModel } from '../model/model';

/** Every name and every text that expressions hold, whatever they stand for. */
export function wordsOf(expressions: readonly LintExpression[]): Set<string> {
  const words = new Set<string>();
  for (const { nodes } of expressions) {
    for (const { node } of nodes) {
      if (node.type === 'name' || node.type === 'string') {
        words.add(String(node.value));
      }
    }
  }
  return words;
}

/** Every key and every text in the tables. */
export function tableWords({ tables }: LintModel): Set<string> {
  const words = new Set<string>();
  const visit = (value: unknown): void => {
    if (typeof value === 'string') {
      words.add(value);
    } else if (typeof value === 'object' && value !== null) {
      Object.keys(value).forEach((key) => words.add(key));
      Object.values(value).forEach(visit);
    }
  };
  tables.forEach(({ value }) => {
    visit(value);
  });
  return words;
}
