import { existsSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { pages, readPage, root } from './markdown';

/** The anchors of a page's headings, as GitHub makes them. */
function anchorsOf(page: string): string[] {
  const seen = new Map<string, number>();
  const text = readPage(page).replaceAll(/^ *```[^]*?^ *```$/gm, '');
  return [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => {
    const anchor = heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replaceAll(/\s/g, '-');
    const count = seen.get(anchor) ?? 0;
    seen.set(anchor, count + 1);
    return count === 0 ? anchor : `${anchor}-${String(count)}`;
  });
}

const links = pages.flatMap((page) =>
  [...readPage(page).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, link = '']) => ({ page, link }))
    .filter(({ link }) => !/^[a-z]+:/.test(link)),
);

it.each(links)('$page links to $link, which is there', ({ page, link }) => {
  const [path = '', anchor] = link.split('#');
  const target = path === '' ? page : normalize(join(dirname(page), path));
  expect(existsSync(join(root, target))).toBe(true);
  if (anchor !== undefined) {
    expect(anchorsOf(target)).toContain(anchor);
  }
});

it('docs/README.md leads to every page of docs/', () => {
  const index = links
    .filter(({ page }) => page === 'docs/README.md')
    .map(({ link }) => normalize(join('docs', link)));
  const missing = pages.filter(
    (page) => page.startsWith('docs/') && !index.some((link) => link.startsWith(page)),
  );
  expect(missing).toEqual(['docs/README.md']);
});
