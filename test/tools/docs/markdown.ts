import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';

export const root = join(__dirname, '../../..');

/** A fenced block of a page. */
export interface Fence {
  page: string;
  /** The line of its opening fence, from 1. */
  line: number;
  language: string;
  /** What follows the language: `fragment=step`, `skip="needs Docker"`; a word alone has the value `true`. */
  attributes: Record<string, string>;
  text: string;
}

/** The Markdown pages of the repository, relative to its root. */
export const pages = [
  'CHANGELOG.md',
  'CODE_OF_CONDUCT.md',
  'CONTRIBUTING.md',
  'README.md',
  'SECURITY.md',
  ...['docs', 'destinations'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.md'))
      .map((file) => `${folder}/${file.replaceAll(sep, '/')}`),
  ),
].sort();

export function readPage(page: string): string {
  return readFileSync(join(root, page), 'utf8');
}

export function fencesOf(page: string): Fence[] {
  const text = readPage(page);
  return [...text.matchAll(/^( *)```(\w*)([^\n`]*)\n([^]*?)^\1```$/gm)].map((match) => {
    const [, indent = '', language = '', info = '', body = ''] = match;
    return {
      page,
      line: text.slice(0, match.index).split('\n').length,
      language,
      attributes: Object.fromEntries(
        [...info.matchAll(/([\w-]+)(?:=(?:"([^"]*)"|(\S+)))?/g)].map(([, name = '', quoted, plain]) => [
          name,
          quoted ?? plain ?? 'true',
        ]),
      ),
      text: body.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
    };
  });
}

/** How a failing test names a block. */
export function placeOf({ page, line }: Fence): string {
  return `${page}:${String(line)}`;
}
