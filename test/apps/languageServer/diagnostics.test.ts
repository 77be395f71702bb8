import { Client } from './client';
import { webhookWorkspace } from './workspace';

const workflow = 'webhook/procWorkflow.yaml';
let client: Client;

beforeAll(async () => {
  client = await Client.start(webhookWorkspace());
  await client.open(workflow);
});

afterAll(async () => {
  expect(await client.stop()).toBe(0);
  expect(client.messages).toEqual([]);
});

function shown(file = workflow): object[] {
  return (client.diagnostics.get(file) ?? []).map(({ code, message, range }) => ({
    code,
    message,
    text: client.slice(file, range),
  }));
}

test('a sound destination has no diagnostics', () => {
  expect(shown()).toEqual([]);
});

test('a mistake in an open file is reported where it is, and is gone when it is corrected', async () => {
  await client.change(workflow, '$outputs.message)', '$outputs.mesage)');
  expect(shown()).toContainEqual({
    code: 'unknown-output',
    message: 'there is no step mesage before this one; did you mean $outputs.message?',
    text: 'mesage',
  });
  expect(client.diagnostics.get(workflow)?.[0]?.codeDescription?.href).toMatch(
    /docs\/lint.md#unknown-output$/,
  );
  await client.change(workflow, '$outputs.mesage)', '$outputs.message)');
  expect(shown()).toEqual([]);
});

test('a step that is read too early names the place of the step', async () => {
  await client.change(workflow, '$validateConfig(destination.Config)', '$outputs.text');
  const early = client.diagnostics.get(workflow)?.find(({ code }) => code === 'unknown-output');
  const [related] = early?.relatedInformation ?? [];
  expect(related?.location.range.start).toEqual(client.position(workflow, '- name: |text'));
  await client.change(workflow, 'template: $outputs.text', 'template: $validateConfig(destination.Config)');
});

test('files that are not open are reported too', async () => {
  await client.open('webhook/destination.yaml');
  await client.change('webhook/destination.yaml', 'procWorkflow.yaml', 'procWorkflw.yaml');
  expect(shown('webhook/destination.yaml')[0]).toMatchObject({
    code: 'yaml-and-schema',
    text: 'procWorkflw.yaml',
  });
  await client.change('webhook/destination.yaml', 'procWorkflw.yaml', 'procWorkflow.yaml');
  expect(shown('webhook/destination.yaml')).toEqual([]);
});

test('errors of loading that lint does not find are reported as well', async () => {
  const schema = 'webhook/config.schema.json';
  await client.open(schema);
  const text =
    '{"type": "object", "properties": {}, "definitions": {"a": {"$id": "x"}, "b": {"$id": "x", "type": "object"}}}';
  await client.splice(schema, 0, client.text(schema).length, text);
  const loadErrors = () =>
    (client.diagnostics.get(schema) ?? []).filter(({ code }) => code === 'FILE_SCHEMA');
  while (loadErrors().length === 0) {
    await client.untilChecked();
  }
  expect(loadErrors()[0]?.codeDescription?.href).toMatch(/docs\/errors.md#file_schema$/);
  expect(loadErrors()[0]?.message).toContain('the schema cannot be used');
});
