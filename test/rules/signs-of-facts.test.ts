import { describe, expect, it } from '@jest/globals';
import { municipality } from '../support/report-facts.js';
import { readStaffReport, type StaffReport } from '../../src/statements/staff-report/read-staff-report.js';

const read = (...rows: readonly string[]): StaffReport => readStaffReport(rows.join('\n'), municipality);
const unplaced = ({ unplaced: lines }: StaffReport): string[] => lines.map(({ text }) => text);

const dated = [
  'Tjänsteskrivelse',
  'Datum: 2026-03-02',
  'Dnr: KS 2026/12',
  '',
  'Remiss om bad',
  '',
  'Ärendet',
];

describe('a fact is set by a sign of its own', () => {
  it('so that a day before the paper was written is no last day to answer', () => {
    const said = 'Nämnden har yttrat sig, senast den 4 maj 2021. Remisstiden går ut den 5 april 2026.';
    expect(read(...dated, said).found.deadline).toBe('2026-04-05');
  });

  it('so that none of two last days is ours, until more time is given', () => {
    const both = 'Nämnden ska svara senast den 5 april 2026. Bolagen ska svara senast den 8 april 2026.';
    expect(read(...dated, both).found.deadline).toBeNull();
    const more = `${both} Kommunen har fått förlängd svarstid till den 20 april 2026.`;
    expect(read(...dated, more).found.deadline).toBe('2026-04-20');
  });

  it('so that a report is not of the day when it is decided on, and minutes are', () => {
    const rows = [
      'Sammanträdesdatum: 2026-05-19',
      'Dnr: KS 2026/12',
      '',
      'Remiss om bad',
      '',
      'Ärendet',
      'Text.',
    ];
    expect(read('Tjänsteskrivelse', ...rows).found.date).toBeNull();
    expect(read('Sammanträdesprotokoll', ...rows).found.date).toBe('2026-05-19');
  });

  it('so that a labelled number goes before one that only stands there', () => {
    const rows = ['KS 2025/98', 'Dnr: KS 2026/12', '', 'Remiss om bad', '', 'Ärendet', 'Text.'];
    expect(read(...rows).found.ownCaseNumber).toBe('KS 2026/12');
    expect(read('Dnr: 2025-000318 1.1.2.1', ...rows).found.ownCaseNumber).toBe('2025-000318');
  });

  it('so that the number of a decision is not that of the case, and letters before a number are part of it', () => {
    const rows = ['', 'Remiss om bad', '', 'Ärendet', 'Text.'];
    expect(read('Löpnummer DEL 2026-0311', ...rows).found.ownCaseNumber).toBeNull();
    expect(read('Dnr: MK KS 2026/00342', ...rows).found.ownCaseNumber).toBe('MK KS 2026/00342');
    expect(read('Dnr: SN SN-2026-00233', ...rows).found.ownCaseNumber).toBe('SN-2026-00233');
    expect(read('Dnr: Sov 174/2026', ...rows).found.ownCaseNumber).toBe('Sov 174/2026');
  });

  it('so that labels and values in a drawn table are read as columns', () => {
    const rule = '+--------------+--------------+-----------------+';
    const table = [
      '| Beslutsdatum | Diarienummer | Handläggare     |',
      '| 2026-06-18   | MN 2026-0407 | Embla Rosengren |',
    ];
    const { found } = read(
      'Delegationsbeslut',
      '',
      rule,
      ...table,
      rule,
      '',
      'Remiss om bad',
      '',
      'Beslut',
      'Nämnden tillstyrker.',
    );
    expect(found).toMatchObject({
      date: '2026-06-18',
      ownCaseNumber: 'MN 2026-0407',
      officer: 'Embla Rosengren',
    });
  });

  it('so that the head of a printed mail says its day and number, and neither its title nor documents', () => {
    const mail = [
      'Från: Registrator <registrator@vretinge.example>',
      'Skickat: den 14 oktober 2026 15:42',
      'Ämne: TRV 2026/5 (vårt dnr KS-2026-288)',
      'Bilagor: Utdrag.pdf',
    ];
    const { found, content } = read(
      ...mail,
      '',
      'Hej!',
      '',
      'Remissvar över väg 95',
      '',
      'Bakgrund',
      'Text.',
    );
    expect(found).toMatchObject({
      date: '2026-10-14',
      ownCaseNumber: 'KS-2026-288',
      body: 'KS',
      relatedCases: ['TRV 2026/5'],
    });
    expect(content).toMatchObject({ title: 'Remissvar över väg 95', basis: [] });
  });

  it.each([
    ['Programnämnd social välfärd', 'Programnämnd social välfärd'],
    ['Hjälpmedelsnämnden i Värmland', 'Hjälpmedelsnämnden i Värmland'],
    ['SYDNÄRKES MILJÖNÄMND', 'Sydnärkes miljönämnd'],
  ])('so that a board is known by the form of its name: %s', (head, body) => {
    const report = read(
      head,
      '',
      'Dnr: XN 2026/12',
      'Avser: Remiss om bad',
      '',
      'Ärendet',
      'Nämndens plan, antagen den 9 juni 2025, § 5, gäller.',
    );
    expect(report.found.body).toBe(body);
    expect(report.content.title).toBe('Remiss om bad');
    expect(report.found.priorDecisions).toMatchObject([{ body, date: '2025-06-09', section: '5' }]);
  });

  it('so that whoever signs for a federation names it, and its own decision is no earlier one', () => {
    const { found } = read(
      'Dnr: RAR 2026/14',
      '',
      'Samordningsförbundet RAR:s svar på promemorian',
      '',
      'Sammanfattning',
      'Text.',
      '',
      'Fråga 1: Bör styrelsens sammansättning regleras, och vad kostar det i så fall för',
      'förbunden?',
      '',
      'Nej. Ordningen beslutades av förbundets styrelse den 14 december 2018, § 61.',
      '',
      'Detta yttrande har beslutats av styrelsen den 21 maj 2026, § 27. Tjänsteperson i ärendet har varit Bo Al.',
      '',
      'För Samordningsförbundet RAR i Sörmland',
      '',
      'Tuula Ravander',
      'Ordförande',
    );
    const body = 'Samordningsförbundet RAR i Sörmland';
    expect(found).toMatchObject({ body, officer: 'Bo Al' });
    expect(found.priorDecisions).toMatchObject([{ body, date: '2018-12-14', section: '61' }]);
  });

  it('so that who stands right below an office in the letterhead handles the matter', () => {
    const head = ['Teknikförvaltningen      Dnr TN 2026/2', 'Karl-Johan Bjers         Datum 2026-08-24'];
    expect(read(...head, '', 'Remiss om bad', '', 'Ärendet', 'Text.').found.officer).toBe('Karl-Johan Bjers');
  });

  it('so that what begins a sentence is no board, and a board of a district is not the one without', () => {
    const proposed = ['Remiss om bad', '', 'Förslag till beslut', ''];
    expect(read(...proposed, 'Ordföranden beslutar', '', 'att tillstyrka förslaget.').found.body).toBeNull();
    const { body } = read(...proposed, '1. Socialnämnden Sydväst tillstyrker motionen.').found;
    expect(body).toBe('Socialnämnden Sydväst');
  });

  it.each([
    ['Byggnadskontoret har översänt en plan. Servicekontoret anser att den är bra.', 'Servicekontoret'],
    ['Byggnadskontoret har översänt en plan.', null],
  ])('so that the administration is who acts, and not who is named: %s', (matter, administration) => {
    expect(read('Remiss om bad', '', 'Ärendet', matter).found.administration).toBe(administration);
  });

  it.each(['Barn och utbildning', 'Sektor lärande', 'Kommunledningsstaben', 'Samhällsbyggnadsenheten'])(
    'so that right below the municipality stands its office: %s',
    (office) => {
      const head = [
        'Vretinge kommun',
        office,
        '',
        'Dnr: KS 2026/12',
        '',
        'Remiss om bad',
        '',
        'Ärendet',
        'Text.',
      ];
      expect(read(...head).found.administration).toBe(office);
    },
  );

  it('so that neither a sentence nor a row with an unknown label is the title', () => {
    const head = ['Dnr: KS 2026/12', 'Remissinstansens svar till: Verket', '', 'Vi har fått yttra oss.', ''];
    expect(read(...head, 'Badplatser i sjöarna', '', 'Ärendet', 'Text.').content.title).toBe(
      'Badplatser i sjöarna',
    );
  });

  it('so that a letter is to the institution over an address of mail, below whoever writes', () => {
    const head = ['Vretinge kommun', 'YTTRANDE', '', 'Dnr: KS 2026/12', '', 'Trafikverket', 'Region Mitt'];
    const { content } = read(
      ...head,
      'trafikverket@trafikverket.example',
      '',
      'Yttrande över väg 317',
      '',
      'Bedömning',
      'Text.',
    );
    expect(content.recipients).toEqual([{ name: 'Trafikverket' }]);
  });
});

describe('what has too weak a sign to be set is offered as a guess', () => {
  const offered = ({ facts }: StaffReport): string[] =>
    facts
      .filter(({ confidence }) => confidence === 'guess')
      .map(({ fact, value, line }) => `${fact} ${value} ${line}`);

  it('with its line, and is in no field', () => {
    const report = read(
      'Tjänsteskrivelse',
      'Sammanträdesdatum: 2026-05-19',
      'Tunnelbanan KS 2026/12',
      '',
      'Remiss om bad',
      '',
      'Ärendet',
      'Nämnden ska svara senast den 5 juni 2026. Bolagen ska svara senast den 8 juni 2026.',
      'Byggnadskontoret och Trafiknämnden har fått frågan.',
    );
    expect(offered(report)).toEqual([
      'ownCaseNumber KS 2026/12 3',
      'date 2026-05-19 2',
      'deadline 2026-06-05 8',
      'deadline 2026-06-08 8',
      'body Trafiknämnden 9',
      'administration Byggnadskontoret 9',
    ]);
    expect(report.found).toMatchObject({ ownCaseNumber: null, date: null, deadline: null, body: null });
    expect(report.found.administration).toBeNull();
  });

  it('no more of them than one can choose among', () => {
    const numbers = Array.from({ length: 40 }, (_, at) => `Tunnelbanan KS 2026/${at + 1}`);
    expect(offered(read(...numbers, '', 'Remiss om bad', '', 'Ärendet', 'Text.'))).toHaveLength(5);
  });

  it('unless the fact was found', () => {
    const said = 'Nämnden ska svara senast den 5 juni 2026. Trafiknämnden har fått frågan.';
    const report = read(
      'Trafiknämnden',
      'Tjänsteskrivelse',
      'Datum: 2026-03-02',
      'Dnr: KS 2026/12',
      '',
      'Remiss om bad',
      '',
      'Ärendet',
      said,
    );
    expect(offered(report)).toEqual([]);
  });
});

describe('a heading', () => {
  it.each(['Utredning', 'Om förslaget', 'Remissens innehåll'])(
    'may be that of the matter where no other is: %s',
    (heading) => {
      expect(read('Remiss om bad', '', heading, 'Planen är ny.').content.matter).toBe('Planen är ny.');
      const both = read(
        'Remiss om bad',
        '',
        'Ärendet',
        'Remissen kom i maj.',
        '',
        heading,
        'Planen är ny.',
      ).content;
      expect(both).toMatchObject({
        matter: 'Remissen kom i maj.',
        sections: [{ heading, text: 'Planen är ny.' }],
      });
    },
  );

  it('is known close below a title, and in a list of documents where none is named so', () => {
    const { content } = read(
      'Remiss om bad',
      'Beslut',
      'Kommunstyrelsen tillstyrker förslaget.',
      '',
      'Underlag',
      'Remiss 2026-03-02',
      'Yrkanden',
      'Eva Ek (C) yrkar bifall.',
    );
    expect(content.title).toBe('Remiss om bad');
    expect(content.clauses).toEqual([{ text: 'Kommunstyrelsen tillstyrker förslaget.' }]);
    expect(content.basis).toEqual([{ title: 'Remiss 2026-03-02' }]);
  });
});

describe('the statement is without', () => {
  const matter = ['Remiss om bad', '', 'Ärendet', 'Planen är ny.', ''];

  it.each([
    ['a foot in one row', ['Gagnefs kommun | Box 1, 785 21 Gagnef | 0241-555 00 | social@gagnef.example']],
    ['the head of a later page', ['Storköpings kommun          Tjänsteskrivelse          2 (4)']],
    [
      'an address that says where to visit',
      [
        'Postadress: Box 12, 123 45 Storköping    Besöksadress: Storgatan 1',
        'Telefon: 0155-12 34 56    E-post: kommun@storkoping.example',
      ],
    ],
  ])('%s between its paragraphs', (_, rows) => {
    const filled = Array.from({ length: 12 }, (__, at) => [`Stycke ${at} handlar om badet.`, '']).flat();
    const report = read(...matter, ...filled, ...rows, '', 'Planen är bra.');
    expect(report.content.matter).toMatch(/handlar om badet\.\s+Planen är bra\.$/u);
    expect(unplaced(report)).toHaveLength(rows.length);
  });

  it.each(['Med vänlig hälsning', 'I tjänsten', 'Gagnef som ovan', 'För socialnämnden'])(
    'its closing words: %s',
    (closing) => {
      const report = read(...matter, closing);
      expect(report.content.matter).toBe('Planen är ny.');
      expect(unplaced(report)).toEqual([closing]);
    },
  );

  it('names that all stand before their titles', () => {
    const report = read(...matter, 'Dan Wallgren', 'Ylva Strömqvist', 'Kommundirektör', 'Översiktsplanerare');
    expect(report.content.matter).toBe('Planen är ny.');
    expect(report.found.signed).toBe(true);
  });
});

it('clauses of one sentence are read apart: dels att', () => {
  const { content } = read(
    'Remiss om bad',
    '',
    'Beslut',
    'Socialnämnden beslutar dels att tillstyrka planen, dels att skicka den vidare.',
  );
  expect(content.clauses.map(({ text }) => text)).toEqual([
    'att tillstyrka planen',
    'att skicka den vidare.',
  ]);
});

describe('a paper of a house that nobody has met', () => {
  const head = ['Tjänsteskrivelse', 'Datum: 2026-03-02', 'Dnr: KS 2026/12', '', 'Remiss om bad', ''];
  const matter = (...rows: readonly string[]) => read(...head, 'Ärendet', ...rows);

  it('says its last day without senast, and its own day in a sentence at its foot', () => {
    const said = 'Nämndens svar ska finnas hos kommunstyrelsen den 30 oktober 2026.';
    expect(matter(said).found.deadline).toBe('2026-10-30');
    const foot = [
      '',
      'Dan Ek',
      'Kommundirektör',
      '',
      'Skrivelsen är från 2026-10-06 och skriven av Ylva Ek.',
    ];
    expect(read('Dnr: KS 2026/12', '', 'Remiss om bad', '', 'Ärendet', 'Text.', ...foot).found.date).toBe(
      '2026-10-06',
    );
  });

  it('has numbers of its own forms, also behind a recipient', () => {
    const said = 'Se 2025.311 KS, 2025/SN0288, D2024-00071 och A201.553/2026.';
    const sent = ['', 'Beslutet skickas till', 'Västra Götalandsregionen (dnr RUN 2025-00931)'];
    const { content, found } = matter(said, ...sent);
    expect(found.relatedCases).toEqual([
      '2025.311 KS',
      '2025/SN0288',
      'D2024-00071',
      'A201.553/2026',
      'RUN 2025-00931',
    ]);
    expect(content.recipients).toEqual([{ name: 'Västra Götalandsregionen (dnr RUN 2025-00931)' }]);
  });

  it('names its officer at the end, or as who presented the matter', () => {
    expect(matter('Text.', '', 'Upprättat av: Lovisa Tengroth, strateg').found.officer).toBe(
      'Lovisa Tengroth',
    );
    expect(matter('Beslut fattas efter föredragning av brandingenjör Kim Åslund.').found.officer).toBe(
      'Kim Åslund',
    );
  });

  it('decides in sentences that say what is done', () => {
    const said = 'Skrivelsen antas som nämndens yttrande. Paragrafen justeras omedelbart.';
    expect(read(...head, 'Förslag till beslut', said).content.clauses).toHaveLength(2);
  });

  it('tells who decided from who was only told', () => {
    const council =
      'Motionen väcktes i fullmäktige den 27 april 2026, § 63, och remitterades av kommunstyrelsen den 13 maj 2026, § 102.';
    expect(matter(council).found.priorDecisions.map(({ body, section }) => [body, section])).toEqual([
      ['KF', '63'],
      ['KS', '102'],
    ]);
    const prepared = 'Samhällsbyggnadsnämndens beredning beslutade 2026-10-06, § 44, att lämna över ärendet.';
    expect(matter(prepared).found.priorDecisions[0]?.body).toBe('Samhällsbyggnadsnämndens beredning');
  });

  it('sends to places within an institution, and not to the office that signs', () => {
    const sent = [
      'Polismyndigheten, lokalpolisområde Karlshamn',
      'Kommunrevisionen, kommunfullmäktiges presidium samt kommunstyrelsen',
    ];
    const signed = ['', 'Utbildningsförvaltningen', '', 'Mats Öberg', 'Förvaltningschef'];
    const report = matter('Text.', '', 'Beslutet skickas till', ...sent, ...signed);
    expect(report.content.recipients).toEqual([
      { name: 'Polismyndigheten, lokalpolisområde Karlshamn' },
      { name: 'Kommunrevisionen' },
      { name: 'Kommunfullmäktiges presidium' },
      { body: 'KS' },
    ]);
    expect(unplaced(report)).toContain('Utbildningsförvaltningen');
  });

  it('is signed by names with their titles on one line, and written by an office in capitals', () => {
    const report = read(
      'SOCIALFÖRVALTNINGEN',
      'Avdelningen för stöd',
      ...head,
      'Ärendet',
      'Text.',
      '',
      'Eva Borg, förvaltningschef      Roger Lind, handläggare',
    );
    expect(report.found.signed).toBe(true);
    expect(report.found.administration).toBe('Socialförvaltningen');
  });

  it('answers in a message below its head, and under headings with numbers', () => {
    const mail = [
      'Från: Eva Malm',
      'Skickat: den 22 januari 2026 08:47',
      'Ämne: SV: Påminnelse (IVO 3.1-41877/2025)',
      '',
      'Hej!',
      '',
      'Vårt diarienummer är SN-2025/688.',
      '',
    ];
    const text = [
      'Yttrande över förslag till föreskrifter',
      '',
      'Kommunen har fått rubricerat förslag för yttrande och lämnar härmed',
      'de synpunkter som följer.',
      '',
      'Vi tillstyrker.',
      '',
    ];
    const points = [
      '1. Kontroll (6 §)',
      '',
      'Inom kommunen finns 418 skyddsrum.',
      '',
      '2. Skyltning',
      '',
      'Ingen erinran.',
      '',
      'Vänliga hälsningar',
      'Eva Malm',
      'Utredare',
    ];
    const { content, found } = read(...mail, ...text, ...points);
    expect(found).toMatchObject({
      ownCaseNumber: 'SN-2025/688',
      officer: 'Eva Malm',
      relatedCases: ['IVO 3.1-41877/2025'],
    });
    expect(content.sections.map(({ heading }) => heading)).toEqual(['1. Kontroll (6 §)', '2. Skyltning']);
  });

  it('is offered a title where none is sure', () => {
    const { content, facts } = read(
      'Dnr: KS 2026/12',
      '',
      'Remiss om nytt bad vid ån.',
      '',
      'Ärendet',
      'Text.',
    );
    expect(content.title).toBe('');
    expect(facts).toContainEqual(
      expect.objectContaining({ fact: 'title', value: 'Remiss om nytt bad vid ån.', confidence: 'guess' }),
    );
  });

  it('loses no row of two cells over its text', () => {
    const row = 'Förvaltningschef                  Enhetschef Öppenvård & Stöd';
    const report = read(
      'Dnr: KS 2026/12',
      '',
      row,
      'Sedan följer text som går vidare över raden och som också',
      'slutar med en punkt.',
      '',
      'Bedömning',
      'Text.',
    );
    const kept = [...unplaced(report), report.content.title, report.content.matter].join(' | ');
    expect(kept.replace(/\s+/gu, ' ')).toContain('Förvaltningschef Enhetschef Öppenvård & Stöd');
  });
});

describe('papers of houses with other habits', () => {
  const head = ['Datum: 2026-07-01', 'Dnr: TSN 2026/12', '', 'Remiss om bad', ''];
  const matter = (...text: readonly string[]) => read(...head, 'Ärendet', ...text);

  it.each([
    ['Planen har lämnats för samråd. Svarsdatum: 2026-10-30.', '2026-10-30'],
    ['Granskningstid: 24 augusti–21 september 2026.', '2026-09-21'],
    [
      'Samrådstiden, som först var satt till den 21 augusti, har förlängts till den 4 september 2026.',
      '2026-09-04',
    ],
  ])('ask for an answer so: %s', (said, day) => {
    expect(matter(said).found.deadline).toBe(day);
  });

  it('say what was decided and when, over the decision', () => {
    const decided = ['– Kommunen förordar alternativ Röd.', '– Kommunen motsätter sig alternativ Blå.', ''];
    const first = read(...head, 'Kommunstyrelsen beslutade den 1 juli 2026, § 171:', '', ...decided, 'Bakgrund', 'Text.'); // prettier-ignore
    expect(first.content.clauses.map(({ text }) => text)).toHaveLength(2);
    const last = matter(
      'Text.',
      '',
      'Tekniska nämnden har den 1 juli 2026, § 98, beslutat',
      '',
      'att avstyrka planen.',
    );
    expect(last.content.clauses).toEqual([{ text: 'att avstyrka planen.' }]);
    expect(last.found.priorDecisions).toMatchObject([{ date: '2026-07-01', section: '98' }]);
    const others = matter('Kommunfullmäktige beslutade den 28 maj 2019, § 55, att', '', 'anta planen.');
    expect(others.content.clauses).toEqual([]);
  });

  it('say how it was decided, which is no decision', () => {
    const said = 'Yttrandet har beslutats av hälso- och sjukvårdsnämnden den 20 maj 2026, § 61.';
    expect(matter('Text.', '', 'Beslut', '', said).content.clauses).toEqual([]);
  });

  it('decide the last of several without a comma', () => {
    const said =
      'Nämnden beslutar att avstyrka belysningen, att i övrigt tillstyrka förslaget samt att gymmet byggs 2028.';
    expect(read(...head, 'Beslut', said).content.clauses).toHaveLength(3);
    const one = 'Nämnden beslutar att framhålla att tiden är kort samt att underlaget saknas.';
    expect(read(...head, 'Beslut', one).content.clauses).toHaveLength(1);
  });

  it.each(['HSN/24/01102', 'KS24.310', 'Ei 2026-103388', 'ärende 2025-0377', 'dnr 2025-00097'])(
    'have numbers as %s',
    (number) => {
      expect(matter(`Se ${number}.`).found.relatedCases).toEqual([number.replace(/^(?:ärende|dnr) /, '')]);
    },
  );

  it('have the title in a column of labels, and whoever handles the matter beside who signs', () => {
    const { content, found } = read(
      'Delegationsbeslut                      Nummer i förteckning: TSN D-2026:77',
      '',
      'Ärende          Yttrande över medborgarförslag om',
      '                utegym vid Hasselhöjden',
      '',
      'Diarienr        0114/26',
      '',
      'ÄRENDEBESKRIVNING',
      '',
      'Förslagsställaren vill ha sex redskap.',
      '',
      'Denise Åkerlund                        Handläggare: Filip Sarkola, energistrateg,',
      'nämndens ordförande                    filip.sarkola@kommun.example',
    );
    expect(content.title).toBe('Yttrande över medborgarförslag om utegym vid Hasselhöjden');
    expect(found).toMatchObject({ ownCaseNumber: '0114/26', officer: 'Filip Sarkola' });
  });

  it('number their documents in a column', () => {
    const listed = ['1  Medborgarförslag, inkommet 2026-02-02', '2  Fladdermusinventering 2025'];
    const { basis } = matter('Text.', '', 'HANDLINGAR', '', ...listed).content;
    expect(basis.map(({ title }) => title)).toEqual([
      'Medborgarförslag, inkommet 2026-02-02',
      'Fladdermusinventering 2025',
    ]);
  });

  it('answer a question with a list', () => {
    const asked = 'Fråga 4. Vilka uppgifter behöver kommunen?';
    const { sections } = matter('Text.', '', asked, '', 'Följande behövs:', '', '- datum', '- namn').content;
    expect(sections.map(({ heading }) => heading)).toEqual([asked]);
  });

  it('have one row of contacts at the foot, between a heading and its text', () => {
    const foot = 'Region Dalarna, Box 7123, 791 29 Falun    Tfn 023-555 00 00    www.region.example';
    const report = matter('Text.', '', foot, '', ...Array.from({ length: 5 }, (_, at) => `Stycke ${at}.`));
    expect(unplaced(report)).toContain(foot.replace(/ +/g, ' '));
  });

  it('decide two things in one sentence, whose subject is who decides', () => {
    const said =
      'Kommunstyrelsen beslutar att ställa sig bakom förslaget och att överlämna yttrandet till regionen.';
    const { content, found } = read(...head, 'Beslut', said);
    expect(content.clauses.map(({ text }) => text)).toEqual([
      'att ställa sig bakom förslaget',
      'att överlämna yttrandet till regionen.',
    ]);
    expect(found.body).toBe('KS');
    const prepared = 'Kommunstyrelsens arbetsutskott föreslår att kommunstyrelsen beslutar:';
    expect(read(...head, 'Förslag till beslut', '', prepared, '', '1. Förslaget antas.').found.body).toBe(
      'KS',
    );
  });

  it('have a fact of theirs beside whom they write to', () => {
    const { found, content } = read(
      'Ärende: MBN-2026-88                                      Lycksele kommun',
      'Handläggare: Tuva Hedström                               Samhällsbyggnadsförvaltningen',
      '',
      'Granskning av tematiskt tillägg för vindkraft',
      '',
      'Ärendet',
      'Text (RUN 118-2025).',
    );
    expect(found).toMatchObject({
      ownCaseNumber: 'MBN-2026-88',
      officer: 'Tuva Hedström',
      relatedCases: ['RUN 118-2025'],
    });
    expect(content.title).toBe('Granskning av tematiskt tillägg för vindkraft');
  });

  it('answer numbered questions, and sign with name and title in columns', () => {
    const asked = ['1. Är kraven på innehållet tydliga?', '2. Finns det behov av stöd från myndigheten?'];
    const answer = 'Det är de i stort sett, men begreppet förmåga över tid i 9 § behöver förklaras bättre.';
    const report = matter(
      'Text.',
      '',
      ...asked.flatMap((one) => [one, '', answer, '']),
      'Maria Ek   Enhetschef',
    );
    expect(report.content.sections.map(({ heading }) => heading)).toEqual(asked);
    expect(report.found.signed).toBe(true);
  });

  it('are decided on by a committee with a long name, and stamped as confirmed', () => {
    const stamp = 'Protokollet är justerat digitalt. Protokollförare Lars Nyhlén';
    const report = matter('Barn- och bildningsutskottet beslutade 2024-01-16, § 5, att vänta.', '', stamp);
    expect(report.found.priorDecisions[0]?.body).toBe('Barn- och bildningsutskottet');
    expect(JSON.stringify(report.content)).not.toContain('Nyhlén');
  });

  it('say in a sentence what has no heading', () => {
    const said = ['Regionen tillstyrker utredningens förslag i huvudsak. På följande punkter vill', 'regionen lämna kommentarer.']; // prettier-ignore
    const { content } = matter('Text.', '', 'Synpunkter', '', ...said);
    expect(content.clauses).toEqual([]);
    expect(content.assessment).toBe(said.join(' '));
  });

  it('reply by mail, below what was agreed before', () => {
    const { content, found } = read(
      'Från:     Nordlund Malin <malin.nordlund@kommun.example>',
      'Skickat:  den 24 februari 2026 09:47',
      'Ämne:     SV: Samråd vägplan väg 95, TRV 2025/118840',
      '',
      'Hej!',
      '',
      'Här kommer yttrandet. Vårt diarienummer är MBH-2026-57, ange gärna det',
      'vid svar.',
      '',
      'Yttrande i samråd om vägplan för väg 95',
      '',
      'Nämnden har tagit del av samrådshandlingen, daterad 2026-01-12, och är',
      'positiv till att vägen byggs om.',
      '',
      'Massor',
      'Den befintliga täkten (vårt ärende MBH-2021-310) har tillstånd till och med 2031 och bör',
      'användas i första hand.',
      '',
      'Hälsningar',
      '',
      'Malin Nordlund',
      'Miljöinspektör',
      '',
      '_________________________________________',
      'Från: Investeringsprojekt <projekt@verket.example>',
      'Skickat: den 6 februari 2026 13:20',
      '',
      'det går bra. Ni får förlängd tid till och med den 27 februari 2026.',
    );
    expect(content.title).toBe('Yttrande i samråd om vägplan för väg 95');
    expect(content.sections.map(({ heading }) => heading)).toEqual(['Massor']);
    expect(found).toMatchObject({
      ownCaseNumber: 'MBH-2026-57',
      date: '2026-02-24',
      officer: 'Malin Nordlund',
      deadline: '2026-02-27',
    });
  });
});

describe('of what several places say', () => {
  it.each([
    [
      'Stadens svar ska lämnas till departementet den 26 juni 2026. Nämndens svar ska vara inne senast den 29 maj 2026.',
      '2026-05-29',
    ],
    [
      'Remisstiden går ut den 16 oktober 2026, och yttrandet ska enligt stadskontoret vara inlämnat den 30 september 2026.',
      '2026-09-30',
    ],
    ['Granskningstiden pågår 2026-03-14 – 2026-04-13.', '2026-04-13'],
    ['Planen är ute för granskning under tiden 21 mars–20 april 2026.', '2026-04-20'],
    ['Svaret skickas inom utsatt tid, som löper ut den 7 april 2026.', '2026-04-07'],
    [
      'Svaret ska lämnas senast den 6 mars 2026. Det går bra om ni får på er till den 20 mars 2026.',
      '2026-03-20',
    ],
  ])('the last day is ours: %s', (said, day) => {
    expect(read(...dated, said).found.deadline).toBe(day);
  });

  it('a number is whatever stands behind its name', () => {
    const said =
      'Svaret (deras ref. VRF-26-0093), promemorian (dnr 1.5.1/9920/2024) och polisens nr 5000-K318874-25.';
    expect(read(...dated, said).found.relatedCases).toEqual([
      'VRF-26-0093',
      '1.5.1/9920/2024',
      '5000-K318874-25',
    ]);
    const own = ['Dnr: SN-2026/163 (KF-2026/58)', '', 'Remiss om bad', '', 'Ärendet', 'Text (Un/2021:208).'];
    expect(read(...own).found).toMatchObject({
      ownCaseNumber: 'SN-2026/163',
      relatedCases: ['KF-2026/58', 'Un/2021:208'],
    });
  });

  it('a number alone below the title is that of what is answered', () => {
    const letter = [
      'Datum',
      '2026-09-23',
      'Diarienummer',
      'GN-2026-11408',
      '',
      'Yttrande',
      '',
      'Remiss från departementet – Mobilfri skoldag',
      'STK-2026-903',
      '',
      'Sammanfattning',
      'Text.',
    ];
    expect(read(...letter).found.relatedCases).toEqual(['STK-2026-903']);
  });

  it('a meeting has a time, and minutes a number', () => {
    const rows = [
      'PROTOKOLL 4/2026, utdrag',
      'Tid:            Fredagen den 11 september 2026, kl. 09.00–11.40',
      '',
      '§ 38  Yttrande över plan',
      '',
      'Ärendet',
      'Text.',
    ];
    expect([read(...rows).kind, read(...rows).found.date]).toEqual(['minutes', '2026-09-11']);
  });

  it('the board is whose chair signs a decision, and of which a reply says that it is', () => {
    const decided = [
      'Ordförandebeslut',
      'Datum: 2026-08-07',
      '',
      'Yttrande över tillstånd',
      '',
      'Beslut',
      'Jag beslutar att förbundet inte har något att erinra.',
      '',
      '',
      'Gun Edlund',
      'Direktionens ordförande',
    ];
    expect(read(...decided).found.body).toBe('Direktionen');
    const mail = [
      'Från: Siv Ek <siv.ek@n.example>',
      'Skickat: den 11 februari 2027 16:38',
      'Till: plan@b.example',
      'Ämne: SV: Samråd om plan',
      '',
      'Hej!',
      '',
      'Här är svaret. Det behandlades i byggnadsnämnden den 9 februari 2027, § 17. Vårt diarienummer är BN-2027-41.',
      '',
      'Svar på samråd om plan',
      '',
      'Planen är bra och kommunen har inga synpunkter.',
    ];
    expect(read(...mail).found).toMatchObject({
      body: 'Byggnadsnämnden',
      priorDecisions: [{ body: 'Byggnadsnämnden', date: '2027-02-09', section: '17' }],
    });
  });

  it('an officer may have a comma before what they are, and an office two words', () => {
    const rows = [
      'Norrstads kommun',
      'Tekniska avdelningen',
      'Handläggare',
      'Elof Gryth,',
      'strateg',
      '',
      'Remiss om bad',
      '',
      'Ärendet',
      'Text.',
    ];
    expect(read(...rows).found).toMatchObject({
      officer: 'Elof Gryth',
      administration: 'Tekniska avdelningen',
    });
  });

  it('a clause may ask that something is, and the next do something', () => {
    const decides = (text: string) =>
      read(...HEADED, 'Beslut', text, '', 'Ärendet', 'Text.').content.clauses.map((clause) => clause.text);
    expect(
      decides(
        'Ordföranden beslutar att godkänna yttrandet, att begära att arbetet flyttas och att överlämna yttrandet.',
      ),
    ).toEqual(['att godkänna yttrandet', 'att begära att arbetet flyttas', 'att överlämna yttrandet.']);
    expect(
      decides(
        'Ordföranden beslutar att godkänna yttrandet, att begära att arbetet flyttas och att spåret byggs.',
      ),
    ).toHaveLength(2);
  });

  it('what stands apart below clauses in a sentence is none', () => {
    const report = read(
      ...HEADED,
      'Förslag till beslut',
      'Kommunstyrelsen beslutar att avslå delen om ljus och att bifalla resten.',
      '',
      'I ett förslag som kom in 2025-11-03 föreslår Lo Sten en bana, och fullmäktige överlät åt styrelsen att besluta.',
      '',
      'Ärendet',
      'Text.',
    );
    expect(report.content.clauses).toHaveLength(2);
  });
});

const HEADED = ['Tjänsteskrivelse', 'Datum: 2026-03-02', '', 'Remiss om bad', ''];
