import { distance } from 'fastest-levenshtein';
import { suggest } from '../../../src/runtime/schema/suggest';

jest.mock('fastest-levenshtein', () => {
  const original = jest.requireActual<typeof import('fastest-levenshtein')>('fastest-levenshtein');
  return { distance: jest.fn(original.distance) };
});
beforeEach(() => {
  jest.mocked(distance).mockClear();
});

const keys = ['name', 'template', 'templatePath', 'condition', 'apiKey'];

test.each([
  ['apikey', 'apiKey'],
  ['APIKEY', 'apiKey'],
  ['conditon', 'condition'],
  ['templte', 'template'],
  ['template_path', 'templatePath'],
  ['nmae', 'name'],
  ['tempalte', 'template'],
])('%s most likely means %s', (word, meant) => {
  expect(suggest(word, keys)).toBe(meant);
});

test.each(['colour', 'x', '', 'nothing like it'])('"%s" is near to none', (word) => {
  expect(suggest(word, keys)).toBeUndefined();
});

test('a word of one character means no other one', () => {
  expect(suggest('x', ['y'])).toBeUndefined();
});

test('the nearest candidate is taken, not the first', () => {
  expect(suggest('templatePat', keys)).toBe('templatePath');
});

test('there is nothing to suggest without candidates', () => {
  expect(suggest('name', [])).toBeUndefined();
});

test('a word as long as a file is near to none, and its letters are not compared', () => {
  expect(suggest('n'.repeat(100_000), keys)).toBeUndefined();
  expect(distance).not.toHaveBeenCalled();
  expect(suggest('conditon', keys)).toBe('condition');
  expect(distance).toHaveBeenCalled();
});
