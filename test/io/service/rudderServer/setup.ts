/** A customer's event, as a source sends it. */
export interface SourceEvent {
  type: string;
  /** The mark by which an event is found again in whatever is made of it: `ev-000001`. */
  messageId: string;
  anonymousId?: string;
  userId?: string;
  [key: string]: unknown;
}

export interface DestinationSetup {
  id: string;
  /** The name of its definition, upper case. */
  name: string;
  config: Record<string, unknown>;
  /** What the definition asks for; the router counts only when `/features` offers it. */
  transformAt: 'processor' | 'router';
  /** Whether requests go through the transformer's proxy. */
  usesProxy: boolean;
  /** Pending jobs of one key above which its order is given up; 0: never. */
  orderThreshold: number;
  /** Who has to answer calls for it. */
  answeredBy: Side;
}

/** Who answers a call: the service under test, or its upstream, the standard transformer. */
export type Side = 'service' | 'upstream';

export interface SourceSetup {
  id: string;
  hasUserTransformation: boolean;
  destinations: DestinationSetup[];
}

export const workspaceId = 'workspace-1';

const MARK = /ev-\d{6}/g;

export function markOf(number: number): string {
  return `ev-${String(number).padStart(6, '0')}`;
}

/** The marks of all events that a text was made of. */
export function marksIn(text: string): Set<string> {
  return new Set(text.match(MARK) ?? []);
}

/** What requests of one user are in order by. */
export function orderKeyOf({ anonymousId = '', userId = '' }: SourceEvent): string {
  return `${anonymousId}<<>>${userId}`;
}

/** A destination in the form that calls contain. */
export function describeDestination({ id, name, config }: DestinationSetup): object {
  return {
    ID: id,
    Name: name.toLowerCase(),
    DestinationDefinition: { ID: `definition-${id}`, Name: name, DisplayName: name, Config: {} },
    Config: config,
    Enabled: true,
    WorkspaceID: workspaceId,
    Transformations: [],
    IsProcessorEnabled: true,
    RevisionID: 'revision-1',
  };
}
