import { describe, expect, it } from '@jest/globals';
import { FreezePapers } from '../../src/forwarding/freeze-papers.js';
import { done, given } from '../support/given.js';
import { bytesOf } from '../support/papers.js';
import { png } from '../support/png.js';
import { sharedService } from '../support/shared-service.js';
import { until } from '../support/until.js';
import { Visitor, type Visited } from '../support/visitor.js';

const service = sharedService();

const FORM = '/bodies/TSN/paper-forms/statement';
const PARTS = [
  { part: 'matter', heading: 'Bakgrund' },
  { part: 'decision', heading: 'Nämndens beslut' },
  { part: 'summary', heading: '' },
];
const textOf = async (path: string, persona = 'tsn-registrator') =>
  (await bytesOf(service.as(persona).get(path)).expect(200)).body.toString() as string;
const versionOf = async (path: string) => (await done(service.as('tsn-chef').get(path))).version;
const put = async (path: string, form: object, persona = 'tsn-registrator') =>
  service.as(persona).put(path, form, { ifMatch: await versionOf(path) });

describe('the form of a body’s papers', () => {
  it('is the plain one until the body has its own, and is set by its registrar and administrators', async () => {
    const path = '/bodies/TSN/paper-forms/staff-report';
    const plain = await done(service.as('bin-registrator').get(path));
    expect(plain).toMatchObject({
      body: 'TSN',
      kind: 'staff-report',
      clauses: 'sentences',
      isDefault: true,
      version: 1,
    });
    expect(plain['parts'][0]).toEqual({ part: 'summary', heading: 'Sammanfattning' });
    expect((await service.as('tsn-chef').get(path)).headers['etag']).toBe('"1"');

    for (const persona of ['tsn-registrator', 'admin'])
      expect((await put(path, { clauses: 'numbered' }, persona)).status).toBe(200);
    for (const persona of ['tsn-handlaggare', 'tsn-chef', 'ks-registrator'])
      expect((await put(path, { clauses: 'points' }, persona)).status).toBe(403);
    const own = await done(service.as('tsn-chef').get(path));
    expect(own).toMatchObject({ clauses: 'numbered', isDefault: false, version: 3 });
  });

  it('is changed by whoever has read it as it is, and each change is in the trail', async () => {
    const path = '/bodies/TSN/paper-forms/receipt';
    await service
      .as('tsn-registrator')
      .put(path, { foot: ['X'] })
      .expect(428);
    await service
      .as('tsn-registrator')
      .put(path, { foot: ['X'] }, { ifMatch: 7 })
      .expect(412);
    expect(await done(service.as('tsn-chef').get(path))).toMatchObject({ isDefault: true, version: 1 });
    expect((await put(path, { foot: ['Stadshuset'], reason: 'Flytt' })).status).toBe(200);
    const { items } = await done(service.as('admin').get('/bodies/TSN/audit-trail?limit=100'));
    expect(items.at(-1)).toMatchObject({ verb: 'set-paper-form', objectType: 'paper-form', actor: 'tsn-registrator', reason: 'Flytt', before: { form: { foot: [] } }, after: { form: { foot: ['Stadshuset'] } } }); // prettier-ignore
  });

  it('is refused with every mistake in it, each by its place', async () => {
    const { status, body } = await put(FORM, {
      parts: [
        { part: 'consultees', heading: 'Remissinstanser' },
        { part: 'summary', heading: 'Sammanfattning' },
        { part: 'summary', heading: 'Igen' },
        { part: 'section', heading: '' },
        { part: 'section', heading: 'Barnperspektiv' },
        { part: 'section', heading: 'barnperspektiv' },
      ],
      logotype: Buffer.from('<svg/>').toString('base64'),
    });
    expect(status).toBe(422);
    expect(
      (body.errors as { pointer: string; code: string }[]).map(({ pointer, code }) => [pointer, code]),
    ).toEqual([
      ['/parts/0/part', 'no-such-part'],
      ['/parts/2/part', 'part-twice'],
      ['/parts/3/heading', 'section-without-heading'],
      ['/parts/5/part', 'part-twice'],
      ['/logotype', 'logotype'],
    ]);
    expect((await put(FORM, { parts: [{ part: 'epilogue', heading: 'X' }] })).status).toBe(422);
    expect((await put(FORM, { foot: ['två\nrader'], colour: 'red' })).status).toBe(422);
    for (const path of ['/bodies/TSN/paper-forms/toString', '/bodies/XX/paper-forms/statement'])
      await service.as('tsn-registrator').get(path).expect(404);
  });

  it('shows in what is written from then on, and in nothing that was written before', async () => {
    const earlier = (await given(service).consultation('forwarded')).id;
    const shape = {
      name: 'Remissyttrande',
      parts: PARTS,
      clauses: 'numbered',
      letterhead: ['Tekniska förvaltningen'],
    };
    const before = await textOf(`/consultations/${earlier}/papers/statement?format=txt`);
    expect(before).toContain('Sammanfattning\n---');
    expect((await put(FORM, { ...shape, logotype: png().toString('base64') })).status).toBe(200);
    expect(await textOf(`/consultations/${earlier}/papers/statement?format=txt`)).toBe(before);

    const { id, dispatch } = await given(service).consultation('forwarded');
    const read = `/consultations/${id}/papers/statement?format=txt`;
    for (const persona of ['tsn-registrator', 'ks-registrator']) {
      const text = await textOf(read, persona);
      const found = text.match(/^.+(?=\n-+$)/gm)!;
      expect(found.slice(0, 3)).toEqual(['Bakgrund', 'Nämndens beslut', 'Bedömning']);
      expect(text).toContain('Tekniska servicenämnden\nTekniska förvaltningen\nRemissyttrande\n');
      expect(text).toMatch(/^1\. att tillstyrka/m);
    }
    // Another body's papers have their own form, and so has another kind.
    expect(await textOf(`/consultations/${id}/papers/minutes-extract?format=txt`)).toContain(
      'Sammanfattning\n---',
    );

    // Also where the paper is not frozen before the form is changed anew.
    const { version } = await done(service.as('tsn-chef').get(FORM));
    expect((await put(FORM, { name: 'Yttrande till annan' })).status).toBe(200);
    await service.app.get(FreezePapers).freeze(dispatch.id);
    const frozen = `/dispatches/${dispatch.id}/paper`;
    await until(
      async () => (await service.as('tsn-registrator').get(frozen)).status,
      (status) => status === 200,
    );
    const { headers } = await bytesOf(service.as('ks-registrator').get(frozen));
    expect(headers['content-disposition']).toContain('Remissyttrande.pdf');
    const [row] = await service.database.query(
      'SELECT form_version FROM dispatch_papers WHERE dispatch_id = $1',
      [dispatch.id],
    );
    expect(row.form_version).toBe(version);
  });

  it('puts nobody’s name on what was written before they came, and today’s on what is being written', async () => {
    const { id } = await given(service).consultation('forwarded');
    const kinds = ['staff-report', 'minutes-extract', 'covering-message', 'statement'];
    const path = (kind: string) => `/consultations/${id}/papers/${kind}?format=txt`;
    for (const kind of kinds) {
      const signatures = [{ name: 'Ny Chef', title: 'Förvaltningschef' }];
      expect((await put(`/bodies/TSN/paper-forms/${kind}`, { signatures })).status).toBe(200);
      expect([kind, (await textOf(path(kind))).includes('Ny Chef')]).toEqual([kind, false]);
    }
    const visitor = await Visitor.signedIn(service.base, 'tsn-registrator');
    expect((await visitor.visit('/forvaltning/handlingar/TSN/staff-report')).read).toContain('Ny Chef');
    const next = (await given(service).consultation('forwarded')).id;
    for (const kind of kinds) {
      const text = await textOf(`/consultations/${next}/papers/${kind}?format=txt`);
      expect([kind, text.includes('Ny Chef')]).toEqual([kind, true]);
    }
  });
});

describe('the page of the form of papers', () => {
  const signedIn = async (persona: string) => Visitor.signedIn(service.base, persona);
  const fill = async (visitor: Visitor, path: string, fields: Record<string, string>): Promise<Visited> => {
    const form = await visitor.visit(path);
    expect([path, form.status]).toEqual([path, 200]);
    return visitor.send(path.split('?')[0]!, { ...Visitor.hidden(form), ...fields });
  };

  it('shows a real paper in each example before one is taken, and keeps what is then changed', async () => {
    await given(service).consultation('forwarded');
    const visitor = await signedIn('tsn-registrator');
    const path = '/forvaltning/handlingar/TSN/staff-report';
    const plain = await visitor.visit(path);
    expect(plain.read).toContain('Internremiss, Strategi för social hållbarhet 2024-2030');
    const example = await visitor.visit(`${path}?exempel=goteborg`);
    expect(example.read).toContain('Tjänsteutlåtande');

    const form = await visitor.visit(`${path}/andra?exempel=nacka`);
    expect(form.text).toContain('Ärendet\nBedömning = Förvaltningens bedömning\nEkonomiska konsekvenser');
    const saved = await fill(visitor, `${path}/andra`, {
      parts: 'Förslag till beslut\nÄrendet = Bakgrund\nBarnperspektiv\nBedömning =',
      clauses: 'numbered',
      signatures: 'Per Lind; Förvaltningschef\nNämndens ordförande',
      'labels.ownNumber': 'Dnr',
    });
    expect([saved.status, saved.path]).toEqual([200, `${path}?klart=ja`]);
    expect(await done(service.as('tsn-chef').get('/bodies/TSN/paper-forms/staff-report'))).toMatchObject({
      parts: [
        { part: 'proposal', heading: 'Förslag till beslut' },
        { part: 'matter', heading: 'Bakgrund' },
        { part: 'section', heading: 'Barnperspektiv' },
        { part: 'assessment', heading: '' },
      ],
      signatures: [
        { name: 'Per Lind', title: 'Förvaltningschef' },
        { name: '', title: 'Nämndens ordförande' },
      ],
      labels: { ownNumber: 'Dnr' },
    });
    expect((await visitor.visit(path)).read).toContain('Bakgrund');
  });

  it('says in which line a mistake is, and is not there for whoever may not shape papers', async () => {
    const visitor = await signedIn('tsn-registrator');
    const path = '/forvaltning/handlingar/TSN/staff-report/andra';
    const refused = await fill(visitor, path, { parts: 'Ärendet\nÄrendet' });
    expect(refused.status).toBe(422);
    expect(refused.read).toContain('Rubriker i ordning (rad 2)');
    const officer = await signedIn('tsn-handlaggare');
    for (const there of [path, '/forvaltning/handlingar', '/forvaltning/handlingar/TSN/staff-report'])
      expect([there, (await officer.visit(there)).status]).toEqual([there, 404]);
    expect((await visitor.visit('/forvaltning/handlingar/KS/statement')).status).toBe(404);
  });

  it('shows an administrator who reads no statements a made-up one', async () => {
    const admin = await signedIn('admin');
    for (const kind of ['staff-report', 'minutes-extract', 'agenda']) {
      const page = await admin.visit(`/forvaltning/handlingar/TSN/${kind}`);
      expect([kind, page.status]).toEqual([kind, 200]);
      expect(page.read).toContain('strategi för social hållbarhet');
    }
  });

  it('takes a logotype, says what is wrong with a file that is none, and takes it away again', async () => {
    const visitor = await signedIn('tsn-registrator');
    const path = '/forvaltning/handlingar/TSN/agenda/logotyp';
    const send = async (file: Buffer | undefined, fields: Record<string, string> = {}) => {
      const form = await visitor.visit(path);
      const body = new FormData();
      for (const [name, value] of Object.entries({ ...Visitor.hidden(form), ...fields }))
        body.append(name, value);
      body.append('file', new Blob(file ? [new Uint8Array(file)] : []), file ? 'logga.png' : '');
      return visitor.request(path, {
        method: 'POST',
        body,
        headers: { 'Sec-Fetch-Site': 'same-origin', Origin: service.base },
      });
    };
    const wrong = await send(Buffer.from('<svg/>'));
    expect([wrong.status, wrong.read.includes('Ska vara en PNG-bild')]).toEqual([422, true]);
    const none = await send(undefined);
    expect([none.status, none.read.includes('Välj en PNG-bild')]).toEqual([422, true]);
    expect((await send(png())).read).toContain('Sparat.');
    const form = '/bodies/TSN/paper-forms/agenda';
    expect((await done(service.as('tsn-chef').get(form)))['logotype']).toBe(png().toString('base64'));
    expect(
      (await visitor.visit(path.replace('/logotyp', ''))).elements.map(({ attributes }) => attributes['alt']),
    ).toContain('Logotyp för Tekniska servicenämnden');
    expect((await send(undefined, { remove: 'true' })).read).toContain('Sparat.');
    expect((await done(service.as('tsn-chef').get(form)))['logotype']).toBeNull();
  });
});
