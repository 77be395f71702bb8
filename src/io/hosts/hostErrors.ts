import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describeFailure } from '../../runtime/workflow/failure';

/** The fields of an error that a host reads. */
export interface HostErrorFields {
  status: number;
  statTags: object;
  destinationResponse?: unknown;
}

type BaseError = new (
  message: string,
  status: number,
  statTags: object,
  destinationResponse?: unknown,
) => Error;

/**
 * Creates errors for rudder-transformer, which keeps the fields of an error only if it is an instance of its own
 * BaseError.
 */
export class HostErrors {
  private loaded: { BaseError?: BaseError } | undefined;

  /** @param folder a folder of the host, from which its packages are resolved */
  constructor(private readonly folder: string) {}

  create(message: string, fields: HostErrorFields): Error {
    const { BaseError } = this.load();
    const { status, statTags, destinationResponse } = fields;
    return BaseError
      ? new BaseError(message, status, statTags, destinationResponse)
      : Object.assign(new Error(message), fields);
  }

  /** Converts an error of a step into the host's error; in other hosts, returns it unchanged. */
  from(thrown: unknown): unknown {
    const { BaseError } = this.load();
    if (!BaseError || thrown instanceof BaseError) {
      return thrown;
    }
    const { message, status, statTags } = describeFailure(thrown);
    return this.create(message, { status, statTags });
  }

  private load(): { BaseError?: BaseError } {
    if (!this.loaded) {
      try {
        const load = createRequire(join(this.folder, 'runtime.js'));
        this.loaded = load('@rudderstack/integrations-lib') as { BaseError: BaseError };
      } catch {
        this.loaded = {};
      }
    }
    return this.loaded;
  }
}
