import { findUnsupported, variableNames } from '../jsonata/analyse';
import type { Ast } from '../jsonata/ast';
import { compileAst, parse } from '../jsonata/compile';
import { isAsync } from '../jsonata/instant';
import type { CodeMaker } from './codeMaker';
import type { CompiledStep, Run } from './compileSteps';
import { fuse } from './fuse';
import { findOwned } from './ownership';
import { skipped } from './programParts';

const known = new WeakMap<Ast, ReadonlySet<string> | 'unsupported'>();

/** The variables that an expression reads; undefined when it cannot be compiled. Each level of workflows asks again. */
function namesRead(ast: Ast): ReadonlySet<string> | undefined {
  const found = known.get(ast) ?? (findUnsupported(ast) === undefined ? variableNames(ast) : 'unsupported');
  known.set(ast, found);
  return found === 'unsupported' ? undefined : found;
}

/** Makes the code of a workflow when the workflow is built. */
export const compiler: CodeMaker = {
  /** What cannot be compiled, or waits for an asynchronous binding, is left to the interpreter. */
  isCompilable(text, { bindings }) {
    const names = namesRead(parse(text));
    return (
      names !== undefined &&
      ![...names].some((name) => Object.hasOwn(bindings, name) && isAsync(bindings[name]))
    );
  },
  findOwned,
  fuse,
  expression: (text, { conclude, ...environment }) => compileAst(parse(text), text, environment, conclude),
  sequence: linkSteps,
};

/** The steps as one straight function, in which each call and each output is a site of its own for the engine. */
function linkSteps(steps: readonly CompiledStep[]): Run {
  const body = steps.map(({ name, step }, index) => {
    const leave = step.onComplete === 'return' ? ' return output;' : '';
    return [
      `value = step${String(index)}(input, bindings);`,
      `if (value !== skipped) { outputs[${JSON.stringify(name)}] = output = value;${leave} }`,
    ].join('\n');
  });
  const source = [
    '"use strict";',
    `const [${steps.map((_, index) => `step${String(index)}`).join(', ')}] = steps;`,
    'return (input, bindings) => {',
    'const { outputs } = bindings;',
    'let output, value;',
    ...body,
    'return output;',
    '};',
  ].join('\n');
  // The text has nothing but the names of steps, through JSON.stringify.
  // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call
  return new Function('steps', 'skipped', source)(
    steps.map(({ run }) => run),
    skipped,
  ) as Run;
}
