import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { get, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import supertest from 'supertest';
import { projectRoot } from '../../src/config/project-root.js';
import { EDITOR_SCRIPT, PAGES_SCRIPT } from '../../src/markup/script.js';
import { addressOfStyle, FONT, STYLE } from '../../src/markup/style.js';
import { asSeen } from '../support/html.js';
import { sharedService } from '../support/shared-service.js';

const service = sharedService({ ROLE: 'api' });

const CHROMIUM = 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8';
const visit = (path: string, headers: Record<string, string> = {}) =>
  supertest(service.base)
    .get(path)
    .set({ Accept: CHROMIUM, ...headers });

/** As a browser gets it: packed, where it is packed. */
const bytesSent = async (url: string): Promise<number> => {
  const [answer] = (await once(get(url, { headers: { 'Accept-Encoding': 'gzip' } }), 'response')) as [
    IncomingMessage,
  ];
  return Buffer.concat(await answer.toArray()).length;
};

describe('the style of the pages', () => {
  it('is one file with a face, kept for ever under a name that tells its content', async () => {
    const { text } = await visit('/register/cases').expect(200);
    expect(text).toContain(`<link rel="stylesheet" href="${addressOfStyle(STYLE)}"`);
    for (const file of [STYLE, FONT]) {
      const { headers } = await supertest(service.base).get(addressOfStyle(file)).expect(200);
      expect(headers).toMatchObject({
        'content-type': file.type,
        'cache-control': 'public, max-age=31536000, immutable',
      });
    }
    expect(STYLE.content.toString()).toContain(`url('${FONT.name}')`);
  });

  it('weighs little, and nothing on the way back', async () => {
    for (const encoding of ['br', 'gzip']) {
      const packed = await fetch(service.base + addressOfStyle(STYLE), {
        headers: { 'Accept-Encoding': encoding },
      });
      expect(packed.headers.get('content-encoding')).toBe(encoding);
      expect(await packed.text()).toBe(STYLE.content.toString());
    }
    const { headers } = await supertest(service.base).get(addressOfStyle(STYLE));
    await supertest(service.base)
      .get(addressOfStyle(STYLE))
      .set('If-None-Match', headers['etag']!)
      .expect(304);
  });

  it('is, with every script there is, within 60 kB as it is sent: no page links more', async () => {
    const scripts = await readdir(join(projectRoot, 'src/markup/script'));
    const linked = [STYLE, EDITOR_SCRIPT, PAGES_SCRIPT];
    // `put-in.js` is sent as a part of both.
    const ofTheirOwn = scripts.filter((name) => name !== 'put-in.js');
    expect(linked.filter(({ name }) => name.endsWith('.js'))).toHaveLength(ofTheirOwn.length);
    const sizes = await Promise.all(
      linked.map(async (file) => bytesSent(service.base + addressOfStyle(file))),
    );
    expect(Math.min(...sizes)).toBeGreaterThan(0);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(60_000);
  });

  it('is not there under a name of yesterday', async () => {
    await supertest(service.base).get('/style/yttra.0123456789abcdef.css').expect(404);
  });
});

describe('a failure', () => {
  it.each([
    ['sv', 'Finns inte', 'Till startsidan'],
    ['en', 'Not found', 'To the start page'],
  ])('is a page to a browser, in %s', async (language, title, home) => {
    const { text, headers, status } = await visit('/nowhere', { 'Accept-Language': language });
    expect(status).toBe(404);
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    const { text: seen, elements } = asSeen(text);
    expect(elements[0]).toMatchObject({ name: 'html', attributes: { lang: language } });
    expect(seen).toContain(title);
    expect(seen).toContain(home);
    expect(seen).toContain(headers['x-request-id']);
  });

  it.each(['*/*', 'application/json', 'application/problem+json, text/html;q=0.5', 'text/plain'])(
    'is problem+json to whoever accepts %s',
    async (accept) => {
      const { headers, body } = await supertest(service.base).get('/nowhere').set('Accept', accept);
      expect(headers['content-type']).toMatch(/^application\/problem\+json/);
      expect(body.type).toBe('/problems/not-found');
    },
  );
});

describe('every piece of HTML in the sources', () => {
  it('is made by components: nowhere is text put into a page as it is', async () => {
    const files = (await readdir(join(projectRoot, 'src'), { recursive: true })).filter((file) =>
      /\.tsx?$/.test(file),
    );
    const raw: string[] = [];
    for (const file of files) {
      const code = (await readFile(join(projectRoot, 'src', file), 'utf8')).replace(
        /^\s*(\*|\/\/|\/\*).*$/gm,
        '',
      );
      if (/dangerouslySetInnerHTML|\bon[A-Z]\w*=|\sstyle=|['"`]<(html|body|p|div|h1)\b/.test(code))
        raw.push(file);
    }
    expect(raw).toEqual([]);
  });
});
