import { openMeasured } from '../coverage/measured';
import { nodeHashes } from '../../runtime/destination/nodeHashes';
import { readFolder, type LoadOptions } from '../../runtime/destination/folder';
import { locateDestination } from '../../runtime/destination/locate';
import { nodeFiles } from '../../runtime/destination/nodeFiles';
import { createError } from '../../runtime/errors/destkitError';
import { goldenRoot, readCases } from '../goldens/cases';
import { listMutants } from './generate';
import type { MutantResult } from './mutant';
import type { MutationReport } from './report';
import { measureReach, runMutants } from './run';

/** Called after each mutant with the total number; returns false to stop the run. */
export type OnResult = (result: MutantResult, total: number) => boolean | Promise<boolean>;

/**
 * Runs every mutant of a destination's mapping.
 *
 * @param filter only those of files whose path contains this text
 * @throws GOLDEN_INVALID when there are no goldens, or when they do not hold as things are; USAGE when the filter leaves
 * nothing to change, or no workflow is in JSONata
 */
export async function mutateDestination(
  nameOrPath: string,
  filter: string,
  onResult: OnResult,
  options?: LoadOptions,
): Promise<MutationReport> {
  const started = performance.now();
  const folder = await readFolder(locateDestination(nameOrPath, nodeFiles), nodeFiles, options);
  const { destination, coverage } = openMeasured(folder, nodeHashes);
  if (coverage.points.length === 0) {
    throw createError('USAGE', { problem: 'mutate changes workflows in jsonata only, and there is none' });
  }
  const goldens = readCases(destination);
  const { reach, failing } = await measureReach(destination, coverage, goldens);
  const [first] = failing;
  if (goldens.length === 0 || first) {
    const problem = first
      ? `${first.feature}/${first.name} does not hold even without a change: correct it first`
      : `there is no golden in ${goldenRoot(destination)}`;
    throw createError('GOLDEN_INVALID', { problem });
  }
  const mutants = listMutants(folder.workflows.values(), coverage).filter(({ file, tableFile }) =>
    (tableFile ?? file).includes(filter),
  );
  if (mutants.length === 0) {
    throw createError('USAGE', {
      problem: `there is nothing to change in a file whose path contains "${filter}"`,
    });
  }
  const results = await runMutants(folder, mutants, {
    goldens,
    reach,
    onResult: (result) => onResult(result, mutants.length),
  });
  return {
    destination: destination.name,
    results,
    total: mutants.length,
    milliseconds: performance.now() - started,
  };
}
