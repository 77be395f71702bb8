import { distance } from 'fastest-levenshtein';

/** The candidate that was probably meant by a misspelt word, if one is similar enough. */
export function suggest(word: string, candidates: readonly string[]): string | undefined {
  const folded = word.toLowerCase();
  const [best] = candidates
    // Words from outside may be as long as a file; they are excluded by their length.
    .filter(({ length }) => Math.abs(length - word.length) <= allowedTypos(word.length, length))
    .map((candidate) => ({ candidate, typos: countTypos(folded, candidate.toLowerCase()) }))
    .filter(({ candidate, typos }) => typos <= allowedTypos(folded.length, candidate.length))
    .sort((a, b) => a.typos - b.typos);
  return best?.candidate;
}

/** `; did you mean x?` to append to a sentence; empty without a suggestion. `show`: formats the suggestion. */
export function didYouMean(suggestion: string | undefined, show = (word: string) => word): string {
  return suggestion === undefined ? '' : `; did you mean ${show(suggestion)}?`;
}

/** One typo per three characters; a word of one character would match any other. */
function allowedTypos(...lengths: number[]): number {
  const length = Math.max(...lengths);
  return length < 2 ? 0 : Math.max(1, Math.floor(length / 3));
}

/** Swapped letters are the most common typo and count as one. */
function countTypos(word: string, candidate: string): number {
  return isAnagram(word, candidate) ? 1 : distance(word, candidate);
}

function isAnagram(word: string, other: string): boolean {
  return word !== other && word.length === other.length && sortLetters(word) === sortLetters(other);
}

function sortLetters(word: string): string {
  return Array.from(word).sort().join('');
}
