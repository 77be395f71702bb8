import { codeFrame } from '../../../src/runtime/errors/frame';

const text = 'one\ntwo\n\tthree four\nfour\nfive\nsix\nseven\neight\nnine\nten';

describe('the lines around a place', () => {
  it('are two before and two behind, with carets below what is wrong', () => {
    expect(codeFrame(text, 5, 2, 3)).toBe(
      ['  3 | \tthree four', '  4 | four', '> 5 | five', '    |  ^^^', '  6 | six', '  7 | seven'].join('\n'),
    );
  });

  it('end with the file, and their numbers have one width', () => {
    expect(codeFrame(text, 10, 1)).toBe(['   8 | eight', '   9 | nine', '> 10 | ten', '     | ^'].join('\n'));
    expect(codeFrame(text, 1, 1).split('\n')[0]).toBe('> 1 | one');
  });

  it('keep tabs, so that the caret is below its character', () => {
    expect(codeFrame(text, 3, 8, 4).split('\n')[3]).toBe('    | \t      ^^^^');
  });

  it('have a caret at the end of a line, and none after it', () => {
    expect(codeFrame('ab\r\ncd', 1, 2, 50)).toBe('> 1 | ab\n    |  ^\n  2 | cd');
    expect(codeFrame('ab', 1, 3)).toBe('> 1 | ab\n    |   ^');
  });
});
