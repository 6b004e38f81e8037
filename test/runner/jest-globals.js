import { jestExpect } from '@jest/expect';
import { getState } from 'jest-circus';

/** What tests import from `@jest/globals`, which itself works only in Jest's own module system. */
export { afterAll, afterEach, beforeAll, beforeEach, describe, it, test } from 'jest-circus';
export const expect = jestExpect;
export const jest = {
  setTimeout(milliseconds) {
    getState().testTimeout = milliseconds;
  },
};
