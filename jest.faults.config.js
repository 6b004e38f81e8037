import everything from './jest.config.js';

/** Every fault, one file after the other: they start many processes and measure seconds. */
export default {
  ...everything,
  roots: ['<rootDir>/test/faults'],
  testMatch: ['**/*.{test,fault}.ts'],
  maxWorkers: 1,
  // What a test cut off on purpose may still wait for an answer when the last one is over.
  forceExit: true,
};
