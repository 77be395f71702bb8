import { join } from 'node:path';
import { loadBundle } from '../../../src/apps/cli/bundle';
import { folderWith } from './process';

const built = join(__dirname, '../../../dist/apps/cli/destkit.js');

describe('loadBundle', () => {
  it('runs a bundle as require would', () => {
    const folder = folderWith({
      'bundle.js':
        'exports.given = [__dirname, __filename, require("./beside.json"), module.exports === exports];',
      'beside.json': '{"is": "beside"}',
    });
    const file = join(folder, 'bundle.js');
    expect(loadBundle(file).exports).toEqual({ given: [folder, file, { is: 'beside' }, true] });
  });

  it('takes what module.exports is in the end', () => {
    const folder = folderWith({ 'bundle.js': 'module.exports = { first: 1 }; // the last line' });
    expect(loadBundle(join(folder, 'bundle.js')).exports).toEqual({ first: 1 });
  });

  it('finds the code that was kept when the package was built', () => {
    expect(loadBundle(built).script.cachedDataRejected).toBe(false);
  });

  it('does without code that V8 cannot use', () => {
    const folder = folderWith({
      'bundle.js': 'exports.second = 2;',
      'bundle.js.cache': 'of another release of Node',
    });
    const { script, exports: bundle } = loadBundle(join(folder, 'bundle.js'));
    expect([script.cachedDataRejected, bundle]).toEqual([true, { second: 2 }]);
  });
});
