import everything from './jest.config.js';

/** What anyone may send: every operation with very many, very large and very strange requests. */
export default { ...everything, roots: ['<rootDir>/test/hostile'], maxWorkers: 2 };
