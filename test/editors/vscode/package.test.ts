import { readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { parse } from 'yaml';
import { compileSchema } from '../../../src/runtime/schema/validator';
import { temporaryFolder } from '../../temporaryFolder';
import { buildVsix, readVsix, root } from './extension';

const file = buildVsix(temporaryFolder());
const files = readVsix(file);

function text(path: string): string {
  const content = files.get(path);
  if (!content) {
    throw new Error(`the .vsix has no ${path}`);
  }
  return Buffer.from(content).toString();
}

const json = (path: string) => JSON.parse(text(`extension/${path}`)) as unknown;

interface Manifest {
  name: string;
  version: string;
  main: string;
  dependencies?: object;
  contributes: Record<'grammars' | 'snippets', { path: string }[]> & {
    languages: { configuration: string }[];
    configuration: { properties: object };
    commands: { category: string; title: string }[];
  };
  capabilities: object;
}

const manifest = json('package.json') as Manifest;

describe('the .vsix', () => {
  test('has these files', () => {
    expect([...files.keys()].sort()).toEqual([
      '[Content_Types].xml',
      'extension.vsixmanifest',
      'extension/LICENSE.txt',
      'extension/README.md',
      'extension/THIRD_PARTY_NOTICES.txt',
      'extension/dist/extension.js',
      'extension/jsonata.language.json',
      'extension/package.json',
      'extension/snippets/golden.json',
      'extension/snippets/workflow.json',
      'extension/syntaxes/jsonata.tmLanguage.json',
      'extension/syntaxes/workflow.tmLanguage.json',
    ]);
  });

  test('has each file that its package.json names', () => {
    const { main, contributes } = manifest;
    const paths = [...contributes.grammars, ...contributes.snippets].map(({ path }) => path);
    for (const path of [main, ...paths, ...contributes.languages.map((each) => each.configuration)]) {
      expect(files.has(join('extension', path))).toBe(true);
    }
  });

  test('states what package.json states', () => {
    const found = text('extension.vsixmanifest');
    expect(found).toContain(`Id="${manifest.name}" Version="${manifest.version}"`);
    expect(found).toContain('UntrustedWorkspaces" Value="false"');
    for (const extension of new Set([...files.keys()].map((path) => path.split('.').at(-1) ?? ''))) {
      // The list of types is itself not in the list.
      expect(extension === 'xml' || text('[Content_Types].xml').includes(`".${extension}"`)).toBe(true);
    }
  });

  test('shows no picture that it does not have', () => {
    expect(readFileSync(join(root, 'editors/vscode/README.md'), 'utf8')).toContain('![');
    expect(text('extension/README.md')).not.toContain('![');
  });

  test('needs no other package', () => {
    expect(manifest.dependencies).toBeUndefined();
    const required = [...text('extension/dist/extension.js').matchAll(/\brequire\("([^"]+)"\)/g)];
    const names = required.map(([, name = '']) => name.replace('node:', ''));
    expect(names.filter((name) => name !== 'vscode' && !isBuiltin(name))).toEqual([]);
    expect(names).toContain('vscode');
  });

  test('has the licences of the packages in it', () => {
    const notices = text('extension/THIRD_PARTY_NOTICES.txt');
    const bundled = new Set(
      [...text('extension/dist/extension.js').matchAll(/^\/\/ .*node_modules\/((?:@[^/]+\/)?[^/]+)/gm)].map(
        ([, name = '']) => name,
      ),
    );
    expect([...bundled]).toContain('vscode-languageclient');
    for (const name of bundled) {
      expect(notices).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+$`, 'm'));
    }
  });

  test('is the same in another time zone, byte for byte', () => {
    const other = buildVsix(temporaryFolder(), 'America/Los_Angeles');
    expect(readFileSync(other).equals(readFileSync(file))).toBe(true);
  });

  test('is not a part of the npm package', () => {
    const own = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      files: string[];
      dependencies: Record<string, string>;
    };
    expect(own.files.filter((each) => each.startsWith('editors'))).toEqual([]);
    expect(Object.keys(own.dependencies)).not.toContain('vscode-languageclient');
  });
});

test('the extension does not run in untrusted or virtual workspaces', () => {
  expect(manifest.capabilities).toMatchObject({
    untrustedWorkspaces: { supported: false },
    virtualWorkspaces: { supported: false },
  });
});

test.each(['editors/vscode/README.md', 'docs/how-to/use-vs-code.md'])(
  '%s names each command and setting',
  (page) => {
    const found = readFileSync(join(root, page), 'utf8');
    const { commands, configuration } = manifest.contributes;
    const titles = commands.map(({ category, title }) => `${category}: ${title}`);
    for (const name of [...titles, ...Object.keys(configuration.properties)]) {
      expect(found).toContain(name);
    }
  },
);

describe('the snippets', () => {
  const snippets = (name: string) =>
    Object.entries(json(`snippets/${name}.json`) as Record<string, { prefix: string; body: string[] }>);
  /** What is inserted when no placeholder is changed. */
  const inserted = (body: readonly string[]) =>
    body
      .join('\n')
      .replace(/\$\{\d+:((?:[^}\\]|\\.)*)\}|\$\d/g, (_, placeholder: string | undefined) => placeholder ?? '')
      .replace(/\\([$}\\])/g, '$1');

  test('have these prefixes', () => {
    const prefixes = ['workflow', 'golden'].flatMap((name) => snippets(name).map(([, { prefix }]) => prefix));
    expect(prefixes).toEqual(['step', 'condition', 'externalWorkflow', 'loop', 'golden']);
  });

  test.each(snippets('workflow'))('%s is a valid step', (_, { body }) => {
    const schema = JSON.parse(readFileSync(join(root, 'schemas/workflow.schema.json'), 'utf8')) as object;
    const steps = parse(inserted(body)) as unknown;
    expect(compileSchema(schema).check({ templateType: 'jsonata', steps })).toEqual([]);
  });

  test.each(snippets('golden'))('%s is JSON with an input', (_, { body }) => {
    expect(JSON.parse(inserted(body))).toMatchObject({ input: { message: {}, destination: {} } });
  });
});
