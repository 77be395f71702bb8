import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { TextEdit } from 'vscode-languageserver/node';
import { formatWorkflow } from '../../../src/tools/format/formatWorkflow';
import { Client } from './client';
import { webhookWorkspace } from './workspace';

const workflow = 'webhook/procWorkflow.yaml';

test('formatting lays out a workflow as destkit format does, and leaves other files alone', async () => {
  const client = await Client.start(webhookWorkspace());
  const format = (file: string) =>
    client.connection.sendRequest<TextEdit[]>('textDocument/formatting', {
      textDocument: { uri: pathToFileURL(join(client.root, file)).href },
      options: { tabSize: 2, insertSpaces: true },
    });
  await client.open(workflow);
  const [before = ''] = /^.* := .*$/m.exec(readFileSync(join(client.root, workflow), 'utf8')) ?? [];
  const after = before.replace(' := ', ':=');
  await client.change(workflow, before, after);
  const text = readFileSync(join(client.root, workflow), 'utf8').replace(before, after);
  expect(await format(workflow)).toMatchObject([{ newText: formatWorkflow(text) }]);
  expect(formatWorkflow(text)).not.toBe(text);
  await client.open('webhook/destination.yaml');
  expect(await format('webhook/destination.yaml')).toEqual([]);
  expect(await client.stop()).toBe(0);
});
