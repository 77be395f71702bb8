import { relative } from 'node:path';
import type { Destination } from '../../../runtime/destination/destination';
import { loadDestination } from '../../../runtime/destination/load';
import { nodeFiles } from '../../../runtime/destination/nodeFiles';
import { createError, DestkitError } from '../../../runtime/errors/destkitError';
import type { DestinationCheck } from '../../../tools/check/model';
import { loadMeasured } from '../../../tools/coverage/loadMeasured';
import { summarise } from '../../../tools/coverage/summary';
import { findUnformatted } from '../../../tools/format/yamlFiles';
import { goldenRoot, listGoldens, readCase } from '../../../tools/goldens/cases';
import type { GoldenReport } from '../../../tools/goldens/report';
import { runGolden, verdictOf } from '../../../tools/goldens/run';
import { lintDestination } from '../../../tools/lint/run';
import { compareStates, loadPast, type PastState } from '../diff/compareWithCommit';

/**
 * Runs all checks of a destination folder. A folder that cannot be loaded is a result, not an error.
 *
 * @param against the commit, branch or tag to compare with
 */
export async function checkDestination(path: string, against: string | undefined): Promise<DestinationCheck> {
  const lint = await lintDestination(`${path}/`, nodeFiles);
  const check: DestinationCheck = {
    name: lint.destination.replace(/^.*[\\/](?=.)|[\\/]$/g, ''),
    folder: relative('', path) || '.',
    lint,
    unformatted: findUnformatted(path).map((file) => relative('', file)),
  };
  try {
    check.goldens = await testGoldens(path);
    if (against !== undefined) {
      Object.assign(check, await compare(path, against));
    }
  } catch (error) {
    check.problem = asDestkitError(error);
  }
  return check;
}

async function testGoldens(path: string): Promise<GoldenReport> {
  const started = performance.now();
  const { destination, coverage } = await loadMeasured(`${path}/`);
  const places = listGoldens(destination);
  if (places.length === 0) {
    const folder = relative('', goldenRoot(destination));
    throw createError('GOLDEN_INVALID', { problem: `there is no golden in ${folder}` });
  }
  const results: GoldenReport['results'] = [];
  for (const place of places) {
    results.push(verdictOf(await runGolden(destination, readCase(place))));
  }
  return {
    ...{ destination: destination.name, engine: 'compiled', results, updated: [] },
    milliseconds: performance.now() - started,
    // json-template is not measured.
    ...(coverage.points.length === 0 ? {} : { coverage: summarise(coverage) }),
  };
}

async function compare(
  path: string,
  against: string,
): Promise<Pick<DestinationCheck, 'diff' | 'notCompared'>> {
  const after: Destination = await loadDestination(`${path}/`);
  let past: PastState;
  try {
    past = await loadPast(path, { against });
  } catch (error) {
    // A new destination, or a mistake in the base: neither is a reason to reject the edit.
    const { code, message } = asDestkitError(error);
    return { notCompared: code === 'USAGE' ? message : `the state in ${against} cannot be loaded (${code})` };
  }
  try {
    const diff = await compareStates(past, after, { against }, new AbortController().signal);
    return diff ? { diff } : {};
  } finally {
    past.remove();
  }
}

/** @throws the error itself if it is an internal error */
function asDestkitError(error: unknown): DestkitError {
  if (error instanceof DestkitError) {
    return error;
  }
  throw error;
}
