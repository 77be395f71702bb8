import { cpSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { destkit, folderWith } from './process';
import { Watching } from './watching';

/** A destination of its own in `./hub`, with a table. */
async function destination(): Promise<string> {
  const folder = folderWith({});
  await destkit(['new', 'hub'], '', folder);
  const hub = join(folder, 'hub');
  mkdirSync(join(hub, 'tables'));
  writeFileSync(join(hub, 'tables/names.json'), table('Order Completed'));
  const workflow = join(hub, 'procWorkflow.yaml');
  const text = readFileSync(workflow, 'utf8')
    .replace('./runtime\n', './runtime\n  - name: names\n    path: ./tables/names.json\n')
    .replace('"event": $outputs.message.event,', '"event": $lookup($names, $outputs.message.event),');
  writeFileSync(workflow, text);
  return folder;
}

const table = (name: string) => JSON.stringify({ names: { 'Order Completed': name } });

/** As most editors save: a new file replaces the old one. */
function replace(file: string, text: string): void {
  writeFileSync(`${file}~`, text);
  renameSync(`${file}~`, file);
}

const started: Watching[] = [];

function watch(args: string[], folder: string): Watching {
  const watching = new Watching(args, folder);
  started.push(watching);
  return watching;
}

afterEach(async () => {
  await Promise.all(started.splice(0).map((watching) => watching.interrupt()));
});

/** Moves the destination to where it may share schemas with others. */
function intoProject(folder: string): string {
  const hub = join(folder, 'destinations/hub');
  mkdirSync(join(folder, 'destinations'));
  renameSync(join(folder, 'hub'), hub);
  return hub;
}

describe('destkit test --watch', () => {
  it('reports the golden that an edit of a table breaks, and when it is fixed', async () => {
    const folder = await destination();
    const names = join(folder, 'hub/tables/names.json');
    const watching = watch(['test', './hub', '--watch'], folder);
    expect(await watching.until(/Ctrl-C ends it\.\n/)).toContain('hub: 1 golden holds');

    for (const save of [writeFileSync, replace, replace]) {
      save(names, table('Purchase'));
      const failed = await watching.until(/hub: .*\n/);
      expect(failed).toContain('hub/tables/names.json changed\nFAIL processor/track-call-is-sent\n');
      expect(failed).toContain('requests[0].body.JSON.event: expected "Order Completed", got "Purchase"');
      expect(failed).toContain('hub: 1 of 1 goldens differ');
      save(names, table('Order Completed'));
      const mended = await watching.until(/hub: .*\n/);
      expect(mended).toContain('fixed: processor/track-call-is-sent\nhub: 1 golden holds');
    }
  });

  it('reads tables again for the reference engine', async () => {
    const folder = await destination();
    const names = join(folder, 'hub/tables/names.json');
    const watching = watch(['test', './hub', '--watch', '--engine', 'reference'], folder);
    expect(await watching.until(/Ctrl-C ends it\.\n/)).toContain('hub: 1 golden holds');
    writeFileSync(names, table('Purchase'));
    expect(await watching.until(/hub: .*\n/)).toContain('hub: 1 of 1 goldens differ');
    writeFileSync(names, table('Order Completed'));
    expect(await watching.until(/hub: .*\n/)).toContain('hub: 1 golden holds');
  });

  it('shows no failure twice', async () => {
    const folder = await destination();
    const names = join(folder, 'hub/tables/names.json');
    const watching = watch(['test', './hub', '--watch'], folder);
    await watching.until(/Ctrl-C ends it\.\n/);
    writeFileSync(names, table('Purchase'));
    await watching.until(/hub: .*\n/);
    writeFileSync(names, `${table('Purchase')}\n`);
    const again = await watching.until(/hub: .*\n/);
    expect(again).toContain('1 as before\nhub: 1 of 1 goldens differ');
    expect(again).not.toContain('FAIL');
  });

  it('goes on when a file is half typed, and when a golden comes and goes', async () => {
    const folder = await destination();
    const workflow = join(folder, 'hub/procWorkflow.yaml');
    const text = readFileSync(workflow, 'utf8');
    const watching = watch(['test', './hub', '--watch'], folder);
    await watching.until(/Ctrl-C ends it\.\n/);

    writeFileSync(workflow, text.replace('$envelope({', '$envelope({{'));
    expect(await watching.until(/fix: Correct the files.*\n/)).toContain('error[EXPRESSION_SYNTAX]');
    writeFileSync(workflow, text.replace('steps:\n', 'steps: [\n'));
    expect(await watching.until(/fix: Correct the files.*\n/)).toContain('error[FILE_SYNTAX]');
    writeFileSync(workflow, text);
    expect(await watching.until(/hub: .*\n/)).toContain('hub: 1 golden holds');

    const goldens = join(folder, 'hub/goldens/processor');
    cpSync(join(goldens, 'track-call-is-sent'), join(goldens, 'another'), { recursive: true });
    expect(await watching.until(/hub: .*\n/)).toContain('hub: 2 goldens hold');
    // A folder that came while it watched is watched too.
    writeFileSync(join(goldens, 'another/output.json'), '{}');
    expect(await watching.until(/hub: .*\n/)).toContain('FAIL processor/another');
    rmSync(join(goldens, 'another'), { recursive: true });
    expect(await watching.until(/hub: 1 golden.*\n/)).toContain('fixed: processor/another');
  });

  it('ends with 0 at Ctrl-C', async () => {
    const folder = await destination();
    const watching = new Watching(['test', './hub', '--watch'], folder);
    await watching.until(/Ctrl-C ends it\.\n/);
    expect(await watching.interrupt()).toBe(0);
  });

  it('is not for a run that rewrites goldens or reports to a program', async () => {
    for (const option of [['--update'], ['--format', 'json']]) {
      const { code, stderr } = await destkit(['test', 'kochava', '--watch', ...option]);
      expect([code, stderr]).toEqual([2, expect.stringContaining('cannot be used with')]);
    }
  });
});

describe('destkit lint --watch', () => {
  it('shows what is new, counts what is as before, and names what is gone', async () => {
    const folder = await destination();
    const workflow = join(folder, 'hub/procWorkflow.yaml');
    const text = readFileSync(workflow, 'utf8');
    const watching = watch(['lint', './hub', '--watch'], folder);
    expect(await watching.until(/Ctrl-C ends it\.\n/)).toContain('hub: nothing found');

    const first = text.replace('$outputs.message.timestamp', '$outputs.mesage.timestamp');
    writeFileSync(workflow, first);
    expect(await watching.until(/hub: .*\n/)).toContain('there is no step mesage before this one');
    writeFileSync(
      workflow,
      first.replace('steps:\n', '\nsteps:\n').replace('$object($outputs', '$objct($outputs'),
    );
    const second = await watching.until(/hub: .*\n/);
    expect(second).toContain('nothing is bound to $objct');
    expect(second).not.toContain('there is no step mesage');
    expect(second).toContain('1 as before');
    writeFileSync(workflow, text);
    const third = await watching.until(/hub: .*\n/);
    expect(third).toContain('fixed: [unknown-output] there is no step mesage before this one');
    expect(third).toContain('hub: nothing found');
    expect(await watching.interrupt()).toBe(0);
    started.pop();
  });

  it('sees schemas that lie outside of the folder', async () => {
    const folder = await destination();
    const hub = intoProject(folder);
    mkdirSync(join(folder, 'schemas'));
    const schema = readFileSync(join(hub, 'config.schema.json'), 'utf8');
    writeFileSync(join(folder, 'schemas/config.schema.json'), schema);
    const manifest = readFileSync(join(hub, 'destination.yaml'), 'utf8');
    writeFileSync(
      join(hub, 'destination.yaml'),
      manifest.replace('config: config.schema.json', 'config: ../../schemas/config.schema.json'),
    );
    const watching = watch(['lint', './destinations/hub', '--watch'], folder);
    await watching.until(/Ctrl-C ends it\.\n/);
    writeFileSync(join(folder, 'schemas/config.schema.json'), schema.replaceAll('apiKey', 'apiToken'));
    expect(await watching.until(/hub: .*\n/)).toContain('has no field apiKey');
  });

  it('waits for a folder of schemas that is not there yet', async () => {
    const folder = await destination();
    const hub = intoProject(folder);
    const manifest = readFileSync(join(hub, 'destination.yaml'), 'utf8');
    writeFileSync(
      join(hub, 'destination.yaml'),
      manifest.replace('config: config.schema.json', 'config: ../../schemas/shared/config.schema.json'),
    );
    const watching = watch(['lint', './destinations/hub', '--watch'], folder);
    await watching.until(/error.* there is no file[^]*Ctrl-C ends it\.\n/);
    mkdirSync(join(folder, 'schemas/shared'), { recursive: true });
    cpSync(join(hub, 'config.schema.json'), join(folder, 'schemas/shared/config.schema.json'));
    await watching.until(/fixed: .* there is no file[^]*hub: nothing found/);
  });
});
