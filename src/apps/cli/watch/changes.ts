/** Something that a run found. */
export interface Found {
  /** The same in two runs when the same was found again. */
  key: string;
  /** What it is about, for when it is gone. */
  label: string;
  /** The whole report of it. */
  text: string;
}

/** Compares what each run finds with the run before. */
export class Changes {
  private before: readonly Found[] = [];

  /** What is new in full, what is gone by its label, and how much is as it was. */
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
