import { beforeEach, describe, expect, it } from '@jest/globals';
import { done, given, NOW } from '../support/given.js';
import { sharedService } from '../support/shared-service.js';
import { Visitor, type Visited } from '../support/visitor.js';

const service = sharedService({ ROLE: 'api' });
beforeEach(() => service.setNow(NOW));

const as = async (persona: string) => Visitor.signedIn(service.base, persona);

describe('the list of referrals', () => {
  it('shows what a body has out with how many have answered, and narrows by what stands in the address', async () => {
    const draft = await given(service).draftReferral({ title: 'Remiss om vindkraft' });
    const referral = await given(service).sentReferral({ consultees: [{ body: 'TSN' }, { body: 'BIN' }] });
    const { id } = await given(service).consultationOf('tsn-registrator', referral);
    await given(service).onTheWay(referral, id, 'forwarded');
    const registrar = await as('ks-registrator');
    const all = await registrar.visit('/remisser');
    expect(all.links).toEqual(
      expect.arrayContaining([`/remisser/${referral.id}`, `/remisser/${draft.id}/utkast/handlingar`]),
    );
    expect(all.text).toContain('1 av 2 har svarat');
    const drafts = await registrar.visit('/remisser?lage=draft&q=vindkraft');
    expect(drafts.text).toContain('1 remiss');
    expect(drafts.text).toContain('Svar senast till och med');
    expect(drafts.links).not.toContain(`/remisser/${referral.id}`);
    const number = encodeURIComponent(referral['caseNumber'] as string);
    expect((await registrar.visit(`/remisser?q=${number}`)).links).toContain(`/remisser/${referral.id}`);
    const none = await registrar.visit('/remisser?q=finns+inte');
    expect(none.text).toContain('Inget stämmer med det du sökte');
    expect((await registrar.visit('/remisser?fore=2026-12-01')).text).toContain('Inget stämmer');
  });

  it('is put in the order that the address says, with its filters, from the first page', async () => {
    const later = await given(service).sentReferral({ title: 'Ordnad senare', replyBy: '2027-03-01' });
    const sooner = await given(service).sentReferral({ title: 'Ordnad snarare', replyBy: '2027-02-01' });
    const registrar = await as('ks-registrator');
    const shown = (page: Visited) =>
      page.links.filter((href) => [later.id, sooner.id].some((id) => href === `/remisser/${id}`));
    const [first, second] = [`/remisser/${sooner.id}`, `/remisser/${later.id}`];
    const narrowed = '/remisser?vilka=ute&q=Ordnad';
    expect(shown(await registrar.visit(narrowed))).toEqual([first, second]);
    for (const [order, links] of [
      ['created', [second, first]],
      ['replyBy', [first, second]],
      ['-replyBy', [second, first]],
    ] as const) {
      const page = await registrar.visit(`${narrowed}&ordning=${order}`);
      expect([order, shown(page)]).toEqual([order, links]);
    }
    const page = await registrar.visit(`${narrowed}&ordning=replyBy`);
    const head = page.elements.find(({ attributes }) => attributes['aria-sort']);
    expect(head!.attributes['aria-sort']).toBe('ascending');
    expect(page.links).toEqual(
      expect.arrayContaining([narrowed, `${narrowed}&ordning=created`, `${narrowed}&ordning=-replyBy`]),
    );
    const file = page.elements.find(({ attributes }) => 'download' in attributes)!.attributes['href'];
    expect(file).toContain('ordning=replyBy');
    expect(page.elements).toContainEqual(
      expect.objectContaining({
        attributes: expect.objectContaining({ type: 'hidden', name: 'ordning', value: 'replyBy' }),
      }),
    );
    expect(page.elements).toContainEqual(
      expect.objectContaining({
        name: 'form',
        attributes: expect.objectContaining({
          action: expect.stringMatching(/^\/mitt\/sokningar\?adress=.*ordning%3DreplyBy/),
        }),
      }),
    );
  });

  it.each([
    ['ute', 'title', '-created, created, replyBy, -replyBy'],
    ['till-oss', 'created', 'replyBy, -replyBy, margin, -changed'],
  ])('of %s says which orders there are to whoever asks for %s', async (which, order, orders) => {
    const page = await (await as('ks-registrator')).visit(`/remisser?vilka=${which}&ordning=${order}`);
    expect([page.status, page.text]).toEqual([
      422,
      expect.stringContaining(`ordning: Ska vara ett av: ${orders}.`),
    ]);
  });

  it('of what a body is asked is put in order by the day of reply, the next step and the latest change', async () => {
    const days = ['2027-02-01', '2027-03-01'];
    const asked: string[] = [];
    for (const replyBy of days) {
      const referral = await given(service).sentReferral({ title: 'Frågad efter dag', replyBy });
      asked.push(`/svar/${(await given(service).consultationOf('tsn-registrator', referral)).id}`);
    }
    const registrar = await as('tsn-registrator');
    const shown = async (address: string) =>
      (await registrar.visit(`/remisser?vilka=till-oss&q=Fr%C3%A5gad${address}`)).links.filter((href) =>
        asked.includes(href ?? ''),
      );
    expect(await shown('')).toEqual(asked);
    expect(await shown('&ordning=-replyBy')).toEqual(asked.toReversed());
    expect(await shown('&ordning=margin')).toEqual(asked);
    expect(await shown('&ordning=-changed')).toEqual(asked.toReversed());
    await given(service).step('tsn-registrator', asked[0]!.slice('/svar/'.length), 'register');
    expect(await shown('&ordning=-changed')).toEqual(asked);
  });

  it('goes on page by page', async () => {
    for (let index = 0; index < 21; index++) await given(service).draftReferral({ title: `Runda ${index}` });
    const registrar = await as('ks-registrator');
    const first = await registrar.visit('/remisser?q=Runda');
    const next = first.elements.find(({ attributes }) => attributes['rel'] === 'next')!.attributes['href']!;
    const second = await registrar.visit(next);
    expect(second.elements.some(({ attributes }) => attributes['rel'] === 'next')).toBe(false);
    const shown = (page: Visited) => page.links.filter((href) => href?.endsWith('/utkast/handlingar'));
    expect([shown(first).length, shown(second).length]).toEqual([20, 1]);
  });

  it('shows a consultee what it is asked, and nobody what is not theirs', async () => {
    const referral = await given(service).sentReferral();
    const { id } = await given(service).consultationOf('tsn-registrator', referral);
    const registrar = await as('tsn-registrator');
    expect((await registrar.visit('/remisser?vilka=till-oss')).links).toContain(`/svar/${id}`);
    expect((await registrar.visit('/remisser?vilka=ute')).links).not.toContain(`/remisser/${referral.id}`);
    // It has none out: what it is asked comes first.
    expect((await registrar.visit('/remisser')).links).toContain(`/svar/${id}`);
    const other = await as('bin-registrator');
    expect((await other.visit('/remisser?vilka=till-oss')).links).not.toContain(`/svar/${id}`);
    expect((await other.visit('/remisser?namnd=KS')).links).not.toContain(`/remisser/${referral.id}`);
  });
});

describe('the page of a case', () => {
  it('shows its referrals, relations, documents and history, and leads to a new referral', async () => {
    const document = await given(service).document({ title: 'Remissversion', kind: 'proposal' });
    const { id, caseNumber } = await given(service).referralCase({ relatedCases: ['KS 2023/474'] });
    const draft = await given(service).draftReferral({}, id);
    await done(
      service.as('ks-handlaggare').post(`/referrals/${draft.id}/documents`, { documentId: document.id }),
    );
    const page = await (await as('ks-registrator')).visit(`/arenden/${id}`);
    expect(page.status).toBe(200);
    for (const words of [caseNumber as string, 'KS 2023/474', 'Remissversion', 'Historik', 'påbörjades av'])
      expect(page.text).toContain(words);
    expect(page.links).toEqual(
      expect.arrayContaining([
        `/remisser/ny?arende=${id}`,
        `/arenden/${id}/andra`,
        `/handlingar/${document.id}`,
      ]),
    );
    expect((await (await as('tsn-registrator')).visit(`/arenden/${id}`)).status).toBe(404);
    expect((await (await as('tsn-registrator')).visit(`/handlingar/${document.id}`)).status).toBe(404);
  });

  it('has a form for each of its steps', async () => {
    const { id } = await given(service).referralCase();
    const registrar = await as('ks-registrator');
    const take = async (step: string, fields: Record<string, string> = {}) => {
      const form = await registrar.visit(`/arenden/${id}/${step}`);
      const page = await registrar.send(`/arenden/${id}/${step}`, { ...Visitor.hidden(form), ...fields });
      expect([step, page.status, page.path]).toEqual([step, 200, `/arenden/${id}?klart=${step}`]);
    };
    const read = () => done(service.as('ks-registrator').get(`/cases/${id}`));
    await take('andra', { title: 'En bättre rubrik', reason: 'Otydlig' });
    await take('ratta-numret', { caseNumber: 'KS 2026/9001', reason: 'Fel nummer' });
    expect(await read()).toMatchObject({ title: 'En bättre rubrik', caseNumber: 'KS 2026/9001' });
    await take('avsluta');
    expect(await read()).toMatchObject({ state: 'closed' });
    await take('oppna-igen');
    expect(await read()).toMatchObject({ state: 'open' });
  });
});

describe('a search that finds nothing', () => {
  const meant = (page: Visited) => /Menade du\s+(.*?)\s*\?/.exec(page.read.replaceAll(/\s+/g, ' '))?.[1];
  const searched = async (persona: string, q: string) =>
    (await as(persona)).visit(`/sok?q=${encodeURIComponent(q)}`);

  it('proposes the word of a title that is near, or one word fewer, and that leads to something', async () => {
    await given(service).referralCase({ title: 'Översvämningsplan för Vättersnäs, kanalkvarter' });
    for (const [q, proposed] of [
      ['Vätersnäs', 'vättersnäs'],
      ['vättersnsä', 'vättersnäs'],
      ['översvämmningsplan', 'översvämningsplan'],
      ['kanalkvartér', 'kanalkvarter'],
      ['översvämningsplan vätersnäs', 'översvämningsplan vättersnäs'],
      ['översvämningsplan xyzxyzxyz', 'översvämningsplan'],
      ['vättersnäs översvämningsplan xyz', 'vättersnäs översvämningsplan'],
      // Nothing is near, or it is a number, which is near many others.
      ['xyzxyzxyz', undefined],
      ['KS 1999/99999', undefined],
      ['a b c d vätersnäs', undefined],
    ] as const) {
      const page = await searched('ks-registrator', q);
      expect([q, page.status, meant(page)]).toEqual([q, 200, proposed]);
      if (proposed === undefined) continue;
      const href = page.links.find((each) => each?.startsWith('/sok?q='))!;
      expect((await (await as('ks-registrator')).visit(href)).text).toContain(
        'Översvämningsplan för Vättersnäs',
      );
    }
  });

  it('leaves out a word that each has and no record has with the others', async () => {
    await given(service).referralCase({ title: 'Ridhusområdet' });
    await given(service).referralCase({ title: 'Fjärrvärmeverket' });
    expect(meant(await searched('ks-registrator', 'ridhusområdet fjärrvärmeverket'))).toBe('ridhusområdet');
  });

  it('proposes nothing of what its asker does not see, and no title that lists keep back', async () => {
    const { id, version } = await given(service).referralCase({ title: 'Björkhagsutredningen' });
    expect(meant(await searched('tsn-registrator', 'björkhagsuttredningen'))).toBeUndefined();
    expect(meant(await searched('ks-registrator', 'björkhagsuttredningen'))).toBe('björkhagsutredningen');
    const marking = { provision: 'OSL 26:1', seenBy: [{ body: 'KS', role: 'registrar' }] };
    await done(
      service.as('ks-registrator').post(`/cases/${id}/mark-confidential`, marking, { ifMatch: version }),
    );
    for (const persona of ['ks-registrator', 'ks-handlaggare'])
      expect([persona, meant(await searched(persona, 'björkhagsuttredningen'))]).toEqual([
        persona,
        undefined,
      ]);
  });
});

describe('the register and the search', () => {
  it('show a body’s numbers to those who belong to it', async () => {
    const { id, caseNumber } = await given(service).referralCase({ title: 'Diariefört ärende' });
    const registrar = await as('ks-registrator');
    const page = await registrar.visit('/diarium/ks?q=Diarief%C3%B6rt');
    expect(page.text).toContain(caseNumber as string);
    expect(page.links).toContain(`/arenden/${id}`);
    const consultee = await as('tsn-registrator');
    expect((await consultee.visit('/diarium')).path).toBe('/diarium/tsn');
    // Of one's own body before those whose register it keeps: here KF's.
    expect((await registrar.visit('/diarium')).path).toBe('/diarium/ks');
    expect((await consultee.visit('/diarium/ks')).status).toBe(404);
    expect((await registrar.visit('/diarium/finns-inte')).status).toBe(404);
    // A code with other letters than an address has.
    await service.database.query(
      "INSERT INTO bodies (code, name, kind) VALUES ('ÄN', 'Äldrenämnden', 'board')",
    );
    await service.database.query("INSERT INTO roles VALUES ('sn-lasare', 'ÄN', 'registrar')");
    const keeper = await as('sn-lasare');
    expect((await keeper.visit('/diarium')).path).toMatch(/^\/diarium\/(sn|%C3%A4n)$/);
    expect((await keeper.visit('/diarium/%C3%A4n')).status).toBe(200);
    expect((await keeper.visit('/sok?q=%C3%84ldren%C3%A4mnden')).links).toContain('/diarium/%C3%A4n');
  });

  it('find an officer of the reader’s own administration, and lead to what that person handles', async () => {
    const [drafting, registered] = [
      await given(service).consultation('drafting', { title: 'Remiss om torghandel' }),
      await given(service).consultation('registered', { title: 'Remiss om torgyta' }),
    ];
    const registrar = await as('tsn-registrator');
    const name = (await registrar.visit(`/svar/${drafting.id}`)).text.match(/Handläggare, TSN/)?.[0];
    const found = (await registrar.visit(`/sok?q=${encodeURIComponent(name!.toLowerCase())}`)).links;
    const list = '/remisser?vilka=till-oss&namnd=TSN&handlaggare=tsn-handlaggare';
    expect(found).toContain(list);
    const shown = (await registrar.visit(list)).links;
    expect(shown).toContain(`/svar/${drafting.id}`);
    expect(shown).not.toContain(`/svar/${registered.id}`);
    expect((await registrar.visit(list.replace('tsn-handlaggare', 'finns-inte'))).links).not.toContain(
      `/svar/${drafting.id}`,
    );
    // Who works for another board is not the issuer's to know, by name or by what that person handles.
    const issuer = await as('ks-registrator');
    expect((await issuer.visit(`/sok?q=${encodeURIComponent('handläggare, tsn')}`)).links).not.toContain(
      list,
    );
    expect((await issuer.visit(list)).text).not.toContain('Remiss om torghandel');
  });

  it('find numbers of either side, words and bodies, and nothing of what is not the reader’s', async () => {
    const { id, ownCaseNumber, caseNumber } = await given(service).consultation('registered', {
      title: 'Remiss om älgjakt',
    });
    const registrar = await as('tsn-registrator');
    for (const q of [ownCaseNumber as string, caseNumber as string, 'älgjakt'])
      expect([q, (await registrar.visit(`/sok?q=${encodeURIComponent(q)}`)).links]).toEqual([
        q,
        expect.arrayContaining([`/svar/${id}`]),
      ]);
    const bodies = await registrar.visit('/sok?q=tekniska');
    expect(bodies.links).toContain('/diarium/tsn');
    for (let index = 0; index < 21; index++) {
      const title = `Remiss om älgjakt ${index}`;
      await given(service).sentReferral({ title });
    }
    const few = await registrar.visit(`/sok?q=${encodeURIComponent('älgjakt')}`);
    const repliesOn = (page: Visited) => page.links.filter((href) => /^\/svar\/[^/]+$/.test(href ?? ''));
    const all = few.links.find((href) => href?.includes('bland=remissvar'))!;
    const [first] = [await registrar.visit(all)];
    const next = first.elements.find(({ attributes }) => attributes['rel'] === 'next')!.attributes['href']!;
    const second = await registrar.visit(next);
    expect([repliesOn(few).length, repliesOn(first).length, repliesOn(second).length]).toEqual([10, 20, 2]);
    expect(new Set([...repliesOn(first), ...repliesOn(second)]).size).toBe(22);
    const stranger = await as('bin-registrator');
    const nothing = await stranger.visit(`/sok?q=${encodeURIComponent('älgjakt')}`);
    expect(nothing.text).toContain('Inget stämmer med');
    expect((await stranger.visit('/sok')).status).toBe(200);
  });
});
