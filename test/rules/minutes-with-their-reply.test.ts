import { describe, expect, it } from '@jest/globals';
import { municipality } from '../support/report-facts.js';
import { readStaffReport, type StaffReport } from '../../src/statements/staff-report/read-staff-report.js';

const read = (...rows: readonly string[]): StaffReport => readStaffReport(rows.join('\n'), municipality);
const recipients = ({ content }: StaffReport): (string | undefined)[] =>
  content.recipients.map(({ body, name }) => body ?? name);

const HEAD = [
  'KOMMUNSTYRELSEN                     SAMMANTRÄDESPROTOKOLL',
  '                                    Sida 14 av 17',
  '',
  '                                    Sammanträdesdatum',
  '                                    2026-09-10',
  '',
  'KS § 108                            KS KF/2026:146',
  '',
  'Beslut om yttrande avseende näringslivsprogram för Sundby stad',
  '',
  'Ärendebeskrivning',
  'Sundby stad har skickat sitt förslag till program på remiss.',
  '',
];

const REPLY = [
  '         Norrstads kommun tackar för möjligheten att lämna synpunkter på programmet. Det visar',
  '         tydligt på stadens ambition att vara en motor i en hållbar tillväxt.',
  '',
  '         Regional samverkan (Sidan 6, 10)',
  '         Kommunen ser positivt på att staden betonar vikten av samverkan med omgivande kommuner',
  '         och bidrar gärna till detta arbete.',
  '',
];

describe('minutes that hold the reply', () => {
  const minutes = read(
    ...HEAD,
    'Beslut:',
    'Kommunstyrelsen beslutar:',
    '',
    '    - att lämna följande yttrande till Sundby stad:',
    '',
    ...REPLY,
    'Beslutet expedieras till:',
    'Sundby stad – registrator@sundby.example',
  );

  it('have the clause that introduces it', () => {
    expect(minutes.content.clauses).toEqual([{ text: 'att lämna följande yttrande till Sundby stad' }]);
  });

  it('have its first words as what is thought, and its headings', () => {
    expect(minutes.content.assessment).toMatch(/^Norrstads kommun tackar .* tillväxt\.$/u);
    expect(minutes.content.sections.map(({ heading }) => heading)).toEqual([
      'Regional samverkan (Sidan 6, 10)',
    ]);
    expect(minutes.unplaced.map(({ text }) => text).join()).not.toContain('tackar');
  });

  it.each([
    'att lämna nedanstående svar till Sundby stad',
    'att yttra sig över programmet enligt följande',
    'att avge yttrande till Sundby stad enligt nedan',
  ])('go on with other clauses below it: %s', (clause) => {
    const { content } = read(
      ...HEAD,
      'Beslut:',
      'Kommunstyrelsen beslutar:',
      '',
      `    - ${clause}:`,
      '',
      ...REPLY.slice(0, 3),
      '    - att förklara paragrafen omedelbart justerad.',
    );
    expect(content.clauses.map(({ text }) => text)).toEqual([
      clause,
      'att förklara paragrafen omedelbart justerad.',
    ]);
    expect(content.assessment).toMatch(/tillväxt\.$/u);
  });

  it('have a recipient with an address behind a dash', () => {
    expect(minutes.content.recipients).toEqual([
      { name: 'Sundby stad', email: 'registrator@sundby.example' },
    ]);
  });

  it('have a number beside the section, with the register before it', () => {
    expect(minutes.found.ownCaseNumber).toBe('KS KF/2026:146');
  });

  it.each(['600', '1.3.2'])('have a number with the plan of the papers behind it: %s', (plan) => {
    const { found } = read(
      'Sammanträdesprotokoll',
      'Socialnämnden',
      '',
      '2026-03-19',
      '',
      '§ 36',
      '',
      'Remiss Motion om trygghet',
      '',
      `Sn/2026:977 ${plan}`,
      '',
      'Sammanfattning',
      '',
      'Kommunstyrelsen har berett socialnämnden möjlighet att avge yttrande.',
    );
    expect(found.ownCaseNumber).toBe('Sn/2026:977');
  });
});

it('is not what others proposed, where it was decided', () => {
  const { content } = read(
    ...HEAD,
    'Förslag till kommunstyrelsen',
    '',
    '- Förvaltningens tjänsteskrivelse får utgöra kommunstyrelsens yttrande på remissen.',
    '',
    'Kommunstyrelsens beslut',
    '',
    '- Förvaltningens tjänsteskrivelse, daterad 2026-03-16, utgör kommunstyrelsens yttrande på remissen.',
  );
  expect(content.clauses.map(({ text }) => text)).toEqual([
    'Förvaltningens tjänsteskrivelse, daterad 2026-03-16, utgör kommunstyrelsens yttrande på remissen.',
  ]);
});

it('names the unit of a ministry behind its number', () => {
  const { found } = read(
    ...HEAD,
    'Beslutsunderlag',
    '',
    'Remiss: Vaccination i det nationella programmet, diarienr S2026/05380/FS, daterad 2026-02-12',
    'Promemoria Fi2026/00123/S1',
  );
  expect(found.relatedCases).toEqual(['S2026/05380/FS', 'Fi2026/00123/S1']);
});

it('is sent to those that end a column of associations', () => {
  const minutes = read(
    ...HEAD,
    'Beslutet expedieras till:',
    'Norrstads botaniska förening',
    'Entomologiska sällskapet Norrstad',
    'Sundby scoutkårer',
    'Norrstads scoutkår',
  );
  expect(recipients(minutes)).toEqual([
    'Norrstads botaniska förening',
    'Entomologiska sällskapet Norrstad',
    'Sundby scoutkårer',
    'Norrstads scoutkår',
  ]);
});

it('may be a letter with nothing but a title that says that it replies', () => {
  const { kind, content, found } = read(
    'Norrstad 2026-09-25',
    '',
    'Yttrande över motion om cirkulerande vatten och avlopp.',
    '',
    'Bostadsbolaget vill härmed yttra sig med anledning av motionen. Vattenfrågan är en allt viktigare',
    'fråga, och måste vara med i tidigt skede.',
    '',
    'Med vänlig hälsning',
    'Norrstads Bostads AB',
  );
  expect(kind).toBe('letter');
  expect(content.title).toMatch(/^Yttrande över motion/u);
  expect(content.matter).toMatch(/^Bostadsbolaget vill/u);
  expect(found.date).toBe('2026-09-25');
});
