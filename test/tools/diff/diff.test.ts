import { execFileSync } from 'node:child_process';
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { destkit } from '../../apps/cli/process';
import { hasGit } from '../../hasGit';
import { temporaryFolder } from '../../temporaryFolder';

const postal = join(__dirname, '../../fixtures/destinations/postal');

function git(folder: string, ...args: string[]): void {
  const who = ['-c', 'user.name=test', '-c', 'user.email=test@example.com', '-c', 'commit.gpgsign=false'];
  execFileSync('git', [...who, ...args], { cwd: folder, stdio: 'ignore' });
}

/** A repository with the destination committed, and then edited: text in files -> other text. */
function edited(edits: readonly [file: string, from: string, to: string][]): string {
  const folder = temporaryFolder();
  cpSync(postal, join(folder, 'postal'), { recursive: true });
  git(folder, 'init', '-q');
  git(folder, 'add', '.');
  git(folder, 'commit', '-q', '-m', 'before');
  for (const [file, from, to] of edits) {
    const path = join(folder, 'postal', file);
    const text = readFileSync(path, 'utf8');
    expect(text).toContain(from);
    writeFileSync(path, text.replace(from, to));
  }
  return folder;
}

function run(folder: string, ...more: string[]) {
  return destkit(['diff', './postal', '--against', 'HEAD', ...more], '', folder);
}

/** Without the commit, which is another one each time. */
function steady(text: string): string {
  return text.replace(/\([0-9a-f]{10}\)/g, '(commit)');
}

const breaking: [string, string, string][] = [
  ['parts/order.yaml', '        "number": order.number,\n', ''],
  ['parts/order.yaml', 'order.amount * 100', '$string(order.amount * 100)'],
  ['parts/order.yaml', '"USD"),', '"GBP"),\n        "note": "new",'],
  ['config.schema.json', '["account", "password"]', '["account", "password", "region"]'],
  ['config.schema.json', '"default": "EUR"', '"default": "GBP"'],
  ['config.schema.json', '"account": {', '"region": { "type": "string" },\n    "account": {'],
];

if (!hasGit) {
  console.log('destkit diff is not tested: there is no git.');
}

(hasGit ? describe : describe.skip)('destkit diff', () => {
  it('finds nothing where nothing is edited, and leaves no folder behind', async () => {
    const temporary = temporaryFolder();
    const args = ['diff', './postal', '--against', 'HEAD'];
    const { code, stdout } = await destkit(args, '', edited([]), { TMPDIR: temporary });
    expect(steady(stdout)).toBe(
      'postal against HEAD (commit): 2 goldens, nothing is different\nNo breaking change.\n',
    );
    expect(code).toBe(0);
    expect(readdirSync(temporary)).toEqual([]);
  });

  it('lists added and changed fields, which break nothing', async () => {
    const folder = edited([
      ['parts/order.yaml', '"USD"),', '"GBP"),\n        "note": "new",'],
      ['workflow.yaml', '"kind": "postal",', '"kind": "box",'],
    ]);
    const { code, stdout } = await run(folder);
    expect(code).toBe(0);
    expect(steady(stdout)).toBe(`postal against HEAD (commit): 2 goldens, 1 of them come out differently
No breaking change.

Fields
     changed  requests[].body.JSON.kind            1x  "postal" -> "box"  e.g. processor/an-order-is-sent
     changed  requests[].body.JSON.order.currency  1x  "USD" -> "GBP"     e.g. processor/an-order-is-sent
     added    requests[].body.JSON.order.note      1x  "new"              e.g. processor/an-order-is-sent
`);
  });

  it('marks fields that are gone or of another type', async () => {
    const { code, stdout } = await run(edited(breaking.slice(0, 3)), '--format', 'markdown');
    expect(code).toBe(1);
    expect(steady(stdout))
      .toBe(`**\`postal\` against \`HEAD\` (commit): 2 goldens, 1 of them come out differently**

2 breaking changes, marked !

|   | Change | What | Events |
| - | ------ | ---- | -----: |
| ! | removed | \`requests[].body.JSON.order.number\` | 1 |
| ! | retyped | \`requests[].body.JSON.order.cents\` | 1 |
|   | changed | \`requests[].body.JSON.order.currency\` | 1 |
|   | added | \`requests[].body.JSON.order.note\` | 1 |

<details>
<summary>An example of each</summary>

- \`requests[].body.JSON.order.number\`: \`"A-7"\` in \`processor/an-order-is-sent\`
- \`requests[].body.JSON.order.cents\`: \`1250 -> "1250"\` in \`processor/an-order-is-sent\`
- \`requests[].body.JSON.order.currency\`: \`"USD" -> "GBP"\` in \`processor/an-order-is-sent\`
- \`requests[].body.JSON.order.note\`: \`"new"\` in \`processor/an-order-is-sent\`

</details>
`);
  });

  it('marks settings that are asked for, and events that are no longer sent because of them', async () => {
    const { code, stdout } = await run(edited(breaking.slice(3)));
    expect(code).toBe(1);
    expect(steady(stdout)).toBe(`postal against HEAD (commit): 2 goldens, 2 of them come out differently
3 breaking changes, marked !

Outcomes
  !  transformed -> rejected: config.region is required  1x  e.g. processor/an-order-is-sent
     filtered -> rejected: config.region is required     1x  e.g. processor/a-ping-is-left-out

Settings
  !  config.region is required now
     config.region is new
     the default of config.currency: "EUR" -> "GBP"
  !  settings that were valid are refused (1 of those tried): config.region is required
`);
  });

  it('runs a sample of events too, and hides secrets in what it shows', async () => {
    const folder = edited([
      ['workflow.yaml', '"Basic "', '"Bearer "'],
      ['workflow.yaml', '"kind": "postal",', '"kind": $outputs.config.password,'],
    ]);
    const sample = join(folder, 'sample.ndjson');
    writeFileSync(sample, '{"type": "order", "order": {"number": 1}}\nno json\n{"type": "order"}\n');
    const { code, stdout } = await run(folder, '--events', sample, '--format', 'json');
    const report = JSON.parse(stdout) as {
      goldens: number;
      events: number;
      different: number;
      fields: object[];
    };
    expect(code).toBe(0);
    expect(report).toMatchObject({ goldens: 2, events: 2, different: 3, breaking: 0 });
    expect(report.fields).toEqual([
      expect.objectContaining({
        path: 'requests[].headers.Authorization',
        kind: 'changed',
        count: 3,
        example: { event: 'processor/an-order-is-sent', before: '***', after: '***' },
      }),
      expect.objectContaining({
        path: 'requests[].body.JSON.kind',
        example: { event: 'processor/an-order-is-sent', before: 'postal', after: '***' },
      }),
    ]);
    expect(stdout).not.toContain('open-sesame');
  });

  it.each(['--help=x', '-n', 'a..b', 'HEAD; touch /tmp/x', 'no-such-branch', ''])(
    'refuses the commit %p',
    async (ref) => {
      const { code, stderr } = await destkit(['diff', './postal', `--against=${ref}`], '', edited([]));
      expect([code, stderr]).toEqual([2, expect.stringContaining('there is no commit')]);
    },
  );

  it('fails with a message if there is no repository, or no such destination in the commit', async () => {
    const plain = temporaryFolder();
    cpSync(postal, join(plain, 'postal'), { recursive: true });
    const nowhere = await destkit(['diff', './postal', '--against', 'HEAD'], '', plain);
    expect([nowhere.code, nowhere.stderr]).toEqual([
      2,
      expect.stringContaining('is not in a git repository'),
    ]);
    const folder = edited([]);
    cpSync(postal, join(folder, 'other'), { recursive: true });
    const absent = await destkit(['diff', './other', '--against', 'HEAD'], '', folder);
    expect([absent.code, absent.stderr]).toEqual([
      2,
      expect.stringContaining('there is no other/destination.yaml in HEAD'),
    ]);
  });
});
