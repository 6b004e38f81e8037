import { beforeEach, describe, expect, it } from '@jest/globals';
import { strFromU8, unzipSync } from 'fflate';
import { done, given, NOW, statement } from '../support/given.js';
import { sharedService } from '../support/shared-service.js';
import { Visitor } from '../support/visitor.js';

const service = sharedService({ ROLE: 'api' });
beforeEach(() => service.setNow(NOW));

const as = async (persona: string) => Visitor.signedIn(service.base, persona);

/** Three versions: saved, returned, saved with other clauses, decided. */
async function written(): Promise<string> {
  const { id } = await given(service).consultation('in-review');
  await given(service).step('tsn-chef', id, 'return', { comment: 'Komplettera.' });
  await given(service).saveStatement(id, {
    ...statement,
    summary: 'Strategin ska komplettera de kommunövergripande målen.\n\nNämnden ser positivt på den.',
    clauses: [{ text: 'att avslå' }, ...statement.clauses.slice(1)],
    stance: 'rejects',
  });
  return id;
}

describe('the versions of a statement', () => {
  it('say what was done with each', async () => {
    const id = await written();
    const { items } = await done(
      service.as('tsn-handlaggare').get(`/consultations/${id}/statement/versions`),
    );
    const told = (items as { version: number; events: { verb: string; actor: string }[] }[]).map(
      ({ version, events }) => [version, events.map(({ verb, actor }) => `${verb} ${actor}`)],
    );
    expect(told).toEqual([
      [2, []],
      [1, ['submit tsn-handlaggare', 'return tsn-chef']],
    ]);
  });

  it('are compared item by item, a changed one word by word', async () => {
    const id = await written();
    const { fields } = await done(
      service.as('tsn-handlaggare').get(`/consultations/${id}/statement/versions/2/diff`),
    );
    const items = (field: string) =>
      (fields as { field: string; items: { change: string; parts: object[] }[] }[]).find(
        (each) => each.field === field,
      )!.items;
    expect(items('clauses').map(({ change }) => change)).toEqual(['changed', 'same']);
    expect(items('summary').map(({ change }) => change)).toEqual(['changed', 'added']);
    expect(items('summary')[0]!.parts).toContainEqual({ change: 'removed', text: 'hållbarhetsmålen' });
  });

  it('are listed and compared on pages, in words for people', async () => {
    const id = await written();
    const officer = await as('tsn-handlaggare');
    expect((await officer.visit(`/svar/${id}`)).links).toContain(`/svar/${id}/yttrande/versioner`);
    const list = await officer.visit(`/svar/${id}/yttrande/versioner`);
    expect(list.text).toMatch(/Återlämnades av Förvaltningschef/);
    expect(list.text).not.toMatch(/tsn-chef|draft/);
    const chosen = await officer.visit(`/svar/${id}/yttrande/versioner?visa=2&mot=1`);
    expect(chosen.path).toBe(`/svar/${id}/yttrande/versioner/2?mot=1`);
    expect(chosen.text).toContain('Avstyrker');
    expect(chosen.text).toContain('borttaget: ');
    expect(chosen.text).not.toMatch(/rejects|supports/);
    expect(chosen.elements.filter(({ name }) => name === 'ins').length).toBeGreaterThan(1);
    const first = await officer.visit(`/svar/${id}/yttrande/versioner/1`);
    expect(first.text).toContain('Jämförd med ett tomt yttrande.');
    expect((await officer.visit(`/svar/${id}/yttrande/versioner/2?mot=2`)).text).toContain(
      'Ingenting skiljer versionerna åt.',
    );
    for (const path of ['9', '2?mot=9', '0', '2?mot=x'])
      expect((await officer.visit(`/svar/${id}/yttrande/versioner/${path}`)).status).toBe(404);
  });

  it('are the consultee’s own staff’s alone', async () => {
    const { id } = await given(service).consultation('forwarded');
    for (const persona of ['ks-registrator', 'ks-handlaggare', 'bin-handlaggare']) {
      const visitor = await as(persona);
      for (const path of ['', '/1', '/1/handling'])
        expect([persona, (await visitor.visit(`/svar/${id}/yttrande/versioner${path}`)).status]).toEqual([
          persona,
          404,
        ]);
      await service.as(persona).get(`/consultations/${id}/statement/versions/1/comparison`).expect(404);
    }
  });

  it('are a paper for Word with tracked changes of who made them', async () => {
    const id = await written();
    const { body } = await service
      .as('tsn-handlaggare')
      .get(`/consultations/${id}/statement/versions/2/comparison?format=docx`)
      .buffer(true)
      .parse((response, finish) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('end', () => finish(null, Buffer.concat(parts)));
      })
      .expect(200);
    const document = strFromU8(unzipSync(body as Buffer)['word/document.xml']!);
    expect(document).toMatch(/<w:ins [^>]*w:author="[^"]+"[^>]*>.*?Nämnden ser positivt på den\./);
    expect(document).toMatch(/<w:del [^>]*>.*?<w:delText[^>]*>[^<]*hållbarhetsmålen/);
    const ids = [...document.matchAll(/<w:(?:ins|del) [^>]*w:id="(\d+)"/g)].map(([, each]) => each);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it.each(['pdf', 'html', 'txt'])('are a paper as %s', async (format) => {
    const id = await written();
    const officer = await as('tsn-handlaggare');
    const { status } = await officer.visit(
      `/svar/${id}/yttrande/versioner/2/handling?mot=1&format=${format}`,
    );
    expect(status).toBe(200);
    if (format === 'txt') {
      const { text } = await service
        .as('tsn-handlaggare')
        .get(`/consultations/${id}/statement/versions/2/comparison?format=txt`)
        .expect(200);
      expect(text).toContain('{+');
      expect(text).toContain('[-');
    }
  });
});
