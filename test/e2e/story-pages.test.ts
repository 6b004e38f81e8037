import { beforeEach, describe, expect, it } from '@jest/globals';
import { done, given, NOW, TODAY } from '../support/given.js';
import { sharedService } from '../support/shared-service.js';
import { Visitor, type Visited } from '../support/visitor.js';

const service = sharedService({ ROLE: 'api' });
beforeEach(() => service.setNow(NOW));

const as = async (persona: string) => Visitor.signedIn(service.base, persona);
const see = async (id: string, persona = 'tsn-sekreterare') =>
  done(service.as(persona).get(`/consultations/${id}`));
/** Opens the form of a step from the page of the matter, and sends it with what is written. */
async function take(visitor: Visitor, id: string, step: string, fields: Record<string, string> = {}) {
  const page = await visitor.visit(`/svar/${id}`);
  expect(page.links).toContain(`/svar/${id}/${step}`);
  return visitor.fill(`/svar/${id}/${step}`, fields);
}
const isDone = ({ status, path }: Visited, id: string, step: string) =>
  expect([status, path]).toEqual([200, `/svar/${id}?klart=${step}`]);

describe('the secretary’s steps in a browser', () => {
  it('go from an approved statement through tabling to a decision that is received', async () => {
    const { consultation, meeting } = given(service);
    const { id } = await consultation('approved');
    await meeting(TODAY);
    await meeting('2026-12-02');
    const secretary = await as('tsn-sekreterare');
    const form = await secretary.visit(`/svar/${id}/satt-upp`);
    expect(form.text).toContain('onsdag 2 december');
    isDone(await take(secretary, id, 'satt-upp', { meetingDate: TODAY }), id, 'satt-upp');
    isDone(await take(secretary, id, 'ta-bort'), id, 'ta-bort');
    await take(secretary, id, 'satt-upp', { meetingDate: TODAY });
    isDone(await take(secretary, id, 'bordlagg', { section: '§ 83', meetingDate: '' }), id, 'bordlagg');
    expect(await see(id)).toMatchObject({ state: 'approved' });
    await take(secretary, id, 'satt-upp', { meetingDate: TODAY });
    isDone(
      await take(secretary, id, 'beslut', { outcome: 'as-proposed', section: '84', route: 'board' }),
      id,
      'beslut',
    );
    isDone(
      await take(secretary, id, 'reservation', { by: 'Anna Andersson (S)', text: 'Yrkandet.' }),
      id,
      'reservation',
    );
    isDone(await take(secretary, id, 'justera', { confirmedOn: TODAY, immediate: 'true' }), id, 'justera');
    expect((await see(id))['decision']).toMatchObject({
      section: '84',
      confirmedImmediately: true,
      reservations: [{ by: 'Anna Andersson (S)', text: 'Yrkandet.' }],
    });
    isDone(await take(secretary, id, 'expediera'), id, 'expediera');
    isDone(await take(await as('ks-registrator'), id, 'kvittera'), id, 'kvittera');
    expect(await see(id)).toMatchObject({ state: 'received' });
  });

  it('record what was decided instead, clause by clause', async () => {
    const { id } = await given(service).consultation('on-agenda');
    const secretary = await as('tsn-sekreterare');
    const empty = await take(secretary, id, 'beslut', { outcome: 'own-text', section: '', clauses: '' });
    expect(empty.status).toBe(422);
    expect(empty.text).toContain('Ange paragrafen, till exempel 84');
    const without = await take(secretary, id, 'beslut', { outcome: 'own-text', section: '84' });
    expect(without.elements).toContainEqual(
      expect.objectContaining({ attributes: expect.objectContaining({ href: '#clauses' }) }),
    );
    const clauses = 'att avstyrka förslaget\r\n\r\n  att översända yttrandet\r\n';
    const fields = { outcome: 'own-text', section: '84', clauses, stance: 'rejects' };
    isDone(await take(secretary, id, 'beslut', fields), id, 'beslut');
    expect((await see(id))['decision']).toMatchObject({
      outcome: 'own-text',
      clauses: [{ text: 'att avstyrka förslaget' }, { text: 'att översända yttrandet' }],
    });
    isDone(
      await take(secretary, id, 'ratta-beslutet', { reason: 'Fel paragraf', section: '85' }),
      id,
      'ratta-beslutet',
    );
    expect((await see(id))['decision']).toMatchObject({ section: '85' });
  });

  it('leave the clauses as they were proposed where nothing else was decided, also without script', async () => {
    const { id } = await given(service).consultation('on-agenda');
    const secretary = await as('tsn-sekreterare');
    const page = await secretary.visit(`/svar/${id}/beslut`);
    const stood = Visitor.hidden(page)['_clauses-stood']!;
    expect(stood.length).toBeGreaterThan(0);
    expect(page.text).toContain(stood);
    const decide = (fields: Record<string, string>) =>
      take(secretary, id, 'beslut', { section: '84', ...fields });
    const changed = await decide({ outcome: 'as-proposed', clauses: 'att avstyrka förslaget' });
    expect([
      changed.status,
      changed.text.includes('Enligt förslaget betyder att lydelsen inte ändrades.'),
    ]).toEqual([422, true]);
    expect(changed.text).toContain('att avstyrka förslaget');
    const unchanged = await decide({ outcome: 'amended', clauses: stood });
    expect([unchanged.status, unchanged.text.includes('Skriv vad som beslutades')]).toEqual([422, true]);
    isDone(await decide({ outcome: 'as-proposed', clauses: `${stood}\r\n` }), id, 'beslut');
    const { decision, statementVersion } = await see(id);
    expect(decision).toMatchObject({ outcome: 'as-proposed', statementVersion });
  });

  it('refer a matter back with its reason, which the officer reads', async () => {
    const { id } = await given(service).consultation('on-agenda');
    const secretary = await as('tsn-sekreterare');
    isDone(
      await take(secretary, id, 'aterremittera', { reason: 'Belys kostnaderna.', section: '85' }),
      id,
      'aterremittera',
    );
    expect((await (await as('tsn-handlaggare')).visit(`/svar/${id}`)).text).toContain('Belys kostnaderna.');
  });

  it('decide by delegation', async () => {
    const { id } = await given(service).consultation('approved');
    const manager = await as('tsn-chef');
    const fields = {
      route: 'administration',
      decidedBy: 'Förvaltningschefen',
      basis: 'Delegationsordningen punkt 4.2',
      decidedOn: TODAY,
    };
    isDone(await take(manager, id, 'delegation', fields), id, 'delegation');
    expect(await see(id)).toMatchObject({ state: 'confirmed', decision: { route: 'administration' } });
  });
});

describe('other steps in a browser', () => {
  it('decline, and reopen what was declined', async () => {
    const { id } = await given(service).consultation('sent');
    const registrar = await as('tsn-registrator');
    const without = await take(registrar, id, 'avboj', { reason: 'Berör inte nämnden' });
    expect(without.text).toContain('Ange beslutet eller delegationen');
    const basis = 'TSN 2026-10-01 § 7';
    isDone(await take(registrar, id, 'avboj', { reason: 'Berör inte nämnden', basis }), id, 'avboj');
    isDone(
      await take(await as('ks-registrator'), id, 'oppna-igen', { reason: 'Missförstånd' }),
      id,
      'oppna-igen',
    );
    expect(await see(id)).toMatchObject({ state: 'sent' });
  });

  it('take the question back, which the consultee reads', async () => {
    const { id } = await given(service).consultation('sent');
    const issuer = await as('ks-registrator');
    isDone(await take(issuer, id, 'ta-tillbaka', { reason: 'Fel nämnd.' }), id, 'ta-tillbaka');
    expect(await see(id, 'tsn-registrator')).toMatchObject({
      state: 'withdrawn',
      recalledBecause: 'Fel nämnd.',
    });
  });

  it('ask for more time and write to the issuer, who reads it', async () => {
    const { id } = await given(service).consultation('drafting');
    const officer = await as('tsn-handlaggare');
    isDone(await take(officer, id, 'anstand', { until: '2027-01-15', reason: 'Fler dagar.' }), id, 'anstand');
    isDone(await take(officer, id, 'meddelande', { text: 'Gäller remissen även skolan?' }), id, 'meddelande');
    const { items } = await done(service.as('ks-registrator').get(`/consultations/${id}/messages`));
    expect(items).toMatchObject([{ text: 'Gäller remissen även skolan?' }]);
    const extensions = await done(service.as('ks-registrator').get(`/consultations/${id}/extensions`));
    expect(extensions['items']).toMatchObject([{ requestedUntil: '2027-01-15', reason: 'Fler dagar.' }]);
  });

  it('are not offered to whoever may not take them', async () => {
    const { id } = await given(service).consultation('on-agenda');
    const reader = await (await as('tsn-lasare')).visit(`/svar/${id}`);
    expect(reader.links).not.toContain(`/svar/${id}/beslut`);
    const form = Visitor.hidden(await (await as('tsn-sekreterare')).visit(`/svar/${id}/beslut`));
    const officer = await as('tsn-handlaggare');
    const refused = await officer.send(`/svar/${id}/beslut`, {
      ...form,
      outcome: 'as-proposed',
      section: '84',
    });
    expect(refused.status).toBe(403);
    expect(await see(id)).toMatchObject({ state: 'on-agenda' });
  });
});

describe('writing a statement in a browser', () => {
  const whole = {
    title: 'Strategi för social hållbarhet',
    stance: 'supports-with-comments',
    'clauses[0][text]': 'att tillstyrka förslaget',
    'clauses[1][text]': '',
    'clauses[2][text]': 'att översända yttrandet',
    summary: 'Kort.\r\nTvå rader.',
    matter: 'Ärendet.',
    assessment: 'Bedömning.',
    'answers[0][question]': '1',
    'answers[0][text]': 'Ja.',
    'remarks[0][passage]': 'Boende',
    'remarks[0][text]': 'Nämn gångvägar.',
    'basis[0][title]': 'Denna tjänsteskrivelse, 2026-10-20',
    recipients: 'Kommunstyrelsen\r\nregistrator@raddning.example\r\nHembygdsföreningen',
  };
  const statementOf = (id: string) =>
    done(service.as('tsn-handlaggare').get(`/consultations/${id}/statement`));
  const assigned = async () => {
    const { id } = await given(service).consultation('registered');
    await given(service).step('tsn-chef', id, 'assign', { officer: 'tsn-handlaggare' });
    return id;
  };
  const valuesIn = ({ elements }: Visited) =>
    Object.fromEntries(
      elements
        .filter(
          ({ name, attributes }) => ['input', 'textarea'].includes(name) && attributes['type'] !== 'hidden',
        )
        .map(({ attributes }) => [attributes['name']!, attributes['value'] ?? '']),
    );

  it('saves every part as a version, and goes on to hand it in', async () => {
    const id = await assigned();
    const officer = await as('tsn-handlaggare');
    expect(isDoneAt(await take(officer, id, 'yttrande', whole))).toBe(`200 /svar/${id}/yttrande?sparat=ja`);
    expect(await statementOf(id)).toMatchObject({
      version: 1,
      title: 'Strategi för social hållbarhet',
      stance: 'supports-with-comments',
      summary: 'Kort.\nTvå rader.',
      clauses: [{ text: 'att tillstyrka förslaget' }, { text: 'att översända yttrandet' }],
      answers: [{ question: 1, text: 'Ja.' }],
      remarks: [{ passage: 'Boende', text: 'Nämn gångvägar.' }],
      basis: [{ title: 'Denna tjänsteskrivelse, 2026-10-20' }],
      recipients: [{ body: 'KS' }, { email: 'registrator@raddning.example' }, { name: 'Hembygdsföreningen' }],
    });
    const page = await officer.visit(`/svar/${id}/yttrande`);
    expect(valuesIn(page)).toMatchObject({
      'clauses[1][text]': 'att översända yttrandet',
      'clauses[2][text]': '',
      recipients: 'Kommunstyrelsen\nregistrator@raddning.example\nHembygdsföreningen',
    });
    expect(isDoneAt(await take(officer, id, 'yttrande', { ...whole, _then: 'lamna' }))).toBe(
      `200 /svar/${id}/lamna`,
    );
    isDone(await take(officer, id, 'lamna'), id, 'lamna');
  });

  it('keeps what the form does not write: documents, proposals and headings of its own', async () => {
    const id = await assigned();
    const kept = {
      title: 'T',
      sections: [{ heading: 'Barnperspektiv', text: 'Prövat.' }],
      remarks: [{ passage: 'P', text: 'T', proposal: 'L' }],
      recipients: [{ body: 'KS' }],
    };
    await given(service).saveStatement(id, kept);
    const officer = await as('tsn-handlaggare');
    const page = await officer.visit(`/svar/${id}/yttrande`);
    await officer.send(`/svar/${id}/yttrande`, {
      ...Visitor.hidden(page),
      ...valuesIn(page),
      stance: 'rejects',
    });
    expect(await statementOf(id)).toMatchObject({ ...kept, version: 2, stance: 'rejects' });
  });

  it('says each mistake at its field, and keeps what was written', async () => {
    const id = await assigned();
    const page = await take(await as('tsn-handlaggare'), id, 'yttrande', {
      ...whole,
      'clauses[2][text]': 'x'.repeat(10_001),
    });
    expect(page.status).toBe(422);
    expect(page.text).toContain('Att-sats 2: Texten har 10001 tecken. Den får ha högst 10000.');
    expect(valuesIn(page)['clauses[1][text]']).toHaveLength(10_001);
    expect((await statementOf(id)).version).toBe(0);
  });

  it('shows both texts when somebody saved meanwhile, and saves over it when that is meant', async () => {
    const id = await assigned();
    const officer = await as('tsn-handlaggare');
    const form = Visitor.hidden(await officer.visit(`/svar/${id}/yttrande`));
    await given(service).saveStatement(id);
    const page = await officer.send(`/svar/${id}/yttrande`, { ...form, ...whole });
    expect(page.status).toBe(412);
    expect(page.text).toContain('Medan du skrev sparade Handläggare, TSN version 1.');
    expect(page.text).toContain('att tillstyrka förslaget med det tillägg som framgår av yttrandet');
    const chosen = { 'val[title]': 'mine', 'val[clauses]': 'theirs' };
    await officer.send(`/svar/${id}/yttrande/jamka`, { ...Visitor.hidden(page), ...chosen });
    const { title, clauses } = await statementOf(id);
    expect(title).toBe('Strategi för social hållbarhet');
    expect(clauses).toMatchObject([{ text: expect.stringContaining('med det tillägg') }, {}]);
  });

  it('is for the officer: a manager reads it whole, the issuer sees nothing of it', async () => {
    const id = await assigned();
    await given(service).saveStatement(id);
    const manager = await (await as('tsn-chef')).visit(`/svar/${id}/yttrande`);
    expect([manager.status, manager.elements.some(({ name }) => name === 'textarea')]).toEqual([200, false]);
    expect(manager.text).toContain('Bör nämna trygga gångvägar.');
    expect((await (await as('ks-handlaggare')).visit(`/svar/${id}/yttrande`)).status).toBe(404);
  });
});

const isDoneAt = ({ status, path }: Visited) => `${status} ${path}`;
