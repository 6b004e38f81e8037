import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { addDays, civilDate } from '../../src/rules/civil-date.js';
import { done, given, statement, TODAY, type Answer } from '../support/given.js';
import { bytesOf, hasPdfTools, outOfOrder, readPdf } from '../support/papers.js';
import { sharedService } from '../support/shared-service.js';
import { Visitor } from '../support/visitor.js';

let forwarded: Answer;
const service = sharedService();
beforeAll(async () => {
  forwarded = await given(service).consultation('forwarded');
});

const paper = (persona: string, path: string, headers: Record<string, string> = {}) =>
  bytesOf(service.as(persona).get(path).set(headers));
const statementOf = (id: string) => `/consultations/${id}/papers/statement`;

const SAID = [
  'Tekniska servicenämnden', 'Yttrande', 'Vårt ärendenummer', 'Ert ärendenummer', 'Kommunstyrelsen', statement.title, 'Sammanfattning', statement.summary,
  'Beslut', '§ 84', ...statement.clauses.map(({ text }) => text), 'Ärendet', statement.matter, 'Bedömning',
  statement.assessment, 'Svar på frågorna', 'Fråga 1: Är utvecklingsområdena relevanta?', 'Ja.',
  'Synpunkter på förslagets text', 'Boende och närmiljö', 'Bör nämna trygga gångvägar.', 'Beslutsunderlag',
  'Denna tjänsteskrivelse, 2026-10-20', 'Beslutet skickas till', 'Kommunstyrelsen',
]; // prettier-ignore

describe('the statement as a paper', () => {
  it.each(['tsn-handlaggare', 'ks-registrator'])(
    'shows to %s all that was decided, in order',
    async (persona) => {
      const plain = await paper(persona, `${statementOf(forwarded.id)}?format=txt`).expect(200);
      expect(outOfOrder(plain.body.toString(), SAID)).toBeUndefined();
      expect(plain.body.toString()).toContain(forwarded['ownCaseNumber']);
      expect(plain.body.toString()).toContain(forwarded['caseNumber']);
    },
  );

  (hasPdfTools ? it : it.skip)('is a PDF that says the same as the text', async () => {
    const { body, headers } = await paper('ks-registrator', statementOf(forwarded.id)).expect(200);
    expect(headers['content-type']).toBe('application/pdf');
    const pdf = readPdf(body);
    expect(pdf.xmp).toMatch(/pdfuaid:part>1</);
    expect(outOfOrder(pdf.inOrder, [statement.title, ...SAID.slice(6)])).toBeUndefined();
  });

  it('is sent in the form that the query names, or else the one that is accepted best, and 406 where it is neither', async () => {
    const typeOf = async (path: string, accept: string) =>
      (await paper('tsn-handlaggare', path, { Accept: accept })).headers['content-type'];
    const path = statementOf(forwarded.id);
    expect(await typeOf(path, '*/*')).toBe('application/pdf');
    expect(await typeOf(path, 'text/html,application/pdf;q=0.5')).toBe('text/html; charset=utf-8');
    expect(await typeOf(`${path}?format=txt`, 'application/pdf')).toBe('text/plain; charset=utf-8');
    await paper('tsn-handlaggare', path, { Accept: 'image/png' }).expect(406);
    await paper('tsn-handlaggare', `${path}?format=png`).expect(422);
  });

  it('has a name of its own, with å, ä and ö', async () => {
    const { headers } = await paper('tsn-handlaggare', `/consultations/${forwarded.id}/papers/staff-report`);
    const number = (forwarded['ownCaseNumber'] as string).replace('/', '-');
    expect(headers['content-disposition']).toBe(
      `attachment; filename="${number} Tjansteskrivelse.pdf"; filename*=UTF-8''${encodeURIComponent(`${number} Tjänsteskrivelse.pdf`)}`,
    );
  });

  it('is not sent again to whoever has it, and in parts to whoever asks for a part', async () => {
    const path = statementOf(forwarded.id);
    const whole = await paper('tsn-handlaggare', path).expect(200);
    const etag = whole.headers['etag']!;
    await paper('tsn-handlaggare', path, { 'If-None-Match': etag }).expect(304);
    const part = await paper('tsn-handlaggare', path, { Range: 'bytes=5-9' }).expect(206);
    expect(part.headers['content-range']).toBe(`bytes 5-9/${whole.body.length}`);
    expect(part.body.equals(whole.body.subarray(5, 10))).toBe(true);
    const last = await paper('tsn-handlaggare', path, { Range: 'bytes=-7', 'If-Range': etag }).expect(206);
    expect(last.body.equals(whole.body.subarray(-7))).toBe(true);
    const stale = await paper('tsn-handlaggare', path, { Range: 'bytes=-7', 'If-Range': '"another"' }).expect(
      200,
    );
    expect(hash(stale.body)).toBe(hash(whole.body));
  });

  it('is there for whoever sees the statement, and for nobody else', async () => {
    const { id } = await given(service).consultation('drafting');
    await paper('tsn-handlaggare', statementOf(id)).expect(200);
    await paper('ks-registrator', statementOf(id)).expect(404);
    await paper('bin-registrator', statementOf(forwarded.id)).expect(404);
    await paper('ks-registrator', `${statementOf(forwarded.id)}?version=1`).expect(404);
    const first = await paper('tsn-handlaggare', `${statementOf(id)}?version=1&format=txt`).expect(200);
    expect(first.body.toString()).toContain('Förslag till beslut');
    await paper('tsn-handlaggare', `/consultations/${id}/papers/minutes-extract`).expect(404);
    await paper('tsn-handlaggare', `/consultations/${id}/papers/toString`).expect(404);
  });

  it('is noted as read where it is confidential, and kept by no browser', async () => {
    const { id, version } = await given(service).consultation('forwarded');
    await done(
      service
        .as('tsn-registrator')
        .post(
          `/consultations/${id}/mark-confidential`,
          { provision: 'OSL 21:7', seenBy: [{ body: 'TSN' }], of: 'consultation' },
          { ifMatch: version },
        ),
    );
    const { headers } = await paper('tsn-registrator', statementOf(id)).expect(200);
    expect([headers['cache-control'], headers['etag']]).toEqual(['no-store', undefined]);
    const readings = await service.database.query(
      "SELECT actor, after->>'read' AS path FROM audit_events WHERE verb = 'read' AND consultation_id = $1",
      [id],
    );
    expect(readings).toContainEqual({ actor: 'tsn-registrator', path: '/consultations/:id/papers/:kind' });
  });
});

describe('the extract from the minutes', () => {
  it('has organ, day, section, proposals, votes, clauses, dissent, recusals, notes and confirmation', async () => {
    const { consultation, step } = given(service);
    const { id } = await consultation('on-agenda');
    await step('tsn-sekreterare', id, 'decide', {
      outcome: 'as-proposed',
      section: '84',
      motions: [{ by: 'Bo Berg (M)', text: 'Avslag på förslaget.', result: 'avslås' }],
      votes: [
        {
          question: 'Bifall eller avslag', yes: 1, no: 1, abstain: 0,
          members: [{ name: 'Anna Ek (S)', vote: 'yes' }, { name: 'Bo Berg (M)', vote: 'no' }],
        },
      ],
      reservations: [{ by: 'Bo Berg (M)', text: 'Yrkandet borde ha bifallits.' }],
      specialStatements: [{ by: 'Cia Dal (V)', text: 'Vi vill se mer.' }],
      recusals: [{ by: 'Eva Fors (C)' }],
      notTakingPart: [{ by: 'Gun Holm (L)' }],
      minutesNotes: [{ text: 'Nämnden ajournerades.' }],
    }); // prettier-ignore
    await step('tsn-sekreterare', id, 'confirm', { confirmedOn: '2026-11-02' });
    const { body } = await paper('tsn-sekreterare', `/consultations/${id}/papers/minutes-extract?format=txt`);
    expect(
      outOfOrder(body.toString(), [
        'Tekniska servicenämnden', 'Utdrag ur protokoll', 'Datum: 2 november 2026', 'Organ: Tekniska servicenämnden', '§ 84',
        statement.title, 'Sammanfattning', 'Beslut', 'Tekniska servicenämnden beslutar', statement.clauses[0]!.text,
        'Yrkanden', 'Bo Berg (M): Avslag på förslaget. (avslås)', 'Beslutsgång', 'Bifall eller avslag', 'Ja', '1',
        'Anna Ek (S)', 'Ja', 'Bo Berg (M)', 'Nej', 'Jäv', 'Eva Fors (C)', 'Deltar inte i beslutet', 'Gun Holm (L)',
        'Reservationer', 'Bo Berg (M)', 'Yrkandet borde ha bifallits.', 'Särskilda yttranden', 'Cia Dal (V)',
        'Vi vill se mer.', 'Anteckningar till protokollet', 'Nämnden ajournerades.', 'Beslutsunderlag',
        'Beslutet skickas till', 'Kommunstyrelsen', 'Justering', 'Protokollet justerades den 2 november 2026.',
      ]), // prettier-ignore
    ).toBeUndefined();
  });
});

describe('the covering message and the receipt', () => {
  it('say what was sent to whom and what has come in, once it has', async () => {
    const of = (id: string, kind: string) => `/consultations/${id}/papers/${kind}?format=txt`;
    const { sha256 } = forwarded['dispatch'] as { sha256: string };
    const message = await paper('tsn-sekreterare', of(forwarded.id, 'covering-message')).expect(200);
    expect(
      outOfOrder(message.body.toString(), [
        'Tekniska servicenämnden', 'Följebrev', 'Kommunstyrelsen', 'översänder sitt yttrande', '§ 84', 'Handlingar', sha256,
      ]), // prettier-ignore
    ).toBeUndefined();
    await paper('ks-registrator', of(forwarded.id, 'receipt')).expect(404);
    const { id } = await given(service).consultation('received');
    const receipt = await paper('tsn-registrator', of(id, 'receipt')).expect(200);
    expect(
      outOfOrder(receipt.body.toString(), [
        'Kommunstyrelsen', 'Kvittens', 'Tekniska servicenämnden', 'har tagit emot yttrandet', 'den 2 november 2026', 'SHA-256',
      ]), // prettier-ignore
    ).toBeUndefined();
  });
});

describe('papers of a referral and of a meeting', () => {
  it('are the letter with questions and consultees, for whoever sees the referral', async () => {
    const { body } = await paper(
      'tsn-registrator',
      `/referrals/${forwarded['referralId']}/papers/referral-letter?format=txt`,
    );
    expect(
      outOfOrder(body.toString(), [
        'Kommunstyrelsen', 'Remissmissiv', 'Svar senast: 15 december 2026', 'Internremiss, Strategi för social hållbarhet',
        'Kommunstyrelsen önskar nämndens yttrande.', 'Frågor', 'Fråga 1', 'Är utvecklingsområdena relevanta?',
        'Remissinstanser', 'Tekniska servicenämnden',
      ]), // prettier-ignore
    ).toBeUndefined();
    await paper('bin-registrator', `/referrals/${forwarded['referralId']}/papers/referral-letter`).expect(
      404,
    );
    await paper('ks-registrator', `/referrals/${forwarded['referralId']}/papers/statement`).expect(404);
  });

  it('are the compilation of what has come in, for those who may compile', async () => {
    const path = `/referrals/${forwarded['referralId']}/papers/compilation`;
    const { body, headers } = await paper('ks-handlaggare', `${path}?format=txt`).expect(200);
    expect(
      outOfOrder(body.toString(), [
        'Kommunstyrelsen', 'Remissammanställning', 'Svaren i korthet', 'Tekniska servicenämnden',
        'Tillstyrker med synpunkter', 'Svar på frågorna', 'Fråga 1: Är utvecklingsområdena relevanta?',
        'Tekniska servicenämnden', 'Ja.', 'Synpunkter på förslagets text', 'Boende och närmiljö', 'Bör nämna trygga gångvägar.',
        'Yttrandena i sin helhet', 'Tekniska servicenämnden', statement.title, statement.clauses[0]!.text, statement.assessment,
        'Beslutsunderlag', statement.basis[0]!.title, 'Skickas till', 'Kommunstyrelsen',
      ]), // prettier-ignore
    ).toBeUndefined();
    expect(headers['cache-control']).toBe('no-store');
    await paper('tsn-registrator', path).expect(403);
  });

  it('are the agenda, in which only the body’s own staff read the matters', async () => {
    const { title } = await given(service).consultation('on-agenda');
    const path = `/bodies/TSN/meetings/${TODAY}/papers/agenda?format=txt`;
    const { body } = await paper('tsn-sekreterare', path).expect(200);
    expect(
      outOfOrder(body.toString(), [
        'Tekniska servicenämnden', 'Föredragningslista', 'Tekniska servicenämnden den 2 november 2026', title as string,
        'Remiss från: Kommunstyrelsen, KS 2026/', 'Svar senast: 15 december 2026', statement.clauses[0]!.text,
      ]), // prettier-ignore
    ).toBeUndefined();
    expect((await paper('ks-registrator', path).expect(200)).body.toString()).not.toContain(title);
  });

  it('are the list of a register: a period of what the register shows the caller, masked as there', async () => {
    const path = '/bodies/TSN/papers/register-list';
    const { title } = await given(service).consultation('registered');
    const { items } = await done(service.as('tsn-registrator').get('/bodies/TSN/register?limit=100'));
    const rows = items as { number: string; title: string | null; registeredAt: string }[];
    const listed = async (query: string, persona = 'tsn-registrator') =>
      (await paper(persona, `${path}?format=txt${query}`).expect(200)).body.toString() as string;
    const all = await listed('');
    expect(outOfOrder(all, ['Diarieförteckning', ...rows.map(({ number }) => number)])).toBeUndefined();
    expect(all).toContain(title);
    const day = civilDate(new Date(rows[0]!.registeredAt));
    const ofDay = rows.filter(({ registeredAt }) => civilDate(new Date(registeredAt)) === day);
    expect(await listed(`&from=${day}&to=${day}`)).toContain(`Antal nummer: ${ofDay.length}`);
    expect(await listed(`&to=${addDays(day, -1)}`)).toContain(`Antal nummer: ${rows.length - ofDay.length}`);
    expect(await listed('&to=2025-12-31')).toContain('Antal nummer: 0');
    expect(await listed('&from=2031-01-01')).not.toContain(title);
    expect(await listed('&q=finnsinte')).toContain('Antal nummer: 0');
    for (const format of ['pdf', 'docx', 'html'])
      await paper('tsn-registrator', `${path}?format=${format}`).expect(200);
    await paper('ks-registrator', path).expect(403);
    await paper('ks-registrator', `${path}?from=2026-02-01&to=2026-01-01`).expect(403);
    const refused = await service
      .as('tsn-registrator')
      .get(`${path}?from=2026-02-01&to=2026-01-01`)
      .expect(422);
    expect(refused.body.errors).toMatchObject([{ pointer: '/to', code: 'register-list-ends-first' }]);

    // What is confidential stands in it as in the register: by its number alone, to whoever is not on its list.
    const secret = await given(service).consultation('registered', { title: 'Hemlig utredning' });
    const { version } = await done(service.as('tsn-registrator').get(`/consultations/${secret.id}`));
    const marking = {
      provision: 'OSL 26:1',
      of: 'consultation',
      seenBy: [{ body: 'TSN', role: 'registrar' }],
    };
    await service
      .as('tsn-registrator')
      .post(`/consultations/${secret.id}/mark-confidential`, marking, { ifMatch: version })
      .expect(200);
    const number = String(secret['ownCaseNumber']);
    const masked = await listed('', 'tsn-handlaggare');
    expect([masked.includes(number), masked.includes('Hemlig utredning')]).toEqual([true, false]);

    const visitor = await Visitor.signedIn(service.base, 'tsn-registrator');
    expect((await visitor.visit('/diarium/tsn')).text).toContain('Diarieförteckning som handling');
    const word = await visitor.visit(
      `/diarium/tsn/diarieforteckning?q=${encodeURIComponent(title)}&fran=&till=&format=docx`,
    );
    expect([word.status, word.headers.get('content-type')]).toEqual([
      200,
      expect.stringContaining('wordprocessingml'),
    ]);
    expect((await visitor.visit('/diarium/ks/diarieforteckning')).status).toBe(404);
  });
});

const hash = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
