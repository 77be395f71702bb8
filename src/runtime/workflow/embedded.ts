import { frozenCopy } from '../jsonata/plain';
import type { CodeMaker } from './codeMaker';
import type { ProgramParts } from './programParts';
import type { StepShape } from './stepShape';

/** A workflow without workflow-engine: plain JSON. */
export interface EmbeddedWorkflow {
  name: string;
  steps: readonly StepShape[];
  /** What it binds besides the runtime. */
  tables: Readonly<Record<string, unknown>>;
  /** The numbers of the workflows that its steps run, by step. */
  inner: Readonly<Record<string, number>>;
}

/** What an embedded workflow is made of, for its code to be found. */
export function openWorkflow(
  workflows: readonly EmbeddedWorkflow[],
  number: number,
  runtime: Readonly<Record<string, unknown>>,
  maker: CodeMaker,
): ProgramParts {
  const workflow = workflows[number];
  if (!workflow) {
    throw new Error(`there is no workflow ${String(number)}`);
  }
  const opened = new Map<string, ProgramParts>();
  return {
    name: workflow.name,
    maker,
    steps: workflow.steps,
    bindings: { ...runtime, ...(frozenCopy(workflow.tables) as object) },
    runNames: [],
    inner: ({ name }) => {
      const within = workflow.inner[name];
      const known = opened.get(name);
      if (within === undefined || known) {
        return known;
      }
      const parts = openWorkflow(workflows, within, runtime, maker);
      opened.set(name, parts);
      return parts;
    },
    foreign: ({ name }) => {
      throw new Error(`step ${name} needs workflow-engine`);
    },
  };
}
