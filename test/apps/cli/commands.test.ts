import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { copyFolders } from '../../copyFolders';
import { listGoldens } from '../../../src/tools/goldens/cases';
import { destkit, folderWith, parseLines } from './process';

const root = join(__dirname, '../../..');

describe('destkit', () => {
  it.each(['transform', 'test', 'list', 'demo', 'validate-config', 'sandbox', 'lint', 'import-goldens'])(
    '%s --help ends with an example',
    async (name) => {
      const { code, stdout } = await destkit([name, '--help']);
      expect(code).toBe(0);
      expect(stdout).toMatch(new RegExp(`Example:\\n  destkit ${name}\\b`));
    },
  );

  it('lists destinations with their features', async () => {
    const { stdout } = await destkit(['list']);
    expect(stdout).toMatch(/^kochava - Kochava\n/m);
    expect(stdout).toMatch(/processor\s+.*procWorkflow\.yaml/);
    const records = JSON.parse((await destkit(['list', '--format', 'json'])).stdout) as { name: string }[];
    expect(records.map(({ name }) => name)).toContain('kochava');
  });

  it('validates settings', async () => {
    const folder = folderWith({ 'good.json': '{"apiKey":"k"}', 'bad.json': '{"apiKey":""}' });
    expect((await destkit(['validate-config', 'kochava', 'good.json'], '', folder)).code).toBe(0);
    const bad = await destkit(['validate-config', 'kochava', 'bad.json'], '', folder);
    expect(bad.code).toBe(2);
    expect(bad.stderr).toContain('config.apiKey must not be empty');
    expect(bad.stderr).toContain('bad.json:1:11');
  });

  it('delivers the demo to a sandbox, which finds the signatures valid', async () => {
    const folder = folderWith({});
    const { code, stdout } = await destkit(['demo', 'kochava'], '', folder);
    expect(code).toBe(0);
    expect(stdout).toContain('Order Completed');
    expect(stdout).toContain('24 lines: 22 delivered, 2 rejected, 0 filtered, 0 pending');
    expect(stdout).toContain('received 25 requests and accepted 25');
    const text = readFileSync(join(folder, 'out/kochava.ndjson'), 'utf8');
    const results = parseLines(text) as {
      place: string;
      answers: { notes: string[]; record: { action: string; signature?: string } }[];
    }[];
    // The install before it is known.
    expect(results.find(({ place }) => place === 'segment.ndjson:2')?.answers[0]?.notes).toEqual([]);
    expect(results).toHaveLength(24);
    const signatures = results.flatMap(({ answers }) =>
      answers.map(({ record }) => [record.action, record.signature]),
    );
    expect(new Set(signatures.map(String))).toEqual(
      new Set(['event,valid', 'install,valid', 'identityLink,']),
    );
    expect(text).not.toContain('demo-api-key');
    expect(existsSync(join(folder, '.destkit'))).toBe(false);
  });
});

describe('destkit test', () => {
  /** A copy of the Kochava plugin, with a part of its goldens, that can be spoiled. */
  function copy(): string {
    const folder = folderWith({});
    const goldens = ['processor/rudderstack', 'router'].map((part) => `test/goldens/kochava/${part}`);
    copyFolders(root, ['destinations/kochava', 'schemas/kochava', ...goldens], folder);
    return folder;
  }

  function edit(file: string, from: string, to: string): void {
    const text = readFileSync(file, 'utf8');
    expect(text).toContain(from);
    writeFileSync(file, text.replace(from, to));
  }

  it('holds for the plugin as it is', async () => {
    const { code, stdout } = await destkit(['test', 'kochava'], '', root);
    expect(stdout).toMatch(/kochava: \d+ goldens hold/);
    expect(code).toBe(0);
  });

  it('names each path that an edit changed, and --update mends the goldens', async () => {
    const folder = copy();
    const workflow = join(folder, 'destinations/kochava/profiles/rudderstack.yaml');
    edit(
      workflow,
      '"app_name": $outputs.parts.app.name',
      '"app_name": $uppercase($outputs.parts.app.version)',
    );
    const golden = 'test/goldens/kochava/processor';
    const args = ['test', 'kochava', '--filter', 'processor/'];

    const failed = await destkit(args, '', folder);
    expect(failed.code).toBe(1);
    const changed = failed.stdout.split('\n').filter((line) => line.includes(': expected '));
    expect(changed.length).toBeGreaterThan(0);
    for (const line of changed) {
      expect(line).toMatch(
        /^ {2}requests\[0\]\.body\.JSON\.data\.app_name: expected .+, got .+$|^ {2}(outcome|error|requests)/,
      );
    }

    const updated = await destkit([...args, '--update'], '', folder);
    expect(updated.code).toBe(0);
    expect(updated.stdout).toContain(golden);
    expect((await destkit(args, '', folder)).code).toBe(0);
  });

  it('does not mind lines that move', async () => {
    const folder = copy();
    edit(join(folder, 'destinations/kochava/procWorkflow.yaml'), 'steps:\n', '# a remark\n\nsteps:\n');
    expect((await destkit(['test', 'kochava'], '', folder)).code).toBe(0);
  });

  it('reports as JSON, JUnit and GitHub annotations', async () => {
    const folder = copy();
    edit(
      join(folder, 'destinations/kochava/tables/rudderstackEventNames.json'),
      '"Purchase"',
      '"Bought <&>"',
    );
    const run = (format: string) => destkit(['test', 'kochava', '--format', format], '', folder);
    const [json, junit, github] = await Promise.all([run('json'), run('junit'), run('github')]);
    const [report] = JSON.parse(json.stdout) as { goldens: { passed: boolean }[] }[];
    expect(report?.goldens.some(({ passed }) => !passed)).toBe(true);
    expect(junit.stdout).toContain('got &quot;Bought &lt;&amp;&gt;&quot;');
    expect(github.stdout).toMatch(/^::error file=.+\/output\.json,line=1,title=.+::requests%?\[0\]/m);
  });

  it('finds the goldens of a folder of its own, and records one that has no output', async () => {
    const folder = copy();
    const plugin = join(folder, 'destinations/kochava');
    cpSync(join(folder, 'test/goldens/kochava/router'), join(plugin, 'goldens/router'), { recursive: true });
    const lonely = join(plugin, 'goldens/router/a-new-case');
    cpSync(join(plugin, 'goldens/router/empty-array-gives-no-items'), lonely, {
      recursive: true,
      filter: (from) => !from.endsWith('output.json'),
    });
    const failed = await destkit(['test', plugin, '--filter', 'a-new-case'], '', folder);
    expect(failed.code).toBe(1);
    expect(failed.stdout).toContain('there is no output.json yet');
    expect((await destkit(['test', plugin, '--filter', 'a-new-case', '--update'], '', folder)).code).toBe(0);
    expect(existsSync(join(lonely, 'output.json'))).toBe(true);
  });

  it('runs the goldens below a folder, named as a path or by what the path has', async () => {
    const count = async (filter: string) => {
      const { stdout } = await destkit(['test', 'kochava', '--filter', filter], '', root);
      return Number(/kochava: (\d+) goldens hold/.exec(stdout)?.[1]);
    };
    const folder = 'test/goldens/kochava/router';
    const expected = listGoldens({ path: join(root, 'destinations/kochava'), name: 'kochava' });
    const inRouter = expected.filter(({ feature }) => feature === 'router').length;
    const filters = [folder, `${folder}/`, 'router/', 'outer/'];
    expect(await Promise.all(filters.map(count))).toEqual(filters.map(() => inRouter));
  });

  it('fails with a message when nothing matches', async () => {
    const { code, stderr } = await destkit(['test', 'kochava', '--filter', 'no such rule'], '', root);
    expect(code).toBe(2);
    expect(stderr).toContain('no golden whose path contains "no such rule"');
  });
});

describe('a destination that cannot be used', () => {
  it('is refused with every problem, its place and the lines around it', async () => {
    const folder = folderWith({
      'destination.yaml': [
        'name: broken',
        'title: Broken',
        'description: For a test.',
        'links: []',
        'features: {processor: workflow.yaml}',
        'schemas: {config: config.schema.json}',
        'hosts: [api.example.com]',
      ].join('\n'),
      'config.schema.json': '{}',
      'workflow.yaml': [
        'templateType: jsonata',
        'bindings:',
        '  - name: table',
        '    path: ./table.json',
        'steps:',
        '  - name: one',
        '    template: |',
        '      (',
        '        $a := 1;',
        '        $b := $a +',
        '      )',
        '  - name: two',
        '    template: "1 + + 2"',
      ].join('\n'),
      'table.json': '{"table": {"a": 1,, }}',
    });
    const { code, stderr } = await destkit(['test', '.'], '', folder);
    expect(code).toBe(2);
    expect(stderr).toContain('workflow.yaml:11:7 (step one)');
    expect(stderr).toContain('workflow.yaml:13:');
    expect(stderr).toContain('table.json:1:');
    expect(stderr).toMatch(/> 11 \| {7}\)\n {7}\| {7}\^/);
    expect(stderr).toMatch(/cannot be used: \d problems/);
  });
});
