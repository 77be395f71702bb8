import type { Destination } from '../../runtime/destination/destination';
import type { Rejected } from '../../runtime/destination/outcome';
import { readCases } from '../goldens/cases';
import type { GoldenCase } from '../goldens/goldenCase';
import type { OutputFile } from './outputFile';

export type Implementation = 'cdkV2' | 'native';

interface HostEvent {
  message?: { type?: unknown };
  metadata?: { destinationId?: unknown; workspaceId?: unknown };
  destination?: { Config?: object };
}

type Expected =
  | { outcome: 'transformed'; requests: object[]; output?: unknown }
  | { outcome: 'rejected'; error: Rejected['error'] }
  | { outcome: 'filtered'; reason: string };

interface HostFailure {
  message: string;
  status: number;
  statTags: object;
  step: string | undefined;
}

/** The goldens of the processor and the router in the host's own format, below its folder of tests. */
export function renderGoldenData(destination: Destination, implementation: Implementation): OutputFile[] {
  const cases = readCases(destination).filter(({ expected }) => expected !== undefined);
  return ['processor', 'router'].flatMap((feature) => {
    const data = cases
      .filter((golden) => golden.feature === feature && isTellable(golden, implementation))
      .map((golden) => toHostCase(golden, destination.name, implementation));
    const text = `export const data = ${JSON.stringify(data, null, 2)};\n`;
    const path = `test/integrations/destinations/${destination.name}/${feature}/data.ts`;
    return data.length === 0 ? [] : [{ path, text }];
  });
}

/** CDK v2 wraps the message of an error in the names of steps, and a golden does not say where an event was left out. */
function isTellable({ feature, expected }: GoldenCase, implementation: Implementation): boolean {
  const { outcome } = expected as Expected;
  return implementation === 'native' || feature === 'router' || outcome !== 'filtered';
}

function toHostCase(golden: GoldenCase, name: string, implementation: Implementation): object {
  const { feature, input } = golden;
  const description = golden.name.replaceAll('-', ' ');
  const isRouter = feature === 'router';
  const event = isRouter ? undefined : withProfile(golden);
  return {
    id: `${name}-${feature}-${golden.name}`,
    name,
    description,
    scenario: 'Business',
    successCriteria: description,
    feature,
    module: 'destination',
    version: 'v0',
    input: {
      request: { method: 'POST', body: isRouter ? { input, destType: name } : [event] },
      pathSuffix: isRouter ? '' : `/${name}`,
    },
    output: {
      response: {
        status: 200,
        body: isRouter
          ? { output: tagRouter(golden, name, implementation) }
          : answers(event ?? {}, golden.expected as Expected, tags(name, 'processor', implementation)),
      },
    },
  };
}

function withProfile({ input, options }: GoldenCase): HostEvent {
  const event = input as HostEvent;
  const { profile } = options;
  return profile === undefined
    ? event
    : { ...event, destination: { ...event.destination, Config: { ...event.destination?.Config, profile } } };
}

/** The host answers with one output for each request. */
function answers(event: HostEvent, expected: Expected, added: object): object[] {
  const { metadata } = event;
  if (expected.outcome === 'transformed') {
    return expected.requests.map((request) => {
      const { userId } = request as { userId?: unknown };
      return { output: { ...request, userId: toText(userId) }, metadata, statusCode: 200 };
    });
  }
  const { message, status, statTags, step } = failureOf(expected);
  const isWrapped = (added as { implementation: Implementation }).implementation === 'cdkV2';
  const error = isWrapped
    ? `${message}: Workflow: procWorkflow, Step: ${String(step)}, ChildStep: undefined, OriginalError: ${message}`
    : message;
  return [
    { error, statTags: { ...statTags, ...added, ...connectionOf(metadata) }, metadata, statusCode: status },
  ];
}

function failureOf(expected: Exclude<Expected, { outcome: 'transformed' }>): HostFailure {
  if (expected.outcome === 'filtered') {
    const statTags = { errorCategory: 'dataValidation', errorType: 'instrumentation' };
    return { message: expected.reason, status: 298, statTags, step: undefined };
  }
  const { message, status, statTags, step } = expected.error;
  return { message, status, statTags, step: step?.split('.')[0] };
}

function toText(userId: unknown): string {
  if (!userId) {
    return '';
  }
  return typeof userId === 'string' ? userId : JSON.stringify(userId);
}

function tags(name: string, feature: string, implementation: Implementation): object {
  return { destType: name.toUpperCase(), module: 'destination', implementation, feature };
}

function connectionOf(metadata: HostEvent['metadata']): object {
  return { destinationId: metadata?.destinationId, workspaceId: metadata?.workspaceId };
}

/** The host adds its tags to the answers of a router that are errors. */
function tagRouter({ expected }: GoldenCase, name: string, implementation: Implementation): unknown {
  const { output } = expected as { output: { statTags?: object; metadata: HostEvent['metadata'][] }[] };
  return output.map((answer) =>
    answer.statTags
      ? {
          ...answer,
          statTags: {
            ...answer.statTags,
            ...tags(name, 'router', implementation),
            ...connectionOf(answer.metadata[0]),
          },
        }
      : answer,
  );
}
