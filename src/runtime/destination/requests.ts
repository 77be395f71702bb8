import { createError } from '../errors/destkitError';
import type { Json } from '../jsonata/plain';
import type { Envelope } from './outcome';

const REMEMBERED_ENDPOINTS = 1000;

/**
 * Converts a workflow's output into envelopes, and checks them: they must be well-formed and use only hosts of the
 * manifest.
 */
export class RequestGate {
  private readonly hosts: ReadonlySet<string> | undefined;
  private readonly allowed = new Set<string>();

  /** @param hosts undefined when requests may go anywhere */
  constructor(hosts: readonly string[] | undefined) {
    this.hosts = hosts && new Set(hosts);
  }

  /** @throws WORKFLOW_NO_OUTPUT, HOST_NOT_ALLOWED */
  admit(output: Json | undefined): Envelope[] {
    if (!Array.isArray(output)) {
      return [this.admitOne(output)];
    }
    if (output.length === 0) {
      throw createError('WORKFLOW_NO_OUTPUT', { problem: 'an empty list of requests' });
    }
    return output.map((candidate) => this.admitOne(candidate));
  }

  private admitOne(candidate: Json | undefined): Envelope {
    if (!isEnvelope(candidate)) {
      throw createError('WORKFLOW_NO_OUTPUT', { problem: 'the last step gave no envelope' });
    }
    this.ensureAllowed(candidate.endpoint);
    return candidate;
  }

  private ensureAllowed(endpoint: string): void {
    if (!this.hosts || this.allowed.has(endpoint)) {
      return;
    }
    const url = URL.canParse(endpoint) ? new URL(endpoint) : undefined;
    if (url?.protocol !== 'https:' || !this.hosts.has(url.host)) {
      throw createError('HOST_NOT_ALLOWED', { endpoint: url ? url.origin : 'an address that is not a URL' });
    }
    if (this.allowed.size >= REMEMBERED_ENDPOINTS) {
      this.allowed.clear();
    }
    this.allowed.add(endpoint);
  }
}

function isEnvelope(value: unknown): value is Envelope {
  return (
    typeof value === 'object' &&
    value !== null &&
    typeof (value as { endpoint?: unknown }).endpoint === 'string' &&
    typeof (value as { body?: unknown }).body === 'object'
  );
}
