import type { LintModel } from '../model/model';

/**
 * Every name and every text in expressions and tables, whatever they stand for; undefined when some of them cannot be read.
 */
export function namesAndStrings({ workflows, expressions, tables }: LintModel): Set<string> | undefined {
  if (!workflows.every(({ isSound }) => isSound) || expressions.some(({ ast }) => !ast)) {
    return undefined;
  }
  const words = new Set<string>();
  for (const { node } of expressions.flatMap(({ nodes }) => nodes)) {
    if (node.type === 'name' || node.type === 'string') {
      words.add(String(node.value));
    }
  }
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
