import type { Binding, SiteToken } from '../jsonata/emit/program';
import type { ProgramParts } from './programParts';

/** The code of workflows, made before they are run: plain JSON, beside a list of functions. */
export interface StoredCode {
  /** Texts of expressions, which others name by number. */
  texts: string[];
  /** By `workflowKey`. */
  workflows: Record<string, StoredWorkflow>;
  /** By the key of FuseOptions; null: the workflow cannot be one function. */
  fused: Record<string, StoredSeries | null>;
  /** By `expressionKey`. */
  expressions: Record<string, StoredExpression>;
}

export interface StoredWorkflow {
  /** The steps whose outputs are plain JSON of their own. */
  owned: string[];
  /** The expressions that cannot be code. */
  uncompilable: number[];
}

/** What the values of generated code are, so that they can be found again. */
export type ValueRef =
  /** The workflow for an input that is an array. */
  | { kind: 'array' }
  /** The workflow that a step runs. */
  | { kind: 'inner'; step: string }
  /** A binding of the workflow, or something inside it; `isList`: an array. */
  | { kind: 'binding'; name: string; path: string[]; isList: boolean };

export interface StoredFunction {
  /** Its number in the list of functions. */
  code: number;
  values: ValueRef[];
  sites: [position: number | null, token: SiteToken | null][];
  /** How each name that it uses was found. */
  names: Record<string, Binding['kind']>;
}

export interface StoredSeries extends StoredFunction {
  /** The workflow that it is the code of. */
  workflow: string;
  siteUnits: number[];
  units: { step: string; text: number | null }[];
  usesOutputs: boolean;
  usesClock: boolean;
  /** The names of the workflows that its steps run, by step. */
  inner: Record<string, string>;
}

export interface StoredExpression {
  usesClock: boolean;
  forValues: StoredFunction;
  /** For an input that is an array. */
  forArrays: StoredFunction;
}

/** What a workflow is known by: its name and all that its steps say. */
export function workflowKey({ name, steps }: ProgramParts): string {
  return `${name}:${fingerprint(JSON.stringify(steps))}`;
}

/** What the code of an expression depends on, apart from the bindings. */
export function expressionKey(
  text: string,
  parts: ProgramParts,
  owned: ReadonlySet<string> | undefined,
): string {
  return JSON.stringify([workflowKey(parts), owned ? [...owned].sort() : null, fingerprint(text)]);
}

/** Tells one text from another that was edited, by 64 bits of FNV-1a; no protection against anybody. */
function fingerprint(text: string): string {
  let [high, low] = [0xcbf29ce4, 0x84222325];
  for (let index = 0; index < text.length; index++) {
    low ^= text.charCodeAt(index);
    // Times 0x100000001b3, in two halves of 32 bits.
    const carried = low >>> 0;
    low = Math.imul(carried, 0x1b3);
    const overflow = Math.floor((carried * 0x1b3) / 0x1_0000_0000);
    high = (Math.imul(high >>> 0, 0x1b3) + overflow + (carried << 8)) | 0;
  }
  return [high, low].map((half) => (half >>> 0).toString(16).padStart(8, '0')).join('');
}
