import type { LoadOptions } from '../../runtime/destination/folder';
import { locateDestination } from '../../runtime/destination/locate';
import type { Files } from '../../runtime/destination/nodeFiles';
import type { Finding, Problem } from './finding';
import type { LintModel } from './model/model';
import { readModel } from './model/readModel';
import type { Rule } from './rule';
import { rules } from './rules';

/** The result of lint for one destination. */
export interface LintReport {
  destination: string;
  findings: readonly Finding[];
  milliseconds: number;
}

/**
 * Lints a destination: a name, or the path of a folder.
 *
 * @throws DESTINATION_NOT_FOUND; every problem inside the folder is a finding
 */
export async function lintDestination(
  nameOrPath: string,
  files: Files,
  options?: LoadOptions,
): Promise<LintReport> {
  const started = performance.now();
  const model = await readModel(locateDestination(nameOrPath, files), files, options);
  return {
    destination: model.manifestValue.name ?? nameOrPath,
    findings: applyRules(model),
    milliseconds: performance.now() - started,
  };
}

/** The findings of all rules, by file and from top to bottom. */
function applyRules(model: LintModel): Finding[] {
  return sortFindings([...checkRules(model)].flat());
}

/** The findings rule by rule, for callers that do other work in between. */
export function* checkRules(model: LintModel): Generator<Finding[]> {
  for (const rule of rules) {
    yield rule.check(model).map((problem) => toFinding(rule, problem));
  }
}

/** Findings without repetitions: file by file, from top to bottom. */
export function sortFindings(findings: readonly Finding[]): Finding[] {
  const unique = new Map(
    findings.map((finding) => [JSON.stringify({ ...finding, edit: undefined }), finding]),
  );
  return [...unique.values()].sort(
    (a, b) => compareTexts(a.at.file, b.at.file) || a.at.line - b.at.line || a.at.column - b.at.column,
  );
}

function toFinding(
  rule: Rule,
  { message, where, edit, related, severity = rule.severity }: Problem,
): Finding {
  const at = where.at ?? { file: '', line: 1, column: 1 };
  return {
    ...{ rule: rule.id, severity, message, at, frame: where.frame ?? '' },
    ...(edit ? { edit } : {}),
    ...(related ? { related } : {}),
  };
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
