import { renderMarkdown } from '../../../src/tools/check/markdown';
import type { CheckReport, DestinationCheck } from '../../../src/tools/check/model';
import { renderDiff } from '../../../src/tools/diff/render';
import type { DiffReport } from '../../../src/tools/diff/model';
import { code } from '../../../src/tools/report/markdown';

const NASTY =
  '--> <img src=x onerror=alert(1)>\n\n# Title | `@everyone` ``x`` ![a](http://evil.example) \u202e\u0000';

function diffWith(text: string, count: number): DiffReport {
  return {
    ...{ destination: text, against: { ref: 'main', commit: 'main' }, goldens: 1, events: 0, different: 1 },
    ...{ unlisted: 0, breaking: 0 },
    outcomes: [
      { from: 'transformed', to: 'rejected', message: text, count: 1, example: text, isBreaking: false },
    ],
    fields: Array.from({ length: count }, (_, index) => ({
      ...{ path: `${text}${String(index)}`, kind: 'changed' as const, count: 1, isBreaking: false },
      example: { event: text, before: text, after: text },
    })),
    config: [{ kind: 'default', subject: text, before: text, after: text, isBreaking: false }],
  };
}

function checkWith(text: string, count: number): DestinationCheck {
  const at = { file: text, line: 1, column: 1 };
  return {
    ...{ name: text, folder: text, unformatted: [text], notCompared: text, diff: diffWith(text, count) },
    lint: {
      ...{ destination: text, milliseconds: 1 },
      findings: Array.from({ length: count }, () => ({
        ...{ rule: 'rule', severity: 'error' as const, message: text, at, frame: '' },
      })),
    },
    goldens: {
      ...{ destination: text, engine: 'compiled', updated: [], milliseconds: 1 },
      results: [
        {
          ...{ golden: { feature: 'processor', name: text, folder: text }, isNew: false, milliseconds: 1 },
          differences: [{ path: text, expected: 'sesame', actual: 'sesame' }],
        },
      ],
    },
  };
}

function reportWith(destinations: DestinationCheck[]): CheckReport {
  return { names: [NASTY], destinations, limits: {} };
}

/** The report without its code: quoted text between two equally long runs of backticks. */
function withoutCode(text: string): string {
  return text.replace(/(?<!`)(`+)(?!`)(.*?)(?<!`)\1(?!`)/g, 'CODE');
}

describe('the report of a check as Markdown', () => {
  it('interprets nothing of the files and events', () => {
    const text = renderMarkdown(reportWith([checkWith(NASTY, 2)]));
    const [marker, ...lines] = text.split('\n');
    expect(marker).toMatch(/^<!-- destkit check [\w./]+ -->$/);
    const plain = withoutCode(lines.join('\n'));
    expect(plain).toContain('CODE');
    expect(plain.match(/@|onerror|evil|Title|`/g)).toBeNull();
    expect(plain.match(/<[^>]*>/g)).toEqual(['<details>', '<summary>', '</summary>', '</details>']);
    // eslint-disable-next-line no-control-regex -- these are what must not be there
    expect(text).not.toMatch(/[\u0000\u202e]/);
  });

  it('has as many cells in each row as in the header', () => {
    // Cells end at a bar that is not escaped, also inside of code.
    const rows = renderMarkdown(reportWith([checkWith('a|b', 1)]))
      .split('\n')
      .filter((line) => line.startsWith('|'));
    expect(rows.map((row) => row.split(/(?<!\\)\|/).length - 2)).toEqual([6, 6, 6, 4, 4, 4, 4, 4]);
  });

  it('lists the paths of a golden that fails, and no value', () => {
    expect(renderMarkdown(reportWith([checkWith('x', 1)]))).not.toContain('sesame');
  });

  it.each([
    ['many findings', [checkWith(NASTY, 5000)]],
    ['many destinations', Array.from({ length: 3000 }, () => checkWith(NASTY, 3))],
    ['long strings', [checkWith('x'.repeat(100_000), 500)]],
  ])('is not longer than a comment of GitHub, for %s', (_, destinations) => {
    const text = renderMarkdown(reportWith(destinations));
    expect(text.length).toBeLessThanOrEqual(65_536);
    expect(text).toContain('### destkit check: failed');
    expect(text).toMatch(/… and \d+ more/);
    expect(text.match(/<details>/g)?.length).toBe(text.match(/<\/details>/g)?.length);
  });
});

describe('destkit diff --format markdown', () => {
  it('is not longer than a comment of GitHub', () => {
    const text = renderDiff(diffWith(NASTY, 1000), 'markdown');
    expect(text.length).toBeLessThanOrEqual(65_536);
    expect(text).toMatch(/^\| {3}\| {2}\| … and \d+ more \| {2}\|$/m);
  });
});

describe('a string as code', () => {
  it.each([
    ['plain', '`plain`'],
    ['a `tick', '`` a `tick ``'],
    ['two\nlines', '`two lines`'],
    ['', '` `'],
  ])('%j', (text, expected) => {
    expect(code(text)).toBe(expected);
  });
});
