import { describe, expect, it } from '@jest/globals';
import { municipality } from '../support/report-facts.js';
import { readStaffReport, type StaffReport } from '../../src/statements/staff-report/read-staff-report.js';

const read = (...rows: readonly string[]): StaffReport => readStaffReport(rows.join('\n'), municipality);
const headings = ({ content }: StaffReport): string[] => content.sections.map(({ heading }) => heading);
const clauses = ({ content }: StaffReport): string[] => content.clauses.map(({ text }) => text);
const recipients = ({ content }: StaffReport): (string | undefined)[] =>
  content.recipients.map(({ body, name, email }) => body ?? name ?? email);

const HEAD = ['Tjänsteskrivelse', 'Datum: 2026-09-17', 'Dnr: KS 2026/12', '', 'Remiss om bad', ''];
const TEXT = ['Ärendet', 'Nämnden har fått en remiss om bad.', ''];
const withText = (...rows: readonly string[]) => read(...HEAD, ...TEXT, ...rows);

describe('a list below a heading in a house’s own words', () => {
  it.each([
    'Kopia på beslutet till',
    'Besked om beslutet lämnas till',
    'Mottagare av protokollsutdrag',
    'Beslutet expedieras till följande',
  ])('is recipients below ”%s”', (heading) => {
    const report = withText(
      'Beslutsunderlag',
      'Motion 2026-02-02',
      '',
      heading,
      'Kommunfullmäktige',
      'Miljökontoret',
    );
    expect(recipients(report)).toEqual(['KF', 'Miljökontoret']);
    expect(report.content.basis).toEqual([{ title: 'Motion 2026-02-02' }]);
  });

  it('is none of those who were asked, or are only told', () => {
    for (const heading of ['Remissen har skickats till', 'Beslutet anmäls till'])
      expect(recipients(withText(heading, 'Trafikverket', 'Länsstyrelsen'))).toEqual([]);
  });

  it.each(['Dokument', 'Följande underlag finns i ärendet', 'Handlingar som ingår i ärendet'])(
    'is documents below ”%s”',
    (heading) => {
      const { basis } = withText(
        heading,
        'Motion 2026-02-02',
        'Yttrande från miljökontoret 2026-02-17',
      ).content;
      expect(basis.map(({ title }) => title)).toEqual([
        'Motion 2026-02-02',
        'Yttrande från miljökontoret 2026-02-17',
      ]);
    },
  );

  it('is no list of documents where its rows are text', () => {
    const report = withText('Dokument', '', 'Det finns en plan för badet, som nämnden antog förra året.');
    expect(withText('Tidigare behandling', '', 'Arbetsutskottet 2026-03-31, § 54').content.basis).toEqual([]);
    expect(report.content.basis).toEqual([]);
  });

  it('has one recipient on each line, with a part of it behind a comma', () => {
    const sent = (...rows: readonly string[]) => recipients(withText('Beslutet skickas till', ...rows));
    expect(sent('Östersunds tingsrätt, mark- och miljödomstolen', 'Trafikverket')).toEqual([
      'Östersunds tingsrätt, mark- och miljödomstolen',
      'Trafikverket',
    ]);
    expect(sent('Trafikverket, socialnämnden', 'Länsstyrelsen')).toEqual([
      'Trafikverket',
      'SN',
      'Länsstyrelsen',
    ]);
    expect(sent('Förvaltningschef BIF', 'Trafikverket')).toContain('Förvaltningschef BIF');
  });
});

describe('labels over their values', () => {
  it('go with them though one beside is known to nobody, and are no title', () => {
    const report = read(
      'Delegationsbeslut',
      '',
      'Handläggare                         E-post',
      'Elias Mårdh                         elias.mardh@molndal.example',
      '',
      'Delegationspunkt',
      '2.9 Yttrande till andra myndigheter i ärenden utan principiell betydelse',
      '',
      'Yttrande över ansökan om kasinospel',
      '',
      ...TEXT,
    );
    expect(report.found.officer).toBe('Elias Mårdh');
    expect(report.content.title).toBe('Yttrande över ansökan om kasinospel');
  });

  it('and other cells are parted by two blanks or a drawn line', () => {
    for (const row of ['Socialnämnden  Kommunstyrelsen', 'Socialnämnden │ Kommunstyrelsen'])
      expect(recipients(withText('Beslutet skickas till', row))).toEqual(['SN', 'KS']);
  });

  it('may be the name of the paper, with its day', () => {
    const report = read(
      'Kommunstyrelsen',
      '',
      'Utdrag ur protokoll från sammanträde 2026-05-19',
      '',
      'Dnr KS 2026/12',
      '',
      ...TEXT,
    );
    expect(report.kind).toBe('minutes');
    expect(report.found.date).toBe('2026-05-19');
  });
});

describe('a letter without a heading', () => {
  const letter = read(
    'Räddningstjänstförbundet Mälarnäs',
    '',
    '2027-01-19                 Vår beteckning: RMN-2027-00041',
    '                           Er beteckning: BMN/2024-0917',
    '',
    'Samråd om detaljplan för Hammarvallen 2:7, batterilager',
    '',
    'Ni har begärt räddningstjänstens synpunkter på förslaget till detaljplan senast den 5 februari',
    '2027. Förbundet har tagit del av plankarta och planbeskrivning.',
    '',
    'I övrigt har räddningstjänsten inga synpunkter.',
    '',
    'Yttrandet har beslutats enligt direktionens delegationsordning, antagen 2025-11-27, § 52.',
    '',
    'För Räddningstjänstförbundet Mälarnäs',
    '',
    'Ronja Castenfors',
    'brandingenjör',
    '',
    'Kopia till:',
    'Länsstyrelsen i Södermanlands län',
    '',
    'Räddningstjänstförbundet Mälarnäs     Telefon 0150-55 40 00        Org.nr 222000-4179',
  );

  it('is told by the numbers of both, and read to its end', () => {
    expect(letter.kind).toBe('letter');
    expect(letter.content.title).toBe('Samråd om detaljplan för Hammarvallen 2:7, batterilager');
    expect(letter.content.matter).toContain('I övrigt har räddningstjänsten inga synpunkter.');
    expect(letter.content.matter).not.toContain('För Räddningstjänstförbundet');
    expect(recipients(letter)).toContain('Länsstyrelsen i Södermanlands län');
    expect(letter.found).toMatchObject({
      ownCaseNumber: 'RMN-2027-00041',
      officer: 'Ronja Castenfors',
      deadline: '2027-02-05',
      body: 'Räddningstjänstförbundet Mälarnäs',
      signed: true,
    });
    expect(letter.found.priorDecisions).toMatchObject([{ body: 'Direktionen', section: '52' }]);
  });
});

describe('a sentence', () => {
  it('is no heading for its last words, where it goes on in small letters', () => {
    const report = read(
      ...HEAD,
      'Förslag till beslut',
      'Kommunstyrelsen beslutar att anta kommunledningskontorets förslag till yttrande',
      'som sitt eget och översända det till Trafikverket.',
    );
    expect(clauses(report)).toEqual([
      'Kommunstyrelsen beslutar att anta kommunledningskontorets förslag till yttrande som sitt eget och översända det till Trafikverket.',
    ]);
    expect(report.content.assessment).toBe('');
  });

  it('has clauses behind what it is decided by', () => {
    const report = read(
      ...HEAD,
      'Förslag till beslut',
      'Ordföranden beslutar med stöd av 6 kap. 39 § kommunallagen (2017:725) att tillstyrka ansökan, samt att i övrigt överlämna yttrandet till domstolen.',
    );
    expect(clauses(report)).toEqual([
      'att tillstyrka ansökan',
      'att i övrigt överlämna yttrandet till domstolen.',
    ]);
  });

  it('says what ”nämnden” itself did, whoever else it names', () => {
    const { priorDecisions } = read(
      ...HEAD,
      'Förslag till beslut',
      'Socialnämnden tillstyrker förslaget.',
      '',
      'Ärendet',
      'Tillsynen överlåts från länsstyrelsen på det sätt som nämnden begärde den 5 december 2024, § 131. Tekniska',
      'nämnden yttrade sig 2025-09-02, § 187.',
    ).found;
    expect(priorDecisions).toMatchObject([
      { body: 'SN', section: '131' },
      { body: 'Tekniska nämnden', section: '187' },
    ]);
  });

  it('names cases in the forms of many registers, and no years', () => {
    const { relatedCases } = withText(
      'Bakgrund',
      'Se SON 00741/23, N163-1380/24, Rev 2026/4, målet M 3305-22, dnr 26Si1904 och RD23/00871, KTN250044.',
      'År 2025/26 kostade det SEK250000 enligt SFS 2017:725.',
    ).found;
    expect(relatedCases).toEqual([
      'SON 00741/23',
      'N163-1380/24',
      'Rev 2026/4',
      'M 3305-22',
      '26Si1904',
      'RD23/00871',
      'KTN250044',
    ]);
  });
});

describe('headings that no list has whole', () => {
  it('are the background, the view and the summary by their stems', () => {
    const report = read(
      ...HEAD,
      'Sammanfattande ståndpunkt',
      'Kommunen är positiv.',
      '',
      'Ärendets bakgrund',
      'Badet byggdes 1974.',
      '',
      'Förvaltningens syn på förslaget',
      'Badet bör rivas.',
    );
    expect(report.content).toMatchObject({
      summary: 'Kommunen är positiv.',
      matter: 'Badet byggdes 1974.',
      assessment: 'Badet bör rivas.',
    });
  });

  it('are a word and its number over what was recommended, and one over numbered points', () => {
    const report = withText(
      'Rekommendation 1',
      'Säkerställ att alla skolor registrerar frånvaro',
      '',
      'Nämnden delar bedömningen.',
      '',
      'Rekommendation 2',
      'Följ upp långvarig frånvaro',
      '',
      'Nämnden har redan infört det.',
      '',
      'Villkor i övrigt',
      '1. Vägen ska vara belagd.',
    );
    expect(headings(report)).toEqual([
      'Rekommendation 1 Säkerställ att alla skolor registrerar frånvaro',
      'Rekommendation 2 Följ upp långvarig frånvaro',
      'Villkor i övrigt',
    ]);
  });
});
