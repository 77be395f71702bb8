import { execFileSync } from 'node:child_process';
import { builtinModules } from 'node:module';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '../../..');
const file = join(root, 'dist/io/hosts/runtime.js');

describe('destkit/runtime', () => {
  it('costs a host at most 40 modules and 250 kB of our own', () => {
    const script = `
      require('destkit/runtime');
      const own = Object.keys(require.cache).filter((file) => !file.includes('node_modules'));
      console.log(JSON.stringify(own.map((file) => fs.statSync(file).size)));
    `;
    const sizes = JSON.parse(
      execFileSync(process.execPath, ['-e', script], { cwd: root, encoding: 'utf8' }),
    ) as number[];
    expect(sizes.length).toBeGreaterThan(0);
    expect(sizes.length).toBeLessThanOrEqual(40);
    expect(sizes.reduce((sum, size) => sum + size)).toBeLessThan(250_000);
  });

  it('needs no packages but those that rudder-transformer has', () => {
    const text = readFileSync(file, 'utf8');
    const packages = [...text.matchAll(/\brequire\("([^"]+)"\)/g)]
      .map(([, name = '']) => name)
      .filter((name) => !name.startsWith('node:') && !builtinModules.includes(name))
      .map((name) =>
        name
          .split('/')
          .slice(0, name.startsWith('@') ? 2 : 1)
          .join('/'),
      );
    expect([...new Set(packages)].sort()).toEqual([
      '@rudderstack/workflow-engine',
      'ajv',
      'ajv-formats',
      'jsonata',
    ]);
  });

  it('can be read, and carries the licences of what is bundled', () => {
    const text = readFileSync(file, 'utf8');
    expect(text.split('\n').length).toBeGreaterThan(4000);
    expect(text).toContain('function createHostRuntime(folder, configSchema) {');
    expect(text).toMatch(/fastest-levenshtein [\d.]+\n\nMIT License\n\nCopyright/);
    expect(text).not.toContain(root);
  });
});
