import { beforeEach, expect, it } from '@jest/globals';
import { done, given, NOW } from '../support/given.js';
import { sharedService } from '../support/shared-service.js';
import { Visitor, type Visited } from '../support/visitor.js';

const service = sharedService({ ROLE: 'api' });
beforeEach(() => service.setNow(NOW));

const as = async (persona: string) => Visitor.signedIn(service.base, persona);
const take = async (persona: string, path: string, fields: Record<string, string> = {}): Promise<Visited> =>
  (await as(persona)).fill(path, fields);
const reply = async (): Promise<{ readonly referral: string; readonly id: string }> => {
  const referral = await given(service).sentReferral();
  const { id } = await given(service).consultationOf('tsn-registrator', referral);
  return { referral: referral.id, id };
};
const ask = (id: string, until: string) =>
  done(
    service.as('tsn-registrator').post(`/consultations/${id}/extensions`, { until, reason: 'Fler dagar.' }),
  );

it('says whose time was given, and until when', async () => {
  const { id } = await reply();
  const { id: first } = await ask(id, '2027-01-15');
  const granted = await take('ks-registrator', `/anstand/${first}/ge`, {
    until: '2027-01-13',
    comment: 'Gärna.',
  });
  expect(granted.text).toContain(
    'Anståndet för Tekniska servicenämnden beviljades till och med onsdag 13 januari 2027.',
  );
  const { id: second } = await ask(id, '2027-01-29');
  const refused = await take('ks-registrator', `/anstand/${second}/avsla`, { comment: 'Det ska upp.' });
  expect(refused.text).toContain(
    'Anståndet för Tekniska servicenämnden avslogs: sista svarsdag är fortfarande onsdag 13 januari 2027.',
  );
});

it('says who is asked too, and who was given more time', async () => {
  const { referral } = await reply();
  const added = await take('ks-registrator', `/remisser/${referral}/lagg-till`, {
    body: 'BIN',
    name: '',
    replyBy: '2026-12-18',
    reason: 'Berörs.',
  });
  expect(added.text).toContain('Remissinstans lades till: Bildningsnämnden.');
  const longer = await take('ks-registrator', `/remisser/${referral}/forlang`, {
    until: '2027-01-20',
    'consultees[]': 'BIN',
    reason: 'Sent tillfrågad.',
  });
  expect(longer.text).toContain(
    'Svarstiden förlängdes till och med onsdag 20 januari 2027 för Bildningsnämnden.',
  );
});

it('says to whom, for which meeting and until when, and says it once', async () => {
  const { id } = await reply();
  await given(service).meeting('2026-12-16');
  await take('tsn-registrator', `/svar/${id}/registrera`);
  const chef = await as('tsn-chef');
  const assigned = await chef.fill(`/svar/${id}/fordela`, { officer: 'tsn-handlaggare' });
  expect(assigned.text).toContain('Ärendet fördelades till Handläggare, TSN.');
  expect((await chef.visit(assigned.path)).text).toContain('Ärendet fördelades.');
  const snoozed = await take('tsn-handlaggare', `/svar/${id}/skjut-upp`, { until: '2026-11-10' });
  expect(snoozed.text).toContain('Dina påminnelser om ärendet sköts upp till tisdag 10 november.');
  const written = await take('tsn-handlaggare', `/svar/${id}/meddelande`, { text: 'En fråga.' });
  expect(written.text).toContain('Meddelande skrevs till Kommunstyrelsen.');
  const asked = await take('tsn-registrator', `/svar/${id}/anstand`, { until: '2027-01-15', reason: 'Tid.' });
  expect(asked.text).toContain('Anstånd begärdes till och med fredag 15 januari 2027.');
});

it('says of a step what it did, and not what one did before it whose page was never seen', async () => {
  const { id } = await reply();
  const registrar = await as('tsn-registrator');
  const form = Visitor.hidden(await registrar.visit(`/svar/${id}/skjut-upp`));
  const unfollowed = {
    method: 'POST',
    body: new URLSearchParams({ ...form, until: '2026-11-10' }),
    headers: { 'Sec-Fetch-Site': 'same-origin', Origin: service.base },
    stop: true,
  };
  await registrar.request(`/svar/${id}/skjut-upp`, unfollowed);
  const { text } = await registrar.fill(`/svar/${id}/paminn`);
  expect(text).toContain('Dina påminnelser om ärendet slogs på.');
  expect(text).not.toContain('sköts upp till');
});

it('says it in English too', async () => {
  const { id } = await reply();
  const { id: extension } = await ask(id, '2027-01-15');
  const registrar = await as('ks-registrator');
  registrar.cookies.set('yttra-language', 'en');
  const granted = await registrar.fill(`/anstand/${extension}/ge`, { until: '2027-01-13', comment: 'Yes.' });
  expect(granted.text).toContain(
    'The extension for Tekniska servicenämnden was granted until Wednesday 13 January 2027.',
  );
});

it('leads from sharing the compilation to what was shared, which says which version it is', async () => {
  const { id, referralId: referral } = await given(service).consultation('forwarded');
  const path = `/remisser/${referral as string}`;
  for (const number of ['1', '2']) {
    const shared = await take('ks-registrator', `${path}/dela-sammanstallning`);
    expect(shared.path).toBe(`${path}/sammanstallningar/${number}?klart=dela-sammanstallning`);
    expect(shared.text).toContain(
      `Sammanställningen delades som version ${number}: så här ser remissinstanserna den.`,
    );
  }
  const registrar = await as('ks-registrator');
  const form = Visitor.hidden(await registrar.visit(`${path}/dela-sammanstallning`));
  for (const _click of [1, 2])
    expect((await registrar.send(`${path}/dela-sammanstallning`, form)).text).toContain('som version 3');
  const consultee = await as('tsn-handlaggare');
  const earlier = await consultee.visit(`${path}/sammanstallningar/1`);
  expect(earlier.text).toMatch(/Det finns en senare version:\s+Version 3\s+, delad/);
  expect(earlier.links).toContain(`${path}/sammanstallningar/3`);
  expect(earlier.text).not.toContain('era svar');
  expect((await consultee.visit(`${path}/sammanstallningar/3`)).text).not.toContain('senare version');
  expect((await consultee.visit(`/svar/${id}`)).text).toMatch(/Kommunstyrelsen, version 3, delad/);
});
