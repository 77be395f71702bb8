import type { Page } from 'playwright-core';

/** Opens a file of the destination, with the command palette. */
export async function chooseFile(page: Page, name: string): Promise<void> {
  // The palette offers the files that have been loaded when it opens.
  await page.locator('.file-name').filter({ hasText: /./ }).waitFor();
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog', { name: 'Command palette' });
  await palette.getByRole('combobox').fill(`${name} file`);
  await palette
    .getByRole('option')
    .first()
    .filter({ hasText: new RegExp(`^file${name}$`) })
    .waitFor();
  await page.keyboard.press('Enter');
  await palette.waitFor({ state: 'detached' });
}

/** Puts a word in the place of another one, in a line of the open file. */
export async function editWord(page: Page, line: string | RegExp, word: string, by: string): Promise<void> {
  const file = page.getByLabel('The file, with its problems');
  const found = file.locator('.cm-line').filter({ hasText: line });
  await found.scrollIntoViewIfNeeded();
  const box = await found.evaluate((element, text) => {
    const { document } = globalThis as unknown as {
      document: { createTreeWalker: Walk; createRange: MakeRange };
    };
    const walker = document.createTreeWalker(element, 4);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const at = node.data.indexOf(text);
      if (at >= 0) {
        const range = document.createRange();
        range.setStart(node, at);
        range.setEnd(node, at + text.length);
        const { x, y, width, height } = range.getBoundingClientRect();
        return { x: x + width / 2, y: y + height / 2 };
      }
    }
    return { x: 0, y: 0 };
  }, word);
  await page.mouse.dblclick(box.x, box.y);
  await page.keyboard.insertText(by);
}

type Walk = (root: unknown, show: number) => { nextNode(): { data: string } | null };
type MakeRange = () => {
  setStart(node: unknown, offset: number): void;
  setEnd(node: unknown, offset: number): void;
  getBoundingClientRect(): { x: number; y: number; width: number; height: number };
};
