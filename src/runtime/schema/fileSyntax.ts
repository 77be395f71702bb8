import { visit, type Document, type YAMLError } from 'yaml';
import { findNonJson, hasRepeatedKeys, parseJson } from './json';

/** What is wrong with the text of a file, and at which offset. */
export interface SyntaxProblem {
  problem: string;
  offset: number;
}

/** A file's value, or why it has none. */
export type FileContent = { value: unknown; problems: [] } | { value?: undefined; problems: SyntaxProblem[] };

/** The value of a YAML file that was parsed. */
export function readYaml(document: Document.Parsed): FileContent {
  const problems = document.errors.length > 0 ? describeErrors(document.errors) : findBadAliases(document);
  if (problems.length > 0) {
    return { problems };
  }
  try {
    return { value: document.toJS() as unknown, problems: [] };
  } catch (error) {
    // Aliases of aliases of aliases, which would fill the memory.
    return { problems: [{ problem: (error as Error).message, offset: 0 }] };
  }
}

/**
 * The value of a JSON file. The YAML parser, which knows the places of faults, takes most of what JSON forbids and
 * stumbles over some of what it allows, so JSON.parse has the last word; but a key that is there twice is an oversight
 * in JSON as well.
 *
 * @param document the text parsed as YAML, which takes many times as long and is seldom needed
 */
export function readJson(document: () => Document.Parsed, text: string): FileContent {
  const { isValid, value } = parseJson(text);
  if (!isValid) {
    const { problems } = readYaml(document());
    return {
      problems: problems.length > 0 ? problems : [{ problem: 'this is not JSON', offset: findNonJson(text) }],
    };
  }
  if (!hasRepeatedKeys(text, value)) {
    return { value, problems: [] };
  }
  const repeated = document().errors.filter(({ code }) => code === 'DUPLICATE_KEY');
  return repeated.length > 0 ? { problems: describeErrors(repeated) } : { value, problems: [] };
}

/** The parser looks aliases up only when the value is made, throws on one that leads nowhere and lets circles be. */
function findBadAliases(document: Document.Parsed): SyntaxProblem[] {
  const problems: SyntaxProblem[] = [];
  visit(document, {
    Alias(_, alias, ancestors) {
      const { source, range } = alias;
      const target = alias.resolve(document);
      const offset = range?.[0] ?? 0;
      if (!target) {
        const problem = `there is no anchor &${source}; a text that starts with * must be quoted`;
        problems.push({ problem, offset });
      } else if (ancestors.includes(target)) {
        problems.push({ problem: `*${source} stands inside &${source}, which has no end`, offset });
      }
    },
  });
  return problems;
}

/** What the parser finds unexpected after an error is mostly a consequence of it. */
function describeErrors(errors: readonly YAMLError[]): SyntaxProblem[] {
  return errors
    .filter(({ code }, index) => index === 0 || code !== 'UNEXPECTED_TOKEN')
    .map(({ code, message, pos }) => ({
      problem:
        code === 'MULTIPLE_DOCS'
          ? 'this starts a second YAML document; a file holds one'
          : message.replace(/:?\n.*$/s, ''),
      offset: pos[0],
    }));
}
