/** Keeps values, and forgets the oldest ones when there are too many, or when they take too much room together. */
export class BoundedCache<Key, Value> {
  private readonly entries = new Map<Key, { value: Value; size: number }>();
  // One iterator for good: a new one would have to pass over all that was deleted.
  private readonly oldest = this.entries.keys();
  private size = 0;

  constructor(
    private readonly maxEntries: number,
    private readonly maxSize = Infinity,
  ) {}

  /** What is kept for a key; else what `make` makes of the key, kept from then on. What `make` throws is not kept. */
  get(key: Key, make: (key: Key) => Value): Value {
    const known = this.entries.get(key);
    if (known) {
      return known.value;
    }
    const made = make(key);
    this.set(key, made);
    return made;
  }

  find(key: Key): Value | undefined {
    return this.entries.get(key)?.value;
  }

  /** @param size the room that the entry takes, in the unit of `maxSize`; an entry keeps its age when it is set again */
  set(key: Key, value: Value, size = 0): void {
    this.size += size - (this.entries.get(key)?.size ?? 0);
    this.entries.set(key, { value, size });
    while (this.entries.size > this.maxEntries || this.size > this.maxSize) {
      this.forgetOldest();
    }
  }

  /** The last values, the newest one last. */
  last(count: number): Value[] {
    return [...this.entries.values()].slice(-count).map(({ value }) => value);
  }

  private forgetOldest(): void {
    const { value: key } = this.oldest.next() as IteratorYieldResult<Key>;
    this.size -= this.entries.get(key)?.size ?? 0;
    this.entries.delete(key);
  }
}
