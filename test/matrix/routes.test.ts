import { describe, expect, it } from '@jest/globals';
import { operations } from './api-document.js';
import { changingRoutes } from './changing-routes.js';
import { OPEN, readingRoutes } from './reading-routes.js';

describe('the matrix', () => {
  it('has a line for every operation of the API, and for no other', () => {
    const lines = [...OPEN, ...Object.keys(readingRoutes), ...Object.keys(changingRoutes)];
    expect(lines.sort()).toEqual([...operations.keys()].sort());
  });
});
