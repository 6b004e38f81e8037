import { beforeEach, describe, expect, it } from '@jest/globals';
import { done, given, NOW, type Answer } from '../support/given.js';
import { sharedService } from '../support/shared-service.js';
import { Visitor } from '../support/visitor.js';

const service = sharedService({ ROLE: 'api' });
beforeEach(() => service.setNow(NOW));

const as = (persona: string) => Visitor.signedIn(service.base, persona);
const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').replaceAll(/ (?=[.,])/g, '');
const shown = async (visitor: Visitor, path: string) => oneLine((await visitor.visit(path)).text);

/** The board's registrar has asked for more time in the browser. */
async function asked() {
  const { id } = await given(service).consultation('registered');
  const consultee = await as('tsn-registrator');
  const answer = await consultee.fill(`/svar/${id}/anstand`, {
    until: '2027-01-20',
    reason: 'Nämnden möts i januari.',
  });
  expect(answer.path).toBe(`/svar/${id}?klart=anstand`);
  const { items } = await done(service.as('tsn-registrator').get(`/consultations/${id}/extensions`));
  const [extension] = items as Answer[];
  return { id, consultee, issuer: await as('ks-registrator'), path: `/anstand/${extension!.id}` };
}

describe('more time that a board asks for', () => {
  it('is told once in the history, and who settles it stands on the matter', async () => {
    const { id, consultee } = await asked();
    const page = await shown(consultee, `/svar/${id}`);
    // The trail has the day that it is, and not the one that the test has set: so the day of asking is another.
    expect(page).toContain('begärdes den 2 november 2026 för tid till och med den 20 januari 2027 av');
    expect(page).not.toContain('(begärt den');
    expect(page).toContain('Kommunstyrelsen avgör. Till dess gäller 15 december 2026.');
  });

  it('is told with the day of the letter, where that is another', async () => {
    const referral = await given(service).sentReferral({ consultees: [{ name: 'Byalaget' }] });
    const { items } = await done(
      service.as('ks-registrator').get(`/cases/${referral['caseId']}/consultations`),
    );
    const [{ id }] = items as [Answer];
    service.setNow('2026-11-16T11:00:00Z');
    const registrar = await as('ks-registrator');
    const form = await registrar.visit(`/svar/${id}/anstand`);
    expect([form.status, form.text]).toEqual([200, expect.stringContaining('Begärt den')]);
    await registrar.fill(`/svar/${id}/anstand`, {
      until: '2027-01-20',
      reason: 'Årsmötet',
      requestedOn: '2026-11-05',
    });
    expect(await shown(registrar, `/svar/${id}`)).toContain(
      'begärdes den 5 november 2026 för tid till och med den 20 januari 2027',
    );
  });

  it('asks the board’s own staff for no day of a letter, nor when it declines', async () => {
    const { id } = await given(service).consultation('registered');
    const consultee = await as('tsn-registrator');
    for (const [path, day] of [
      ['anstand', 'Begärt den'],
      ['avboj', 'Avböjt den'],
    ] as const) {
      const { text, status } = await consultee.visit(`/svar/${id}/${path}`);
      expect([status, text]).toEqual([200, expect.not.stringContaining(day)]);
    }
  });

  it('names the day in words where it is too early, and keeps what was typed', async () => {
    const { id } = await given(service).consultation('registered');
    const consultee = await as('tsn-registrator');
    const refused = await consultee.fill(`/svar/${id}/anstand`, {
      until: '2026-12-01',
      reason: 'Juluppehåll',
    });
    expect(refused.text).toContain('Ska vara senare än nuvarande sista svarsdag, 15 december 2026.');
    expect(refused.text).not.toContain('svarsdag, 2026-12-15');
    expect(refused.html).toContain('Juluppehåll');
  });

  it('says what was asked for where another day was given', async () => {
    const { id, consultee, issuer, path } = await asked();
    await issuer.fill(`${path}/ge`, { until: '2027-01-15' });
    expect(await shown(consultee, `/svar/${id}`)).toContain(
      'Beviljat. Till 15 januari 2027 i stället för 15 december 2026, begärt den 2 november 2026. Begärt var till 20 januari 2027.',
    );
  });

  it('says that the day stands where it is refused', async () => {
    const { id, consultee, issuer, path } = await asked();
    await issuer.fill(`${path}/avsla`, { comment: 'Vi beslutar i januari.' });
    expect(await shown(consultee, `/svar/${id}`)).toContain('Sista svarsdagen är oförändrad.');
  });

  it('that is taken back while somebody writes is not to be sent again, and what was written is there', async () => {
    const { id, consultee, issuer, path } = await asked();
    const form = await issuer.visit(`${path}/avsla`);
    const back = await consultee.fill(`${path}/aterta`);
    expect(back.text).toContain('Begäran om anstånd togs tillbaka.');
    const late = await issuer.send(`${path}/avsla`, { ...Visitor.hidden(form), comment: 'Vi hinner inte.' });
    const text = oneLine(late.text);
    expect(text).toContain('Läget är nu: Tillbakataget.');
    expect(text).toContain('Steget går inte att ta längre.');
    expect(text).not.toContain('skicka igen');
    expect(text).toContain('Vi hinner inte.');
    expect(late.links.some((link) => link.includes('oppna=ja') && /remisser|svar/.test(link))).toBe(true);
    expect(await shown(consultee, `/svar/${id}`)).toContain('begäran togs tillbaka av');
  });

  it.each([
    ['rättades', { until: '2027-01-18' }],
    ['togs tillbaka', { takeBack: 'true' }],
  ])('says that it %s, and not that it may have been the other', async (words, fields) => {
    const { id, issuer, path } = await asked();
    await issuer.fill(`${path}/ge`, { until: '2027-01-20' });
    const settled = await issuer.fill(`${path}/ratta-anstandet`, { ...fields, reason: 'Fel dag' });
    expect(settled.text).toContain(`Anståndet för Tekniska servicenämnden ${words}: sista svarsdag är `);
    const page = await shown(issuer, `/svar/${id}`);
    expect(page).toMatch(new RegExp(`Anståndet för Tekniska servicenämnden[^:]*: ${words}`));
    expect(page).not.toContain('rättades eller togs tillbaka');
  });
});

it('a referral that is supplemented, and whose replies are shared, says so in the history of each consultee', async () => {
  const { id, ...matter } = await given(service).consultation('forwarded');
  const referral = `/referrals/${matter['referralId']}`;
  const registrar = service.as('ks-registrator');
  const questions = [{ text: 'Är utvecklingsområdena relevanta?' }, { text: 'Räcker tiden?' }];
  const body = { reason: 'En fråga till', questions };
  await done(registrar.post(`${referral}/supplement`, body, { ifMatch: '*' }));
  await done(registrar.post(`${referral}/share-compilation`, {}, { ifMatch: '*' }));
  const page = await shown(await as('tsn-registrator'), `/svar/${id}`);
  expect(page).toContain('Så bemöttes era synpunkter');
  expect(page).toMatch(/Remissen[^:]*: kompletterades av Kommunstyrelsen/);
  expect(page).toMatch(/Remissen[^:]*: sammanställningen delades som version 1 av Kommunstyrelsen/);
  expect(page.match(/skickades till/g)).toBeNull();
});

it('whoever shares a compilation anew reads which version was shared last, and when', async () => {
  const matter = await given(service).consultation('forwarded');
  const form = `/remisser/${matter['referralId']}/dela-sammanstallning`;
  const registrar = await as('ks-registrator');
  expect(await shown(registrar, form)).not.toContain('Senast delades');
  await done(
    service
      .as('ks-registrator')
      .post(`/referrals/${matter['referralId']}/share-compilation`, {}, { ifMatch: '*' }),
  );
  expect(await shown(registrar, form)).toMatch(/Senast delades version 1, [a-zåäö]+ \d+ november\./);
});

it('whoever shares a compilation reads before, and not after, that some have not replied', async () => {
  const referral = await given(service).sentReferral({ consultees: [{ body: 'TSN' }, { body: 'BIN' }] });
  const { id } = await given(service).consultationOf('tsn-registrator', referral);
  await given(service).onTheWay(referral, id, 'forwarded');
  const registrar = await as('ks-registrator');
  expect(await shown(registrar, `/remisser/${referral.id}/dela-sammanstallning`)).toContain(
    '1 av de tillfrågade har inte svarat än, och får se de andras svar innan de svarar.',
  );
  await registrar.fill(`/remisser/${referral.id}/dela-sammanstallning`);
  const other = await given(service).consultationOf('bin-registrator', referral, 'BIN');
  const notReplied = await shown(await as('bin-registrator'), `/svar/${other.id}`);
  expect(notReplied).toContain('Sammanställningen är delad');
  expect(notReplied).not.toContain('Så bemöttes era synpunkter');
});
