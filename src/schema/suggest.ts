import { closest, distance } from 'fastest-levenshtein';

/** The candidate that a misspelt word most likely means, if any is near enough to be worth naming. */
export function suggest(word: string, candidates: readonly string[]): string | undefined {
  if (candidates.length === 0) {
    return undefined;
  }
  const byFolded = new Map(candidates.map((candidate) => [candidate.toLowerCase(), candidate]));
  const folded = word.toLowerCase();
  const best = closest(folded, [...byFolded.keys()]);
  const limit = Math.max(1, Math.floor(Math.max(folded.length, best.length) / 3));
  return distance(folded, best) <= limit ? byFolded.get(best) : undefined;
}
