/** `<T>value` means one thing in .ts and another in .tsx, so each is read as what it is. */
const swc = (tsx) => [
  '@swc/jest',
  {
    jsc: {
      target: 'es2022',
      keepClassNames: true,
      parser: { syntax: 'typescript', tsx, decorators: true },
      transform: {
        legacyDecorator: true,
        decoratorMetadata: true,
        useDefineForClassFields: false,
        react: { runtime: 'automatic', importSource: 'preact' },
      },
    },
    module: { type: 'es6' },
  },
];

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
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: { '^.+\\.ts$': swc(false), '^.+\\.tsx$': swc(true) },
  globalSetup: '<rootDir>/test/support/global-setup.js',
  globalTeardown: '<rootDir>/test/support/global-teardown.js',
  maxWorkers: 2,
  // Jest keeps the modules of every file that a process has run, and the AsyncLocalStorage among them slows every promise
  // of the files after it: measured, the hundredth file took four times as long as alone. A new process begins anew.
  workerIdleMemoryLimit: '400MB',
  // What waits for something says itself how long; this is for a machine that has other things to do.
  testTimeout: 120_000,
};
