import {
  TOKEN_HEADER,
  type FileChange,
  type FolderSnapshot,
  type Refusal,
  type SaveConflict,
  type Saved,
  type SchemaCode,
  type StudioFile,
  type SandboxRun,
  type SandboxRunResult,
} from '../contract';

/** The calls of the studio's server. Each throws an Error with a message for the user. */
export class Api {
  constructor(private readonly token: string) {}

  folder(): Promise<FolderSnapshot> {
    return this.json('GET', '/api/folder');
  }

  goldens(): Promise<StudioFile[]> {
    return this.json('GET', '/api/goldens');
  }

  async events(): Promise<string> {
    return (await this.call('GET', '/api/events')).text();
  }

  /** The validator of a schema. @param text the text of the schema's file */
  schemaCode(text: string): Promise<SchemaCode> {
    return this.json('POST', '/api/schema', text);
  }

  sendToSandbox(run: SandboxRun): Promise<SandboxRunResult> {
    return this.json('POST', '/api/sandbox', JSON.stringify(run));
  }

  /** @param known the hash of the version that was read; undefined for a new file */
  async save(path: string, text: string, known: string | undefined): Promise<Saved | SaveConflict> {
    const headers = known === undefined ? {} : { 'if-match': `"${known}"` };
    return this.json('PUT', `/api/file?path=${encodeURIComponent(path)}`, text, headers);
  }

  /** Listens indefinitely for files that change on disk. `onGone` is called if the server stops. */
  async changes(onChange: (change: FileChange) => void, onGone: () => void): Promise<void> {
    try {
      const { body } = await this.call('GET', '/api/changes');
      const reader = body?.pipeThrough(new TextDecoderStream()).getReader();
      let text = '';
      for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
        const events = `${text}${part.value}`.split('\n\n');
        text = events.pop() ?? '';
        events.forEach((event) => {
          onChange(JSON.parse(event.replace(/^data: /, '')) as FileChange);
        });
      }
    } catch {
      // Reported below, like the end of the stream.
    }
    onGone();
  }

  private async json<T>(method: string, path: string, body?: string, headers = {}): Promise<T> {
    return (await (await this.call(method, path, body, headers)).json()) as T;
  }

  private async call(method: string, path: string, body?: string, headers = {}): Promise<Response> {
    const all = { [TOKEN_HEADER]: this.token, ...headers };
    const response = await fetch(path, {
      method,
      headers: all,
      ...(body === undefined ? {} : { body }),
    }).catch(() => {
      throw new Error('The studio does not answer: start "destkit studio" again, and open the new address.');
    });
    // A conflict is not an error.
    if (!response.ok && response.status !== 409) {
      const { error } = (await response.json()) as Refusal;
      throw new Error(`${error.message}. ${error.fix}`);
    }
    return response;
  }
}
