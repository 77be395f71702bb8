/** A cache that drops its oldest entries when it has too many, or when their total size is too large. */
export class BoundedCache<Key, Value> {
  private readonly entries = new Map<Key, { value: Value; size: number }>();
  // A single iterator: a new one would have to skip all deleted entries.
  private readonly oldest = this.entries.keys();
  private size = 0;

  constructor(
    private readonly maxEntries: number,
    private readonly maxSize = Infinity,
  ) {}

  /**
   * Returns the value for a key. If there is none, stores and returns the result of `make`. If `make` throws, nothing
   * is stored.
   */
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

  /** @param size the size of the entry, in the unit of `maxSize`; an entry keeps its age when it is set again */
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
