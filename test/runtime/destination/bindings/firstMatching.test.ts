import { firstMatching } from '../../../../src/runtime/destination/bindings/firstMatching';

describe('$firstMatching', () => {
  const usable = '[^0\\s-]';

  it.each([
    [['00000000-0000-0000-0000-000000000000', '6D92078A-8246'], '6D92078A-8246'],
    [['', ' - ', 'a', 'b'], 'a'],
    [['0', '00-0 0'], undefined],
    [[undefined, null, 5, true, ['a'], { a: 'a' }, 'b'], 'b'],
    [[5, ['a']], undefined],
    [[], undefined],
  ])('of %j is %j, for ids', (values, expected) => {
    expect(firstMatching(usable, ...values)).toBe(expected);
  });

  it('gives the text as it is, blanks included', () => {
    expect(firstMatching(usable, ' a-0 ')).toBe(' a-0 ');
  });

  it('reads a pattern by characters, not by halves of them', () => {
    expect(firstMatching('^.$', '\u{1f600}')).toBe('\u{1f600}');
  });

  it('knows a pattern whenever it comes, also after many others', () => {
    for (let round = 0; round < 2; round += 1) {
      for (let number = 0; number < 250; number += 1) {
        expect(firstMatching(`^${number}$`, 'x', `${number}0`, `${number}`)).toBe(`${number}`);
      }
    }
  });
});
