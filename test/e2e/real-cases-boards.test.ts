import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { projectRoot } from '../../src/config/project-root.js';
import { done, type Answer } from '../support/given.js';
import { realCases, replay } from '../support/replay.js';
import { sharedService } from '../support/shared-service.js';

/** Real cases whose facts are about a board's own handling: its numbers, its meetings, its days, its minutes. */
const service = sharedService({ ROLE: 'api' });
let town: ReturnType<typeof replay>;
beforeAll(async () => {
  town = replay(service);
  await town.body('KS', 'Kommunstyrelsen');
  await town.body('TSN', 'Tekniska servicenämnden');
});

const stated = (id: string) => realCases.get(id)!.stated;
const letter = 'Kommunstyrelsen önskar nämndens yttrande.';
const positive = (title: string, more: object = {}) => ({
  title,
  stance: 'supports',
  clauses: [{ text: 'att tillstyrka förslaget' }],
  recipients: [{ body: 'KS' }],
  ...more,
});

describe('a board’s own handling, as it really was', () => {
  it('RC-01: a report is read, and what it says is in the statement, the case and the register', async () => {
    const {
      prior_decision: prior,
      related_referral,
      area_mappings,
      assessment_verbs,
      proposed_decision_clauses,
    } = stated('RC-01');
    const { distinct_target_areas, old_areas } = realCases.get('RC-01')!.derived;
    town.on('2023-10-02');
    const matter = await town.opened('KS', {
      title: 'Strategi för social hållbarhet 2024-2030',
      relatedCases: [related_referral.dnr],
      priorDecisions: [{ body: 'KF', date: prior.date, section: prior.section, about: prior.content }],
    });
    const proposal = await town.document(
      'KS',
      'Remissversion Strategi för social hållbarhet 2024-2030',
      'proposal',
    );
    const referral = await town.referred('KS', matter.id, {
      title: 'Internremiss, Strategi för social hållbarhet 2024-2030',
      replyBy: '2023-12-15',
      letter,
      consultees: [{ body: 'TSN' }],
    });
    const { id } = await town.consultationOf('TSN', referral, 'TSN');
    const { ownCaseNumber } = await town.step('TSN', id, 'register');
    expect(ownCaseNumber).not.toBe(related_referral.dnr);
    await town.step('TSN', id, 'assign', { officer: 'person-tsn' });
    const report = readFileSync(
      join(projectRoot, 'src/demo/texts/internremiss-social-hallbarhet.txt'),
      'utf8',
    );
    const imported = await done(
      town.as('TSN').postText(`/consultations/${id}/statement/import`, report, { ifMatch: '*' }),
    );
    expect(imported['found']).toMatchObject({
      ownCaseNumber: null,
      relatedCases: [related_referral.dnr],
      priorDecisions: [{ body: 'KF', date: prior.date, section: prior.section }],
      administration: expect.stringMatching(/^tekniska serviceförvaltningen/i),
    });
    expect(imported['found'].areas).toEqual(
      area_mappings.map(({ from, relation, to }: Record<string, string>) => ({ from, relation, to })),
    );
    const { areas } = imported['found'] as { areas: { from: string; to: string }[] };
    // One of the new places is a goal and no area, which the import does not tell apart.
    const goals = (area_mappings as Record<string, string>[]).filter(({ to_kind }) => to_kind !== 'area');
    const targets = new Set(
      areas.map(({ to }) => to).filter((to) => goals.every((goal) => goal['to'] !== to)),
    );
    expect([...targets]).toHaveLength(distinct_target_areas as number);
    expect([...new Set(areas.map(({ from }) => from))]).toHaveLength(old_areas as number);
    // “ser ... som ett bra komplement”: what is left out of the source stands between.
    const assessment = (imported['statement'] as Answer)['assessment'] as string;
    for (const said of (assessment_verbs as string[]).flatMap((words) => words.split(' ... ')))
      expect(assessment).toContain(said);
    const { clauses } = imported['statement'] as { clauses: { text: string }[] };
    expect(clauses.map(({ text }) => text.replace(/\.$/, ''))).toEqual(
      proposed_decision_clauses.map((text: string) => text.replace(/\.$/, '')),
    );
    expect(imported['statement']).toMatchObject({
      title: 'Internremiss, Strategi för social hållbarhet 2024-2030',
      stance: 'not-stated',
      recipients: [{ body: 'KS' }],
      basis: [
        { title: expect.stringContaining('tjänsteskrivelse') },
        { title: expect.stringContaining('Remissversion') },
      ],
    });
    const written = {
      ...pick(imported['statement'] as Answer),
      remarks: area_mappings.map(({ from, relation, to }: Record<string, string>) => ({
        passage: from,
        text: `${from} ${relation} ${to}`,
      })),
    };
    await done(town.as('TSN').put(`/consultations/${id}/statement`, written, { ifMatch: '*' }));
    for (const verb of ['submit', 'approve']) await town.step('TSN', id, verb);
    await town.meets('TSN', { date: '2023-11-22' });
    await town.step('TSN', id, 'schedule', { meetingDate: '2023-11-22' });
    town.on('2023-11-22');
    await town.step('TSN', id, 'decide', { outcome: 'as-proposed', section: '84' });
    town.on('2023-11-29');
    await town.step('TSN', id, 'confirm', { confirmedOn: '2023-11-29' });
    await town.step('TSN', id, 'forward');
    const { consultees, passages } = await town.compiled('KS', referral);
    expect((consultees as Answer[])[0]).toMatchObject({ stance: 'not-stated', clauses });
    expect(passages).toHaveLength(6);
    expect(await done(town.as('KS').get(`/cases/${matter.id}`))).toMatchObject({
      relatedCases: [related_referral.dnr],
      priorDecisions: [{ section: '134', about: prior.content }],
    });
    expect(await town.inRegister('TSN', String(ownCaseNumber))).toMatchObject({ party: 'KS' });
    expect(proposal['kind']).toBe('proposal');
    expect(await town.published('TSN', 'statements', id)).toMatchObject({ section: '84' });
  });

  it('RC-06: a ministry asks, three boards reply, and the executive board answers', async () => {
    const { consultees, tn_meeting, ks_meeting } = stated('RC-06');
    town.on('2025-09-15');
    const origin = {
      sender: 'Justitiedepartementet',
      senderKind: 'organisation',
      replyBy: '2026-01-30',
      email: 'ju@example.se',
    };
    const matter = await town.opened('KS', { title: 'Koordinatbestämda fastigheter (SOU 2025:80)', origin });
    const own = await done(town.as('KS').post(`/cases/${matter.id}/consultations`, { consultee: 'KS' }));
    await town.body('TN', 'Tekniska nämnden');
    await town.body('STN', 'Stadsbyggnadsnämnden');
    await town.body('MN', 'Miljönämnden');
    const referral = await town.referred('KS', matter.id, {
      title: matter['title'],
      replyBy: '2025-12-12',
      letter,
      consultees: [{ body: 'STN' }, { body: 'MN' }, { body: 'TN' }],
    });
    for (const code of ['STN', 'MN', 'TN']) {
      town.on('2025-09-16');
      const { id } = await town.consultationOf(code, referral, code);
      await town.step(code, id, 'register');
      const statement = positive('Yttrande', { assessment: 'Positiv till författningsförslagen.' });
      await town.answered(code, id, {
        statement,
        meeting: { date: tn_meeting },
        decision: { section: '12' },
        confirmedOn: '2025-12-01',
      });
    }
    const seen = await done(town.as('TN').get(`/referrals/${referral.id}`));
    expect((seen['consultees'] as Answer[]).map(({ name }) => String(name).toLowerCase())).toEqual(
      consultees,
    );
    const { totals, consultees: rows } = await town.compiled('KS', referral);
    expect(totals).toMatchObject({ answered: 3, missing: 0, stances: { supports: 3 } });
    expect((rows as Answer[]).map(({ decidedOn }) => decidedOn as string)).toEqual([
      tn_meeting,
      tn_meeting,
      tn_meeting,
    ]);
    expect((rows as Answer[]).map(({ assessment }) => assessment as string)).toEqual([
      'Positiv till författningsförslagen.',
      'Positiv till författningsförslagen.',
      'Positiv till författningsförslagen.',
    ]);
    const statement = positive('Yttrande', { recipients: [{ email: 'ju@example.se' }] });
    await town.answered('KS', own.id, {
      statement,
      meeting: { date: ks_meeting },
      decision: { section: '5' },
      confirmedOn: '2026-01-12',
    });
    const shown = await town.published('KS', 'statements', own.id);
    expect(shown).toMatchObject({ decidedOn: ks_meeting, issuerName: 'Justitiedepartementet' });
    expect(await town.told('KS', matter.id)).toContain('Miljönämnden');
  });

  it('RC-07: an inquiry is referred within the house to two boards', async () => {
    const { verb, ks_meeting } = stated('RC-07');
    town.on('2025-05-26');
    await town.body('TN', 'Tekniska nämnden');
    await town.body('STN', 'Stadsbyggnadsnämnden');
    const origin = { sender: 'Justitiedepartementet', senderKind: 'organisation', replyBy: '2025-09-15' };
    const matter = await town.opened('KS', { title: 'Säkrare tivoli (SOU 2025:40)', origin });
    const own = await done(town.as('KS').post(`/cases/${matter.id}/consultations`, { consultee: 'KS' }));
    const referral = await town.referred('KS', matter.id, {
      title: matter['title'],
      replyBy: '2025-08-01',
      letter: `Betänkandet har ${verb} till nämnderna.`,
      consultees: [{ body: 'STN' }, { body: 'TN' }],
    });
    expect(await done(town.as('TN').get(`/referrals/${referral.id}`))).toMatchObject({
      letter: expect.stringContaining(verb),
    });
    const said = await town.told('KS', matter.id);
    expect(said).toContain('Stadsbyggnadsnämnden');
    expect(said).toContain('Tekniska nämnden');
    const statement = positive('Yttrande', { recipients: [{ name: 'Justitiedepartementet' }] });
    await town.answered('KS', own.id, {
      statement,
      meeting: { date: ks_meeting },
      decision: { section: '301' },
      confirmedOn: '2025-08-27',
    });
    const decided = await done(town.as('KS').get(`/consultations/${own.id}`));
    expect(decided).toMatchObject({ decision: { decidedOn: ks_meeting } });
  });

  it('RC-10: decided five days, three of them working days, before the sender’s last day', async () => {
    const { ks_meeting, external_deadline } = stated('RC-10');
    const { days_margin, working_days_margin } = realCases.get('RC-10')!.derived;
    town.on('2025-02-03');
    const matter = await town.opened('KS', {
      title: 'Uppgiftsskyldighet för vissa stödåtgärder; lovskola m.m.',
      origin: { sender: 'Utbildningsdepartementet', senderKind: 'organisation', replyBy: external_deadline },
    });
    const own = await done(town.as('KS').post(`/cases/${matter.id}/consultations`, { consultee: 'KS' }));
    const referral = await town.referred('KS', matter.id, {
      title: matter['title'],
      replyBy: '2025-03-14',
      letter,
      consultees: [{ name: 'grundskolenämnden' }, { name: 'gymnasie- och vuxenutbildningsnämnden' }],
    });
    town.on('2025-03-13');
    for (const name of ['grundskolenämnden', 'gymnasie- och vuxenutbildningsnämnden'])
      await town.onPaper('KS', (await town.consultationOf('KS', referral, name)).id, {
        receivedOn: '2025-03-13',
        stance: 'supports-with-comments',
      });
    expect((await town.compiled('KS', referral))['totals']).toMatchObject({
      stances: { 'supports-with-comments': 2 },
    });
    await town.meets('KS', { date: ks_meeting });
    town.on(ks_meeting);
    const days = (Date.parse(external_deadline) - Date.parse(ks_meeting)) / 86_400_000;
    expect(days).toBe(days_margin);
    const { steps } = await done(town.as('KS').get(`/consultations/${own.id}/plan`));
    const forward = (steps as Answer[]).find(({ step }) => step === 'forward')!;
    expect(forward).toMatchObject({ date: external_deadline, margin: working_days_margin });
    const statement = positive('Yttrande', { recipients: [{ name: 'Utbildningsdepartementet' }] });
    await town.answered('KS', own.id, {
      statement,
      meeting: { date: ks_meeting },
      decision: { section: '101' },
      confirmedOn: ks_meeting,
      immediate: true,
    });
    expect(await done(town.as('KS').get(`/consultations/${own.id}`))).toMatchObject({
      overdue: false,
      replyBy: external_deadline,
    });
  });

  it('RC-12: a committee proposes to its board, and a member of it does not take part', async () => {
    const { body: organ, meeting, section, staff_report_date, proposal, headings } = stated('RC-12');
    const { diary_code: classification } = stated('RC-12');
    town.on('2016-04-01');
    const matter = await town.opened('KS', {
      title: 'Låt fler forma framtiden (SOU 2016:5)',
      caseNumber: '2016/0166 KS-2',
      classification,
      origin: { sender: 'Kulturdepartementet', senderKind: 'organisation', replyBy: '2016-06-30' },
    });
    const own = await done(town.as('KS').post(`/cases/${matter.id}/consultations`, { consultee: 'KS' }));
    const annex = await town.document('KS', 'Bilaga 1, yttrande', 'statement');
    const statement = positive('Svar på remiss Låt fler forma framtiden (SOU 2016:5)', {
      summary: 'Sammanfattning.',
      clauses: [{ text: proposal }],
      basis: [
        { title: `Tjänsteutlåtande ${staff_report_date}` },
        { title: 'Bilaga 1', documentId: annex.id },
      ],
      sections: [
        { heading: headings[1], text: 'Arbetsutskottet överlägger.' },
        { heading: headings[2], text: 'Ordföranden ställer proposition.' },
      ],
      recipients: [{ name: 'Kulturdepartementet' }],
    });
    const notTakingPart = [{ by: 'En ledamot (MP)' }];
    await town.approved('KS', own.id, statement);
    const committee = await town.meets('KS', { date: meeting, organ });
    const board = await town.meets('KS', { date: '2016-06-13' });
    await town.step('KS', own.id, 'schedule', { meetingId: committee.id });
    town.on(meeting);
    await town.step('KS', own.id, 'prepare', { section, meetingId: board.id, notTakingPart });
    // The board's own day and section are made up: the source is of the committee.
    town.on('2016-06-13');
    await town.step('KS', own.id, 'decide', { outcome: 'as-proposed', section: '101/2016' });
    const shown = await done(town.as('KS').get(`/consultations/${own.id}`));
    expect(shown['decision']).toMatchObject({
      route: 'board',
      section: '101/2016',
      preparations: [{ organ, section, meetingDate: meeting, clauses: null, notTakingPart }],
      clauses: [{ text: proposal }],
    });
    const extract = await town.as('KS').get(`/consultations/${own.id}/papers/minutes-extract?format=txt`);
    for (const words of [organ, `§ ${section}`, '2016/0166 KS-2', 'En ledamot (MP)'])
      expect(extract.text).toContain(words);
    const text = await done(town.as('KS').get(`/consultations/${own.id}/statement`));
    expect(text).toMatchObject({
      basis: [{ title: 'Tjänsteutlåtande 2016-05-10' }, { documentId: annex.id }],
      sections: [{ heading: headings[1] }, { heading: headings[2] }],
    });
    expect(await town.inRegister('KS', '2016/0166 KS-2')).toMatchObject({
      party: 'Kulturdepartementet',
      classification,
    });
  });

  it('RC-13: two referrals of one meeting: a day to spare, and a last day that is a Sunday', async () => {
    const { items, meeting } = stated('RC-13');
    const [margin, longMargin] = realCases.get('RC-13')!.derived['margin_days'] as number[];
    town.on('2011-08-15');
    const own: Answer[] = [];
    for (const [index, { title, dnr, remisstid }] of items.entries()) {
      const sender = index === 0 ? 'Utbildningsdepartementet' : 'Huddinge kommun';
      const matter = await town.opened('KS', {
        title,
        caseNumber: dnr,
        origin: { sender, senderKind: 'organisation', replyBy: remisstid },
      });
      own.push(await done(town.as('KS').post(`/cases/${matter.id}/consultations`, { consultee: 'KS' })));
    }
    await town.meets('KS', { date: meeting });
    const plans = await Promise.all(
      own.map(({ id }) => done(town.as('KS').get(`/consultations/${id}/plan`))),
    );
    expect(plans[0]).toMatchObject({ meetingDate: meeting, verdict: 'needs-immediate-confirmation' });
    // The Sunday itself is the last day; what must be done on a working day is done on the Friday before.
    expect(own[1]).toMatchObject({ replyBy: '2011-10-16' });
    for (const { id } of own) {
      await town.approved('KS', id, positive('Yttrande', { recipients: [{ name: 'Avsändaren' }] }));
      await town.step('KS', id, 'schedule', { meetingDate: meeting });
    }
    town.on(meeting);
    for (const [index, { id }] of own.entries()) {
      await town.step('KS', id, 'decide', { outcome: 'as-proposed', section: `${10 + index}` });
      await town.step('KS', id, 'confirm', { confirmedOn: meeting, immediate: true });
      const { replyBy, decision } = await town.step('KS', id, 'forward');
      const days = (Date.parse(replyBy) - Date.parse(decision.decidedOn)) / 86_400_000;
      expect(days).toBe([margin, longMargin][index]);
    }
    expect(await town.inRegister('KS', items[0].dnr)).toMatchObject({ title: items[0].title });
  });

  it('RC-15: each matter has the issuer’s number and the board’s own, and the issuer may be any board', async () => {
    const { pairs } = stated('RC-15') as { pairs: Record<string, string>[] };
    town.on('2012-04-02');
    await town.body('TRN', 'Trafiknämnden');
    await town.body('HVN', 'Hässelby-Vällingby stadsdelsnämnd');
    for (const { title, issuer, issuer_dnr, own_dnr } of pairs) {
      const at = issuer === 'Trafiknämnden' ? 'TRN' : 'KS';
      const matter = await town.opened(at, { title, caseNumber: issuer_dnr });
      const referral = await town.referred(at, matter.id, {
        title,
        replyBy: '2012-08-31',
        letter,
        consultees: [{ body: 'HVN' }],
      });
      const { id } = await town.consultationOf('HVN', referral, 'HVN');
      const registered = await town.step('HVN', id, 'register', {
        caseNumber: own_dnr,
        receivedOn: '2012-04-02',
      });
      expect(registered).toMatchObject({ caseNumber: issuer_dnr, ownCaseNumber: own_dnr, issuer: at });
      expect(await town.inRegister('HVN', own_dnr!)).toMatchObject({
        party: at,
        title,
        receivedOn: '2012-04-02',
      });
      expect(await town.told('HVN', matter.id)).toContain(own_dnr);
    }
    // The item that is no referral: sent back, with two numbers.
    const sentBack = await town.opened('HVN', {
      title: 'Återremitterat ärende',
      caseNumber: '1.1-1-2012',
      relatedCases: ['1.1-2-2012'],
    });
    expect(sentBack).toMatchObject({ caseNumber: '1.1-1-2012', relatedCases: ['1.1-2-2012'] });
  });

  it('RC-16: six referrals of the executive board stand on one agenda, in its order', async () => {
    town.on('2013-04-15');
    await town.body('KHN', 'Kungsholmens stadsdelsnämnd');
    const { id: meeting } = await town.meets('KHN', { date: '2013-06-13' });
    const ids: string[] = [];
    for (let number = 1; number <= stated('RC-16')['referrals_from_ks']; number++) {
      const matter = await town.opened('KS', { title: `Remiss ${number}` });
      const referral = await town.referred('KS', matter.id, {
        title: `Remiss ${number}`,
        replyBy: '2013-08-30',
        letter,
        consultees: [{ body: 'KHN' }],
      });
      const { id } = await town.consultationOf('KHN', referral, 'KHN');
      await town.step('KHN', id, 'register');
      await town.approved('KHN', id, positive(`Remiss ${number}`));
      await town.step('KHN', id, 'schedule', { meetingDate: '2013-06-13' });
      ids.push(id);
    }
    await done(
      town.as('KHN').put(`/bodies/KHN/meetings/${meeting}/agenda`, { consultations: ids }, { ifMatch: '*' }),
    );
    const agenda = await done(town.as('KHN').get(`/bodies/KHN/meetings/2013-06-13`));
    expect((agenda['matters'] as Answer[]).map(({ title, issuer }) => [title, issuer])).toEqual(
      ids.map((_, index) => [`Remiss ${index + 1}`, 'KS']),
    );
  });

  it('RC-19: more time is asked for, to a month, and nothing is settled yet', async () => {
    const { deadline, requested, handling } = stated('RC-19');
    town.on('2020-02-03');
    const matter = await town.opened('KS', { title: 'Detaljplaneprogram Bromma, Kärsby, Djurkälla' });
    const referral = await town.referred('KS', matter.id, {
      title: matter['title'],
      replyBy: deadline,
      letter,
      consultees: [{ body: 'TSN' }],
    });
    const { id } = await town.consultationOf('TSN', referral, 'TSN');
    await town.step('TSN', id, 'register');
    town.on('2020-03-20');
    const reason = `Ber om tid ${requested}: ${handling}`;
    await done(town.as('TSN').post(`/consultations/${id}/extensions`, { until: '2020-08-31', reason }));
    const { items } = await done(town.as('KS').get(`/consultations/${id}/extensions`));
    expect(items).toMatchObject([
      { state: 'requested', requestedUntil: '2020-08-31', reason, previousReplyBy: deadline },
    ]);
    expect(await town.consultationOf('KS', referral, 'TSN')).toMatchObject({ replyBy: deadline });
    const waiting = await done(town.as('KS').get('/consultations?extensionRequested=true'));
    expect((waiting['items'] as Answer[]).map((row) => row.id)).toContain(id);
    expect(await town.told('TSN', matter.id)).toMatch(/31 augusti 2020/);
  });

  it('RC-20: more time is asked for because of the board’s meeting', async () => {
    const { requested_new_deadline: until, reason, ks_meeting } = stated('RC-20');
    town.on('2008-04-21');
    await town.body('MHN', 'Miljö- och hälsoskyddsnämnden');
    const matter = await town.opened('KS', { title: 'MKB för Ärna' });
    const referral = await town.referred('KS', matter.id, {
      title: matter['title'],
      replyBy: '2008-06-06',
      letter,
      consultees: [{ body: 'MHN' }],
    });
    const { id } = await town.consultationOf('MHN', referral, 'MHN');
    await town.step('MHN', id, 'register');
    await town.meets('MHN', { date: '2008-06-18' });
    await town.meets('KS', { date: ks_meeting });
    town.on('2008-05-15');
    const before = await done(town.as('MHN').get(`/consultations/${id}/plan`));
    expect(before['verdict']).not.toBe('comfortable');
    const extension = await done(town.as('MHN').post(`/consultations/${id}/extensions`, { until, reason }));
    expect((Date.parse(until) - Date.parse('2008-06-06')) / 86_400_000).toBe(14);
    await done(town.as('KS').post(`/extensions/${extension.id}/grant`, {}, { ifMatch: '*' }));
    expect(await done(town.as('MHN').get(`/consultations/${id}/plan`))).toMatchObject({
      replyBy: until,
      meetingDate: '2008-06-18',
    });
    const { items } = await done(town.as('KS').get('/bodies/KS/meetings?from=2008-06-01&to=2008-06-30'));
    expect(items).toMatchObject([{ date: ks_meeting }]);
    expect(await town.told('MHN', matter.id)).toMatch(/20 juni 2008/);
  });

  it('RC-23: one item of the minutes is a reply, another of the same minutes is sent back', async () => {
    const [sentBack] = Object.keys(stated('RC-23')['same_minutes'] as object);
    town.on('2014-03-03');
    const on: Record<string, string> = {};
    for (const title of ['Remiss – Riktlinjer för möten och resor', 'Återremiss – lokal']) {
      const matter = await town.opened('KS', { title });
      const referral = await town.referred('KS', matter.id, {
        title,
        replyBy: '2014-06-30',
        letter,
        consultees: [{ body: 'TSN' }],
      });
      const { id } = await town.consultationOf('TSN', referral, 'TSN');
      await town.step('TSN', id, 'register');
      await town.approved('TSN', id, positive(title));
      await town.meets('TSN', { date: '2014-05-14' });
      await town.step('TSN', id, 'schedule', { meetingDate: '2014-05-14' });
      on[title] = id;
    }
    town.on('2014-05-14');
    const [reply, local] = Object.values(on) as [string, string];
    await town.step('TSN', reply, 'decide', {
      outcome: 'as-proposed',
      section: stated('RC-23')['section'] as string,
    });
    await town.step('TSN', local, 'refer-back', { section: sentBack, reason: 'Utred en annan lokal' });
    expect(await done(town.as('TSN').get(`/consultations/${reply}`))).toMatchObject({
      title: 'Remiss – Riktlinjer för möten och resor',
      decision: { section: '63' },
    });
    const { postponements, caseId } = await done(town.as('TSN').get(`/consultations/${local}`));
    expect(postponements).toMatchObject([{ how: 'referred-back', section: '57', meetingDate: '2014-05-14' }]);
    expect(await town.told('TSN', String(caseId))).toMatch(/57/);
  });
});

const PARTS = [
  'title',
  'summary',
  'matter',
  'assessment',
  'stance',
  'clauses',
  'basis',
  'recipients',
  'answers',
  'sections',
];
const pick = (statement: Answer): Record<string, unknown> =>
  Object.fromEntries(PARTS.map((part) => [part, statement[part]]));
