import { beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import type { Test } from 'supertest';
import { done, given, type Answer } from '../support/given.js';
import { sharedService } from '../support/shared-service.js';
import { Visitor } from '../support/visitor.js';

const service = sharedService({ ROLE: 'api' });

const HOSTILE = '=HYPERLINK("http://x";"y")';
/** With the raw bytes, since a byte order mark disappears when text is decoded. */
const bytesOf = async (test: Test): Promise<Buffer> => {
  const { body } = await test
    .expect(200)
    .buffer(true)
    .parse((answer, finished) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () => finished(null, Buffer.concat(chunks)));
    });
  return body as Buffer;
};
const csvOf = (persona: string, path: string): Test =>
  service.as(persona).get(path).set('Accept', 'text/csv');
const rowsOf = (bytes: Buffer, delimiter = ';'): Record<string, string>[] =>
  parse(bytes, { bom: true, columns: true, delimiter });

describe('a list as a file for people', () => {
  let sent: Answer;
  beforeAll(async () => {
    const { referralCase, sentReferral, consultation } = given(service);
    for (let number = 1; number <= 104; number++)
      await referralCase({ title: `Ärende ${number}; å, ä och "ö"`, caseNumber: `KS 2020/${number}` });
    await referralCase({ title: HOSTILE, origin: { sender: '+46 70' } });
    sent = await sentReferral();
    await consultation('registered');
  });

  it('has a mark, semicolons, Swedish headings and every row, however long the list is', async () => {
    const bytes = await bytesOf(csvOf('ks-registrator', '/cases?limit=7&page=2'));
    expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
    expect(bytes.toString('utf8')).toMatch(/^\ufeff?Nummer;Ärende;Organ;Läge;Registrerat\r\n/);
    const rows = rowsOf(bytes);
    expect(rows).toHaveLength(107);
    expect(new Set(rows.map((row) => row['Nummer'])).size).toBe(107);
    expect(rows.map((row) => row['Ärende'])).toContain('Ärende 50; å, ä och "ö"');
    expect(rows[0]).toMatchObject({
      Läge: 'Öppet',
      Registrerat: expect.stringMatching(/^20\d\d-\d\d-\d\d$/),
    });
  });

  it('begins no formula, keeps the filters, and says who may not', async () => {
    const register = rowsOf(await bytesOf(csvOf('ks-registrator', '/bodies/KS/register?q=HYPERLINK')));
    expect(register).toMatchObject([{ Ärende: `'${HOSTILE}`, Från: "'+46 70" }]);
    expect(rowsOf(await bytesOf(csvOf('ks-registrator', '/cases?q=KS%202020%2F77')))).toHaveLength(1);
    expect(rowsOf(await bytesOf(csvOf('tsn-registrator', '/cases')))).toHaveLength(2);
    const ofCase = csvOf('ks-registrator', `/cases/${sent['caseId']}/consultations`);
    expect(rowsOf(await bytesOf(ofCase))).toMatchObject([{ Läge: 'Skickad' }]);
    await csvOf('tsn-registrator', '/bodies/KS/register').expect(403);
    await csvOf('ks-registrator', '/cases?state=halvöppet').expect(422);
  });

  it('is chosen by Accept or by the separator, and nothing else is given in silence', async () => {
    const separated = service.as('ks-registrator').get('/referrals?separator=comma');
    const bytes = await bytesOf(separated);
    expect(rowsOf(bytes, ',')).toMatchObject([{ Läge: 'Skickad' }, { Läge: 'Skickad', Tillfrågade: '1' }]);
    await service.as('ks-registrator').get('/referrals?separator=tab').expect(422);
    const json = service.as('ks-registrator').get('/referrals?separator=semicolon');
    expect((await json.set('Accept', 'application/json').expect(406)).body.type).toBe(
      '/problems/not-acceptable',
    );
    const english = csvOf('ks-registrator', '/referrals').set('Accept-Language', 'en');
    expect(rowsOf(await bytesOf(english))[0]).toMatchObject({ State: 'Sent' });
    const { headers } = await csvOf('ks-registrator', '/referrals').expect(200);
    expect(headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(headers['content-disposition']).toContain('remisser.csv');
    expect(headers['cache-control']).toBe('no-store');
    expect(headers['vary']).toContain('Accept');
    expect((await service.as('ks-registrator').get('/referrals').expect(200)).body.items).toHaveLength(2);
  });

  it('holds of what is asked the next step, and of the figures a line for each', async () => {
    const asked = rowsOf(await bytesOf(csvOf('tsn-registrator', '/consultations?consultee=TSN')));
    expect(asked.map((row) => row['Läge'])).toEqual(expect.arrayContaining(['Registrerad']));
    expect(asked[0]).toMatchObject({
      Från: 'KS',
      Remissinstans: 'TSN',
      'Sista svarsdag': '2026-12-15',
      Försenat: 'Nej',
    });
    const figures = rowsOf(await bytesOf(csvOf('tsn-registrator', '/bodies/TSN/statistics?year=2026')));
    expect(figures).toContainEqual({ Tabell: 'År för år', Rad: '2026', Mått: 'Remisser', Värde: '2' });
  });

  it('shows what the list shows: of what is confidential no title', async () => {
    const marking = { provision: 'OSL 26:1', seenBy: [{ body: 'KS', role: 'registrar' }] };
    const { version } = await done(service.as('ks-registrator').get(`/cases/${sent['caseId']}`));
    await done(
      service
        .as('ks-registrator')
        .post(`/cases/${sent['caseId']}/mark-confidential`, marking, { ifMatch: version }),
    );
    const titles = async (persona: string) =>
      rowsOf(await bytesOf(csvOf(persona, '/cases'))).map((row) => row['Ärende']);
    expect(await titles('ks-registrator')).toContain('Sekretessmarkerat ärende');
    expect(await titles('ks-handlaggare')).not.toContain('Sekretessmarkerat ärende');
    expect(await titles('ks-handlaggare')).toHaveLength(106);
  });

  it('is fetched from the pages of the register and of the referrals, as they are filtered', async () => {
    const visitor = await Visitor.signedIn(service.base, 'ks-registrator');
    for (const [path, rows] of [
      ['/diarium/ks?q=%22%C3%B6%22', 104],
      ['/remisser?vilka=ute&lage=sent', 2],
    ] as const) {
      const page = await visitor.visit(path);
      const link = page.elements.find(({ attributes: { href } }) => href?.includes('.csv'))!;
      const file = await fetch(visitor.base + link.attributes['href']!, {
        headers: { Cookie: [...visitor.cookies].map((pair) => pair.join('=')).join('; ') },
      });
      expect(file.headers.get('content-disposition')).toContain('attachment');
      expect(rowsOf(Buffer.from(await file.arrayBuffer()))).toHaveLength(rows);
      expect(page.text).toContain('Spara som Excel-fil (CSV)');
    }
    expect((await visitor.visit('/diarium/tsn/diarium.csv')).status).toBe(404);
  });
});
