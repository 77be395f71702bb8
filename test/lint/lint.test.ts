import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeFiles } from '../../src/destination/nodeFiles';
import { fixFiles } from '../../src/lint/fix';
import { renderReports } from '../../src/lint/report';
import { lintDestination } from '../../src/lint/run';

const fixtures = join(__dirname, '../fixtures/lint');

async function lint(name: string) {
  return lintDestination(join(fixtures, name), nodeFiles);
}

/** `line:column rule` of each finding. */
async function places(name: string): Promise<string[]> {
  const { findings } = await lint(name);
  return findings.map(({ rule, at }) => `${String(at.line)}:${String(at.column)} ${rule}`);
}

describe('linting a destination', () => {
  it('shows all ten mistakes of a workflow, each at its place', async () => {
    expect(await places('ten-mistakes')).toEqual([
      '8:11 yaml-and-schema',
      '12:5 yaml-and-schema',
      '18:9 shadowed-builtin',
      '19:52 unknown-path',
      '23:16 constant-condition',
      '25:28 unknown-name',
      '28:47 wrong-arguments',
      '28:63 unknown-output',
      '32:47 expression-syntax',
      '37:21 foreign-host',
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
  const folder = mkdtempSync(join(tmpdir(), 'lint-'));
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

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
    expect(text).toContain('<testsuite name="foreign-host" tests="17" failures="1">');
    expect(text).toContain('<testsuite name="unused-step" tests="17" failures="0">');
    expect(text).toContain('workflow.yaml:19:91 requests go over https only');
  });

  it('counts errors and warnings for people', async () => {
    const text = renderReports([{ ...(await lint('folded-expression')), milliseconds: 120 }], 'pretty');
    expect(text.split('\n').at(-1)).toBe('folded-expression: 2 warnings (0.12 s); --fix corrects 1');
  });
});
