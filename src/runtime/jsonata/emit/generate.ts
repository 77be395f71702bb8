import { boundNames, namesBoundOnce } from '../analyse';
import type { Ast } from '../ast';
import { declareFrame, emit } from './expression';
import { EvaluationContext, Scope } from './evaluationContext';
import type { Probe } from './probe';
import { Program, type Resolve } from './program';

/** The environment of an expression. */
export interface Environment {
  resolve: Resolve;
  /** If set, the result is plain JSON that shares nothing with the input. These steps already have such outputs. */
  ownedOutputs?: ReadonlySet<string>;
  /** If set, the code counts outcomes. */
  probe?: Probe | undefined;
}

/** Generated code: the text of a function body, and the values that it needs. */
export interface Generated {
  source: string;
  values: unknown[];
  sites: Program['sites'];
  dynamicNames: ReadonlySet<string>;
  usesClock: boolean;
}

/**
 * Generates the JavaScript of an expression. The text is the body of a function of (library, values, fail) that
 * returns `(input, bindings) => value`.
 *
 * @param mayBeArray whether the input may be an array, which requires a check in every path
 */
export function generate(
  node: Ast,
  { resolve, ownedOutputs, probe }: Environment,
  mayBeArray: boolean,
): Generated {
  const program = new Program(resolve, ownedOutputs ?? new Set());
  program.boundOnce = namesBoundOnce(node);
  program.probe = probe;
  const region = {};
  const context = { js: mayBeArray ? 'context' : 'input', mayBeArray };
  const root = new EvaluationContext(program, [], context, new Scope(undefined, region), region);
  const place = root.withScope(declareFrame(boundNames([node]), root));
  const result = emit(node, place.as(ownedOutputs !== undefined));
  const source = [
    ...program.head(),
    'return (input, bindings) => {',
    'let s = -1;',
    'try {',
    ...(mayBeArray ? ['const context = wrapInput(input);'] : []),
    ...program.prologue,
    ...root.lines,
    `return ${result.js};`,
    '} catch (error) { return fail(error, s); }',
    '};',
  ].join('\n');
  const { values, sites, dynamicNames, usesClock } = program;
  return { source, values, sites, dynamicNames, usesClock };
}
