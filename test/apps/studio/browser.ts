import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { inCI } from '../../inCI';
import { chromium, type Browser, type ConsoleMessage, type Page } from 'playwright-core';

/** Less than a test may take, so that it is said what did not come. */
const PATIENCE_MS = 20_000;

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** The browser to test with; undefined if there is none, or if the tests are not to take that long. */
export const executable = inCI ? findBrowser() : undefined;

/** `describe` for tests in the browser. */
export const inBrowser = executable === undefined ? describe.skip : describe;

/** Says once why the tests in the browser do not run. */
export function sayWhySkipped(): void {
  if (!inCI) {
    process.stderr.write(
      'the studio is not tested in a browser: that takes over a minute, and runs where CI=true\n',
    );
  } else if (executable === undefined) {
    process.stderr.write(
      'the studio is not tested in a browser: there is no Chromium here (CHROMIUM names one)\n',
    );
  }
}

function findBrowser(): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const found = folders.flatMap((folder) => names.map((name) => join(folder, name)));
  return [process.env.CHROMIUM ?? '', ...found].find((file) => file !== '' && existsSync(file));
}

/** Chromium has no sandbox when it runs as root, as it does in containers. */
export function launch(executablePath: string): Promise<Browser> {
  return chromium.launch({ executablePath, args: ['--no-sandbox'] });
}

/** Opens a page and collects its errors and console warnings. */
export async function openPage(
  browser: Browser,
  address: string,
  options: Parameters<Browser['newPage']>[0] = {},
): Promise<{ page: Page; pageErrors: string[] }> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 1800 }, ...options });
  page.setDefaultTimeout(PATIENCE_MS);
  const pageErrors: string[] = [];
  page.on('pageerror', (error) => pageErrors.push(error.message));
  page.on('console', (message: ConsoleMessage) => {
    // A conflict is an answer like any other, but not to the browser.
    if (['error', 'warning'].includes(message.type()) && !message.text().includes('409 (Conflict)')) {
      pageErrors.push(message.text());
    }
  });
  await page.goto(address);
  return { page, pageErrors };
}
