/** @type {import('jest').Config} */
module.exports = {
  // One worker for each core: jest leaves one idle otherwise, half of a small machine.
  maxWorkers: '100%',
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  transform: { '^.+\\.ts$': ['ts-jest', { tsconfig: '<rootDir>/tsconfig.json' }] },
  // Tests of the command line start processes, which is slow on a busy machine.
  testTimeout: 180_000,
  globalSetup: '<rootDir>/test/setup.js',
};
