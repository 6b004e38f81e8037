import everything from './jest.config.js';

/** What an operator does: commands, starts and stops of whole processes, backups. */
export default { ...everything, roots: ['<rootDir>/test/operating'] };
