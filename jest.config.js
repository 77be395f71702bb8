const { availableParallelism } = require('node:os');

/** @type {import('jest').Config} */
module.exports = {
  // One more than there are cores: tests that start processes and servers wait a part of their time.
  maxWorkers: availableParallelism() + 1,
  testEnvironment: '<rootDir>/test/environment.js',
  // Reading a global of the test's own context is slow; the JSONata interpreter reads these all the time.
  sandboxInjectedGlobals: [
    'Array',
    'Error',
    'JSON',
    'Map',
    'Math',
    'Number',
    'Object',
    'Promise',
    'Set',
    'String',
    'Symbol',
  ],
  // Not in the temporary folder, which is a new one for each run.
  cacheDirectory: '<rootDir>/node_modules/.cache/jest',
  testSequencer: '<rootDir>/test/sequencer.js',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  transform: { '^.+\\.ts$': ['ts-jest', { tsconfig: '<rootDir>/tsconfig.json' }] },
  // Tests of the command line start processes, which is slow on a busy machine.
  testTimeout: 180_000,
  globalSetup: '<rootDir>/test/setup.js',
  globalTeardown: '<rootDir>/test/teardown.js',
};
