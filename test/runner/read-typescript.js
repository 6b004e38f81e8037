import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { transform } from '@swc/core';

/**
 * Lets Node import the sources and tests as they are written. Registered by `run-test-file.js`; runs in a thread of Node's.
 */
const jestGlobals = new URL('./jest-globals.js', import.meta.url).href;

export function resolve(specifier, context, next) {
  if (specifier === '@jest/globals') return { url: jestGlobals, shortCircuit: true };
  if (!specifier.startsWith('.') || !isTypescript(context.parentURL)) return next(specifier, context);
  return firstThatIs(['.ts', '.tsx', '.js'], (ending) => next(specifier.replace(/\.js$/, ending), context));
}

export async function load(url, context, next) {
  if (!isTypescript(url)) return next(url, context);
  const file = fileURLToPath(url);
  const { code } = await transform(await readFile(file, 'utf8'), optionsFor(file));
  return { format: 'module', source: code, shortCircuit: true };
}

function isTypescript(url) {
  return /^file:.*\.tsx?$/.test(url ?? '') && !url.includes('/node_modules/');
}

/** What is imported as `./x.js` was written as `x.ts` or `x.tsx`, unless it is JavaScript. */
async function firstThatIs(endings, find) {
  for (const ending of endings.slice(0, -1)) {
    try {
      return await find(ending);
    } catch (error) {
      if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
    }
  }
  return find(endings.at(-1));
}

/** As `tsconfig.json` says. `<T>value` means one thing in .ts and another in .tsx, so each is read as what it is. */
const optionsFor = (filename) => ({
  filename,
  sourceMaps: 'inline',
  jsc: {
    target: 'es2022',
    keepClassNames: true,
    parser: { syntax: 'typescript', tsx: filename.endsWith('x'), decorators: true },
    transform: {
      legacyDecorator: true,
      decoratorMetadata: true,
      useDefineForClassFields: false,
      react: { runtime: 'automatic', importSource: 'preact' },
    },
  },
  module: { type: 'es6' },
});
