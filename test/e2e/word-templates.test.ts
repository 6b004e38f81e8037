import { beforeAll, describe, expect, it } from '@jest/globals';
import { strFromU8, unzipSync } from 'fflate';
import { MEDIA_TYPE } from '../../src/papers/formats.js';
import { wordTemplates } from '../../src/operating/doctor/database-checks.js';
import { done, given, statement } from '../support/given.js';
import { Renderers } from '../../src/papers/renderers.js';
import { bytesOf, killedTwice } from '../support/papers.js';
import { sharedService } from '../support/shared-service.js';
import { Visitor } from '../support/visitor.js';
import { templateWith } from '../support/word-templates.js';

let consultation: string;
const service = sharedService();
beforeAll(async () => {
  consultation = (await given(service).consultation('forwarded')).id;
});

const PATH = '/bodies/TSN/word-templates/staff-report';
const OURS = templateWith(['Mall för {avsandare}', '{#delar}', '{rubrik}', '{#block}', '{#stycke}{text}{/stycke}', '{/block}', '{/delar}']); // prettier-ignore
const versionOf = async (path = PATH) => (await done(service.as('tsn-chef').get(path))).version;
const put = async (file: Buffer, { persona = 'tsn-registrator', path = PATH, version = -1 } = {}) =>
  service
    .as(persona)
    .put(path, file, { ifMatch: version < 0 ? await versionOf(path) : version })
    .set('Content-Type', MEDIA_TYPE.docx);
const wordOf = async (kind = 'staff-report', persona = 'tsn-registrator') => {
  const answer = await bytesOf(
    service.as(persona).get(`/consultations/${consultation}/papers/${kind}?format=docx`),
  ).expect(200);
  return { text: textOf(answer.body as Buffer), template: answer.headers['yttra-word-template'] };
};
const textOf = (docx: Buffer) =>
  strFromU8(unzipSync(docx)['word/document.xml']!).replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' '); // prettier-ignore

describe('a Word template of a body', () => {
  it('is in use for its kind of paper alone once it is uploaded, and each change of it is in the trail', async () => {
    expect((await wordOf()).template).toBeUndefined();
    const first = await put(OURS);
    expect([first.status, first.body]).toMatchObject([200, { current: 1, version: 2 }]);
    const { text, template } = await wordOf();
    expect([text.includes('Mall för Tekniska servicenämnden'), template]).toEqual([true, '1']);
    expect((await wordOf('minutes-extract')).template).toBeUndefined();

    const second = await put(templateWith(['Andra mallen, {rubrik}']));
    expect(second.body.versions.map(({ number }: { number: number }) => number)).toEqual([2, 1]);
    expect(second.body.warnings[0].detail).toContain('Sammanfattning, Förslag till beslut, Ärendet');
    expect((await wordOf()).text).toContain('Andra mallen');

    await service
      .as('tsn-registrator')
      .delete(PATH, { ifMatch: await versionOf() })
      .expect(204);
    expect((await wordOf()).template).toBeUndefined();
    expect(await done(service.as('tsn-chef').get(PATH))).toMatchObject({ current: null, versions: [{ number: 2 }, { number: 1 }] }); // prettier-ignore
    const { items } = await done(service.as('admin').get('/bodies/TSN/audit-trail?limit=100'));
    expect(items.slice(-3).map(({ verb }: { verb: string }) => verb)).toEqual([
      'set-word-template',
      'set-word-template',
      'remove-word-template',
    ]);
  });

  it('is uploaded by whoever shapes the papers of the body, who knows which one it takes the place of', async () => {
    for (const persona of ['tsn-handlaggare', 'tsn-chef', 'ks-registrator'])
      expect([persona, (await put(OURS, { persona })).status]).toEqual([persona, 403]);
    expect((await put(OURS, { version: 1 })).status).toBe(412);
    const path = '/bodies/TSN/word-templates/toString';
    await service.as('tsn-registrator').get(path).expect(404);
    expect((await put(OURS, { persona: 'admin' })).status).toBe(200);
  });

  it('is refused with everything that is wrong with it, in words', async () => {
    const { status, body } = await put(
      templateWith(['{rubrik', '{#delar}', '{namn}', '{/delar}'], { header: '{nummer' }),
    );
    expect(status).toBe(422);
    const errors = body.errors as { pointer: string; code: string; detail: string }[];
    expect(errors.map(({ pointer, code }) => [pointer, code])).toEqual([
      ['/header1', 'unclosed-tag'],
      ['/document', 'unclosed-tag'],
    ]);
    const wrong = await put(templateWith(['{#delar}', '{namn}', '{/delar}', '{@rubrik}']));
    expect((wrong.body.errors as typeof errors).map(({ detail }) => detail)).toEqual([
      '{namn} i brödtexten finns inte. Där kan stå: {rubrik}, {block}.',
      '{rubrik} i brödtexten: text kan inte sättas in som kod. Skriv utan @.',
    ]);
    const nested = await put(templateWith(['{#delar}', '{#delar}', '{rubrik}', '{/delar}', '{/delar}']));
    expect([nested.status, nested.body.errors]).toMatchObject([
      422,
      [
        {
          pointer: '/document',
          code: 'outer-loop',
          detail:
            '{#delar} i brödtexten står inne i en annan slinga och hör inte till den. Där kan stå: {#block}.',
        },
      ],
    ]);
  });

  const macros = 'application/vnd.ms-word.document.macroEnabled.main+xml';
  const bomb = { 'word/media/bomb.xml': new Uint8Array(40 * 1024 * 1024) };
  it.each([
    ['with macros by its kind', templateWith(['{rubrik}'], { type: macros }), 'macros'],
    [
      'with macros in it',
      templateWith(['{rubrik}'], { more: { 'word/vbaProject.bin': new Uint8Array(8) } }),
      'macros',
    ],
    [
      'that unpacks to much more than it is',
      templateWith(['{rubrik}'], { more: bomb }),
      'too-large-unpacked',
    ],
    ['that is cut off', OURS.subarray(0, 300), 'truncated'],
    ['that is no Word file', Buffer.from('%PDF-1.7'), 'truncated'],
    ['of more than it may have', Buffer.alloc(3 * 1024 * 1024), 'template-too-large'],
  ])('is not a file %s', async (_, file, code) => {
    const { status, body } = await put(file);
    expect([status, body.errors?.[0]?.code]).toEqual([422, code]);
  });

  it('that fails keeps nobody from the paper: it is written without it, and those who keep it are told', async () => {
    await put(OURS);
    await service.database.query('UPDATE word_template_versions SET file = $1', [Buffer.from('nothing')]);
    const { text, template } = await wordOf();
    expect([text.includes('Mall för'), text.includes('Sammanfattning'), template]).toEqual([
      false,
      true,
      undefined,
    ]);
    expect((await done(service.as('tsn-chef').get(PATH)))['failedAt']).not.toBeNull();
    const query = async (sql: string, values: unknown[]) => ({
      rows: await service.database.query(sql, values),
    });
    const connected = { client: { query } };
    expect((await wordTemplates(connected as never)).state).toBe('warning');
    const visitor = await Visitor.signedIn(service.base, 'tsn-registrator');
    const page = await visitor.visit('/forvaltning/handlingar/TSN/staff-report');
    expect(page.read).toContain('Mallen gick inte att använda');
    // It is left alone until it is uploaded anew, whatever it would be now: nobody waits for it to fail again.
    await service.database.query('UPDATE word_template_versions SET file = $1', [OURS]);
    expect((await wordOf()).template).toBeUndefined();
    expect((await put(OURS)).body).toMatchObject({ failedAt: null });
    expect((await wordOf()).text).toContain('Mall för');
  });

  it('that ends the processes that write fails alone: the paper is there, and the next one does not try it', async () => {
    await put(OURS);
    // As it could be uploaded before loops within loops were refused.
    const nested = templateWith(['{#delar}'.repeat(12) + '{rubrik}' + '{/delar}'.repeat(12)]);
    await service.database.query('UPDATE word_template_versions SET file = $1', [nested]);
    const { text, template } = await killedTwice(service.app.get(Renderers), () => wordOf());
    expect([text.includes('Sammanfattning'), template]).toEqual([true, undefined]);
    expect((await done(service.as('tsn-chef').get(PATH)))['failedAt']).not.toBeNull();
    expect((await put(OURS)).body).toMatchObject({ failedAt: null });
  });

  it('has a sample: the latest paper of whoever works there, a made-up one for others', async () => {
    const sampleOf = async (persona: string) =>
      textOf((await bytesOf(service.as(persona).get(`${PATH}/sample`)).expect(200)).body as Buffer);
    expect(await sampleOf('tsn-registrator')).toContain('Strategin ska komplettera');
    const { id } = await given(service).consultation('drafting');
    await given(service).saveStatement(id, {
      ...statement,
      summary: 'Nämnden har läst den senare remissen.',
    });
    expect(await sampleOf('tsn-registrator')).toContain('Nämnden har läst den senare remissen.');
    const madeUp = await sampleOf('bin-registrator');
    expect([madeUp.includes('Mall för'), madeUp.includes('Strategin ska komplettera')]).toEqual([
      true,
      false,
    ]);
  });
});

describe('the page of a Word template', () => {
  it('offers one to begin with, says what is wrong with the one that is sent, and takes it into use and out of it', async () => {
    const visitor = await Visitor.signedIn(service.base, 'tsn-registrator');
    const path = '/forvaltning/handlingar/TSN/statement';
    const cookie = [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const fetched = async (file: string) =>
      Buffer.from(
        await (await fetch(`${service.base}${path}/${file}`, { headers: { Cookie: cookie } })).arrayBuffer(),
      );
    const send = async (file: Buffer) => {
      const form = await visitor.visit(`${path}/word-mall`);
      const body = new FormData();
      for (const [name, value] of Object.entries(Visitor.hidden(form))) body.append(name, value);
      body.append('file', new Blob([new Uint8Array(file)]), 'mall.docx');
      return visitor.request(`${path}/word-mall`, { method: 'POST', body, headers: { 'Sec-Fetch-Site': 'same-origin', Origin: service.base } }); // prettier-ignore
    };
    const wrong = await send(templateWith(['{rubrik', '{#delar}{okänd}{/delar}']));
    expect([wrong.status, wrong.read.includes('{rubrik i brödtexten saknar sitt }.')]).toEqual([422, true]);
    const starter = await fetched('mall.docx');
    expect((await send(starter)).read).toContain('Mall som används: 1');
    expect(textOf(await fetched('exempel.docx'))).toContain('att tillstyrka förslaget');
    const form = await visitor.visit(`${path}/ta-bort-mallen`);
    expect((await visitor.send(`${path}/ta-bort-mallen`, Visitor.hidden(form))).read).toContain(
      'Ingen mall används.',
    );
  });
});
