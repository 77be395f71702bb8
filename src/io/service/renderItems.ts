/**
 * Serializes the items as a JSON array. An item that cannot be serialized, because it is nested too deeply, is
 * replaced by `substitute` of its index; the other items are not affected.
 */
export function renderItems(items: readonly unknown[], substitute: (index: number) => unknown): string {
  try {
    return JSON.stringify(items);
  } catch {
    const texts = items.map((item, index) => {
      try {
        return JSON.stringify(item);
      } catch {
        return JSON.stringify(substitute(index));
      }
    });
    return `[${texts.join(',')}]`;
  }
}
