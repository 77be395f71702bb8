import type { Engines } from '../../runtime/destination/destination';
import type { CodeMaker } from '../../runtime/workflow/codeMaker';
import { readParts } from '../../runtime/workflow/compiledEngine';
import { compiler } from '../../runtime/workflow/compiler';
import { compileProgram, programEngine } from '../../runtime/workflow/program';

/** Makes code that does what the compiler's does and also reports it. */
export type Observer = Pick<CodeMaker, 'expression' | 'step'> & Partial<CodeMaker>;

/** The compiled engine, observed expression by expression and step by step. */
export function observedEngine(observer: Observer): Engines['compiled'] {
  // Steps that are one function could not be told apart.
  const maker: CodeMaker = { ...compiler, fuse: () => undefined, ...observer };
  return async (source, options) => programEngine(compileProgram(await readParts(source, options, maker)));
}
