import { describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { done, given, statement as written } from '../support/given.js';
import { sharedService } from '../support/shared-service.js';
import { Visitor } from '../support/visitor.js';

const service = sharedService();

const officer = () => service.as('tsn-handlaggare');

/** A consultation that has just been assigned: nothing is written. */
const assigned = async () => (await given(service).assigned()).id;
const REPORT = `Datum: 2026-11-02
Handläggare: Eva Lund

Yttrande över planen

Ärendet
Kommunfullmäktige beslutade den 22 maj 2023 att planen ska revideras (§ 134). Ärendet hör ihop med KS 2023/474.
Svar ska lämnas senast den 15 december 2026.

Förslag till beslut
Tekniska servicenämnden beslutar
att tillstyrka planen.
`;

const FOUND = [
  {
    fact: 'prior-decision',
    body: 'KF',
    date: '2023-05-22',
    section: '134',
    text: 'planen ska revideras',
  },
  { fact: 'related-case', text: 'KS 2023/474' },
  { fact: 'date', date: '2026-11-02' },
  { fact: 'deadline', date: '2026-12-15' },
  { fact: 'officer', text: 'Eva Lund' },
];

const statement = (id: string) => done(officer().get(`/consultations/${id}/statement`));
const put = (id: string, version: number, body: object) =>
  officer().put(`/consultations/${id}/statement`, body, { ifMatch: version });

describe('what an import finds beside the text', () => {
  it('is saved with the version, and stays with it when it is corrected in the next', async () => {
    const id = await assigned();
    const { body } = await officer()
      .postText(`/consultations/${id}/statement/import`, REPORT, { ifMatch: 0 })
      .expect(200);
    expect(body.statement.found).toEqual(FOUND);
    expect((await statement(id))['found']).toEqual(FOUND);

    const corrected = [{ ...FOUND[0], section: '135' }, FOUND[1]];
    await put(id, 1, { title: 'Yttrande', found: corrected }).expect(200);
    expect((await statement(id))['found']).toEqual(corrected);
    const first = await done(officer().get(`/consultations/${id}/statement/versions/1`));
    expect(first['found']).toEqual(FOUND);

    const { fields } = await done(officer().get(`/consultations/${id}/statement/versions/2/diff`));
    const changed = (fields as { field: string; items: { change: string }[] }[]).find(
      ({ field }) => field === 'found',
    );
    expect(changed!.items.map(({ change }) => change)).toEqual([
      'changed',
      'same',
      'removed',
      'removed',
      'removed',
    ]);
  });

  it('is none where nothing was found or it was left out', async () => {
    const id = await assigned();
    expect((await statement(id))['found']).toEqual([]);
    await put(id, 0, { title: 'Yttrande' }).expect(200);
    expect((await statement(id))['found']).toEqual([]);
  });

  it('of a version from before it was kept is nothing, and a save that changes nothing makes no version', async () => {
    const id = await assigned();
    await put(id, 0, { title: 'Yttrande' }).expect(200);
    const owner = new pg.Client({ connectionString: service.databaseUrl });
    await owner.connect();
    await owner.query(
      `SET session_replication_role = replica;
       UPDATE statement_versions SET content = content - 'found' WHERE consultation_id = '${id}'`,
    );
    await owner.end();
    expect((await statement(id))['found']).toEqual([]);
    const { body } = await put(id, 1, { title: 'Yttrande' }).expect(200);
    expect(body.version).toBe(1);
  });

  it.each([
    [{ fact: 'prior-decision', body: 'KF' }, '/found/0/date'],
    [{ fact: 'prior-decision', date: '2023-05-22' }, '/found/0/body'],
    [{ fact: 'related-case' }, '/found/0/text'],
    [{ fact: 'deadline', text: 'i morgon' }, '/found/0/date'],
    [{ fact: 'date', date: '2023-02-30' }, '/found/0/date'],
    [{ fact: 'officer' }, '/found/0/text'],
    [{ fact: 'areas', text: 'x' }, '/found/0/fact'],
  ])('that is not whole is refused, naming what is missing: %j', async (fact, pointer) => {
    const id = await assigned();
    const { body } = await put(id, 0, { title: 'Yttrande', found: [fact] }).expect(422);
    expect(body.errors.map((error: { pointer: string }) => error.pointer)).toEqual([pointer]);
    expect((await statement(id))['version']).toBe(0);
  });

  it('is there for whoever asked only once it is forwarded, as the statement is', async () => {
    const { consultation, saveStatement, step } = given(service);
    const { id } = await consultation('drafting');
    await saveStatement(id, { ...written, found: [FOUND[0]] });
    const asIssuer = () => service.as('ks-registrator').get(`/consultations/${id}/statement`);
    await asIssuer().expect(404);
    await given(service).goOn(id, 'drafting', 'confirmed');
    await asIssuer().expect(404);
    await step('tsn-sekreterare', id, 'forward');
    expect((await done(asIssuer()))['found']).toEqual([FOUND[0]]);
  });
});

describe('the form of a statement', () => {
  it('has it by kind below the rest, where it is corrected, added to and removed without a script', async () => {
    const id = await assigned();
    await officer().postText(`/consultations/${id}/statement/import`, REPORT, { ifMatch: 0 }).expect(200);
    const visitor = await Visitor.signedIn(service.base, 'tsn-handlaggare');
    const page = await visitor.visit(`/svar/${id}/yttrande`);
    expect(page.text).toContain('Ur tjänsteskrivelsen');
    expect(page.html).toContain('value="Kommunfullmäktige"');
    const typed = {
      title: 'Yttrande',
      'found[0][fact]': 'prior-decision',
      'found[0][body]': 'kommunfullmäktige',
      'found[0][date]': '2023-05-22',
      'found[0][section]': '§ 135',
      'found[1][fact]': 'related-case',
      'found[1][text]': '',
      'found[2][fact]': 'officer',
      'found[2][text]': 'Eva Lund',
    };
    const saved = await visitor.send(`/svar/${id}/yttrande`, { ...Visitor.hidden(page), ...typed });
    expect(saved.text).toContain('Sparat som version 2');
    expect((await statement(id))['found']).toEqual([
      { fact: 'prior-decision', body: 'KF', date: '2023-05-22', section: '135' },
      { fact: 'officer', text: 'Eva Lund' },
    ]);
    const wrong = await visitor.send(`/svar/${id}/yttrande`, {
      ...Visitor.hidden(saved),
      ...typed,
      'found[0][date]': '',
    });
    expect(wrong.status).toBe(422);
    expect(wrong.html).toContain('id="found[0][date]-error"');
  });
});

it('what an import warned of stands in the editor once it is imported, and not after the next save', async () => {
  const id = await assigned();
  const visitor = await Visitor.signedIn(service.base, 'tsn-handlaggare');
  const path = `/svar/${id}/yttrande`;
  const report = `${REPORT}\nBeslutet skickas till\nEva vid torget\n`;
  const proposed = await visitor.fill(path, { _then: 'las-in', _report: report });
  const warned = 'Eget diarienummer saknas.';
  expect(proposed.text).toContain(warned);
  const imported = await visitor.send(`${path}/las-in`, Visitor.hidden(proposed));
  expect(imported.path).toBe(`${path}?sparat=ja`);
  expect(imported.text).toContain(warned);
  const saved = await visitor.send(path, { ...Visitor.hidden(imported), title: 'Yttrande' });
  expect(saved.text).toContain('Sparat som version');
  expect(saved.text).not.toContain(warned);
});
