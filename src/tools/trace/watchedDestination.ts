import type { Destination, RunOptions } from '../../runtime/destination/destination';
import type { FeatureOutcome, Outcome } from '../../runtime/destination/outcome';
import { programEngine, readParts } from '../../runtime/workflow/compiledEngine';
import { compileProgram } from '../../runtime/workflow/program';
import type { Recording } from './recording';
import { Watcher } from './watcher';
import type { WatchedTree } from './watchedTree';

/** A destination whose runs are written down. What comes of an event is what the destination itself gives. */
export class WatchedDestination {
  private readonly watcher = new Watcher();
  private readonly watched: Destination;
  private recording: Recording = {};

  constructor(destination: Destination) {
    const create: Parameters<Destination['withEngines']>[0]['compiled'] = async (source, options) => {
      const parts = await readParts(source, options, { maker: this.watcher.maker });
      const engine = programEngine(compileProgram(parts));
      return {
        run: (input, now) => {
          // Kept here, for a workflow that waits ends after others have begun.
          const recording = (this.recording = this.watcher.begin());
          try {
            const running = engine.run(input, now);
            if (running instanceof Promise) {
              return running.then((result) => {
                recording.outputs = result.outputs;
                return result;
              });
            }
            recording.outputs = running.outputs;
            return running;
          } catch (error) {
            recording.error = error;
            throw error;
          }
        },
      };
    };
    this.watched = destination.withEngines({ compiled: create, reference: create });
  }

  tree(text: string): WatchedTree {
    return this.watcher.tree(text);
  }

  /** Runs a feature. */
  async run(
    feature: string,
    input: unknown,
    options: RunOptions,
  ): Promise<{ outcome: Outcome | FeatureOutcome; recording: Recording }> {
    await this.watched.prepare(feature);
    const running = this.watched.run(feature, input, options);
    const { recording } = this;
    return { outcome: await running, recording };
  }
}
