/** The longest comment that GitHub accepts, in characters. */
export const LONGEST_COMMENT = 65_536;

/** How many items of each list to try, until the report is short enough. */
const LIMITS = [1000, 300, 100, 30, 10, 3, 1];

/**
 * Renders a report that is short enough. `render` gets the number of items to list of each list: this shortens the
 * lists and not the text, so tables and collapsed sections stay complete.
 */
export function renderWithin(longest: number, render: (limit: number) => string): string {
  const fitting = LIMITS.map(render).find((text) => text.length <= longest);
  return fitting ?? 'The report is too long. Run the command to see it.\n';
}

/** The first rows of a list, then a row with the number of the others. */
export function firstRows(
  rows: readonly string[],
  limit: number,
  more: (count: string) => string = (count) => `- … and ${count} more`,
): string[] {
  return rows.length <= limit ? [...rows] : [...rows.slice(0, limit), more(String(rows.length - limit))];
}

/**
 * A string as code, so that no content of an event or of a file is interpreted as Markdown, HTML or a mention of a
 * user. Characters that are invisible or change the direction of the text become spaces.
 */
export function code(text: string): string {
  const visible = text.replace(/[\s\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ') || ' ';
  const fence = '`'.repeat(Math.max(0, ...[...visible.matchAll(/`+/g)].map(([ticks]) => ticks.length)) + 1);
  const pad = fence.length > 1 ? ' ' : '';
  return `${fence}${pad}${visible}${pad}${fence}`;
}

/** A row of a table. A bar inside of a cell would end the cell. */
export function tableRow(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

/** Text that is not longer than this; `…` replaces the rest. */
export function shorten(text: string, longest: number): string {
  return text.length <= longest ? text : `${text.slice(0, longest - 1)}…`;
}
