import { createRuntime } from '../../runtime/destination/bindings/runtime';
import { ConfigChecker } from '../../runtime/destination/configChecker';
import type { Destination } from '../../runtime/destination/destination';
import { readFolder } from '../../runtime/destination/folder';
import { nodeFiles } from '../../runtime/destination/nodeFiles';
import { nodeHashes } from '../../runtime/destination/nodeHashes';
import { codeParameters } from '../../runtime/jsonata/instantiate';
import { renderValidator } from '../../runtime/schema/standalone';
import { compileProgram } from '../../runtime/workflow/program';
import type { ProgramParts } from '../../runtime/workflow/programParts';
import { Recorder } from '../../runtime/workflow/recorder';
import { buildEngine, createExecutor, partsOf } from '../../runtime/workflow/workflowEngine';
import { toLiteral } from './bundle';

/** The code of some features' workflows, and what each workflow is made of. */
export interface Recorded {
  recorder: Recorder;
  parts: ReadonlyMap<string, ProgramParts>;
}

/** Makes the code of the workflows of some features; those that the destination does not have are left out. */
export async function recordFeatures({ path }: Destination, features: readonly string[]): Promise<Recorded> {
  const folder = await readFolder(path, nodeFiles);
  const runtime = createRuntime(new ConfigChecker(folder.configSchema, nodeHashes), nodeHashes);
  const recorder = new Recorder();
  const executor = createExecutor(recorder.maker);
  const parts = new Map<string, ProgramParts>();
  for (const feature of features) {
    const source = folder.workflows.get(feature);
    if (source) {
      const engine = await buildEngine(source, { folder: path, runtime }, executor);
      const made = partsOf(engine, { runNames: [], executor, maker: recorder.maker });
      compileProgram(made);
      parts.set(feature, made);
    }
  }
  return { recorder, parts };
}

/** The text of a MadeCode object (see bundled/madeCode.ts) with further fields. */
export function renderCode(
  { code, functions }: Recorder,
  configSchema: object,
  further: Record<string, unknown> = {},
): string {
  const parameters = codeParameters.join(', ');
  return [
    '{',
    ...Object.entries(further).map(([name, value]) => `${name}: ${toLiteral(value)},`),
    `code: ${toLiteral(code)},`,
    'functions: [',
    ...functions.map((body) => `function (${parameters}) {\n${body}\n},`),
    '],',
    `configSchema: ${toLiteral(configSchema)},`,
    `validate: function (schema, require, module) {\n${renderValidator(configSchema)}\n},`,
    '}',
  ].join('\n');
}
