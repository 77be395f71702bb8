/** Keeps what can be made again. When it is full it forgets everything, which few callers ever see happen. */
export class BoundedCache<Key, Value> {
  private readonly kept = new Map<Key, Value>();

  /** @param most entries at once */
  constructor(private readonly most: number) {}

  /** What is kept for a key; else what `make` makes of the key, kept from then on. What `make` throws is not kept. */
  get(key: Key, make: (key: Key) => Value): Value {
    const known = this.kept.get(key);
    if (known !== undefined) {
      return known;
    }
    const made = make(key);
    if (this.kept.size >= this.most) {
      this.kept.clear();
    }
    this.kept.set(key, made);
    return made;
  }
}
