import type { Browser, Page } from 'playwright-core';
import { startStudio, type Studio } from '../../../src/apps/studio/server/studio';
import { executable, inBrowser, launch, openPage } from './browser';
import { copyDestination } from './copy';
import { chooseFile, editWord } from './editing';

const LINES = 30;

inBrowser('the layout of the studio at 1280 x 720', () => {
  let browser: Browser;
  let studio: Studio;
  let page: Page;
  let pageErrors: string[];

  beforeAll(async () => {
    browser = await launch(executable ?? '');
  });

  afterAll(async () => {
    await browser.close();
  });

  beforeEach(async () => {
    const { folder } = copyDestination('kochava', ['postback']);
    studio = await startStudio({ folder, port: 0 });
    ({ page, pageErrors } = await openPage(browser, studio.address, {
      viewport: { width: 1280, height: 720 },
    }));
    await page.getByRole('tabpanel', { name: 'Requests' }).getByText('transformed').waitFor();
  });

  afterEach(async () => {
    await page.close();
    await studio.close();
    expect(pageErrors).toEqual([]);
  });

  const separator = (name: string) => page.getByRole('separator', { name });
  const value = async (name: string) => Number(await separator(name).getAttribute('aria-valuenow'));
  const tree = () => page.getByRole('tree', { name: 'Files' });
  const row = (name: string) => tree().getByRole('treeitem', { name });
  const problems = () => page.getByRole('region', { name: 'Problems' });
  const palette = () => page.getByRole('dialog', { name: 'Command palette' });
  const openName = () => page.locator('.file-name').textContent();
  const focused = () => page.locator(':focus').getAttribute('aria-label');

  it('shows 30 lines of the file', async () => {
    const lines = await page.locator('#workflow-editor .cm-line').evaluateAll((elements) => {
      const boxes = (elements as unknown as Measured[]).map((each) => each.getBoundingClientRect());
      const frame = (elements[0] as unknown as Measured).closest('.cm-scroller').getBoundingClientRect();
      return boxes.filter(({ top, bottom }) => top >= frame.top && bottom <= frame.bottom).length;
    });
    expect(lines).toBeGreaterThanOrEqual(LINES);
    const width = await page.locator('.panes').evaluate((panes) => (panes as unknown as Sized).scrollWidth);
    expect(width).toBe(1280);
  });

  it('resizes panes by dragging, and keeps the sizes', async () => {
    const name = 'Width of the event';
    const before = await value(name);
    const box = await separator(name).boundingBox();
    const [x, y] = [(box?.x ?? 0) + 4, (box?.y ?? 0) + 100];
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + 127, y, { steps: 3 });
    await page.mouse.up();
    const after = await value(name);
    expect(after).toBeGreaterThanOrEqual(before + 9);
    expect(after).toBeLessThanOrEqual(before + 11);
    expect(((await separator(name).boundingBox())?.x ?? 0) - (box?.x ?? 0)).toBeGreaterThan(110);
    await page.reload();
    await separator(name).waitFor();
    expect(await value(name)).toBe(after);
    await separator(name).dblclick();
    expect(await value(name)).toBe(before);
  });

  it('resizes panes with the keyboard', async () => {
    const name = 'Height of the explanation';
    const before = await value(name);
    await separator(name).focus();
    await page.keyboard.press('ArrowUp');
    expect(await value(name)).toBe(before + 2);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    expect(await value(name)).toBe(before - 2);
    await page.keyboard.press('End');
    expect(await value(name)).toBe(Number(await separator(name).getAttribute('aria-valuemax')));
    await page.keyboard.press('Home');
    const least = Number(await separator(name).getAttribute('aria-valuemin'));
    expect(await value(name)).toBe(least);
    await page.reload();
    await separator(name).waitFor();
    expect(await value(name)).toBe(least);
    await separator(name).focus();
    await page.keyboard.press('Enter');
    expect(await value(name)).toBe(before);
  });

  it('folds the files, and their folders', async () => {
    expect(await tree().isVisible()).toBe(false);
    await page.keyboard.press('Alt+3');
    expect(await focused()).toBe('Files');
    expect(await row('procWorkflow.yaml').getAttribute('aria-selected')).toBe('true');
    await page.keyboard.press('End');
    await page.keyboard.press('Home');
    while ((await tree().locator('[aria-selected=true]').textContent()) !== '▸tables') {
      await page.keyboard.press('ArrowDown');
    }
    expect(await row('tables').getAttribute('aria-expanded')).toBe('false');
    await page.keyboard.press('ArrowRight');
    expect(await row('tables').getAttribute('aria-expanded')).toBe('true');
    await page.keyboard.press('ArrowDown');
    expect(await openName()).toBe('tables/amountProperties.json');
    expect(await row('amountProperties.json').getAttribute('aria-level')).toBe('2');
    await page.keyboard.press('ArrowLeft');
    expect(await row('tables').getAttribute('aria-expanded')).toBe('false');
    await row('tables').click();
    expect(await row('tables').getAttribute('aria-expanded')).toBe('true');
    await page.getByRole('button', { name: 'tables/amountProperties.json' }).click();
    expect(await tree().isVisible()).toBe(false);
    await page.keyboard.press('Alt+3');
    await page.getByRole('button', { name: 'tables/amountProperties.json' }).click();
    await page.reload();
    await page.getByRole('button', { name: 'procWorkflow.yaml' }).click();
    await page.reload();
    await row('procWorkflow.yaml').waitFor();
  });

  it('shows the panel of problems while there are some', async () => {
    expect(await problems().isVisible()).toBe(false);
    await page.getByRole('button', { name: 'Wrap' }).click();
    await editWord(page, '$asked := $outputs.config.dialect', 'config', 'confg');
    await problems().getByRole('button', { name: /confg/ }).first().waitFor();
    expect(await separator('Height of the problems').isVisible()).toBe(true);
    await page.keyboard.press('Control+z');
    await problems().waitFor({ state: 'hidden' });
    expect(await separator('Height of the problems').isVisible()).toBe(false);
  });

  it('wraps long lines on request, and remembers it', async () => {
    const hidden = () =>
      page.locator('#workflow-editor .cm-scroller').evaluate((scroller) => {
        const { scrollWidth, clientWidth } = scroller as unknown as Sized;
        return scrollWidth - clientWidth;
      });
    expect(await hidden()).toBeGreaterThan(100);
    const button = page.getByRole('button', { name: 'Wrap' });
    await button.click();
    expect(await button.getAttribute('aria-pressed')).toBe('true');
    await page.waitForTimeout(200);
    expect(await hidden()).toBe(0);
    // Files that are opened later wrap as well.
    await chooseFile(page, 'profiles/kochava.yaml');
    await page.waitForTimeout(200);
    expect(await hidden()).toBe(0);
    await page.reload();
    await page.locator('#workflow-editor .cm-lineWrapping').waitFor();
    await page.keyboard.press('Alt+z');
    await page.waitForTimeout(200);
    expect(await hidden()).toBeGreaterThan(100);
  });

  it('goes to files, steps, goldens and actions from the command palette, with the keyboard alone', async () => {
    const option = (name: string | RegExp) => palette().getByRole('option', { name });
    await page.keyboard.press('Alt+2');
    await page.keyboard.press('Control+k');
    expect(await focused()).toBe('Command');
    await page.keyboard.press('Escape');
    expect(await palette().count()).toBe(0);
    expect(await focused()).toBe('The event, as JSON');

    const choose = async (query: string, name: string | RegExp) => {
      await page.keyboard.press('Control+k');
      await page.keyboard.type(query);
      await option(name).first().waitFor();
      await page.keyboard.press('Enter');
      await palette().waitFor({ state: 'detached' });
    };
    // Words in any order, and letters of a word.
    await choose('rudder prof', 'profiles/rudderstack.yaml');
    expect(await openName()).toBe('profiles/rudderstack.yaml');
    expect(await focused()).toBe('The file, with its problems');
    await choose('step isinst postb', 'isInstall · postback.yaml');
    expect(await page.locator('#workflow-editor .cm-activeLine').textContent()).toContain('name: isInstall');
    await choose('wrap', 'wrap long lines');
    await page.locator('#workflow-editor .cm-lineWrapping').waitFor();
    await page.getByText(/^All \d+ goldens hold$/).waitFor();
    await page.keyboard.press('Control+k');
    await page.keyboard.type('golden postback');
    const second = palette().getByRole('option').nth(1);
    const name = await second.textContent();
    await page.keyboard.press('ArrowDown');
    expect(await second.getAttribute('aria-selected')).toBe('true');
    expect(await page.locator(':focus').getAttribute('aria-activedescendant')).toBe(
      await second.getAttribute('id'),
    );
    await page.keyboard.press('Enter');
    await page.getByRole('tab', { name: 'Goldens' }).click();
    const chosen = page.getByRole('listbox', { name: 'Goldens' }).locator('[aria-selected=true]');
    expect((await chosen.textContent())?.slice(1)).toBe(name?.slice('golden'.length));
  });
});

interface Box {
  top: number;
  bottom: number;
}

interface Measured {
  getBoundingClientRect(): Box;
  closest(selector: string): Measured;
}

interface Sized {
  scrollWidth: number;
  clientWidth: number;
}
