import { nodeFiles } from '../../../runtime/destination/nodeFiles';
import { renderFinding, renderSummary } from '../../../tools/lint/report';
import { lintDestination, type LintReport } from '../../../tools/lint/run';
import { Changes } from './changes';
import { watchAndRun } from './watchAndRun';
import { watchedFolders } from './watchedFolders';

/** Lints the destinations of these folders again after each change, until Ctrl-C, and shows what is new. */
export async function watchLint(paths: readonly string[]): Promise<void> {
  const changes = new Changes();
  await watchAndRun({
    folders: () => paths.flatMap(watchedFolders),
    run: async () => {
      const reports: LintReport[] = [];
      for (const path of paths) {
        reports.push(await lintDestination(`${path}/`, nodeFiles));
      }
      const found = reports.flatMap(({ findings }) =>
        findings.map((finding) => {
          const label = `[${finding.rule}] ${finding.message}`;
          // Not its line: a finding that moves is the same one.
          return { key: `${finding.at.file} ${label}`, label, text: renderFinding(finding) };
        }),
      );
      return [...changes.report(found), ...reports.map(renderSummary)].join('\n\n');
    },
  });
}
