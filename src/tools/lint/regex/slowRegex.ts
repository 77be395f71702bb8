import { RegExpParser, visitRegExpAST, type AST } from '@eslint-community/regexpp';
import { isDisjointWith, JS, NFA } from 'refa';
import { analyse } from 'scslre';

/** How the time of a regular expression grows with the length of a string that it does not match. */
export type Growth = 'exponential' | 'quadratic';

/** The analysis of longer patterns would take too long. */
const ANALYSED_LENGTH = 500;
const COMPARED_ALTERNATIVES = 20;
/** Fewer repetitions are always fast. */
const MANY_TIMES = 10;

/**
 * Undefined if the expression is fast, or if this analysis does not support it, for example because of back
 * references.
 */
export function growthOf(source: string, flags: string): Growth | undefined {
  if (source.length > ANALYSED_LENGTH) {
    return undefined;
  }
  try {
    const parser = new RegExpParser();
    const pattern = parser.parsePattern(source, 0, source.length, {
      unicode: flags.includes('u'),
    });
    const { reports } = analyse({ pattern, flags: parser.parseFlags(flags) });
    if (reports.some(({ exponential }) => exponential) || hasOverlap(pattern, flags)) {
      return 'exponential';
    }
    return reports.length > 0 ? 'quadratic' : undefined;
  } catch {
    // Not a regular expression, or too large for the analysis.
    return undefined;
  }
}

/**
 * Whether a string can match repeated alternatives in several ways, such as `aa` with `(a|aa)*`. scslre does not
 * detect this.
 */
function hasOverlap(pattern: AST.Pattern, flags: string): boolean {
  let isFound = false;
  visitRegExpAST(pattern, {
    onQuantifierEnter({ element, max }) {
      if (
        'alternatives' in element &&
        max >= MANY_TIMES &&
        element.alternatives.length <= COMPARED_ALTERNATIVES
      ) {
        isFound ||= areAmbiguous(
          element.alternatives.map(({ raw }) => raw),
          flags,
        );
      }
    },
  });
  return isFound;
}

function areAmbiguous(alternatives: readonly string[], flags: string): boolean {
  const any = `(?:${alternatives.join('|')})*`;
  const languages = alternatives.map((each) => languageOf(`(?:${each})${any}`, flags));
  return languages.some((one, index) =>
    languages.slice(index + 1).some((other) => !isDisjointWith(one, other)),
  );
}

function languageOf(source: string, flags: string): NFA {
  const parser = JS.Parser.fromLiteral({ source, flags });
  const { expression, maxCharacter } = parser.parse({ assertions: 'ignore', backreferences: 'throw' });
  return NFA.fromRegex(expression, { maxCharacter });
}
