import type { Metrics } from './metrics';

/** Counts the events of one call by outcome and error code, and adds the counts to the metrics at its end. */
export class OutcomeCounter {
  private transformed = 0;
  private readonly others = new Map<string, number>();

  constructor(
    private readonly destination: string,
    private readonly feature: string,
  ) {}

  addTransformed(): void {
    this.transformed += 1;
  }

  /** @param code a code of the error catalogue, or the kind of error if it has no code */
  add(outcome: 'rejected' | 'filtered', code: string): void {
    const key = `${outcome} ${code}`;
    this.others.set(key, (this.others.get(key) ?? 0) + 1);
  }

  report(metrics: Metrics): void {
    const common = { destination: this.destination, feature: this.feature };
    if (this.transformed > 0) {
      metrics.count(
        'destkit_events_total',
        { ...common, outcome: 'transformed', code: '' },
        this.transformed,
      );
    }
    for (const [key, count] of this.others) {
      const [outcome = '', code = ''] = key.split(' ');
      metrics.count('destkit_events_total', { ...common, outcome, code }, count);
    }
  }
}
