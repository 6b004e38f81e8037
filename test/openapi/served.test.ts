import { readFileSync } from 'node:fs';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { OPENAPI_FILE } from '../../src/http/service.controller.js';
import { PAGE_POLICY } from '../../src/http/send-page.js';
import { asSeen } from '../support/html.js';
import { sharedService } from '../support/shared-service.js';

interface Described {
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
}
const text = readFileSync(OPENAPI_FILE, 'utf8');
const document = JSON.parse(text) as {
  paths: Record<string, Record<string, Described>>;
  components: { schemas: object };
};

const service = sharedService({ ROLE: 'api' });

describe('the OpenAPI document is served', () => {
  const get = (headers: Record<string, string>) =>
    fetch(`${service.base}/yttra/v1/openapi.json`, { headers });

  it('without white space, whole, to anyone', async () => {
    const answer = await get({ 'Accept-Encoding': 'identity' });
    expect(answer.status).toBe(200);
    const served = await answer.text();
    expect(served).toBe(JSON.stringify(document));
    expect(served.length).toBeLessThan(text.length * 0.7);
  });

  it.each([
    ['br', brotliDecompressSync],
    ['gzip', gunzipSync],
  ] as const)('compressed as %s to who asks for it', async (encoding, decompress) => {
    const { status, headers, body } = await raw({ 'accept-encoding': encoding });
    expect([status, headers['content-encoding'], headers['vary']]).toEqual([
      200,
      encoding,
      'Accept-Encoding',
    ]);
    expect(body.length).toBeLessThan(110_000);
    expect(decompress(body).toString()).toBe(JSON.stringify(document));
  });

  it('once to who has it: 304 for its ETag', async () => {
    const etag = (await get({})).headers.get('etag')!;
    expect(etag).toMatch(/^"[\w-]{22}"$/);
    expect((await get({ 'If-None-Match': etag })).status).toBe(304);
    expect((await get({ 'If-None-Match': '"another"' })).status).toBe(200);
  });

  /** fetch would unpack it. */
  async function raw(headers: Record<string, string>) {
    const { request } = await import('node:http');
    return new Promise<{ status: number; headers: Record<string, unknown>; body: Buffer }>(
      (resolve, reject) => {
        const sent = request(`${service.base}/yttra/v1/openapi.json`, { headers }, (answer) => {
          const chunks: Buffer[] = [];
          answer.on('data', (chunk: Buffer) => chunks.push(chunk));
          answer.on('end', () =>
            resolve({ status: answer.statusCode!, headers: answer.headers, body: Buffer.concat(chunks) }),
          );
        });
        sent.on('error', reject).end();
      },
    );
  }
});

describe('the API reference', () => {
  it.each([
    ['sv', 'API-beskrivning'],
    ['en', 'API reference'],
  ])(
    'in %s is one page without script, on which every operation and shape stands',
    async (language, title) => {
      const answer = await fetch(`${service.base}/docs`, { headers: { 'Accept-Language': language } });
      expect(answer.status).toBe(200);
      expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
      expect(answer.headers.get('content-security-policy')).toBe(PAGE_POLICY);
      const page = await answer.text();
      expect(page).toContain(`<html lang="${language}"`);
      expect(page).toContain(title);
      expect(page).not.toMatch(/<script|style=/);
      const { text: seen } = asSeen(page);
      for (const [path, item] of Object.entries(document.paths)) {
        for (const [method, { operationId, summary, description }] of Object.entries(item)) {
          expect(page).toContain(`id="${operationId}"`);
          expect(page).toContain(`${method.toUpperCase()} ${path}`);
          expect(seen).toContain(summary);
          expect(seen).toContain(description);
        }
      }
      for (const name of Object.keys(document.components.schemas)) expect(page).toContain(`id="${name}"`);
      const links = [...page.matchAll(/href="#([^"]+)"/g)].map(([, target]) => target!);
      expect(links.filter((target) => !page.includes(`id="${target}"`))).toEqual([]);
    },
  );

  it('is where / leads', async () => {
    const answer = await fetch(`${service.base}/`, { redirect: 'manual' });
    expect([answer.status, answer.headers.get('location')]).toEqual([302, '/docs']);
  });
});
