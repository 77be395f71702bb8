import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { TOKEN_HEADER } from '../../../src/apps/studio/contract';
import { startStudio, type Studio } from '../../../src/apps/studio/server/studio';
import { executable, inBrowser, launch, openPage, sayWhySkipped } from './browser';
import { copyDestination, type Copy } from './copy';
import { chooseFile, editWord } from './editing';
import { temporaryFolder } from '../../temporaryFolder';

sayWhySkipped();

const PURCHASE = 'processor/rudderstack/event-names/order-completed-in-title-case-becomes-purchase';
const EVENTS = 10_000;

inBrowser('the studio in a browser', () => {
  let browser: Browser;
  let copy: Copy;
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
    copy = copyDestination('kochava', ['postback', PURCHASE]);
    studio = await startStudio({ folder: copy.folder, port: 0 });
    ({ page, pageErrors } = await openPage(browser, studio.address));
  });

  afterEach(async () => {
    await page.close();
    await studio.close();
    // Among others what the content security policy has refused.
    expect(pageErrors).toEqual([]);
  });

  const onDisk = (name: string) => readFileSync(join(copy.folder, name), 'utf8');
  const requests = () => page.getByRole('tabpanel', { name: 'Requests' });
  const fields = () => requests().getByRole('listbox');
  const goldenSummary = (text: RegExp) => page.locator('#golden-summary').getByText(text);
  const status = () => page.getByRole('status').first();
  const option = (list: string, name: string | RegExp) =>
    page.getByRole('listbox', { name: list, exact: true }).getByRole('option', { name });
  const file = () => page.getByLabel('The file, with its problems');

  const openFile = (name: string) => chooseFile(page, name);
  const replaceWord = (line: string | RegExp, word: string, by: string) => editWord(page, line, word, by);

  it('shows an example, an edited expression changes its request, and saving keeps the comments', async () => {
    await option('Examples', 'screen · Home').click();
    await fields().getByText('"screen view Home"').waitFor();
    await openFile('profiles/rudderstack.yaml');
    await replaceWord('"screen view " &', 'view', 'look');
    await fields().getByText('"screen look Home"').waitFor();
    const before = onDisk('profiles/rudderstack.yaml');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await status().getByText('Saved profiles/rudderstack.yaml.').waitFor();
    expect(onDisk('profiles/rudderstack.yaml')).toBe(before.replace('"screen view " &', '"screen look " &'));
    expect(before).toContain('# source event name, lower case');
  });

  it('shows a mistake at its place while the last result stays', async () => {
    await requests().getByText('transformed').waitFor();
    await openFile('procWorkflow.yaml');
    await replaceWord('$asked := $outputs.config.dialect', 'config', 'confg');
    const row = page
      .getByRole('region', { name: 'Problems' })
      .getByRole('button', { name: /procWorkflow\.yaml:26:\d+ .*confg/ });
    await row.first().waitFor();
    await file().locator('.cm-lintRange-error', { hasText: 'confg' }).first().waitFor();
    await page.keyboard.insertText('(');
    await requests().getByText('The result below is from the last successful run.').waitFor();
    expect(await requests().getByText('transformed').count()).toBe(1);
  });

  it('ends a regular expression that blocks the worker, and runs again after the correction', async () => {
    const problems = page.getByRole('region', { name: 'Problems' });
    const ended = problems.getByText(/^✗ the evaluation was ended after 5000 ms/);
    const screen = option('Examples', 'screen · Home');
    await screen.click();
    await goldenSummary(/^All \d+ goldens hold$/).waitFor();
    await openFile('profiles/rudderstack.yaml');
    const blocking = `$contains("${'a'.repeat(40)}!", /^(a+)+$/)`;
    await replaceWord('"screen view " &', 'view', `view " & $string(${blocking}) & "`);
    await ended.waitFor();
    await requests().getByText('The result below is from the last successful run.').waitFor();
    // Others run; the one that blocks is not run again.
    await option('Examples', 'track · Application Opened').click();
    await requests().getByText('transformed').waitFor();
    await goldenSummary(/^All \d+ goldens hold$/).waitFor();
    expect(await problems.getByText('the evaluation was ended').count()).toBe(0);
    const started = Date.now();
    await screen.click();
    await ended.waitFor();
    expect(Date.now() - started).toBeLessThan(4000);
    await page.keyboard.press('Alt+4');
    await page.keyboard.press('Control+z');
    await ended.waitFor({ state: 'detached' });
    await fields().getByText('"screen view Home"').waitFor();
    expect(await requests().getByText('The result below').count()).toBe(0);
  });

  it('names a golden that blocks, and stops the goldens until a file changes', async () => {
    await goldenSummary(/^All \d+ goldens hold$/).waitFor();
    await openFile('postback.yaml');
    const blocking = `$contains("${'a'.repeat(40)}!", /^(a+)+$/)`;
    await replaceWord('$seconds := $epochSeconds', 'given', `given[$not(${blocking})]`);
    await page
      .getByRole('region', { name: 'Problems' })
      .getByText(/^✗ golden postback\/.*: the evaluation was ended after 5000 ms/)
      .waitFor();
    await goldenSummary(/^\d+ of \d+ goldens run$/).waitFor();
    await requests().getByText('transformed').waitFor();
    await page.keyboard.press('Control+z');
    await goldenSummary(/^All \d+ goldens hold$/).waitFor();
  });

  it('runs all goldens while one types, and updates one when its differences were seen', async () => {
    await goldenSummary(/^All \d+ goldens hold$/).waitFor();
    await page.getByRole('tab', { name: 'Goldens' }).click();
    await page.getByLabel('Filter goldens').fill('purchase');
    const golden = option('Goldens', /purchase/);
    await golden.click();
    await openFile('tables/rudderstackEventNames.json');
    await replaceWord('"order completed"', 'Purchase', 'Bought');
    await goldenSummary(/^1 of \d+ goldens differ$/).waitFor();
    expect(await golden.getAttribute('class')).toContain('differs');
    await replaceWord('"order completed"', 'Bought', 'Purchase');
    await goldenSummary(/^All \d+ goldens hold$/).waitFor();
    expect(await golden.getAttribute('class')).toContain('holds');

    await replaceWord('"order completed"', 'Purchase', 'Bought');
    await page.getByRole('tab', { name: 'Golden (1 ✗)' }).click();
    await page
      .getByText('requests[0].body.JSON.data.event_name: expected "Purchase", got "Bought"')
      .waitFor();
    await page.getByRole('button', { name: 'Update golden…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(/^- .*"event_name": "Purchase"/).waitFor();
    expect(readFileSync(join(copy.goldenRoot, PURCHASE, 'output.json'), 'utf8')).toContain('"Purchase"');
    await dialog.getByRole('button', { name: 'Update' }).click();
    await status().getByText(`Saved ${PURCHASE}/output.json.`).waitFor();
    await goldenSummary(/^All \d+ goldens hold$/).waitFor();
    expect(readFileSync(join(copy.goldenRoot, PURCHASE, 'output.json'), 'utf8')).toContain('"Bought"');
  });

  it('shows how often the goldens take each branch, and goes to one that they do not', async () => {
    await page.getByRole('tab', { name: 'Coverage' }).click();
    const heading = page.getByRole('heading', { name: /^Branches: / });
    const [, taken, all] = /^Branches: (\d+) of (\d+)$/.exec((await heading.textContent()) ?? '') ?? [];
    expect(Number(taken)).toBeGreaterThan(20);
    // A way that is only taken for screens, which no golden of this copy is about.
    await openFile('profiles/rudderstack.yaml');
    await replaceWord('"screen view " &', 'view', 'view" & (message.never ? "x" : "") & "');
    await page
      .getByRole('heading', { name: `Branches: ${String(taken)} of ${String(Number(all) + 2)}` })
      .waitFor();
    const before = onDisk('profiles/rudderstack.yaml').split('"screen view " &')[0] ?? '';
    const ofFile = page.locator('details', { hasText: /^profiles\/rudderstack\.yaml: / });
    const row = ofFile.getByRole('row', {
      name: new RegExp(`^${String(before.split('\n').length)}:\\d+ then of \\? : 0$`),
    });
    await row.first().getByRole('button').click();
    expect(await file().locator('.cm-activeLine').textContent()).toContain('message.never');
  });

  it('saves an event as a new golden', async () => {
    await requests().getByText('transformed').waitFor();
    await page.getByRole('tab', { name: 'Golden', exact: true }).click();
    await page.getByRole('button', { name: 'Save as golden…' }).click();
    await page.getByLabel('The rule that it guards').fill('An opened app is told of');
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    await status().getByText('Saved processor/an-opened-app-is-told-of/input.json').waitFor();
    const folder = join(copy.goldenRoot, 'processor/an-opened-app-is-told-of');
    expect(JSON.parse(readFileSync(join(folder, 'output.json'), 'utf8'))).toMatchObject({
      outcome: 'transformed',
    });
    expect(existsSync(join(folder, 'input.json'))).toBe(true);
  });

  it('does not overwrite what has changed on disk, and offers the difference', async () => {
    await openFile('tables/rudderstackEventNames.json');
    await replaceWord('"order completed"', 'Purchase', 'Bought');
    const theirs = onDisk('tables/rudderstackEventNames.json').replace('"Search"', '"Looked"');
    writeFileSync(join(copy.folder, 'tables/rudderstackEventNames.json'), theirs);
    await page.keyboard.press('Control+s');
    const dialog = page.getByRole('dialog', { name: /has changed on disk/ });
    await dialog.getByText(/^- .*"Looked"/).waitFor();
    await dialog.getByText(/^\+ .*"Bought"/).waitFor();
    expect(onDisk('tables/rudderstackEventNames.json')).toBe(theirs);
    await dialog.getByRole('button', { name: 'Use the version on disk' }).click();
    await file().getByText('"Looked"').waitFor();
    expect(onDisk('tables/rudderstackEventNames.json')).toBe(theirs);
  });

  it('takes in what changes on disk while there is nothing to lose', async () => {
    await openFile('tables/rudderstackEventNames.json');
    await file().getByText('"Search"').waitFor();
    // The first look of the server only learns what is there.
    await page.waitForTimeout(1500);
    const text = onDisk('tables/rudderstackEventNames.json').replace('"Search"', '"Looked"');
    writeFileSync(join(copy.folder, 'tables/rudderstackEventNames.json'), text);
    await file().getByText('"Looked"').waitFor();
  });

  it('refuses pages of others', async () => {
    const other = createServer((_, response) => response.end('<!doctype html><title>other</title>'));
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const stranger = await browser.newPage();
    await stranger.goto(`http://127.0.0.1:${String((other.address() as AddressInfo).port)}/`);
    const path = join(copy.folder, 'tables/flags.json');
    const before = onDisk('tables/flags.json');
    const put = `fetch(${JSON.stringify(`${studio.origin}/api/file?path=${encodeURIComponent(path)}`)}, {
      method: 'PUT', body: '{}', headers: { '${TOKEN_HEADER}': '${studio.token}' }
    }).then((answer) => String(answer.status), (error) => error.name)`;
    expect(await stranger.evaluate(put)).toBe('TypeError');
    const read = `fetch('${studio.origin}/').then(() => 'read', (error) => error.name)`;
    expect(await stranger.evaluate(read)).toBe('TypeError');
    expect(onDisk('tables/flags.json')).toBe(before);
    await stranger.close();
    other.close();
  });

  it('can be used with the keyboard alone', async () => {
    await requests().getByText('transformed').waitFor();
    await page.keyboard.press('Tab');
    expect(await focused(page)).toBe('Event');
    await page.keyboard.press('Alt+1');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Alt+3');
    expect(await focused(page)).toBe('Files');
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Alt+4');
    expect(await focused(page)).toBe('The file, with its problems');
    await page.keyboard.press('Control+End');
    await page.keyboard.insertText('\n# typed');
    await page.keyboard.press('Control+s');
    await status()
      .getByText(/^Saved /)
      .waitFor();
    expect(onDisk('destination.yaml').endsWith('# typed')).toBe(true);
    await page.keyboard.press('Alt+6');
    await page.keyboard.press('ArrowRight');
    expect(await focused(page)).toBe('Flow');
    await page.keyboard.press('Alt+h');
    await page.getByRole('dialog', { name: 'Shortcuts' }).waitFor();
    await page.keyboard.press('Escape');
    expect(await page.getByRole('dialog').count()).toBe(0);
    // Tab leaves an editor after Escape.
    await page.keyboard.press('Alt+4');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Tab');
    // There are no problems, so that there is no panel.
    expect(await focused(page)).toBe('Width of the workflow');
  });

  it('tells where a field comes from, from the request, the event and the expression', async () => {
    await option('Examples', 'track · Application Opened').click();
    const field = requests().locator('[data-path="requests[0].body.JSON.data.usertime"]');
    const about = page.getByRole('region', { name: 'Where a field comes from' });
    // The trace comes a moment after the result.
    await page.locator('.flow-step').first().waitFor({ state: 'attached' });
    await field.hover();
    await about.getByText('from message.timestamp').waitFor();
    await page.locator('#event .cm-light', { hasText: '"timestamp"' }).waitFor();
    await about.getByRole('button', { name: /^profiles\/rudderstack\.yaml:\d+$/ }).click();
    await page.locator('#workflow-editor .cm-light', { hasText: '$epochMillis' }).waitFor();

    const name = requests().locator('[data-path="requests[0].body.JSON.data.app_name"]');
    await page.locator('#event .cm-line', { hasText: 'Acme Outfitters' }).hover();
    await page.locator('.lit[data-path="requests[0].body.JSON.data.app_name"]').waitFor();
    expect(await field.getAttribute('class')).not.toContain('lit');
    await page.locator('#workflow-editor .cm-line', { hasText: '$epochMillis' }).hover();
    await page.locator('.lit[data-path="requests[0].body.JSON.data.usertime"]').waitFor();
    expect(await name.getAttribute('class')).not.toContain('lit');
  });

  it('shows the steps in order, and what went into one', async () => {
    await requests().getByText('transformed').waitFor();
    await page.getByRole('tab', { name: 'Flow' }).click();
    const steps = page.getByRole('group', { name: 'Steps' });
    await steps.getByRole('button', { name: /^amplitude: skipped/ }).waitFor();
    await steps.getByRole('button', { name: /^dialect: ran/ }).click();
    await page
      .getByRole('region', { name: 'Step', exact: true })
      .getByText('"rudderstack"', { exact: true })
      .waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: /^profile: ran/ }).waitFor();
  });

  it('has settings whose secrets are masked, and shows the request with others', async () => {
    await option('Examples', 'track · Application Opened').click();
    await page.getByRole('tab', { name: 'Settings' }).click();
    const secret = page.getByLabel('authSecret', { exact: true });
    expect(await secret.getAttribute('type')).toBe('password');
    await page.getByLabel('apiKey', { exact: true }).fill('koother');
    await fields().getByText('"koother"').waitFor();
    await page.getByLabel('profile', { exact: true }).selectOption('kochava');
    await fields().getByText('"koother"').first().waitFor();
  });

  it('sends the requests to a sandbox and shows the answer', async () => {
    await requests().getByText('transformed').waitFor();
    await page.getByRole('tab', { name: 'Sandbox' }).click();
    await page.getByRole('button', { name: 'Send to the sandbox' }).click();
    await page.getByRole('heading', { name: 'Answer 1' }).waitFor();
    await page.getByText('200', { exact: true }).waitFor();
  });

  it.each(['light', 'dark'] as const)('has nothing that keeps people out (%s)', async (colorScheme) => {
    await page.emulateMedia({ colorScheme });
    await requests().getByText('transformed').waitFor();
    await goldenSummary(/goldens hold$/).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('tab', { name: 'Settings' }).click();
    await page.getByRole('tab', { name: 'Goldens' }).click();
    await page.getByRole('tab', { name: 'Coverage' }).click();
    await page.getByRole('heading', { name: /^Branches/ }).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Alt+h');
    await page.getByRole('dialog').waitFor();
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await openFile('procWorkflow.yaml');
    await page.keyboard.insertText('(');
    await page.getByRole('region', { name: 'Problems' }).getByRole('button').first().waitFor();
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').getByRole('option').first().waitFor();
    expect(await violations(page)).toEqual([]);
  });
});

inBrowser('a large file of events', () => {
  it('opens at once: only the lines that can be seen are made', async () => {
    const browser = await launch(executable ?? '');
    const copy = copyDestination('kochava', []);
    const line = readFileSync(join(copy.folder, 'examples/events.ndjson'), 'utf8').split('\n')[0] ?? '';
    const events = join(copy.root, 'many.ndjson');
    writeFileSync(events, `${line}\n`.repeat(EVENTS));
    const studio = await startStudio({ folder: copy.folder, port: 0, events });
    const { page } = await openPage(browser, studio.address);
    const list = page.getByRole('listbox', { name: 'Events of the file' });
    await list.getByRole('option').first().waitFor();
    expect(await list.getByRole('option').count()).toBeLessThan(100);
    await list.focus();
    await page.keyboard.press('End');
    expect(await list.locator('[aria-selected=true]').getAttribute('aria-posinset')).toBe(String(EVENTS));
    await page.getByRole('tabpanel', { name: 'Requests' }).getByText('transformed').waitFor();
    await browser.close();
    await studio.close();
  });
});

inBrowser('another destination', () => {
  it('is shown, run and edited like the first', async () => {
    const browser = await launch(executable ?? '');
    const root = temporaryFolder();
    const folder = join(root, 'webhook');
    cpSync(join(__dirname, '../../fixtures/destinations/webhook'), folder, { recursive: true });
    const studio = await startStudio({ folder, port: 0 });
    try {
      const { page, pageErrors } = await openPage(browser, studio.address);
      const goldenSummary = (text: RegExp) => page.locator('#golden-summary').getByText(text);
      const requests = page.getByRole('tabpanel', { name: 'Requests' });
      await page.getByRole('heading', { name: 'destkit studio Webhook' }).waitFor();
      await goldenSummary(/^All \d+ goldens hold$/).waitFor();
      await requests.getByText('https://hooks.example.com').first().waitFor();
      await chooseFile(page, 'procWorkflow.yaml');
      await editWord(page, '"X-Signature"', 'sha256', 'sha512');
      await goldenSummary(/^\d+ of \d+ goldens differ$/).waitFor();
      await page.getByRole('tab', { name: 'Flow' }).click();
      await page.locator('.flow-step').first().waitFor();

      // Schemas as they are typed are compiled by the server.
      await page.getByRole('tab', { name: 'Requests' }).click();
      await chooseFile(page, 'request.schema.json');
      await editWord(page, '"required": ["type"]', 'type', 'colour');
      await requests.getByText('body.colour is required').waitFor();
      await page.keyboard.insertText('", "size');
      await requests.getByText('body.size is required').waitFor();
      await chooseFile(page, 'config.schema.json');
      await editWord(page, '"minLength": 16', '16', '99');
      await requests.getByText('config.secret must be at least 99 characters long').waitFor();
      expect(pageErrors).toEqual([]);
    } finally {
      await browser.close();
      await studio.close();
    }
  });
});

/** What the element that has the focus is called. */
async function focused(page: Page): Promise<string> {
  const active = page.locator(':focus');
  return (await active.getAttribute('aria-label')) ?? (await active.textContent()) ?? '';
}

interface Axe {
  violations: { id: string; impact: string; nodes: { html: string; failureSummary: string }[] }[];
}

/** What axe finds that is serious or worse. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8'));
  const found = await page.evaluate<Axe>('axe.run()');
  return found.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`));
}
