import 'reflect-metadata';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { OPENAPI_FILE } from './http/service.controller.js';
import { describeApi } from './openapi-document.js';

// Written by `npm run openapi`; with `--check`, CI learns whether the committed file still tells the truth.
const current = `${JSON.stringify(await describeApi(), null, 2)}\n`;
if (!process.argv.includes('--check')) {
  writeFileSync(OPENAPI_FILE, current);
} else if (!existsSync(OPENAPI_FILE) || readFileSync(OPENAPI_FILE, 'utf8') !== current) {
  console.error('openapi.json is stale: run `npm run openapi` and commit it.');
  process.exitCode = 1;
}
