import { createHash } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { transform, version } from '@swc/core';

/**
 * Lets Node import the sources and tests as they are written. Registered by `run-test-file.js`; runs in a thread of Node's.
 * What a source was made into is kept until the source changes: a third of what a worker began with went to that.
 */
const ROOT = join(import.meta.dirname, '..', '..');
const KEPT = join(ROOT, 'node_modules/.cache/yttra-sources');
mkdirSync(KEPT, { recursive: true });

const jestGlobals = new URL('./jest-globals.js', import.meta.url).href;

/** What is imported as `./x.js` was written as `x.ts` or `x.tsx`, unless it is JavaScript. */
export function resolve(specifier, context, next) {
  if (specifier === '@jest/globals') return { url: jestGlobals, shortCircuit: true };
  if (!specifier.startsWith('.') || !isTypescript(context.parentURL)) return next(specifier, context);
  for (const ending of ['.ts', '.tsx']) {
    const { href } = new URL(specifier.replace(/\.js$/, ending), context.parentURL);
    if (existsSync(fileURLToPath(href))) return { url: href, format: 'module', shortCircuit: true };
  }
  return next(specifier, context);
}

export async function load(url, context, next) {
  if (!isTypescript(url)) return next(url, context);
  const file = fileURLToPath(url);
  return { format: 'module', source: await made(file, await readFile(file, 'utf8')), shortCircuit: true };
}

/** The file of what is kept begins with the hash of all that it was made of. */
async function made(file, source) {
  const options = optionsFor(file);
  const hash = createHash('sha256')
    .update(JSON.stringify([version, options, source]))
    .digest('hex');
  const kept = join(KEPT, relative(ROOT, file).replaceAll(sep, '+'));
  const known = await readFile(kept, 'utf8').catch(() => '');
  if (known.startsWith(hash)) return known.slice(hash.length);
  const { code } = await transform(source, options);
  // Whole or not at all: another worker may read it at this moment.
  const draft = `${kept}.${process.pid}`;
  await writeFile(draft, hash + code);
  await rename(draft, kept);
  return code;
}

function isTypescript(url) {
  return /^file:.*\.tsx?$/.test(url ?? '') && !url.includes('/node_modules/');
}

/** As `tsconfig.json` says. `<T>value` means one thing in .ts and another in .tsx, so each is read as what it is. */
const optionsFor = (filename) => ({
  filename,
  sourceMaps: 'inline',
  // Whoever shows a line of a source reads the source.
  inlineSourcesContent: false,
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
