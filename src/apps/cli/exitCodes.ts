/** What a destkit command tells the shell. */
export const exitCodes = {
  /** The command did what it was asked to. */
  ok: 0,
  /** It ran, and found something: a golden that differs, a rejected event under --strict. */
  findings: 1,
  /** It was used wrongly, or its files (config, destination, input) cannot be used. */
  usage: 2,
  /** The destination refused the credentials. */
  credentials: 3,
  /** A fault of destkit itself. */
  internal: 70,
  /** Ctrl-C, as shells count it. */
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
