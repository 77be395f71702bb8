import { checkDocument, locateFinding } from '../../../src/runtime/schema/check';
import { TextDocument } from '../../../src/runtime/schema/document';
import { compileSchema } from '../../../src/runtime/schema/validator';

const schema = compileSchema({
  type: 'object',
  required: ['name', 'steps'],
  properties: { name: { type: 'string' }, steps: { type: 'array', items: { type: 'string' } } },
  additionalProperties: false,
});

function check(text: string, file = 'flow.yaml'): string[] {
  return checkDocument(new TextDocument(file, text), schema).map(
    ({ code, message, where: { at } }) => `${String(at?.line)}:${String(at?.column)} ${code} ${message}`,
  );
}

test('a file without problems', () => {
  expect(check('name: x\nsteps: []\n')).toEqual([]);
});

test('each problem with its place, from top to bottom: unknown keys at the key, values at the value', () => {
  expect(check('name: 5\nsteps:\n  - x\n  - 7\nextra: 1\n')).toEqual([
    '1:7 FILE_SCHEMA name must be a string',
    '4:5 FILE_SCHEMA steps[1] must be a string',
    '5:1 FILE_SCHEMA extra is not a known key',
  ]);
});

test('a misspelt key is reported once, at the key', () => {
  expect(check('# why\nnmae: x\nsteps: []\n')).toEqual([
    '2:1 FILE_SCHEMA nmae is not a known key; did you mean name?',
  ]);
});

test('a missing key is reported at its parent', () => {
  expect(check('# why\nname: x\n')).toEqual(['2:1 FILE_SCHEMA steps is required']);
});

test('a file that holds something else altogether', () => {
  expect(check('')).toEqual(['1:1 FILE_SCHEMA the file must be an object']);
  expect(check('[]', 'flow.json')).toEqual(['1:1 FILE_SCHEMA the file must be an object']);
});

test('a file with a syntax error is not checked further', () => {
  expect(check('name: 5\nname: 6\n')).toEqual(['2:1 FILE_SYNTAX Map keys must be unique']);
});

test('a prefix names the whole', () => {
  const document = new TextDocument('config.json', '{"a": 1}');
  const error = locateFinding(
    document,
    { kind: 'value', path: ['a'], problem: 'must be a string' },
    'config',
  );
  expect(error).toMatchObject({
    code: 'FILE_SCHEMA',
    message: 'config.a must be a string',
    where: { at: { file: 'config.json', line: 1, column: 7 } },
  });
});

test('a document is checked against each requested schema', () => {
  const document = new TextDocument('flow.yaml', 'name: x\nsteps: []\n');
  expect(checkDocument(document, schema)).toEqual([]);
  const other = compileSchema({ type: 'array' });
  expect(checkDocument(document, other).map(({ message }) => message)).toEqual(['the file must be an array']);
  expect(checkDocument(document, schema)).toEqual([]);
});
