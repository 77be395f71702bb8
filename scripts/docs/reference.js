'use strict';

const { readdirSync, readFileSync } = require('node:fs');
const { join } = require('node:path');
const { catalogue } = require('../../dist/runtime/errors/catalogue');
const { renderTable } = require('../../dist/tools/docs/markdown');
const { renderSection } = require('./bindings');

const root = join(__dirname, '../..');

/** The blocks of the reference pages: name -> a function that gives its Markdown. */
const blocks = {
  'bindings-values': () => renderSection('Values'),
  'bindings-objects': () => renderSection('Objects'),
  'bindings-strings': () => renderSection('Strings'),
  'bindings-outcomes': () => renderSection('Outcomes'),
  errors: () => Object.entries(catalogue).map(renderError).join('\n\n'),
  commands: () => readCommands().map(renderCommand).join('\n\n'),
  manifest: () => renderKeys(JSON.parse(readFileSync(join(root, 'schemas/destination.schema.json'), 'utf8'))),
};

/** A section for each code, since errors link there. What a message is filled in with is shown as <name>. */
function renderError([code, { message, status, fix }]) {
  const params = new Proxy({}, { get: (_, name) => `<${String(name)}>` });
  return [
    `## ${code}`,
    ['```text', message(params), '```'].join('\n'),
    `Status ${status}. ${fix.replace(/[<*[\]\\]/g, '\\$&')}`,
  ].join('\n\n');
}

function readCommands() {
  const folder = join(root, 'dist/apps/cli/commands');
  return readdirSync(folder)
    .filter((file) => file.endsWith('.js'))
    .flatMap((file) => Object.entries(require(join(folder, file))))
    .filter(([name]) => name.endsWith('Command'))
    .map(([, create]) => create(() => undefined))
    .sort((a, b) => (a.name() < b.name() ? -1 : 1));
}

/** The help of a command, as `--help` prints it on a page of this width. */
function renderCommand(command) {
  let text = '';
  command.name(`destkit ${command.name()}`);
  command.configureOutput({ writeOut: (part) => (text += part), getOutHelpWidth: () => 110 }).outputHelp();
  return [`## ${command.name()}`, ['```text', text.trim(), '```'].join('\n')].join('\n\n');
}

/** The keys of a schema, those inside of others as `features.processor`, `links[].url`. */
function renderKeys(schema) {
  const rows = (rule, prefix) =>
    Object.entries(rule.properties ?? {}).flatMap(([key, value]) => {
      const path = `${prefix}${key}`;
      const row = {
        Key: `\`${path}\``,
        Meaning: value.description.replace(/[<*[\]\\]/g, '\\$&'),
        Required: rule.required?.includes(key) ? 'yes' : '',
      };
      return [row, ...rows(value, `${path}.`), ...rows(value.items ?? {}, `${path}[].`)];
    });
  return renderTable(rows(schema, ''));
}

module.exports = { blocks };
