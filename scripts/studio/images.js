// Pictures of the studio for the README, taken of a copy of a destination: npm run studio:images [-- <name>]
const { spawn } = require('node:child_process');
const { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { chromium } = require('playwright-core');

const root = join(__dirname, '../..');
const target = join(root, 'docs/images');
const LIMIT = 300 * 1024;
const name = process.argv[2] ?? 'kochava';

async function main() {
  const executablePath =
    process.env.CHROMIUM ?? ['/usr/bin/chromium', '/usr/bin/google-chrome'].find(existsSync);
  if (!executablePath) {
    throw new Error('there is no Chromium: install it, or name it in CHROMIUM');
  }
  const copy = mkdtempSync(join(tmpdir(), 'destkit-images-'));
  for (const part of [`destinations/${name}`, `schemas/${name}`, `test/goldens/${name}`]) {
    mkdirSync(join(copy, part, '..'), { recursive: true });
    cpSync(join(root, part), join(copy, part), { recursive: true });
  }
  const folder = join(copy, 'destinations', name);
  const args = [join(root, 'dist/apps/cli/main.js'), 'studio', folder, '--port', '0'];
  const studio = spawn(process.execPath, args, { cwd: copy, stdio: ['ignore', 'pipe', 'inherit'] });
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  try {
    const address = await addressOf(studio);
    await take(browser, address, { file: 'studio-light.png', colorScheme: 'light' }, pointAtField);
    await take(browser, address, { file: 'studio-dark.png', colorScheme: 'dark' }, chooseStep);
    await take(browser, address, { file: 'studio-error.png', colorScheme: 'light' }, makeMistake);
  } finally {
    await browser.close();
    studio.kill('SIGINT');
    rmSync(copy, { recursive: true });
  }
}

async function addressOf(studio) {
  let text = '';
  for await (const chunk of studio.stdout) {
    text += chunk;
    const found = /http:\S+/.exec(text);
    if (found) {
      return found[0];
    }
  }
  throw new Error('the studio has not started');
}

async function take(browser, address, { file, colorScheme }, act) {
  const page = await browser.newPage({ viewport: { width: 1440, height: 860 }, colorScheme });
  page.setDefaultTimeout(120_000);
  await page.goto(address);
  await page
    .locator('#golden-summary')
    .getByText(/goldens hold$/)
    .waitFor();
  await page.getByRole('listbox', { name: 'Examples' }).getByRole('option').nth(3).click();
  await page.getByRole('tabpanel', { name: 'Requests' }).getByRole('listbox').first().waitFor();
  // The trace comes after the result.
  await page.waitForTimeout(1000);
  await act(page);
  await page.waitForTimeout(1500);
  const path = join(target, file);
  await page.screenshot({ path });
  await page.close();
  const { size } = statSync(path);
  process.stdout.write(`${file}: ${String(Math.round(size / 1024))} kB\n`);
  if (size > LIMIT) {
    throw new Error(`${file} is too large`);
  }
}

/** A field of the request, and where it comes from. */
async function pointAtField(page) {
  const field = page.locator('[data-path$="usertime"]').first();
  await field.click();
  await page.locator('.provenance button').click();
  await field.hover();
}

async function chooseStep(page) {
  await page.getByRole('tab', { name: 'Flow' }).click();
  await page.locator('.flow-step').nth(8).click();
}

async function makeMistake(page) {
  const line = page
    .locator('#workflow-editor .cm-line')
    .filter({ hasText: '$asked := $outputs.config.dialect' });
  await line.click();
  await page.keyboard.press('End');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.insertText(' & $outputs.confg');
  await page.keyboard.press('Home');
  await page.keyboard.press('Home');
}

main().catch((error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
