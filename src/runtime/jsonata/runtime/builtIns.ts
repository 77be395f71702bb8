import jsonata from 'jsonata';

/** A function of the language as the reference defines it. */
export interface BuiltIn {
  implementation: (this: unknown, ...args: unknown[]) => unknown;
  signature?: Signature;
}

/** Checks arguments, replaces a missing one with the context, and converts single values to arrays. */
export interface Signature {
  definition: string;
  validate(args: readonly unknown[], context: unknown): unknown[];
}

interface ReferenceEnvironment {
  lookup(name: string | symbol): unknown;
}

export const builtInNames = [
  ...['sum', 'count', 'max', 'min', 'average', 'string', 'substring', 'substringBefore', 'substringAfter'],
  ...['lowercase', 'uppercase', 'length', 'trim', 'pad', 'match', 'contains', 'replace', 'split', 'join'],
  ...[
    'formatNumber',
    'formatBase',
    'formatInteger',
    'parseInteger',
    'number',
    'floor',
    'ceil',
    'round',
    'abs',
  ],
  ...[
    'sqrt',
    'power',
    'random',
    'boolean',
    'not',
    'map',
    'zip',
    'filter',
    'single',
    'reduce',
    'sift',
    'keys',
  ],
  ...['lookup', 'append', 'exists', 'spread', 'merge', 'reverse', 'each', 'error', 'assert', 'type', 'sort'],
  ...['shuffle', 'distinct', 'base64encode', 'base64decode', 'encodeUrlComponent', 'encodeUrl'],
  ...['decodeUrlComponent', 'decodeUrl', 'eval', 'toMillis', 'fromMillis', 'clone', 'now', 'millis'],
] as const;

export type BuiltInName = (typeof builtInNames)[number];

/**
 * The reference's own definitions, so that the meaning of a function cannot diverge. The package does not export
 * them. They are read through its hook for debuggers, which is called with the environment before anything else. The
 * hook is not documented, so package.json allows only patch versions of jsonata. Without the hook nothing loads, and
 * every test of an expression fails with the error below.
 */
export const builtIns = readBuiltIns();

function readBuiltIns(): Record<BuiltInName, BuiltIn> {
  let environment: ReferenceEnvironment | undefined;
  const expression = jsonata('0');
  const assign = expression.assign.bind(expression) as unknown as (name: symbol, value: unknown) => void;
  assign(
    Symbol.for('jsonata.__evaluate_entry'),
    (_node: unknown, _input: unknown, found: ReferenceEnvironment) => {
      environment = found;
    },
  );
  void expression.evaluate(undefined);
  if (!environment) {
    throw new Error(
      'the jsonata package no longer has the hook that its built-in functions are read through',
    );
  }
  const found = environment;
  return Object.fromEntries(builtInNames.map((name) => [name, found.lookup(name)])) as Record<
    BuiltInName,
    BuiltIn
  >;
}

export function isBuiltInName(name: string): name is BuiltInName {
  return Object.hasOwn(builtIns, name);
}

/** The type letters of a signature's parameters, such as `s-`, `n?`; undefined if there are nested types. */
export function parameterTypes(signature: Signature | undefined): string[] | undefined {
  const parameters = /^<([^:>]*)(?::[^>]*)?>$/.exec(signature?.definition ?? '')?.[1];
  return parameters?.match(/(?:\([a-z]+\)|[a-z])[-?+]?/g) ?? undefined;
}
