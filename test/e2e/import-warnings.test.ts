import { describe, expect, it } from '@jest/globals';
import { MOST_WARNINGS } from '../../src/statements/staff-report/report-warning.js';
import { done, given } from '../support/given.js';
import { sharedService } from '../support/shared-service.js';
import { Visitor } from '../support/visitor.js';

const service = sharedService();

const REPORT = `Sammanfattning\nKort.\n\nBeslutsunderlag\nYttrande över planen\n\nFörslag till beslut\natt tillstyrka\n`;
const UNDATED = 'Beslutsunderlaget ”Yttrande över planen” saknar datum.';

const assigned = async () => (await given(service).assigned()).id;
const address = (id: string) => `/consultations/${id}/statement`;
const importInto = (id: string, text = REPORT) =>
  done(service.as('tsn-handlaggare').postText(`${address(id)}/import`, text, { ifMatch: '*' }));
const warningsOf = async (id: string, person = 'tsn-handlaggare', language = 'sv') =>
  (await done(service.as(person).get(address(id)).set('Accept-Language', language)))['importWarnings'];
const dismiss = (id: string, ifMatch: number | undefined, person = 'tsn-handlaggare') =>
  service.as(person).delete(`${address(id)}/import-warnings`, ifMatch === undefined ? {} : { ifMatch });
const signedIn = async (): Promise<Visitor> => {
  const visitor = new Visitor(service.base);
  await visitor.signIn('tsn-handlaggare');
  return visitor;
};

describe('what an import warned of', () => {
  it('stands with the version that it made, for the body’s own staff, in the language of each', async () => {
    const id = await assigned();
    const { warnings } = await importInto(id);
    expect(warnings).toContainEqual({ code: 'undated-basis', line: 5, detail: UNDATED });
    expect(await warningsOf(id)).toEqual(warnings);
    expect(await warningsOf(id, 'tsn-chef', 'en')).toContainEqual({
      code: 'undated-basis',
      line: 5,
      detail: 'The basis document “Yttrande över planen” is undated.',
    });
    const trail = await done(service.as('admin').get('/bodies/TSN/audit-trail?limit=100'));
    expect(JSON.stringify(trail)).not.toContain('saknar datum');
  });

  it('is gone when the officer saves a version, and of the earlier version alone when another is imported', async () => {
    const id = await assigned();
    await importInto(id);
    await importInto(id, `${REPORT}\nMottagare\nEva vid torget\n`);
    expect(await warningsOf(id)).toContainEqual(expect.objectContaining({ code: 'unread-recipients' }));
    await done(service.as('tsn-handlaggare').put(address(id), { title: 'Min' }, { ifMatch: 2 }));
    expect(await warningsOf(id)).toBeUndefined();
  });

  it('is ticked off by whoever may save, of the version that they have read', async () => {
    const id = await assigned();
    await importInto(id);
    for (const person of ['tsn-chef', 'tsn-registrator'])
      expect((await dismiss(id, 1, person)).status).toBe(403);
    for (const person of ['bin-handlaggare', 'ks-registrator'])
      expect((await dismiss(id, 1, person)).status).toBe(404);
    expect((await dismiss(id, undefined)).status).toBe(428);
    expect((await dismiss(id, 0)).status).toBe(412);
    expect(await warningsOf(id)).toHaveLength(6);
    expect((await dismiss(id, 1)).status).toBe(204);
    expect(await warningsOf(id)).toBeUndefined();
    expect((await dismiss(id, 1)).status).toBe(204);
    const { version, basis } = await done(service.as('tsn-handlaggare').get(address(id)));
    expect([version, basis]).toEqual([1, [{ title: 'Yttrande över planen' }]]);
  });

  it('is no longer ticked off once the draft is handed in, and is not there once it is decided', async () => {
    const { id } = await given(service).consultation('drafting', {});
    await importInto(id);
    await given(service).saveStatement(id, {
      title: 'Klar',
      clauses: [{ text: 'att tillstyrka' }],
      recipients: [{ body: 'KS' }],
    });
    await importInto(id, `Ärende: Klar\n\n${REPORT}\nMottagare\nKommunstyrelsen\n`);
    const { version } = await done(service.as('tsn-handlaggare').get(address(id)));
    await done(service.as('tsn-handlaggare').post(`/consultations/${id}/submit`, {}, { ifMatch: '*' }));
    expect((await dismiss(id, version)).status).toBe(409);
    expect(await warningsOf(id, 'tsn-chef')).not.toHaveLength(0);
  });

  it('is bounded', async () => {
    const id = await assigned();
    const documents = Array.from({ length: 90 }, (_, at) => `- Bilaga ${at + 1} till planen`);
    const clauses = Array.from({ length: 60 }, (_, at) => `${at + 1}. Nämnden beslutar enligt ovan ${at}`);
    const text = `Sammanfattning\nKort.\n\nBeslutsunderlag\n${documents.join('\n')}\n\nFörslag till beslut\n${clauses.join('\n')}\n`;
    const { warnings } = await importInto(id, text);
    expect((warnings as unknown[]).length).toBeGreaterThan(MOST_WARNINGS);
    expect(await warningsOf(id)).toHaveLength(MOST_WARNINGS);
  });
});

describe('the editor', () => {
  const editor = (id: string) => `/svar/${id}/yttrande`;
  const proposedIn = async (visitor: Visitor, id: string) =>
    visitor.fill(editor(id), { title: 'Min rubrik', _report: REPORT, _then: 'las-in' });

  it('shows it after a reload too, until it is ticked off, and loses nothing that is typed', async () => {
    const id = await assigned();
    const visitor = await signedIn();
    const proposed = await proposedIn(visitor, id);
    const imported = await visitor.send(`${editor(id)}/las-in`, Visitor.hidden(proposed));
    expect(imported.text).toContain(UNDATED);
    const again = await visitor.visit(editor(id));
    expect(again.text).toContain(UNDATED);
    expect(await warningsOf(id, 'tsn-handlaggare', 'en')).toContainEqual(
      expect.objectContaining({ detail: 'The basis document “Yttrande över planen” is undated.' }),
    );
    const ticked = await visitor.send(editor(id), {
      ...Visitor.hidden(again),
      summary: 'Skriver vidare',
      _then: 'sett',
    });
    expect(ticked.text).not.toContain(UNDATED);
    expect(ticked.html).toContain('Skriver vidare');
    expect((await visitor.visit(editor(id))).text).not.toContain(UNDATED);
    expect((await done(service.as('tsn-handlaggare').get(address(id))))['version']).toBe(2);
  });

  it('takes what a page carries for no more than it is', async () => {
    const id = await assigned();
    const visitor = await signedIn();
    const hidden = Visitor.hidden(await proposedIn(visitor, id));
    for (const warned of ['inget', '[1]', '[null]', '{"a":1}'])
      expect(
        (await visitor.send(`${editor(id)}/las-in`, { ...hidden, warned, _key: `k${warned.length}` })).status,
      ).not.toBe(500);
    expect(await warningsOf(id)).toBeUndefined();
  });
});
