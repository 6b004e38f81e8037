import { bodyNamed, lastBoardIn, type NamedBody } from './facts.js';
import { datesIn } from './dates.js';
import { namesAnInstitution } from './institutions.js';

export interface PriorDecision {
  readonly body: string;
  readonly date: string;
  readonly section: string;
  /** What was decided, where the sentence says it of this decision alone. */
  readonly about?: string;
}

/** How far from a § its date and body are looked for; a report may be one endless sentence. */
const REACH = 400;

/**
 * Decisions that the text builds on: a section, with the date and the body that stand by it in the
 * same sentence (”beslutade kommunfullmäktige den 22 maj 2023 … (§ 134)”, ”KF § 134, 2023-05-22”).
 *
 * @param own the body that the text is for, which it calls ”nämnden”.
 */
export function priorDecisionsIn(
  texts: readonly string[],
  bodies: readonly NamedBody[],
  own: string | null,
): PriorDecision[] {
  const found = new Map<string, PriorDecision>();
  for (const sentence of texts.flatMap(sentencesOf)) {
    for (const decision of decisionsIn(sentence, bodies, own)) {
      const { body, date, section } = decision;
      // ”Nämndens arbetsutskott” and ”Arbetsutskottet” are the same.
      const key = `${/utskott/iu.test(body) ? 'utskott' : body} ${date} ${section}`;
      if (found.get(key)?.about === undefined) found.set(key, decision);
    }
  }
  return [...found.values()];
}

/** A full stop ends a sentence when a capital follows; cheap, and good enough for where a § belongs. */
const sentencesOf = (text: string): string[] => text.split(/\n+|(?<=[.!?]) (?=\p{Lu})/u);

function decisionsIn(sentence: string, bodies: readonly NamedBody[], own: string | null): PriorDecision[] {
  const sections = [...sentence.matchAll(/(?:§{1,2}|(?<!\p{L})paragraf) ?(\d{1,4}(?:\/\d{2,4})?)(?!\d)/gu)];
  const dates = sections.length > 0 && !THIS_DECISION.test(sentence) ? datesIn(sentence) : [];
  let passed = 0;
  return sections.flatMap(({ index, 1: section }, place) => {
    while (passed < dates.length && dates[passed]!.at < index) passed += 1;
    const from = Math.max(0, index - REACH);
    const to = Math.min(sections[place + 1]?.index ?? sentence.length, index + REACH);
    const date = [dates[passed - 1], dates[passed]].find(
      (near) => near && near.at >= from && near.at < to,
    )?.date;
    if (date === undefined) return [];
    const before = sentence.slice(from, index).replace(SENT_TO, '');
    const body =
      (place === 0 ? institutionDeciding(sentence.slice(0, index), bodies) : undefined) ??
      (THE_BOARD_DECIDING.test(before) ? own : undefined) ??
      committeeIn(before, bodies) ??
      lastBoardIn(before, bodies) ??
      IN_LETTERS.exec(before)?.[0] ??
      (THE_COUNCIL.test(before) ? bodyNamed('Kommunfullmäktige', bodies) : undefined) ??
      lastBoardIn(sentence.slice(index, to), bodies) ??
      (A_DIRECTION.test(before) && !/direktion/iu.test(own ?? '') ? 'Direktionen' : undefined) ??
      (THE_BOARD.test(before) ? own : null);
    if (body === null) return [];
    const about = sections.length === 1 ? aboutIn(sentence) : undefined;
    return [{ body, date, section: section!, ...(about !== undefined && { about }) }];
  });
}

/** ”Revisorerna beslutade …”, ”Region Värmland fastställde …”: who decides begins the sentence, whoever else it names. */
function institutionDeciding(text: string, bodies: readonly NamedBody[]): string | undefined {
  const [, name = ''] =
    /^(\p{Lu}[\p{L} -]{2,60}?) (?:beslutade|beslöt|antog|fastställde|godkände|uppdrog|behandlade)(?!\p{L})/u.exec(
      text,
    ) ?? [];
  const isBoard = lastBoardIn(name, bodies) !== undefined || THE_COUNCIL.test(name) || THE_BOARD.test(name);
  return !isBoard && !/utskott/iu.test(name) && namesAnInstitution(name) ? name : undefined;
}

/** Whom a decision sends the matter to has not made it. */
const SENT_TO = / till (?:\p{L}{1,40}-? (?:(?:och|&) )?)?\p{L}{0,40}(?:nämnden|styrelsen)(?!\p{L})/giu;
const THE_COUNCIL = /(?<!\p{L})fullmäktige(?!\p{L})/iu;
const THE_BOARD = /(?<!\p{L})(?:nämndens?|styrelsens?|direktionens?|förbundets styrelse)(?!\p{L})/iu;
/** ”… från länsstyrelsen, som nämnden begärde den”: whoever is named right before the verb. */
const THE_BOARD_DECIDING =
  /(?<!\p{L}|\p{L}a )(?:nämnden|styrelsen) (?:\p{Ll}{2,20}de|antog|beslöt|uppdrog|gav)(?: [\p{L}]{1,20}){0,3}[ ,(]*[^,.]{0,30},? ?$/u;
/** That of a federation, in its own letter. */
const A_DIRECTION = /(?<!\p{L})direktionens?(?!\p{L})/iu;
/** ”Detta yttrande har beslutats av styrelsen den 21 maj 2026, § 27.” */
const THIS_DECISION =
  /^(?:detta|det här) (?:yttrande|remissvar|svar|beslut)(?:et|t)? (?:har |är |blev )?(?:beslut|fatta|anta|avg)/iu;

const LONGEST_ABOUT = 500;

/** ”planen ska revideras” of ”beslutade … § 134 att planen ska revideras.”; a sentence that goes on to more says it of more. */
function aboutIn(sentence: string): string | undefined {
  const [, said = ''] =
    /(?<!\p{L})(?:beslut|uppdrog|gav)\p{L}*(?!\p{L})[^:;]{0,200}? att ([^:;]+)$/iu.exec(sentence) ?? [];
  const about = said.replace(/[ ,]*\(?§ ?\d{1,4}\)?(?=[ .,]*$)/u, '').replace(/[\s.,]+$/u, '');
  return about === '' || about.length > LONGEST_ABOUT || / att /u.test(about) ? undefined : about;
}

/** ”NFG AU § 48”, whatever board it is of, and ”NIF § 29” first in a row. */
const IN_LETTERS = /(?<!\p{L})\p{Lu}{2,5} ?AU(?=,? $)|^\p{Lu}{2,5}(?=,? $)/u;

const COMMITTEE =
  /(?:(?:\p{Lu}\p{L}*a |\p{Lu}\p{L}+-? (?:och|&) )?\p{L}+s )?(?:(?<!\p{L})\p{L}\p{Ll}{2,20}a )?(?<![\p{L}-])(?:\p{Lu}\p{L}*-(?:, \p{L}+-){0,3} (?:och|samt) )?\p{L}{0,40}utskott(?:et)?(?=s?(?!\p{L}))|\p{L}{0,40}(?:nämnden|styrelsen|fullmäktige)s (?:beredning|presidium)(?!\p{L})/gu;

/** The committee that is named last, when no board is named after it: what it decides is not its board's. */
function committeeIn(text: string, bodies: readonly NamedBody[]): string | undefined {
  const last = [...text.matchAll(COMMITTEE)].at(-1);
  if (!last || lastBoardIn(text.slice(last.index + last[0].length), bodies) !== undefined) return undefined;
  return bodyNamed(last[0], bodies) ?? last[0];
}
