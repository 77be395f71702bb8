import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { readPage, root } from '../tools/docs/markdown';
import { blockOf, PAGE } from './repository';

interface Step {
  uses?: string;
  run?: string;
  shell?: string;
  env?: Record<string, string>;
}

interface Action {
  name?: unknown;
  description?: unknown;
  inputs: Record<string, { description?: string; default?: string }>;
  runs: { using?: string; steps: Step[] };
}

const text = readFileSync(join(root, 'action/action.yml'), 'utf8');
const action = parse(text) as Action;

describe('action.yml', () => {
  it('is a composite action with a name and a description', () => {
    expect(action).toMatchObject({
      name: expect.any(String) as string,
      description: expect.any(String) as string,
    });
    expect(action.runs.using).toBe('composite');
  });

  it('pins every other action by its commit, with the version as a comment', () => {
    const lines = `${text}${blockOf('github')}`.match(/^.*\buses: .*$/gm) ?? [];
    const others = lines.filter((line) => !line.includes('your-organization/destkit/action@<commit>'));
    expect(others).toHaveLength(lines.length - 1);
    expect(
      others.filter((line) => !/uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line)),
    ).toEqual([]);
    expect(action.runs.steps.flatMap(({ uses = [] }) => uses)).toHaveLength(1);
  });

  it('has a shell for each command, and inserts no input into a command', () => {
    const commands = action.runs.steps.filter(({ run }) => run !== undefined);
    expect(commands).not.toEqual([]);
    expect(commands.filter(({ shell }) => shell !== 'bash')).toEqual([]);
    expect(commands.filter(({ run }) => run?.includes('${{'))).toEqual([]);
  });

  it('passes each input to the script, which uses it', () => {
    const step = action.runs.steps.find(({ run }) => run?.includes('check.sh'));
    const passed = Object.values(step?.env ?? {}).map((value) => /inputs\.([\w-]+)/.exec(value)?.[1]);
    const others = Object.keys(action.inputs).filter((name) => !passed.includes(name));
    expect(others).toEqual(['node-version']);
    const scripts = ['check.sh', 'comment.js']
      .map((file) => readFileSync(join(root, 'action', file), 'utf8'))
      .join('');
    expect(Object.keys(step?.env ?? {}).filter((name) => !new RegExp(`\\b${name}\\b`).test(scripts))).toEqual(
      [],
    );
    expect(statSync(join(root, 'action/check.sh')).mode & 0o111).toBe(0o111);
  });

  it('describes each input, and so does the page, with the same default', () => {
    const rows = [...readPage(PAGE).matchAll(/^\| `([\w-]+)` +\| (.*?) +\| /gm)].map(([, name, shown]) => [
      name,
      shown,
    ]);
    const words: Record<string, string> = {
      destinations: 'all in `destinations`',
      threshold: 'no limit',
      token: 'the token of the job',
    };
    expect(rows).toEqual(
      Object.entries(action.inputs).map(([name, input]) => [
        name,
        words[name] ?? `\`${input.default ?? ''}\``,
      ]),
    );
    expect(Object.values(action.inputs).filter(({ description = '' }) => description === '')).toEqual([]);
  });
});
