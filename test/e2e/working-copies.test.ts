import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import { WorkingCopies } from '../../src/statements/working-copies.js';
import { done, errorsOf, given, NOW, statement } from '../support/given.js';
import { emptyStatement } from '../../src/statements/statement.js';
import { sharedService } from '../support/shared-service.js';
import { Visitor } from '../support/visitor.js';

const service = sharedService();
beforeEach(() => service.setNow(NOW));

const as = async (persona: string) => Visitor.signedIn(service.base, persona);
const officer = () => service.as('tsn-handlaggare');
const copyOf = (id: string) => `/consultations/${id}/statement/working-copy`;
const drafting = async () => (await given(service).consultation('drafting')).id;
const copies = async (id: string) =>
  (
    await service.database.query('SELECT author FROM statement_working_copies WHERE consultation_id = $1', [
      id,
    ])
  ).length;

/** What a worker does every hour. */
async function round() {
  const copies = service.app.get(WorkingCopies);
  copies.onApplicationBootstrap();
  await copies.beforeApplicationShutdown();
}

describe('what somebody writes and has not saved', () => {
  it('is kept under a version of its own, and makes no version of the statement and no event', async () => {
    const id = await drafting();
    const events = () =>
      service.database.query('SELECT count(*) FROM audit_events WHERE consultation_id = $1', [id]);
    const before = await events();
    expect((await officer().get(copyOf(id)).expect(200)).body).toMatchObject({ version: 0, title: '' });
    await officer().put(copyOf(id), { basedOn: 1, title: 'Halv' }).expect(428);
    const first = await officer().put(copyOf(id), { basedOn: 1, title: 'Halv' }, { ifMatch: 0 }).expect(200);
    expect(first.body).toMatchObject({ basedOn: 1, title: 'Halv', clauses: [], alsoWriting: [] });
    expect(first.headers['etag']).toBe(`"${first.body.version}"`);
    await officer().put(copyOf(id), { basedOn: 1, title: 'Annan' }, { ifMatch: 0 }).expect(412);
    const second = await officer()
      .put(
        copyOf(id),
        { basedOn: 1, title: '', remarks: [{ passage: '', text: 'Bara' }] },
        { ifMatch: first.body.version },
      )
      .expect(200);
    expect(second.body.version).toBeGreaterThan(first.body.version);
    const read = await officer().get(copyOf(id)).expect(200);
    expect(read.body).toMatchObject({ title: '', remarks: [{ passage: '', text: 'Bara' }] });
    expect((await done(officer().get(`/consultations/${id}/statement`)))['version']).toBe(1);
    expect(await events()).toEqual(before);
  });

  it('has no field that is null, nor has a statement: each is refused by its name', async () => {
    const id = await drafting();
    const version = { ifMatch: '*' };
    for (const path of [copyOf(id), `/consultations/${id}/statement`])
      for (const field of Object.keys(emptyStatement)) {
        const put = officer().put(
          path,
          { ...(path === copyOf(id) && { basedOn: 1 }), [field]: null },
          version,
        );
        expect([path, field, await errorsOf(put)]).toEqual([
          path,
          field,
          expect.arrayContaining([[`/${field}`, expect.any(String)]]),
        ]);
      }
    expect(await copies(id)).toBe(0);
  });

  it('is gone once it is saved, or thrown away', async () => {
    const id = await drafting();
    const written = { ...statement, title: 'Hel' };
    await officer()
      .put(copyOf(id), { basedOn: 1, ...written }, { ifMatch: 0 })
      .expect(200);
    await officer().put(`/consultations/${id}/statement`, statement, { ifMatch: 1 }).expect(200);
    expect(await copies(id)).toBe(1);
    await officer().put(`/consultations/${id}/statement`, written, { ifMatch: 1 }).expect(200);
    expect(await copies(id)).toBe(0);
    const { body } = await officer().put(copyOf(id), { basedOn: 1 }, { ifMatch: 0 }).expect(200);
    await officer()
      .delete(copyOf(id), { ifMatch: body.version + 1 })
      .expect(412);
    await officer().delete(copyOf(id), { ifMatch: body.version }).expect(204);
    expect((await officer().get(copyOf(id))).body.version).toBe(0);
    await officer().delete(copyOf(id), { ifMatch: 0 }).expect(404);
  });

  it('is its author’s alone', async () => {
    const id = await drafting();
    await officer().put(copyOf(id), { basedOn: 1, title: 'Bara min' }, { ifMatch: 0 }).expect(200);
    for (const [persona, told] of [
      ['tsn-chef', 200],
      ['tsn-registrator', 200],
      ['ks-registrator', 404],
      ['bin-handlaggare', 404],
    ] as const) {
      const { status, text } = await service.as(persona).get(copyOf(id));
      expect([persona, status, text.includes('Bara min')]).toEqual([persona, told, false]);
    }
    await service.as('ks-handlaggare').put(copyOf(id), { basedOn: 1 }, { ifMatch: 0 }).expect(404);
    expect(await copies(id)).toBe(1);
  });

  it('is kept only as long as the statement can be written', async () => {
    const { id } = await given(service).consultation('in-review');
    const { status } = await officer().put(copyOf(id), { basedOn: 1 }, { ifMatch: 0 });
    expect([403, 409]).toContain(status);
  });

  it('did not go with what was handed in, which says so', async () => {
    const id = await drafting();
    await officer().put(copyOf(id), { basedOn: 1, title: 'Halv' }, { ifMatch: 0 }).expect(200);
    const { warnings } = await given(service).step('tsn-handlaggare', id, 'submit');
    expect(warnings).toContainEqual({
      code: 'unsaved-text',
      detail: expect.stringContaining('om yttrandet återlämnas till dig'),
    });
    expect(await copies(id)).toBe(1);
    const { version } = (await officer().get(copyOf(id))).body;
    await officer()
      .delete(copyOf(id), { ifMatch: version + 1 })
      .expect(412);
    await officer().delete(copyOf(id), { ifMatch: version }).expect(204);
  });

  it('is not said to be left where it is what was handed in', async () => {
    const id = await drafting();
    await officer()
      .put(copyOf(id), { basedOn: 1, ...statement }, { ifMatch: 0 })
      .expect(200);
    const { warnings } = await given(service).step('tsn-handlaggare', id, 'submit');
    expect(JSON.stringify(warnings ?? [])).not.toContain('unsaved-text');
  });

  it('goes with whoever leaves', async () => {
    const id = await drafting();
    await officer().put(copyOf(id), { basedOn: 1, title: 'Halv' }, { ifMatch: 0 }).expect(200);
    const turn = (active: boolean) =>
      done(service.as('admin').patch('/people/tsn-handlaggare', { active }, { ifMatch: '*' }));
    await turn(false);
    try {
      expect(await copies(id)).toBe(0);
    } finally {
      await turn(true);
    }
  });

  it('goes when nothing has been written in it for 90 days, or its author has left', async () => {
    const [old, young, left] = [await drafting(), await drafting(), await drafting()];
    for (const id of [old, young, left])
      await officer().put(copyOf(id), { basedOn: 1, title: 'Halv' }, { ifMatch: 0 }).expect(200);
    const age = (id: string, days: number) =>
      service.database.query(
        'UPDATE statement_working_copies SET saved_at = now() - make_interval(days => $2) WHERE consultation_id = $1',
        [id, days],
      );
    await age(old, 91);
    await age(young, 89);
    await service.database.query(
      "INSERT INTO people (username, name, active) VALUES ('borta', 'Borta Borg', false) ON CONFLICT DO NOTHING",
    );
    await service.database.query(
      "UPDATE statement_working_copies SET author = 'borta' WHERE consultation_id = $1",
      [left],
    );
    await round();
    expect([await copies(old), await copies(young), await copies(left)]).toEqual([0, 1, 0]);
  });
});

describe('advice', () => {
  it('is given with the statement to the consultee’s own staff, as long as nothing is decided', async () => {
    const { id } = await given(service).consultation('drafting');
    const saved = await given(service).saveStatement(id, { ...statement, recipients: [] });
    const read = await done(officer().get(`/consultations/${id}/statement`));
    for (const { advice } of [saved, read])
      expect(
        (advice as { code: string; pointer: string }[]).map(({ code, pointer }) => [code, pointer]),
      ).toEqual([['no-recipient', '/recipients']]);
    const forwarded = await given(service).consultation('forwarded');
    for (const persona of ['tsn-handlaggare', 'ks-registrator'])
      expect(
        (await done(service.as(persona).get(`/consultations/${forwarded.id}/statement`)))['advice'],
      ).toBeUndefined();
  });
});

describe('advice on what the body’s form asks for', () => {
  const form = '/bodies/TSN/paper-forms/staff-report';
  const setForm = async (parts: object[]) => {
    const { version } = await done(service.as('tsn-registrator').get(form));
    await done(service.as('tsn-registrator').put(form, { parts }, { ifMatch: version }));
  };
  afterAll(() => setForm([]));

  it('names the heading until something stands below it, with the statement, its copy and in the editor', async () => {
    const { id } = await given(service).consultation('drafting');
    await given(service).saveStatement(id);
    await setForm([
      { part: 'section', heading: 'Barnperspektiv' },
      { part: 'sections', heading: '' },
    ]);
    const missing = { code: 'missing-heading', pointer: '/sections/0/heading' };
    const read = () => done(officer().get(`/consultations/${id}/statement`));
    expect((await read())['advice']).toEqual([expect.objectContaining(missing)]);

    const kept = await done(officer().put(copyOf(id), { ...statement, basedOn: 1 }, { ifMatch: 0 }));
    expect(kept['advice']).toEqual([expect.objectContaining(missing)]);
    const visitor = await as('tsn-handlaggare');
    const editor = (await visitor.visit(`/svar/${id}/yttrande`)).html;
    expect(editor).toContain('href="#sections[0][heading]"');
    expect(editor).toContain('id="sections[0][heading]"');
    const sections = [{ heading: 'Barnperspektiv', text: 'Barn berörs inte.' }];
    expect((await given(service).saveStatement(id, { ...statement, sections }))['advice']).toEqual([]);
  });
});

describe('the editor without a script', () => {
  const address = (id: string) => `/svar/${id}/yttrande`;
  /** What its form would send as it stands. */
  const fieldsOf = async (visitor: Visitor, id: string) => {
    const page = await visitor.visit(address(id));
    return { page, hidden: Visitor.hidden(page) };
  };
  const clausesIn = (texts: readonly string[]) =>
    Object.fromEntries(texts.map((text, at) => [`clauses[${at}][text]`, text]));

  it('offers what is not saved, and lets it be thrown away', async () => {
    const id = await drafting();
    await officer().put(copyOf(id), { basedOn: 1, title: 'Halvskriven rubrik' }, { ifMatch: 0 }).expect(200);
    const visitor = await as('tsn-handlaggare');
    const { page, hidden } = await fieldsOf(visitor, id);
    expect(page.text).toContain('Den står i formuläret.');
    expect(page.elements.some(({ attributes }) => attributes['value'] === 'Halvskriven rubrik')).toBe(true);
    const after = await visitor.send(`${address(id)}/arbetskopia/kasta`, {
      _token: hidden['_token']!,
      _version: hidden['_copy']!,
    });
    expect(after.elements.map(({ attributes }) => attributes['action'])).not.toContain(
      `${address(id)}/arbetskopia/kasta`,
    );
    expect(after.text).not.toContain('Den står i formuläret.');
    expect(await copies(id)).toBe(0);
  });

  it('keeps what was written in another window, whatever an old one saves', async () => {
    const id = await drafting();
    const visitor = await as('tsn-handlaggare');
    const { hidden: old } = await fieldsOf(visitor, id);
    await officer().put(copyOf(id), { basedOn: 1, title: 'Kvällens text' }, { ifMatch: 0 }).expect(200);
    const saved = await visitor.send(address(id), { ...old, title: 'Förmiddagens text' });
    expect(saved.path).toBe(`${address(id)}?sparat=ja`);
    expect(saved.text).toContain('Den står i formuläret.');
    expect(saved.elements.some(({ attributes }) => attributes['value'] === 'Kvällens text')).toBe(true);
    const conflict = await visitor.send(address(id), { ...Visitor.hidden(saved), title: 'Kvällens text' });
    expect(conflict.status).toBe(412);
    const both = await visitor.send(`${address(id)}/jamka`, {
      ...Visitor.hidden(conflict),
      'val[title]': 'mine',
    });
    expect(both.path).toBe(`${address(id)}?sparat=ja`);
    expect(await copies(id)).toBe(0);
  });

  it('knows the copy that says just what is saved, and offers none', async () => {
    const id = await drafting();
    const { body } = await officer()
      .put(copyOf(id), { basedOn: 1, ...statement }, { ifMatch: 0 })
      .expect(200);
    const { page, hidden } = await fieldsOf(await as('tsn-handlaggare'), id);
    expect(page.text).not.toContain('Den står i formuläret.');
    expect(hidden['_copy']).toBe(String(body.version));
  });

  it('shows what did not go with what was handed in, and lets it be thrown away', async () => {
    const id = await drafting();
    await officer().put(copyOf(id), { basedOn: 1, title: 'Halvskriven rubrik' }, { ifMatch: 0 }).expect(200);
    await given(service).step('tsn-handlaggare', id, 'submit');
    const visitor = await as('tsn-handlaggare');
    const { page, hidden } = await fieldsOf(visitor, id);
    expect(page.text).toContain('Halvskriven rubrik');
    expect((await (await as('tsn-chef')).visit(address(id))).text).not.toContain('Halvskriven rubrik');
    const after = await visitor.send(`${address(id)}/arbetskopia/kasta`, {
      _token: hidden['_token']!,
      _version: hidden['_version']!,
    });
    expect(after.path).toBe(address(id));
    expect(after.text).not.toContain('Halvskriven rubrik');
    expect(await copies(id)).toBe(0);
  });

  it('left open on a confidential matter is one reading, not one for each time that it is kept', async () => {
    const id = await drafting();
    const { version } = await done(service.as('tsn-chef').get(`/consultations/${id}`));
    const marking = { provision: 'OSL 26:1', of: 'consultation', seenBy: [{ body: 'TSN' }] };
    await done(
      service
        .as('tsn-registrator')
        .post(`/consultations/${id}/mark-confidential`, marking, { ifMatch: version }),
    );
    const visitor = await as('tsn-handlaggare');
    const { hidden } = await fieldsOf(visitor, id);
    const readings = () =>
      service.database.query(
        "SELECT after->>'read' AS page FROM audit_events WHERE object_type = 'reading' AND object_id = $1",
        [id],
      );
    const before = await readings();
    expect(before).not.toEqual([]);
    const { _key, ...fields } = hidden;
    const json = { Accept: 'application/json' };
    const keep = () => visitor.send(`${address(id)}/arbetskopia`, { ...fields, title: 'Halv' }, json);
    expect([(await keep()).status, (await keep()).status]).toEqual([200, 412]);
    expect((await visitor.visit(`${address(id)}/arbetskopia`, json)).status).toBe(200);
    expect(await readings()).toEqual(before);
  });

  it('moves, removes and adds rows, and keeps everything typed', async () => {
    const id = await drafting();
    const visitor = await as('tsn-handlaggare');
    const { hidden } = await fieldsOf(visitor, id);
    const press = async (button: string) =>
      visitor.send(address(id), {
        ...hidden,
        title: 'Ny rubrik',
        ...clausesIn(['', 'att ett', 'att två']),
        'basis[0][title]': 'Underlag',
        'basis[0][date]': '2026-10-20',
        _then: button,
      });
    const clauses = (page: { text: string }) => [
      ...new Set([...page.text.matchAll(/att (?:ett|två)/g)].map(([each]) => each)),
    ];
    const moved = await press('upp-3');
    expect(moved.status).toBe(200);
    expect(clauses(moved).slice(0, 2)).toEqual(['att två', 'att ett']);
    expect(clauses(await press('ned-2')).slice(0, 2)).toEqual(['att två', 'att ett']);
    const removed = await press('bort-2');
    expect(removed.text).not.toContain('att ett');
    for (const value of ['Ny rubrik', 'Underlag', '2026-10-20'])
      expect(removed.elements.some(({ attributes }) => attributes['value'] === value)).toBe(true);
    expect((await done(officer().get(`/consultations/${id}/statement`)))['version']).toBe(1);
  });

  it('names the field of a remark or a heading that was left empty, whichever it is', async () => {
    const id = await drafting();
    const visitor = await as('tsn-handlaggare');
    const { hidden } = await fieldsOf(visitor, id);
    const sent = async (fields: Record<string, string>) =>
      (await visitor.send(address(id), { ...hidden, title: 'Rubrik', ...fields })).read;
    const said = [
      [{ 'remarks[0][text]': 'Nämn gångvägar.' }, 'Avsnittet i synpunkt 1: Texten är tom.'],
      [{ 'remarks[0][passage]': 'Boende' }, 'Synpunkt 1: Texten är tom.'],
      [{ 'remarks[0][proposal]': 'Lägg till gångvägar.' }, 'Avsnittet i synpunkt 1: Texten är tom.'],
      [{ 'sections[0][text]': 'Inga kostnader.' }, 'Rubrik utan eget fält 1: Texten är tom.'],
    ] as const;
    for (const [fields, words] of said) expect(await sent(fields)).toContain(words);
    const passage = await sent({ 'remarks[0][text]': 'Nämn gångvägar.' });
    expect(passage).not.toContain('\nSynpunkt 1: Texten är tom.');
  });

  it('shows both texts when somebody has saved meanwhile, and keeps both whatever is chosen', async () => {
    const id = await drafting();
    const visitor = await as('tsn-handlaggare');
    const { hidden } = await fieldsOf(visitor, id);
    await given(service).saveStatement(id, { ...statement, assessment: 'Den andres bedömning.' });
    const { clauses, recipients: _recipients, answers, remarks, basis, ...texts } = statement;
    const conflict = await visitor.send(address(id), {
      ...hidden,
      ...texts,
      title: 'Min rubrik',
      ...clausesIn(clauses.map(({ text }) => text)),
      recipients: 'KS',
      'answers[0][text]': answers[0]!.text,
      'answers[0][question]': '1',
      'remarks[0][passage]': remarks[0]!.passage,
      'remarks[0][text]': remarks[0]!.text,
      'basis[0][title]': basis[0]!.title,
    });
    expect(conflict.status).toBe(412);
    expect(conflict.text).toContain('Texten har ändrats av någon annan');
    const radios = conflict.elements.filter(({ attributes }) => attributes['type'] === 'radio');
    expect(radios.map(({ attributes }) => attributes['id'])).toEqual([
      'title-mine',
      'title-theirs',
      'assessment-mine',
      'assessment-theirs',
    ]);
    const saved = await visitor.send(`${address(id)}/jamka`, {
      ...Visitor.hidden(conflict),
      'val[title]': 'mine',
      'val[assessment]': 'theirs',
    });
    expect(saved.path).toBe(`${address(id)}?sparat=ja`);
    const now = await done(officer().get(`/consultations/${id}/statement`));
    expect(now).toMatchObject({ version: 4, title: 'Min rubrik', assessment: 'Den andres bedömning.' });
    const mine = await done(officer().get(`/consultations/${id}/statement/versions/3`));
    expect(mine).toMatchObject({ title: 'Min rubrik', assessment: statement.assessment });
  });

  it('shows what an import would replace, and saves what stands in the form before it', async () => {
    const id = await drafting();
    const visitor = await as('tsn-handlaggare');
    const { hidden } = await fieldsOf(visitor, id);
    const report = 'Sammanfattning\nEn ny sammanfattning.\n\nFörslag till beslut\natt avstyrka förslaget\n';
    const typed = { ...hidden, title: 'Min rubrik', summary: 'Min sammanfattning', _then: 'las-in' };
    const wrong = await visitor.send(address(id), { ...typed, _report: 'Hej' });
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('Min sammanfattning');
    const proposed = await visitor.send(address(id), { ...typed, _report: report });
    expect(proposed.status).toBe(200);
    expect(proposed.text).toContain('En ny sammanfattning.');
    const back = await visitor.send(`${address(id)}/las-in`, {
      ...Visitor.hidden(proposed),
      _then: 'tillbaka',
    });
    expect(back.text).toContain('Min sammanfattning');
    const taken = await visitor.send(`${address(id)}/las-in`, Visitor.hidden(proposed));
    expect(taken.path).toBe(`${address(id)}?sparat=ja`);
    const read = (version: number) =>
      done(officer().get(`/consultations/${id}/statement/versions/${version}`));
    expect(await read(2)).toMatchObject({ origin: 'draft', summary: 'Min sammanfattning' });
    expect(await read(3)).toMatchObject({ origin: 'import', summary: 'En ny sammanfattning.' });
  });

  it('comes back to what stood in the form when the session ended before the import was saved', async () => {
    const id = await drafting();
    const visitor = await as('tsn-handlaggare');
    const { hidden } = await fieldsOf(visitor, id);
    const report = 'Förslag till beslut\natt avstyrka förslaget\n';
    const typed = { ...hidden, title: 'Min rubrik', summary: 'Min sammanfattning', _then: 'las-in' };
    const proposed = Visitor.hidden(await visitor.send(address(id), { ...typed, _report: report }));
    for (const path of ['las-in', 'jamka']) {
      await service.database.query("UPDATE sessions SET ends_at = now() - interval '1 year'");
      expect((await visitor.send(`${address(id)}/${path}`, proposed)).path).toMatch(/^\/logga-in/);
      const back = await visitor.signIn('tsn-handlaggare', `${address(id)}/${path}`);
      expect(back.text).toContain('Min sammanfattning');
      proposed['_token'] = Visitor.hidden(back)['_token']!;
    }
  });

  it('carries no control into a text by what it carries between two forms', async () => {
    const id = await drafting();
    const visitor = await as('tsn-handlaggare');
    const { hidden } = await fieldsOf(visitor, id);
    const { status } = await visitor.send(`${address(id)}/jamka`, {
      ...hidden,
      typed: JSON.stringify({ title: 'a\u0000b' }),
    });
    expect(status).toBe(400);
  });
});
