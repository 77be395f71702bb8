import type { Destination } from '../../../runtime/destination/destination';
import { readDestination } from '../../../runtime/destination/load';
import { failures, renderFailure, renderSummary, type GoldenReport } from '../../../tools/goldens/report';
import { Changes } from './changes';
import { watchAndRun } from './watchAndRun';
import { watchedFolders } from './watchedFolders';

/** Tests the destinations of these folders again after each change, until Ctrl-C, and shows what is new. */
export async function watchTests(
  paths: readonly string[],
  test: (load: () => Promise<Destination>) => Promise<GoldenReport>,
): Promise<void> {
  const changes = new Changes();
  await watchAndRun({
    folders: () => paths.flatMap(watchedFolders),
    run: async () => {
      const reports: GoldenReport[] = [];
      for (const path of paths) {
        reports.push(await test(() => readDestination(path)));
      }
      const found = reports.flatMap((report) =>
        failures(report).map((result) => {
          const text = renderFailure(result);
          const label = `${result.golden.feature}/${result.golden.name}`;
          return { key: `${report.destination} ${text}`, label, text };
        }),
      );
      return [...changes.report(found), ...reports.map(renderSummary)].join('\n');
    },
  });
}
