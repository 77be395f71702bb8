// Jest starts with the files that took longest in the last run. Where there was none, as in a new clone, it goes by size;
// the slow ones come first then.
const { default: Sequencer } = require('@jest/test-sequencer');
const slowTests = require('./slowTests');

const slow = new RegExp(slowTests.join('|'));

module.exports = class extends Sequencer {
  sort(tests) {
    const sorted = super.sort(tests);
    if (sorted.some(({ duration }) => duration !== undefined)) {
      return sorted;
    }
    const isSlow = ({ path }) => slow.test(path.replaceAll('\\', '/'));
    return [...sorted.filter(isSlow), ...sorted.filter((test) => !isSlow(test))];
  }
};
