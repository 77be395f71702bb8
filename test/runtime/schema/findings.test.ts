import { formatFinding, formatPath } from '../../../src/runtime/schema/findings';
import { compileSchema } from '../../../src/runtime/schema/validator';
import { createCheck } from './schemaFile';

const dynamic = { type: 'string', pattern: '^\\{\\{.*\\}\\}$' };

/** What is wrong with a value whose key `a` has this schema. */
function checkA(schema: object | boolean, a: unknown): string[] {
  return createCheck({ type: 'object', properties: { a: schema }, definitions: { dynamic } })({ a });
}

describe('the rules, in plain words', () => {
  test.each<[object | boolean, unknown, string]>([
    [{ type: 'string' }, 5, 'a must be a string'],
    [{ type: 'integer' }, 1.5, 'a must be an integer'],
    [{ type: 'object' }, [], 'a must be an object'],
    [{ type: ['string', 'array'] }, 5, 'a must be a string or an array'],
    [{ type: ['boolean', 'null'] }, 5, 'a must be a boolean or null'],
    [{ enum: ['x', 2, null] }, 'z', 'a must be one of "x", 2, null'],
    [{ enum: ['x'] }, 'z', 'a must be one of "x"'],
    [{ enum: ['keep', 'lower'] }, 'Lower', 'a must be one of "keep", "lower"; did you mean "lower"?'],
    [{ const: true }, 1, 'a must be true'],
    [{ minLength: 1 }, '', 'a must not be empty'],
    [{ minLength: 2 }, 'x', 'a must be at least 2 characters long'],
    [{ maxLength: 2 }, 'xyz', 'a must be at most 2 characters long'],
    [{ maxLength: 1 }, 'xyz', 'a must be at most 1 character long'],
    [{ minItems: 1 }, [], 'a must not be empty'],
    [{ minItems: 2 }, [1], 'a must have at least 2 entries'],
    [{ maxItems: 1 }, [1, 2], 'a must have at most 1 entry'],
    [{ minProperties: 1 }, {}, 'a must not be empty'],
    [{ minProperties: 2 }, {}, 'a must have at least 2 keys'],
    [{ maxProperties: 1 }, { x: 1, y: 2 }, 'a must have at most 1 key'],
    [{ uniqueItems: true }, ['x', 'y', 'x'], 'a must not have equal entries (0 and 2)'],
    [{ uniqueItems: true }, 'abcdefghijj'.split(''), 'a must not have equal entries (9 and 10)'],
    [{ minimum: 1 }, 0, 'a must be at least 1'],
    [{ maximum: 1 }, 2, 'a must be at most 1'],
    [false, 1, 'a is not allowed here'],
    [{ not: { type: 'null' } }, null, 'a is not allowed here'],
    [{ multipleOf: 2 }, 3, 'a must be multiple of 2'],
    [{ pattern: '^x', errorMessage: 'must start with x' }, 'y', 'a must start with x'],
  ])('%j refuses %j', (schema, value, expected) => {
    expect(checkA(schema, value)).toEqual([expected]);
  });

  test('a valid value has no findings', () => {
    expect(checkA({ type: 'string' }, 'x')).toEqual([]);
  });

  test('the value itself may be wrong', () => {
    expect(createCheck({ type: 'object' })(5)).toEqual(['must be an object']);
    expect(createCheck({ type: 'object' }, 'config')(5)).toEqual(['config must be an object']);
  });

  test('several things may be wrong at once', () => {
    const check = createCheck({ required: ['b'], properties: { a: { type: 'string' }, c: { const: 1 } } });
    expect(check({ a: 1, c: 2 })).toEqual(['b is required', 'a must be a string', 'c must be 1']);
  });
});

describe('kinds and paths', () => {
  const schema = {
    type: 'object',
    required: ['apiKey'],
    properties: { apiKey: { type: 'string' }, options: { type: 'array', items: { type: 'string' } } },
    additionalProperties: false,
  };

  test.each<[unknown, object]>([
    [{}, { kind: 'missingKey', path: ['apiKey'], problem: 'is required' }],
    [{ apiKey: 1 }, { kind: 'value', path: ['apiKey'], problem: 'must be a string' }],
    [
      { apiKey: 'x', options: [1] },
      { kind: 'value', path: ['options', 0], problem: 'must be a string' },
    ],
    [
      { apiKey: 'x', mode: 1 },
      { kind: 'unknownKey', path: ['mode'], problem: 'is not a known key' },
    ],
    [
      { apiKey: 'x', option: [] },
      { kind: 'unknownKey', path: ['option'], problem: 'is not a known key; did you mean options?' },
    ],
    [
      { apikey: 'x' },
      { kind: 'misspeltKey', path: ['apikey'], problem: 'is not a known key; did you mean apiKey?' },
    ],
  ])('%j', (value, finding) => {
    expect(compileSchema(schema).check(value)).toEqual([finding]);
  });

  test('a key in an object with keys like 0 is a key, not an index', () => {
    const check = compileSchema({ additionalProperties: { additionalProperties: { type: 'string' } } });
    expect(check.check({ 0: { 7: 1 } })).toEqual([
      { kind: 'value', path: ['0', '7'], problem: 'must be a string' },
    ]);
  });

  test('keys with /, ~ and % are told as they are', () => {
    const check = compileSchema({ additionalProperties: { type: 'string' } });
    const paths = check.check({ 'a/b': 1, 'a~b': 1, '100%': 1, 'a~1b': 1 }).map(({ path }) => path);
    expect(paths).toEqual([['a/b'], ['a~b'], ['100%'], ['a~1b']]);
  });
});

describe('did you mean', () => {
  const person = {
    required: ['name'],
    properties: { name: {}, nickname: {}, children: { items: { $ref: '#/definitions/person' } } },
    additionalProperties: false,
  };

  const check = createCheck({ definitions: { person }, ...person });

  test('a key that already exists is not suggested', () => {
    expect(check({ name: 1, names: 1 })).toEqual(['names is not a known key']);
  });

  test('a missing key is still reported when the unknown one means another', () => {
    expect(check({ nicknam: 1 })).toEqual([
      'nicknam is not a known key; did you mean nickname?',
      'name is required',
    ]);
  });

  test('a key missing elsewhere is no misspelling', () => {
    expect(check({ name: 1, children: [{}], nmae: 1 })).toEqual([
      'nmae is not a known key',
      'children[0].name is required',
    ]);
  });

  test('the keys of a schema that refers to itself are its own, at every depth', () => {
    const checkRoot = createCheck({
      properties: { root: { $ref: '#/definitions/person' }, nickel: {} },
      definitions: { person },
    });
    expect(checkRoot({ root: { name: 1, children: [{ name: 1, nickel: 1, nicname: 1 }] } })).toEqual([
      'root.children[0].nickel is not a known key',
      'root.children[0].nicname is not a known key; did you mean nickname?',
    ]);
  });

  test('a misspelt key answers a dependency too', () => {
    const checkElse = createCheck({
      properties: { else: {}, condition: {} },
      dependencies: { else: ['condition'] },
      additionalProperties: false,
    });
    expect(checkElse({ else: 1 })).toEqual(['condition is required beside else']);
    expect(checkElse({ else: 1, conditon: 1 })).toEqual([
      'conditon is not a known key; did you mean condition?',
    ]);
  });
});

describe('alternatives', () => {
  const orTemplate = { anyOf: [{ enum: ['keep', 'lower'] }, { $ref: '#/definitions/dynamic' }] };

  test('a value that may be a template is not blamed for not being one', () => {
    expect(checkA(orTemplate, 'upper')).toEqual(['a must be one of "keep", "lower"']);
    expect(checkA(orTemplate, 5)).toEqual(['a must be one of "keep", "lower"']);
  });

  test('a template is taken', () => {
    expect(checkA(orTemplate, '{{ a || b }}')).toEqual([]);
  });

  test('a value that must be a template is reported if it is not a string', () => {
    expect(checkA({ $ref: '#/definitions/dynamic' }, 5)).toEqual(['a must be a string']);
  });

  test('alternatives of one rule each are reported one by one', () => {
    expect(checkA({ anyOf: [{ type: 'string' }, { type: 'array' }] }, 5)).toEqual([
      'a must be a string',
      'a must be an array',
    ]);
  });

  test('alternatives for values of another type are not reported', () => {
    const schema = { anyOf: [{ enum: ['x', 'y'] }, { type: 'array', items: { enum: ['x', 'y'] } }] };
    expect(checkA(schema, 'z')).toEqual(['a must be one of "x", "y"']);
    expect(checkA(schema, ['z'])).toEqual(['a[0] must be one of "x", "y"']);
    expect(checkA(schema, 5)).toEqual(['a must be one of "x", "y"', 'a must be an array']);
    expect(checkA({ anyOf: [{ const: 1 }, { type: 'string' }, { const: 2 }] }, 3)).toEqual([
      'a must be 1',
      'a must be 2',
    ]);
    expect(checkA({ anyOf: [{ type: 'object', required: ['b'] }, { type: 'string' }] }, {})).toEqual([
      'a.b is required',
    ]);
  });

  test('alternatives that share a rule are reported once', () => {
    expect(
      checkA(
        {
          anyOf: [
            { type: 'string', minLength: 1 },
            { type: 'string', maxLength: 0 },
          ],
        },
        5,
      ),
    ).toEqual(['a must be a string']);
  });

  test('an error elsewhere does not hide a choice that has nothing else to say', () => {
    const check = createCheck({
      properties: { a: { oneOf: [{ minLength: 1 }, { maxLength: 9 }] }, ab: { const: 1 } },
    });
    expect(check({ a: 'x', ab: 2 })).toEqual(['a must match exactly one schema in oneOf', 'ab must be 1']);
  });

  test('a value that fits two alternatives is not blamed for failing the third', () => {
    expect(checkA({ oneOf: [{ type: 'string' }, { minLength: 1 }, { type: 'array' }] }, 'x')).toEqual([
      'a must match exactly one schema in oneOf',
    ]);
  });

  test('a message of the schema speaks for all alternatives', () => {
    const schema = { oneOf: [{ type: 'string' }, { type: 'array' }], errorMessage: 'must be text or a list' };
    expect(checkA(schema, 5)).toEqual(['a must be text or a list']);
  });

  test('a failed condition is reported as what it requires', () => {
    const check = createCheck({ if: { required: ['a'] }, then: { required: ['b'] } });
    expect(check({ a: 1 })).toEqual(['b is required']);
  });
});

describe('a choice of keys', () => {
  const oneOf = [{ required: ['path'] }, { required: ['value'] }, { required: ['link'] }];
  const closed = {
    type: 'object',
    properties: { path: {}, value: {}, link: {} },
    additionalProperties: false,
  };

  test('says which keys are there', () => {
    const check = createCheck({ ...closed, oneOf }, 'binding');
    expect(check({})).toEqual(['binding must have exactly one of path, value, link; it has none of them']);
    expect(check({ path: 1, link: 1 })).toEqual([
      'binding must have exactly one of path, value, link; it has path and link',
    ]);
    expect(check({ value: 1 })).toEqual([]);
  });

  test('may take any number of them', () => {
    const check = createCheck({ ...closed, anyOf: oneOf }, 'binding');
    expect(check({})).toEqual(['binding must have one of path, value, link; it has none of them']);
  });

  test('adds them to a message of the schema', () => {
    const check = createCheck({ ...closed, oneOf, errorMessage: 'must come from somewhere' });
    expect(check({})).toEqual(['must come from somewhere; it has none of them']);
  });

  test('is answered by a misspelt key', () => {
    const check = createCheck({ ...closed, oneOf });
    expect(check({ valeu: 1 })).toEqual(['valeu is not a known key; did you mean value?']);
  });

  test('is no matter for what is not an object', () => {
    expect(createCheck({ ...closed, oneOf })('x')).toEqual(['must be an object']);
  });
});

describe('formatting', () => {
  test.each<[(string | number)[], string, string]>([
    [[], '', ''],
    [[], 'config', 'config'],
    [['a', 'b', 0, 'c'], '', 'a.b[0].c'],
    [['a'], 'config', 'config.a'],
    [[0], 'config', 'config[0]'],
    [['product added'], 'table', 'table["product added"]'],
    [['a.b', ''], '', '["a.b"][""]'],
    [['prénom', 'x-secret', '$id'], '', 'prénom.x-secret.$id'],
    [['\u001b[31m'], 'config', 'config["\\u001b[31m"]'],
  ])('%j after "%s" is %s', (path, prefix, expected) => {
    expect(formatPath(path, prefix)).toBe(expected);
  });

  test('a finding is its path and its problem', () => {
    expect(formatFinding({ kind: 'missingKey', path: ['a'], problem: 'is required' }, 'config')).toBe(
      'config.a is required',
    );
  });
});
