import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../src/config/project-root.js';
import type { Thing } from './kinds.js';
import { standsIn, type Persona } from './personas.js';

const CELLS = ['', 'refused', 'sent', 'sees'] as const;
/** From nothing to all: who stands in several columns has the best of them. */
export type Sight = 'nothing' | Exclude<(typeof CELLS)[number], ''>;

/** A record's row, and the person who has it for themselves. */
export type Situated = Pick<Thing, 'situation' | 'person'>;

type Row = Readonly<Record<string, Sight>>;

/** Columns by view and situation, as who-sees-what.md has them. */
const tables = read(readFileSync(join(projectRoot, 'test/matrix/who-sees-what.md'), 'utf8'));

/** Where staff see their body's work in progress: a system does only if its scope says so, and else what readers see. */
const DRAFTS: Readonly<Record<string, RegExp>> = {
  statement: /./,
  work: /./,
  corrections: /./,
  document: /^TSN, (by itself|under)/,
};
const withoutDrafts = (persona: Persona): Persona => ({
  ...persona,
  is: Object.fromEntries(Object.keys(persona.is).map((body) => [body, ['reader'] as const])),
});

const nothingThere = (view: string, situation: string) =>
  new Error(`who-sees-what.md says nothing of “${situation}” under “${view}”.`);

/** What the tables say that a persona sees. @throws for a view or a situation that they do not have. */
export function sightOf(persona: Persona, view: string, { situation, person }: Situated): Sight {
  const row = tables.get(view)?.get(situation);
  if (!row) throw nothingThere(view, situation);
  const isBlind = persona.seesNoDrafts && DRAFTS[view]?.test(situation);
  const asWhom = isBlind ? withoutDrafts(persona) : persona;
  const seen = Object.entries(row).filter(([column]) => standsIn(column, asWhom, person));
  return seen.reduce<Sight>((best, [, sight]) => (rank(sight) > rank(best) ? sight : best), 'nothing');
}

/** Whether anything of its content may be in an answer to the persona. */
export const mayKnow = (persona: Persona, view: string, thing: Situated): boolean =>
  ['sees', 'sent'].includes(sightOf(persona, view, thing));

/** Every situation of every view, to tell whether the tests have built each of them. */
export const situations = (view: string): string[] => [...(tables.get(view)?.keys() ?? [])];
export const views = (): string[] => [...tables.keys()];

const rank = (sight: Sight): number => CELLS.indexOf(sight === 'nothing' ? '' : sight);

function read(markdown: string): Map<string, Map<string, Row>> {
  const sections = markdown.split(/^## /m).slice(1);
  return new Map(
    sections.map((section) => {
      const [title, ...lines] = section.split('\n');
      const [header, , ...rows] = lines.filter((line) => line.startsWith('|')).map(cellsOf);
      return [title!.trim(), new Map(rows.flatMap((row) => situationsOf(row, header!)))];
    }),
  );
}

function cellsOf(line: string): string[] {
  const cells = line.split('|').slice(1, -1);
  return cells.map((cell) => cell.trim());
}

/** A row can stand for several situations that are alike. */
function situationsOf([named, ...cells]: string[], [, ...columns]: string[]): [string, Row][] {
  const row = Object.fromEntries(columns.map((column, index) => [column, sightIn(cells[index] ?? '')]));
  return named!.split(';').map((situation) => [situation.trim(), row]);
}

function sightIn(cell: string): Sight {
  if (!(CELLS as readonly string[]).includes(cell)) throw new Error(`What is “${cell}”?`);
  return cell === '' ? 'nothing' : (cell as Sight);
}
