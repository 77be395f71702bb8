import { createError } from '../../../src/runtime/errors/destkitError';
import { renderError } from '../../../src/runtime/errors/render';
import { unwritable } from '../../../src/runtime/errors/unwritable';

const rejected = (where = {}) => createError('EVENT_REJECTED', { message: 'no device id' }, where);
const at = { file: 'w.yaml', line: 12, column: 5 };

/** Without the two rows that say what to do. */
const placeOf = (where: object) => renderError(rejected(where)).split('\n').slice(1, -2);

describe('an error as text', () => {
  it('has the code, the message, what to do, and the page that explains it', () => {
    const error = rejected();
    expect(renderError(error).split('\n')).toEqual([
      'error[EVENT_REJECTED] no device id',
      `  fix: ${error.fix}`,
      '  see docs/errors.md#event_rejected',
    ]);
  });

  it.each<[string, object, string[]]>([
    ['the place', { at }, ['  at w.yaml:12:5']],
    ['the place with the step', { at, step: 'body' }, ['  at w.yaml:12:5 (step body)']],
    ['the step without a place', { step: 'body' }, ['  in step body']],
    ['the expression', { step: 'body', expression: '$x + 1' }, ['  in step body', '  in $x + 1']],
    [
      'the frame instead of the expression',
      { at, expression: '$x', frame: '> 1 | a\n    | ^' },
      ['  at w.yaml:12:5', '  > 1 | a', '      | ^'],
    ],
  ])('has %s', (_what, where, rows) => {
    expect(placeOf(where)).toEqual(rows);
  });

  it('has its problems first, and what to do once when it is the same for all', () => {
    const problems = ['one', 'two'].map((message) => createError('EVENT_REJECTED', { message }));
    const text = renderError(createError('EVENT_REJECTED', { message: 'both' }, {}, problems));
    expect(text.match(/^error.*$/gm)).toEqual([
      'error[EVENT_REJECTED] one',
      'error[EVENT_REJECTED] two',
      'error[EVENT_REJECTED] both',
    ]);
    expect(text.match(/^ {2}fix:/gm)).toHaveLength(1);
  });

  it('has what to do for a problem of another kind as well', () => {
    const problems = [unwritable('out.json', new Error('no code'))];
    const text = renderError(createError('EVENT_REJECTED', { message: 'no' }, {}, problems));
    expect(text.match(/^ {2}fix:/gm)).toHaveLength(2);
  });
});

it.each([
  [Object.assign(new Error('no'), { code: 'EACCES' }), 'EACCES'],
  [new Error('no'), 'error'],
])('a file that cannot be written is named with the reason: %s', (cause, reason) => {
  const error = unwritable('out/a.json', cause);
  expect(error.code).toBe('OUTPUT_UNWRITABLE');
  expect(error.message).toContain('out/a.json');
  expect(error.message).toContain(reason);
});
