import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, renameSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readDestination } from '../../../src/runtime/destination/load';
import { nodeFiles } from '../../../src/runtime/destination/nodeFiles';
import { DestkitError } from '../../../src/runtime/errors/destkitError';
import { listGoldens, readCases } from '../../../src/tools/goldens/cases';
import { lintDestination } from '../../../src/tools/lint/run';
import { secondsUsed } from '../../cpuTime';
import { attackFolder, attacks, type AttackFolder } from './attackFolder';
import { refusals } from './refusals';

/** Seconds of the processor. */
const SOON = 5;
const MUCH_MEMORY = 300 * 1024 * 1024;

/** What loading a folder ends with, as `file:line:column code message`. */
async function problemsOf({ folder }: AttackFolder): Promise<string[]> {
  const started = secondsUsed();
  const before = process.memoryUsage().rss;
  const error: unknown = await readDestination(folder).catch((thrown: unknown) => thrown);
  expect(secondsUsed() - started).toBeLessThan(SOON);
  expect(process.memoryUsage().rss - before).toBeLessThan(MUCH_MEMORY);
  if (!(error instanceof DestkitError)) {
    return [];
  }
  expect(error.code).toBe('DESTINATION_INVALID');
  return error.problems.map(
    ({ code, message, where: { at } }) =>
      `${at?.file.slice(folder.length + 1) ?? ''}:${String(at?.line)}:${String(at?.column)} ${code} ${message}`,
  );
}

async function findingsOf({ folder }: AttackFolder): Promise<string[]> {
  const started = secondsUsed();
  const { findings } = await lintDestination(folder, nodeFiles);
  expect(secondsUsed() - started).toBeLessThan(SOON);
  return findings
    .filter(({ severity }) => severity === 'error')
    .map(
      ({ rule, message, at }) => `${at.file.slice(folder.length + 1)}:${String(at.line)} ${rule} ${message}`,
    );
}

it('has a folder for each attack', () => {
  const folders = readdirSync(attacks).filter((name) => name !== 'base' && !name.includes('.'));
  expect(Object.keys(refusals).sort()).toEqual(folders.sort());
});

it('loads the folder that the attacks are made from', async () => {
  const attack = attackFolder();
  expect(await problemsOf(attack)).toEqual([]);
  expect(await findingsOf(attack)).toEqual([]);
});

describe.each(Object.entries(refusals))('%s', (name, [problem, rule]) => {
  it('is refused with its place, by loading and by lint, and nothing of it runs', async () => {
    const attack = attackFolder(name);
    expect(await problemsOf(attack)).toEqual([expect.stringContaining(problem)]);
    const [finding, ...others] = await findingsOf(attack);
    expect(finding).toContain(` ${rule} `);
    expect(others).toEqual([]);
    expect(attack.hasRun()).toBe(false);
  });
});

it.each(['code-by-path', 'code-by-module', 'code-for-a-step', 'code-of-an-inner-workflow'])(
  '%s runs when the caller allows code, and lint only warns',
  async (name) => {
    const attack = attackFolder(name);
    const destination = await readDestination(attack.folder, { allowCode: true });
    expect(attack.hasRun()).toBe(false);
    await destination.prepare('processor');
    expect(attack.hasRun()).toBe(true);
    const { findings } = await lintDestination(attack.folder, nodeFiles, { allowCode: true });
    expect(findings.find(({ rule }) => rule === 'code-binding')).toMatchObject({ severity: 'warning' });
  },
);

describe('symbolic links', () => {
  const LINK = "may not be read: a symbolic link leads out of the destination's folder";

  it.each([
    ['of a table', 'table.json', '../outside.json', 'workflow.yaml:7:11'],
    ['of a folder with a table', 'tables', '..', 'workflow.yaml:7:11'],
    ['of a workflow', 'workflow.yaml', '../outside.yaml', 'destination.yaml:6:14'],
    ['of the config schema', 'config.schema.json', '../outside.json', 'destination.yaml:8:11'],
  ])('are not followed out of the folder: %s', async (_, name, target, place) => {
    const attack = attackFolder();
    const table = name === 'tables' ? './tables/outside.json' : './table.json';
    const bound = `\n  - name: evil\n    path: ${table}\n`;
    const workflow = 'name: a\ntemplateType: jsonata\n\nbindings:\n  - path: ./runtime';
    if (name.startsWith('table')) {
      writeFileSync(
        join(attack.folder, 'workflow.yaml'),
        `${workflow}${bound}\nsteps:\n  - name: a\n    template: $evil\n`,
      );
    } else {
      renameSync(join(attack.folder, name), join(attack.folder, `${name}.bak`));
    }
    symlinkSync(target, join(attack.folder, name));
    expect(await problemsOf(attack)).toEqual([expect.stringMatching(`^${place} FILE_OUTSIDE .* ${LINK}`)]);
    expect(await findingsOf(attack)).toEqual([expect.stringContaining(LINK)]);
  });

  it('are followed within the folder', async () => {
    const attack = attackFolder();
    renameSync(join(attack.folder, 'workflow.yaml'), join(attack.folder, 'real.yaml'));
    symlinkSync('real.yaml', join(attack.folder, 'workflow.yaml'));
    expect(await problemsOf(attack)).toEqual([]);
  });

  it('lead to no goldens', async () => {
    const attack = attackFolder();
    const destination = await readDestination(attack.folder);
    const output = join(attack.folder, 'goldens/processor/an-event-is-sent/output.json');
    renameSync(output, join(attack.project, 'elsewhere.json'));
    symlinkSync(join(attack.project, 'elsewhere.json'), output);
    expect(() => readCases(destination)).toThrow('output.json is not a regular file');
    renameSync(join(attack.folder, 'goldens'), join(attack.project, 'goldens'));
    symlinkSync(join(attack.project, 'goldens'), join(attack.folder, 'goldens'));
    expect(() => listGoldens(destination)).toThrow(LINK);
  });
});

describe('schemas beside destinations', () => {
  const named = (attack: AttackFolder, schema: string) => {
    const manifest = attackManifest(schema);
    writeFileSync(join(attack.folder, 'destination.yaml'), manifest);
  };

  it('may be used', async () => {
    const attack = attackFolder();
    mkdirSync(join(attack.project, 'schemas'));
    writeFileSync(join(attack.project, 'schemas/config.json'), '{ "type": "object" }');
    named(attack, '../../schemas/config.json');
    expect(await problemsOf(attack)).toEqual([]);
  });

  it.each([
    ['a link as such', 'schemas', '.', '../../schemas/destinations/outside.json'],
    ['a link in there', 'schemas/away', '..', '../../schemas/away/destinations/outside.json'],
    ['a folder of another name', 'other', '.', '../../other/destinations/outside.json'],
  ])('may not lead elsewhere: %s', async (_, link, target, schema) => {
    const attack = attackFolder();
    if (link.includes('/')) {
      mkdirSync(join(attack.project, 'schemas'));
    }
    symlinkSync(target, join(attack.project, link));
    named(attack, schema);
    expect(await problemsOf(attack)).toEqual([expect.stringContaining('FILE_OUTSIDE')]);
  });
});

function attackManifest(schema: string): string {
  return [
    'name: attack',
    'title: Example',
    'description: A folder that must not be loaded.',
    'links: []',
    'features: {processor: workflow.yaml}',
    `schemas: {config: ${schema}}`,
    'hosts: [api.example.com]\n',
  ].join('\n');
}

describe('what is large', () => {
  const withTable = (attack: AttackFolder, ...tables: string[]) => {
    const bound = tables.map((name) => `  - name: ${name}\n    path: ./${name}.json\n    exportAll: true\n`);
    writeFileSync(
      join(attack.folder, 'workflow.yaml'),
      `name: a\ntemplateType: jsonata\nbindings:\n${bound.join('')}steps:\n  - name: a\n    template: $one\n`,
    );
  };

  it('as a file is not read', async () => {
    const attack = attackFolder();
    withTable(attack, 'one');
    writeFileSync(join(attack.folder, 'one.json'), '');
    truncateSync(join(attack.folder, 'one.json'), 100 * 1024 * 1024);
    expect(await problemsOf(attack)).toEqual([
      expect.stringMatching(
        /^workflow.yaml:5:11 FILE_TOO_LARGE .*one.json is too large: a file may have 4 MiB/,
      ),
    ]);
    expect(await findingsOf(attack)).toEqual([expect.stringContaining('too large')]);
  });

  it('is refused as a sum of files', async () => {
    const attack = attackFolder();
    withTable(attack, 'one', 'two', 'three');
    for (const name of ['one', 'two', 'three']) {
      writeFileSync(join(attack.folder, `${name}.json`), `["${'x'.repeat(3 * 1024 * 1024)}"]`);
    }
    expect(await problemsOf(attack)).toEqual([
      expect.stringContaining('more than 8 MiB of the folder are read'),
    ]);
  });

  it('as a table of the largest size fits into memory', async () => {
    const attack = attackFolder();
    withTable(attack, 'one');
    writeFileSync(join(attack.folder, 'one.json'), `[${'{},'.repeat(1_300_000)}1]`);
    expect(await problemsOf(attack)).toEqual([]);
  });

  it('as a workflow of ten thousand steps is refused', async () => {
    const attack = attackFolder();
    const steps = Array.from({ length: 10_000 }, (_, at) => `  - {name: s${String(at)}, template: n}\n`);
    const head = 'name: a\ntemplateType: jsonata\nsteps:\n';
    writeFileSync(join(attack.folder, 'workflow.yaml'), `${head}${steps.slice(0, 5000).join('')}`);
    expect(await problemsOf(attack)).toEqual([
      expect.stringMatching(/^workflow.yaml:2004:5 .* more than 2000 steps/),
    ]);
    expect(await findingsOf(attack)).toEqual([expect.stringContaining('more than 2000 steps')]);
    writeFileSync(join(attack.folder, 'workflow.yaml'), `${head}${steps.join('')}`);
    expect(await problemsOf(attack)).toEqual([expect.stringContaining('a YAML file may have 256 KiB')]);
  });

  it('as workflows that run each other again and again is refused', async () => {
    const attack = attackFolder();
    const level = (next: number) => {
      const steps = ['a', 'b'].map(
        (name) => `  - {name: ${name}, externalWorkflow: {path: ./level${String(next)}.yaml}}\n`,
      );
      return `templateType: jsonata\nsteps:\n${next > 40 ? '  - {name: a, template: n}\n' : steps.join('')}`;
    };
    writeFileSync(join(attack.folder, 'workflow.yaml'), level(0));
    for (let at = 0; at <= 40; at += 1) {
      writeFileSync(join(attack.folder, `level${String(at)}.yaml`), level(at + 1));
    }
    expect(await problemsOf(attack)).toEqual([expect.stringContaining('more than 2000 steps')]);
    await findingsOf(attack);
  });

  it('as a pipe that nobody writes to does not wait', async () => {
    const attack = attackFolder();
    withTable(attack, 'one');
    execFileSync('mkfifo', [join(attack.folder, 'one.json')]);
    expect(await problemsOf(attack)).toEqual([expect.stringContaining('it is not a regular file')]);
  });
});
