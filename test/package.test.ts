import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const root = join(__dirname, '..');

// Through the package's own name, as users load it.
const load = (name: string): Record<string, unknown> =>
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- a name that TypeScript does not know here
  require(require.resolve(name, { paths: [root] })) as Record<string, unknown>;

describe('the package', () => {
  it('exports the library under its name', () => {
    expect(Object.keys(load('destkit')).sort()).toEqual([
      'DestkitError',
      'JsonataError',
      'compileExpression',
      'loadDestination',
    ]);
  });

  it('exports the expression compiler on its own', () => {
    const { compileExpression } = load('destkit/jsonata') as {
      compileExpression: (text: string) => { evaluate(input: unknown): unknown };
    };
    expect(compileExpression('a + 1').evaluate({ a: 1 })).toBe(2);
  });

  it('exports the runtime for hosts', () => {
    expect(Object.keys(load('destkit/runtime')).sort()).toEqual([
      'compiledExecutor',
      'createHostRuntime',
      'createNativeDestination',
    ]);
  });

  it('loads the code that reads destinations only when it is used', () => {
    const code = "require('destkit'); process.stdout.write(JSON.stringify(Object.keys(require.cache)))";
    const files = JSON.parse(
      execFileSync(process.execPath, ['-e', code], { cwd: root, encoding: 'utf8' }),
    ) as string[];
    expect(files.length).toBeLessThanOrEqual(120);
    expect(files.filter((file) => /workflow-engine|node_modules\/yaml/.test(file))).toEqual([]);
  });

  it('exports nothing else', () => {
    expect(() => load('destkit/dist/index.js')).toThrow(/resolve/);
    expect(load('destkit/package.json').name).toBe('destkit');
  });
});
