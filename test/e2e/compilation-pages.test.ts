import { beforeEach, describe, expect, it } from '@jest/globals';
import { done, given, NOW, statement, type Answer } from '../support/given.js';
import { sharedService } from '../support/shared-service.js';
import { Visitor, type Visited } from '../support/visitor.js';

const service = sharedService({ ROLE: 'api' });
beforeEach(() => service.setNow(NOW));

const as = async (persona: string) => Visitor.signedIn(service.base, persona);
const asked = { consultees: [{ body: 'TSN' }, { body: 'BIN' }, { name: 'Räddningstjänsten Syd' }] };

/** A referral to three, of which TSN has replied. */
async function replied() {
  const referral = await given(service).sentReferral(asked);
  const { id } = await given(service).consultationOf('tsn-registrator', referral);
  await given(service).onTheWay(referral, id, 'forwarded');
  return { referral, id, path: `/remisser/${referral.id}/sammanstallning`, field: `svar-${id}-1` };
}
const answerOf = async (referral: Answer) => {
  const { passages } = await done(service.as('ks-handlaggare').get(`/referrals/${referral.id}/compilation`));
  return (passages as { remarks: { issuerAnswer: string | null }[] }[])[0]!.remarks[0]!.issuerAnswer;
};
const answersTo = async (consultationId: string) => {
  const [{ count }]: [{ count: number }] = await service.database.query(
    'SELECT count(*) FROM remark_answers WHERE consultation_id = $1',
    [consultationId],
  );
  return count;
};
const fieldsOf = (page: Visited, field: string, text: string): Record<string, string> => ({
  ...Visitor.hidden(page),
  synpunkt: field,
  [field]: text,
});
const written = (page: Visited, field: string) =>
  page.elements.find(({ attributes }) => attributes['id'] === field)?.attributes['value'];

describe('the compilation of a referral', () => {
  it('shows what they think, who is missing, and the replies side by side in three orders', async () => {
    const { referral, path } = await replied();
    const officer = await as('ks-handlaggare');
    const page = await officer.visit(path);
    expect(page.text).toMatch(/1 av 3 har svarat\s*, 2 svar väntas/);
    expect(page.text).toContain('Tillstyrker med synpunkter');
    expect(page.text).toMatch(/Inget svar än[^]*Bildningsnämnden[^]*Räddningstjänsten Syd/);
    expect(page.text).toContain('1. Är utvecklingsområdena relevanta?');
    expect(page.text).toContain(statement.assessment);
    expect(page.text).toMatch(/§ 84/);
    expect((await officer.visit(`${path}?visa=att-satser`)).text).toContain('Att-sats 2');
    const passages = await officer.visit(`${path}?visa=avsnitt`);
    const headings = passages.text.split('Boende och närmiljö').length - 1;
    expect(headings).toBe(2 + 1); // of the row, of the remark, and in the name of its button
    const links = (await officer.visit(`/remisser/${referral.id}`)).elements.map(
      ({ attributes }) => attributes['href'],
    );
    expect(links).toContain(path);
    const english = await officer.visit(path, { 'Accept-Language': 'en' });
    expect(english.text).toContain('What they think');
    expect(english.text).not.toMatch(/Sammanställning|Ställning/);
  });

  it('says what is to come while nobody has replied', async () => {
    const referral = await given(service).sentReferral(asked);
    const page = await (await as('ks-registrator')).visit(`/remisser/${referral.id}/sammanstallning`);
    expect(page.text).toContain('Inget svar har kommit in');
    const plain = await given(service).sentReferral({ questions: [] });
    const notes = await (await as('ks-registrator')).visit(`/remisser/${plain.id}/sammanstallning/avsnitt`);
    expect(notes.text).toContain('Det finns inget att sammanfatta än');
  });

  it('is not there for those who are asked, nor for strangers', async () => {
    const { path } = await replied();
    expect((await (await as('tsn-registrator')).visit(path)).status).toBe(403);
    expect((await (await as('bin-lasare')).visit(path)).status).toBe(404);
    expect((await (await as('sn-registrator')).visit(path)).status).toBe(404);
  });
});

describe('an answer to a remark', () => {
  it('is saved beside the remark, once, however often the button is pressed', async () => {
    const { referral, id, path, field } = await replied();
    const officer = await as('ks-handlaggare');
    const fields = fieldsOf(await officer.visit(path), field, 'Gångvägarna är med.');
    const saved = await officer.send(path, fields);
    expect(saved.path).toBe(`${path}?klart=svar&synpunkt=${field}#${field}`);
    expect(saved.text).toContain('Synpunkt bemöttes.');
    expect(saved.text).toContain('Besvarade synpunkter: 1 av 1.');
    expect(written(saved, field)).toBe('Gångvägarna är med.');
    expect((await officer.send(path, fields)).status).toBe(200);
    expect(await answerOf(referral)).toBe('Gångvägarna är med.');
    expect(await answersTo(id)).toBe(1);
  });

  it('is asked for where it is empty', async () => {
    const { path, field } = await replied();
    const officer = await as('ks-handlaggare');
    const { [field]: _, ...fields } = fieldsOf(await officer.visit(path), field, '');
    const page = await officer.send(path, fields);
    expect([page.status, page.text.includes('Skriv ert svar')]).toEqual([422, true]);
  });

  it('does not take the place of another that its writer has not seen', async () => {
    const { referral, path, field } = await replied();
    const [one, other] = [await as('ks-handlaggare'), await as('ks-registrator')];
    const [first, second] = [await one.visit(path), await other.visit(path)];
    await one.send(path, fieldsOf(first, field, 'Det är redan med.'));
    const stale = await other.send(path, fieldsOf(second, field, 'Vi lägger till det.'));
    expect(stale.status).toBe(412);
    expect(stale.text).toContain('Någon annan har svarat på synpunkten');
    expect(stale.text).toMatch(/Sparat nu:\s+Det är redan med\./);
    const old = await other.send(path, { ...fieldsOf(second, field, 'Vi lägger till.'), _token: 'en annan' });
    expect([old.status, /Sparat nu:\s+Det är redan med\./.test(old.text)]).toEqual([403, true]);
    expect((await other.send(path, fieldsOf(old, field, 'Vi lägger till.'))).status).toBe(412);
    expect(written(stale, field)).toBe('Vi lägger till det.');
    expect(await answerOf(referral)).toBe('Det är redan med.');
    await other.send(path, fieldsOf(stale, field, 'Vi lägger till det.'));
    expect(await answerOf(referral)).toBe('Vi lägger till det.');
  });

  it('is given on the page of its remark, where there are more than fit on one', async () => {
    const referral = await given(service).sentReferral();
    const { consultationOf, onTheWay, saveStatement, goOn } = given(service);
    const { id } = await consultationOf('tsn-registrator', referral);
    await onTheWay(referral, id, 'drafting');
    const remarks = Array.from({ length: 120 }, (_, index) => ({
      passage: `Avsnitt ${index}`,
      text: 'Oklart.',
    }));
    await saveStatement(id, { ...statement, remarks });
    await goOn(id, 'drafting', 'forwarded');
    const path = `/remisser/${referral.id}/sammanstallning`;
    const officer = await as('ks-handlaggare');
    const fields = (page: Visited) => page.elements.filter(({ name }) => name === 'textarea').length;
    const first = await officer.visit(path);
    expect([fields(first), first.text.includes('Nästa sida')]).toEqual([100, true]);
    const second = await officer.visit(`${path}?sida=2`);
    expect([fields(second), second.text.includes('Föregående sida')]).toEqual([20, true]);
    for (const odd of ['0', '-1', '3', 'x', '1e9'])
      expect((await officer.visit(`${path}?sida=${odd}`)).status).toBe(200);
    const field = `svar-${id}-120`;
    const empty = await officer.send(path, fieldsOf(second, field, ''));
    expect([empty.status, written(empty, field)]).toEqual([422, '']);
    const saved = await officer.send(path, fieldsOf(second, field, 'Det är med.'));
    expect(written(saved, field)).toBe('Det är med.');
    expect(saved.text).toContain('Besvarade synpunkter: 1 av 120.');
  });

  it('is one where two officers save theirs at the same moment', async () => {
    const { id, path, field } = await replied();
    const officers = await Promise.all(['ks-handlaggare', 'ks-registrator'].map((persona) => as(persona)));
    const forms = await Promise.all(officers.map((officer) => officer.visit(path)));
    const statuses = await Promise.all(
      officers.map(async (officer, index) => {
        const fields = fieldsOf(forms[index]!, field, `Svar ${index}.`);
        return (await officer.send(path, fields)).status;
      }),
    );
    expect(statuses.toSorted()).toEqual([200, 412]);
    expect(await answersTo(id)).toBe(1);
  });

  it('is not saved for whoever may not, nor of another referral', async () => {
    const { path, field } = await replied();
    const another = await replied();
    const secretary = await as('ks-sekreterare');
    const page = await secretary.visit(path);
    expect(page.elements.some(({ name }) => name === 'textarea')).toBe(false);
    expect((await secretary.send(path, fieldsOf(page, field, 'Nej.'))).status).toBe(403);
    const officer = await as('ks-handlaggare');
    const fields = fieldsOf(await officer.visit(path), another.field, 'Fel remiss.');
    expect((await officer.send(path, fields)).status).toBe(404);
  });

  it('is still there when one was signed out while writing', async () => {
    const { path, field } = await replied();
    const officer = await as('ks-handlaggare');
    const fields = fieldsOf(await officer.visit(path), field, 'Skrivet länge.');
    service.setNow(new Date(Date.parse(NOW) + 9 * 3_600_000).toISOString());
    const ended = await officer.send(path, fields);
    expect(ended.path).toMatch(/^\/logga-in/);
    const back = await officer.signIn('ks-handlaggare', path);
    expect(back.text).toContain('Det du hade skrivit finns kvar');
    expect(written(back, field)).toBe('Skrivet länge.');
  });
});

describe('the compilation of a confidential referral', () => {
  it('has a page in between', async () => {
    const { referral, path } = await replied();
    const marking = { provision: 'OSL 26:1', seenBy: [{ body: 'KS' }] };
    const { version } = await done(service.as('ks-registrator').get(`/referrals/${referral.id}`));
    await done(
      service
        .as('ks-registrator')
        .post(`/referrals/${referral.id}/mark-confidential`, marking, { ifMatch: version }),
    );
    const registrar = await as('ks-registrator');
    const between = await registrar.visit(path);
    expect(between.text).toContain('Du öppnar ett sekretessmarkerat ärende');
    expect(between.text).not.toContain('social hållbarhet');
    expect((await registrar.visit(`${path}?oppna=ja`)).text).toContain('Vad de tycker');
  });

  it.each(['', '/avsnitt'])('has what one wrote there when the session ended%s', async (below) => {
    const { referral, path, field } = await replied();
    const marking = { provision: 'OSL 26:1', seenBy: [{ body: 'KS' }] };
    await done(
      service
        .as('ks-registrator')
        .post(`/referrals/${referral.id}/mark-confidential`, marking, { ifMatch: '*' }),
    );
    const registrar = await as('ks-registrator');
    const address = `${path}${below}`;
    const page = await registrar.visit(`${address}?oppna=ja`);
    const fields =
      below === ''
        ? fieldsOf(page, field, 'Skrivet länge.')
        : { ...Visitor.hidden(page), vad: 'fraga-1', 'text-fraga-1': 'Skrivet länge.' };
    service.setNow(new Date(Date.parse(NOW) + 9 * 3_600_000).toISOString());
    expect((await registrar.send(address, fields)).path).toMatch(/^\/logga-in/);
    const back = await registrar.signIn('ks-registrator', address);
    expect(back.text).not.toContain('Du öppnar ett sekretessmarkerat ärende');
    expect(back.html).toContain('Skrivet länge.');
  });
});
