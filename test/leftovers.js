// What a run of the tests must not leave behind: files in the temporary folder, and changes of the checkout.
const { spawnSync } = require('node:child_process');
const { existsSync, mkdtempSync, readdirSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

const root = join(__dirname, '..');
let folder;
let before;

/** Points the whole run to a new temporary folder. */
function startWatching() {
  folder = mkdtempSync(join(tmpdir(), 'destkit-tests-'));
  process.env.TMPDIR = folder;
  before = changesOfCheckout();
}

/** @throws an error that names what was left behind */
function reportLeftovers({ watch, watchAll }) {
  const left = readdirSync(folder).flatMap((name) => {
    const temporary = join(folder, name, 'tmp');
    return existsSync(temporary)
      ? readdirSync(temporary).map((each) => `${each} in the temporary folder of ${name}`)
      : [`${name} in the temporary folder of the run`];
  });
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  // In watch mode, files are edited while the tests run.
  if (!watch && !watchAll) {
    left.push(...changesOfCheckout().filter((change) => !before.includes(change)));
  }
  if (left.length > 0) {
    throw new Error(`the tests left behind:\n${left.map((each) => `  ${each}`).join('\n')}`);
  }
}

/** A line for each file that differs from the commit; empty where there is no git. */
function changesOfCheckout() {
  const { stdout } = spawnSync('git', ['status', '--porcelain', '--untracked-files=all'], {
    cwd: root,
    encoding: 'utf8',
  });
  return (stdout ?? '').split('\n').filter((line) => line !== '');
}

module.exports = { startWatching, reportLeftovers };
