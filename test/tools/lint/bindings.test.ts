import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Binding } from '../../../src/runtime/destination/bindings/binding';
import { bindings } from '../../../src/runtime/destination/bindings/runtime';
import { nodeFiles } from '../../../src/runtime/destination/nodeFiles';
import { lintDestination } from '../../../src/tools/lint/run';
import { temporaryFolder } from '../../temporaryFolder';

// Written out, so that nobody lets a secret out, or calls a step that ends events unused, without noticing it here.
const secrets: Record<string, NonNullable<Binding['secret']>> = {
  ...{ hmacSha256: 'hash', sha1: 'hash', sha256: 'hash' },
  ...{ isEmpty: 'question', isScalar: 'question', truthy: 'question' },
  ...{ ensure: 'condition', filterOut: 'condition' },
};
const ending = ['ensure', 'filterOut', 'validateConfig'];

/** What a binding is called with -> the names of those for which lint reports a rule. */
async function reported(rule: string, templateOf: (name: string) => string): Promise<string[]> {
  const names = [...bindings.keys()];
  const head = [
    'name: processor',
    'templateType: jsonata',
    'executor: compiledExecutor',
    'bindings: [{path: ./runtime}]',
    'steps:',
    '  - {name: config, template: $validateConfig(destination.Config)}',
  ];
  const steps = names.map((name) => `  - {name: ${name}, template: '${templateOf(name)}'}`);
  const last = "  - {name: last, template: '$outputs.config'}";
  const folder = temporaryFolder();
  const write = (file: string, text: string) => {
    writeFileSync(join(folder, file), text);
  };
  write('workflow.yaml', [...head, ...steps, last, ''].join('\n'));
  write(
    'config.schema.json',
    '{"type": "object", "additionalProperties": false, "properties": {"secretKey": {"type": "string", "x-secret": true}}}',
  );
  write(
    'destination.yaml',
    'name: d\ntitle: D\ndescription: D.\nlinks: []\nfeatures: {processor: workflow.yaml}\nschemas: {config: config.schema.json}\nhosts: [a.example]\n',
  );
  const { findings } = await lintDestination(folder, nodeFiles);
  const lines = findings.filter((finding) => finding.rule === rule).map(({ at }) => at.line);
  return names.filter((_, index) => lines.includes(head.length + index + 1));
}

const secret = '$outputs.config.secretKey';
const named = (test: (binding: Binding) => boolean) =>
  [...bindings].flatMap(([name, binding]) => (test(binding) ? [name] : []));

it('reports a secret that any other binding gets', async () => {
  const safe = Object.keys(secrets);
  expect(await reported('secret-leak', (name) => `$${name}(${secret}, "x")`)).toEqual(
    [...bindings.keys()].filter((name) => !safe.includes(name)),
  );
});

it('reports a secret in the message of a condition', async () => {
  const safe = Object.keys(secrets).filter((name) => secrets[name] !== 'condition');
  expect(await reported('secret-leak', (name) => `$${name}("x", ${secret})`)).toEqual(
    [...bindings.keys()].filter((name) => !safe.includes(name)),
  );
});

it('finds a use in a step that may end the event', async () => {
  expect(await reported('unused-step', (name) => `$${name}(message, "x")`)).toEqual(
    [...bindings.keys()].filter((name) => !ending.includes(name)),
  );
});

it('knows the fields of what a binding returns', async () => {
  expect(await reported('unknown-path', (name) => `$${name}($outputs.config).other`)).toEqual(
    named(({ shape }) => shape !== 'scalar' && shape !== 'unknown'),
  );
  // What is not known may have any field, also together with something that is known.
  expect(
    await reported('unknown-path', (name) => `$append($${name}($outputs.config), $outputs.config).other`),
  ).toEqual(named(({ shape }) => shape !== 'unknown'));
});
