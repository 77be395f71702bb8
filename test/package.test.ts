import { join } from 'node:path';

// Through the package's own name, as users load it.
const load = (name: string): Record<string, unknown> =>
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- a name that TypeScript does not know here
  require(require.resolve(name, { paths: [join(__dirname, '..')] })) as Record<string, unknown>;

describe('the package', () => {
  it('gives the library by its name', () => {
    expect(Object.keys(load('destkit')).sort()).toEqual([
      'DestkitError',
      'JsonataError',
      'compileExpression',
      'compiledExecutor',
      'loadDestination',
    ]);
  });

  it('gives the compiler of expressions alone', () => {
    const { compileExpression } = load('destkit/jsonata') as {
      compileExpression: (text: string) => { evaluate(input: unknown): unknown };
    };
    expect(compileExpression('a + 1').evaluate({ a: 1 })).toBe(2);
  });

  it('gives the runtime of hosts', () => {
    expect(Object.keys(load('destkit/runtime')).sort()).toEqual([
      'compiledExecutor',
      'createHostRuntime',
      'createNativeDestination',
    ]);
  });

  it('gives nothing else', () => {
    expect(() => load('destkit/dist/index.js')).toThrow(/resolve/);
    expect(load('destkit/package.json').name).toBe('destkit');
  });
});
