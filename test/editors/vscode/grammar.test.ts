import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadWASM, OnigScanner, OnigString } from 'vscode-oniguruma';
import { INITIAL, parseRawGrammar, Registry, type IGrammar } from 'vscode-textmate';
import { root } from './extension';

const folder = join(root, 'editors/vscode/syntaxes');

/** What the injection needs of YAML's grammar: comments, keys, plain scalars, and the block scalars of descriptions. */
const yaml = {
  scopeName: 'source.yaml',
  patterns: [
    {
      name: 'string.unquoted.block.yaml',
      begin: '^( *)description: \\|$',
      while: '^\\1 ',
    },
    { name: 'comment.line.number-sign.yaml', match: '(?:^|\\s)#.*$' },
    { name: 'entity.name.tag.yaml', match: '[\\w.]+(?=:)' },
    { name: 'string.unquoted.plain.out.yaml', match: '[\\w$.]+' },
  ],
  repository: {},
};

let workflow: IGrammar | null;
let jsonata: IGrammar | null;

beforeAll(async () => {
  await loadWASM(readFileSync(require.resolve('vscode-oniguruma/release/onig.wasm')));
  const registry = new Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns) => new OnigScanner(patterns),
      createOnigString: (text) => new OnigString(text),
    }),
    getInjections: (scope) => (scope === 'source.yaml' ? ['destkit.workflow.injection'] : undefined),
    loadGrammar: (scope) => {
      const name = scope === 'source.jsonata' ? 'jsonata' : 'workflow';
      const file = join(folder, `${name}.tmLanguage.json`);
      const text = scope === 'source.yaml' ? JSON.stringify(yaml) : readFileSync(file, 'utf8');
      return Promise.resolve(parseRawGrammar(text, file));
    },
  });
  workflow = await registry.loadGrammar('source.yaml');
  jsonata = await registry.loadGrammar('source.jsonata');
});

/** Each token that is not blank, and its innermost scope. */
function tokens(grammar: IGrammar | null, text: string): [string, string][] {
  if (!grammar) {
    throw new Error('the grammar cannot be read');
  }
  let state = INITIAL;
  return text.split('\n').flatMap((line) => {
    const { tokens: found, ruleStack } = grammar.tokenizeLine(line, state);
    state = ruleStack;
    return found.flatMap(({ startIndex, endIndex, scopes }): [string, string][] => {
      const token = line.slice(startIndex, endIndex).trim();
      return token === '' ? [] : [[token, scopes.at(-1) ?? '']];
    });
  });
}

const inWorkflow = (text: string) => tokens(workflow, text);
const variable = ['$a', 'variable.other.jsonata'];

describe('in a workflow', () => {
  test('a block scalar is JSONata up to the next key', () => {
    const text = ['- name: a', '  template: |', '    (', '', '      $a', '    )', '  description: $a'].join(
      '\n',
    );
    const found = inWorkflow(text);
    expect(found).toContainEqual(['template', expect.stringContaining('entity.name.tag.yaml')]);
    expect(found).toContainEqual(['|', 'keyword.control.flow.block-scalar.yaml']);
    expect(found).toContainEqual(variable);
    expect(found.slice(-2)).toEqual([
      [':', 'source.yaml'],
      ['$a', 'string.unquoted.plain.out.yaml'],
    ]);
  });

  test.each(['template', 'condition', 'inputTemplate', 'loopCondition', 'filter', 'map'])(
    'a plain scalar of %s is JSONata',
    (key) => {
      expect(inWorkflow(`  ${key}: $a`)).toContainEqual(variable);
      expect(inWorkflow(`  - ${key}: $a`)).toContainEqual(variable);
    },
  );

  test('a plain scalar goes on in lines that are further right', () => {
    expect(inWorkflow('condition: b and\n  $a')).toContainEqual(variable);
    expect(inWorkflow('condition: b\nname: $a')).not.toContainEqual(variable);
  });

  test('the keys after an expression of an item are YAML', () => {
    const text = '  - template: |\n      $a\n    name: $a\n  - name: $a';
    expect(inWorkflow(text).filter(([token]) => token === '$a')).toEqual([
      variable,
      ['$a', 'string.unquoted.plain.out.yaml'],
      ['$a', 'string.unquoted.plain.out.yaml'],
    ]);
  });

  test('the modifiers of a block scalar and its comment are not JSONata', () => {
    const found = inWorkflow('template: |- # why\n  $a');
    expect(found).toContainEqual(['|-', 'keyword.control.flow.block-scalar.yaml']);
    expect(found).toContainEqual(['# why', 'comment.line.number-sign.yaml']);
    expect(found).toContainEqual(variable);
  });

  test.each([
    'name: $a',
    'template: "$a"',
    "template: '$a'",
    'map: {x: $a}',
    'map: [$a]',
    'map:\n  $a',
    '# template: $a',
    'description: |\n  template: $a\n  map: $a',
  ])('%j is not JSONata', (text) => {
    expect(inWorkflow(text)).not.toContainEqual(variable);
  });
});

describe('JSONata', () => {
  test.each([
    ['$first(a)', '$first', 'support.function.jsonata'],
    ['$outputs.config', 'config', 'variable.other.property.jsonata'],
    ['`a b`', '`a b`', 'variable.other.property.jsonata'],
    ['a and b', 'and', 'keyword.operator.logical.jsonata'],
    ['order.in.and', 'in', 'variable.other.property.jsonata'],
    ['$x := 1', ':=', 'keyword.operator.assignment.jsonata'],
    ['a ?? 12.5e3', '12.5e3', 'constant.numeric.jsonata'],
    ['true ? 1 : 2', 'true', 'constant.language.jsonata'],
    ['function($v) { $v }', 'function', 'storage.type.function.jsonata'],
    ['$match(a, /^x\\/y/i)', '/^x\\/y/i', 'string.regexp.jsonata'],
    ['a / b / c', '/', 'keyword.operator.jsonata'],
    ['/* $a */', '$a', 'comment.block.jsonata'],
    ['{"a": 1}', '"a"', 'support.type.property-name.jsonata'],
  ])('%s: %s is %s', (text, token, scope) => {
    const found = tokens(jsonata, text);
    const known = found.map(([each, name]) => [each.replace(/^\/\* | \*\/$/g, ''), name]);
    expect([...found, ...known]).toContainEqual([token, scope]);
  });

  test('an escape in a string', () => {
    expect(tokens(jsonata, '"a\\n"')).toContainEqual(['\\n', 'constant.character.escape.jsonata']);
  });
});
