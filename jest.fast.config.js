// `npm run test:fast`
const config = require('./jest.config.js');
const slowTests = require('./test/slowTests');

/** @type {import('jest').Config} */
module.exports = { ...config, testPathIgnorePatterns: slowTests.map((pattern) => `<rootDir>/${pattern}`) };
