/**
 * Real parts only: a PostgreSQL of its own per run, a database of its own per file. What is tried with very many or very large
 * requests, and commands as an operator runs them, have suites of their own: jest.hostile.config.js, jest.operating.config.js.
 */
export default {
  testEnvironment: 'node',
  roots: ['database', 'e2e', 'faults', 'matrix', 'openapi', 'pages', 'rules'].map(
    (folder) => `<rootDir>/test/${folder}`,
  ),
  testMatch: ['**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2022',
          keepClassNames: true,
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
        },
        module: { type: 'es6' },
      },
    ],
  },
  globalSetup: '<rootDir>/test/support/global-setup.js',
  globalTeardown: '<rootDir>/test/support/global-teardown.js',
  maxWorkers: 2,
  // Jest keeps the modules of every file that a process has run, and the AsyncLocalStorage among them slows every promise
  // of the files after it: measured, the hundredth file took four times as long as alone. A new process begins anew.
  workerIdleMemoryLimit: '400MB',
  // What waits for something says itself how long; this is for a machine that has other things to do.
  testTimeout: 120_000,
};
