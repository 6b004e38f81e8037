import { beforeAll, describe, expect, it } from '@jest/globals';
import { MEDIA_TYPE } from '../../src/papers/formats.js';
import { docxWith, p } from '../support/docx-files.js';
import { done, given } from '../support/given.js';
import { expectedOf, paperFile } from '../support/paper-facts.js';
import { sharedService } from '../support/shared-service.js';
import { exampleText, heldOutFile } from '../support/staff-reports.js';

let id: string;
const service = sharedService();
beforeAll(async () => {
  const { sentReferral, consultationOf, step } = given(service);
  ({ id } = await consultationOf('tsn-registrator', await sentReferral()));
  await step('tsn-registrator', id, 'register');
  await step('tsn-chef', id, 'assign', { officer: 'tsn-handlaggare' });
});

const address = (query = '') => `/consultations/${id}/statement/import${query}`;
const typeOf = (name: string) => (name.endsWith('.pdf') ? MEDIA_TYPE.pdf : MEDIA_TYPE.docx);
const propose = (file: Buffer, type: string, person = 'tsn-handlaggare') =>
  service.as(person).postFile(address('?dryRun=true'), file, type);
const version = async () =>
  (await done(service.as('tsn-handlaggare').get(`/consultations/${id}/statement`))).version;
const codesOf = (list: { code: string }[]): string[] => list.map(({ code }) => code);

describe('a report that is imported as a file', () => {
  it.each(['d01-aby-sidhuvud.docx', 'p01-aby-taggad.pdf'])('is saved as a new version: %s', async (name) => {
    const ifMatch = await version();
    const { body, headers } = await service
      .as('tsn-handlaggare')
      .postFile(address(), paperFile(name), typeOf(name), { ifMatch })
      .expect(200);
    const { title, clauses = [], ownCaseNumber, officer, recipients } = expectedOf(name);
    expect(body).toMatchObject({
      dryRun: false,
      statement: { version: ifMatch + 1, title, clauses: clauses.map((text) => ({ text })) },
      found: { ownCaseNumber, officer: expect.stringContaining(officer!) },
    });
    expect(body.statement.recipients).toHaveLength(recipients!.length);
    expect(headers['etag']).toBe(`"${ifMatch + 1}"`);
    expect(await version()).toBe(ifMatch + 1);
  });

  it.each(['h74-neighbour-att-lines', 'h83-bare-stack', 'h89-city-utfardat', 'h92-sou-subheads'])(
    'says as Word and as PDF what its text says: %s',
    async (id) => {
      const text = await service
        .as('tsn-handlaggare')
        .postText(address('?dryRun=true'), exampleText(id, 'held-out'))
        .expect(200);
      for (const ending of ['docx', 'pdf'] as const) {
        const { body } = await propose(heldOutFile(`${id}.${ending}`), MEDIA_TYPE[ending]).expect(200);
        expect({ statement: body.statement, found: body.found }).toEqual({
          statement: text.body.statement,
          found: text.body.found,
        });
      }
    },
  );

  it('is only proposed with dryRun, with what its file warns of', async () => {
    const before = await version();
    const name = 'd07-oviken-innehallskontroller.docx';
    const { body } = await propose(paperFile(name), typeOf(name)).expect(200);
    expect(body).toMatchObject({ dryRun: true, statement: { title: expectedOf(name).title } });
    expect(codesOf(body.warnings)).toEqual(expect.arrayContaining(['hidden-text', 'footnotes']));
    expect(await version()).toBe(before);
  });

  it.each([
    ['p08-aby-skannad.pdf', 'needs-ocr'],
    ['p10-krypterad.pdf', 'encrypted'],
    ['d12-avbruten.docx', 'truncated'],
  ])('is refused with the reason, in Swedish, and nothing is saved: %s', async (name, code) => {
    const ifMatch = await version();
    const { body } = await service
      .as('tsn-handlaggare')
      .postFile(address(), paperFile(name), typeOf(name), { ifMatch })
      .expect(422);
    expect(codesOf(body.errors)).toEqual([code]);
    expect(body.errors[0].detail).toMatch(/Filen/);
    expect(await version()).toBe(ifMatch);
  });

  it('is what its content is, whatever it was said to be', async () => {
    await propose(paperFile('p05-oviken-fotnot.pdf'), MEDIA_TYPE.docx).expect(200);
    const { body } = await propose(Buffer.from('Tjänsteskrivelse'), MEDIA_TYPE.pdf).expect(422);
    expect(codesOf(body.errors)).toEqual(['not-a-paper']);
    await propose(Buffer.from('PNG'), 'image/png').expect(415);
  });

  it('is refused where it is no report, holds too much or is too large', async () => {
    const letter = await propose(
      docxWith({ body: p('Hej!') + p('Vi ses i morgon.') }),
      MEDIA_TYPE.docx,
    ).expect(422);
    expect(codesOf(letter.body.errors)).toEqual(['not-a-staff-report']);
    const endless = await propose(
      docxWith({ body: p('Ärendet') + p('rad').repeat(20_001) }),
      MEDIA_TYPE.docx,
    );
    expect(codesOf(endless.body.errors)).toEqual(['too-many-lines']);
    const marked = p(`Ärendet`) + p(`a${'\u0301'.repeat(100_000)}b`) + p('slut');
    const { body } = await propose(docxWith({ body: marked }), MEDIA_TYPE.docx).expect(200);
    expect(body.statement.matter).toMatch(/^[^b]{1,31}b/);
    const long = await propose(docxWith({ body: p('Ärendet') + p('ord '.repeat(300_000)) }), MEDIA_TYPE.docx);
    expect(codesOf(long.body.errors)).toEqual(['text']);
    await propose(Buffer.alloc(20 * 1024 * 1024 + 1), MEDIA_TYPE.pdf).expect(413);
  });

  it('is read for those alone who may save it, and on no other route', async () => {
    const file = paperFile('p01-aby-taggad.pdf');
    await propose(file, MEDIA_TYPE.pdf, 'tsn-registrator').expect(403);
    await propose(file, MEDIA_TYPE.pdf, 'bin-handlaggare').expect(404);
    await service.as('ks-registrator').postFile('/cases', file, MEDIA_TYPE.pdf).expect(415);
  });

  it('is the same step when it is sent again under the same key, and another with another file', async () => {
    const options = { ifMatch: await version(), key: 'en-nyckel' };
    const send = (name: string) =>
      service.as('tsn-handlaggare').postFile(address(), paperFile(name), typeOf(name), options);
    const { body } = await send('p02-oviken-fran-word.pdf').expect(200);
    expect((await send('p02-oviken-fran-word.pdf').expect(200)).body).toEqual(body);
    expect((await send('d01-aby-sidhuvud.docx').expect(422)).body.type).toContain('idempotency-key-reused');
  });
});
