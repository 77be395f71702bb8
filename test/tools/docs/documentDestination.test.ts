import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readDestination } from '../../../src/runtime/destination/load';
import { documentDestination } from '../../../src/tools/docs/run';
import { destkit, folderWith } from '../../apps/cli/process';

const fixture = join(__dirname, '../../fixtures/docs/parcels');

/** A copy of the fixture with other files over its own. */
function parcels(files: Record<string, string> = {}): string {
  const folder = join(folderWith({}), 'parcels');
  cpSync(fixture, folder, { recursive: true });
  for (const [name, content] of Object.entries(files)) {
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

async function write(folder: string): Promise<string> {
  await documentDestination(await readDestination(folder), false);
  return readFileSync(join(folder, 'README.md'), 'utf8');
}

/** The rows of a block, cells without their padding. */
function rowsOf(readme: string, block: string): string[][] {
  const [, content = ''] =
    new RegExp(`<!-- generated:${block} -->\\n([^]*?)<!-- /generated`).exec(readme) ?? [];
  const lines = content.trim().split('\n');
  return lines.map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

const fields = (entries: string) =>
  `parcels:\n  columns: [{ title: From }]\n  requests: { /parcels: "" }\n${entries}`;

describe('the blocks of a README', () => {
  let readme = '';
  beforeAll(async () => {
    readme = await write(parcels());
  });

  it('show the settings', () => {
    expect(rowsOf(readme, 'settings')).toEqual([
      ['Setting', 'Meaning', 'Default', 'Required', 'Secret'],
      expect.anything(),
      ['`shop`', 'The number of the shop.', '', 'yes', ''],
      ['`addressPath`', 'Where \\<the address> stands.', '`to.address`', '', ''],
      ['`token`', 'A secret.', '', '', 'yes'],
    ]);
  });

  it('show features, tables and examples', () => {
    expect(rowsOf(readme, 'features')[2]).toEqual(['`processor`', '`workflow.yaml`']);
    expect(rowsOf(readme, 'tables')[2]).toEqual(['`sizes`', '2']);
    expect(rowsOf(readme, 'examples')[2]).toEqual([
      '1',
      '`Parcel Sent`',
      '`POST https://api.parcels.example/parcels`',
    ]);
  });

  it('show what docs/tables.yaml makes of the facts', () => {
    expect(rowsOf(readme, 'sizes').slice(2)).toEqual([
      ['`s`', 'small'],
      ['`l`', 'large'],
    ]);
    expect(readme).toContain('<!-- generated:codes -->\n\n`SIZE_LEFT_OUT`\n\n<!--');
  });

  it('show where each field is taken from', () => {
    expect(Object.fromEntries(rowsOf(readme, 'fields').slice(2))).toEqual({
      // What counts first, and what is there without any.
      '`/parcels: id`': '`id`, else `number`, else `"none"`',
      // An instant is changed by days: the field has seconds.
      '`/parcels: sent`': '`sent`',
      '`/parcels: label`': '`street` and `town`, else `" "`',
      '`/parcels: isFragile`': '`kind`',
      // One of two texts, whatever else the kind is.
      '`/parcels: carrier`': 'by `kind`',
      '`/parcels: shop`': 'the setting `shop`',
      '`/parcels: address`': 'the path in the setting `addressPath`',
      // A letter that the table lacks leaves the field out: nothing tells that it is the field's source.
      '`/parcels: size`': '',
      '`/parcels: extra.a`': '`extra.a`',
      '`/parcels: extra.b`': '`extra.b`',
      '`/parcels: extra.c`': '`extra.c`',
    });
  });
});

describe('docs/fields.yaml', () => {
  const tables = `fields: '$fields("parcels").{"Field": field, "From": from.From, "Remark": remark}'\n`;
  const page = '<!-- generated:fields -->\n<!-- /generated:fields -->\n';
  const all = ['id', 'sent', 'label', 'isFragile', 'carrier', 'size', 'shop', 'address'].map(
    (name) => `    - field: ${name}\n`,
  );
  const withFields = (entries: string[]) =>
    parcels({
      'README.md': page,
      'docs/tables.yaml': tables,
      'docs/fields.yaml': fields(`  fields:\n${entries.join('')}`),
    });

  it('names fields, gathers what is below one, and adds remarks', async () => {
    const readme = await write(withFields([...all, '    - field: extra\n      remark: As it is.\n']));
    expect(rowsOf(readme, 'fields')).toContainEqual(['extra', '`extra`', 'As it is.']);
  });

  it('lacks no field that a golden has', async () => {
    await expect(write(withFields(all))).rejects.toThrow(
      'docs/fields.yaml: it lacks extra.a, extra.b, extra.c, which requests of goldens have',
    );
  });

  it('has no field that no golden has', async () => {
    await expect(
      write(withFields([...all, '    - field: extra\n', '    - field: colour\n'])),
    ).rejects.toThrow('docs/fields.yaml: no request of a golden has colour');
  });
});

describe('destkit docs', () => {
  it('writes, and then finds nothing to write', async () => {
    const folder = parcels();
    const stale = await destkit(['docs', folder, '--check']);
    expect(stale).toMatchObject({ code: 1, stderr: '' });
    expect(stale.stdout).toContain('README.md:3 the block settings is stale\n');
    expect(await destkit(['docs', folder])).toMatchObject({ code: 0 });
    const fresh = await destkit(['docs', folder, '--check']);
    expect(fresh.code).toBe(0);
    expect(fresh.stdout).toMatch(/README.md: 7 blocks, up to date\n$/);
  });

  it('says which blocks there are when a name is unknown', async () => {
    const folder = parcels({ 'README.md': '\n<!-- generated:setings -->\n<!-- /generated:setings -->\n' });
    const { code, stderr } = await destkit(['docs', folder]);
    expect(code).toBe(2);
    expect(stderr).toContain(
      'there is no block setings; did you mean settings? (there are: codes, examples, features, fields, settings, sizes, tables)',
    );
    expect(stderr).toMatch(/README\.md:2:1/);
  });

  it('says that a table of docs/tables.yaml has no place', async () => {
    const folder = parcels({ 'README.md': '# Parcels\n' });
    const { code, stderr } = await destkit(['docs', folder]);
    expect(code).toBe(2);
    expect(stderr).toContain('README.md has no place for sizes, codes, which docs/tables.yaml defines');
  });

  it.each([
    ['a: [', {}, 'docs/tables.yaml:2:1'],
    ['bad: 1', {}, 'docs/tables.yaml: bad must be an expression, as a string'],
    ['bad: $fields("x")', {}, 'docs/fields.yaml has no section x'],
    ['bad: $fields("x")', { 'docs/fields.yaml': 'x: {}' }, 'the section x of docs/fields.yaml needs columns'],
  ])('says what is wrong with %s', async (tables, files, problem) => {
    const page = '<!-- generated:bad -->\n<!-- /generated:bad -->\n';
    const folder = parcels({ 'README.md': page, 'docs/tables.yaml': `${tables}\n`, ...files });
    const { code, stderr } = await destkit(['docs', folder]);
    expect(code).toBe(2);
    expect(stderr).toContain(problem);
  });

  it('says which block cannot be made', async () => {
    const folder = parcels({
      'README.md': '<!-- generated:bad -->\n<!-- /generated:bad -->\n',
      'docs/tables.yaml': 'bad: $uppercase(1)\n',
    });
    expect((await destkit(['docs', folder])).stderr).toContain('the block bad cannot be made: ');
  });
});
