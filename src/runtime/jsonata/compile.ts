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

/** The values of `$name` for an expression. */
export type Bindings = Readonly<Record<string, unknown>>;

/** An expression that is ready to be evaluated. */
export interface CompiledExpression {
  /** `compiled`: as JavaScript; `reference`: with the jsonata interpreter, see `reason`. */
  mode: 'compiled' | 'reference';
  /** Why the expression was not compiled. */
  reason?: string;
  /**
   * Evaluates the expression. In `compiled` mode the value is returned synchronously, unless the expression uses an
   * asynchronous binding; otherwise the result is a promise.
   *
   * @throws JsonataError with the code, token and value of the reference, and the line and column
   */
  evaluate(input: unknown, bindings?: Bindings): unknown;
  /** The generated code; in `reference` mode the expression itself. */
  source: string;
}

/**
 * Compiles a JSONata expression to JavaScript.
 *
 * @param text the expression
 * @param guards limits as in the jsonata package: `timeout` in milliseconds, `stack`, `sequence`
 * @throws JsonataError (an S code) if the text is not a valid expression
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

/** Parses an expression. The tree must not be modified. @throws JsonataError */
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
  /** The bindings that are looked up in each evaluation. */
  dynamicNames: ReadonlySet<string>;
  /** The expression reads the time, which the caller sets with `setInstant`. */
  usesClock: boolean;
}

/** The environment for compiling an expression. */
export interface Environment extends CodeEnvironment {
  makeFunction?: MakeFunction;
}

/**
 * Compiles an expression for a known set of bindings. The code for an input that is an array is generated when such
 * an input first occurs.
 */
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
      // An expression of the interpreter has one clock for all of its evaluations, so each evaluation gets a new
      // expression.
      return (await jsonata(text, options).evaluate(input, bindings)) as unknown;
    } catch (error) {
      throw completeError(error, text);
    }
  };
}
