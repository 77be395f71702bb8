'use strict';

const jsonata = require('jsonata');

/** What the expressions of docs/tables.yaml can call besides JSONata's own functions. */
const functions = {
  /** A text in code font; nothing for nothing. */
  code: (text) => (text === undefined ? undefined : `\`${text}\``),
  /** A text as Markdown that shows just that text. */
  plain: (text) => text?.replace(/[<*[\]\\]/g, '\\$&'),
  /** A list of texts in one: `a, b and c`, with any other word for "and". */
  enumerate: (texts, word) => {
    const items = [texts ?? []].flat();
    const last = items.pop();
    return items.length === 0 ? last : `${items.join(', ')} ${word} ${last}`;
  },
};

/**
 * The Markdown of each table. A definition is a JSONata expression over the facts: it gives rows, each an
 * object from heading to cell, or a text that is taken as it is.
 *
 * @param {{definitions: Record<string, string>}} facts see facts.js
 * @returns {Promise<Map<string, string>>}
 */
async function renderTables({ definitions, ...facts }) {
  const tables = new Map();
  for (const [name, text] of Object.entries(definitions)) {
    try {
      const value = await jsonata(text).evaluate(facts, functions);
      tables.set(name, typeof value === 'string' ? value : renderRows([value].flat(Infinity)));
    } catch (error) {
      throw new Error(`table ${name}: ${error.message}`, { cause: error });
    }
  }
  return tables;
}

function renderRows(rows) {
  const headings = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const lines = [
    headings,
    headings.map(() => '---'),
    ...rows.map((row) => headings.map((heading) => toCell(row[heading]))),
  ];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function toCell(value) {
  return String(value ?? '')
    .replace(/\|/g, '\\|')
    .replace(/\s+/g, ' ')
    .trim();
}

module.exports = { renderTables };
