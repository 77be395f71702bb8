import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { nodeFiles } from '../../../src/runtime/destination/nodeFiles';
import { renderFinding } from '../../../src/tools/lint/report';
import { rules } from '../../../src/tools/lint/rules';
import { lintDestination } from '../../../src/tools/lint/run';

const fixtures = join(__dirname, '../../fixtures/lint');

/** `LINT_GOLDENS=update npx jest test/tools/lint` updates the diagnostics; read them before you commit them. */
const isUpdate = process.env.LINT_GOLDENS === 'update';

async function lint(name: string) {
  const { findings } = await lintDestination(join(fixtures, name), nodeFiles);
  return findings;
}

describe('a lint rule', () => {
  it.each(readdirSync(fixtures))('says of %s just what its golden has', async (name) => {
    const text = `${(await lint(name)).map(renderFinding).join('\n\n')}\n`;
    const golden = join(fixtures, name, 'expected.txt');
    if (isUpdate) {
      writeFileSync(golden, text);
    }
    expect(text).toBe(readFileSync(golden, 'utf8'));
  });

  it.each(rules.map(({ id }) => id))('%s is named after its file, and alone in finding fault', async (id) => {
    expect(existsSync(join(__dirname, `../../../src/tools/lint/rules/${id}.ts`))).toBe(true);
    const found = (await lint(id)).map(({ rule }) => rule);
    expect(found.length).toBeGreaterThan(0);
    expect(new Set(found)).toEqual(new Set([id]));
  });

  it('is in the list of rules when it has a file', () => {
    const files = readdirSync(join(__dirname, '../../../src/tools/lint/rules'));
    expect(rules.map(({ id }) => `${id}.ts`).sort()).toEqual(files.sort());
  });
});
