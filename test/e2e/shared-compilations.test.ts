import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, it } from '@jest/globals';
import canonicalize from 'canonicalize';
import { strFromU8, unzipSync } from 'fflate';
import { done, given, NOW, statement, TODAY, type Answer } from '../support/given.js';
import { bytesOf } from '../support/papers.js';
import { sharedService } from '../support/shared-service.js';
import { Visitor } from '../support/visitor.js';

const service = sharedService();
beforeEach(() => service.setNow(NOW));

const officer = () => service.as('ks-handlaggare');
const registrar = () => service.as('ks-registrator');
const asked = { consultees: [{ body: 'TSN' }, { body: 'BIN' }, { name: 'Byalaget' }] };
const paper = {
  remarks: [{ passage: 'Boende och närmiljö.', text: 'Nämn belysning.', proposal: 'Belysta vägar.' }],
};
const remark = statement.remarks[0]!;
const answer = { remark: 1, text: 'Gångvägarna är med.', stand: 'accepted' };

/** A referral to three: TSN has replied, Byalaget on paper, BIN has not. */
async function replied() {
  const referral = await given(service).sentReferral(asked);
  const { consultationOf, onTheWay, document } = given(service);
  const tsn = (await consultationOf('tsn-registrator', referral)).id;
  await onTheWay(referral, tsn, 'forwarded');
  const byalaget = (await consultationOf('ks-registrator', referral, 'Byalaget')).id;
  const recorded = {
    documentId: (await document()).id,
    attachments: [(await document()).id],
    receivedOn: TODAY,
    stance: 'supports',
    statement: paper,
  };
  await done(registrar().post(`/consultations/${byalaget}/record-reply`, recorded, { ifMatch: '*' }));
  const bin = (await consultationOf('bin-registrator', referral, 'BIN')).id;
  return { referral, tsn, byalaget, bin, place: `/referrals/${referral.id}` };
}

const share = (place: string, body: object = {}, persona = 'ks-handlaggare') =>
  service.as(persona).post(`${place}/share-compilation`, body, { ifMatch: '*' });
const rowOf = ({ compilation }: Answer, name: string): Answer =>
  (compilation.consultees as Answer[]).find(({ consultee }) => consultee === name)!;

describe('a compilation that is shared', () => {
  it('is a version that stays as it was, and everyone asked is told', async () => {
    const { referral, tsn, place } = await replied();
    await done(officer().post(`/consultations/${tsn}/remark-answers`, answer));
    await service.as('tsn-registrator').get(`${place}/compilations/1`).expect(404);
    await service.as('tsn-registrator').get(`/consultations/${tsn}/remark-answers`).expect(404);

    const shared = await done(share(place, { note: 'Tack för svaren.' }));
    expect(shared).toMatchObject({
      id: referral.id,
      compilation: { number: 1, note: 'Tack för svaren.', sharedBy: 'ks-handlaggare' },
      warnings: [{ code: 'replies-awaited' }],
    });
    const first = await done(service.as('tsn-registrator').get(`${place}/compilations/1`));
    expect(first).toMatchObject({ number: 1, sharedBy: null, sha256: shared['compilation'].sha256 });
    expect(createHash('sha256').update(canonicalize(first['compilation'])!).digest('hex')).toBe(
      first['sha256'],
    );
    expect(rowOf(first, 'Byalaget')).toMatchObject({ masked: false, remarks: [{ text: 'Nämn belysning.' }] });
    expect(first['compilation'].totals).toMatchObject({ consultees: 3, answered: 2, missing: 1 });
    expect(first['compilation'].passages).toMatchObject([{ remarks: [{}, {}] }]);

    const told = await service.database.query(
      `SELECT coalesce(recipient_body, recipient_name) AS who, channel FROM deliveries
       WHERE referral_id = $1 AND topic = 'compilation-shared' AND channel IN ('inbox', 'manual') ORDER BY who`,
      [referral.id],
    );
    expect(told).toEqual([
      { who: 'BIN', channel: 'inbox' },
      { who: 'Byalaget', channel: 'manual' },
      { who: 'TSN', channel: 'inbox' },
    ]);

    // What is answered later stands in the next version, and not in this one.
    const { remarks } = await done(service.as('tsn-registrator').get(`/consultations/${tsn}/remark-answers`));
    const [{ answerId }] = remarks as [Answer];
    const later = { ...answer, text: 'Det blir en bilaga.', stand: 'partly', replaces: answerId };
    await done(officer().post(`/consultations/${tsn}/remark-answers`, later));
    expect(await done(registrar().get(`${place}/compilations/1`))).toMatchObject({
      sha256: first['sha256'],
      compilation: first['compilation'],
    });
    expect((await done(share(place)))['compilation']).toMatchObject({ number: 2, note: null });
    const { items } = await done(service.as('bin-registrator').get(`${place}/compilations`));
    expect(items).toMatchObject([{ number: 2 }, { number: 1, note: 'Tack för svaren.' }]);
    expect(
      await done(service.as('tsn-registrator').get(`/consultations/${tsn}/remark-answers`)),
    ).toMatchObject({
      number: 2,
      remarks: [{ ...remark, stand: 'partly', issuerAnswer: 'Det blir en bilaga.' }],
    });
  });

  it('is shared by the issuer’s registrar or officer, once there is something to share', async () => {
    const referral = await given(service).sentReferral(asked);
    const place = `/referrals/${referral.id}`;
    const early = await share(place).expect(409);
    expect(early.body.reasons).toMatchObject([{ code: 'no-reply-yet' }]);
    const { place: full } = await replied();
    await share(full, {}, 'ks-sekreterare').expect(403);
    await share(full, {}, 'tsn-registrator').expect(403);
    await share(full, {}, 'sn-registrator').expect(404);
    await officer().post(`${full}/share-compilation`, {}).expect(428);
    const unknown = await share(full, { leaveOut: [referral.id] }).expect(422);
    expect(unknown.body.errors).toMatchObject([{ pointer: '/leaveOut/0', code: 'no-such-consultation' }]);
    await done(share(full, {}, 'ks-registrator'));
  });

  it('has one number each, however many share at once', async () => {
    const { place } = await replied();
    const answers = await Promise.all([1, 2, 3, 4].map(() => share(place)));
    expect(answers.map(({ body }) => (body as Answer)['compilation'].number as number).toSorted()).toEqual([
      1, 2, 3, 4,
    ]);
  });

  it('shows the others nothing of what is left out or confidential, and each its own all the same', async () => {
    const { tsn, byalaget, place } = await replied();
    await done(officer().post(`/consultations/${tsn}/remark-answers`, answer));
    const marking = { provision: 'OSL 21:7', seenBy: [{ body: 'KS' }], of: 'reply' };
    await done(registrar().post(`/consultations/${tsn}/mark-confidential`, marking, { ifMatch: '*' }));
    await done(share(place, { leaveOut: [byalaget] }));
    const seen = await done(service.as('bin-registrator').get(`${place}/compilations/1`));
    for (const name of ['TSN', 'Byalaget'])
      expect(rowOf(seen, name)).toMatchObject({
        masked: true,
        stance: null,
        clauses: [],
        remarks: [],
        answers: [],
        recipients: [],
        summary: null,
        dispatch: null,
      });
    expect(seen['compilation']).toMatchObject({ passages: [], totals: { answered: 2, stances: {} } });
    expect(JSON.stringify(seen)).not.toMatch(/gångvägar|belysning/i);
    expect(
      await done(service.as('tsn-registrator').get(`/consultations/${tsn}/remark-answers`)),
    ).toMatchObject({
      remarks: [{ ...remark, issuerAnswer: answer.text }],
    });
    await service.as('bin-registrator').get(`/consultations/${tsn}/remark-answers`).expect(404);
  });

  it('names nobody who wrote unasked and is not shown, and counts them all the same', async () => {
    const { place } = await replied();
    const unasked = async (name: string) => {
      const documentId = (await given(service).document()).id;
      const body = { name, documentId, receivedOn: TODAY, stance: 'supports', statement: paper };
      return (await done(registrar().post(`${place}/unasked-replies`, body))).id;
    };
    const shy = await unasked('Anna Andersson');
    await unasked('Föreningen');
    const marked = await unasked('Bertil Bengtsson');
    const marking = { provision: 'OSL 21:7', seenBy: [{ body: 'KS' }], of: 'reply' };
    await done(registrar().post(`/consultations/${marked}/mark-confidential`, marking, { ifMatch: '*' }));
    await done(share(place, { leaveOut: [shy] }));
    const seen = await done(service.as('bin-registrator').get(`${place}/compilations/1`));
    expect(JSON.stringify(seen)).not.toMatch(/Andersson|Bengtsson/);
    expect(rowOf(seen, 'Föreningen')).toMatchObject({ masked: false });
    expect(seen['compilation'].totals).toMatchObject({ consultees: 3, unasked: 3 });
    const onPaper = `${place}/papers/compilation?version=1&format=txt`;
    const { text } = await service.as('bin-registrator').get(onPaper).expect(200);
    expect(text).not.toMatch(/Andersson|Bengtsson/);
    expect(text).toContain('2 till har kommit från andra än de tillfrågade, och visas inte.');
    const own = await done(registrar().get(`/consultations/${shy}/remark-answers`));
    expect(own).toMatchObject({ consulteeName: 'Anna Andersson', remarks: [{ text: 'Nämn belysning.' }] });
  });

  it('says nothing of remarks to one whose reply had not come in', async () => {
    const { place, bin } = await replied();
    await done(share(place));
    const letter = `/consultations/${bin}/papers/remark-answers`;
    const early = await done(service.as('bin-registrator').get(`/consultations/${bin}/remark-answers`));
    expect(early).toMatchObject({ number: 1, replied: false, remarks: [] });
    await service.as('bin-registrator').get(letter).expect(404);
    const visitor = await Visitor.signedIn(service.base, 'bin-registrator');
    const page = await visitor.visit(`/svar/${bin}`);
    expect(page.text).toContain('Svaret hade inte kommit in när version 1 delades.');
    expect(page.text).not.toMatch(/Svaret har inga synpunkter|Brevet \(PDF\)/);
  });

  it('has a letter of the version that was shared after the reply came in', async () => {
    const { referral, place } = await replied();
    await done(registrar().post(`${place}/consultees`, { name: 'Föreningen' }, { ifMatch: '*' }));
    await done(share(place));
    const { id } = await given(service).consultationOf('ks-registrator', referral, 'Föreningen');
    const documentId = (await given(service).document()).id;
    const reply = { documentId, receivedOn: TODAY, stance: 'supports', statement: paper };
    await done(registrar().post(`/consultations/${id}/record-reply`, reply, { ifMatch: '*' }));
    const letter = `/consultations/${id}/papers/remark-answers`;
    await registrar().get(letter).expect(404);
    await done(share(place));
    await registrar().get(letter).expect(200);
  });

  it('says of the others neither how far they have come nor why a reply is not shown, nor why one declined', async () => {
    const referral = await given(service).sentReferral(asked);
    const place = `/referrals/${referral.id}`;
    const { consultationOf, onTheWay, step } = given(service);
    const tsn = (await consultationOf('tsn-registrator', referral)).id;
    await onTheWay(referral, tsn, 'drafting');
    const bin = (await consultationOf('bin-registrator', referral, 'BIN')).id;
    await step('bin-registrator', bin, 'decline', { reason: 'Vi är jäviga.', basis: 'BIN § 7' });
    const byalaget = (await consultationOf('ks-registrator', referral, 'Byalaget')).id;
    const documentId = (await given(service).document()).id;
    const reply = { documentId, receivedOn: TODAY, stance: 'supports', statement: paper };
    await done(registrar().post(`/consultations/${byalaget}/record-reply`, reply, { ifMatch: '*' }));
    const visitor = await Visitor.signedIn(service.base, 'ks-handlaggare');
    const form = await visitor.visit(`/remisser/${referral.id}/dela-sammanstallning`);
    expect(form.text).toContain('Bildningsnämnden');
    await done(share(place, { leaveOut: [bin, byalaget] }));
    const seen = await done(service.as('bin-registrator').get(`${place}/compilations/1`));
    expect(rowOf(seen, 'TSN')).toMatchObject({ state: 'sent', ownCaseNumber: null });
    expect(rowOf(seen, 'BIN')).toMatchObject({ state: 'declined', declinedBecause: null });
    const { text } = await service
      .as('bin-registrator')
      .get(`${place}/papers/compilation?version=1&format=txt`)
      .expect(200);
    expect(text).toMatch(/Inte svarat än[^]*Avböjt att svara/);
    await visitor.signIn('bin-registrator');
    const page = await visitor.visit(`/remisser/${referral.id}/sammanstallningar/1`);
    expect(page.text).toContain('Visas inte här');
    expect(page.text).not.toContain('Sekretess, visas');
  });

  it('is not shared by someone from whom a reply is kept', async () => {
    const { tsn, place } = await replied();
    const marking = { provision: 'OSL 21:7', seenBy: [{ person: 'ks-registrator' }], of: 'reply' };
    await done(registrar().post(`/consultations/${tsn}/mark-confidential`, marking, { ifMatch: '*' }));
    const refused = await share(place).expect(409);
    expect(refused.body.reasons).toMatchObject([{ code: 'reply-kept-from-you' }]);
    const { availableActions } = await done(officer().get(place));
    expect(availableActions).not.toContain('share-compilation');
    await done(share(place, {}, 'ks-registrator'));
    await officer().get(`/consultations/${tsn}/remark-answers`).expect(404);
  });

  it('is not there for one that was recalled before, nor for one that is asked after', async () => {
    const { referral, bin, place } = await replied();
    await given(service).step('ks-registrator', bin, 'recall', { reason: 'Fel nämnd' });
    await done(share(place));
    await done(registrar().post(`${place}/consultees`, { body: 'SN' }, { ifMatch: '*' }));
    for (const persona of ['bin-registrator', 'sn-registrator']) {
      await service.as(persona).get(`${place}/compilations/1`).expect(404);
      expect((await done(service.as(persona).get(`${place}/compilations`)))['items']).toEqual([]);
    }
    await done(share(place));
    await service.as('sn-registrator').get(`${place}/compilations/2`).expect(200);
    expect(referral.state).toBe('sent');
  });

  it('stands in the audit trail, read aloud, for both sides', async () => {
    const { referral, place } = await replied();
    await done(share(place));
    await done(share(place));
    for (const persona of ['ks-registrator', 'tsn-registrator']) {
      const { items } = await done(
        service.as(persona).get(`/cases/${String(referral['caseId'])}/audit-trail?limit=100`),
      );
      const said = (items as Answer[]).filter(({ verb }) => verb === 'share-compilation');
      expect(said.map(({ summary }) => summary as string)).toEqual([
        expect.stringContaining('sammanställningen delades som version 1 av '),
        expect.stringContaining('sammanställningen delades som version 2 av '),
      ]);
    }
  });
});

describe('the papers of a shared compilation', () => {
  const textOf = async (persona: string, path: string, status = 200): Promise<string> =>
    (
      await service
        .as(persona)
        .get(`${path}${path.includes('?') ? '&' : '?'}format=txt`)
        .expect(status)
    ).text;

  it('are for those it was shared with, and say that no reply is missing', async () => {
    const { tsn, byalaget, place } = await replied();
    await done(officer().post(`/consultations/${tsn}/remark-answers`, answer));
    await done(share(place, { note: 'Tack för svaren.' }));
    await done(officer().post(`/consultations/${byalaget}/remark-answers`, { remark: 1, text: 'Nej.' }));
    const text = await textOf('bin-registrator', `${place}/papers/compilation?version=1`);
    expect(text).toMatch(
      /version 1[^]*Tack för svaren\.[^]*Kommunstyrelsen svarar, tillgodosedd:\s+Gångvägarna är med\./,
    );
    expect(text).toMatch(/2 svar har kommit in[^]*1 återges ordagrant[^]*Inget svar saknas\./);
    expect(text).toContain(statement.assessment);
    expect(text).not.toContain('Nej.');
    await textOf('bin-registrator', `${place}/papers/compilation`, 403);
    await textOf('bin-registrator', `${place}/papers/compilation?version=2`, 404);
    await textOf('sn-registrator', `${place}/papers/compilation?version=1`, 404);

    const letter = `/consultations/${byalaget}/papers/remark-answers`;
    const onPaper = await textOf('ks-registrator', letter);
    expect(onPaper).toMatch(/Byalaget[^]*Nämn belysning\.[^]*Belysta vägar\.[^]*inte besvarad för sig/);
    await textOf('tsn-registrator', letter, 404);
    expect(await textOf('tsn-registrator', `/consultations/${tsn}/papers/remark-answers`)).toContain(
      'Gångvägarna är med.',
    );
  });
});

describe('the compilation as tables', () => {
  const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  const get = (persona: string, path: string, accept?: string) => {
    const request = service.as(persona).get(path);
    return accept ? request.set('Accept', accept) : request;
  };

  it('are for Excel, by Accept or format, and of a version that was shared too', async () => {
    const { tsn, place } = await replied();
    await done(officer().post(`/consultations/${tsn}/remark-answers`, { ...answer, text: '=1+1' }));
    await done(share(place));
    for (const request of [
      get('ks-handlaggare', `${place}/papers/compilation?format=xlsx`),
      get('ks-handlaggare', `${place}/papers/compilation`, XLSX),
      get('bin-registrator', `${place}/papers/compilation?format=xlsx&version=1`),
    ]) {
      const { headers, body } = await bytesOf(request).expect(200);
      expect(headers['content-type']).toContain(XLSX);
      expect(headers['content-disposition']).toContain('Remissammanst');
      const parts = unzipSync(new Uint8Array(body as Buffer));
      const texts = strFromU8(parts['xl/sharedStrings.xml']!);
      for (const said of ['Tekniska servicenämnden', '=1+1', 'Tillgodosedd', 'Nämn belysning.'])
        expect(texts).toContain(`>${said}<`);
      expect(strFromU8(parts['xl/workbook.xml']!)).toContain('name="Synpunkter"');
    }
    await get('ks-handlaggare', `${place}/papers/referral-letter?format=xlsx`).expect(406);
    await get('ks-handlaggare', `${place}/papers/referral-letter`, XLSX).expect(406);
    await get('bin-registrator', `${place}/papers/compilation?format=xlsx`).expect(403);
  });
});

describe('the pages of a shared compilation', () => {
  const as = async (persona: string) => Visitor.signedIn(service.base, persona);

  it('let the issuer share it, and each consultee see how its remarks were met', async () => {
    const { referral, tsn, byalaget } = await replied();
    await done(officer().post(`/consultations/${tsn}/remark-answers`, answer));
    const issuer = await as('ks-handlaggare');
    const path = `/remisser/${referral.id}`;
    const compilation = await issuer.visit(`${path}/sammanstallning`);
    expect(compilation.text).toContain('Sammanställningen är inte delad med remissinstanserna.');
    const documents = compilation.elements.filter(({ attributes }) =>
      attributes['href']?.startsWith('/handlingar/'),
    );
    expect(documents).toHaveLength(2);
    const form = await issuer.visit(`${path}/dela-sammanstallning`);
    expect(form.text).toMatch(/Alla remissinstanser får se[^]*Tekniska servicenämnden/);
    const sent = await issuer.send(`${path}/dela-sammanstallning`, {
      ...Visitor.hidden(form),
      note: 'Tack för svaren.',
      'leaveOut[]': byalaget,
    });
    expect([sent.status, sent.text.includes('Sammanställningen delades som version ')]).toEqual([200, true]);
    expect((await issuer.visit(`${path}/sammanstallning`)).text).toMatch(/Version 1\s*,\s*delad/);

    const consultee = await as('tsn-registrator');
    const reply = await consultee.visit(`/svar/${tsn}`);
    expect(reply.text).toMatch(
      /Så bemöttes era synpunkter[^]*Tack för svaren\.[^]*Bör nämna trygga gångvägar\.[^]*Tillgodosedd[^]*Gångvägarna är med\./,
    );
    const shared = await consultee.visit(`${path}/sammanstallningar/1`);
    expect(shared.text).toMatch(/Sammanställning, version 1[^]*Tekniska servicenämnden/);
    expect(shared.text).not.toContain('Nämn belysning.');
    const links = shared.elements.map(({ attributes }) => attributes['href'] ?? '');
    expect(links.filter((href) => href.startsWith('/svar/'))).toEqual([]);
    expect((await consultee.visit(`${path}/sammanstallningar/2`)).status).toBe(404);
    expect((await (await as('sn-registrator')).visit(`${path}/sammanstallningar/1`)).status).toBe(404);

    const outside = await issuer.visit(`/svar/${byalaget}`);
    expect(outside.text).toMatch(/Så bemöttes synpunkterna[^]*Nämn belysning\.[^]*Brevet \(PDF\)/);
  });
});
