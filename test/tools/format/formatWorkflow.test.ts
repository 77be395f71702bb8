import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatWorkflow } from '../../../src/tools/format/formatWorkflow';
import { keyOrder } from '../../../src/tools/format/keyOrder';

const workflow = (...lines: string[]) => `${lines.join('\n')}\n`;

describe('the layout of a workflow', () => {
  it('lays out expressions in block and plain scalars, and keeps everything else', () => {
    const text = workflow(
      '# What the file is about.',
      'name:   odd # stays',
      'templateType: jsonata',
      'steps:',
      '  - name: one',
      '    description: A  description.',
      '    condition: a=1   # a comment',
      '    template: |',
      '      ($a:=1;',
      '      $a)',
      '',
      '',
      '  - name: two',
      "    template: 'b  =  2'",
    );
    expect(formatWorkflow(text)).toBe(
      text.replace('a=1 ', 'a = 1 ').replace('($a:=1;\n      $a)', '($a := 1; $a)'),
    );
  });

  it('makes a block of a plain scalar that does not fit, or would hold a colon', () => {
    const text = workflow('steps:', '  - name: one', '    template: {a:1}.b', '    condition: x?y:z');
    const long = `$first(${Array.from({ length: 12 }, (_, index) => `parameter${String(index)}`).join(', ')})`;
    expect(formatWorkflow(text.replace('{a:1}.b', long))).toBe(
      workflow(
        'steps:',
        '  - name: one',
        '    condition: |',
        '      x ? y : z',
        '    template: |',
        '      $first(',
        ...Array.from(
          { length: 12 },
          (_, index) => `        parameter${String(index)}${index < 11 ? ',' : ''}`,
        ),
        '      )',
      ),
    );
  });

  it('orders the keys, each with the comments above it', () => {
    const text = workflow(
      'name: x',
      'steps:',
      '  - template: a',
      '    # when',
      '    condition: b',
      '    name: one',
      '',
      '  - name: two',
      '    steps:',
      '      - template: |',
      '          c',
      '        name: inner',
    );
    expect(formatWorkflow(text)).toBe(
      workflow(
        'name: x',
        'steps:',
        '  - name: one',
        '    # when',
        '    condition: b',
        '    template: a',
        '',
        '  - name: two',
        '    steps:',
        '      - name: inner',
        '        template: |',
        '          c',
      ),
    );
  });

  it.each([
    ['a file that is not a workflow', 'a:   1\nb: [1,2]\n'],
    ['a file that cannot be parsed', 'steps: [\n'],
    ['a folded expression', 'steps:\n  - name: a\n    template: >\n      a+\n      b\n'],
    ['an expression that cannot be parsed', 'steps:\n  - name: a\n    template: a+(\n'],
  ])('leaves %s unchanged', (_, text) => {
    expect(formatWorkflow(text)).toBe(text);
  });

  it('knows the keys of the workflow schema', () => {
    const schema = JSON.parse(
      readFileSync(join(__dirname, '../../../schemas/workflow.schema.json'), 'utf8'),
    ) as {
      properties: object;
      definitions: Record<string, { properties: object }>;
    };
    for (const [kind, keys] of Object.entries(keyOrder)) {
      const { properties } = kind === 'workflow' ? schema : (schema.definitions[kind] ?? { properties: {} });
      expect([...keys].sort()).toEqual(Object.keys(properties).sort());
    }
  });
});
