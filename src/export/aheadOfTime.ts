import { createRuntime } from '../destination/bindings/runtime';
import { ConfigChecker } from '../destination/configChecker';
import type { Destination } from '../destination/destination';
import { readFolder } from '../destination/folder';
import { nodeFiles } from '../destination/nodeFiles';
import { nodeHashes } from '../destination/nodeHashes';
import { codeParameters } from '../jsonata/instantiate';
import { renderValidator } from '../schema/standalone';
import { compileProgram } from '../workflow/program';
import { Recorder } from '../workflow/recorder';
import { buildEngine, createExecutor, partsOf } from '../workflow/workflowEngine';
import { toLiteral } from './bundle';

/** Makes the code of the workflows of some features, for engines that workflow-engine builds. */
export async function recordFeatures({ path }: Destination, features: readonly string[]): Promise<Recorder> {
  const folder = await readFolder(path, nodeFiles);
  const runtime = createRuntime(new ConfigChecker(folder.configSchema, nodeHashes), nodeHashes);
  const recorder = new Recorder();
  const executor = createExecutor(recorder.maker);
  for (const feature of features) {
    const source = folder.workflows.get(feature);
    if (source) {
      const engine = await buildEngine(source, { folder: path, runtime }, executor);
      compileProgram(partsOf(engine, { runNames: [], executor, maker: recorder.maker }));
    }
  }
  return recorder;
}

/** The text of a MadeCode object: see bundled/madeCode.ts. */
export function renderCode({ code, functions }: Recorder, configSchema: object): string {
  const parameters = codeParameters.join(', ');
  return [
    '{',
    `code: ${toLiteral(code)},`,
    'functions: [',
    ...functions.map((body) => `function (${parameters}) {\n${body}\n},`),
    '],',
    `configSchema: ${toLiteral(configSchema)},`,
    `validate: function (schema, require, module) {\n${renderValidator(configSchema)}\n},`,
    '}',
  ].join('\n');
}
