import { describe, expect, it } from '@jest/globals';
import { municipality } from '../support/report-facts.js';
import { readStaffReport, type StaffReport } from '../../src/statements/staff-report/read-staff-report.js';

const read = (...rows: readonly string[]): StaffReport => readStaffReport(rows.join('\n'), municipality);
const recipients = ({ content }: StaffReport): (string | undefined)[] =>
  content.recipients.map(({ body, name }) => body ?? name);

const HEAD = ['YTTRANDE', '', 'Datum', '2026-03-04', 'Diarienummer', 'KS-2026-00944', ''];
const TITLE = ['Yttrande över remiss av handlingsplan för elektrifiering', ''];
const TEXT = [
  'Sammanfattande inställning',
  '',
  'Kommunen anser att åtgärderna inte är tillräckligt konkret formulerade för att möta de utmaningar',
  'som finns.',
  '',
];
const FOOT = [
  'Nämnden för Miljö- & Hälsoskydd                         Norrstads kommun',
  'Norrstads kommun                                        434 81 Norrstad',
  'Besöksadress',
  'Stadshuset, Storgatan 37',
  'Telefon 0300-55 40 00',
  'info@norrstad.example',
  'www.norrstad.se',
];

describe('blank rows within a sentence', () => {
  it.each([
    [['Yttrande över länsstyrelsens remiss av regional handlingsplan för', '', 'elektrifiering']],
    [['Yttrande från Teknik över samråd om detaljplan för Hedeleden i', '', 'Norrstad, BN 2026-00008']],
  ])('part no title %#', (title) => {
    const { content } = read(...HEAD, ...title, '', ...TEXT);
    expect(content.title).toBe(title.filter((row) => row !== '').join(' '));
  });

  it('part no day', () => {
    const { content, unplaced } = read(
      ...HEAD,
      ...TITLE,
      'Beslut',
      '',
      'Länsstyrelsen upphäver 15 a § i de lokala ordningsföreskrifter som antogs den 16 juni',
      '',
      '2026, § 121, Dnr KS-2026-00740.',
    );
    expect(content.clauses.map(({ text }) => text)).toEqual([
      'Länsstyrelsen upphäver 15 a § i de lokala ordningsföreskrifter som antogs den 16 juni 2026, § 121, Dnr KS-2026-00740.',
    ]);
    expect(unplaced).toEqual([]);
  });
});

describe('the head of a paper', () => {
  it('says beside the number of its page what it is', () => {
    const { content, found } = read(
      'Beslut                    1 (7)',
      'Datum            Diarienummer',
      '2026-07-15       5072-2026',
      '',
      'Upphävande     av lokal ordningsföreskrift',
      '',
      'Beskrivning av ärendet',
      '',
      'Kommunen har den 26 juni 2026 anmält sitt beslut.',
    );
    expect(content.title).toBe('Upphävande av lokal ordningsföreskrift');
    expect(content.clauses).toEqual([]);
    expect(found).toMatchObject({ ownCaseNumber: '5072-2026', date: '2026-07-15' });
  });

  it('may be missing over a title that ends in a full stop', () => {
    const { content } = read('Yttrande över Finansdepartementets remiss (SOU 2026:83).', '', ...TEXT);
    expect(content.title).toBe('Yttrande över Finansdepartementets remiss (SOU 2026:83).');
  });

  it('has the address of whoever stands at the foot too, who is not written to', () => {
    const { content, found } = read(
      'YTTRANDE',
      '',
      'Nämnden för Miljö- & Hälsoskydd',
      'Norrstads kommun',
      '434 81 Norrstad',
      '',
      ...HEAD.slice(2).map((row) => row.replace('KS-', 'MH-')),
      ...TITLE,
      ...TEXT,
      ...FOOT,
      '\f',
      'Nämnden anser att det vore önskvärt att planera vidare.',
    );
    expect(recipients({ content } as StaffReport)).toEqual([]);
    expect(found.body).toBe('Nämnden för Miljö- & Hälsoskydd');
  });

  it('is followed by a list of what is in the minutes, which is no title', () => {
    const { content, found } = read(
      'NORRSTADS KOMMUN                  SAMMANTRÄDESPROTOKOLL',
      'Nämnden för Miljö & Hälsoskydd',
      'Datum',
      '2026-01-15',
      '',
      'Innehåll',
      '',
      '§ 4 Dnr MH-2026-05832',
      'Yttrande om kommunbudget för 2027 ...... 3',
      '',
      '§ 4                        Dnr MH-2026-05832',
      'Yttrande om kommunbudget för 2027',
      '',
      'Beslut',
      'Nämnden för Miljö & Hälsoskydd antar yttrandet.',
    );
    expect(content.title).toBe('Yttrande om kommunbudget för 2027');
    expect(found.ownCaseNumber).toBe('MH-2026-05832');
  });
});

it('begins its text below a heading that stands close to it', () => {
  const { content } = read(
    ...HEAD,
    ...TITLE,
    'Planförslaget',
    'Syftet är att möjliggöra en anläggning med väg samt gång- och cykelvägar mellan ängarna och stationen.',
    'Planens syfte är även att säkra rekreationsområdet.',
    '',
    'Trafik',
    'Inriktningen från kommunstyrelsen är att leden ska ha god framkomlighet.',
  );
  expect(content.sections.map(({ heading }) => heading)).toEqual(['Planförslaget', 'Trafik']);
});

it('is of the board that proposes to the council', () => {
  const clause =
    'Kommunfullmäktige avslår motionen med hänvisning till att den skulle medföra en hög kostnad.';
  const bodyBelow = (leadIn: string) =>
    read('TJÄNSTESKRIVELSE', ...HEAD.slice(1), ...TITLE, leadIn, '', clause).found.body;
  expect(bodyBelow('Nämnden för Vård & Omsorgs förslag till beslut i kommunfullmäktige')).toBe(
    'Nämnden för Vård & Omsorg',
  );
  expect(bodyBelow('Nämnden för Vård & Omsorgs förslag till kommunfullmäktige')).toBe(
    'Nämnden för Vård & Omsorg',
  );
});

it('lists documents as a register names them, and decisions of a committee by its letters', () => {
  const { content, found } = read(
    'TJÄNSTESKRIVELSE',
    ...HEAD.slice(1),
    ...TITLE,
    'Beslutsunderlag',
    '',
    'Nämndens yttrande över förslag till gränsvärden för',
    'klimatdeklarationer av byggnader (KS 2026-00201)',
    '(E-post) - Begäran om yttrande - Förslag till gränsvärden',
    '(Boverket) - (Rapport) - Gränsvärde för byggnaders klimatpåverkan',
    'NFG AU § 48, 2026-05-03',
  );
  expect(content.basis.map(({ title }) => title)).toEqual([
    'Nämndens yttrande över förslag till gränsvärden för klimatdeklarationer av byggnader (KS 2026-00201)',
    '(E-post) - Begäran om yttrande - Förslag till gränsvärden',
    '(Boverket) - (Rapport) - Gränsvärde för byggnaders klimatpåverkan',
    'NFG AU § 48, 2026-05-03',
  ]);
  expect(found.priorDecisions).toMatchObject([{ body: 'NFG AU', section: '48', date: '2026-05-03' }]);
});

it('ends before who signs and before the addresses of the page', () => {
  const { content } = read(
    ...HEAD,
    ...TITLE,
    ...TEXT,
    'Postadress: 301 86 Norrstad T elefon: 010-555 30 00 E-post: norr@lansstyrelsen.example',
    '',
    'Adnan Berglund',
    'Verksamhetschef, Trafik & Utemiljö',
  );
  expect(content.summary).toMatch(/som finns\.$/u);
});

describe('a clause', () => {
  const clausesOf = (...rows: readonly string[]): string[] =>
    read(
      'TJÄNSTESKRIVELSE',
      ...HEAD.slice(1),
      ...TITLE,
      'Förslag till beslut',
      '',
      ...rows,
    ).content.clauses.map(({ text }) => text);

  it('has the points that it speaks of', () => {
    expect(
      clausesOf(
        'Nämnden för Vård & Omsorg antar följande indikatorer för uppföljning av omställningen:',
        '',
        '- Delaktighet',
        '- Samordning',
        '',
        'Nämnden för Vård & Omsorg förklarar paragrafen omedelbart justerad.',
      ),
    ).toEqual([
      'Nämnden för Vård & Omsorg antar följande indikatorer för uppföljning av omställningen:\n- Delaktighet\n- Samordning',
      'Nämnden för Vård & Omsorg förklarar paragrafen omedelbart justerad.',
    ]);
  });

  it('goes on in points with a word between them', () => {
    expect(
      clausesOf(
        'Kommunstyrelsen beviljar avvikelse från regler om maxlängden för ett arbetspass inom',
        '1. personlig assistans för den som har behov av det',
        '',
        'och',
        '2. läger för barn och unga',
      ),
    ).toEqual([
      'Kommunstyrelsen beviljar avvikelse från regler om maxlängden för ett arbetspass inom\n1. personlig assistans för den som har behov av det och\n2. läger för barn och unga',
    ]);
  });
});

describe('a recipient', () => {
  const sentTo = (...rows: readonly string[]): StaffReport =>
    read('TJÄNSTESKRIVELSE', ...HEAD.slice(1), ...TITLE, ...TEXT, 'Beslutet skickas till', '', ...rows);

  it('is the office of another municipality, where each has a line', () => {
    const rows = ['Varbergs kommun, Socialförvaltningen', 'Hylte kommun, Omsorgsförvaltningen'];
    expect(recipients(sentTo(...rows))).toEqual(rows);
  });

  it('has a name that goes on behind &', () => {
    expect(recipients(sentTo('Mark- och miljödomstolen, nämnden för Miljö &', 'Hälsoskydd'))).toEqual([
      'Mark- och miljödomstolen',
      'nämnden för Miljö & Hälsoskydd',
    ]);
  });
});

it('has a day that stands alone below the title of its document, and each number once', () => {
  const { content, found } = read(
    'TJÄNSTESKRIVELSE',
    ...HEAD.slice(1),
    ...TITLE,
    'Sammanfattning',
    'Nämnden yttrar sig över promemorian, KN 2026/02249.',
    '',
    'Beslutsunderlag',
    'Initiativ om feriejobb till ungdomar som omfattas av det kommunala aktivitetsansvaret,',
    '',
    '2026-03-27',
    'Promemoria om tillståndsförfaranden, KN2026/02249',
  );
  expect(content.basis.map(({ title }) => title)).toEqual([
    'Initiativ om feriejobb till ungdomar som omfattas av det kommunala aktivitetsansvaret, 2026-03-27',
    'Promemoria om tillståndsförfaranden, KN2026/02249',
  ]);
  expect(found.relatedCases).toEqual(['KN 2026/02249']);
});

describe('a view of the whole', () => {
  it('is a summary where it comes first, and the assessment where it comes after one', () => {
    const { content } = read(
      ...HEAD,
      ...TITLE,
      'Sammanfattade inställning',
      '',
      'Kommunen ställer sig bakom planen i stort.',
      '',
      'Laddstationer',
      '',
      'Stationer behövs längs hela leden.',
      '',
      'Sammanfattande bedömning',
      '',
      'Kommunen anser att planen kan antas.',
    );
    expect(content.summary).toBe('Kommunen ställer sig bakom planen i stort.');
    expect(content.assessment).toBe('Kommunen anser att planen kan antas.');
  });

  it('holds the headings below it, whatever they are called elsewhere', () => {
    const { content } = read(
      ...HEAD,
      ...TITLE,
      ...TEXT,
      'Kommunens inställning i detalj',
      '',
      'Bakgrund och allmänna synpunkter',
      'Kommunen anser att dagens regler om laddning räcker för de flesta som bor längs leden.',
      '',
      'Följder för näringslivet',
      'Verksamheter får ökade kostnader.',
    );
    expect(content.matter).toBe('');
    expect(content.sections.map(({ heading }) => heading)).toEqual([
      'Bakgrund och allmänna synpunkter',
      'Följder för näringslivet',
    ]);
  });
});

describe('the body', () => {
  it('is the committee that met, whoever it proposes to', () => {
    const { found } = read(
      'NORRSTADS KOMMUN                  SAMMANTRÄDESPROTOKOLL           1 (2)',
      'Kommunstyrelsens arbetsutskott',
      'Datum',
      '2026-09-10',
      '',
      '§ 247                      Dnr KS-2026-00729',
      'Svar på motion om medarbetarundersökning',
      '',
      'Förslag till beslut i kommunfullmäktige',
      'Kommunfullmäktige anser motionen besvarad.',
    );
    expect(found.body).toBe('Kommunstyrelsens arbetsutskott');
  });

  it('has decided under its letters before the section', () => {
    const { found } = read(
      'TJÄNSTESKRIVELSE',
      ...HEAD.slice(1),
      ...TITLE,
      'Beslutsunderlag',
      'NIF § 29 Initiativärende - tryggare besök, 2026-03-20',
    );
    expect(found.priorDecisions).toMatchObject([{ body: 'NIF', section: '29', date: '2026-03-20' }]);
  });
});

it('names the office that goes on behind & in a column of the foot', () => {
  const { found } = read(
    'TJÄNSTESKRIVELSE',
    ...HEAD.slice(1),
    ...TITLE,
    ...TEXT,
    'Förvaltningen för Gymnasium &                             Norrstads kommun',
    'Arbetsmarknad                                             434 81 Norrstad',
    'Rut Fleming                                               Besöksadress',
    ...FOOT.slice(3),
  );
  expect(found.administration).toBe('Förvaltningen för Gymnasium & Arbetsmarknad');
});

it('goes on behind & below a blank row', () => {
  const { content } = read(
    ...HEAD,
    ...TITLE,
    'Bedömning',
    'Förvaltningen instämmer i nämnden för Miljö &',
    '',
    'Hälsoskydds bedömningar.',
  );
  expect(content.assessment).toBe('Förvaltningen instämmer i nämnden för Miljö & Hälsoskydds bedömningar.');
});

describe('the title', () => {
  it('of minutes may end in a full stop below its section', () => {
    const { content } = read(
      'NORRSTADS KOMMUN                  SAMMANTRÄDESPROTOKOLL          9 (15)',
      'Nämnden för Teknik',
      'Datum',
      '2026-06-17',
      '',
      '§ 69                       Dnr TE-2026-00210',
      'Information efter återremittering av kommunens åtgärdsplan',
      'för lekplatser 2026-2031.',
      '',
      'Beslut',
      'Nämnden för Teknik beslutar att uppdatera åtgärdsplanen.',
    );
    expect(content.title).toBe(
      'Information efter återremittering av kommunens åtgärdsplan för lekplatser 2026-2031.',
    );
  });

  it('ends in its day', () => {
    const { content } = read(
      ...HEAD,
      'Yttrande över revisionens granskning av interna kontroller kopplade till upphandling,',
      'daterat 2026-01-22.',
      '',
      ...TEXT,
    );
    expect(content.title).toMatch(/upphandling, daterat 2026-01-22\.?$/u);
  });
});

describe('a heading that no list knows', () => {
  const FULL =
    'Till följd av få sökande och avhopp från pågående utbildningar fick en extern utredare i uppdrag';
  const headings = (...rows: readonly string[]): string[] =>
    read(
      'TJÄNSTESKRIVELSE',
      ...HEAD.slice(1),
      ...TITLE,
      'Beskrivning av ärendet',
      '',
      ...rows,
    ).content.sections.map(({ heading }) => heading);

  it('is long where the next word would have had room on its line', () => {
    expect(
      headings(
        `${FULL} att vända`,
        'utvecklingen.',
        '',
        'Utredning av möjligheter för yrkeshögskolan eller eventuell avveckling',
        `${FULL} att vända`,
        'utvecklingen och minska kostnaderna.',
      ),
    ).toEqual(['Utredning av möjligheter för yrkeshögskolan eller eventuell avveckling']);
    expect(
      headings(
        `${FULL} att vända`,
        'utvecklingen.',
        '',
        'Kommunen samarbetar sedan år 2019 med universitet och högskolor i Göteborg,',
        `${FULL} att vända`,
      ),
    ).toEqual([]);
  });

  it('has a number before it', () => {
    expect(
      headings(
        'Dessa områden är särskilt relevanta:',
        '',
        '1.   Delning av känslig information måste ske med stor försiktighet',
        `${FULL} att vända`,
        'utvecklingen.',
        '',
        '2.   En nationell verkstad kan spela en avgörande roll för välfärden',
        `${FULL} att vända`,
        'utvecklingen.',
      ),
    ).toHaveLength(2);
  });

  it('stands over what leads into a list', () => {
    expect(
      headings(
        'Arbete fortgår.',
        '',
        'Utbildning',
        'Kommunens anställda och konsulter ska årligen eller efter behov genomgå:',
        '',
        '•  Lämplig utbildning vad gäller säkerhet.',
      ),
    ).toEqual(['Utbildning']);
  });

  it('stands close over another', () => {
    expect(
      headings(
        'Arbete fortgår.',
        '',
        'Kulturområden',
        'Kulturarv och kulturmiljö',
        `${FULL} att vända`,
        'utvecklingen.',
      ),
    ).toEqual(['Kulturområden', 'Kulturarv och kulturmiljö']);
  });
});

it('ends before the municipality that signs it', () => {
  const { content, unplaced } = read(...HEAD, ...TITLE, ...TEXT, 'Norrstads kommun');
  expect(content.summary).toMatch(/som finns\.$/u);
  expect(unplaced.map(({ text }) => text)).toContain('Norrstads kommun');
});

it('has a foot whose first row is the number of its page', () => {
  const { content } = read(
    ...HEAD,
    ...TITLE,
    ...TEXT,
    'Nämnden för Miljö- & Hälsoskydd                         1 (2)',
    'Norrstads kommun',
    'miljo@norrstad.example',
    ...FOOT.slice(2, 5),
    '\f',
    'Förebyggande arbete',
    '',
    'Nämnden anser att det vore önskvärt att planera vidare för alla som bor längs leden.',
  );
  expect(content.summary).toMatch(/som finns\.$/u);
});
