import 'reflect-metadata';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { OPENAPI_FILE } from './http/service.controller.js';
import { describeApis } from './openapi-document.js';
import { PUBLIC_OPENAPI_FILE } from './publication/open-data/open-data.controller.js';

// Written by `npm run openapi`; with `--check`, CI learns whether the committed files still tell the truth.
const { api, publicApi } = await describeApis();
for (const [file, document] of [
  [OPENAPI_FILE, api],
  [PUBLIC_OPENAPI_FILE, publicApi],
] as const) {
  const current = `${JSON.stringify(document, null, 2)}\n`;
  if (!process.argv.includes('--check')) {
    writeFileSync(file, current);
  } else if (!existsSync(file) || readFileSync(file, 'utf8') !== current) {
    console.error(`${file} is stale: run \`npm run openapi\` and commit it.`);
    process.exitCode = 1;
  }
}
