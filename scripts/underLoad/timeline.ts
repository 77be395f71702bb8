import type { StandardTransformer } from '../../test/io/service/rudderServer/standardTransformer';
import { workersIn, type Running } from './processes';

/** When what goes wrong, in milliseconds from the start of a run of a minute. */
const AWAY_FROM = 10_000;
const AWAY_FOR = 10_000;
const KILLS = [26_000, 40_000];

export interface Mishaps {
  kills: number;
  /** Resolves when all has happened. */
  done: Promise<unknown>;
}

/** Takes the upstream away for a while, and kills workers, the oldest first. */
export function startMishaps(service: Running, upstream: StandardTransformer): Mishaps {
  const mishaps: Mishaps = { kills: 0, done: Promise.resolve() };
  const outage = after(AWAY_FROM)
    .then(() => upstream.takeAway())
    .then(() => after(AWAY_FOR))
    .then(() => upstream.bringUp());
  const kills = KILLS.map(async (moment, index) => {
    await after(moment);
    const victim = workersIn(service.log())[index];
    if (victim !== undefined) {
      process.kill(victim, 'SIGKILL');
      mishaps.kills += 1;
    }
  });
  mishaps.done = Promise.all([outage, ...kills]);
  return mishaps;
}

export function after(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
