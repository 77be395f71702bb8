import type { Destination } from '../../runtime/destination/destination';
import type { Rejected } from '../../runtime/destination/outcome';
import { createError } from '../../runtime/errors/destkitError';
import { readCases } from '../goldens/cases';
import type { GoldenCase } from '../goldens/goldenCase';
import type { OutputFile } from './outputFile';

export type Implementation = 'cdkV2' | 'native';

interface HostEvent {
  message?: { type?: unknown };
  metadata?: { destinationId?: unknown; workspaceId?: unknown };
  destination?: { Config?: object; DestinationDefinition?: object };
}

type Expected =
  | { outcome: 'transformed'; requests: object[]; output?: unknown }
  | { outcome: 'rejected'; error: Rejected['error'] }
  | { outcome: 'filtered'; reason: string };

interface Request {
  userId?: string | number | boolean | null;
}

interface HostFailure {
  message: string;
  status: number;
  statTags: object;
  step: string | undefined;
}

/**
 * The goldens of the processor and the router in the host's own format. Its tests find every data.ts below the
 * destination's folder; a separate folder leaves the host's files unchanged.
 */
export function renderGoldenData(destination: Destination, implementation: Implementation): OutputFile[] {
  const cases = readCases(destination).filter(({ expected }) => expected !== undefined);
  const broken = cases.find(
    ({ expected }) => typeof (expected as Partial<Expected> | null)?.outcome !== 'string',
  );
  if (broken) {
    throw createError('GOLDEN_INVALID', { problem: `${broken.folder}/output.json has no outcome` });
  }
  return ['processor', 'router'].flatMap((feature) => {
    const data = cases
      .filter((golden) => golden.feature === feature && isTellable(golden, implementation))
      .map((golden) => toHostCase(golden, destination.name, implementation));
    const folder = `test/integrations/destinations/${destination.name}/destkit/${feature}`;
    return data.length === 0
      ? []
      : [
          { path: `${folder}/data.ts`, text: dataText },
          { path: `${folder}/cases.json`, text: `${JSON.stringify(data, null, 2)}\n` },
        ];
  });
}

/** TypeScript cannot infer the type of this many cases, so they are read as JSON. */
const dataText = `import { readFileSync } from 'fs';
import { join } from 'path';

export const data = JSON.parse(readFileSync(join(__dirname, 'cases.json'), 'utf8'));
`;

/**
 * Whether the host can run a golden. Its tests cannot have an empty array of events, its parser refuses the key
 * `__proto__`, and CDK v2 adds the names of steps to an error's message, which the golden of a filtered event does
 * not contain.
 */
function isTellable({ feature, input, expected }: GoldenCase, implementation: Implementation): boolean {
  const { outcome } = expected as Expected;
  const isEmpty = Array.isArray(input) && input.length === 0;
  const isParsed = !JSON.stringify(input).includes('"__proto__":');
  return (
    !isEmpty && isParsed && (implementation === 'native' || feature === 'router' || outcome !== 'filtered')
  );
}

function toHostCase(golden: GoldenCase, name: string, implementation: Implementation): object {
  const { feature, input } = golden;
  const description = golden.name.replaceAll('-', ' ');
  const isRouter = feature === 'router';
  const event = isRouter ? undefined : toHostEvent(golden, name);
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
      pathSuffix: '',
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

/** An event in the host's format: with metadata, and with the name by which the host finds the folder. */
function toHostEvent({ input, options: { profile } }: GoldenCase, name: string): HostEvent {
  const { metadata = {}, destination, ...event } = input as HostEvent;
  const Config = { ...destination?.Config, ...(profile === undefined ? {} : { profile }) };
  const DestinationDefinition = { ...destination?.DestinationDefinition, Name: name.toUpperCase() };
  const hasConfig = destination?.Config !== undefined || profile !== undefined;
  return {
    ...event,
    metadata,
    destination: { ...destination, ...(hasConfig ? { Config } : {}), DestinationDefinition },
  };
}

/** The host returns one output for each request. */
function answers(event: HostEvent, expected: Expected, added: object): object[] {
  const { metadata } = event;
  if (expected.outcome === 'transformed') {
    return expected.requests.map((request) => {
      const { userId } = request as Request;
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

/** For the host, a missing userId is empty. */
function toText(userId: Request['userId']): string {
  return userId ? String(userId) : '';
}

function tags(name: string, feature: string, implementation: Implementation): object {
  return { destType: name.toUpperCase(), module: 'destination', implementation, feature };
}

function connectionOf(metadata: HostEvent['metadata']): object {
  return { destinationId: metadata?.destinationId, workspaceId: metadata?.workspaceId };
}

/** The host adds its tags to errors, and converts userIds to strings. */
function tagRouter({ expected }: GoldenCase, name: string, implementation: Implementation): unknown[] {
  const { output } = expected as { output: RouterAnswer[] };
  const added = { ...tags(name, 'router', implementation), ...connectionOf(output[0]?.metadata[0]) };
  return output.map(({ statTags, batchedRequest, ...answer }) => ({
    ...answer,
    ...(statTags ? { statTags: { ...statTags, ...added } } : {}),
    ...(batchedRequest ? { batchedRequest: withTextIds(batchedRequest) } : {}),
  }));
}

interface RouterAnswer {
  metadata: HostEvent['metadata'][];
  statTags?: object;
  batchedRequest?: Request | Request[];
}

function withTextIds(requests: Request | Request[]): Request | Request[] {
  if (Array.isArray(requests)) {
    return requests.map((request) =>
      request.userId === undefined || request.userId === null ? request : withTextId(request),
    );
  }
  return requests.userId ? withTextId(requests) : requests;
}

function withTextId(request: Request): Request {
  return { ...request, userId: String(request.userId) };
}
