import type { Probe } from '../jsonata/emit/probe';
import type { StepCounters } from '../jsonata/emit/series';
import type { ExpressionKey } from './expressions';
import type { WorkflowSource } from './source';

/** Numbers the counters of a step and of its expressions. */
export interface StepProbe extends StepCounters {
  expression(key: ExpressionKey): Probe | undefined;
}

/** The step of a workflow by its path: `body`, or `parent.child`; undefined when nobody asks for it. */
export type WorkflowProbe = (path: string) => StepProbe | undefined;

/** Numbers the counters of workflows; a workflow that several others run has one set of them. */
export type Probing = (source: WorkflowSource) => WorkflowProbe;
