/** One thing to be timed: does its work `rounds` times over all of its cases. */
export interface Contestant {
  name: string;
  /** How many operations one call of `run` makes. */
  operations: number;
  run: () => Promise<void> | void;
}

export interface Figure {
  name: string;
  /** Median over the rounds, in microseconds per operation. */
  micros: number;
  /** Half the distance between the quartiles, as a share of the median. */
  spread: number;
}

const ROUND_MS = 250;

/**
 * V8 optimises a large function only after it has run for more than a second; until then its time is that of
 * unoptimised code.
 */
const WARM_UP_MS = 3000;

/**
 * Times contestants in interleaved rounds, so that a machine that slows down slows all of them. Each is warmed up
 * first and repeated until a round is long enough to be measured.
 */
export async function measure(contestants: readonly Contestant[], rounds: number): Promise<Figure[]> {
  const repeats: number[] = [];
  for (const { run } of contestants) {
    repeats.push(await calibrate(run));
  }
  const samples = contestants.map((): number[] => []);
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, { run, operations }] of contestants.entries()) {
      const count = repeats[index] ?? 1;
      const started = performance.now();
      for (let repeat = 0; repeat < count; repeat += 1) {
        await run();
      }
      samples[index]?.push(((performance.now() - started) * 1000) / (count * operations));
    }
  }
  return contestants.map(({ name }, index) => summarize(name, samples[index] ?? []));
}

/** Warms up and tells how many repeats make a round. */
async function calibrate(run: Contestant['run']): Promise<number> {
  const end = performance.now() + WARM_UP_MS;
  while (performance.now() < end) {
    await run();
  }
  for (let count = 1; ; count *= 2) {
    const started = performance.now();
    for (let repeat = 0; repeat < count; repeat += 1) {
      await run();
    }
    if (performance.now() - started >= ROUND_MS) {
      return count;
    }
  }
}

function summarize(name: string, samples: readonly number[]): Figure {
  const sorted = [...samples].sort((first, second) => first - second);
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))] ?? 0;
  const micros = at(0.5);
  return { name, micros, spread: (at(0.75) - at(0.25)) / 2 / micros };
}
