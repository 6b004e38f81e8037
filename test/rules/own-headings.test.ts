import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { projectRoot } from '../../src/config/project-root.js';
import type { ReportHeading } from '../../src/organisation/report-headings/report-heading.js';
import { Invalid } from '../../src/rules/problem.js';
import { readStaffReport } from '../../src/statements/staff-report/read-staff-report.js';
import { bodies } from '../support/staff-reports.js';

const REPORT = readFileSync(join(projectRoot, 'test/data/import-own-headings.txt'), 'utf8');
const HEADINGS: readonly ReportHeading[] = [
  { heading: 'I korthet för den som har bråttom', part: 'summary' },
  { heading: 'VAD FRÅGAN GÄLLER:', part: 'matter' },
  { heading: 'Så tänker vi', part: 'assessment' },
  { heading: 'Vi vill att nämnden bestämmer', part: 'clauses' },
  { heading: 'Papper som hör till', part: 'basis' },
  { heading: 'Går vidare hit', part: 'recipients' },
  { heading: 'Blankett T 14:2, sida 9', part: 'furniture' },
];
const readWith = (headings: readonly ReportHeading[], text = REPORT) =>
  readStaffReport(text, bodies, undefined, headings);

describe('a house style whose headings no list knows', () => {
  it('is no report to a reader that has not been taught them', () => {
    expect(() => readWith([])).toThrow(Invalid);
  });

  it('is read whole once the body has said what they are', () => {
    const { content, unplaced } = readWith(HEADINGS);
    expect(content).toMatchObject({
      summary: 'Kontoret föreslår att nämnden tillstyrker förslaget om ett cykelstråk längs ån.',
      matter:
        'Regionen har remitterat ett förslag till cykelstråk mellan Strandbo och Ekeby. Förslaget omfattar elva kilometer och två broar. Den första delen byggs år 2028.',
      assessment: 'Stråket behövs. Broarna bör byggas först.',
      clauses: [
        { text: 'Nämnden tillstyrker förslaget.' },
        { text: 'Yttrandet översänds till kommunstyrelsen.' },
      ],
      basis: [{ title: 'Regionens förslag 2026-05-04' }],
      recipients: [{ body: 'KS' }],
      sections: [],
    });
    expect(unplaced).toContainEqual({ line: 12, text: 'Blankett T 14:2, sida 2' });
  });

  it('says that a heading that was taught is certain', () => {
    const { facts, headings } = readWith(HEADINGS);
    expect(headings).toContainEqual({ text: 'Så tänker vi', field: 'assessment' });
    expect(facts).toContainEqual({
      fact: 'assessment',
      value: 'Så tänker vi',
      line: 15,
      how: 'own-heading',
      confidence: 'certain',
    });
    expect(facts.filter(({ how }) => how === 'unknown-heading')).toEqual([]);
  });

  it('takes what is taught before what is known for all, also right in a list', () => {
    const text =
      'Bedömning\nEtt stycke.\n\nFörslag till beslut\natt avslå\nVi på kontoret\nEtt annat stycke.\n';
    const taught: ReportHeading[] = [
      { heading: 'Bedömning', part: 'section' },
      { heading: 'Vi på kontoret', part: 'assessment' },
    ];
    const { content } = readWith(taught, text);
    expect(content).toMatchObject({
      assessment: 'Ett annat stycke.',
      clauses: [{ text: 'att avslå' }],
      sections: [{ heading: 'Bedömning', text: 'Ett stycke.' }],
    });
  });

  it('knows a heading that was broken over two lines, and one with its text beside it', () => {
    const text =
      'Sammanfattning\nKort.\n\n7.4.2 Vad utredningen säger om skyldigheten att\nhålla register\nNämnden instämmer i detta.\n\nSlutsats: Nämnden tillstyrker.\n';
    const taught: ReportHeading[] = [
      { heading: 'Vad utredningen säger om skyldigheten att hålla register', part: 'matter' },
      { heading: 'Slutsats', part: 'assessment' },
    ];
    expect(readWith(taught, text).content).toMatchObject({
      matter: 'Nämnden instämmer i detta.',
      assessment: 'Nämnden tillstyrker.',
    });
  });

  it('takes no word of a sentence for a heading', () => {
    const text = 'Sammanfattning\nKommunen har sett på vår\nhållning\noch delar den.\n';
    const { content } = readWith([{ heading: 'Hållning', part: 'assessment' }], text);
    expect(content).toMatchObject({
      summary: 'Kommunen har sett på vår hållning och delar den.',
      assessment: '',
    });
  });
});
