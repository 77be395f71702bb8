'use strict';

/**
 * A text with what belongs between its markers: `<!-- generated:NAME -->` and `<!-- /generated:NAME -->`.
 *
 * @param {string} text
 * @param {Map<string, string>} parts NAME -> Markdown
 */
function fill(text, parts) {
  const used = new Set();
  const filled = text.replace(
    /(<!-- generated:(\S+) -->\n)[\s\S]*?(<!-- \/generated:\2 -->)/g,
    (all, start, name, end) => {
      if (!parts.has(name)) {
        throw new Error(`docs/tables.yaml has no table ${name}, which README.md has a place for`);
      }
      used.add(name);
      return `${start}\n${parts.get(name)}\n\n${end}`;
    },
  );
  const unused = [...parts.keys()].filter((name) => !used.has(name));
  if (unused.length > 0) {
    throw new Error(`README.md has no place for ${unused.join(', ')}`);
  }
  return filled;
}

module.exports = { fill };
