import type { Environment, Generated } from '../jsonata/emit/generate';
import { generate } from '../jsonata/emit/generate';
import type { Binding } from '../jsonata/emit/program';
import { parse } from '../jsonata/compile';
import { findPath } from '../schema/pointer';
import type { CodeMaker } from './codeMaker';
import { compiler } from './compiler';
import { fuse } from './fuse';
import type { ProgramParts } from './programParts';
import {
  expressionKey,
  workflowKey,
  type StoredCode,
  type StoredExpression,
  type StoredFunction,
  type StoredSeries,
  type ValueRef,
} from './storedCode';

type Names = ReadonlyMap<string, Binding['kind']>;

/** Makes the code of workflows as the compiler does, and keeps it: its text, and what it takes from around it. */
export class Recorder {
  readonly code: StoredCode = { texts: [], workflows: {}, fused: {}, expressions: {} };
  /** The texts of the functions: bodies with the parameters of generated code. */
  readonly functions: string[] = [];
  private readonly numbers = new Map<string, number>();
  private readonly texts = new Map<string, number>();

  readonly maker: CodeMaker = {
    ...compiler,
    isCompilable: (text, parts) => {
      const isCompilable = compiler.isCompilable(text, parts);
      const { uncompilable } = this.workflow(parts);
      if (!isCompilable && !uncompilable.includes(this.text(text))) {
        uncompilable.push(this.text(text));
      }
      return isCompilable;
    },
    findOwned: (parts) => {
      const owned = compiler.findOwned(parts);
      this.workflow(parts).owned = [...owned];
      return owned;
    },
    fuse: (parts, options) => {
      let stored: StoredSeries | null = null;
      const fused = fuse(parts, options, ({ generated, made, names, inner }) => {
        const { siteUnits, units, usesOutputs, usesClock } = generated;
        stored = {
          ...this.store(generated, parts, names, made),
          workflow: workflowKey(parts),
          siteUnits: [...siteUnits],
          units: units.map(({ step, text }) => ({
            step,
            text: text === undefined ? null : this.text(text),
          })),
          usesOutputs,
          usesClock,
          inner: Object.fromEntries(inner),
        };
      });
      this.workflow(parts);
      add(this.code.fused, options.key, fused ? stored : null);
      return fused;
    },
    expression: (text, use) => {
      const { parts, ownedOutputs } = use;
      const forValues = this.generate(text, parts, use, false);
      const stored: StoredExpression = {
        usesClock: forValues.usesClock,
        forValues: forValues.stored,
        forArrays: this.generate(text, parts, use, true).stored,
      };
      add(this.code.expressions, expressionKey(text, parts, ownedOutputs), stored);
      return compiler.expression(text, use);
    },
  };

  private generate(text: string, parts: ProgramParts, environment: Environment, mayBeArray: boolean) {
    const names = new Map<string, Binding['kind']>();
    const resolve = (name: string) => {
      const binding = environment.resolve(name);
      names.set(name, binding.kind);
      return binding;
    };
    const generated = generate(parse(text), { ...environment, resolve }, mayBeArray);
    return { usesClock: generated.usesClock, stored: this.store(generated, parts, names, new Map()) };
  }

  private store(
    { source, values, sites }: Generated,
    parts: ProgramParts,
    names: Names,
    made: ReadonlyMap<unknown, ValueRef>,
  ): StoredFunction {
    return {
      code: this.number(source),
      values: values.map((value) => made.get(value) ?? findBinding(value, parts, names)),
      sites: sites.map(([position, token]) => [position ?? null, token ?? null]),
      names: Object.fromEntries(names),
    };
  }

  private number(source: string): number {
    // A name for debuggers, which would not find it in a file with many.
    const body = source.replace(/\n\/\/# sourceURL=.*$/, '');
    const known = this.numbers.get(body) ?? this.functions.push(body) - 1;
    this.numbers.set(body, known);
    return known;
  }

  private text(text: string): number {
    const known = this.texts.get(text) ?? this.code.texts.push(text) - 1;
    this.texts.set(text, known);
    return known;
  }

  private workflow(parts: ProgramParts) {
    return (this.code.workflows[workflowKey(parts)] ??= { owned: [], uncompilable: [] });
  }
}

/** The binding that a value is, or is inside of. */
function findBinding(value: unknown, { bindings }: ProgramParts, names: Names): ValueRef {
  for (const [name, kind] of names) {
    const path = kind === 'constant' ? findPath(bindings[name], value) : undefined;
    if (path) {
      return { kind: 'binding', name, path, isList: Array.isArray(value) };
    }
  }
  throw new Error('generated code has a value that is in none of the bindings');
}

/** The same key stands for the same code, however often it is asked for. */
function add<T>(store: Record<string, T>, key: string, value: T): void {
  if (Object.hasOwn(store, key) && JSON.stringify(store[key]) !== JSON.stringify(value)) {
    throw new Error(`two pieces of code have the key ${key}`);
  }
  store[key] = value;
}
