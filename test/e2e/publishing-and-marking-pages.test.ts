import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { englishCodeIn } from '../support/english-codes.js';
import { done, given, NOW } from '../support/given.js';
import { everyone } from '../support/published.js';
import { sharedService } from '../support/shared-service.js';
import { Visitor, type Visited } from '../support/visitor.js';

let anyone: Awaited<ReturnType<typeof everyone>>;
const service = sharedService({ ROLE: 'api' });
beforeAll(async () => {
  anyone = await everyone(service);
});
beforeEach(() => service.setNow(NOW));

const as = async (persona: string) => Visitor.signedIn(service.base, persona);
const linksOf = (page: Visited) => page.elements.flatMap(({ attributes }) => attributes['href'] ?? []);
const valueOf = (page: Visited, name: string) =>
  page.elements.find(({ attributes }) => attributes['name'] === name)?.attributes['value'];
const checkedOf = (page: Visited, name: string) =>
  page.elements.flatMap(({ attributes }) =>
    attributes['name'] === `${name}[]` && 'checked' in attributes ? [attributes['value']] : [],
  );
/** Opens the form of a step and sends it with what is written. */
describe('publishing in a browser', () => {
  it('shows a statement to everyone until it is taken back', async () => {
    const { id } = await given(service).consultation('forwarded', { title: 'Remiss om gatunamn' });
    const registrar = await as('tsn-registrator');
    const page = await registrar.visit(`/svar/${id}`);
    expect(linksOf(page)).toContain(`/svar/${id}/publicera`);
    const form = await registrar.visit(`/svar/${id}/publicera`);
    expect(valueOf(form, 'publicTitle')).toBe('Remiss om gatunamn');

    const late = await registrar.fill(`/svar/${id}/publicera`, {
      removeOn: '2020-01-01',
      publicTitle: 'Yttrande om gatunamn',
    });
    expect([late.status, valueOf(late, 'publicTitle')]).toEqual([422, 'Yttrande om gatunamn']);
    expect(late.text).toContain('Ange en dag efter i dag');
    const numbered = await registrar.fill(`/svar/${id}/publicera`, {
      removeOn: '2027-06-30',
      publicTitle: 'Yttrande om 19811218-9876',
    });
    expect([numbered.status, linksOf(numbered).includes('#publicTitle')]).toEqual([422, true]);
    expect(numbered.text).toContain('Rubriken innehåller ett personnummer');

    const done_ = await registrar.fill(`/svar/${id}/publicera`, {
      removeOn: '2027-06-30',
      publicTitle: 'Yttrande om gatunamn, ring 0470-123 45',
    });
    expect([done_.status, done_.path]).toEqual([200, `/svar/${id}?klart=publicera`]);
    expect(done_.text).toContain('publicerades.');
    expect(done_.text).toContain('telefonnummer');
    const shown = linksOf(done_).find((href) => href.startsWith('/register/statements/'))!;
    expect((await anyone(shown).expect(200)).text).toContain('Yttrande om gatunamn, ring');
    const again = await registrar.visit(`/svar/${id}/publicera`);
    expect([valueOf(again, 'removeOn'), valueOf(again, 'publicTitle')]).toEqual([
      '2027-06-30',
      'Yttrande om gatunamn, ring 0470-123 45',
    ]);

    const back = linksOf(done_).find((href) => href.startsWith('/publiceringar/'))!;
    expect((await (await as('tsn-handlaggare')).visit(`/svar/${id}`)).text).not.toContain('Avpublicera');
    const without = await registrar.fill(back);
    expect([without.status, without.text.includes('Skriv varför')]).toEqual([422, true]);
    const taken = await registrar.fill(back, { reason: 'Fel rubrik' });
    expect([taken.status, taken.path]).toEqual([200, `/svar/${id}?klart=avpublicera`]);
    expect(taken.text).toContain('Innehållet avpublicerades.');
    expect(linksOf(taken)).not.toContain(back);
    await anyone(shown).expect(404);
  });

  it('names those outside whom the registrar says are organisations, and keeps that', async () => {
    const consultees = [
      { name: 'Okända Ulla' },
      { name: 'Stiftelsen Å & Ö' },
      { name: 'Regionen', kind: 'organisation' },
    ];
    const { id } = await given(service).sentReferral({ consultees });
    const registrar = await as('ks-registrator');
    const published = await registrar.fill(`/remisser/${id}/publicera`, {
      removeOn: '2027-06-30',
      'organisations[]': 'Stiftelsen Å & Ö',
    });
    expect([published.status, published.path]).toEqual([200, `/remisser/${id}?klart=publicera`]);
    const shown = linksOf(published).find((href) => href.startsWith('/register/referrals/'))!;
    const { text } = await anyone(shown).expect(200);
    expect([text.includes('Stiftelsen Å'), text.includes('Regionen'), text.includes('Ulla')]).toEqual([
      true,
      true,
      false,
    ]);
    const again = await registrar.visit(`/remisser/${id}/publicera`);
    expect(checkedOf(again, 'organisations')).toEqual(['Stiftelsen Å & Ö']);
    const masked = await registrar.fill(`/remisser/${id}/publicera`, {
      removeOn: '2027-06-30',
      hidesParty: 'true',
    });
    expect(masked.status).toBe(200);
    expect((await anyone(shown).expect(200)).text).not.toMatch(/Stiftelsen|Regionen|Ulla/);
  });

  it('says so when somebody has changed the case meanwhile', async () => {
    const { id, version } = await given(service).referralCase({ title: 'Gator' });
    const registrar = await as('ks-registrator');
    const form = Visitor.hidden(await registrar.visit(`/arenden/${id}/publicera`));
    await done(
      service
        .as('ks-registrator')
        .patch(`/cases/${id}`, { title: 'Vägar', reason: 'Fel rubrik' }, { ifMatch: version }),
    );
    const fields = { removeOn: '2027-06-30', publicTitle: 'Gator' };
    const page = await registrar.send(`/arenden/${id}/publicera`, { ...form, ...fields });
    expect(page.status).toBe(412);
    expect(page.text).toContain('Någon har ändrat ärendet medan du skrev');
    expect(valueOf(page, 'publicTitle')).toBe('Gator');
    const again = await registrar.send(`/arenden/${id}/publicera`, { ...Visitor.hidden(page), ...fields });
    expect(again.path).toBe(`/arenden/${id}?klart=publicera`);
  });

  it('has a form for a consultee whose issuer keeps the case to itself', async () => {
    const { id } = await given(service).consultation('forwarded');
    const { caseId } = await done(service.as('ks-registrator').get(`/consultations/${id}`));
    const marking = { provision: 'OSL 21:7', 'seenBy[]': 'KS:registrar' };
    await (await as('ks-registrator')).fill(`/arenden/${caseId as string}/sekretessmarkera`, marking);
    const form = await (await as('tsn-registrator')).visit(`/svar/${id}/publicera`);
    expect([form.status, valueOf(form, 'removeOn')]).toEqual([200, undefined]);
  });
});

describe('marking as confidential in a browser', () => {
  const marking = { provision: 'OSL 21:7', 'seenBy[]': 'KS:registrar', othersSee: 'masked' };

  it('keeps a case from those who are not chosen, until it is lifted', async () => {
    const { id } = await given(service).referralCase({ title: 'Kvarteret Eken' });
    const registrar = await as('ks-registrator');
    const officer = await as('ks-handlaggare');
    expect((await officer.visit(`/arenden/${id}`)).text).toContain('Kvarteret Eken');
    expect(linksOf(await registrar.visit(`/arenden/${id}`))).toContain(`/arenden/${id}/sekretessmarkera`);

    const empty = await registrar.fill(`/arenden/${id}/sekretessmarkera`, { othersSee: 'nothing' });
    expect(empty.status).toBe(422);
    for (const said of ['Ange bestämmelsen', 'Välj vilka som får se det']) expect(empty.text).toContain(said);
    const out = await registrar.fill(`/arenden/${id}/sekretessmarkera`, {
      ...marking,
      'seenBy[]': 'KS:manager',
    });
    expect([out.status, checkedOf(out, 'seenBy'), valueOf(out, 'provision')]).toEqual([
      422,
      ['KS:manager'],
      'OSL 21:7',
    ]);
    expect(out.text).toContain('Du måste själv finnas bland dem');

    const marked = await registrar.fill(`/arenden/${id}/sekretessmarkera`, marking);
    expect([marked.status, marked.path]).toEqual([200, `/arenden/${id}?klart=sekretessmarkera`]);
    expect((await officer.visit(`/arenden/${id}`)).status).toBe(404);
    const register = await officer.visit('/diarium/ks');
    expect(register.text).not.toContain('Kvarteret Eken');
    expect(register.text).toContain('Sekretess: du får inte se det');

    const change = await registrar.visit(`/arenden/${id}/sekretessmarkera`);
    expect([valueOf(change, 'provision'), checkedOf(change, 'seenBy')]).toEqual([
      'OSL 21:7',
      ['KS:registrar'],
    ]);
    const form = Visitor.hidden(change);
    const more = new URLSearchParams({ ...form, ...marking });
    more.append('seenBy[]', '@ks-handlaggare');
    const headers = { 'Sec-Fetch-Site': 'same-origin', Origin: service.base };
    await registrar.request(`/arenden/${id}/sekretessmarkera`, { method: 'POST', body: more, headers });
    expect((await officer.visit(`/arenden/${id}?oppna=ja`)).text).toContain('Kvarteret Eken');
    const people = await registrar.visit(`/arenden/${id}/sekretessmarkera`);
    expect(checkedOf(people, 'seenBy')).toEqual(['KS:registrar', '@ks-handlaggare']);

    const lifted = await registrar.fill(`/arenden/${id}/hav-sekretess`, { reason: 'Upphört' });
    expect(lifted.path).toBe(`/arenden/${id}?klart=hav-sekretess`);
    expect(await done(service.as('ks-sekreterare').get(`/cases/${id}`))).toMatchObject({
      confidential: false,
    });
  });

  it('marks a referral, with the officers of the body by role', async () => {
    const { id } = await given(service).sentReferral();
    const registrar = await as('ks-registrator');
    const page = await registrar.fill(`/remisser/${id}/sekretessmarkera`, marking);
    expect(page.path).toBe(`/remisser/${id}?klart=sekretessmarkera`);
    expect((await (await as('ks-handlaggare')).visit(`/remisser/${id}`)).status).toBe(404);
    const lifted = await registrar.fill(`/remisser/${id}/hav-sekretess`, { reason: 'Upphört' });
    expect(lifted.path).toBe(`/remisser/${id}?klart=hav-sekretess`);
  });

  it('marks the consultee’s own part, and the reply at the issuer', async () => {
    const { id } = await given(service).consultation('forwarded');
    const registrar = await as('tsn-registrator');
    const own = { ...marking, 'seenBy[]': 'TSN:registrar', of: 'consultation' };
    const page = await registrar.fill(`/svar/${id}/sekretessmarkera`, own);
    expect(page.path).toBe(`/svar/${id}?klart=sekretessmarkera`);
    expect((await (await as('tsn-handlaggare')).visit(`/svar/${id}`)).status).toBe(404);
    const issuer = await as('ks-registrator');
    const form = await issuer.visit(`/svar/${id}/sekretessmarkera`);
    expect(
      form.elements.filter(({ name }) => name === 'option').map(({ attributes }) => attributes['value']),
    ).toContain('reply');
    // The consultee's marking is proposed to whoever received it.
    expect(valueOf(form, 'provision')).toBe('OSL 21:7');
    const reply = await issuer.fill(`/svar/${id}/sekretessmarkera`, { ...marking, of: 'reply' });
    expect(reply.path).toBe(`/svar/${id}?klart=sekretessmarkera`);
    for (const [visitor, of] of [
      [issuer, 'reply'],
      [registrar, 'consultation'],
    ] as const) {
      const lifted = await visitor.fill(`/svar/${id}/hav-sekretess`, { of, reason: 'Upphört' });
      expect(lifted.path).toBe(`/svar/${id}?klart=hav-sekretess`);
    }
    expect((await (await as('tsn-handlaggare')).visit(`/svar/${id}`)).status).toBe(200);
  });

  it('has no English code on its Swedish pages, nor a form for whoever may not', async () => {
    const { id } = await given(service).referralCase({ title: 'Gator' });
    const registrar = await as('ks-registrator');
    for (const step of ['sekretessmarkera', 'publicera'])
      expect(englishCodeIn((await registrar.visit(`/arenden/${id}/${step}`)).read)).toBeUndefined();
    const reader = await as('ks-handlaggare');
    expect(linksOf(await reader.visit(`/arenden/${id}`))).not.toContain(`/arenden/${id}/publicera`);
  });
});
