import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { projectRoot } from '../../src/config/project-root.js';
import { headingsFor } from '../../src/organisation/report-headings/read-report-headings.js';
import { done, given, NOW } from '../support/given.js';
import { startService, type Service } from '../support/service.js';
import { Visitor, type Visited } from '../support/visitor.js';

const REPORT = readFileSync(join(projectRoot, 'test/data/import-own-headings.txt'), 'utf8');
const PATH = '/bodies/TSN/report-headings';
const HEADINGS = [
  { heading: 'I korthet för den som har bråttom', part: 'summary' },
  { heading: 'Vad frågan gäller', part: 'matter' },
  { heading: 'Så tänker vi', part: 'assessment' },
  { heading: 'Blankett T 14:2, sida 1', part: 'furniture' },
];

let service: Service;
let base: string;
beforeAll(async () => {
  service = await startService();
  service.setNow(NOW);
  base = await service.app.getUrl();
});
beforeEach(async () => {
  await put({ headings: [] });
});
afterAll(() => service.stop());

const put = async (body: object, persona = 'tsn-registrator', path = PATH) => {
  const { version } = await done(service.as('tsn-chef').get(path));
  return service.as(persona).put(path, body, { ifMatch: version });
};

/** A consultation that has just been assigned: nothing is written. */
async function assigned(): Promise<string> {
  const { sentReferral, consultationOf, step } = given(service);
  const { id } = await consultationOf('tsn-registrator', await sentReferral());
  await step('tsn-registrator', id, 'register');
  await step('tsn-chef', id, 'assign', { officer: 'tsn-handlaggare' });
  return id;
}

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
      expect.objectContaining({ fact: 'assessment', how: 'own-heading', certainty: 'certain' }),
    );
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

const signedIn = async (persona: string) => Visitor.signedIn(base, persona);

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
    const any = { ifMatch: '*' };
    const roles = (...all: string[]) =>
      done(service.as('admin').put('/bodies/TSN/people/tsn-handlaggare', { roles: all }, any));
    await roles('officer', 'registrar');
    try {
      const visitor = await signedIn('tsn-handlaggare');
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
    } finally {
      await roles('officer');
    }
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
    const added = await visitor.send(add, fields);
    expect(added.path).toBe(`${list}&klart=ja`);
    expect(added.text).toContain('Så tänker vi');
    const again = await visitor.send(add, {
      ...Visitor.hidden(await visitor.visit(add)),
      heading: 'så tänker vi:',
      part: 'matter',
    });
    expect(again.status).toBe(422);
    expect(again.text).toContain('finns redan i listan');
    const remove = '/forvaltning/rubriker/TSN/0/ta-bort';
    const removed = await visitor.send(remove, Visitor.hidden(await visitor.visit(remove)));
    expect(removed.path).toBe(`${list}&klart=ja`);
    expect((await done(service.as('tsn-chef').get(PATH))).headings).toEqual([]);
    expect((await (await signedIn('tsn-handlaggare')).visit(add)).status).toBe(404);
  });
});
