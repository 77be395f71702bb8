import { compileAst, parse } from '../jsonata/compile';
import { newFunction, type MakeFunction } from '../jsonata/instantiate';
import type { CodeMaker } from './codeMaker';
import type { CompiledStep, Run } from './compileSteps';
import { fuse } from './fuse';
import { skipped } from './programParts';

/** @param makeFunction creates functions from the generated code */
export function createCompiler(makeFunction: MakeFunction): CodeMaker {
  return {
    fuse: (parts, options) => fuse(parts, options, makeFunction),
    expression: (text, { conclude, ...environment }) =>
      compileAst(parse(text), text, { makeFunction, ...environment }, conclude),
    sequence: (steps) => linkSteps(steps, makeFunction),
  };
}

export const compiler = createCompiler(newFunction);

/**
 * Links the steps as one straight-line function, in which the JavaScript engine can optimize each call and each
 * output separately.
 */
function linkSteps(steps: readonly CompiledStep[], makeFunction: MakeFunction): Run {
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
  const link = makeFunction(['steps', 'skipped'], source);
  return link(
    steps.map(({ run }) => run),
    skipped,
  ) as Run;
}
