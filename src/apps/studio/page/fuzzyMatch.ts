/**
 * Finds the texts that match all words of a query, in any order, the best first. A word matches at the start of a word,
 * inside of one, or by its letters in order: `ordcomp` finds `order-completed`.
 */
export function fuzzyMatch<Item>(
  items: readonly Item[],
  query: string,
  textOf: (item: Item) => string,
): Item[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return items
    .map((item) => {
      const text = textOf(item).toLowerCase();
      const cost = words.reduce((sum, word) => sum + costOf(word, text), 0);
      // Of equal matches, the shorter text is the closer one; without a query the order stays.
      return { item, cost: words.length === 0 ? 0 : cost + text.length / 1000 };
    })
    .filter(({ cost }) => cost < Infinity)
    .sort((a, b) => a.cost - b.cost)
    .map(({ item }) => item);
}

function costOf(word: string, text: string): number {
  if (` ${text}`.replaceAll(/[^a-z0-9.]/g, ' ').includes(` ${word.replaceAll(/[^a-z0-9.]/g, ' ')}`)) {
    return 0;
  }
  if (text.includes(word)) {
    return 1;
  }
  const letters = Array.from(word, (letter) => letter.replace(/[$()*+.?[\\\]^{|}]/, '\\$&'));
  return new RegExp(letters.join('[^ /]*?')).test(text) ? 4 : Infinity;
}
