import { readFolder } from '../../../src/runtime/destination/folder';
import { locateDestination } from '../../../src/runtime/destination/locate';
import { nodeFiles } from '../../../src/runtime/destination/nodeFiles';
import type { Expression } from '../../../src/runtime/workflow/expressions';
import type { WorkflowSource } from '../../../src/runtime/workflow/source';

/** The workflows of Kochava's features. */
export async function kochavaWorkflows(): Promise<ReadonlyMap<string, WorkflowSource>> {
  return (await readFolder(locateDestination('kochava', nodeFiles), nodeFiles)).workflows;
}

/** Every expression of Kochava's workflows, each file once. */
export async function kochavaExpressions(): Promise<Expression[]> {
  const files = new Map<string, WorkflowSource>();
  const visit = (source: WorkflowSource): void => {
    files.set(source.file, source);
    [...source.inner.values()].forEach(visit);
  };
  [...(await kochavaWorkflows()).values()].forEach(visit);
  return [...files.values()].flatMap(({ expressions }) => expressions);
}
