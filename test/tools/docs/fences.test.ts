import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { runtimeNames } from '../../../src/runtime/destination/bindings/runtime';
import { compileSchema } from '../../../src/runtime/schema/validator';
import { formatFinding } from '../../../src/runtime/schema/findings';
import { type Fence, fencesOf, pages, placeOf, readPage, root } from './markdown';

const readSchema = (name: string) =>
  compileSchema(JSON.parse(readFileSync(join(root, 'schemas', name), 'utf8')) as object);
const workflow = readSchema('workflow.schema.json');
const manifest = readSchema('destination.schema.json');

const smallWorkflow = { name: 'w', templateType: 'jsonata', steps: [{ name: 's', template: '1' }] };
const smallManifest = {
  name: 'd',
  title: 'D',
  description: 'A destination.',
  links: [],
  features: { processor: 'workflow.yaml' },
  schemas: { config: 'config.schema.json' },
  hosts: ['api.example.com'],
};

/** What is wrong with the YAML of a block; a fragment is put where it belongs in a small whole. */
function problemsOf({ text, attributes }: Fence): string[] {
  const value = parse(text) as Record<string, unknown>;
  const checks: Record<string, () => ReturnType<typeof workflow.check>> = {
    step: () => workflow.check({ ...smallWorkflow, steps: value }),
    workflow: () => workflow.check({ ...smallWorkflow, ...value }),
    manifest: () => manifest.check({ ...smallManifest, ...value }),
    fields: () => [],
    // Steps of another program's pipeline.
    ci: () => [],
  };
  const whole = Object.hasOwn(value, 'steps') ? () => workflow.check(value) : () => manifest.check(value);
  const check = attributes.fragment === undefined ? whole : checks[attributes.fragment];
  return check ? check().map((finding) => formatFinding(finding, 'block')) : ['the fragment is not known'];
}

const fences = pages.flatMap(fencesOf);

it.each(
  fences.filter(({ language }) => language === 'yaml').map((fence) => ({ place: placeOf(fence), fence })),
)('the YAML at $place is what its schema asks for', ({ fence }) => {
  const problems = problemsOf(fence);
  // A block that shows a mistake must be one.
  expect(problems.length > 0 ? problems : 'right').toEqual(
    fence.attributes.wrong ? expect.any(Array) : 'right',
  );
});

it.each(
  fences.filter(({ language }) => language === 'json').map((fence) => ({ place: placeOf(fence), fence })),
)('the JSON at $place can be read', ({ fence }) => {
  expect(() => JSON.parse(fence.text) as unknown).not.toThrow();
});

it('docs/bindings.md has every function that ./runtime binds, and no other', () => {
  const [text = ''] = readPage('docs/bindings.md').split('## Traps');
  const rows = [...text.matchAll(/^\| (`\$.*?) \|/gm)].map(([, cell = '']) => cell);
  const described = rows.flatMap((cell) => [...cell.matchAll(/`\$(\w+)\(/g)].map(([, name = '']) => name));
  expect(described.sort()).toEqual(runtimeNames.filter((name) => name !== 'compiledExecutor').sort());
});
