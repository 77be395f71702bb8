/**
 * The items as a JSON array. An item that cannot be rendered, since it is nested too deeply, is replaced by what
 * `substitute` gives for its index; its neighbours stay.
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
