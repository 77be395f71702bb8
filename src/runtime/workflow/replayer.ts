import type { Binding } from '../jsonata/emit/program';
import type { Code } from '../jsonata/instantiate';
import { link, linkSeries, type Linkable, type Run as LinkedRun } from '../jsonata/link';
import type { CodeMaker, ExpressionUse, Fused, FuseOptions } from './codeMaker';
import { concludeFused, type CompiledStep, type Run } from './compileSteps';
import { NoCode } from './noCode';
import { skipped, type ProgramParts } from './programParts';
import {
  expressionKey,
  workflowKey,
  type StoredCode,
  type StoredFunction,
  type StoredWorkflow,
} from './storedCode';

/** Takes the code of workflows from what was made before. Throws NoCode for a workflow that is another one by now. */
export function createReplayer(stored: StoredCode, functions: readonly Code[]): CodeMaker {
  const keys = new WeakMap<ProgramParts, string>();
  const keyOf = (parts: ProgramParts): string => {
    const key = keys.get(parts) ?? workflowKey(parts);
    keys.set(parts, key);
    return key;
  };
  const workflowOf = (parts: ProgramParts): StoredWorkflow => found(stored.workflows, keyOf(parts));
  const linkable = ({ code, values, sites, names }: StoredFunction, use: ValuesUse) => {
    ensureSameNames(names, use);
    return {
      code: functions[code] ?? missing(`function ${String(code)}`),
      values: values.map((ref) => {
        switch (ref.kind) {
          case 'array':
            return use.runForArray;
          case 'inner':
            return use.inner?.(ref.step);
          case 'binding':
            return bindingAt(use.parts.bindings[ref.name], ref);
        }
      }),
      sites: sites.map(([position, token]): Site => [position ?? undefined, token ?? undefined]),
    };
  };
  return {
    isCompilable: (text, parts) =>
      !workflowOf(parts).uncompilable.some((each) => stored.texts[each] === text),
    findOwned: (parts) => new Set(workflowOf(parts).owned),
    fuse(
      parts: ProgramParts,
      { key, wantsPlain, compileInner, runForArray }: FuseOptions,
    ): Fused | undefined {
      const series = found(stored.fused, key);
      if (!series) {
        workflowOf(parts);
        return undefined;
      }
      if (series.workflow !== keyOf(parts)) {
        return missing(key);
      }
      const owned = wantsPlain ? workflowOf(parts).owned : [];
      const inner = (step: string): Run => {
        const shape = parts.steps.find(({ name }) => name === step);
        const within = shape && parts.inner(shape);
        return within
          ? compileInner(within, { isOwned: owned.includes(step), key: `${key}>${step}` }).run
          : missing(`${key}>${step}`);
      };
      const run = linkSeries(
        {
          ...linkable(series, { parts, runForArray, inner, resolve: resolveIn(parts) }),
          siteUnits: series.siteUnits,
          units: series.units.map(({ step, text }) => ({
            step,
            text: text === null ? undefined : stored.texts[text],
          })),
        },
        concludeFused(new Map(Object.entries(series.inner))),
      );
      return { run, usesOutputs: series.usesOutputs, usesClock: series.usesClock };
    },
    expression(text: string, { parts, resolve, ownedOutputs, conclude }: ExpressionUse) {
      const { usesClock, forValues, forArrays } = found(
        stored.expressions,
        expressionKey(text, parts, ownedOutputs),
      );
      const use = { parts, resolve: (name: string) => resolve(name).kind };
      const values = link(linkable(forValues, use), text, conclude);
      let arrays: LinkedRun | undefined;
      return {
        usesClock,
        run: (input, bindings) =>
          Array.isArray(input)
            ? (arrays ??= link(linkable(forArrays, use), text, conclude))(input, bindings)
            : values(input, bindings),
      };
    },
    sequence: inTurn,
  };
}

type Site = Linkable['sites'][number];

interface ValuesUse {
  parts: ProgramParts;
  runForArray?: Run;
  inner?: (step: string) => Run;
  resolve: (name: string) => Binding['kind'];
}

function resolveIn({ bindings, runNames }: ProgramParts): ValuesUse['resolve'] {
  return (name) => {
    if (runNames.includes(name)) {
      return 'property';
    }
    return Object.hasOwn(bindings, name) ? 'constant' : 'builtIn';
  };
}

/** A host may bind a name that the code takes for the language's own. */
function ensureSameNames(names: StoredFunction['names'], { resolve }: ValuesUse): void {
  for (const [name, kind] of Object.entries(names)) {
    if (resolve(name) !== kind) {
      missing(`code in which ${name} is what it is here`);
    }
  }
}

/** Something inside a binding; a table may have other entries than it had, but not another shape where code counts on it. */
function bindingAt(binding: unknown, { path, isList }: { path: string[]; isList: boolean }): unknown {
  let value = binding;
  for (const key of path) {
    value = (value as Record<string, unknown> | undefined)?.[key];
  }
  return value !== undefined && Array.isArray(value) === isList ? value : missing(path.join('.'));
}

function found<T>(store: Record<string, T>, key: string): T {
  return Object.hasOwn(store, key) ? (store[key] as T) : missing(key);
}

function missing(what: string): never {
  throw new NoCode(`there is no code for ${what}`);
}

function inTurn(steps: readonly CompiledStep[]): Run {
  return (input, bindings) => {
    const outputs = bindings.outputs as Record<string, unknown>;
    let output: unknown;
    for (const { name, run, step } of steps) {
      const value = run(input, bindings);
      if (value !== skipped) {
        outputs[name] = output = value;
        if (step.onComplete === 'return') {
          break;
        }
      }
    }
    return output;
  };
}
