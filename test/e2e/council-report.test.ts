import { beforeAll, describe, expect, it } from '@jest/globals';
import { Renderers } from '../../src/papers/renderers.js';
import type { ReadPaper } from '../../src/papers/reading/paper-line.js';
import { done, given, NOW, type Answer } from '../support/given.js';
import { bytesOf, outOfOrder } from '../support/papers.js';
import { sharedService } from '../support/shared-service.js';
import { Visitor } from '../support/visitor.js';

describe('the draft of a staff report to the council', () => {
  const service = sharedService();
  let referral: string;
  beforeAll(async () => {
    const found = given(service);
    const sent = await found.sentReferral({ consultees: [{ body: 'TSN' }, { body: 'BIN' }, { body: 'SN' }] });
    referral = sent.id;
    const { id } = await found.consultationOf('tsn-registrator', sent);
    await found.onTheWay(sent, id, 'on-agenda');
    await found.step('tsn-sekreterare', id, 'decide', {
      outcome: 'as-proposed',
      section: '84',
      reservations: [{ by: 'Anna Andersson (S)' }],
    });
    await found.step('tsn-sekreterare', id, 'confirm', { confirmedOn: NOW.slice(0, 10) });
    await found.step('tsn-sekreterare', id, 'forward');
    const bin = await found.consultationOf('bin-registrator', sent, 'BIN');
    await found.step('bin-registrator', bin.id, 'decline', {
      reason: 'Berör oss inte',
      basis: 'BIN 2026-10-01 § 7',
    });
    await done(
      service
        .as('ks-handlaggare')
        .post(
          `/consultations/${id}/remark-answers`,
          { remark: 1, text: 'Gångvägarna nämns nu i avsnittet.', stand: 'accepted' },
          { ifMatch: '*' },
        ),
    );
    await done(
      service
        .as('ks-handlaggare')
        .post(
          `/referrals/${referral}/summaries`,
          { question: 1, text: 'Alla som svarat tycker att områdena är relevanta.' },
          { ifMatch: '*' },
        ),
    );
  });

  const report = (persona = 'ks-handlaggare', query = 'format=txt') =>
    service.as(persona).get(`/referrals/${referral}/papers/staff-report?${query}`);

  it('has what is known of the replies, and leaves the rest to be written', async () => {
    const { text } = await report().expect(200);
    expect(
      outOfOrder(text, [
        'Kommunstyrelsen', 'Tjänsteskrivelse', 'Sammanfattning', '[Sammanfatta förslaget',
        '3 remissinstanser har fått förslaget, och 1 har svarat: 1 tillstyrker med synpunkter. 1 har inte svarat. 1 har avböjt att svara.',
        'Förslag till beslut', 'Kommunstyrelsen föreslår kommunfullmäktige besluta', 'att [skriv förslaget]',
        'Ärendet', 'Förslaget skickades på remiss den', 'Remissinstanserna', 'Tekniska servicenämnden', 'Tillstyrker med synpunkter',
        'Har inte svarat', 'Socialnämnden', 'Har avböjt att svara', 'Bildningsnämnden',
        'Fråga 1: Är utvecklingsområdena relevanta?', 'Alla som svarat tycker att områdena är relevanta.',
        'Synpunkter och hur de har bemötts', 'Boende och närmiljö', 'Bör nämna trygga gångvägar.',
        'Kommunstyrelsen svarar, tillgodosedd', 'Gångvägarna nämns nu i avsnittet.',
        'Tekniska servicenämnden: reservation av Anna Andersson (S)', 'Bedömning', '[Väg samman synpunkterna',
        'Beslutsunderlag', 'Remissammanställning, [datum]', 'Tekniska servicenämnden, yttrande, TSN', 'Beslutet skickas till',
      ]), // prettier-ignore
    ).toBeUndefined();
    expect(text).not.toContain('Nämnden tillstyrker förslaget.');
  });

  it('is a Word file whose headings and clauses are read back', async () => {
    const { body, headers } = await bytesOf(report('ks-handlaggare', 'format=docx')).expect(200);
    expect(headers['content-disposition']).toMatch(/Tj%C3%A4nsteskrivelse\.docx/);
    const read = await service.app.get(Renderers).read(body as Buffer);
    const lines = (read as ReadPaper).lines.map(({ text }) => text);
    for (const each of ['Förslag till beslut', 'Bedömning', 'Beslutsunderlag'])
      expect(lines.some((line) => line.includes(each))).toBe(true);
    const again = await bytesOf(report('ks-registrator', 'format=docx')).expect(200);
    expect((again.body as Buffer).equals(body as Buffer)).toBe(true);
  });

  it('is of a version that was shared where that is asked for, whatever has come in since', async () => {
    await done(
      service.as('ks-handlaggare').post(`/referrals/${referral}/share-compilation`, {}, { ifMatch: '*' }),
    );
    const page = await done(service.as('ks-registrator').get(`/referrals/${referral}`));
    const sn = await given(service).consultationOf('sn-registrator', page, 'SN');
    await given(service).step('sn-registrator', sn.id, 'decline', {
      reason: 'Berör oss inte',
      basis: 'SN § 1',
    });
    const { text } = await report('ks-handlaggare', 'version=1&format=txt').expect(200);
    expect(
      outOfOrder(text, ['1 har inte svarat. 1 har avböjt att svara.', 'Remissammanställning, version 1,']),
    ).toBeUndefined();
    expect((await report()).text).toContain('2 har avböjt att svara.');
    await report('ks-handlaggare', 'version=2').expect(404);
  });

  it('is for those who compile, once something was sent', async () => {
    await report('tsn-registrator', 'version=1').expect(403);
    await report('amn-registrator').expect(404);
    const draft: Answer = await given(service).draftReferral();
    await service.as('ks-handlaggare').get(`/referrals/${draft.id}/papers/staff-report`).expect(404);
  });

  it('is fetched from the page of the compilation', async () => {
    const officer = await Visitor.signedIn(service.base, 'ks-handlaggare');
    const page = await officer.visit(`/remisser/${referral}/sammanstallning`);
    const address = `/remisser/${referral}/handlingar/tjansteskrivelse`;
    expect(page.links).toEqual(
      expect.arrayContaining([`${address}?version=1&format=docx`, `${address}?format=docx`]),
    );
    expect((await officer.visit(`${address}?format=html`)).status).toBe(200);
  });
});
