import { describe, expect, it } from '@jest/globals';
import { municipality } from '../support/report-facts.js';
import { readStaffReport, type StaffReport } from '../../src/statements/staff-report/read-staff-report.js';

const read = (...rows: readonly string[]): StaffReport => readStaffReport(rows.join('\n'), municipality);
const head = ['Tjänsteskrivelse', 'Datum: 2026-09-10', 'Dnr: TSN 2026/12', '', 'Remiss om bad', ''];
const withText = (...rows: readonly string[]): StaffReport =>
  read(...head, 'Sammanfattning', 'Förslaget är bra.', '', ...rows);
const sentTo = ({ content }: StaffReport): string[] =>
  content.recipients.map(({ body, name }) => body ?? name ?? '');
const titles = ({ content }: StaffReport): string[] => content.basis.map(({ title }) => title);
const clauses = ({ content }: StaffReport): string[] => content.clauses.map(({ text }) => text);

describe('a heading', () => {
  it('has no colon in the statement, and may stand over an answer of two words', () => {
    const { content } = read(
      ...head,
      'Motivering:',
      'Programmet är bra för kommunen och för dem som bor där.',
      '',
      'Anropsstyrd trafik:',
      'I byn finns ingen linjetrafik. Ordet byts ut i programmet.',
      '',
      'Miljömål:',
      'Ingen synpunkt.',
      '',
      'Skickas till:',
      'Kommunstyrelsen',
    );
    expect(content.sections.map(({ heading, text }) => [heading, text])).toEqual([
      ['Anropsstyrd trafik', 'I byn finns ingen linjetrafik. Ordet byts ut i programmet.'],
      ['Miljömål', 'Ingen synpunkt.'],
    ]);
  });

  it('may stand over a row that says who decided when', () => {
    const { content, found } = withText(
      'Barnens väg',
      '',
      'Elever får en belyst skolväg.',
      '',
      'Ärendets tidigare gång',
      '',
      'Allmänna utskottet 2026-05-05, § 61',
    );
    expect(content.sections.map(({ heading }) => heading)).toEqual(['Barnens väg', 'Ärendets tidigare gång']);
    expect(found.priorDecisions).toMatchObject([{ body: 'Allmänna utskottet', section: '61' }]);
  });

  it('may be a label that stands alone over the title', () => {
    expect(
      read('Dnr: TSN 2026/12', '', 'Rubrik:', 'Remiss om bad', '', 'Beslut', 'Nämnden avstyrker.').content
        .title,
    ).toBe('Remiss om bad');
  });
});

describe('a list', () => {
  it('of documents may be parted by semicolons, and has no fact that stands apart below it', () => {
    const rows = [
      'Underlag: Planbeskrivning 2026-01-28; Plankarta 2026-01-28; Utredning av mark,',
      'Markbolaget, 2025-11-19',
    ];
    expect(titles(withText(...rows, '', 'Anmäls till nämnden: 2026-10-12'))).toEqual([
      'Planbeskrivning 2026-01-28',
      'Plankarta 2026-01-28',
      'Utredning av mark, Markbolaget, 2025-11-19',
    ]);
  });

  it('of recipients may say whose number is whose behind a comma', () => {
    const report = withText(
      'Skickas till',
      'Västra Götalandsregionen, dnr RTN 2025-00691',
      'Kommunstyrelsen, dnr KS 2026/31',
    );
    expect(sentTo(report)).toEqual(['Västra Götalandsregionen, dnr RTN 2025-00691', 'KS']);
    expect(report.found.relatedCases).toEqual(['RTN 2025-00691', 'KS 2026/31']);
  });

  it.each(['De här får beslutet', 'Utskick', 'Underrättelse om beslutet'])(
    'of recipients begins at: %s',
    (heading) => {
      expect(sentTo(withText(heading, 'Kommunstyrelsen', 'Naturvårdsverket'))).toEqual([
        'KS',
        'Naturvårdsverket',
      ]);
    },
  );

  it.each(['Det här föreslår vi', 'Att-satser', 'Förslag på beslut'])(
    'of clauses begins at: %s',
    (heading) => {
      expect(
        clauses(withText(heading, 'att tillstyrka förslaget', 'att justera paragrafen omedelbart')),
      ).toEqual(['att tillstyrka förslaget', 'att justera paragrafen omedelbart']);
    },
  );

  it('of clauses may be sentences with numbers below who gives them, and the text goes on below it', () => {
    const { content, found } = read(
      'Granskningsyttrande, detaljplan för skola',
      '',
      'Vårt ärende: MB 2026-0198          Ert ärende: KS2023-455',
      '',
      'Norras miljö- och byggnadsnämnd (nämnden) lämnar följande yttrande:',
      '',
      '1. Nämnden godtar inte planförslaget.',
      '',
      '2. Nämnden har i övrigt ingen erinran.',
      '',
      'Kommunen har översänt planen för granskning. Nämnden yttrade sig den 12 juni 2025, § 88.',
    );
    expect(content.clauses.map(({ text }) => text)).toEqual([
      'Nämnden godtar inte planförslaget.',
      'Nämnden har i övrigt ingen erinran.',
    ]);
    expect(content.matter).toMatch(/^Kommunen har översänt/u);
    expect(found.body).toBe('Norras miljö- och byggnadsnämnd');
  });
});

describe('a fact', () => {
  it.each([
    '10/9 2026',
    '10/9-2026',
    '10.9.2026',
    '2026.09.10',
    '2026/09/10',
    '10 sept 2026',
    '10 sep. 2026',
  ])('has a day written as %s', (day) => {
    expect(read('Datum: ' + day, '', 'Remiss om bad', '', 'Sammanfattning', 'Text.').found.date).toBe(
      '2026-09-10',
    );
  });

  it.each([
    'Yttrandet ska vara kommunstyrelsen tillhanda 2026-10-30.',
    'Yttrandet skulle ha lämnats den 6 oktober men tiden har efter framställan från förvaltningen förlängts till den 30 oktober 2026.',
    'Regionen har sänt förslaget på remiss med svarstid till den 30 oktober 2026.',
    'Senast den 30 oktober 2026 ska yttrandet vara inne hos kommunstyrelsen.',
    'Nämnden har beretts tillfälle att yttra sig till och med den 30 oktober 2026.',
    'Samrådet pågår till den 30 oktober 2026.',
    'Departementet vill ha svar den 30 oktober 2026.',
    'Tiden för yttrande löper ut den 30 oktober 2026.',
    'Synpunkter ska skickas in senast den 30/10 2026.',
    'Förslaget är ute på samråd till och med fredag 30 oktober 2026.',
    'Förvaltningen har begärt och fått uppskov till den 30 oktober 2026.',
    'Remissen ska besvaras till den 30 oktober 2026.',
  ])('is the last day in: %s', (sentence) => {
    expect(withText('Bakgrund', sentence).found.deadline).toBe('2026-10-30');
  });

  it.each([
    'Svar skulle lämnas senast den 9 september.',
    'Nämnden begärde förlängd svarstid till den 30 oktober 2026, vilket revisorerna avslog.',
  ])('is no last day in: %s', (sentence) => {
    expect(withText('Bakgrund', sentence).found.deadline).toBeNull();
  });

  it('is whoever writes, first in the head and at the foot, and is no person', () => {
    const { found } = read(
      'Samhällsbyggnad Bergslagen',
      'Miljöenheten',
      '',
      ...head,
      'Sammanfattning',
      'Texten är kort.',
      '',
      'Samhällsbyggnad Bergslagen     Telefon 0587-555 00     E-post: mb@bergslagen.example',
      'Box 144, 711 23 Lindesberg     Org.nr 222000-2915',
    );
    expect(found).toMatchObject({ officer: null, administration: 'Samhällsbyggnad Bergslagen' });
  });

  it.each([
    ['Nämnden tillstyrker programmet men begär att hållplatsen byggs ut.', 'supports-with-comments'],
    ['Nämnden ställer sig bakom förslaget.', 'supports'],
    ['Nämnden har inget att invända mot planen.', 'no-objection'],
  ])('is the stance of: %s', (clause, stance) => {
    expect(withText('Beslut', clause).content.stance).toBe(stance);
  });

  it('is none where one clause is for it and another against', () => {
    const both = [
      '1. Nämnden ställer sig bakom taxan för trygghetslarm.',
      '2. Nämnden avstyrker höjningen av avgiften.',
    ];
    expect(withText('Beslut', ...both).content.stance).toBe('not-stated');
  });
});

describe('a message of mail', () => {
  it('may call what it is about ”Ärende”', () => {
    const { content } = read(
      'Från: Gun-Britt Fältman <gun-britt@strom.example>',
      'Till: Remisser Energi <remiss@svk.example>',
      'Datum: tor 2026-05-28 09:41',
      'Ärende: SV: Samråd om kraftledning',
      'Bifogade filer: Karta.pdf',
      '',
      'Hej Oskar,',
      '',
      'Här kommer kommunens yttrande. Vårt diarienummer är KS 2026/203.',
      '',
      'YTTRANDE ÖVER UNDERLAG FÖR KRAFTLEDNING',
      '',
      'Kommunen förordar alternativ A. Alternativ B avstyrks.',
    );
    expect(content.title).toBe('YTTRANDE ÖVER UNDERLAG FÖR KRAFTLEDNING');
  });
});

describe('the head of a later page', () => {
  it('is none of the recipients, though a heading stands in it', () => {
    const filler = Array.from({ length: 12 }, (_, at) => `Rad ${at} av texten är en mening som slutar.`);
    const later = (page: number): string[] => [
      'IDROTTS- OCH FRITIDSNÄMNDEN',
      `SID ${page}(4)`,
      'FÖRSLAG TILL YTTRANDE',
      '',
    ];
    const report = withText(
      'Beslutet skickas till',
      'Kommunstyrelsen',
      '',
      ...later(3),
      ...filler,
      '',
      ...later(4),
      ...filler,
    );
    expect(sentTo(report)).toEqual(['KS']);
  });
});
