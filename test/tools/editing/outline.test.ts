import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isScalar } from 'yaml';
import { TextDocument } from '../../../src/runtime/schema/document';
import { readOutline } from '../../../src/tools/editing/outline';

const roots = ['destinations/kochava', 'test/fixtures/destinations', 'templates'];

function yamlFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => join(folder, file));
}

test.each(roots.flatMap(yamlFiles))('%s has the scalars that the parser finds', (file) => {
  const document = new TextDocument(file, readFileSync(file, 'utf8'));
  for (const { path, value, key } of readOutline(document.text)) {
    const node = document.nodeAt(path);
    expect({ path, isThere: node !== undefined || value === undefined }).toEqual({ path, isThere: true });
    if (key) {
      expect(document.text.slice(key.start, key.end).replace(/"/g, '')).toBe(path.at(-1));
    }
    if (value && isScalar(node) && (value.style === 'literal' || value.style === 'plain')) {
      expect(value.text.replace(/\n(?=.)/g, value.style === 'plain' ? ' ' : '\n')).toBe(
        node.source ?? node.value,
      );
      const offset = Math.floor(value.text.trimEnd().length / 2);
      expect(document.text.charAt(value.toFile(offset))).toBe(value.text.charAt(offset));
      expect(value.toText(value.toFile(offset))).toBe(offset);
    }
  }
});

test('a file that is being typed has an outline too', () => {
  const text = 'name: a\nsteps:\n  - name: first\n    templ\n    else:\n  - na';
  const shown = readOutline(text).map(({ path, hasColon }) => [path.join('/'), hasColon]);
  expect(shown).toEqual([
    ['name', true],
    ['steps', true],
    ['steps/0/name', true],
    ['steps/0/templ', false],
    ['steps/0/else', true],
    ['steps/1', false],
  ]);
});
