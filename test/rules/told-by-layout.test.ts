import { describe, expect, it } from '@jest/globals';
import { municipality } from '../support/report-facts.js';
import { readStaffReport, type StaffReport } from '../../src/statements/staff-report/read-staff-report.js';

const read = (...rows: readonly string[]): StaffReport => readStaffReport(rows.join('\n'), municipality);
const unplaced = ({ unplaced: lines }: StaffReport): string[] => lines.map(({ text }) => text);
const headings = ({ content }: StaffReport): string[] => content.sections.map(({ heading }) => heading);
const recipients = ({ content }: StaffReport): (string | undefined)[] =>
  content.recipients.map(({ body, name, email }) => body ?? name ?? email);

const HEAD = ['Tjänsteskrivelse', 'Datum: 2026-09-17', 'Dnr: KS 2026/12', '', 'Remiss om bad', ''];

describe('a thread of mail', () => {
  const reply = [
    'Från: Siv Ek',
    'Skickat: den 17 september 2026 09:41',
    'Till: Region Norr',
    'Ämne: SV: Påminnelse: remiss om regional cykelplan, RN 2026/31',
    '',
    'Hej Petra!',
    '',
    'Tack för påminnelsen. Vårt diarienummer är KS 2026/318.',
    '',
    'Norrstads synpunkter på regional',
    'cykelplan',
    '',
    'Kommunen är positiv till planen men har följande synpunkter.',
    '',
    'Drift',
    'Planen säger ingenting om vem som ska snöröja vägarna.',
    '',
    'Ha det gott!',
    'Siv',
    '',
    'Siv Ek',
    'Trafikstrateg',
    'Trafikstaben',
  ];
  const reminder = [
    '',
    'Från: Petra Hjalm <petra.hjalm@region.example>',
    'Skickat: den 2 september 2026 15:08',
    'Till: Siv Ek <siv.ek@norrstad.example>',
    'Ämne: Påminnelse: remiss om regional cykelplan',
    '',
    'Hej Siv,',
    '',
    'Regionstyrelsen beslutade den 1 juni 2026, § 44, att sända planen på remiss (RUN/260311).',
    'Ni får gärna skicka in svaret, men senast fredag den 25 september 2026.',
  ];

  it('is the newest message, under the title of the statement in it', () => {
    const report = read(...reply, ...reminder);
    expect(report.kind).toBe('letter');
    expect(report.content.title).toBe('Norrstads synpunkter på regional cykelplan');
    expect(report.content.matter).toBe('Kommunen är positiv till planen men har följande synpunkter.');
    expect(report.content.sections).toEqual([
      { heading: 'Drift', text: 'Planen säger ingenting om vem som ska snöröja vägarna.' },
    ]);
    expect(report.found).toMatchObject({
      ownCaseNumber: 'KS 2026/318',
      date: '2026-09-17',
      officer: 'Siv Ek',
      administration: 'Trafikstaben',
    });
  });

  it('says days, numbers and decisions in the messages below, which are no text of it', () => {
    const report = read(...reply, ...reminder);
    expect(report.found.deadline).toBe('2026-09-25');
    expect(report.found.relatedCases).toContain('RUN/260311');
    expect(report.found.priorDecisions).toMatchObject([{ date: '2026-06-01', section: '44' }]);
    expect(unplaced(report)).toContain('Hej Siv,');
    expect(JSON.stringify(report.content.sections)).not.toContain('Regionstyrelsen');
  });

  it('is what was passed on, where the newest says no more than that', () => {
    const passedOn = [
      'Från: Registrator',
      'Skickat: den 18 september 2026 08:00',
      'Till: Bo Al',
      'Ämne: VB: cykelplan',
      '',
      'För kännedom.',
      '',
    ];
    expect(read(...passedOn, ...reply).content.title).toBe('Norrstads synpunkter på regional cykelplan');
  });

  it('has the subject for title, without its marks and numbers, where the text has none', () => {
    const report = read(
      ...reply.slice(0, 8),
      '',
      'Kommunen har inget att invända mot planen och lämnar inga synpunkter.',
    );
    expect(report.content.title).toBe('remiss om regional cykelplan');
    expect(report.content.matter).toContain('inget att invända');
  });
});

describe('a series of numbered lines', () => {
  it('is headings, where each has text below it, in whatever words and on two rows', () => {
    const report = read(
      ...HEAD,
      'Bedömning',
      'Förvaltningen svarar på rekommendationerna en för en.',
      '',
      'Iakttagelse 1: Säkerställ att kontinuiteten mäts på samma sätt hos alla utförare av',
      'hemtjänst',
      'Förvaltningen instämmer. Uppgiften hämtas från planeringssystemet.',
      '',
      'Iakttagelse 2: Inför vite i avtalen',
      'Förvaltningen instämmer inte. Varning är tillräckligt.',
    );
    expect(headings(report)).toEqual([
      'Iakttagelse 1: Säkerställ att kontinuiteten mäts på samma sätt hos alla utförare av hemtjänst',
      'Iakttagelse 2: Inför vite i avtalen',
    ]);
  });

  it('is questions that begin in any word', () => {
    const report = read(
      ...HEAD,
      'Bedömning',
      '',
      '1. Bör det ställas krav på utbildning?',
      '',
      'Ja. Kravet bör gälla minst en person per arbetspass.',
      '',
      '2. Är reglerna tydliga?',
      '',
      'Delvis.',
    );
    expect(headings(report)).toEqual(['1. Bör det ställas krav på utbildning?', '2. Är reglerna tydliga?']);
  });

  it('is a list, where nothing stands between them', () => {
    const report = read(
      ...HEAD,
      'Bedömning',
      'Vi frågar:',
      '',
      '1. Bör planen ändras?',
      '',
      '2. Är den tydlig?',
      '',
      'Nämnden svarar inte.',
    );
    expect(headings(report)).toEqual([]);
  });
});

describe('whoever handles the matter', () => {
  const text = ['Ärendet', 'Nämnden har fått en remiss.', ''];

  it('is the one of those who sign who leads nobody', () => {
    const signed = ['Siv Bäckman          Mahmoud Stenvall', 'Socialdirektör       Utredare'];
    expect(read(...HEAD, ...text, ...signed).found.officer).toBe('Mahmoud Stenvall');
    expect(read(...HEAD, ...text, 'Siv Bäckman', 'Socialdirektör').found.officer).toBeNull();
    const two = ['Siv Bäckman          Mahmoud Stenvall', 'Utredare             Utredare'];
    expect(read(...HEAD, ...text, ...two).found.officer).toBeNull();
  });

  it('is listed with a title below the text, which is no document', () => {
    const report = read(
      ...HEAD,
      ...text,
      'Beslutsunderlag',
      'Remiss, 2026-01-22',
      '',
      'Beredningsansvariga',
      'Mahmoud Stenvall, verksamhetsutvecklare',
      'Inga-Lill Nordmark, verksamhetschef',
    );
    expect(report.found.officer).toBe('Mahmoud Stenvall');
    expect(report.content.basis).toEqual([{ title: 'Remiss, 2026-01-22' }]);
  });

  it('stands over a telephone, with the addressee beside', () => {
    const head = ['Tjänsteskrivelse', 'Datum: 2026-09-17', 'Dnr: KS 2026/12', ''];
    const columns = [
      'Sofia Brand                Kommunstyrelsen',
      '046-555 48 12',
      'sofia.brand@lund.example',
      '',
    ];
    const report = read(...head, ...columns, 'Svar på motion om matvagnar', '', ...text);
    expect(report.found.officer).toBe('Sofia Brand');
    expect(report.content.title).toBe('Svar på motion om matvagnar');
  });

  it('has a job with a label, which is not the paper’s title', () => {
    const head = [
      'Tjänsteskrivelse',
      'Dnr: KS 2026/12',
      'Handläggare: Yasmin Falk',
      'Titel: Utredare',
      '',
      'Remiss om bad',
      '',
    ];
    expect(read(...head, ...text).content.title).toBe('Remiss om bad');
  });
});

describe('those whom a decision is sent to', () => {
  const sent = (...rows: readonly string[]) =>
    recipients(read(...HEAD, 'Ärendet', 'Nämnden har fått en remiss.', '', 'Beslutet skickas till', ...rows));

  it('stand behind what they get it for', () => {
    expect(
      sent('För åtgärd: Äldreförvaltningen', 'För kännedom: Kommunens revisorer, Kommunstyrelsen'),
    ).toEqual(['Äldreförvaltningen', 'Kommunens revisorer', 'KS']);
  });

  it('are one with the part of them behind a comma', () => {
    expect(
      sent('Inspektionen för vård och omsorg, avdelning nord', 'HR-avdelningen, Kommunledningsförvaltningen'),
    ).toEqual([
      'Inspektionen för vård och omsorg, avdelning nord',
      'HR-avdelningen, Kommunledningsförvaltningen',
    ]);
  });

  it('are persons with what they are, and stand in two cells', () => {
    expect(
      sent('Jan Ekvall (C)', 'Fastighetschef Rikard Sjöö', 'Socialnämnden        Kommunstyrelsen'),
    ).toEqual(['Jan Ekvall (C)', 'Fastighetschef Rikard Sjöö', 'SN', 'KS']);
  });
});

describe('a text', () => {
  it('has no row that is a telephone or an address', () => {
    const report = read(
      ...HEAD,
      'Ärendet',
      'Nämnden har fått en remiss.',
      'Telefon: 0176-555 38',
      'svar@x.example',
    );
    expect(report.content.matter).toBe('Nämnden har fått en remiss.');
    expect(unplaced(report)).toEqual(expect.arrayContaining(['Telefon: 0176-555 38', 'svar@x.example']));
  });

  it('has another board’s view beside the office’s assessment', () => {
    const report = read(
      ...HEAD,
      'Tekniska nämndens yttrande',
      'Nämnden avstyrker förslaget om fria platser.',
      '',
      'Kommunkontorets bedömning',
      'Avgiften är inget hinder.',
    );
    expect(report.content.assessment).toBe('Avgiften är inget hinder.');
    expect(headings(report)).toEqual(['Tekniska nämndens yttrande']);
  });

  it('is decided by whoever begins the sentence, and has no day that was refused', () => {
    const report = read(
      ...HEAD,
      'Ärendet',
      'Revisorerna beslutade 2026-01-13, § 4, att överlämna rapporten till socialnämnden. Svar ska lämnas',
      'senast 2026-10-15. Förvaltningen begärde förlängd svarstid till den 30 oktober 2026, vilket revisorerna avslog.',
    );
    expect(report.found.priorDecisions).toMatchObject([{ body: 'Revisorerna', section: '4' }]);
    expect(report.found.deadline).toBe('2026-10-15');
  });

  it('has clauses without the lead that they share, and with their points', () => {
    const clauses = (...rows: readonly string[]) =>
      read(...HEAD, 'Förslag till beslut', ...rows).content.clauses.map(({ text }) => text);
    expect(
      clauses('Socialnämnden beslutar att avslå förslaget om utegym och', 'att i övrigt anse det besvarat.'),
    ).toEqual(['att avslå förslaget om utegym', 'att i övrigt anse det besvarat.']);
    expect(
      clauses(
        'Socialnämnden tillstyrker tillstånd under förutsättning att',
        '- gödsel lagras, och',
        '- vägen asfalteras.',
      ),
    ).toEqual([
      'Socialnämnden tillstyrker tillstånd under förutsättning att\n- gödsel lagras, och\n- vägen asfalteras.',
    ]);
  });
});

describe('a list of recipients', () => {
  const sentTo = (...rows: readonly string[]) =>
    recipients(read(...HEAD, 'Ärendet', 'Text.', '', 'Beslutet skickas till', ...rows));

  it('has in a column of them whoever is named close to one, whatever the name is', () => {
    expect(sentTo('Ingrid Wall', 'Kommunstyrelsen', 'Arvika IK', 'Föreningen Ny (sökande)', 'akten')).toEqual(
      ['Ingrid Wall', 'KS', 'Arvika IK', 'Föreningen Ny (sökande)', 'akten'],
    );
    expect(sentTo('Kommunstyrelsen', '', 'Ingrid Wall')).toEqual(['KS']);
  });

  it('has one on each line, where what a comma parts is no name by itself', () => {
    const parts = [
      'Prövningsdelegationen, Länsstyrelsen i Kalmar län',
      'Arvika, Köpings och Eda kommuner',
      'Kommunstyrelsen',
    ];
    expect(sentTo(...parts)).toEqual([...parts.slice(0, 2), 'KS']);
    expect(sentTo('Lantmäteriet, Trafikverket', 'Kommunstyrelsen')).toEqual([
      'Lantmäteriet',
      'Trafikverket',
      'KS',
    ]);
  });

  it('on a line has all of them, where most are known', () => {
    expect(sentTo('Kommunstyrelsen, Socialnämnden, Samrådsgruppen för språk, Ingrid Wall')).toEqual([
      'KS',
      'SN',
      'Samrådsgruppen för språk',
      'Ingrid Wall',
    ]);
    expect(sentTo('Kommunstyrelsen, Ingrid Wall')).toEqual(['KS']);
  });

  it('may end in a role that somebody who signs below it has', () => {
    const rows = [
      'Kommunstyrelsen',
      'Socialchef',
      '',
      '',
      'Jonas Alm                 Rosa Fors',
      'Socialchef                Strateg',
    ];
    expect(sentTo(...rows)).toEqual(['KS', 'Socialchef']);
  });
});

describe('a signature', () => {
  const signed = (...rows: readonly string[]) => read(...HEAD, 'Ärendet', 'Text.', '', ...rows);

  it('may have what somebody is over the name', () => {
    const report = signed(
      'Ordförande',
      '',
      'Saga Lind',
      '',
      '',
      'Förvaltningsdirektör',
      '',
      'Matti Ek',
      '',
      'Övrigt',
      'Mer text.',
    );
    expect([report.content.matter, report.found.signed]).toEqual(['Text.', true]);
    expect(headings(report)).toEqual(['Övrigt']);
  });

  it('may be names alone, below what closes the text, and stand beside who looked it through', () => {
    expect(signed('Arvika som ovan', '', 'Stig Alm            Pia Lind').found.signed).toBe(true);
    const looked = signed(
      'För Arvika miljökontor',
      '',
      'Alva Back          Granskat av: Rikard Ö, enhetschef',
      'Miljöinspektör',
    );
    expect([looked.content.matter, looked.found.officer]).toEqual(['Text.', 'Alva Back']);
  });
});

describe('a heading', () => {
  const within = (...rows: readonly string[]) => read(...HEAD, 'Bedömning', 'Planen är bra.', '', ...rows);
  const table = [
    'Åtgärd              Ansvarig            Klart',
    'Rutin               HR-chef             2026-08-31',
    'System              Förvaltare          2026-09-30',
  ];

  it('may stand over a table, whose own head is none', () => {
    expect(headings(within('Tidplan i steg', '', ...table))).toEqual(['Tidplan i steg']);
  });

  it('is no sentence that goes on in the points below it', () => {
    expect(
      headings(within('Om regeringen går vidare bör kravet', '• avse ett år,', '• räkna in alla.')),
    ).toEqual([]);
  });

  it('is no question below another one', () => {
    const asked = [
      'Revisionen har frågat:',
      '1. Finns en styrning av arbetet?',
      '2. Är kontrollen tillräcklig för det?',
      'På den första frågan svarar revisionen delvis, på den andra nej.',
    ];
    expect(headings(within(...asked))).toEqual([]);
  });

  it('over another may have nothing between', () => {
    const rows = [
      'Synpunkter i delar',
      '',
      '5 Gemensam planering',
      'Regionen tillstyrker att kommun och region ska ha en gemensam plan för vården.',
    ];
    expect(headings(within(...rows))).toEqual(['Synpunkter i delar', '5 Gemensam planering']);
  });

  it('or a label in two languages is read as the first', () => {
    const report = read(
      'YTTRANDE',
      'Datum / Päiväys            Vår beteckning / Viitteemme',
      '2026-10-21                 SBN 2026/214',
      '',
      'Yttrande över plan',
      '',
      'Ärende / Asia',
      'Text.',
      '',
      'För kännedom / Tiedoksi',
      'Kommunstyrelsen',
    );
    expect(report.found).toMatchObject({ date: '2026-10-21', ownCaseNumber: 'SBN 2026/214' });
    expect([report.content.matter, recipients(report)]).toEqual(['Text.', ['KS']]);
  });

  it('that may begin the matter does not below the assessment', () => {
    const report = read(
      ...HEAD,
      'Synpunkter',
      'Planen är bra.',
      '',
      'Beredning',
      'Svaret har beretts med rådet.',
    );
    expect([report.content.matter, headings(report)]).toEqual(['', ['Beredning']]);
  });
});

describe('a row', () => {
  it('of letters set wide apart is a word, and one of the alphabet is not', () => {
    const report = read('P R O T O K O L L   4/2026', ...HEAD.slice(1), 'Ärendet', 'A B C D E F', 'Text.');
    expect([report.kind, headings(report)]).toEqual(['minutes', ['A B C D E F']]);
  });

  it('of addresses may be long, and an office over them have two rows', () => {
    const foot = `Region Norr  Box 1613, 701 16 Norrstad  Tfn 019-555 70 00  registrator-for-hela-regionen@regionnorr.example  Org.nr 232100-0164`;
    const office = [
      'Utbildningsförvaltningen',
      'Avdelningen för utveckling och',
      'samordning',
      'Box 22049',
      '104 22 Norrstad',
      'Växel 08-508 330 00',
      'utbildning@norrstad.example',
      '',
      'Sida 2 (4)',
    ];
    for (const rows of [[foot], office]) {
      const report = read(
        ...HEAD,
        'Ärendet',
        'Remissen har sänts till nämnden, stadsdels-',
        '',
        ...rows,
        '',
        'nämnderna och kontoret.',
      );
      expect(report.content.matter).toContain('stadsdelsnämnderna och kontoret.');
    }
  });
});
