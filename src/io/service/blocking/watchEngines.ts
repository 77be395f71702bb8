import type { Engines } from '../../../runtime/destination/destination';
import type { EventWatch } from './eventWatch';

type CreateEngine = Engines[keyof Engines];

/**
 * The same engines, which also report what they run. An asynchronous workflow is watched only until its first await.
 */
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
