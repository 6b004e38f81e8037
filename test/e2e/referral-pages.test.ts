import { beforeEach, describe, expect, it } from '@jest/globals';
import { civilDate } from '../../src/rules/civil-date.js';
import { done, given, NOW, type Answer } from '../support/given.js';
import { sharedService } from '../support/shared-service.js';
import { Visitor, type Visited } from '../support/visitor.js';

const service = sharedService({ ROLE: 'api' });
beforeEach(() => service.setNow(NOW));

const as = async (persona: string) => Visitor.signedIn(service.base, persona);
const referralOf = (id: string) => done(service.as('ks-registrator').get(`/referrals/${id}`));
/** Opens the form of a step and sends it with what is written. */
async function take(visitor: Visitor, path: string, fields: Record<string, string> = {}): Promise<Visited> {
  const form = await visitor.visit(path);
  expect([path, form.status]).toEqual([path, 200]);
  return visitor.send(path, { ...Visitor.hidden(form), ...fields });
}
const threeAsked = { consultees: [{ body: 'TSN' }, { body: 'BIN' }, { name: 'Räddningstjänsten Syd' }] };

describe('how far the consultees of a referral have come', () => {
  const plansOf = (persona: string, id: string) => service.as(persona).get(`/referrals/${id}/plans`);

  it('is told to the issuer’s staff in one answer: days, verdict and last sign of life, and no officer', async () => {
    const referral = await given(service).sentReferral(threeAsked);
    const { id } = await given(service).consultationOf('tsn-registrator', referral);
    await given(service).onTheWay(referral, id, 'approved');
    await given(service).meeting('2026-11-25');
    const request = { until: '2027-01-15', reason: 'Fler dagar.' };
    await done(service.as('tsn-registrator').post(`/consultations/${id}/extensions`, request));

    const { body } = await plansOf('ks-registrator', referral.id).expect(200);
    const items = body.items as Answer[];
    expect(items.map(({ consultee }) => consultee as string).sort()).toEqual([
      'BIN',
      'Räddningstjänsten Syd',
      'TSN',
    ]);
    const tsn = items.find(({ consultee }) => consultee === 'TSN')!;
    expect(tsn).toMatchObject({
      name: 'Tekniska servicenämnden',
      state: 'approved',
      currentStep: 'schedule',
      meetingDate: '2026-11-25',
      lastSign: { verb: 'request-extension' },
      requestedExtension: { until: '2027-01-15' },
      undelivered: false,
    });
    // The audit trail has the database's clock.
    const today = civilDate(new Date());
    const days = (tsn['steps'] as Answer[]).map(({ step, doneOn }) => [step, doneOn]);
    expect(days).toEqual([
      ['register', today],
      ['draft', today],
      ['approve', today],
      ['schedule', null],
      ['decide', null],
      ['confirm', null],
      ['forward', null],
      ['acknowledge', null],
    ]);
    expect(JSON.stringify(body)).not.toMatch(/handlaggare|Fler dagar|hållbarhetsmålen/);
    const outside = items.find(({ consultee }) => consultee === 'Räddningstjänsten Syd')!;
    expect(outside).toMatchObject({ verdict: null, unplanned: 'outside-yttra', state: 'sent' });
  });

  it('counts a step that was undone as still to be taken', async () => {
    const referral = await given(service).sentReferral();
    const { id } = await given(service).consultationOf('tsn-registrator', referral);
    await given(service).onTheWay(referral, id, 'in-review');
    await given(service).step('tsn-chef', id, 'return', { comment: 'Komplettera.' });
    const { body } = await plansOf('ks-handlaggare', referral.id).expect(200);
    expect(body.items[0]).toMatchObject({ state: 'drafting', currentStep: 'draft' });
    expect(body.items[0].steps[1]).toMatchObject({ step: 'draft', doneOn: null });
    expect(JSON.stringify(body)).not.toContain('Komplettera');
  });

  it('is told to nobody else', async () => {
    const referral = await given(service).sentReferral();
    await plansOf('tsn-registrator', referral.id).expect(403);
    await plansOf('tsn-lasare', referral.id).expect(404);
    await plansOf('bin-registrator', referral.id).expect(404);
  });
});

describe('the page of a referral', () => {
  it('shows its issuer each consultee with what needs something first', async () => {
    const referral = await given(service).sentReferral(threeAsked);
    const { id } = await given(service).consultationOf('tsn-registrator', referral);
    await given(service).onTheWay(referral, id, 'forwarded');
    const registrar = await as('ks-registrator');
    const page = await registrar.visit(`/remisser/${referral.id}`);
    expect(page.status).toBe(200);
    expect(page.text).toContain('Kvittera: Tekniska servicenämnden');
    expect(page.text).toMatch(/Har svarat\s*1\s*av 3/);
    expect(page.links).toContain(`/svar/${id}/kvittera`);
    expect(page.links.some((href) => href?.endsWith('/for-in-svar'))).toBe(true);
    expect(page.links).toEqual(expect.arrayContaining([`/remisser/${referral.id}/forlang`]));
    for (const word of ['Historik', 'expedierades', 'Är utvecklingsområdena relevanta?', 'Kontrollsumma'])
      expect([word, page.text.toLowerCase().includes(word.toLowerCase())]).toEqual([word, true]);
  });

  it('sends a consultee to its own part, and is not there for the others', async () => {
    const referral = await given(service).sentReferral();
    const { id } = await given(service).consultationOf('tsn-registrator', referral);
    expect((await (await as('tsn-handlaggare')).visit(`/remisser/${referral.id}`)).path).toBe(`/svar/${id}`);
    expect((await (await as('bin-registrator')).visit(`/remisser/${referral.id}`)).status).toBe(404);
  });

  it('sends whoever serves the issuer too, but is not on its list, to their own part', async () => {
    const referral = await given(service).sentReferral();
    const { id } = await given(service).consultationOf('tsn-registrator', referral);
    const marking = { provision: 'OSL 26:1', seenBy: [{ body: 'KS', role: 'registrar' }] };
    const path = `/referrals/${referral.id}/mark-confidential`;
    await done(service.as('ks-registrator').post(path, marking, { ifMatch: referral.version }));
    await service.database.query("INSERT INTO roles VALUES ('tsn-handlaggare', 'KS', 'officer')");
    try {
      const page = await (await as('tsn-handlaggare')).visit(`/remisser/${referral.id}`);
      expect([page.status, page.path]).toEqual([200, `/svar/${id}`]);
    } finally {
      await service.database.query(
        "DELETE FROM roles WHERE username = 'tsn-handlaggare' AND body_code = 'KS'",
      );
    }
  });

  it('does not count whoever was recalled', async () => {
    const referral = await given(service).sentReferral({ consultees: [{ body: 'TSN' }, { body: 'BIN' }] });
    const { id } = await given(service).consultationOf('ks-registrator', referral, 'BIN');
    await given(service).step('ks-registrator', id, 'recall', { reason: 'Berör dem inte.' });
    const page = await (await as('ks-registrator')).visit(`/remisser/${referral.id}`);
    expect(page.text).toMatch(/Har svarat\s*0\s*av 1/);
  });

  it('has a page in between where it is confidential, and is noted as read once it is opened', async () => {
    const title = 'Remiss om kvarteret Eken';
    const draft = await given(service).draftReferral({ title });
    const marking = { provision: 'OSL 26:1', seenBy: [{ body: 'KS', role: 'registrar' }] };
    await done(
      service
        .as('ks-registrator')
        .post(`/referrals/${draft.id}/mark-confidential`, marking, { ifMatch: draft.version }),
    );
    const readings = () =>
      service.database.query(
        "SELECT after FROM audit_events WHERE object_type = 'reading' AND object_id = $1 ORDER BY id",
        [draft.id],
      );
    const registrar = await as('ks-registrator');
    const before = await readings();
    const between = await registrar.visit(`/remisser/${draft.id}`);
    expect(between.text).toContain('Du öppnar ett sekretessmarkerat ärende');
    expect(between.text).not.toContain(title);
    expect(await readings()).toEqual(before);
    const opened = await registrar.visit(`/remisser/${draft.id}?oppna=ja`);
    expect(opened.text).toContain(title);
    expect(opened.headers.get('cache-control')).toBe('no-store');
    expect(await readings()).toHaveLength(before.length + 1);
    expect((await (await as('ks-handlaggare')).visit(`/remisser/${draft.id}`)).status).toBe(404);
  });
});

describe('a step of a referral taken in a browser', () => {
  it('gives everybody more time, with what to think of shown once', async () => {
    const referral = await given(service).sentReferral(threeAsked);
    const registrar = await as('ks-registrator');
    const path = `/remisser/${referral.id}/forlang`;
    // A Sunday: replies come on a working day, which the answer warns of.
    const page = await take(registrar, path, { until: '2027-01-17', reason: 'Fler dagar.' });
    expect(page.path).toBe(`/remisser/${referral.id}?klart=forlang`);
    expect(page.text).toContain('Svarstiden förlängdes till och med ');
    expect(page.text).toContain('Att tänka på');
    expect((await registrar.visit(page.path)).text).not.toContain('Att tänka på');
    const { consultees } = await referralOf(referral.id);
    expect(new Set((consultees as Answer[]).map(({ replyBy }) => replyBy as string)).size).toBe(1);
  });

  it('gives one of them more time', async () => {
    const referral = await given(service).sentReferral(threeAsked);
    const registrar = await as('ks-registrator');
    const fields = { until: '2027-01-15', reason: 'De bad om det.', 'consultees[]': 'TSN' };
    await take(registrar, `/remisser/${referral.id}/forlang`, fields);
    const { consultees } = await referralOf(referral.id);
    expect(
      Object.fromEntries((consultees as Answer[]).map(({ name, replyBy }) => [name, replyBy])),
    ).toMatchObject({ 'Tekniska servicenämnden': '2027-01-15', 'Räddningstjänsten Syd': '2026-12-15' });
  });

  it('asks one more, refuses one who is asked already, and asks somebody outside', async () => {
    const referral = await given(service).sentReferral();
    const registrar = await as('ks-registrator');
    const path = `/remisser/${referral.id}/lagg-till`;
    const form = await registrar.visit(path);
    const offered = form.elements.filter(({ name }) => name === 'option');
    expect(offered.map(({ attributes }) => attributes['value'])).not.toContain('TSN');
    const empty = await take(registrar, path, { body: '', name: '', email: '' });
    expect([empty.status, empty.path, empty.links.includes('#body')]).toEqual([422, path, true]);
    expect(empty.text).toContain('Välj ett organ i kommunen, eller skriv namnet');
    await take(registrar, path, { body: 'BIN' });
    const twice = await take(registrar, path, { body: 'TSN' });
    expect([twice.status, twice.links.includes('#body')]).toEqual([422, true]);
    expect(twice.text).toContain('Organ i kommunen: Organet står redan på listan.');
    await take(registrar, path, { name: 'Räddningstjänsten Syd', email: 'syd@example.se' });
    const namesake = await take(registrar, path, { name: 'Räddningstjänsten Syd' });
    expect([namesake.status, namesake.links.includes('#name')]).toEqual([422, true]);
    expect(namesake.text).not.toMatch(/askedAgain|consultees/);
    await take(registrar, path, { name: 'Räddningstjänsten Syd', askedAgain: 'true' });
    const { consultees } = await referralOf(referral.id);
    expect((consultees as Answer[]).map(({ body, name }) => body ?? name)).toEqual([
      'TSN',
      'BIN',
      'Räddningstjänsten Syd',
      'Räddningstjänsten Syd',
    ]);
  });

  it('says that nobody is told when a draft is withdrawn', async () => {
    const registrar = await as('ks-registrator');
    const draft = await given(service).draftReferral();
    expect((await registrar.visit(`/remisser/${draft.id}/aterkalla`)).text).toContain('ingen får något');
    const sent = await given(service).sentReferral();
    expect((await registrar.visit(`/remisser/${sent.id}/aterkalla`)).text).toContain('Alla remissinstanser');
  });

  it('closes it only with a reason before its time, opens it again and withdraws it', async () => {
    const referral = await given(service).sentReferral();
    const registrar = await as('ks-registrator');
    const at = (step: string) => `/remisser/${referral.id}/${step}`;
    const without = await take(registrar, at('avsluta'));
    expect(without.status).toBe(422);
    expect(without.text).toContain('Skriv varför');
    await take(registrar, at('avsluta'), { reason: 'Ärendet har förfallit.' });
    expect(await referralOf(referral.id)).toMatchObject({ state: 'closed' });
    await take(registrar, at('oppna-igen'), { reason: 'Avslutades av misstag.' });
    expect(await referralOf(referral.id)).toMatchObject({ state: 'sent' });
    await take(registrar, at('aterkalla'), { reason: 'Förslaget har arbetats om.' });
    expect(await referralOf(referral.id)).toMatchObject({ state: 'withdrawn' });
    const late = await registrar.visit(at('forlang'));
    expect(late.text).toContain('Det går inte i läget Återkallad.');
  });

  it('is refused with both texts when somebody has changed it meanwhile, and to whoever may not', async () => {
    const referral = await given(service).sentReferral();
    const registrar = await as('ks-registrator');
    const path = `/remisser/${referral.id}/forlang`;
    const form = Visitor.hidden(await registrar.visit(path));
    await done(
      service
        .as('ks-registrator')
        .post(
          `/referrals/${referral.id}/extend`,
          { until: '2027-01-08', reason: 'Helg.' },
          { ifMatch: referral.version },
        ),
    );
    const stale = await registrar.send(path, { ...form, until: '2027-01-29', reason: 'Mer.' });
    expect(stale.status).toBe(412);
    expect(stale.text).toContain('2027-01-29');
    const secretary = await as('ks-sekreterare');
    const { _token } = Visitor.hidden(await secretary.visit('/inkorg')) as { _token: string };
    const { version } = await referralOf(referral.id);
    const terms = { _token, _version: String(version), _key: 'k' };
    expect((await secretary.send(path, { ...terms, until: '2027-02-05', reason: 'x' })).status).toBe(403);
    const stranger = await as('bin-registrator');
    expect((await stranger.visit(path)).status).toBe(404);
    expect((await registrar.visit(`/remisser/${referral.id}/nagot`)).status).toBe(404);
  });

  it('decides a request for more time, which leads back to the referral', async () => {
    const referral = await given(service).sentReferral();
    const { id } = await given(service).consultationOf('tsn-registrator', referral);
    const ask = (until: string) =>
      done(
        service
          .as('tsn-registrator')
          .post(`/consultations/${id}/extensions`, { until, reason: 'Fler dagar.' }),
      );
    const first = await ask('2027-01-15');
    const registrar = await as('ks-registrator');
    const page = await registrar.visit(`/remisser/${referral.id}`);
    expect(page.links).toContain(`/anstand/${first.id}/ge`);
    const form = await registrar.visit(`/anstand/${first.id}/ge`);
    expect(form.text).toContain('Fler dagar.');
    const granted = await registrar.send(`/anstand/${first.id}/ge`, {
      ...Visitor.hidden(form),
      until: '2027-01-13',
      comment: 'Gärna tidigare.',
    });
    expect(granted.path).toBe(`/remisser/${referral.id}?klart=ge`);
    expect(granted.text).toContain(
      'Anståndet för Tekniska servicenämnden beviljades till och med onsdag 13 januari 2027.',
    );
    expect(await done(service.as('ks-registrator').get(`/consultations/${id}`))).toMatchObject({
      replyBy: '2027-01-13',
    });
    const second = await ask('2027-01-29');
    const without = await take(registrar, `/anstand/${second.id}/avsla`);
    expect(without.text).toContain('Skriv varför');
    await take(registrar, `/anstand/${second.id}/avsla`, { comment: 'Ärendet ska upp den 20 januari.' });
    expect(await done(service.as('tsn-registrator').get(`/extensions/${second.id}`))).toMatchObject({
      state: 'refused',
    });
    expect((await (await as('bin-registrator')).visit(`/anstand/${second.id}/ge`)).status).toBe(404);
  });
});
