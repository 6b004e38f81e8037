import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { projectRoot } from '../../src/config/project-root.js';
import { headingsFor } from '../../src/organisation/report-headings/read-report-headings.js';
import { KeptReports } from '../../src/web/statement/kept-reports.js';
import { done, given } from '../support/given.js';
import { sharedService } from '../support/shared-service.js';
import { Visitor, type Visited } from '../support/visitor.js';

const REPORT = readFileSync(join(projectRoot, 'test/data/import-own-headings.txt'), 'utf8');
const PATH = '/bodies/TSN/report-headings';
const HEADINGS = [
  { heading: 'I korthet för den som har bråttom', part: 'summary' },
  { heading: 'Vad frågan gäller', part: 'matter' },
  { heading: 'Så tänker vi', part: 'assessment' },
  { heading: 'Blankett T 14:2, sida 1', part: 'furniture' },
];

const service = sharedService();
beforeEach(async () => {
  await put({ headings: [] });
});

const put = async (body: object, persona = 'tsn-registrator', path = PATH) => {
  const { version } = await done(service.as('tsn-chef').get(path));
  return service.as(persona).put(path, body, { ifMatch: version });
};

/** A consultation that has just been assigned: nothing is written. */
const assigned = async () => (await given(service).assigned()).id;
const proposed = (id: string) =>
  service.as('tsn-handlaggare').postText(`/consultations/${id}/statement/import?dryRun=true`, REPORT);

describe('the headings that a body has taught', () => {
  it('are set by its registrar and administrators, by whoever has read them as they are', async () => {
    for (const persona of ['tsn-registrator', 'admin'])
      expect((await put({ headings: HEADINGS, reason: 'Ny mall' }, persona)).status).toBe(200);
    for (const persona of ['tsn-handlaggare', 'tsn-chef', 'ks-registrator'])
      expect((await put({ headings: [] }, persona)).status).toBe(403);
    await service.as('tsn-registrator').put(PATH, { headings: [] }).expect(428);
    await service.as('tsn-registrator').put(PATH, { headings: [] }, { ifMatch: 9999 }).expect(412);
    const read = await service.as('bin-registrator').get(PATH).expect(200);
    expect(read.body).toMatchObject({ body: 'TSN', headings: HEADINGS });
    expect(read.headers['etag']).toBe(`"${read.body.version}"`);
    const { items } = await done(service.as('admin').get('/bodies/TSN/audit-trail?limit=100'));
    expect(items).toContainEqual(
      expect.objectContaining({
        verb: 'set-report-headings',
        objectType: 'paper-form',
        actor: 'tsn-registrator',
        reason: 'Ny mall',
        after: expect.objectContaining({ headings: HEADINGS }),
      }),
    );
  });

  it('are refused where one stands twice, is empty or is nothing that there is', async () => {
    const twice = await put({
      headings: [
        { heading: 'Så tänker vi', part: 'assessment' },
        { heading: '2. SÅ TÄNKER VI:', part: 'matter' },
      ],
    });
    expect(twice.status).toBe(422);
    expect(twice.body.errors).toMatchObject([{ pointer: '/headings/1/heading', code: 'heading-twice' }]);
    expect((await put({ headings: [{ heading: ' ', part: 'matter' }] })).status).toBe(422);
    expect((await put({ headings: [{ heading: 'Hej', part: 'title' }] })).status).toBe(422);
    await service.as('tsn-registrator').get('/bodies/XX/report-headings').expect(404);
  });

  it('are what an import for the body goes by, and for no other', async () => {
    const id = await assigned();
    await proposed(id).expect(422);
    await put({ headings: HEADINGS }, 'bin-registrator', '/bodies/BIN/report-headings');
    await proposed(id).expect(422);
    await put({ headings: HEADINGS });
    const { body } = await proposed(id).expect(200);
    expect(body.statement).toMatchObject({
      summary: 'Kontoret föreslår att nämnden tillstyrker förslaget om ett cykelstråk längs ån.',
    });
    expect(body.facts).toContainEqual(
      expect.objectContaining({ fact: 'assessment', how: 'own-heading', confidence: 'certain' }),
    );
    expect(body.unrecognised).toEqual([
      'Vi vill att nämnden bestämmer',
      'Papper som hör till',
      'Går vidare hit',
    ]);
    expect(body.unplaced).toContainEqual({ line: 12, text: 'Blankett T 14:2, sida 2' });
  });

  it('are those of the body that keeps its register, where it has not said otherwise', async () => {
    await done(service.as('admin').patch('/bodies/TSN', { registerKeptBy: 'KS' }, { ifMatch: '*' }));
    const keeper = '/bodies/KS/report-headings';
    try {
      await put({ headings: HEADINGS }, 'ks-registrator', keeper);
      await put({ headings: [{ heading: 'Så tänker vi', part: 'section' }] }, 'admin');
      expect(await headingsFor(service.database, 'TSN')).toEqual([
        ...HEADINGS,
        { heading: 'Så tänker vi', part: 'section' },
      ]);
    } finally {
      await put({ headings: [] }, 'ks-registrator', keeper);
      await done(service.as('admin').patch('/bodies/TSN', { registerKeptBy: null }, { ifMatch: '*' }));
    }
  });
});

const signedIn = async (persona: string) => Visitor.signedIn(service.base, persona);

/** Somebody who writes statements and keeps the body's register too. */
async function withBothRoles(work: (visitor: Visitor) => Promise<void>): Promise<void> {
  const roles = (...all: string[]) =>
    done(service.as('admin').put('/bodies/TSN/people/tsn-handlaggare', { roles: all }, { ifMatch: '*' }));
  await roles('officer', 'registrar');
  try {
    await work(await signedIn('tsn-handlaggare'));
  } finally {
    await roles('officer');
  }
}

/** What somebody chose of each line that is asked of. */
const chosen = (page: Visited, parts: Record<string, string>): Record<string, string> => {
  const { lines, fields } = asked(page);
  const named = Object.entries(parts).map(([line, part]) => {
    expect(lines).toContain(line);
    return [`headings[${lines.indexOf(line)}][part]`, part];
  });
  return { ...fields, ...Object.fromEntries(named) };
};

const OWN = {
  'I korthet för den som har bråttom': 'summary',
  'Vad frågan gäller': 'matter',
  'Så tänker vi': 'assessment',
  'Vi vill att nämnden bestämmer': 'clauses',
  'Papper som hör till': 'basis',
  'Går vidare hit': 'recipients',
};

/** The lines that the page asks of, and the rest of what its form sends. */
function asked(page: Visited): { lines: string[]; fields: Record<string, string> } {
  const hidden = page.elements
    .slice(
      page.elements.findIndex(({ attributes }) => attributes['action']?.endsWith('/rubriker')),
      page.elements.findIndex(({ attributes }) => attributes['action']?.endsWith('/las-in')),
    )
    .filter(({ name, attributes }) => name === 'input' && attributes['type'] === 'hidden')
    .map(({ attributes }) => [attributes['name']!, attributes['value']!] as const);
  const lines = hidden.filter(([name]) => name.endsWith('[heading]')).map(([, value]) => value);
  return { lines, fields: Object.fromEntries(hidden) };
}

describe('the page of an import', () => {
  const report = `Sammanfattning\nKort.\n\nSå tänker vi\nStråket behövs för alla. Broarna bör byggas först av allt.\n\nFörslag till beslut\natt tillstyrka\n`;

  const propose = async (visitor: Visitor, id: string) => {
    const editor = `/svar/${id}/yttrande`;
    const fields = Visitor.hidden(await visitor.visit(editor));
    return visitor.send(editor, { ...fields, title: 'Min rubrik', _report: report, _then: 'las-in' });
  };

  it('asks whoever may teach them what the headings are, and reads the same text anew', async () => {
    const id = await assigned();
    await withBothRoles(async (visitor) => {
      const page = await propose(visitor, id);
      expect(page.text).toContain('Den här rubriken är …');
      const { lines, fields } = asked(page);
      const at = lines.indexOf('Så tänker vi');
      expect(at).toBeGreaterThanOrEqual(0);

      const wrong = await visitor.send(`/svar/${id}/yttrande/rubriker`, {
        ...fields,
        [`headings[${at}][part]`]: 'x',
      });
      expect(asked(wrong).lines).toEqual(lines);
      const anew = await visitor.send(`/svar/${id}/yttrande/rubriker`, {
        ...fields,
        [`headings[${at}][part]`]: 'assessment',
      });
      expect(anew.status).toBe(200);
      expect(asked(anew).lines).not.toContain('Så tänker vi');
      expect((await done(service.as('tsn-chef').get(PATH))).headings).toEqual([
        { heading: 'Så tänker vi', part: 'assessment' },
      ]);

      const taken = await visitor.send(`/svar/${id}/yttrande/las-in`, Visitor.hidden(anew));
      expect(taken.path).toBe(`/svar/${id}/yttrande?sparat=ja`);
      expect(await done(service.as('tsn-handlaggare').get(`/consultations/${id}/statement`))).toMatchObject({
        assessment: 'Stråket behövs för alla. Broarna bör byggas först av allt.',
        sections: [],
      });
      const first = await done(
        service.as('tsn-handlaggare').get(`/consultations/${id}/statement/versions/1`),
      );
      expect(first).toMatchObject({ title: 'Min rubrik' });
    });
  });

  it('says to others who may teach them, and takes nothing from them', async () => {
    const id = await assigned();
    const visitor = await signedIn('tsn-handlaggare');
    const page = await propose(visitor, id);
    expect(page.text).toContain('registrator eller systemförvaltare kan lära in dem');
    expect(page.text).not.toContain('Den här rubriken är …');
    await visitor.send(`/svar/${id}/yttrande/rubriker`, {
      ...Visitor.hidden(page),
      _report: report,
      _version: '1',
      'headings[0][heading]': 'Så tänker vi',
      'headings[0][part]': 'matter',
    });
    expect((await done(service.as('tsn-chef').get(PATH))).headings).toEqual([]);
  });
});

describe('a report of which no heading is known', () => {
  const editorOf = (id: string) => `/svar/${id}/yttrande`;
  const withFile = async (
    visitor: Visitor,
    path: string,
    from: string,
    name: string,
    files: [string, string][],
  ) => {
    const form = new FormData();
    for (const [field, value] of Object.entries(Visitor.hidden(await visitor.visit(from))))
      form.set(field, value);
    if (path.endsWith('/fil')) form.set('title', 'Min rubrik');
    for (const [fileName, content] of files) form.append(name, new Blob([content]), fileName);
    return visitor.request(path, {
      method: 'POST',
      body: form,
      headers: { 'Sec-Fetch-Site': 'same-origin', Origin: service.base },
    });
  };
  const READ = {
    statement: {
      assessment: 'Stråket behövs. Broarna bör byggas först.',
      clauses: [
        { text: 'Nämnden tillstyrker förslaget.' },
        { text: 'Yttrandet översänds till kommunstyrelsen.' },
      ],
      recipients: [{ body: 'KS' }],
    },
  };

  it.each(['text', 'file'])('asks what its lines are, and is read anew when it is said: a %s', async (of) => {
    const id = await assigned();
    await withBothRoles(async (visitor) => {
      const page =
        of === 'file'
          ? await withFile(visitor, `${editorOf(id)}/fil`, editorOf(id), 'file', [['rapport.txt', REPORT]])
          : await visitor.fill(editorOf(id), { title: 'Min rubrik', _report: REPORT, _then: 'las-in' });
      expect(page.status).toBe(422);
      expect(page.text).toContain('Ingen rubrik känns igen');
      const still = await visitor.send(
        `${editorOf(id)}/rubriker`,
        chosen(page, { 'Cykelstråk längs ån': 'furniture' }),
      );
      expect([still.status, asked(still).lines.includes('Cykelstråk längs ån')]).toEqual([422, false]);
      const read = await visitor.send(`${editorOf(id)}/rubriker`, chosen(still, OWN));
      expect(read.status).toBe(200);
      expect(asked(read).lines).not.toContain('Så tänker vi');
      await visitor.send(`${editorOf(id)}/las-in`, Visitor.hidden(read));
      expect(await done(service.as('tsn-handlaggare').get(`/consultations/${id}/statement`))).toMatchObject(
        READ.statement,
      );
      const typed = await done(
        service.as('tsn-handlaggare').get(`/consultations/${id}/statement/versions/1`),
      );
      expect(typed['title']).toBe('Min rubrik');
    });
  });

  it('leads back to what was typed', async () => {
    const id = await assigned();
    await withBothRoles(async (visitor) => {
      const page = await withFile(visitor, `${editorOf(id)}/fil`, editorOf(id), 'file', [['a.txt', REPORT]]);
      const back = await visitor.send(`${editorOf(id)}/las-in`, {
        ...Visitor.hidden(page),
        _then: 'tillbaka',
      });
      expect(back.html).toContain('Min rubrik');
    });
    expect((await done(service.as('tsn-chef').get(PATH))).headings).toEqual([]);
  });

  it('is kept for nobody else: another who knows its key has to choose the file again', async () => {
    const id = await assigned();
    await withBothRoles(async (visitor) => {
      const page = await withFile(visitor, `${editorOf(id)}/fil`, editorOf(id), 'file', [['a.txt', REPORT]]);
      const fields = chosen(page, OWN);
      const kept = service.app.get(KeptReports);
      expect(await kept.find('bin-handlaggare', fields['_paper'])).toBeUndefined();
      expect(await kept.find('tsn-handlaggare', fields['_paper'])).toHaveLength(1);
      const lost = await visitor.send(`${editorOf(id)}/rubriker`, { ...fields, _paper: 'annan-nyckel' });
      expect(lost.text).toContain('välj den igen');
    });
  });

  it('names its lines to those who may not teach them, and whom to ask', async () => {
    const id = await assigned();
    const visitor = await signedIn('tsn-handlaggare');
    const page = await withFile(visitor, `${editorOf(id)}/fil`, editorOf(id), 'file', [['a.txt', REPORT]]);
    expect(page.status).toBe(422);
    expect(page.text).toContain('”Så tänker vi”');
    expect(page.text).toContain('registrator eller systemförvaltare kan lära in dem');
    expect(page.text).not.toContain('Den här rubriken är …');
  });

  it('among several files is asked of once, and all are read anew', async () => {
    const id = await assigned();
    const { ownCaseNumber } = await done(service.as('tsn-handlaggare').get(`/consultations/${id}`));
    const files: [string, string][] = [
      ['a.txt', REPORT.replace('2026-09-14', `2026-09-14\nÄrendenummer: ${String(ownCaseNumber)}`)],
      ['b.txt', REPORT],
    ];
    const path = '/tjansteskrivelser/tsn';
    const plain = await withFile(await signedIn('tsn-handlaggare'), path, path, 'files', files);
    expect(plain.text).toContain('”Så tänker vi”');
    expect(plain.text).not.toContain('Den här rubriken är …');
    await withBothRoles(async (visitor) => {
      const page = await withFile(visitor, path, path, 'files', files);
      expect(page.text).toContain('Ingen av filerna kan läsas in.');
      const wrong = await visitor.send(`${path}/rubriker`, chosen(page, { 'Så tänker vi': 'x' }));
      expect(wrong.text).toContain('Ingen av filerna kan läsas in.');
      const read = await visitor.send(`${path}/rubriker`, chosen(wrong, OWN));
      expect(read.text).toContain('Det här kan läsas in');
      const hidden = Visitor.hidden(read);
      const taken = await visitor.send(`${path}/las-in`, { ...hidden, rad: '0' });
      expect(taken.text).toContain('Så gick det: 1 / 1');
    });
    expect(await done(service.as('tsn-handlaggare').get(`/consultations/${id}/statement`))).toMatchObject(
      READ.statement,
    );
    const refused = await (await signedIn('tsn-registrator')).send(`${path}/rubriker`, {});
    expect(refused.status).toBe(404);
  });
});

describe('the administration', () => {
  it('lists the headings, adds one and takes one away', async () => {
    const visitor = await signedIn('tsn-registrator');
    const list = '/forvaltning/rubriker?namnd=TSN';
    expect((await visitor.visit(list)).text).toContain('Inga egna rubriker');
    const add = '/forvaltning/rubriker/TSN/ny';
    const fields = {
      ...Visitor.hidden(await visitor.visit(add)),
      heading: 'Så tänker vi',
      part: 'assessment',
    };
    const empty = await visitor.send(add, { ...fields, heading: '' });
    expect([empty.status, empty.text.includes('Skriv rubriken'), empty.text.includes('headings')]).toEqual([
      422,
      true,
      false,
    ]);
    const added = await visitor.send(add, fields);
    expect(added.path).toBe(`${list}&klart=ja`);
    expect(added.text).toContain('Så tänker vi');
    const again = await visitor.fill(add, { heading: 'så tänker vi:', part: 'matter' });
    expect(again.status).toBe(422);
    expect(again.text).toContain('finns redan i listan');
    const remove = '/forvaltning/rubriker/TSN/0/ta-bort';
    const removed = await visitor.fill(remove);
    expect(removed.path).toBe(`${list}&klart=ja`);
    expect((await done(service.as('tsn-chef').get(PATH))).headings).toEqual([]);
    expect((await (await signedIn('tsn-handlaggare')).visit(add)).status).toBe(404);
  });
});
