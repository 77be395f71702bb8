/** Seconds of the processor that this process has used: unlike those of the clock, the same on a busy machine. */
export function secondsUsed(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}
