/** The exit codes of destkit commands. */
export const exitCodes = {
  /** Success. */
  ok: 0,
  /** The command ran and found a problem: a golden that differs, a rejected event with --strict. */
  findings: 1,
  /** Wrong usage, or files (config, destination, input) that cannot be used. */
  usage: 2,
  /** The destination refused the credentials. */
  credentials: 3,
  /** An internal error of destkit. */
  internal: 70,
  /** Ctrl-C, with the exit code that shells use. */
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
