import type { BindingShape } from './bindingShape';

// The values that the entries of `bindings` bind, as in workflow-engine.

/** A table as workflow-engine imports it: a module with itself as its default export. */
export function moduleOf(table: unknown): Record<string, unknown> {
  return { ...(table as object | null), default: table };
}

/** The names that an entry binds among the exports of its path, with their values. */
export function selectExports(
  { name, exportAll }: BindingShape,
  exports: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const [only, ...more] = [name ?? []].flat();
  if (only === undefined) {
    return exports;
  }
  return more.length > 0
    ? pick(exports, [only, ...more])
    : { [only]: exportAll ? exports : own(exports, only) };
}

function own(exports: Readonly<Record<string, unknown>>, name: string): unknown {
  return Object.hasOwn(exports, name) ? exports[name] : undefined;
}

function pick(exports: Readonly<Record<string, unknown>>, names: readonly string[]): Record<string, unknown> {
  const found = names.filter((name) => Object.hasOwn(exports, name));
  return Object.fromEntries(found.map((name) => [name, exports[name]]));
}
