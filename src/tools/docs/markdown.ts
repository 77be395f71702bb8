/** A row of a table: heading -> cell. */
export type Row = Record<string, unknown>;

/** Rows as a Markdown table in Prettier's format: columns are as wide as their widest cell. */
export function renderTable(rows: readonly Row[]): string {
  const headings = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const cells = [headings, ...rows.map((row) => headings.map((heading) => toCell(row[heading])))];
  const widths = headings.map((_, column) =>
    Math.max(3, ...cells.map((line) => widthOf(line[column] ?? ''))),
  );
  const [head = '', ...body] = cells.map((line) => renderLine(line, widths));
  return [head, `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...body].join('\n');
}

/** Joins strings: `a, b and c`, with any other word for "and". */
export function enumerate(texts: readonly string[], word: string): string {
  const items = [...texts];
  const last = items.pop() ?? '';
  return items.length === 0 ? last : `${items.join(', ')} ${word} ${last}`;
}

function renderLine(cells: readonly string[], widths: readonly number[]): string {
  const padded = cells.map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - widthOf(cell)));
  return `| ${padded.join(' | ')} |`;
}

/** The width in characters, not in UTF-16 code units. */
function widthOf(text: string): number {
  return Array.from(text).length;
}

function toCell(value: unknown): string {
  const text = typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value);
  return text.replace(/\|/g, '\\|').replace(/\s+/g, ' ').trim();
}
