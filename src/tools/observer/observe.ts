import type { Engines } from '../../runtime/destination/destination';
import type { CodeMaker } from '../../runtime/workflow/codeMaker';
import { readParts } from '../../runtime/workflow/compiledEngine';
import { compiler } from '../../runtime/workflow/compiler';
import { compileProgram, programEngine } from '../../runtime/workflow/program';

/** Generates code like the compiler, and also reports what it does. */
export type Observer = Pick<CodeMaker, 'expression' | 'step'> & Partial<CodeMaker>;

/** The compiled engine, which observes each expression and each step. */
export function observedEngine(observer: Observer): Engines['compiled'] {
  // Steps fused to one function could not be distinguished.
  const maker: CodeMaker = { ...compiler, fuse: () => undefined, ...observer };
  return async (source, options) => programEngine(compileProgram(await readParts(source, options, maker)));
}
