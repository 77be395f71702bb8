export const logLevels = ['debug', 'info', 'warn', 'error'] as const;
export type LogLevel = (typeof logLevels)[number];

/**
 * The fields of a log line in addition to its message: information on the service, never a part of an event or a
 * setting.
 */
export type LogFields = Record<string, string | number | boolean | undefined>;
export type Log = (level: LogLevel, message: string, fields?: LogFields) => void;

/** A log of JSON lines with this level or a higher one. */
export function createLog(least: LogLevel, write: (line: string) => void = writeToStderr): Log {
  const order = logLevels.indexOf(least);
  return (level, message, fields = {}) => {
    if (logLevels.indexOf(level) >= order) {
      const line = { time: new Date().toISOString(), level, message, pid: process.pid, ...fields };
      write(`${JSON.stringify(line)}\n`);
    }
  };
}

function writeToStderr(line: string): void {
  process.stderr.write(line);
}

/** The kind of an error for the log: its class and code, not its message, which may quote an event. */
export function kindOf(error: unknown): string {
  const { name, code } = (error ?? {}) as { name?: unknown; code?: unknown };
  return [name, code].filter((part) => typeof part === 'string').join(' ') || typeof error;
}
