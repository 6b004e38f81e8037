import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../src/config/project-root.js';
import type { Example } from './report-facts.js';
import { readStaffReport, type StaffReport } from '../../src/statements/staff-report/read-staff-report.js';

export const bodies = [
  { code: 'KF', name: 'Kommunfullmäktige' },
  { code: 'KS', name: 'Kommunstyrelsen' },
  { code: 'TSN', name: 'Tekniska servicenämnden' },
];

/** Synthetic reports in the layouts of published ones (law-and-practice, section 3). */
export const layouts = ['goteborg', 'nacka', 'sollentuna', 'malmo', 'tyreso'] as const;
const synthetic = (name: (typeof layouts)[number]): string =>
  readFileSync(join(projectRoot, 'test/data', `${name}.txt`), 'utf8');

/** The real report of the demo municipality. */
export const realReport: string = readFileSync(
  join(projectRoot, 'src/demo/texts/internremiss-social-hallbarhet.txt'),
  'utf8',
);
/** Texts in test/data/import with the facts that a reader finds in them. */
export const examples: readonly Example[] = examplesIn('import');
export const exampleText = (id: string, folder = 'import'): string =>
  readFileSync(join(projectRoot, 'test/data', folder, `${id}.txt`), 'utf8');

/** The same text as a Word file or a PDF, made by LibreOffice. */
export const heldOutFile = (name: string): Buffer =>
  readFileSync(join(projectRoot, 'test/data/held-out', name));

/** Texts in test/data/held-out, written by somebody who did not know the reader. */
export const heldOut: readonly Example[] = examplesIn('held-out');

function examplesIn(folder: string): readonly Example[] {
  const expected = readFileSync(join(projectRoot, 'test/data', folder, 'expected.json'), 'utf8');
  return (JSON.parse(expected) as { examples: Example[] }).examples;
}

export const reports: readonly string[] = [
  realReport,
  ...layouts.map(synthetic),
  ...examples.filter(({ expect }) => !expect.refused && !expect.several).map(({ id }) => exampleText(id)),
];

export const read = (text: string): StaffReport => readStaffReport(text, bodies);
export const readLayout = (name: (typeof layouts)[number]): StaffReport => read(synthetic(name));
