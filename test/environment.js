// Gives each test file a temporary folder of its own, so that a folder left behind can be traced to its test file.
const { AsyncLocalStorage } = require('node:async_hooks');
const { spawnSync } = require('node:child_process');
const { mkdirSync, mkdtempSync, readdirSync, rmSync } = require('node:fs');
const { basename, join } = require('node:path');
const { TestEnvironment } = require('jest-environment-node');

// jest-circus makes an AsyncLocalStorage for each test file and keeps it. On Node 20 each of them slows down every promise,
// and with it all later test files of the worker: they are disabled when their file has ended.
const storages = new Set();
const { run } = AsyncLocalStorage.prototype;
AsyncLocalStorage.prototype.run = function (...args) {
  storages.add(this);
  return run.apply(this, args);
};

module.exports = class extends TestEnvironment {
  constructor(config, context) {
    const parent = process.env.TMPDIR;
    const folder = mkdtempSync(join(parent, `${basename(context.testPath, '.test.ts')}-`));
    const temporary = join(folder, 'tmp');
    mkdirSync(temporary);
    // Before super(), which copies the environment for the test; child processes inherit this one.
    process.env.TMPDIR = temporary;
    process.env.TEST_FOLDERS = join(folder, 'made');
    super(config, context);
    Object.assign(this, { parent, folder, temporary });
  }

  /** Runs after all hooks of the test file. */
  async teardown() {
    process.env.TMPDIR = this.parent;
    storages.forEach((storage) => storage.disable());
    storages.clear();
    // Processes that are still ending may write for a moment.
    const options = { recursive: true, force: true, maxRetries: 5 };
    const made = join(this.folder, 'made');
    // Takes a third of the time that rmSync takes; what it leaves, or where there is no `rm`, is left to that.
    spawnSync('rm', ['-rf', made], { stdio: 'ignore' });
    rmSync(made, options);
    if (readdirSync(this.temporary).length === 0) {
      rmSync(this.folder, options);
    }
    await super.teardown();
  }
};
