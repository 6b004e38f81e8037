import { beforeEach, describe, expect, it } from '@jest/globals';
import { done, given, NOW, type Answer } from '../support/given.js';
import { sharedService } from '../support/shared-service.js';
import { Visitor, type Visited } from '../support/visitor.js';

const service = sharedService({ ROLE: 'api' });
beforeEach(() => service.setNow(NOW));

const as = async (persona: string) => Visitor.signedIn(service.base, persona);
const read = async (id: string): Promise<Answer> =>
  done(service.as('ks-registrator').get(`/referrals/${id}`));
const at = (id: string, step: string) => `/remisser/${id}/utkast/${step}`;

/** What the form of a page would send, ticks and texts as they stand. */
function asItStands(page: Visited): Record<string, string> {
  const fields = page.elements.filter(({ name, attributes }) => {
    if (name !== 'input' || attributes['name'] === undefined || attributes['name'] === 'q') return false;
    return attributes['type'] !== 'checkbox' || attributes['checked'] !== undefined;
  });
  return Object.fromEntries(fields.map(({ attributes }) => [attributes['name']!, attributes['value'] ?? '']));
}

async function save(
  visitor: Visitor,
  id: string,
  step: string,
  fields: Record<string, string>,
): Promise<Visited> {
  const page = await visitor.visit(at(id, step));
  const { _token, _version, _key } = Visitor.hidden(page) as Record<'_token' | '_version' | '_key', string>;
  return visitor.send(at(id, step), { _token, _version, _key, ...fields });
}

async function uploadTo(visitor: Visitor, path: string, fields: Record<string, string>, file?: string) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  if (file !== undefined) form.append('file', new Blob([file], { type: 'text/plain' }), 'svar.txt');
  return visitor.request(path, {
    method: 'POST',
    body: form,
    headers: { 'Sec-Fetch-Site': 'same-origin', Origin: service.base },
  });
}

/** The index of a body's line in the list of whom to ask. */
function lineOf(page: Visited, code: string): string {
  const hidden = page.elements.find(
    ({ attributes }) =>
      attributes['value'] === code && /^asked\[\d+\]\[body\]$/.test(attributes['name'] ?? ''),
  );
  return hidden!.attributes['name']!.replace('[body]', '');
}

type Terms = Record<'_token' | '_version' | '_key', string>;

async function casesOfKs(): Promise<number> {
  const rows: { count: number }[] = await service.database.query(
    "SELECT count(*)::int AS count FROM cases WHERE issuer_code = 'KS'",
  );
  return rows[0]!.count;
}

describe('a new referral', () => {
  it('goes from the case to the consultees’ inboxes through pages alone', async () => {
    await given(service).meeting('2026-11-25');
    const registrar = await as('ks-registrator');
    const first = await registrar.visit('/remisser/ny');
    const begun = await registrar.send('/remisser/ny', {
      ...Visitor.hidden(first),
      caseId: 'nytt-KS',
      caseTitle: 'Strategi för social hållbarhet',
      title: 'Internremiss, Strategi för social hållbarhet',
    });
    const [, id] = /^\/remisser\/([\w-]+)\/utkast\/handlingar$/.exec(begun.path)!;
    expect(await read(id!)).toMatchObject({
      state: 'draft',
      title: 'Internremiss, Strategi för social hållbarhet',
    });

    const form = Visitor.hidden(begun);
    const { _token, _version, _key } = form as Record<'_token' | '_version' | '_key', string>;
    const terms = { _token, _version, _key, _then: 'ladda-upp' };
    const uploaded = await uploadTo(
      registrar,
      at(id!, 'handlingar'),
      { ...terms, title: 'Remissversion', kind: 'proposal' },
      'Strategin i sin helhet.',
    );
    expect([uploaded.status, uploaded.path]).toEqual([200, `${at(id!, 'handlingar')}?sparat=ja#bifogade`]);
    expect((await read(id!))['documents']).toMatchObject([
      { title: 'Remissversion', mediaType: 'text/plain' },
    ]);
    const document = ((await read(id!))['documents'] as Answer[])[0]!;
    const downloaded = await registrar.visit(`/handlingar/${document.id}`);
    expect(downloaded.headers.get('content-disposition')).toContain('attachment');

    const letter = await save(registrar, id!, 'missiv', { letter: 'Vi önskar yttrande.' });
    expect(letter.path).toBe(`${at(id!, 'fragor')}?sparat=ja`);
    await save(registrar, id!, 'fragor', {
      'questions[0][text]': 'Är utvecklingsområdena relevanta?',
      'questions[1][text]': '',
      'questions[2][text]': 'Vad behöver ni?',
    });
    const consultees = await registrar.visit(at(id!, 'instanser'));
    const [tsn, bin] = [lineOf(consultees, 'TSN'), lineOf(consultees, 'BIN')];
    const counted = await registrar.send(at(id!, 'instanser'), {
      ...asItStands(consultees),
      replyBy: '2026-12-15',
      [`${tsn}[on]`]: 'true',
      [`${bin}[on]`]: 'true',
      [`${bin}[replyBy]`]: '2026-12-18',
      _then: 'rakna',
    });
    expect(counted.path).toBe(`${at(id!, 'instanser')}?sparat=ja#samlat`);
    const saved = await read(id!);
    expect(saved['questions']).toEqual([
      { text: 'Är utvecklingsområdena relevanta?' },
      { text: 'Vad behöver ni?' },
    ]);
    expect((saved['consultees'] as Answer[]).map(({ body, replyBy }) => [body, replyBy]).sort()).toEqual([
      ['BIN', '2026-12-18'],
      ['TSN', '2026-12-15'],
    ]);

    const check = await registrar.visit(at(id!, 'kontrollera'));
    for (const words of [
      'Skicka till 2 remissinstanser',
      'Vi önskar yttrande.',
      'Remissversion',
      'Så hinner de',
    ])
      expect(check.text).toContain(words);
    const sent = await save(registrar, id!, 'kontrollera', { sentOn: '2026-11-02' });
    expect(sent.path).toBe(`/remisser/${id}?klart=skicka`);
    expect(sent.text).toContain('Remissen skickades.');
    expect(await read(id!)).toMatchObject({ state: 'sent', sentOn: '2026-11-02' });
    expect((await registrar.visit(at(id!, 'fragor'))).path).toBe(`/remisser/${id}`);
  });

  it('begins in a case that is there, and from an earlier referral', async () => {
    const earlier = await given(service).sentReferral();
    const { id: caseId, caseNumber } = await given(service).referralCase({ title: 'En ny runda' });
    const officer = await as('ks-handlaggare');
    const page = await officer.visit(`/remisser/ny?arende=${caseId}`);
    expect(page.elements).toContainEqual({ name: 'option', attributes: { value: caseId, selected: '' } });
    expect(page.text).toContain(caseNumber as string);
    const without = await officer.send('/remisser/ny', { ...Visitor.hidden(page), title: 'Utan ärende' });
    expect(without.status).toBe(422);
    const begun = await officer.send('/remisser/ny', {
      ...Visitor.hidden(without),
      caseId,
      title: 'En ny runda',
      copyFrom: earlier.id,
    });
    const [, id] = /^\/remisser\/([\w-]+)\/utkast/.exec(begun.path)!;
    expect(await read(id!)).toMatchObject({ caseId, letter: 'Kommunstyrelsen önskar nämndens yttrande.' });
  });

  it('offers the case that it was begun from, however many are newer, and registers none unasked', async () => {
    const { id: caseId, caseNumber } = await given(service).referralCase();
    for (let index = 0; index < 50; index++) await given(service).referralCase();
    const registrar = await as('ks-registrator');
    const page = await registrar.visit(`/remisser/ny?arende=${caseId}`);
    expect(page.elements).toContainEqual({ name: 'option', attributes: { value: caseId, selected: '' } });
    expect(page.text).toContain(caseNumber as string);
    const before = await casesOfKs();
    const without = await registrar.send('/remisser/ny', { ...Visitor.hidden(page), title: 'Utan val' });
    expect([without.status, without.text.includes('Välj ett ärende')]).toEqual([422, true]);
    expect(await casesOfKs()).toBe(before);
    const elsewhere = { ...Visitor.hidden(page), title: 'Hos andra', caseId: 'nytt-TSN' };
    expect((await registrar.send('/remisser/ny', elsewhere)).status).toBe(403);
    expect(await casesOfKs()).toBe(before);
    const strange = await registrar.visit('/remisser/ny?arende=finns-inte');
    expect(strange.status).toBe(200);
  });

  it('registers one case, however many times the referral is refused', async () => {
    const registrar = await as('ks-registrator');
    const before = await casesOfKs();
    const fresh = async (fields: Record<string, string>) => {
      const page = await registrar.visit('/remisser/ny');
      return registrar.send('/remisser/ny', {
        ...Visitor.hidden(page),
        caseId: 'nytt-KS',
        ...fields,
      });
    };
    // An earlier referral that is not the issuer's: nothing is registered.
    const copyFrom = '0d3f2c6e-8f1b-4f0e-9a53-1f1b9f3f7a10';
    expect((await fresh({ title: 'Utan förlaga', copyFrom })).status).toBe(422);
    expect(await casesOfKs()).toBe(before);
    // One that can no longer be copied, since a body that it asked is gone.
    const earlier = await given(service).sentReferral({ consultees: [{ body: 'BIN' }] });
    const cases = await casesOfKs();
    await service.database.query("UPDATE bodies SET active = false WHERE code = 'BIN'");
    try {
      const refused = await fresh({ title: 'En ny runda', copyFrom: earlier.id });
      expect(refused.status).toBe(422);
      expect(await casesOfKs()).toBe(cases + 1);
      const chosen = refused.elements.find(
        ({ name, attributes }) =>
          name === 'option' && 'selected' in attributes && attributes['value']!.length === 36,
      )!.attributes['value']!;
      const begun = await registrar.send('/remisser/ny', {
        ...Visitor.hidden(refused),
        caseId: chosen,
        title: 'En ny runda',
      });
      expect(begun.path).toMatch(/utkast\/handlingar$/);
      expect(await casesOfKs()).toBe(cases + 1);
    } finally {
      await service.database.query("UPDATE bodies SET active = true WHERE code = 'BIN'");
    }
  });

  it('offers no earlier referral by a title that a consultee keeps confidential', async () => {
    const title = 'Hemlig rubrik om skyddsrum';
    const { id } = await given(service).consultation('registered', { title });
    await service.database.query("INSERT INTO roles VALUES ('tsn-registrator', 'KS', 'officer')");
    try {
      const ofBoth = await as('tsn-registrator');
      expect((await ofBoth.visit('/remisser/ny')).text).toContain(title);
      await given(service).step('tsn-registrator', id, 'mark-confidential', {
        provision: 'OSL 18:13',
        of: 'consultation',
        seenBy: [{ body: 'TSN', role: 'registrar' }],
      });
      expect((await ofBoth.visit('/remisser/ny')).text).not.toContain(title);
    } finally {
      await service.database.query(
        "DELETE FROM roles WHERE username = 'tsn-registrator' AND body_code = 'KS'",
      );
    }
  });

  it('loses what is emptied: the decision to refer, and why nobody decides by delegation', async () => {
    const decidedBy = { body: 'KS', date: '2026-10-01', section: '12' };
    const { id } = await given(service).draftReferral({ decidedBy, delegationBarred: 'Rör målen.' });
    const registrar = await as('ks-registrator');
    await save(registrar, id, 'arende', {
      title: 'Rubrik',
      decidedBody: 'KS',
      decidedOn: '',
      section: '',
      delegationBarred: '',
    });
    expect(await read(id)).toMatchObject({ title: 'Rubrik', decidedBy: null, delegationBarred: null });
  });

  it('receives no file of whoever may not add it, and keeps none of a step that is refused', async () => {
    const { id } = await given(service).draftReferral();
    const registrar = await as('ks-registrator');
    const { _token, _version, _key } = Visitor.hidden(await registrar.visit(at(id, 'handlingar'))) as Terms;
    const fields = { _version, _key, _then: 'ladda-upp', title: 'Olovlig', kind: 'other' };
    const manager = await as('ks-sekreterare');
    const seen = await manager.visit(at(id, 'handlingar'));
    expect(seen.elements.some(({ attributes }) => attributes['type'] === 'file')).toBe(false);
    const token = Visitor.hidden(await manager.visit('/inkorg'))['_token']!;
    expect((await uploadTo(manager, at(id, 'handlingar'), { _token: token, ...fields }, 'text')).status).toBe(
      403,
    );
    const stranger = await as('tsn-registrator');
    const theirs = Visitor.hidden(await stranger.visit('/inkorg'))['_token']!;
    expect(
      (await uploadTo(stranger, at(id, 'handlingar'), { _token: theirs, ...fields }, 'text')).status,
    ).toBe(404);
    expect((await uploadTo(registrar, at(id, 'handlingar'), { _token, ...fields }, 'text')).path).toContain(
      'sparat=ja',
    );
    const kept = await done(service.as('ks-registrator').get('/documents?q=Olovlig'));
    expect(kept['items']).toHaveLength(1);
  });

  it('asks a group, those of an earlier referral and somebody outside besides those who are ticked', async () => {
    const group = { name: 'Samtliga nämnder', consultees: [{ body: 'TSN' }, { body: 'SN' }] };
    await done(service.as('ks-registrator').post('/bodies/KS/consultee-groups', group), 201, 409);
    const earlier = await given(service).sentReferral({ consultees: [{ body: 'BIN' }, { body: 'TSN' }] });
    const { id } = await given(service).draftReferral();
    const registrar = await as('ks-registrator');
    const page = await registrar.visit(at(id, 'instanser'));
    expect(page.text).toContain('Samtliga nämnder');
    await registrar.send(at(id, 'instanser'), { ...asItStands(page), _then: 'grupp:Samtliga nämnder' });
    const again = await registrar.visit(at(id, 'instanser'));
    await registrar.send(at(id, 'instanser'), { ...asItStands(again), _then: 'som', _earlier: earlier.id });
    const last = await registrar.visit(at(id, 'instanser'));
    const next = last.elements.find(({ attributes }) =>
      /^asked\[\d+\]\[email\]$/.test(attributes['name'] ?? ''),
    )!;
    const line = next.attributes['name']!.replace('[email]', '');
    await registrar.send(at(id, 'instanser'), {
      ...asItStands(last),
      [`${line}[name]`]: 'Räddningstjänsten Syd',
      [`${line}[email]`]: 'syd@example.se',
    });
    const names = ((await read(id))['consultees'] as Answer[]).map(
      ({ body, name }) => (body ?? name) as string,
    );
    expect(names.sort()).toEqual(['BIN', 'Räddningstjänsten Syd', 'SN', 'TSN']);
  });

  it('is shown again with every mistake and what was typed', async () => {
    const { id } = await given(service).draftReferral();
    const registrar = await as('ks-registrator');
    const page = await registrar.visit(at(id, 'instanser'));
    const tsn = lineOf(page, 'TSN');
    const wrong = await registrar.send(at(id, 'instanser'), {
      ...asItStands(page),
      replyBy: '2026-13-45',
      [`${tsn}[replyBy]`]: '2026-14-01',
    });
    expect(wrong.status).toBe(422);
    expect(wrong.links).toEqual(expect.arrayContaining(['#replyBy', `#${tsn}[replyBy]`]));
    expect(wrong.elements.some(({ attributes }) => attributes['value'] === '2026-14-01')).toBe(true);
    const { _token, _version, _key } = Visitor.hidden(await registrar.visit(at(id, 'handlingar'))) as Record<
      '_token' | '_version' | '_key',
      string
    >;
    const path = at(id, 'handlingar');
    const empty = await uploadTo(registrar, path, {
      _token,
      _version,
      _key,
      title: 'Utan fil',
      kind: 'other',
    });
    expect([empty.status, empty.text.includes('Välj en fil')]).toEqual([422, true]);
    expect(empty.elements.some(({ attributes }) => attributes['value'] === 'Utan fil')).toBe(true);
    const neither = await uploadTo(registrar, path, { _token, _version, _key, title: '', kind: 'other' });
    expect(neither.links).toEqual(expect.arrayContaining(['#title', '#file']));
    expect(neither.text).toContain('Skriv vad handlingen heter');
    const stranger = { _token: 'x', _version, _key, title: 'Främmande', kind: 'other' };
    expect((await uploadTo(registrar, path, stranger, 'text')).status).toBe(403);
    const kept = await done(service.as('ks-registrator').get('/documents?q=Fr%C3%A4mmande'));
    expect(kept['items']).toEqual([]);
  });

  it('takes the same form with another button for another form', async () => {
    const { id } = await given(service).draftReferral();
    const registrar = await as('ks-registrator');
    const form = asItStands(await registrar.visit(at(id, 'fragor')));
    const question = { 'questions[0][text]': 'Min fråga?' };
    expect((await registrar.send(at(id, 'fragor'), { ...form, ...question })).path).toContain('instanser');
    const other = await registrar.send(at(id, 'fragor'), { ...form, ...question, _then: 'fler' });
    expect(other.status).toBe(422);
  });

  it('is refused with what was typed when somebody has changed it meanwhile', async () => {
    const { id, version } = await given(service).draftReferral();
    const registrar = await as('ks-registrator');
    const page = await registrar.visit(at(id, 'fragor'));
    await done(
      service.as('ks-handlaggare').patch(`/referrals/${id}`, { title: 'Ny rubrik' }, { ifMatch: version }),
    );
    const stale = await registrar.send(at(id, 'fragor'), {
      ...Visitor.hidden(page),
      'questions[0][text]': 'Min fråga?',
    });
    expect(stale.status).toBe(412);
    expect(stale.text).toContain('Någon har ändrat utkastet medan du skrev');
    expect(stale.text).toContain('Min fråga?');
  });

  it('is not there for whoever may not see it, and cannot be written by a reader', async () => {
    const { id } = await given(service).draftReferral();
    for (const step of ['arende', 'handlingar', 'missiv', 'fragor', 'instanser', 'kontrollera'])
      expect((await (await as('tsn-registrator')).visit(at(id, step))).status).toBe(404);
    expect((await (await as('ks-registrator')).visit(at(id, 'nagot'))).status).toBe(404);
    const stranger = await (await as('tsn-chef')).visit('/remisser/ny');
    expect(stranger.text).toContain('Du kan inte skapa remisser');
  });
});

describe('a reply that came another way', () => {
  it('is recorded with its file, which becomes a document of the issuer', async () => {
    const referral = await given(service).sentReferral({ consultees: [{ name: 'Räddningstjänsten Syd' }] });
    const { id } = await given(service).consultationOf('ks-registrator', referral, 'Räddningstjänsten Syd');
    const registrar = await as('ks-registrator');
    const path = `/svar/${id}/for-in-svar`;
    const hidden = Visitor.hidden(await registrar.visit(path)) as Record<
      '_token' | '_version' | '_key',
      string
    >;
    const { _token, _version, _key } = hidden;
    const fields = { _token, _version, _key, receivedOn: '2026-11-02', stance: 'supports' };
    const without = await uploadTo(registrar, path, fields);
    expect([without.status, without.text.includes('Välj filen med svaret')]).toEqual([422, true]);
    const neither = await uploadTo(registrar, path, { ...fields, stance: 'kanske' });
    expect(neither.status).toBe(422);
    expect(neither.links).toEqual(expect.arrayContaining(['#stance', '#file']));
    const early = { ...fields, _key: 'early', receivedOn: '2026-01-01' };
    expect((await uploadTo(registrar, path, early, 'Vi tillstyrker.')).status).toBe(422);
    const none = await done(service.as('ks-registrator').get('/documents?body=KS&kind=reply'));
    expect(none['items']).toEqual([]);
    const sent = () => uploadTo(registrar, path, fields, 'Vi tillstyrker.');
    const [first, second] = [await sent(), await sent()];
    expect([first.path, second.path]).toEqual([
      `/svar/${id}?klart=for-in-svar`,
      `/svar/${id}?klart=for-in-svar`,
    ]);
    expect(await done(service.as('ks-registrator').get(`/consultations/${id}`))).toMatchObject({
      state: 'received',
      recordedByIssuer: true,
    });
    const kept = await done(service.as('ks-registrator').get('/documents?body=KS&kind=reply'));
    expect(
      (kept['items'] as Answer[]).filter(({ title }) => title === 'Svar från Räddningstjänsten Syd'),
    ).toHaveLength(1);
  });

  it('is recorded of somebody whom nobody asked, corrected and taken back', async () => {
    const referral = await given(service).sentReferral({ consultees: [{ name: 'Räddningstjänsten Syd' }] });
    const { id } = referral;
    const registrar = await as('ks-registrator');
    const path = `/remisser/${id}/oombett-svar`;
    const { _token, _version, _key } = Visitor.hidden(await registrar.visit(path)) as Record<
      '_token' | '_version' | '_key',
      string
    >;
    const fields = { _token, _version, _key, receivedOn: '2026-11-02', stance: 'supports' };
    const known = { ...fields, name: 'Räddningstjänsten Syd' };
    const refused = await uploadTo(registrar, path, known, 'Vi tillstyrker.');
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('Kryssa i rutan om det är en annan');
    const sent = { ...fields, _key: 'another', name: 'Hembygdsföreningen' };
    const page = await uploadTo(registrar, path, sent, 'Vi tillstyrker.');
    expect([page.status, page.path]).toEqual([200, `/remisser/${id}?klart=oombett-svar`]);
    const { id: reply } = await given(service).consultationOf(
      'ks-registrator',
      referral,
      'Hembygdsföreningen',
    );
    const correct = async (typed: Record<string, string>) => {
      const form = Visitor.hidden(await registrar.visit(`/svar/${reply}/ratta-infort-svar`));
      const { status } = await registrar.send(`/svar/${reply}/ratta-infort-svar`, { ...form, ...typed });
      expect(status).toBe(200);
      return done(service.as('ks-registrator').get(`/consultations/${reply}`));
    };
    expect(await correct({ receivedOn: '', stance: 'rejects', reason: 'Fel läst' })).toMatchObject({
      recordedByIssuer: true,
      state: 'received',
    });
    expect(
      await correct({ receivedOn: '', stance: '', takeBack: 'true', reason: 'Inte deras' }),
    ).toMatchObject({
      state: 'withdrawn',
    });
  });
});

it('counts without saving for whoever may send, and for nobody else', async () => {
  const draft = await given(service).draftReferral({ consultees: [{ body: 'TSN' }] });
  const registrar = await as('ks-registrator');
  const page = await registrar.visit(at(draft.id, 'instanser'));
  const typed = { ...asItStands(page), _then: 'prova' };
  const counted = await registrar.send(at(draft.id, 'instanser'), { ...typed, replyBy: '2027-02-26' });
  expect([counted.status, counted.path]).toEqual([200, at(draft.id, 'instanser')]);
  const wrong = await registrar.send(at(draft.id, 'instanser'), { ...typed, replyBy: '2027-02-30' });
  expect(wrong.status).toBe(422);
  const officer = await as('ks-handlaggare');
  const hers = asItStands(await officer.visit(at(draft.id, 'instanser')));
  expect((await officer.send(at(draft.id, 'instanser'), { ...hers, _then: 'prova' })).status).toBe(403);
  const { _token } = Visitor.hidden(await (await as('tsn-registrator')).visit('/mitt')) as Terms;
  const other = await as('tsn-registrator');
  expect((await other.send(at(draft.id, 'instanser'), { ...typed, _token })).status).toBe(404);
  const withoutToken = await registrar.send(at(draft.id, 'instanser'), { ...typed, _token: 'x' });
  expect(withoutToken.status).toBe(403);
  expect((await read(draft.id)).version).toBe(draft.version);
});
