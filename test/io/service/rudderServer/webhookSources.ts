import type { Clock } from './clock';
import { goJson } from './goJson';
import { fields } from './requestShape';
import { workspaceId, type Side } from './setup';
import { CallFailed, type Reply, type TransformerClient } from './transformerClient';

export interface WebhookCall {
  /** Of the source's definition, such as `kochava`. */
  sourceType: string;
  method: string;
  query: Record<string, string[]>;
  body: string;
  expected: Side;
}

/** What the caller of a webhook gets, and the messages that go on to the destinations. */
export interface WebhookResult {
  status: number;
  reason: string;
  messages: unknown[];
}

const RETRIES = 5;
const RETRY_MS = 100;

/** Has the transformer turn calls of one vendor into messages; each call gets its own result. */
export async function takeWebhooks(
  calls: readonly WebhookCall[],
  client: TransformerClient,
  clock: Clock,
): Promise<WebhookResult[]> {
  const [first] = calls;
  if (!first) {
    return [];
  }
  const failAll = (status: number, reason: string) =>
    calls.map((): WebhookResult => ({ status, reason, messages: [] }));
  let reply: Reply;
  try {
    reply = await post(first, render(calls), client, clock);
  } catch (error) {
    if (!(error instanceof CallFailed)) {
      throw error;
    }
    return failAll(503, error.message);
  }
  if (reply.status !== 200) {
    return failAll(500, `the transformer answered ${String(reply.status)}`);
  }
  const answers = parseList(reply.text);
  return answers?.length === calls.length
    ? answers.map(judge)
    : failAll(500, 'the answer has another length');
}

async function post(
  { sourceType, expected }: WebhookCall,
  body: string,
  client: TransformerClient,
  clock: Clock,
): Promise<Reply> {
  for (let retries = 0; ; retries += 1) {
    try {
      const reply = await client.send({ path: `/v2/sources/${sourceType.toLowerCase()}`, body, expected });
      if (reply.status < 500 || retries >= RETRIES) {
        return reply;
      }
    } catch (error) {
      if (!(error instanceof CallFailed) || retries >= RETRIES) {
        throw error;
      }
    }
    await clock.pause(RETRY_MS);
  }
}

function render(calls: readonly WebhookCall[]): string {
  return goJson(
    calls.map(({ sourceType, method, query, body }) => ({
      request: {
        method,
        url: `/v1/webhook?${renderQuery(query)}`,
        proto: 'HTTP/1.1',
        headers: { 'Content-Type': ['application/json'] },
        query_parameters: query,
        body,
      },
      source: {
        ID: `source-${sourceType}`,
        Name: sourceType,
        SourceDefinition: { ID: `definition-${sourceType}`, Name: sourceType, Category: 'webhook' },
        Config: {},
        Enabled: true,
        WorkspaceID: workspaceId,
      },
    })),
  );
}

function renderQuery(query: Record<string, string[]>): string {
  const pairs = Object.entries(query).flatMap(([name, values]) =>
    values.map((value): [string, string] => [name, value]),
  );
  return new URLSearchParams(pairs).toString();
}

function judge(answer: unknown): WebhookResult {
  const { output, error, statusCode, outputToSource } = fields(answer);
  if (typeof error === 'string' && error !== '') {
    return { status: Number(statusCode ?? 400), reason: error, messages: [] };
  }
  if (output === undefined && outputToSource === undefined) {
    return { status: 500, reason: 'the answer has no output', messages: [] };
  }
  const { batch } = fields(output);
  return { status: 200, reason: '', messages: Array.isArray(batch) ? (batch as unknown[]) : [] };
}

function parseList(text: string): unknown[] | undefined {
  try {
    const parsed = JSON.parse(text) as unknown;
    return Array.isArray(parsed) ? (parsed as unknown[]) : undefined;
  } catch {
    return undefined;
  }
}
