import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import openapiTS, { astToString } from 'openapi-typescript';
import ts from 'typescript';
import { projectRoot } from '../../src/config/project-root.js';
import { OPENAPI_FILE } from '../../src/http/service.controller.js';

/** A registrar's system, as an integrator writes it: no type of it is written by hand. */
const CLIENT = `
import createClient from 'openapi-fetch';
import type { components, paths, webhooks } from './api.js';

const api = createClient<paths>({ baseUrl: 'https://yttra.kommun.example/yttra/v1' });

export async function registerWhatHasCome(): Promise<string[]> {
  const { data, error } = await api.GET('/consultations', { params: { query: { consultee: 'TSN', state: ['sent'] } } });
  if (error) throw new Error(error.detail);
  const numbers: string[] = [];
  for (const { id, version, replyBy } of data.items) {
    const { data: registered } = await api.POST('/consultations/{id}/register', {
      params: { path: { id }, header: { 'If-Match': \`"\${version.toFixed()}"\` } },
      body: { receivedOn: replyBy },
    });
    if (registered?.ownCaseNumber) numbers.push(registered.ownCaseNumber);
  }
  return numbers;
}

export async function canAllAnswer(id: string): Promise<boolean> {
  const { data } = await api.POST('/referrals/{id}/send', { params: { path: { id }, query: { dryRun: true } }, body: {} });
  return data !== undefined && 'dryRun' in data && data.warnings.length === 0;
}

export const consultationOf = (event: components['schemas']['WebhookEvent']): string | undefined =>
  event.data.consultationId;
export type Received = webhooks['statement-forwarded']['post']['requestBody']['content']['application/cloudevents+json'];

// @ts-expect-error A change without If-Match is 428, so it does not compile.
export const unversioned = api.POST('/consultations/{id}/register', { params: { path: { id: '1' } }, body: {} });
// @ts-expect-error There is no such kind of document.
export const kind: NonNullable<paths['/documents']['post']['requestBody']>['content']['multipart/form-data']['kind'] = 'letter';
`;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(projectRoot, 'node_modules', '.generated-client-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it('a strict client made from openapi.json compiles, and refuses what the API refuses', async () => {
  await writeFile(join(folder, 'api.ts'), astToString(await openapiTS(new URL(`file://${OPENAPI_FILE}`))));
  await writeFile(join(folder, 'client.ts'), CLIENT);
  const program = ts.createProgram([join(folder, 'client.ts')], {
    strict: true,
    noUncheckedIndexedAccess: true,
    exactOptionalPropertyTypes: true,
    noEmit: true,
    skipLibCheck: true,
    types: [],
    lib: ['lib.es2022.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
  });
  const wrong = ts.getPreEmitDiagnostics(program).map(({ file, start, messageText }) => {
    const line = file && start !== undefined ? file.getLineAndCharacterOfPosition(start).line + 1 : 0;
    return `${file?.fileName ?? ''}:${line} ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
  });
  expect(wrong).toEqual([]);
});
