/** A finding of a run. */
export interface Found {
  /** Equal in two runs if both found the same. */
  key: string;
  /** A short description, for when the finding has disappeared. */
  label: string;
  /** The full report of the finding. */
  text: string;
}

/** Compares the findings of each run with those of the run before. */
export class Changes {
  private before: readonly Found[] = [];

  /** New findings in full, findings that have disappeared by their labels, and the number of unchanged ones. */
  report(now: readonly Found[]): string[] {
    const before = new Set(this.before.map(({ key }) => key));
    const labels = new Set(now.map(({ label }) => label));
    const fresh = now.filter(({ key }) => !before.has(key));
    const gone = new Set(this.before.map(({ label }) => label).filter((label) => !labels.has(label)));
    const same = now.length - fresh.length;
    this.before = now;
    return [
      ...fresh.map(({ text }) => text),
      ...[...gone].map((label) => `fixed: ${label}`),
      ...(same === 0 ? [] : [`${String(same)} as before`]),
    ];
  }
}
