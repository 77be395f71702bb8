import { hasGit } from '../../hasGit';
import { inCI } from '../../inCI';
import { type Fence, fencesOf, pages, placeOf } from './markdown';
import { freePort, UserFolder } from './userFolder';

/**
 * What the pages ask a reader to do is done, page by page, each in a fresh copy of what a user has. By language:
 *
 * - `sh`: is run and must end well (`exit=1`: with that code). `background`: goes on until the page ends; `skip="why"`:
 *   cannot be run here.
 * - `diff apply`: is applied. `json file=NAME`, `js file=NAME`: is written.
 * - `text output`: what the command before it prints, times aside; `text output=part`: a part of it.
 */
const isDone = ({ language, attributes }: Fence) =>
  language === 'sh' ||
  attributes.apply !== undefined ||
  attributes.file !== undefined ||
  attributes.output !== undefined;

/** The page that a newcomer reads first. All pages take a minute. */
const FIRST_PAGE = 'README.md';
if (!inCI) {
  console.log(`Of the pages, only ${FIRST_PAGE} is tried: the others are where CI=true.`);
}

const todo = pages
  .filter((page) => inCI || page === FIRST_PAGE)
  .map((page) => ({ page, fences: fencesOf(page).filter(isDone) }))
  .filter(({ fences }) => fences.some(({ language, attributes }) => language === 'sh' && !attributes.skip));

// A page is a dozen of processes, which take their time on a busy machine.
jest.setTimeout(180_000);

/** Every page's commands find these, as docs/README.md tells a reader. */
const preparation = fencesOf('docs/README.md').filter(({ attributes }) => attributes.prepare);

const needsGit = (fences: readonly Fence[]) =>
  fences.some(({ attributes }) => attributes.apply !== undefined);
const possible = todo.filter(({ fences }) => hasGit || !needsGit(fences));
if (possible.length < todo.length) {
  console.log('Pages that change files are not tried: there is no git to apply the changes.');
}

it.each(possible)('$page: what it says is what happens', async ({ page, fences }) => {
  const folder = new UserFolder();
  const ports = await otherPorts(fences);
  let last = { code: 0 as number | null, stdout: '', output: '' };
  try {
    for (const fence of [...(page === 'docs/README.md' ? [] : preparation), ...fences]) {
      const { language, attributes } = fence;
      const text = [...ports].reduce((now, [from, to]) => now.replaceAll(from, to), fence.text);
      if (attributes.skip !== undefined) {
        continue;
      }
      if (attributes.apply !== undefined) {
        folder.patch(text);
      } else if (attributes.file !== undefined) {
        const isLine = attributes.file.endsWith('.ndjson');
        folder.write(attributes.file, isLine ? `${JSON.stringify(JSON.parse(text))}\n` : text);
      } else if (attributes.background !== undefined) {
        await folder.serve(text, Number(/--port (\d+)/.exec(text)?.[1]));
      } else if (language === 'sh') {
        last = await folder.run(text);
        expect({
          place: placeOf(fence),
          code: last.code,
          output: last.code === 0 ? '' : last.output,
        }).toEqual({
          place: placeOf(fence),
          code: Number(attributes.exit ?? 0),
          output: last.code === 0 ? '' : last.output,
        });
      } else if (attributes.output === 'part') {
        expect(timeless(last.output)).toContain(timeless(text).trim());
      } else {
        expect(timeless(last.output).trim()).toBe(timeless(text).trim());
      }
    }
  } finally {
    folder.stop();
  }
});

/** The ports that a page names may be in use here. */
async function otherPorts(fences: readonly Fence[]): Promise<Map<string, string>> {
  const named = fences.flatMap(({ text }) =>
    [...text.matchAll(/--port (\d+)/g)].map(([, port = '']) => port),
  );
  const free = await Promise.all(
    [...new Set(named)].map(async (port): Promise<[string, string]> => [port, String(await freePort())]),
  );
  return new Map(free);
}

function timeless(text: string): string {
  return text.replaceAll(/\d+\.\d+ s\b/g, '0.00 s');
}
