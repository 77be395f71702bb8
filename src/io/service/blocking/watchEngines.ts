import type { Engines } from '../../../runtime/destination/destination';
import type { EventWatch } from './eventWatch';

type CreateEngine = Engines[keyof Engines];

/** The same engines, which tell what they run. A workflow that waits is watched until it waits for the first time. */
export function watchEngines(engines: Engines, destination: string, watch: EventWatch): Engines {
  const watched =
    (create: CreateEngine): CreateEngine =>
    async (source, options) => {
      const engine = await create(source, options);
      return {
        run(input, now) {
          watch.begin(destination, input);
          try {
            return engine.run(input, now);
          } finally {
            watch.end();
          }
        },
      };
    };
  return { compiled: watched(engines.compiled), reference: watched(engines.reference) };
}
