// Runs once before the workers start; they inherit the environment.
const { spawnSync } = require('node:child_process');
const { readdirSync, statSync } = require('node:fs');
const { join } = require('node:path');
const { startWatching } = require('./leftovers');

const root = join(__dirname, '..');

module.exports = async () => {
  // Dates without an offset must parse alike on every machine.
  process.env.TZ = 'UTC';
  startWatching();
  // The command line is tested as it is shipped, so dist/ must not be older than src/.
  if (newest(join(root, 'src')) > newest(join(root, 'dist'))) {
    // Type errors are the type check's business; what was emitted is what runs.
    const tsc = [require.resolve('typescript/bin/tsc'), '-p', join(root, 'tsconfig.build.json')];
    spawnSync(process.execPath, tsc, { stdio: 'ignore' });
    for (const script of ['precompiledSchemas', 'hostRuntime', 'bundle', 'commandLine']) {
      spawnSync(process.execPath, [join(root, 'scripts', `${script}.js`)], { stdio: 'inherit' });
    }
  }
};

function newest(folder) {
  try {
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    );
    return Math.max(
      ...files.map((entry) => statSync(join(entry.parentPath ?? entry.path, entry.name)).mtimeMs),
    );
  } catch {
    return 0;
  }
}
