// Pictures of the extension for its README, taken of VS Code itself: CODE_SERVER=<folder> npm run vsix:images
//
// code-server is VS Code in a browser whose extensions run in Node; <folder> is an installation of it (npm install code-server).
// It is no dependency: it has 200 MB, and only somebody who changes the pictures needs it.
const { execFileSync, spawn } = require('node:child_process');
const {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { chromium } = require('playwright-core');

const root = join(__dirname, '../..');
const target = join(root, 'editors/vscode/images');

const settings = {
  'workbench.colorTheme': 'Default Light Modern',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'editor.minimap.enabled': false,
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'extensions.ignoreRecommendations': true,
  'git.enabled': false,
  'destkit.inlayHints': true,
};

async function main() {
  const { CODE_SERVER } = process.env;
  const executablePath =
    process.env.CHROMIUM ?? ['/usr/bin/chromium', '/usr/bin/google-chrome'].find(existsSync);
  if (!CODE_SERVER || !executablePath) {
    throw new Error('CODE_SERVER must name the folder of code-server, and CHROMIUM a Chromium');
  }
  const folder = mkdtempSync(join(tmpdir(), 'destkit-images-'));
  const workspace = createWorkspace(folder);
  const server = startEditor(CODE_SERVER, folder);
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  try {
    const host = await addressOf(server);
    const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
    page.setDefaultTimeout(30_000);
    const file = `vscode-remote://${host}${workspace}/webhook/procWorkflow.yaml`;
    const payload = encodeURIComponent(JSON.stringify([['openFile', file]]));
    await page.goto(`http://${host}/?folder=${workspace}&payload=${payload}`);
    await page.getByText('compiledExecutor').waitFor();
    mkdirSync(target, { recursive: true });
    await takeEditor(page, join(workspace, 'webhook/procWorkflow.yaml'));
    await takeTests(page, join(workspace, 'webhook/goldens/processor/short-secret-is-rejected/output.json'));
  } finally {
    await browser.close();
    server.kill('SIGTERM');
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** A destination, and this destkit. */
function createWorkspace(folder) {
  const workspace = join(folder, 'destinations');
  cpSync(join(root, 'test/fixtures/destinations/webhook'), join(workspace, 'webhook'), { recursive: true });
  mkdirSync(join(workspace, 'node_modules'));
  symlinkSync(root, join(workspace, 'node_modules/destkit'), 'dir');
  return workspace;
}

function startEditor(codeServer, folder) {
  const env = {
    ...process.env,
    HOME: folder,
    XDG_CONFIG_HOME: join(folder, 'config'),
    XDG_DATA_HOME: join(folder, 'share'),
  };
  const data = join(folder, 'data');
  mkdirSync(join(data, 'User'), { recursive: true });
  writeFileSync(join(data, 'User/settings.json'), JSON.stringify(settings));
  const own = [
    '--user-data-dir',
    data,
    '--extensions-dir',
    join(folder, 'extensions'),
    '--config',
    join(folder, 'config.yaml'),
  ];
  const vsix = execFileSync(process.execPath, [join(__dirname, 'main.js'), folder], {
    encoding: 'utf8',
  }).trim();
  const entry = join(codeServer, 'out/node/entry.js');
  execFileSync(process.execPath, [entry, ...own, '--install-extension', vsix], { env, stdio: 'ignore' });
  const flags = [
    '--auth',
    'none',
    '--bind-addr',
    '127.0.0.1:0',
    '--disable-telemetry',
    '--disable-update-check',
  ];
  return spawn(process.execPath, [entry, ...own, ...flags], { env, stdio: ['ignore', 'pipe', 'ignore'] });
}

/** Goes on reading what it prints: code-server ends when nobody does. */
function addressOf(server) {
  return new Promise((resolve, reject) => {
    let text = '';
    server.on('exit', () => reject(new Error(`code-server has ended: ${text}`)));
    server.stdout.on('data', (chunk) => {
      text += chunk;
      const found = /listening on http:\/\/([\w.:]+)/.exec(text);
      if (found) {
        resolve(found[1]);
      }
    });
  });
}

/** The request step with its values, and the mistake. */
async function takeEditor(page, file) {
  // Also starts the extension where code-server cannot search for destination.yaml.
  await runCommand(page, 'destkit: Run Goldens');
  await page.getByText('taken by 8 goldens').waitFor();
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, text.replace('message.anonymousId', 'mesage.anonymousId'));
  await runCommand(page, 'Problems: Focus on Problems View');
  await page.locator('.markers-panel').getByText('did you mean').first().click();
  await page.waitForTimeout(1500);
  await take(page, 'editor.png');
  writeFileSync(file, text);
}

/** The test explorer after a run in which a golden differs. */
async function takeTests(page, output) {
  writeFileSync(output, readFileSync(output, 'utf8').replace('rejected', 'filtered'));
  await runCommand(page, 'View: Toggle Panel Visibility');
  await runCommand(page, 'Testing: Focus on Test Explorer View');
  await runCommand(page, 'Test: Run All Tests');
  await page.waitForTimeout(3000);
  await take(page, 'goldens.png');
}

async function runCommand(page, title) {
  const option = page.locator('.quick-input-list').getByRole('option', { name: title }).first();
  // The editor is there before it knows the commands of extensions; the palette lists those that were known when it opened.
  for (let tries = 0; tries < 20; tries += 1) {
    await page.keyboard.press('F1');
    await page.locator('.quick-input-widget input').first().fill(`>${title}`);
    await page.waitForTimeout(1000);
    if (await option.isVisible()) {
      await option.click();
      await page.waitForTimeout(500);
      return;
    }
    await page.keyboard.press('Escape');
  }
  throw new Error(`there is no command ${title}`);
}

async function take(page, name) {
  await runCommand(page, 'Notifications: Clear All Notifications');
  await page.waitForTimeout(500);
  await page.screenshot({ path: join(target, name) });
}

main().catch((error) => {
  process.stderr.write(`images: ${error.message}\n`);
  process.exitCode = 1;
});
