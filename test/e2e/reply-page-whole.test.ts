import { beforeEach, describe, expect, it } from '@jest/globals';
import { done, given, NOW, TODAY } from '../support/given.js';
import { sharedService } from '../support/shared-service.js';
import { Visitor } from '../support/visitor.js';

const service = sharedService({ ROLE: 'api' });
beforeEach(() => service.setNow(NOW));

const as = async (persona: string) => Visitor.signedIn(service.base, persona);
const ask = async (persona: string, id: string) =>
  done(
    service.as(persona).post(`/consultations/${id}/extensions`, {
      until: '2027-01-15',
      reason: 'Nämnden möts den 13 januari.',
    }),
  );

describe('more time that is asked for', () => {
  it('is the issuer’s first thing to do, from the inbox to the decision', async () => {
    const { id } = await given(service).consultation('drafting');
    const extension = await ask('tsn-registrator', id);
    const registrar = await as('ks-registrator');
    const inbox = await registrar.visit('/inkorg');
    expect(inbox.text).not.toContain('Inget väntar på dig');
    expect(inbox.text).toContain('Anstånd att avgöra');
    expect(inbox.links).toContain(`/svar/${id}#anstand`);
    const page = await registrar.visit(`/svar/${id}`);
    for (const words of ['Avgör anståndet', 'Nämnden möts den 13 januari.', 'Begärt'])
      expect(page.text).toContain(words);
    expect(page.links).toEqual(
      expect.arrayContaining([`/anstand/${extension.id}/ge`, `/anstand/${extension.id}/avsla`]),
    );
    const form = await registrar.visit(`/anstand/${extension.id}/ge`);
    await registrar.send(`/anstand/${extension.id}/ge`, {
      ...Visitor.hidden(form),
      until: '2027-01-14',
      comment: 'Ni får till den 14 januari.',
    });
    const settled = await registrar.visit(`/svar/${id}`);
    expect(settled.text.replaceAll(/\s+/g, ' ').replaceAll(/ (?=[.,])/g, '')).toMatch(
      /Beviljat\. Till 14 januari 2027 i stället för 15 december 2026, begärt den 2 november 2026\. Begärt var till 15 januari 2027\. Skälet: .* Remittenten svarar: Ni får till den 14 januari\./,
    );
    expect(settled.links).toContain(`/anstand/${extension.id}/ratta-anstandet`);
    expect((await registrar.visit('/inkorg')).text).not.toContain('Anstånd att avgöra');
  });

  it('is taken back by the consultee, who comes back to its own part', async () => {
    const { id } = await given(service).consultation('drafting');
    const extension = await ask('tsn-registrator', id);
    const consultee = await as('tsn-registrator');
    const page = await consultee.visit(`/svar/${id}`);
    expect(page.links).toContain(`/anstand/${extension.id}/aterta`);
    expect(page.links).not.toContain(`/anstand/${extension.id}/ge`);
    const form = await consultee.visit(`/anstand/${extension.id}/aterta`);
    const back = await consultee.send(`/anstand/${extension.id}/aterta`, Visitor.hidden(form));
    expect([back.path, back.text]).toEqual([
      `/svar/${id}?klart=aterta`,
      expect.stringContaining('Begäran om anstånd togs tillbaka.'),
    ]);
  });

  it('of a sender outside Yttra is answered by whoever keeps its letters', async () => {
    const registrar = service.as('tsn-registrator');
    const origin = { sender: 'Byggdepartementet', replyBy: '2026-12-01' };
    const matter = await done(registrar.post('/cases', { title: 'Utredningen', issuer: 'TSN', origin }));
    const { id } = await done(registrar.post(`/cases/${matter.id}/consultations`, { consultee: 'TSN' }));
    const extension = await ask('tsn-registrator', id);
    const visitor = await as('tsn-registrator');
    expect((await visitor.visit(`/svar/${id}`)).links).toContain(`/anstand/${extension.id}/ge`);
  });
});

it('says when each step was taken, and what has happened', async () => {
  await given(service).meeting('2026-12-02');
  const { id } = await given(service).consultation('decided');
  // Steps are entered when they are taken; of a decision the day is given.
  const entered = new Date().toLocaleDateString('sv-SE', { timeZone: 'Europe/Stockholm' });
  const { steps } = await done(service.as('tsn-chef').get(`/consultations/${id}/plan`));
  expect(steps).toMatchObject([
    ...['assign', 'draft', 'approve', 'schedule'].map((step) => ({ step, done: true, doneOn: entered })),
    { step: 'decide', done: true, doneOn: TODAY },
    { step: 'confirm', done: false, doneOn: null },
    { step: 'forward', done: false, doneOn: null },
  ]);
  const page = await (await as('tsn-chef')).visit(`/svar/${id}`);
  expect(page.text).toMatch(/Nämnden beslutar\s*, klart\s*mån 2 nov/);
  expect(page.text).toContain('Historik');
  expect(page.text).toContain('lämnades för granskning');
  // An elected reader may not read the audit trail.
  expect((await (await as('tsn-lasare')).visit(`/svar/${id}`)).text).not.toContain('Historik');
});

it('is not reminded of to whoever mutes or snoozes it, in the browser', async () => {
  const { id } = await given(service).consultation('drafting');
  const officer = await as('tsn-handlaggare');
  const silences = async () => done(service.as('tsn-handlaggare').get(`/consultations/${id}/reminders`));
  const take = async (path: string, fields: Record<string, string> = {}) => {
    return officer.fill(`/svar/${id}/${path}`, fields);
  };
  const before = await officer.visit(`/svar/${id}`);
  expect(before.links).toContain(`/svar/${id}/skjut-upp`);
  for (const step of ['Påminn mig senare', 'Sluta påminna mig']) expect(before.text).toContain(step);
  // Nothing is silenced, and nothing confidential or to be signed, that could be ended.
  for (const step of ['Påminn mig igen', 'Häv sekretessmarkeringen', 'Ta tillbaka begäran om underskrifter'])
    expect(before.text).not.toContain(step);
  expect((await take('skjut-upp', { until: TODAY })).status).toBe(422);
  expect((await take('skjut-upp', { until: '2026-11-20' })).path).toBe(`/svar/${id}?klart=skjut-upp`);
  expect(await silences()).toMatchObject({ silences: [{ until: '2026-11-20' }] });
  await take('tysta', { reason: 'Väntar på besked.' });
  expect(await silences()).toMatchObject({ silences: [{ until: null }] });
  expect((await officer.visit(`/svar/${id}`)).text).toContain('Påminn mig igen');
  await take('paminn');
  expect(await silences()).toMatchObject({ silences: [] });
});

it('takes a wrong upload away, for good, and asks first', async () => {
  const { id } = await given(service).document();
  const registrar = await as('ks-registrator');
  const page = await registrar.visit(`/handlingar/${id}/om`);
  expect(page.links).toContain(`/handlingar/${id}/ta-bort`);
  const form = await registrar.visit(`/handlingar/${id}/ta-bort`);
  expect(form.text).toContain('Filen tas bort för gott.');
  const gone = await registrar.send(`/handlingar/${id}/ta-bort`, Visitor.hidden(form));
  expect([gone.status, gone.path.split('?')[0]]).toEqual([200, '/inkorg']);
  await service.as('ks-registrator').get(`/documents/${id}`).expect(404);
});

it('corrects the day a referral was sent, in the browser', async () => {
  const { id } = await given(service).sentReferral();
  const registrar = await as('ks-registrator');
  expect((await registrar.visit(`/remisser/${id}`)).links).toContain(`/remisser/${id}/ratta`);
  const form = await registrar.visit(`/remisser/${id}/ratta`);
  await registrar.send(`/remisser/${id}/ratta`, {
    ...Visitor.hidden(form),
    sentOn: '2026-10-30',
    reason: 'Skickades i fredags.',
  });
  expect(await done(service.as('ks-registrator').get(`/referrals/${id}`))).toMatchObject({
    sentOn: '2026-10-30',
  });
});

it('that did not arrive is told of in the inbox and where it is', async () => {
  const { id } = await given(service).consultation('forwarded');
  await service.database.query(
    "UPDATE deliveries SET state = 'failed', last_error = 'http-503' WHERE consultation_id = $1 AND sender_body = 'TSN'",
    [id],
  );
  const secretary = await as('tsn-sekreterare');
  const inbox = await secretary.visit('/inkorg');
  expect(inbox.text).toMatch(/leverans(er)? har misslyckats/);
  expect(inbox.links).toContain('/forvaltning/leveranser');
  const page = await secretary.visit(`/svar/${id}`);
  expect(page.text).toContain('Det har inte kommit fram');
  const [delivery] = page.links.filter((href) => href?.startsWith('/forvaltning/leveranser/'));
  expect((await secretary.visit(delivery!)).status).toBe(200);
  // The officer has no part in deliveries.
  expect((await (await as('tsn-handlaggare')).visit('/inkorg')).text).not.toContain('har misslyckats');
});

it('stands in the inbox of whoever asked, with how many have replied', async () => {
  const { id } = await given(service).sentReferral({ title: 'Trygga skolvägar' });
  const inbox = await (await as('ks-handlaggare')).visit('/inkorg');
  expect(inbox.text).toContain('Remisser som ni har ute');
  expect(inbox.text).toMatch(/0 av \d+ har svarat/);
  expect((await (await as('ks-handlaggare')).visit('/remisser?vilka=ute')).links).toContain(
    `/remisser/${id}`,
  );
  expect((await (await as('tsn-handlaggare')).visit('/inkorg')).text).not.toContain(
    'Remisser som ni har ute',
  );
});

it('says what is to be read and who else is asked, to both sides and in the editor', async () => {
  const consultees = [{ body: 'TSN' }, { body: 'BIN' }, { name: 'Räddningstjänsten Syd' }];
  const document = await given(service).document();
  const draft = await given(service).draftReferral({ consultees });
  const registrar = service.as('ks-registrator');
  const packed = await done(
    registrar.post(`/referrals/${draft.id}/documents`, { documentId: document.id }, { ifMatch: '*' }),
  );
  const referral = await done(registrar.post(`/referrals/${draft.id}/send`, {}, { ifMatch: packed.version }));
  const { id } = await given(service).consultationOf('tsn-registrator', referral);
  await given(service).onTheWay(referral, id, 'drafting');
  for (const [persona, path] of [
    ['tsn-handlaggare', `/svar/${id}`],
    ['tsn-handlaggare', `/svar/${id}/yttrande`],
    ['ks-registrator', `/svar/${id}`],
  ] as const) {
    const visitor = await as(persona);
    const page = await visitor.visit(path);
    expect(page.text).toContain('Även tillfrågade: Bildningsnämnden, Räddningstjänsten Syd.');
    expect(page.links).toContain(`/handlingar/${document.id}`);
    expect((await visitor.visit(`/handlingar/${document.id}`)).status).toBe(200);
  }
  const alone = await given(service).consultation('drafting');
  const page = await (await as('tsn-handlaggare')).visit(`/svar/${alone.id}`);
  expect(page.text).not.toContain('Även tillfrågade');
});

describe('a matter that the board itself must decide', () => {
  it('says so, and why, to the consultee and to whoever writes', async () => {
    const delegationBarred = 'Svaret rör mål och inriktning.';
    const { id } = await given(service).consultation('drafting', { delegationBarred });
    const other = await given(service).consultation('drafting');
    const officer = await as('tsn-handlaggare');
    for (const path of ['', '/yttrande'])
      expect((await officer.visit(`/svar/${id}${path}`)).text).toMatch(
        /Nämnden måste besluta själv[^]*Svaret rör mål och inriktning\./,
      );
    expect((await officer.visit(`/svar/${other.id}`)).text).not.toContain('måste besluta själv');
  });
});
