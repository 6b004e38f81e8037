/**
 * Real parts only: a PostgreSQL of its own per run, a database of its own per file. What is tried with very many or very large
 * requests, and commands as an operator runs them, have suites of their own: jest.hostile.config.js, jest.operating.config.js.
 */
export default {
  testEnvironment: 'node',
  roots: ['database', 'e2e', 'faults', 'matrix', 'openapi', 'pages', 'papers', 'rules'].map(
    (folder) => `<rootDir>/test/${folder}`,
  ),
  testMatch: ['**/*.test.ts'],
  testRunner: '<rootDir>/test/runner/run-test-file.js',
  transform: {},
  globalSetup: '<rootDir>/test/support/global-setup.js',
  globalTeardown: '<rootDir>/test/support/global-teardown.js',
  // One more than there are cores: much of what is tested happens in the background, and a file waits for it.
  maxWorkers: 3,
  // What the files that a worker has run still hold: their services, some ten megabytes each.
  workerIdleMemoryLimit: '1GB',
  // What waits for something says itself how long; this is for a machine that has other things to do.
  testTimeout: 120_000,
};
