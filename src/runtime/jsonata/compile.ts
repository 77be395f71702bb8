import jsonata from 'jsonata';
import { findUnsupported } from './analyse';
import type { Ast } from './ast';
import { generate, type Environment as CodeEnvironment, type Generated } from './emit/generate';
import { isAsync, setInstant } from './instant';
import { completeError } from './jsonataError';
import { instantiate, type MakeFunction } from './instantiate';
import { link, type Run } from './link';
import { guarded, type GuardOptions } from './runtime/guard';
import { readTree } from './syntax';

export type { GuardOptions } from './runtime/guard';

/** Values that an expression finds under `$name`. */
export type Bindings = Readonly<Record<string, unknown>>;

/** An expression that is ready to be evaluated. */
export interface CompiledExpression {
  /** `compiled`: JavaScript; `reference`: the jsonata interpreter, see `reason`. */
  mode: 'compiled' | 'reference';
  /** Why the expression was not compiled. */
  reason?: string;
  /**
   * The value of the expression. In `compiled` mode it is returned at once, unless a binding that the expression
   * uses is asynchronous; otherwise it is a promise.
   *
   * @throws JsonataError with the reference's code, token and value, and the line and column
   */
  evaluate(input: unknown, bindings?: Bindings): unknown;
  /** The generated code, or the expression itself in `reference` mode. */
  source: string;
}

/**
 * Compiles a JSONata expression to JavaScript.
 *
 * @param text   the expression
 * @param guards limits as in the jsonata package: `timeout` in milliseconds, `stack`, `sequence`
 * @throws JsonataError (an S code) when the text is no expression
 */
export function compileExpression(text: string, guards: GuardOptions = {}): CompiledExpression {
  const ast = parse(text);
  const interpret = createInterpreter(text, guards);
  const reason = findUnsupported(ast);
  if (reason !== undefined) {
    return { mode: 'reference', reason, evaluate: interpret, source: text };
  }
  const compiled = compileAst(ast, text, { resolve: () => ({ kind: 'either' }) });
  const isGuarded = Object.values(guards).some((limit) => limit !== undefined && limit > 0);
  return {
    mode: 'compiled',
    source: compiled.source,
    evaluate(input, bindings) {
      for (const name of compiled.dynamicNames) {
        if (bindings && Object.hasOwn(bindings, name) && isAsync(bindings[name])) {
          return interpret(input, bindings);
        }
      }
      if (compiled.usesClock) {
        setInstant(new Date());
      }
      return isGuarded ? guarded(guards, () => compiled.run(input, bindings)) : compiled.run(input, bindings);
    },
  };
}

/** Parses an expression. The tree is not to be changed. @throws JsonataError */
export function parse(text: string): Ast {
  try {
    return readTree(text);
  } catch (error) {
    throw completeError(error, text);
  }
}

export interface CompiledAst {
  run: Run;
  source: string;
  /** The bindings that are read at each evaluation. */
  dynamicNames: ReadonlySet<string>;
  /** It asks for the time; whoever runs it says with `setInstant` which. */
  usesClock: boolean;
}

/** What an expression is compiled with. */
export interface Environment extends CodeEnvironment {
  makeFunction?: MakeFunction;
}

/** Compiles an expression for a known set of bindings. An input that is an array gets code of its own, when one comes. */
export function compileAst(
  ast: Ast,
  text: string,
  environment: Environment,
  conclude?: (error: unknown) => unknown,
): CompiledAst {
  const linked = (generated: Generated) =>
    link(instantiate(generated, environment.makeFunction), text, conclude);
  const generated = generate(ast, environment, false);
  const forValues = linked(generated);
  let forArrays: Run | undefined;
  const run: Run = (input, bindings) => {
    if (Array.isArray(input)) {
      forArrays ??= linked(generate(ast, environment, true));
      return forArrays(input, bindings);
    }
    return forValues(input, bindings);
  };
  const { source, dynamicNames, usesClock } = generated;
  return { run, source, dynamicNames, usesClock };
}

function createInterpreter(text: string, guards: GuardOptions): CompiledExpression['evaluate'] {
  const { timeout, stack, sequence } = guards;
  const options = {
    ...(timeout === undefined ? {} : { timeout }),
    ...(stack === undefined ? {} : { stack }),
    ...(sequence === undefined ? {} : { sequence }),
  };
  return async (input, bindings) => {
    try {
      // An expression has one clock for all of its evaluations, so each gets an expression of its own.
      return (await jsonata(text, options).evaluate(input, bindings)) as unknown;
    } catch (error) {
      throw completeError(error, text);
    }
  };
}
