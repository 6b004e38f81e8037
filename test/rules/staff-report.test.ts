import { describe, expect, it } from '@jest/globals';
import { Invalid } from '../../src/rules/problem.js';
import type { StaffReport } from '../../src/statements/staff-report/read-staff-report.js';
import { read, readLayout, realReport } from '../support/staff-reports.js';

const codes = (report: StaffReport) => report.warnings.map(({ code }) => code);

describe('the real report', () => {
  const report = read(realReport);

  it('has its title, clauses, documents and recipient whole', () => {
    expect(report.content).toMatchObject({
      title: 'Internremiss, Strategi för social hållbarhet 2024-2030',
      clauses: [
        { text: 'att yttra sig i enlighet med förvaltningens förslag' },
        { text: 'att översända yttrandet till kommunstyrelsen som eget yttrande i ärendet.' },
      ],
      basis: [
        { title: 'Denna tjänsteskrivelse' },
        { title: 'Remissversion Strategi för social hållbarhet 2024-2030' },
      ],
      recipients: [{ body: 'KS' }],
      stance: 'not-stated',
    });
    expect(report.content.summary).toMatch(/^I samband med .* Se vidare tjänsteskrivelsen, ”Ärendet”\.$/s);
    expect(report.content.matter).toMatch(/^I samband med .* rubriken barnrättsperspektiv\.$/s);
    expect(report.content.assessment).toMatch(
      /^Tekniska serviceförvaltningen ser positivt .* till hållbarhetsmålen\.$/s,
    );
    expect(report.unplaced).toEqual([]);
  });
  it('has its facts, and no number of its own', () => {
    expect(report.found).toMatchObject({
      ownCaseNumber: null,
      relatedCases: ['KS 2023/474'],
      priorDecisions: [{ body: 'KF', date: '2023-05-22', section: '134' }],
      date: null,
      officer: null,
      deadline: null,
      body: 'TSN',
      administration: 'Tekniska Serviceförvaltningen',
    });
    expect(report.found.areas.map(({ from, relation, to }) => [from, relation, to])).toEqual([
      ['Föräldrastöd', 'inryms i', 'Stöd och relationer genom livet'],
      ['Samverkan kring barn och ungas lärande', 'ingår i', 'Utbildning och sysselsättning'],
      ['En meningsfull fritid', 'föreslås bli', 'Meningsfull fritid och goda levnadsvanor'],
      ['Arbete åt alla och god framtidstro', 'ingår i', 'Utbildning och sysselsättning'],
      ['Hållbara livsmiljöer', 'föreslås bli', 'Boende och närmiljö'],
      [
        'Lyssna på barn och unga',
        'inryms i',
        'Kommuninvånares trygghet och delaktighet i det lokala samhället ska öka',
      ],
    ]);
  });
  it('is warned about, line by line', () => {
    expect(report.warnings.map(({ code, line }) => [code, line])).toEqual([
      ['no-own-case-number', null],
      ['no-date', null],
      ['no-officer', null],
      ['no-deadline', null],
      ['no-signature', null],
      ['summary-repeated', 34],
      ['name-spelled-two-ways', 81],
      ['undated-basis', 21],
      ['undated-basis', 22],
      ['clause-not-independent', 27],
    ]);
  });
});

describe('a report as in Göteborg (synthetic)', () => {
  const report = readLayout('goteborg');

  it('has its facts on lines of their own before the title', () => {
    expect(report.content.title).toBe('Remiss angående program för jämlik stad');
    expect(report.found).toMatchObject({
      date: '2016-10-21',
      ownCaseNumber: '1900/16',
      officer: 'Anna Ek',
      relatedCases: ['KS 353/2008'],
    });
    expect(codes(report)).not.toContain('no-signature');
  });
  it('has numbered clauses, whose stance is said outright', () => {
    expect(report.content.clauses).toEqual([
      {
        text: 'Förslaget till program för jämlik stad tillstyrks med de synpunkter som framgår av tjänsteutlåtandet 2016-10-21.',
      },
      { text: 'Ärendet förklaras omedelbart justerat.' },
    ]);
    expect(report.content.stance).toBe('supports-with-comments');
  });
  it('joins words broken at the end of a line, and keeps headings without a field as sections', () => {
    expect(report.content.summary).toContain('vara kommunstyrelsen till handa');
    expect(report.content.sections.map(({ heading }) => heading)).toEqual([
      'Ekonomiska konsekvenser',
      'Barn-, mångfalds-, jämställdhets- och miljöperspektiv',
    ]);
    expect(report.found.priorDecisions).toEqual([
      { body: 'KS', date: '2016-09-14', section: '332', about: 'remittera programmet' },
    ]);
  });
});

describe('a report as in Nacka (synthetic)', () => {
  const report = readLayout('nacka');

  it('has labelled facts, each in its role', () => {
    expect(report.found).toMatchObject({
      date: '2023-10-20',
      ownCaseNumber: 'TSN 2023/112',
      relatedCases: ['KS 2023/474'],
      officer: 'Bo Berg',
      deadline: '2023-12-15',
      priorDecisions: [{ body: 'KF', date: '2023-05-22', section: '134' }],
    });
  });
  it('has the proposal first, and a header on every page that is not text', () => {
    expect(report.content).toMatchObject({
      title: 'Yttrande över hållbarhetsmål 2024–2040',
      stance: 'no-objection',
      summary: 'Nämnden har fått kommunens hållbarhetsmål på remiss.',
      assessment: 'Målen är tydliga.',
      basis: [
        { title: 'Tjänsteskrivelse 2023-10-20' },
        { title: 'Förslag till hållbarhetsmål, daterat 2023-09-01' },
      ],
      recipients: [{ body: 'KS' }, { email: 'miljo@exempel.se' }, { name: 'Hembygdsföreningen' }],
    });
    expect(report.unplaced.map(({ text }) => text)).toEqual([
      'NACKA EXEMPELKOMMUN Sida 1 (2)',
      'NACKA EXEMPELKOMMUN Sida 2 (2)',
    ]);
  });
});

describe('a report as in Sollentuna (synthetic)', () => {
  const report = readLayout('sollentuna');

  it('has bulleted clauses, other names of the same headings, and hanging hyphens', () => {
    expect(report.content.clauses.map(({ text }) => text)).toEqual([
      'Motionen anses besvarad.',
      'Beslutet överlämnas till kommunfullmäktige.',
    ]);
    expect(report.content.matter).toContain('Barn- och utbildningskontoret samt tekniska kontoret');
    expect(report.content.assessment).toMatch(/^Tekniska kontoret anser .* “säkra skolvägar” prioriteras\.$/);
    expect(report.content.basis).toEqual([{ title: 'Motion 2022-03-14' }, { title: 'Cykelplan' }]);
    expect(report.content.recipients).toEqual([{ body: 'KF' }]);
  });
});

describe('a report as in Malmö (synthetic)', () => {
  const report = readLayout('malmo');

  it('has its letterhead in columns, and facts without a colon', () => {
    expect(report.found).toMatchObject({
      date: '2023-11-06',
      ownCaseNumber: 'TSN-2023-1122',
      officer: 'Anna Ek',
      deadline: '2023-12-15',
      body: 'TSN',
      administration: 'Tekniska förvaltningen',
      signed: true,
    });
  });
  it('has related cases in title and text, and no law among them', () => {
    expect(report.found.relatedCases).toEqual(['STK-2023-1045', 'TSN-2022-877']);
    expect(report.found.priorDecisions).toEqual([
      { body: 'KF', date: '2022-08-31', section: '210' },
      { body: 'KS', date: '2023-09-06', section: '301' },
    ]);
  });
  it('goes on where a page was turned, without header and footer', () => {
    expect(report.content.summary).toMatch(
      /och gäller åren 2024–2030 för barn- och ungdomsverksamheten samt för EU-medborgare\.$/,
    );
    expect(report.unplaced.map(({ text }) => text)).toEqual([
      'Malmö exempelstad',
      'Tekniska förvaltningen 1 (2)',
      'Utredare',
      'anna.ek@exempel.se',
      'Exempelgatan 1 · 205 80 Malmö',
      'Tekniska förvaltningen 2 (2)',
      'Exempelgatan 1 · 205 80 Malmö',
    ]);
  });
  it('has documents with bullets on lines of their own, and recipients two on a line', () => {
    expect(report.content).toMatchObject({
      title: 'Remiss från kommunstyrelsen angående program för social hållbarhet, STK-2023-1045',
      stance: 'supports',
      clauses: [
        { text: 'att tillstyrka programmet för social hållbarhet 2024–2030' },
        {
          text: 'att översända yttrandet till kommunstyrelsen för att kunna beaktas i det fortsatta arbetet',
        },
      ],
      basis: [
        { title: 'Tjänsteskrivelse 2023-11-06' },
        { title: 'Förslag till yttrande' },
        { title: 'Protokollsutdrag från kommunstyrelsen 2023-09-06 § 301' },
      ],
      recipients: [{ body: 'KS' }, { body: 'KF' }, { name: 'Miljö-, bygg- och räddningsnämnden' }],
    });
  });
});

describe('a report in Markdown, as pasted from Tyresö (synthetic)', () => {
  const report = readLayout('tyreso');

  it('has text on the line of its heading, and bare facts under its title', () => {
    expect(report.content).toMatchObject({
      title: 'Svar på remiss om äldreplan',
      summary: 'Nämnden har fått äldreplanen på remiss från socialförvaltningen.',
      assessment: 'Stadsbyggnadskontoret avstår från synpunkter.',
      stance: 'rejects',
      clauses: [{ text: 'Nämnden avstyrker äldreplanen.' }, { text: 'Protokollet justeras omedelbart.' }],
      recipients: [{ body: 'KS' }, { name: 'akten' }],
    });
    expect(report.found).toMatchObject({
      ownCaseNumber: 'TSN 2024/88',
      relatedCases: [],
      date: '2024-03-05',
      body: 'TSN',
      administration: 'Stadsbyggnadskontoret',
      signed: true,
    });
  });
  it('keeps headings nobody knows, and words of headings inside a paragraph', () => {
    expect(report.content.matter).toBe(
      'Planen ingår i arbetet med »God ålder», se e-posten från kommunkansliet och SOU 2020:80. Ärendet berör ärendet i stort och avser åren IT 2024-2026.',
    );
    expect(report.content.sections.map(({ heading }) => heading)).toEqual([
      '2. Barnrättsperspektiv',
      '3. Något helt annat',
    ]);
    expect(report.found.areas).toEqual([
      { from: 'Trygghet', relation: 'ingår i', to: 'Ett gott liv' },
      { from: 'Mat', relation: 'flyttas till', to: 'Hemmet' },
    ]);
    expect(report.unplaced.map(({ text }) => text)).toEqual([
      'Sida 1 av 2',
      'Sida 2 av 2',
      '_______________________',
    ]);
  });
});

describe('a case number', () => {
  it.each([
    ['Dnr KS 2023/474', 'KS 2023/474', []],
    ['Diarienummer\nSTK-2014-1045', 'STK-2014-1045', []],
    ['Dnr: 2016/0166 KS-2', '2016/0166 KS-2', []],
    ['Datum 2023-10-20 Dnr TSN 2023/112', 'TSN 2023/112', []],
    ['Er beteckning: KS 353/2008', null, ['KS 353/2008']],
  ])('is read in its role: %s', (letterhead, ownCaseNumber, relatedCases) => {
    expect(read(`${letterhead}\n\nSammanfattning\nText.`).found).toMatchObject({
      ownCaseNumber,
      relatedCases,
    });
  });

  it.each([
    ['Målen (KS 2023/474) är på remiss.', ['KS 2023/474']],
    ['Målen är på remiss, se\nDnr KS 2023/474 och ÄN\n2023/12.', ['KS 2023/474', 'ÄN 2023/12']],
    ['Jämför dnr 2023/474.', ['2023/474']],
    ['Enligt SFS 2017:725, SOU 2020:80 och EU 2016/679 åren IT 2024-2030.', []],
    ['HSLF-FS 2017:30, RiR 2025:12, SS-EN 1176:2017, Prop. 2025/26:120 och Mot. 2025/26:2114.', []],
    ['KF 2026-02-15, Ons 26/11, Tel 08-555 12 34, Kl 10.30, år 2026/27 och SEK 12.500.', []],
  ])('in running text is a related one, and a law is none: %s', (text, relatedCases) => {
    expect(read(`Sammanfattning\n${text}`).found).toMatchObject({ ownCaseNumber: null, relatedCases });
  });
});

describe('a case number of any register', () => {
  const letters = ['KS', 'BUN', 'KSAU', 'SBN-P', 'Ks', 'Kst', 'SoN'];
  const behind = ['2026/123', '2026/00123', '2026-00123', '2026.123', '123/2026', '123/26', '26/123'];
  it.each(letters)('has the letters %s, a year and a number in any order', (register) => {
    const numbers = behind.flatMap((number) => [' ', '-', '/'].map((sign) => `${register}${sign}${number}`));
    const text = numbers.map((number) => `Se ${number} om saken.`).join(' ');
    expect(read(`Sammanfattning\n${text}`).found.relatedCases).toEqual(numbers);
  });

  it('may end in them', () => {
    const numbers = ['2026/123 KS', '2026-00123 BUN', '2026.311 KS', '2026/KS 0123', '2026-BUN-0123'];
    const text = numbers.map((number) => `Se ${number} om saken.`).join(' ');
    expect(read(`Sammanfattning\n${text}`).found.relatedCases).toEqual(numbers);
  });
});

describe('a heading', () => {
  it.each([
    ['SAMMANFATTNING', 'summary'],
    ['2.1 Sammanfattning av ärendet:', 'summary'],
    ['### Bakgrund', 'matter'],
    ['Beskrivning av ärendet', 'matter'],
    ['Tekniska förvaltningens synpunkter', 'assessment'],
    ['Barn- och utbildningsförvaltningens förslag till beslut', 'clauses'],
    ['Kommunstyrelsen beslutar', 'clauses'],
    ['Underlag för beslut', 'basis'],
    ['Sändlista', 'recipients'],
    ['Barn-, mångfalds-, jämställdhets- och miljöperspektiv', 'section'],
    ['Ekonomiska konsekvenser', 'section'],
  ])('is known: %s', (heading, field) => {
    const { headings } = read(`Sammanfattning\nText.\n\n${heading}\nMer text.`);
    expect(headings.at(-1)).toEqual({ text: heading, field });
  });
});

describe('the board that decides, and who proposes', () => {
  it.each([
    ['Tekniska servicenämnden föreslås besluta', 'TSN', null],
    ['Tekniska förvaltningen föreslår att tekniska servicenämnden beslutar', 'TSN', 'Tekniska förvaltningen'],
    ['Miljö- och klimatnämnden föreslår kommunstyrelsen besluta', 'Miljö- och klimatnämnden', null],
    ['Förslag till beslut i tekniska servicenämnden', 'TSN', null],
    ['Barn- och utbildningskontorets förslag till beslut', null, 'Barn- och utbildningskontoret'],
    ['Nämnden beslutar', null, null],
  ])('are named by: %s', (leadIn, body, administration) => {
    expect(read(`Sammanfattning\nText.\n\n${leadIn}\natt avslå`).found).toMatchObject({
      body,
      administration,
    });
  });
});

describe('a stance', () => {
  it.each([
    ['att tillstyrka förslaget', 'supports'],
    ['att tillstyrka förslaget med följande synpunkter', 'supports-with-comments'],
    ['att inte tillstyrka förslaget', 'not-stated'],
    ['att avstyrka förslaget', 'rejects'],
    ['att avstå från att yttra sig', 'abstains'],
    ['att nämnden inte har något att erinra', 'no-objection'],
    ['att bifalla motionen', 'grant'],
    ['att avslå motionen', 'refuse'],
    ['att anse motionen besvarad', 'deemed-answered'],
    ['Motionen besvaras med hänvisning till cykelplanen.', 'deemed-answered'],
    ['Motionen besvaras med bifall.', 'grant'],
    ['Motionen besvaras med avslag.', 'refuse'],
    ['att remittera motionen till förvaltningen för besvarande', 'not-stated'],
    ['att tillstyrka delen om mål\natt avstyrka delen om avgifter', 'not-stated'],
  ])('is what the clauses say outright: %s', (clauses, stance) => {
    expect(read(`Förslag till beslut\n${clauses}`).content.stance).toBe(stance);
  });
});

describe('a list', () => {
  const under = (heading: string, lines: string) => read(`Sammanfattning\nText.\n\n${heading}\n${lines}`);

  it.each([
    ['Kommunstyrelsen\n\n1 (2)\n555 55 Exempelvik\n0555-10 20 30\nTorggatan 1', [{ body: 'KS' }]],
    [
      'Kommunstyrelsen\nMoa Lindvall\nExploateringskontoret',
      [{ body: 'KS' }, { name: 'Moa Lindvall' }, { name: 'Exploateringskontoret' }],
    ],
    ['För kännedom till alla som har svarat.', []],
    ['Kommunstyrelsen, Moa Lindvall', [{ body: 'KS' }]],
    ['Kommunstyrelsen\n\nMoa Lindvall\n\nKommunfullmäktige', [{ body: 'KS' }]],
    [
      'Kansliet: Moa Lindvall, Bo Berg\nakten',
      [{ name: 'Kansliet: Moa Lindvall, Bo Berg' }, { name: 'akten' }],
    ],
  ])(
    'of recipients has bodies, addresses and institutions, and names close among them: %j',
    (lines, recipients) => {
      const report = under('Beslutet skickas till', lines);
      expect(report.content.recipients).toEqual(recipients);
      expect(codes(report).includes('unread-recipients')).toBe(report.unplaced.length > 0);
    },
  );

  it('of clauses ends at a paragraph in which nobody decides', () => {
    const report = under(
      'Förslag till beslut',
      'Nämnden avslår ansökan.\n\nVägen dit saknar gångbana.\n\n• Den är smal.',
    );
    expect(report.content.clauses).toEqual([{ text: 'Nämnden avslår ansökan.' }]);
    expect(report.unplaced.map(({ text }) => text)).toEqual(['Vägen dit saknar gångbana.', '• Den är smal.']);
    expect(codes(report)).toContain('unread-clauses');
  });

  it('of documents ends at running text', () => {
    const text = 'Den här meningen är löpande text och säger ingenting om vilka papper som lades fram.';
    const report = under('Beslutsunderlag', `Karta\n\n${text}`);
    expect(report.content.basis).toEqual([{ title: 'Karta' }]);
    expect(report.unplaced).toEqual([{ line: 7, text }]);
    expect(codes(report)).toContain('unread-basis');
  });
});

describe('an address block', () => {
  const block =
    '1 (1)\nExploateringskontoret     Exempelvik kommun\n555 55 Exempelvik\nMoa Lindvall\nTelefon 0555-10 00 00\nwww.exempelvik.example';

  it('ends where a heading begins', () => {
    const { content, found, unplaced } = read(
      `Sammanfattning\nText.\n${block}\n\nBeslutet skickas till\nsvar@exempelvik.example`,
    );
    expect(content.recipients).toEqual([{ email: 'svar@exempelvik.example' }]);
    expect(found).toMatchObject({ officer: 'Moa Lindvall', administration: 'Exploateringskontoret' });
    expect(unplaced).toHaveLength(6);
  });
  it('is not the address of a recipient', () => {
    const { content, found } = read(
      'Sammanfattning\nText.\n\nBeslutet skickas till\nHembygdsföreningen\nStorgatan 1\n555 55 Exempelvik\ninfo@exempel.se',
    );
    expect(content.recipients).toEqual([{ name: 'Hembygdsföreningen' }, { email: 'info@exempel.se' }]);
    expect(found.officer).toBeNull();
  });
});

describe('a text of one report', () => {
  it('may have its name and number on every page', () => {
    const page = 'TJÄNSTESKRIVELSE\nDiarienummer: TSN-2026-00001\n';
    const { content } = read(
      `${page}\nSvar på remiss om parker\n\nSammanfattning\nText.\n\f${page}\nÄrendet\nMer text.`,
    );
    expect(content).toMatchObject({
      title: 'Svar på remiss om parker',
      summary: 'Text.',
      matter: 'Mer text.',
    });
  });
});

describe('signs that only editors and viewers see', () => {
  it('are read as what they mean', () => {
    const { content } = read(
      'Sammanfattning\vO\uFB03cersutbildningen \u00e4r en fr\u00e5\u00adga f\u00f6r kom\u00ad\nmunen.\u2028Be\u200bslutsunderlag\u0085Karta',
    );
    expect(content).toMatchObject({
      summary: 'Officersutbildningen är en fråga för kommunen.',
      basis: [{ title: 'Karta' }],
    });
  });
});

describe('what is no report', () => {
  it.each([
    ['', 'empty-report'],
    [' \n\f\n\t', 'empty-report'],
    ['Hej!\n\nKan vi ses på torsdag?', 'not-a-staff-report'],
    ['Datum: 2026-01-02\nHej!\n\nPer Lind\nFörvaltningschef', 'not-a-staff-report'],
    ['a'.repeat(1_000_000), 'not-a-staff-report'],
  ])('is refused', (text, code) => {
    expect(() => read(text)).toThrow(Invalid);
    expect(() => read(text)).toThrow(
      expect.objectContaining({ invalid: [expect.objectContaining({ code })] }),
    );
  });

  it.each<[string, number, (length: number) => string]>([
    ['one word', 1_000_000, (n) => `Sammanfattning\n${'a'.repeat(n)}`],
    ['words', 300_000, (n) => `Sammanfattning\n${'a '.repeat(n)}`],
    ['blank lines', 1_000_000, (n) => `Sammanfattning\n${'\n'.repeat(n)}`],
    ['lines', 15_000, (n) => `Sammanfattning\n${'att i enlighet med\n'.repeat(n)}`],
    ['titles', 15_000, (n) => `${'En titel\n\n'.repeat(n)}Sammanfattning\nText.`],
    ['clauses', 15_000, (n) => `Förslag till beslut\n${'att i enlighet med\n'.repeat(n)}`],
    ['headings', 15_000, (n) => 'Ärendet\n\n'.repeat(n)],
    ['broken words', 15_000, (n) => `Sammanfattning\n${'håll-\nbarhet\n'.repeat(n)}`],
    ['decisions', 10_000, (n) => `Sammanfattning\n${'§ 1 den 22 maj 2023 KF '.repeat(n)}`],
    ['page breaks', 15_000, (n) => `Sammanfattning\n${'\f1 (2)\nHuvud'.repeat(n)}`],
    ['page numbers', 20_000, (n) => `Sammanfattning\n${'Sida 1 (2)\nHuvud\n'.repeat(n)}`],
    ['marks', 100_000, (n) => `Sammanfattning\n${'•\n'.repeat(n)}`],
    ['labels', 15_000, (n) => `${'Datum\n'.repeat(n)}Sammanfattning\nText.`],
    ['recipients', 15_000, (n) => `Expedieras till\n${'Nämnden och\n, '.repeat(n)}`],
    [
      'addresses',
      20_000,
      (n) =>
        `Sammanfattning\n${'1 (2)\nTelefon 0555-10 00 00\n555 55 Ort kommun\nwww.x.se\n\n'.repeat(n / 4)}`,
    ],
    ['signatures', 20_000, (n) => `Sammanfattning\n${'Anna Ek     Bo Berg\nChef     Chef\n\n'.repeat(n)}`],
    [
      'unknown headings',
      20_000,
      (n) => `Sammanfattning\n${'Okänd rubrik\n\nDet här är text.\n\n'.repeat(n)}`,
    ],
    [
      'letterheads',
      20_000,
      (n) => `${'Datum     Dnr\n2026-01-02     KS 2026/1\n'.repeat(n)}Sammanfattning\nText.`,
    ],
    [
      'committees',
      20_000,
      (n) => `Sammanfattning\n${'Kommunstyrelsens arbetsutskott § 1 2026-01-02 '.repeat(n)}`,
    ],
    ['names of reports', 20_000, (n) => `${'TJÄNSTESKRIVELSE\n'.repeat(n)}Sammanfattning\nText.`],
    ['names', 50_000, (n) => `Sammanfattning\n${'Barn- och Aa-'.repeat(n)}`],
  ])('takes time in proportion to its length: %s', (_, length, textOf) => {
    // Of the processor's time, so that what else the machine does is not the reader's.
    const timeOf = (text: string): number => {
      const began = process.cpuUsage();
      read(text);
      const { user, system } = process.cpuUsage(began);
      return (user + system) / 1000;
    };
    const [whole, tenth] = [textOf(length), textOf(length / 10)];
    timeOf(tenth); // the first time is spent compiling
    // Reading that looked back over what it has read would take a hundred times as long.
    const limit = 60 * Math.max(Math.min(timeOf(tenth), timeOf(tenth)), 20);
    // The best of three: memory may be cleared away in one of them.
    const isQuick = () => timeOf(whole) < limit;
    expect(isQuick() || isQuick() || isQuick()).toBe(true);
  });
});

describe('a heading that stands close below the last clause', () => {
  it.each([
    ['Skäl för beslutet', 'assessment'],
    ['Tidigare beslut', 'section'],
    ['Beslutsgång', 'section'],
    ['Deltar inte i beslutet', 'section'],
    ['Konsekvenser för barn', 'section'],
    ['Ärendets beredning', 'matter'],
    ['Underlag till beslut', 'basis'],
    ['Beslutet meddelas', 'recipients'],
  ])('ends the list: %s', (heading, field) => {
    const report = read(
      `Yttrande över planen\n\nFörslag till beslut\nTekniska servicenämnden beslutar\natt tillstyrka planen.\n${heading}\nPlanen är bra för dem som bor där och behövs för att torget ska bli bättre än i dag.\n`,
    );
    expect(report.content.clauses).toEqual([{ text: 'att tillstyrka planen.' }]);
    expect(report.headings).toContainEqual({ text: heading, field });
  });

  it('also a known one over a list', () => {
    const report = read(
      `Yttrande över planen\n\nFörslag till beslut\nTekniska servicenämnden beslutar\natt tillstyrka planen.\nTidigare beslut\n- Kommunfullmäktige 2023-05-22 § 134\n`,
    );
    expect(report.content.clauses).toEqual([{ text: 'att tillstyrka planen.' }]);
    expect(report.headings).toContainEqual({ text: 'Tidigare beslut', field: 'section' });
  });
});

describe('whom a letter is addressed to', () => {
  const letter = (between: string) =>
    read(
      `YTTRANDE\n2026-06-10\nVårt dnr: TSN 2026/1\n\nTrafikverket\n${between}Enheten för planering\n999 70 Storviken\n\n\nYttrande över planen\n\nSammanfattning\n\nNämnden tillstyrker planen.\n`,
    ).content.recipients;
  it('is the first line over its postcode', () => {
    expect(letter('')).toEqual([{ name: 'Trafikverket' }]);
  });
  it('is not guessed from the middle of a longer block', () => {
    expect(letter('Rad ett\nRad två\nRad tre\nRad fyra\nRad fem\n')).toEqual([]);
  });
});

describe('what a sentence says', () => {
  const report = read(
    `Tjänsteskrivelse\n2026-09-22\n\nSvar på remiss om en plan\n\nKommunstyrelsens ärende har nummer KS 2026.0133 och nämndens eget TEN 2026.0071. Svar ska lämnas senast den\n9 oktober. Gatuchef Mårten Ahlqvist har handlagt ärendet.\n\nFörslag till beslut\nTekniska nämnden föreslås besluta att tillstyrka planen, att begära att den följs upp, samt att överlämna\nskrivelsen till kommunstyrelsen.\n`,
  );

  it('is a number, an officer and a day, none of them certain', () => {
    expect(report.found).toMatchObject({
      ownCaseNumber: 'TEN 2026.0071',
      relatedCases: ['KS 2026.0133'],
      officer: 'Mårten Ahlqvist',
      deadline: '2026-10-09',
    });
    const sure = report.facts.filter(({ fact }) => ['ownCaseNumber', 'officer', 'deadline'].includes(fact));
    expect(sure.map(({ how, confidence }) => [how, confidence])).toEqual(
      Array.from({ length: 3 }, () => ['sentence', 'likely']),
    );
  });

  it('is each of its clauses', () => {
    expect(report.content.clauses.map(({ text }) => text)).toEqual([
      'att tillstyrka planen',
      'att begära att den följs upp',
      'att överlämna skrivelsen till kommunstyrelsen.',
    ]);
  });
});

describe('a letter without any known heading', () => {
  const letter = (title: string) =>
    `EXEMPELVIKS KOMMUN        Till\nTekniska servicenämnden        Region Hällmark\n2026-11-30\nVårt dnr: TSN 2026/711\n\n${title}\n\nRegionen har översänt en plan och bett om synpunkter på den senast den\n4 december 2026. Nämnden lämnar följande yttrande.\n\nVÄGEN\n\nNämnden avstyrker förslaget om vägen, som inte behövs.\n\nHållplatser på landet\n\nNämnden delar uppfattningen att de kan få en enklare standard.\n`;

  it('is read where it says that it answers, and under which number', () => {
    const { content, found } = read(letter('Yttrande över en plan'));
    expect(content).toMatchObject({
      title: 'Yttrande över en plan',
      recipients: [{ name: 'Region Hällmark' }],
      sections: [{ heading: 'VÄGEN' }, { heading: 'Hållplatser på landet' }],
    });
    expect(found).toMatchObject({ body: 'TSN', ownCaseNumber: 'TSN 2026/711', deadline: '2026-12-04' });
  });
});

describe('more time', () => {
  const deadline = (sentence: string) =>
    read(`Yttrande\n\nÄrendet\nSvar ska lämnas senast den 1 december 2026. ${sentence}\n`).found.deadline;
  it('counts when it was granted', () => {
    expect(deadline('Departementet har beviljat nämnden anstånd till den 11 december 2026.')).toBe(
      '2026-12-11',
    );
    expect(deadline('Nämnden har begärt anstånd till den 11 december 2026.')).toBe('2026-12-01');
  });
});

describe('clauses', () => {
  const clauses = (list: string) =>
    read(`Yttrande över planen\n\nFörslag till beslut\n${list}\nBedömning\nBra.\n`).content.clauses.map(
      ({ text }) => text,
    );
  it.each([
    ['letters', 'TSN beslutar\na) Nämnden tillstyrker planen.\nb) Nämnden lämnar yttrandet.\n'],
    ['numbers of the heading', '1.1  Nämnden tillstyrker planen.\n1.2  Nämnden lämnar yttrandet.\n'],
    ['a body for its own part', 'Nämnden tillstyrker planen.\n\nTekniska servicenämnden beslutar för egen del\n\n1. Nämnden lämnar yttrandet.\n'], // prettier-ignore
  ])('have nothing of %s', (_, list) => {
    expect(clauses(list)).toEqual(['Nämnden tillstyrker planen.', 'Nämnden lämnar yttrandet.']);
  });
  it('keep the letters of points below a number', () => {
    expect(clauses('1. Nämnden tillstyrker planen.\na) Vägen ska vara bred.\n')).toEqual(
      ['Nämnden tillstyrker planen.', 'a) Vägen ska vara bred.'], // prettier-ignore
    );
  });
});

describe('a heading that ends in a colon', () => {
  it('begins a section where the known ones end in one too', () => {
    const report = (colon: string) =>
      read(
        `Yttrande över planen\n\nSammanfattning${colon}\nPlanen är bra.\n\nBedömning${colon}\nPlanen behövs.\n\nSamråd med facket:\nÄrendet har behandlats i samverkansgruppen.\n`,
      ).content.sections;
    expect(report(':')).toEqual([
      { heading: 'Samråd med facket', text: 'Ärendet har behandlats i samverkansgruppen.' },
    ]);
    expect(report('')).toEqual([]);
  });
});

describe('rows that stand twice', () => {
  const text = 'Planen är bra för dem som bor där.\n\n'.repeat(12);
  const twice = (rows: string) =>
    read(
      `Yttrande över planen\n\nÄrendet\n${text}${rows}Bedömning\n${text}${rows}Ekonomi\nPlanen kostar ingenting.\n`,
    ).content;

  it('are heads of pages where they have columns', () => {
    const rows = 'Exempelviks kommun        TJÄNSTESKRIVELSE\nTekniska kontoret        2026-10-12\n\n';
    expect(JSON.stringify(twice(rows))).not.toMatch(/Exempelvik|kontoret/);
  });

  it('are text where they have none', () => {
    const rows = 'Kommunfullmäktiges beslut om planen\nKommunstyrelsens beslut om planen\n\n';
    expect(JSON.stringify(twice(rows)).match(/Kommunstyrelsens beslut om planen/g)).toHaveLength(2);
  });
});
