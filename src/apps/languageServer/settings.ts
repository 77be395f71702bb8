import type { Connection, InitializeParams } from 'vscode-languageserver/node';
import { isObject } from '../../runtime/isObject';

/** What a user can choose, under `destkit` in the editor's settings. */
export interface Settings {
  /** Values of the example at the ends of lines. */
  inlayHints: boolean;
}

/** The settings of an editor; those that it started the server with, if it has no others. */
export class SettingsReader {
  current: Settings;
  private readonly canAsk: boolean;

  constructor(
    private readonly connection: Connection,
    { capabilities, initializationOptions }: InitializeParams,
  ) {
    this.canAsk = capabilities.workspace?.configuration === true;
    const given: unknown = initializationOptions;
    this.current = readSettings(isObject(given) ? (given.destkit ?? given) : given);
  }

  /** @param pushed what the editor sent by itself */
  async update(pushed?: unknown): Promise<void> {
    const own = isObject(pushed) ? pushed.destkit : undefined;
    const asked: unknown = this.canAsk
      ? await this.connection.workspace.getConfiguration('destkit').catch(() => undefined)
      : undefined;
    if (isObject(asked ?? own)) {
      this.current = readSettings(asked ?? own);
    }
  }
}

function readSettings(value: unknown): Settings {
  return { inlayHints: isObject(value) && value.inlayHints === true };
}
