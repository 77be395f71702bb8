import { EVALUATION_LIMIT_S, type Evaluation } from '../worker/messages';

/** Watches the evaluations of the worker: a regular expression can block it indefinitely, and nothing in it can end that. */
export class Watchdog {
  private evaluation: Evaluation | undefined;
  private seconds = 0;

  constructor(onBlocked: (evaluation: Evaluation) => void) {
    // Counted second by second: a computer that was asleep has not been evaluating.
    setInterval(() => {
      this.seconds += 1;
      if (this.evaluation && this.seconds > EVALUATION_LIMIT_S) {
        const blocked = this.evaluation;
        this.watch(undefined);
        onBlocked(blocked);
      }
    }, 1000);
  }

  /** Watches an evaluation that starts; undefined: the last one has ended. */
  watch(evaluation: Evaluation | undefined): void {
    this.evaluation = evaluation;
    this.seconds = 0;
  }
}
