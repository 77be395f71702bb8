// Test files that start processes or servers with workers, run the interpreter over many events, or search for long.
// `npm run test:fast` leaves them out; `npm test` starts with them, so that none is left to run alone at the end.
module.exports = [
  'test/action/',
  'test/apps/',
  'test/editors/',
  'test/io/delivery/(queue|journal/resume)',
  'test/io/service/',
  'test/runtime/destination/kochavaProperties',
  'test/runtime/jsonata/(cases|conformance|differential)',
  'test/runtime/workflow/timeLimit',
  'test/tools/check/markdown',
  'test/tools/diff/',
  'test/tools/docs/(commands|documentDestination)',
  'test/tools/export/',
  'test/tools/goldens/goldens',
  'test/tools/mutation/mutate',
  'test/tools/scaffold/',
  'test/tools/trace/(trace|watched)',
];
