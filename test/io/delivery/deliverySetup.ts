import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  defaultSettings,
  Delivery,
  type DeliveryResult,
  type DeliverySettings,
} from '../../../src/io/delivery/delivery';
import type { Write } from '../../../src/io/delivery/journal/appendFile';
import type { PlannedEvent, SourceLine } from '../../../src/io/delivery/request';
import type { Answer } from '../../../src/io/delivery/send';
import { judgeByStatus } from '../../../src/io/delivery/verdict';
import { request } from './requests';
import { temporaryFolder } from '../../temporaryFolder';

/** An event of these tests: its ordering key, and the names of its requests. */
export interface TestEvent {
  key?: string;
  sends?: string[];
  rejected?: boolean;
}

export type TestLine = TestEvent | TestEvent[] | 'blank';

export interface DeliverySetup {
  /** The journal's directory. */
  folder: string;
  lines: TestLine[];
  /** The names of the requests that were received, in order. */
  received: string[];
  /** The answer of the destination to a request that it has received `before` times already. */
  answer: (name: string, before: number) => Answer | 'hang' | Promise<Answer>;
  /** The maximum number of concurrent requests. */
  peak: number;
}

export const ok: Answer = { status: 200, headers: {}, body: '' };
export const status = (code: number, headers: Record<string, string> = {}): Answer => ({
  status: code,
  headers,
  body: '',
});
export const silence: Answer = { message: 'no answer', mayHaveArrived: true };

export function createSetup(lines: TestLine[], answer: DeliverySetup['answer'] = () => ok): DeliverySetup {
  return {
    folder: join(temporaryFolder(), 'journal'),
    lines,
    received: [],
    answer,
    peak: 0,
  };
}

export interface RunOptions extends Partial<DeliverySettings> {
  retryRejected?: boolean;
  write?: Write;
  signal?: AbortSignal;
  owner?: string;
  onLine?: (line: number) => void;
}

/** One run of a delivery in a setup. */
export async function run(setup: DeliverySetup, options: RunOptions = {}): Promise<DeliveryResult> {
  const { retryRejected = false, write, signal, owner = 'test', onLine, ...settings } = options;
  const delivery = new Delivery({
    settings: { ...defaultSettings, backoff: 1, ...settings },
    lines: () => batches(setup.lines, onLine),
    plan: ({ text }) => Promise.resolve([JSON.parse(text) as TestEvent | TestEvent[]].flat().map(planEvent)),
    judge: judgeByStatus,
    hosts: ['api.example'],
    secretHeaders: [],
    credentialKeys: ['apiKey', 'apiSecret'],
    journal: { folder: setup.folder, owner, retryRejected, write },
    signal,
    countRest: true,
    sender: createSender(setup),
  });
  return delivery.run();
}

function planEvent(event: TestEvent): PlannedEvent {
  const { key, sends = [], rejected } = event;
  return {
    requests: sends.map((name) => request({ body: { JSON: { name } }, userId: key })),
    replay: { message: event },
    secrets: [],
    ...(rejected && { rejected: { code: 'EVENT_REJECTED', message: 'no such event' } }),
  };
}

async function* batches(
  lines: TestLine[],
  onLine?: (line: number) => void,
): AsyncGenerator<SourceLine[], void> {
  for (const [index, line] of lines.entries()) {
    if (line !== 'blank') {
      onLine?.(index + 1);
      // Reading takes its time, in which what was read before may be sent.
      await nextTurn();
      yield [{ line: index + 1, text: JSON.stringify(line) }];
    }
  }
}

function createSender(setup: DeliverySetup) {
  let underWay = 0;
  const asked = new Map<string, number>();
  return {
    async send({ body }: { body: string | undefined }): Promise<Answer> {
      const { name } = JSON.parse(body ?? '{}') as { name: string };
      const before = asked.get(name) ?? 0;
      asked.set(name, before + 1);
      underWay += 1;
      setup.peak = Math.max(setup.peak, underWay);
      // Answers come in an order of their own.
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 2));
      const answer = await setup.answer(name, before);
      underWay -= 1;
      if (answer === 'hang') {
        return new Promise(() => undefined);
      }
      if ('status' in answer && answer.status === 200) {
        setup.received.push(name);
      }
      return answer;
    },
    close: () => undefined,
  };
}

export function journalText(setup: DeliverySetup): string {
  return readFileSync(join(setup.folder, 'journal'), 'utf8');
}

export function rejectedEvents(file: string | null): Record<string, unknown>[] {
  const text = file === null ? '' : readFileSync(file, 'utf8');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}
