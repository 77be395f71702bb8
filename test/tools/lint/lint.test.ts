import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readDestination } from '../../../src/runtime/destination/load';
import { nodeFiles } from '../../../src/runtime/destination/nodeFiles';
import { fixFiles } from '../../../src/tools/lint/fix';
import { renderReports } from '../../../src/tools/lint/report';
import { lintDestination } from '../../../src/tools/lint/run';
import { temporaryFolder } from '../../temporaryFolder';

const fixtures = join(__dirname, '../../fixtures/lint');

async function lint(name: string) {
  return lintDestination(join(fixtures, name), nodeFiles);
}

/** `line:column rule` of each finding. */
async function places(name: string): Promise<string[]> {
  const { findings } = await lint(name);
  return findings.map(({ rule, at }) => `${String(at.line)}:${String(at.column)} ${rule}`);
}

describe('linting a destination', () => {
  it('shows all ten mistakes of a workflow, of ten rules, each at its place', async () => {
    expect(await places('ten-mistakes')).toEqual([
      '12:5 yaml-and-schema',
      '18:9 shadowed-builtin',
      '19:52 unknown-path',
      '23:16 constant-condition',
      '25:28 unknown-name',
      '28:47 wrong-arguments',
      '28:63 unknown-output',
      '32:47 expression-syntax',
      '37:21 foreign-host',
      '38:61 array-target',
    ]);
  });

  it('finds nothing in Kochava', async () => {
    const { findings } = await lintDestination('kochava', nodeFiles);
    expect(findings).toEqual([]);
  });

  it('says where a destination was looked for that is not there', async () => {
    await expect(lintDestination('kochva', nodeFiles)).rejects.toThrow('did you mean kochava?');
  });
});

describe('a fix', () => {
  const folder = temporaryFolder();

  it('changes the one character that it is about, and nothing that would mean something else', async () => {
    cpSync(join(fixtures, 'folded-expression'), folder, { recursive: true });
    const file = join(folder, 'workflow.yaml');
    const before = readFileSync(file, 'utf8');
    const { findings } = await lintDestination(`${folder}/`, nodeFiles);
    const fixed = fixFiles(findings, (path) => readFileSync(path, 'utf8'));
    expect(fixed).toEqual([{ file, text: before.replace('template: >\n', 'template: |\n'), count: 1 }]);
    expect(fixed[0]?.text).toContain('# A comment that stays.');
  });
});

describe('the fixes of a rule', () => {
  const folder = temporaryFolder();

  /** The lines that the fixes change, and how many findings are left then. */
  async function fixed(name: string): Promise<{ lines: string[]; left: number }> {
    const copy = `${join(folder, name)}/`;
    cpSync(join(fixtures, name), copy, { recursive: true });
    const before = readFileSync(join(copy, 'workflow.yaml'), 'utf8').split('\n');
    const { findings } = await lintDestination(copy, nodeFiles);
    for (const { file, text } of fixFiles(findings, (path) => readFileSync(path, 'utf8'))) {
      writeFileSync(file, text);
    }
    const after = readFileSync(join(copy, 'workflow.yaml'), 'utf8').split('\n');
    const left = await lintDestination(copy, nodeFiles);
    return {
      lines: after.filter((line, index) => line !== before[index]).map((line) => line.trim()),
      left: left.findings.length,
    };
  }

  it('array-target put [] behind paths, and leave literals and variables alone', async () => {
    expect(await fixed('array-target')).toEqual({
      lines: [
        '"lines": $outputs.properties.products[price > 0].{"tags": label}[]',
        '"tags": $exists($outputs.properties.tags) ? $outputs.properties.tags[] : "none",',
        '"names": $outputs.names[],',
      ],
      left: 2,
    });
  });

  it('array-target give an array of one', async () => {
    await fixed('array-target');
    const { requests } = (await (
      await readDestination(join(folder, 'array-target'))
    ).transform({
      message: {
        userId: 'u-1',
        properties: { tags: 'a', products: { name: 'Hat', sku: 'H-1', price: 2, label: 'x' } },
      },
      destination: { Config: { labels: ['one'] } },
    })) as { requests: { body: { JSON: unknown } }[] };
    expect(requests[0]?.body.JSON).toEqual({
      userId: ['u-1'],
      skus: 'H-1',
      tags: ['a'],
      labels: ['one'],
      names: ['Hat'],
      order: { lines: [{ tags: 'x' }] },
    });
  });

  it('foreign-host write https where the host is known', async () => {
    const { lines, left } = await fixed('foreign-host');
    expect(lines).toEqual([
      '$envelope({"endpoint": message.type = "track" ? "https://api.example.com/track" : "https://api.example.com/other"}),',
    ]);
    expect(left).toBe(3);
  });
});

describe('a report of findings', () => {
  it('is a list for programs', async () => {
    const [report] = JSON.parse(renderReports([await lint('folded-expression')], 'json')) as unknown[];
    expect(report).toEqual({
      destination: 'folded-expression',
      findings: [
        {
          rule: 'folded-expression',
          severity: 'warning',
          message: 'a folded block (>) loses the places of errors; write the expression in a literal one (|)',
          file: 'test/fixtures/lint/folded-expression/workflow.yaml',
          line: 14,
          column: 15,
          link: 'docs/lint.md#folded-expression',
          fixable: true,
        },
        expect.objectContaining({ line: 20, fixable: false }),
      ],
    });
  });

  it('is an annotation at each place for GitHub', async () => {
    expect(renderReports([await lint('unused-config-key')], 'github')).toBe(
      '::warning file=test/fixtures/lint/unused-config-key/config.schema.json,line=6,col=5,' +
        'title=unused-config-key::no step reads config.sufix',
    );
  });

  it('has a case for each rule for CI servers; a warning fails none', async () => {
    const reports = [await lint('foreign-host'), await lint('unused-step')];
    const text = renderReports(reports, 'junit');
    expect(text).toContain('<testsuite name="foreign-host" tests="21" failures="1">');
    expect(text).toContain('<testsuite name="unused-step" tests="21" failures="0">');
    expect(text).toContain('workflow.yaml:19:91 requests go over https only');
  });

  it('counts errors and warnings for people', async () => {
    const text = renderReports([{ ...(await lint('folded-expression')), milliseconds: 120 }], 'pretty');
    expect(text.split('\n').at(-1)).toBe('folded-expression: 2 warnings (0.12 s); --fix corrects 1');
  });
});
