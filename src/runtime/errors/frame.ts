const CONTEXT_LINES = 2;

/**
 * The lines around a place with a caret below it:
 *
 * ```
 *   11 | steps:
 * > 12 |   - nmae: body
 *      |     ^^^^
 * ```
 */
export function codeFrame(text: string, line: number, column: number, length = 1): string {
  const lines = text.split(/\r?\n/);
  const first = Math.max(1, line - CONTEXT_LINES);
  const last = Math.min(lines.length, line + CONTEXT_LINES);
  const width = String(last).length;
  const rows: string[] = [];
  for (let number = first; number <= last; number += 1) {
    const content = lines[number - 1] ?? '';
    const mark = number === line ? '>' : ' ';
    rows.push(`${mark} ${String(number).padStart(width)} | ${content}`.trimEnd());
    if (number === line) {
      const carets = '^'.repeat(Math.max(1, Math.min(length, content.length - column + 1)));
      // Tabs are kept, so that the caret is below its character.
      const indent = content.slice(0, column - 1).replace(/[^\t]/g, ' ');
      rows.push(`  ${' '.repeat(width)} | ${indent}${carets}`);
    }
  }
  return rows.join('\n');
}
