import type { Hashes } from '../../runtime/destination/bindings/hashes';
import { Destination } from '../../runtime/destination/destination';
import type { Manifest } from '../../runtime/destination/manifest';
import { openWorkflow, type EmbeddedWorkflow } from '../../runtime/workflow/embedded';
import { compileProgram } from '../../runtime/workflow/program';
import { createReplayer } from '../../runtime/workflow/replayer';
import { libraryTwins } from './libraryTwins';
import { openValidator, type MadeCode } from './madeCode';

/** What an export writes for a host that has neither the folder of the destination nor workflow-engine. */
export interface EmbeddedData extends MadeCode {
  manifest: Manifest;
  workflows: EmbeddedWorkflow[];
  /** Feature -> the number of its workflow. */
  features: Record<string, number>;
}

/** A destination whose workflows and code are part of the program. */
export function openDestination(data: EmbeddedData, hashes: Hashes): Destination {
  const maker = createReplayer(data.code, data.functions);
  const numbers = new Map(Object.entries(data.features));
  const folder = {
    path: '',
    manifest: data.manifest,
    configSchema: openValidator(data),
    // Requests are checked, and the vendor is stood in for, where the destination is worked on.
    requestSchemas: [],
    sandboxRules: { check: () => Promise.resolve([]), keys: () => Promise.resolve([]), failureBody: {} },
    workflows: new Map(
      [...numbers.keys()].map((feature) => [
        feature,
        {
          file: feature,
          workflow: { name: feature, steps: [] },
          expressions: [],
          steps: [],
          templates: new Map(),
          tables: new Map(),
          inner: new Map(),
        },
      ]),
    ),
  };
  return new Destination(folder, hashes, {
    compiled: ({ file }, { runtime }) => {
      const parts = openWorkflow(
        data.workflows,
        numbers.get(file) ?? 0,
        { ...libraryTwins, ...runtime },
        maker,
      );
      const program = compileProgram(parts);
      return Promise.resolve({ run: (input, now) => program.run(input, undefined, now) });
    },
    reference: () => Promise.reject(new Error('there is no interpreter here')),
  });
}
