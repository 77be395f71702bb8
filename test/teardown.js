// Runs once after all tests; an error fails the run.
const { reportLeftovers } = require('./leftovers');

module.exports = (globalConfig) => {
  reportLeftovers(globalConfig);
};
