import { fillBlocks, findBlocks } from '../../../src/tools/docs/blocks';
import { renderTable } from '../../../src/tools/docs/markdown';

const page = (content: string) => `# A\n\n<!-- generated:a -->\n${content}<!-- /generated:a -->\n\nend\n`;

describe('blocks of a page', () => {
  it('are filled, and the rest of the page stays', () => {
    const { filled, stale } = fillBlocks(page(''), findBlocks(page(''), 'A.md'), () => 'new');
    expect(filled).toBe(page('\nnew\n\n'));
    expect(stale).toMatchObject([{ name: 'a', line: 3 }]);
  });

  it('are not stale when they have their content', () => {
    const text = page('\nnew\n\n');
    expect(fillBlocks(text, findBlocks(text, 'A.md'), () => 'new')).toEqual({ filled: text, stale: [] });
  });

  it('are filled one by one, whatever the length of their neighbours', () => {
    const text = '<!-- generated:a -->\n<!-- /generated:a -->\n<!-- generated:b -->\n<!-- /generated:b -->\n';
    const { filled } = fillBlocks(text, findBlocks(text, 'A.md'), (name) => `the ${name}`);
    expect(filled).toBe(
      '<!-- generated:a -->\n\nthe a\n\n<!-- /generated:a -->\n<!-- generated:b -->\n\nthe b\n\n<!-- /generated:b -->\n',
    );
  });

  it.each([
    ['never', '\n<!-- generated:a -->\ntext\n'],
    [
      'behind the next one',
      '\n<!-- generated:a -->\n<!-- generated:b -->\n<!-- /generated:b -->\n<!-- /generated:a -->\n',
    ],
  ])('that are closed %s are an error with their place', (_, text) => {
    let thrown: unknown;
    try {
      findBlocks(text, 'A.md');
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toEqual(
      expect.objectContaining({
        code: 'DOCS_INVALID',
        message: 'the block a is not closed: <!-- /generated:a --> is missing',
        where: { at: { file: 'A.md', line: 2, column: 1 } },
      }),
    );
  });
});

describe('a table', () => {
  it('has a column for each heading of any row, as wide as its widest cell', () => {
    expect(renderTable([{ Key: 'a|b' }, { Key: 'é', Of: 'two\nlines' }])).toBe(
      ['| Key  | Of        |', '| ---- | --------- |', '| a\\|b |           |', '| é    | two lines |'].join(
        '\n',
      ),
    );
  });
});
