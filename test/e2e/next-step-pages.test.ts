import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { done, given, NOW } from '../support/given.js';
import { formsOf } from '../support/html.js';
import { startService, type Service } from '../support/service.js';
import { Visitor, type Visited } from '../support/visitor.js';

let service: Service;
let base: string;
beforeAll(async () => {
  service = await startService({ ROLE: 'api' });
  base = await service.app.getUrl();
});
beforeEach(() => service.setNow(NOW));
afterAll(() => service.stop());

const as = async (persona: string) => Visitor.signedIn(base, persona);
/** The section that says what comes next. */
const nextOn = ({ html }: Visited) =>
  (/<section class="next".*?<\/section>/s.exec(html)?.[0] ?? '').replace(/<details.*<\/details>/s, '');
const inWords = (html: string) => html.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');
const filled = (html: string) =>
  [...html.matchAll(/<a href="([^"]+)" class="ds-button" data-main/g)].map(([, to]) => to);

describe('the next step on a matter', () => {
  it('is by the day of that step, and not by the last day of the reply', async () => {
    const { id } = await given(service).consultation('registered');
    await given(service).meeting('2026-12-04');
    const plan = await done(service.as('tsn-chef').get(`/consultations/${id}/plan`));
    const [{ date }] = plan['steps'] as [{ date: string }];
    const row = await (await as('tsn-chef')).visit('/inkorg');
    const day = `${Number(date.slice(8))} `;
    expect(row.read).toContain(day);
    const said = inWords(nextOn(await (await as('tsn-chef')).visit(`/svar/${id}`)));
    expect(said).toMatch(
      new RegExp(`Nästa steg för dig · senast \\p{L}+dag ${day}.*Fördela ärendet till en handläggare`, 'u'),
    );
    expect(said).not.toContain('svar senast');
  });

  it('is to confirm the minutes by the day of the law, however long there is to reply', async () => {
    const { id } = await given(service).consultation('decided', { replyBy: '2027-03-01' });
    const secretary = await as('tsn-sekreterare');
    const page = await secretary.visit(`/svar/${id}`);
    expect(inWords(nextOn(page))).toMatch(/Nästa steg för dig · senast måndag 16 november,/);
    const said = page.read.slice(page.read.indexOf('Justerat'));
    expect(said).toMatch(/^Justerat\s+mån 16 nov/);
  });

  it('offers the manager to approve a draft, and beside it to return it', async () => {
    const { id } = await given(service).consultation('in-review');
    const next = nextOn(await (await as('tsn-chef')).visit(`/svar/${id}`));
    expect(inWords(next)).toMatch(/Läs förslaget.* Godkänn Återlämna/);
    expect(filled(next)).toEqual([`/svar/${id}/godkann`]);
  });

  it('says first what a draft came back with, on the matter and where it is written, until it is handed in', async () => {
    const { id } = await given(service).consultation('in-review');
    const comment = 'Skriv in § och rätta rubriken.';
    await done(service.as('tsn-chef').post(`/consultations/${id}/return`, { comment }, { ifMatch: '*' }));
    const officer = await as('tsn-handlaggare');
    const next = nextOn(await officer.visit(`/svar/${id}`));
    expect(inWords(next)).toMatch(
      /Utkastet har kommit tillbaka Skriv in § och rätta rubriken\. Skriv vidare/,
    );
    expect(filled(next)).toEqual([`/svar/${id}/yttrande`]);
    expect((await officer.visit(`/svar/${id}/yttrande`)).read).toContain(comment);

    await done(service.as('tsn-handlaggare').post(`/consultations/${id}/submit`, {}, { ifMatch: '*' }));
    expect((await (await as('tsn-chef')).visit(`/svar/${id}`)).read).not.toContain(comment);
  });
});

it('calls what a board decided a decision, with its section, outcome and days', async () => {
  const proposed = await given(service).consultation('on-agenda');
  const secretary = await as('tsn-sekreterare');
  expect((await secretary.visit(`/svar/${proposed.id}`)).read).toContain('Förslag till beslut');
  const decided = await given(service).consultation('forwarded');
  const page = await secretary.visit(`/svar/${decided.id}`);
  expect(inWords(page.html)).toMatch(/Beslutat .*, § 84, enligt förslaget Justerat .* Expedierat /);
  expect(page.read).not.toContain('Förslag till beslut');
});

describe('somebody outside the municipality in a draft', () => {
  it('has an address that is seen and mended, also where it was wrong', async () => {
    const { id } = await given(service).draftReferral({ consultees: [{ name: 'Räddningstjänsten Östra' }] });
    const path = `/remisser/${id}/utkast/instanser`;
    const registrar = await as('ks-registrator');
    const formOn = (page: Visited) => formsOf(page.html).find(({ action }) => action === path)!;
    const fieldsOf = (page: Visited) =>
      Object.fromEntries(
        formOn(page).controls.flatMap(({ name, value }) => (value === undefined ? [] : [[name, value]])),
      );
    const first = await registrar.visit(path);
    const email = formOn(first).controls.find(({ type, value }) => type === 'email' && value === '')!.name;
    const wrong = await registrar.send(path, { ...fieldsOf(first), [email]: 'inte en adress' });
    expect([wrong.status, wrong.html.includes(`href="#${email}"`)]).toEqual([422, true]);
    expect(formOn(wrong).controls).toContainEqual(
      expect.objectContaining({ name: email, id: email, value: 'inte en adress', isWrong: true }),
    );
    const check = `/remisser/${id}/utkast/kontrollera`;
    expect((await registrar.visit(check)).read).toContain('Ni skickar remissen med post');
    await registrar.send(path, { ...fieldsOf(wrong), [email]: 'diarium@raddning.example' });
    expect((await registrar.visit(check)).read).toContain('med e-post till diarium@raddning.example.');
  });

  it('does not make the calendars of the boards empty while no last day is given', async () => {
    const { id } = await given(service).draftReferral({ replyBy: undefined });
    const page = await (await as('ks-registrator')).visit(`/remisser/${id}/utkast/instanser`);
    expect([page.status, page.read.includes('inga kommande sammanträden')]).toEqual([200, false]);
  });
});

it('waits for the reply of somebody outside, and not for them to register the referral', async () => {
  const { id } = await given(service).sentReferral({
    consultees: [{ body: 'TSN' }, { name: 'Östra Räddning' }],
  });
  const page = await (await as('ks-registrator')).visit(`/remisser/${id}`);
  const rowOf = (name: string) =>
    inWords(new RegExp(`<tr[^>]*><th[^>]*><a[^>]*>${name}<.*?</tr>`, 's').exec(page.html)![0]);
  expect(rowOf('Tekniska servicenämnden')).toContain('Registrerad. Nu');
  expect(rowOf('Östra Räddning')).toContain('Expedierat. Nu');
  expect(rowOf('Östra Räddning')).not.toContain('Registrerad. Nu');
});

it('begins a referral by saying all that is missing, of the case as well', async () => {
  const registrar = await as('ks-registrator');
  const form = Visitor.hidden(await registrar.visit('/remisser/ny'));
  const { read, status, html } = await registrar.send('/remisser/ny', { ...form, caseId: '', title: '' });
  expect([status, /<title>Fel: Ny remiss/.test(html)]).toEqual([422, true]);
  const summary = read.slice(read.indexOf('Det här behöver rättas')).slice(0, 120);
  expect(summary).toMatch(/Välj ett ärende[^]*Skriv remissens rubrik/);
});

it('leads a secretary from the meetings to where they are entered, and nobody else', async () => {
  const linkOn = async (persona: string) =>
    (await (await as(persona)).visit('/sammantraden')).html.includes(
      'href="/forvaltning/sammantradeskalender"',
    );
  expect([await linkOn('tsn-sekreterare'), await linkOn('tsn-handlaggare')]).toEqual([true, false]);
});
