import { renderGithub } from './github';
import { renderMarkdown } from './markdown';
import type { CheckReport } from './model';
import { renderPretty } from './pretty';

export const checkFormats = ['pretty', 'markdown', 'github'] as const;
export type CheckFormat = (typeof checkFormats)[number];

/** A report for a terminal, for a comment of a pull request, or as GitHub's annotations. */
export function renderCheck(report: CheckReport, format: CheckFormat): string {
  return { pretty: renderPretty, markdown: renderMarkdown, github: renderGithub }[format](report);
}
