import { beforeAll, describe, expect, it } from '@jest/globals';
import { done, type Answer } from '../support/given.js';
import { realCases, replay } from '../support/replay.js';
import { sharedService } from '../support/shared-service.js';

/** Real cases whose facts are about who was asked, what each replied, and what the issuer made of it. */
const service = sharedService({ ROLE: 'api' });
let town: ReturnType<typeof replay>;
beforeAll(async () => {
  town = replay(service);
  await town.body('KS', 'Kommunstyrelsen');
  await town.body('TSN', 'Tekniska servicenämnden');
});

const stated = (id: string) => realCases.get(id)!.stated;
const letter = 'Kommunstyrelsen önskar ert yttrande.';
const toCouncil = { sender: 'Kommunfullmäktige', senderKind: 'organisation' };
const rowOf = (compilation: Answer, consultee: string): Answer =>
  (compilation['consultees'] as Answer[]).find((row) => row['consultee'] === consultee)!;

/** Every consultee that a referral asks replies alike on paper, by its name. */
async function repliesOnPaper(referral: Answer, replies: ReadonlyMap<string, object>, receivedOn: string) {
  const page = await done(town.as('KS').get(`/cases/${String(referral['caseId'])}/consultations?limit=100`));
  const { id: documentId } = await town.document('KS', 'Inkomna yttranden');
  for (const { id, consultee } of page['items'] as Answer[]) {
    const reply = replies.get(String(consultee));
    if (reply) await town.step('KS', id, 'record-reply', { documentId, receivedOn, ...reply });
  }
}

/** What the executive board makes of it, at a meeting of its own, for the council. */
async function decidedAtBoard(
  matter: Answer,
  date: string,
  clause: string,
  decision: object,
  stance = 'not-stated',
) {
  const own = await done(
    town.as('KS').post(`/cases/${matter.id}/consultations`, { consultee: 'KS', replyBy: date }),
  );
  const statement = {
    title: matter['title'],
    matter: 'Ärendet har varit på remiss.',
    stance,
    clauses: [{ text: clause }],
    recipients: [{ body: 'KF' }],
  };
  await town.answered('KS', own.id, {
    statement,
    meeting: { date },
    decision: { section: '85', ...decision },
    confirmedOn: date,
    immediate: true,
  });
  return done(town.as('KS').get(`/consultations/${own.id}`));
}

describe('a round of replies, as it really was', () => {
  it('RC-02: twenty-six are asked, one never replies, and the board votes', async () => {
    const { consultees, approve, reject } = stated('RC-02');
    town.on('2019-05-08');
    const matter = await town.opened('KS', {
      title: 'Program för lokalförsörjning 2020–2026',
      caseNumber: '1006/18',
      origin: toCouncil,
    });
    const names = Array.from({ length: consultees as number }, (_, index) => `Instans ${index + 1}`);
    const referral = await town.referred('KS', matter.id, {
      title: matter['title'],
      replyBy: '2019-09-30',
      letter,
      consultees: names.map((name) => ({ name, kind: 'organisation' })),
      decidedBy: { body: 'KS', date: '2019-05-08', section: '401' },
    });
    expect(referral['sentOn']).toMatch(/^2019-05/);
    town.on('2019-09-27');
    const replies = new Map(
      names
        .slice(0, approve + reject)
        .map((name, index) => [name, { stance: index < approve ? 'supports' : 'rejects' }]),
    );
    await repliesOnPaper(referral, replies, '2019-09-27');
    town.on('2019-10-02');
    await done(
      town
        .as('KS')
        .post(`/referrals/${referral.id}/close`, { reason: 'Svarstiden är slut' }, { ifMatch: '*' }),
    );

    expect((await town.compiled('KS', referral))['totals']).toMatchObject({
      consultees: 26,
      answered: 25,
      noReply: 1,
      declined: 0,
      stances: { supports: 24, rejects: 1 },
    });
    const votes = [{ question: 'Bifall till MP:s, V:s och S:s yrkande', yes: 6, no: 7, abstain: 0 }];
    const motions = [{ by: 'MP, V och S', text: 'Programmet ska omarbetas.', result: 'avslag' }];
    const minutesNotes = [{ by: 'En ledamot', text: 'Antecknas till protokollet.' }];
    const specialStatements = [{ by: 'M, L, C och KD', text: 'Yttrande.' }];
    const parts = { votes, motions, minutesNotes, specialStatements };
    const own = await decidedAtBoard(matter, '2020-02-05', 'enligt stadsledningskontorets förslag', parts);
    expect(own['decision']).toMatchObject({
      decidedOn: '2020-02-05',
      clauses: [{ text: 'enligt stadsledningskontorets förslag' }],
      ...parts,
    });
    const { items: sent } = await done(town.as('KS').get(`/consultations/${own.id}/dispatches`));
    expect(sent).toHaveLength(1);
    expect(await town.inRegister('KS', '1006/18')).toMatchObject({ receivedOn: '2019-05-08' });
    const said = await town.told('KS', matter.id);
    expect(said).toContain('Instans 26');
    expect(said).toMatch(/5 februari 2020/);
    const shown = await town.published('KS', 'statements', own.id);
    expect(shown).toMatchObject({ decidedOn: '2020-02-05', number: '1006/18' });
  });

  it('RC-03: all reply, the police is heard after the round, and the board votes 12–1', async () => {
    town.on('2019-04-15');
    const consultees = ['Byggnadsnämnden', 'Trafikbolaget', 'Ungdomsrådet', 'Räddningstjänsten Storgöteborg'];
    const matter = await town.opened('KS', {
      title: 'Riktlinje för säkerhetsåtgärder i planering av stadsmiljöer',
      caseNumber: '1429/18',
      origin: toCouncil,
      priorDecisions: [{ body: 'KS', date: '2018-08-22', section: '612', about: 'uppdraget' }],
    });
    const referral = await town.referred('KS', matter.id, {
      title: matter['title'],
      replyBy: '2019-09-02',
      letter,
      consultees: consultees.map((name) => ({ name, kind: 'organisation' })),
      decidedBy: { body: 'KS', date: '2019-04-15', section: '300' },
    });
    expect(referral['decidedBy']).toMatchObject({ body: 'KS', date: '2019-04-15' });
    town.on('2019-09-02');
    const supports = new Map(consultees.map((name) => [name, { stance: 'supports' }]));
    await repliesOnPaper(referral, supports, '2019-09-02');
    town.on('2019-10-01');
    const later = { name: 'Polisen Storgöteborg', kind: 'organisation', replyBy: '2019-11-29' };
    await done(
      town
        .as('KS')
        .post(
          `/referrals/${referral.id}/consultees`,
          { ...later, reason: 'Hörs efter remissrundan' },
          { ifMatch: '*' },
        ),
    );
    town.on('2019-11-20');
    await repliesOnPaper(referral, new Map([[later.name, { stance: 'no-objection' }]]), '2019-11-20');
    const compilation = await town.compiled('KS', referral);
    expect(compilation['missing']).toEqual([]);
    expect(compilation['totals']).toMatchObject({ consultees: 5, answered: 5, late: 0 });
    expect(rowOf(compilation, later.name)).toMatchObject({ originalReplyBy: '2019-11-29' });

    const title = 'Policy för säkerhetsåtgärder i planering av stadsmiljöer';
    await done(
      town
        .as('KS')
        .patch(`/cases/${matter.id}`, { title, reason: 'Riktlinjen blev en policy' }, { ifMatch: '*' }),
    );
    const renamed = await done(town.as('KS').get(`/cases/${matter.id}`));
    expect(renamed).toMatchObject({ title, priorDecisions: [{ body: 'KS', date: '2018-08-22' }] });
    town.on('2020-12-08');
    const votes = [
      { question: 'Förslaget', yes: 12, no: 1, abstain: 0 },
      { question: 'V:s och MP:s tilläggsyrkande', yes: 6, no: 7, abstain: 0 },
    ];
    const motions = [{ by: 'V och MP', text: 'Tilläggsyrkande.', result: 'avslag' }];
    const own = await decidedAtBoard(renamed, '2020-12-09', 'att anta policyn', { votes, motions });
    expect(own['decision']).toMatchObject({ decidedOn: '2020-12-09', votes, motions });
    const { items } = await done(town.as('KS').get(`/cases/${matter.id}/audit-trail?limit=100`));
    expect((items as Answer[]).find(({ verb }) => verb === 'edit')).toMatchObject({
      before: { title: matter['title'] },
      after: { title },
    });
    expect(await town.told('KS', matter.id)).toContain('Polisen Storgöteborg');
  });

  it('RC-04: one board is asked about one chapter, by a section of the issuer’s own', async () => {
    const { referral_decision: decided, statement_date: decidedOn, staff_report_date } = stated('RC-04');
    town.on(decided.date);
    await town.body('FN', 'Fastighetsnämnden');
    const matter = await town.opened('KS', {
      title: 'Nytt reglemente för fastighetsnämnden',
      caseNumber: '1900/16',
    });
    const referral = await town.referred('KS', matter.id, {
      title: 'Nytt reglemente för fastighetsnämnden, kapitel 2',
      replyBy: '2018-02-12',
      letter: 'Remissen avser kapitel 2.',
      questions: [{ text: 'Vad anser nämnden om kapitel 2?' }],
      consultees: [{ body: 'FN' }],
      decidedBy: { body: 'KS', date: decided.date, section: decided.section },
    });
    const { id } = await town.consultationOf('FN', referral, 'FN');
    town.on('2018-01-11');
    await town.step('FN', id, 'register', { receivedOn: '2018-01-11' });
    await town.answered('FN', id, {
      statement: {
        title: 'Nytt reglemente',
        stance: 'supports',
        clauses: [{ text: 'att tillstyrka kapitel 2' }],
        answers: [{ question: 1, text: 'Nämnden tillstyrker.' }],
        recipients: [{ body: 'KS' }],
      },
      meeting: { date: decidedOn },
      decision: { section: '20' },
      confirmedOn: decidedOn,
      immediate: true,
    });
    town.on(staff_report_date);
    const report = await town.document('KS', `Tjänsteutlåtande ${staff_report_date}`, 'staff-report');
    expect(report).toMatchObject({ title: 'Tjänsteutlåtande 2018-02-19', kind: 'staff-report' });
    const row = rowOf(await town.compiled('KS', referral), 'FN');
    expect(row).toMatchObject({
      decidedOn,
      reachedIssuerOn: decidedOn,
      late: false,
      answers: [{ question: 1 }],
    });
    const sent = await done(town.as('FN').get(`/referrals/${referral.id}`));
    expect(sent).toMatchObject({
      decidedBy: { section: '20', date: '2018-01-10' },
      letter: 'Remissen avser kapitel 2.',
    });
    expect(await town.published('KS', 'referrals', referral.id)).toMatchObject({
      number: '1900/16',
      consultees: [{ name: 'Fastighetsnämnden' }],
    });
  });

  it('RC-09: five boards on a motion, one for granting it and four for having it deemed answered', async () => {
    const { consultees, bifall } = stated('RC-09') as { consultees: string[]; bifall: string[] };
    town.on('2023-10-02');
    const matter = await town.opened('KS', {
      title: 'Motion om gymnasiesärskolans studenter',
      origin: toCouncil,
    });
    const referral = await town.referred('KS', matter.id, {
      title: matter['title'],
      replyBy: '2024-01-31',
      letter,
      consultees: consultees.map((name) => ({ name, kind: 'organisation' })),
    });
    town.on('2024-01-30');
    const replies = new Map(
      consultees.map((name) => [name, { stance: bifall.includes(name) ? 'grant' : 'deemed-answered' }]),
    );
    await repliesOnPaper(referral, replies, '2024-01-30');
    const compilation = await town.compiled('KS', referral);
    expect(compilation['totals']).toMatchObject({ answered: 5, stances: { grant: 1, 'deemed-answered': 4 } });
    expect(rowOf(compilation, bifall[0]!)).toMatchObject({ stance: 'grant' });
    expect(await town.published('KS', 'referrals', referral.id)).toMatchObject({
      consultees: expect.arrayContaining([expect.objectContaining({ name: 'funktionsstödsnämnden' })]),
    });
  });

  it('RC-17: an office is asked beside four boards, and the motion is deemed answered', async () => {
    const { consultees } = stated('RC-17') as { consultees: string[] };
    town.on('2016-05-02');
    await town.body('SLK', 'Stadsledningskontoret', { kind: 'administration', partOf: 'KS' });
    const matter = await town.opened('KS', { title: 'Motion (2016:5) om obelisken', origin: toCouncil });
    const boards = consultees.filter((name) => name !== 'stadsledningskontoret');
    const referral = await town.referred('KS', matter.id, {
      title: matter['title'],
      replyBy: '2016-10-31',
      letter,
      consultees: [{ body: 'SLK' }, ...boards.map((name) => ({ name, kind: 'organisation' }))],
    });
    const { id } = await town.consultationOf('SLK', referral, 'SLK');
    await town.step('SLK', id, 'register', { receivedOn: '2016-05-02' });
    const byDelegation = {
      route: 'administration',
      basis: 'Delegationsordningen 1.1',
      decidedBy: 'Stadsdirektören',
      decidedOn: '2016-09-20',
    };
    const clauses = [{ text: 'att motionen anses besvarad' }];
    const statement = {
      title: 'Obelisken',
      stance: 'deemed-answered',
      assessment: 'Kontorets egna ord.',
      clauses,
      recipients: [{ body: 'KS' }],
    };
    town.on('2016-09-20');
    await town.answered('SLK', id, { statement, byDelegation, confirmedOn: '2016-09-20' });
    await repliesOnPaper(
      referral,
      new Map(boards.map((name) => [name, { stance: 'not-stated' }])),
      '2016-09-20',
    );
    const compilation = await town.compiled('KS', referral);
    expect((compilation['consultees'] as Answer[]).map((row) => row['consulteeName']).sort()).toEqual(
      [...boards, 'Stadsledningskontoret'].sort(),
    );
    expect(rowOf(compilation, 'SLK')).toMatchObject({
      route: 'administration',
      assessment: 'Kontorets egna ord.',
    });
    const own = await decidedAtBoard(
      matter,
      '2017-01-25',
      'att motionen anses besvarad',
      {},
      'deemed-answered',
    );
    expect(await town.published('KS', 'statements', own.id)).toMatchObject({
      stance: 'deemed-answered',
      clauses: ['att motionen anses besvarad'],
    });
  });

  it('RC-21: a board is asked too by a later decision, and both decisions are kept', async () => {
    town.on('2024-03-20');
    await town.body('KFN', 'Kultur- och fritidsnämnden');
    await town.body('SHN', 'Samhällsbyggnads- och hållbarhetsnämnden');
    const matter = await town.opened('KS', {
      title: 'Motion om cykelpump vid Alby fritidsgård',
      origin: toCouncil,
    });
    const referral = await town.referred('KS', matter.id, {
      title: matter['title'],
      replyBy: '2024-09-30',
      letter,
      consultees: [{ body: 'KFN' }],
      decidedBy: { body: 'KF', date: '2024-03-20', section: '30' },
    });
    town.on('2024-06-19');
    const decidedBy = { body: 'KF', date: stated('RC-21')['kf_meeting'] as string, section: '77' };
    await done(
      town
        .as('KS')
        .post(`/referrals/${referral.id}/consultees`, { body: 'SHN', decidedBy }, { ifMatch: '*' }),
    );
    const shown = await done(town.as('KS').get(`/referrals/${referral.id}`));
    expect(shown['decidedBy']).toEqual({ body: 'KF', date: '2024-03-20', section: '30' });
    expect(shown['consultees']).toMatchObject([
      { body: 'KFN', decidedBy: null },
      { body: 'SHN', decidedBy },
    ]);
    expect(await town.consultationOf('SHN', referral, 'SHN')).toMatchObject({
      state: 'sent',
      sentOn: '2024-06-19',
    });
    expect(await town.told('KS', matter.id)).toContain('Samhällsbyggnads- och hållbarhetsnämnden');
  });

  it('RC-25: two boards are for it with remarks, each in its own words', async () => {
    const { consultees, hvon, fsn } = stated('RC-25') as { consultees: string[]; hvon: string; fsn: string };
    town.on('2023-12-01');
    const matter = await town.opened('KS', {
      title: realCases.get('RC-25')!.title,
      origin: { sender: 'Socialdepartementet', senderKind: 'organisation', replyBy: '2024-03-15' },
    });
    const referral = await town.referred('KS', matter.id, {
      title: matter['title'],
      replyBy: '2024-02-15',
      letter,
      consultees: consultees.map((name) => ({ name, kind: 'organisation' })),
    });
    town.on('2024-02-14');
    const remark = (passage: string, text: string) => ({
      stance: 'supports-with-comments',
      statement: { remarks: [{ passage, text }] },
    });
    const replies = new Map([
      [consultees[0]!, remark('Tillämpning och samverkan', fsn)],
      [consultees[1]!, remark('Implementering och ansvar', hvon)],
    ]);
    await repliesOnPaper(referral, replies, '2024-02-14');
    const { passages, totals } = await town.compiled('KS', referral);
    expect(totals).toMatchObject({ stances: { 'supports-with-comments': 2 } });
    expect(
      (passages as Answer[])
        .flatMap(({ remarks }) => (remarks as Answer[]).map(({ text }) => text as string))
        .sort(),
    ).toEqual([fsn, hvon].sort());
    const own = await decidedAtBoard(matter, '2024-03-06', 'att godkänna förslaget till yttrande', {});
    expect(own['decision']).toMatchObject({ decidedOn: '2024-03-06' });
  });

  it('RC-26: administrations are asked, and no board decides', async () => {
    const { sent_to: names } = stated('RC-26') as { sent_to: string[] };
    town.on('2023-11-01');
    const codes = ['MF', 'SBK', 'FGK'];
    for (const [index, code] of codes.entries())
      await town.body(code, names[index]!, { kind: 'administration', partOf: 'TSN' });
    const matter = await town.opened('KS', {
      title: 'Handlingsplan grön infrastruktur',
      origin: { sender: 'Länsstyrelsen Skåne', senderKind: 'organisation', replyBy: '2024-04-30' },
    });
    const referral = await town.referred('KS', matter.id, {
      title: matter['title'],
      replyBy: '2024-02-29',
      letter,
      consultees: codes.map((body) => ({ body })),
    });
    for (const code of codes) {
      const { id, replyRequired } = await town.consultationOf(code, referral, code);
      expect(replyRequired).toBe(false);
      town.on('2023-11-02');
      await town.step(code, id, 'register');
      const byDelegation = {
        route: 'administration',
        basis: 'Delegationsordningen 2',
        decidedBy: 'Direktören',
        decidedOn: '2024-02-01',
      };
      const statement = {
        title: 'Grön infrastruktur',
        stance: 'supports',
        clauses: [{ text: 'att tillstyrka' }],
        recipients: [{ body: 'KS' }],
      };
      town.on('2024-02-01');
      await town.answered(code, id, { statement, byDelegation, confirmedOn: '2024-02-01' });
    }
    const compilation = await town.compiled('KS', referral);
    for (const code of codes)
      expect(rowOf(compilation, code)).toMatchObject({ route: 'administration', section: null });
    expect(await town.inRegister('KS', String(matter['caseNumber']))).toMatchObject({
      party: 'Länsstyrelsen Skåne',
    });
  });

  it('RC-27: seven boards are asked, and one answers only what is its own', async () => {
    town.on('2025-09-01');
    const others = Array.from({ length: 6 }, (_, index) => ({
      name: `Nämnd ${index + 1}`,
      kind: 'organisation',
    }));
    const matter = await town.opened('KS', {
      title: 'EU-kommissionens förslag 2028–2034',
      origin: { sender: 'Regeringen', senderKind: 'organisation', replyBy: '2026-01-15' },
    });
    const referral = await town.referred('KS', matter.id, {
      title: matter['title'],
      replyBy: '2025-12-15',
      letter,
      questions: [{ text: 'Vad anser ni om klimatet?' }, { text: 'Vad anser ni om infrastrukturen?' }],
      consultees: [{ body: 'TSN' }, ...others],
    });
    const { id } = await town.consultationOf('TSN', referral, 'TSN');
    await town.step('TSN', id, 'register');
    const statement = {
      title: 'Yttrande',
      stance: 'supports',
      assessment: 'Bara delar inom nämndens ansvar.',
      answers: [{ question: 2, text: 'Positivt.' }],
      clauses: [{ text: 'att ställa sig positiv' }],
      recipients: [{ body: 'KS' }],
    };
    await town.answered('TSN', id, {
      statement,
      meeting: { date: '2025-11-25' },
      decision: { section: '201' },
      confirmedOn: '2025-11-28',
    });
    const compilation = await town.compiled('KS', referral);
    expect(compilation['totals']).toMatchObject({ consultees: 7, answered: 1, missing: 6 });
    expect(rowOf(compilation, 'TSN')).toMatchObject({
      decidedOn: '2025-11-25',
      stance: 'supports',
      answers: [{ question: 2 }],
      assessment: 'Bara delar inom nämndens ansvar.',
    });
    expect((compilation['questions'] as Answer[])[0]!['answers']).toEqual([]);
  });
});
