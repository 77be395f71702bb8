'use strict';

const { readdirSync, readFileSync } = require('node:fs');
const { basename, join } = require('node:path');
const { parse } = require('yaml');

/**
 * What the tables of a destination are made from, all of it data:
 * `definitions` docs/tables.yaml; `config` the config schema; `tables` the workflows' tables, by the names that they
 * are bound to; `docs` the other files of docs/, by their names; `codes` the codes of the warnings that workflows give.
 *
 * @param {string} folder the destination's folder
 */
function readFacts(folder) {
  const read = (file) => readFileSync(join(folder, file), 'utf8');
  const list = (ending, ...within) =>
    within.flatMap((part) =>
      readdirSync(join(folder, part), { recursive: true })
        .filter((file) => file.endsWith(ending))
        .map((file) => join(part, file)),
    );
  const { tables: definitions, ...docs } = Object.fromEntries(
    list('.yaml', 'docs').map((file) => [basename(file, '.yaml'), parse(read(file))]),
  );
  const workflows = list('.yaml', '.').filter((file) => !file.startsWith('docs'));
  return {
    definitions,
    config: JSON.parse(read(parse(read('destination.yaml')).schemas.config)),
    tables: Object.assign({}, ...list('.json', 'tables').map((file) => JSON.parse(read(file)))),
    docs,
    codes: [...new Set(workflows.flatMap(findCodes(read)))].sort(),
  };
}

function findCodes(read) {
  return (file) => [...read(file).matchAll(/"code": "([A-Z_]+)"/g)].map(([, code]) => code);
}

module.exports = { readFacts };
