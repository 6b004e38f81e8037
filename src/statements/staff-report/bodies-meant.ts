import {
  cellsOf,
  headingThePaper,
  letterheadOf,
  ownNumberOf,
  textBeginsAt,
  valuesOf,
  type CutReport,
} from './cut-report.js';
import {
  administrationsActing,
  administrationsIn,
  boardBeginning,
  boardNamed,
  bodyNamed,
  capitalised,
  decidingBody,
  inSmallLetters,
  type NamedBody,
} from './facts.js';
import { flowed } from '../../papers/reading/flowed.js';
import { namesAnInstitution } from './institutions.js';
import { rowOf, type Line } from './lines.js';
import type { Part } from './part.js';
import { isPerson, isTitle } from './signatures.js';

/**
 * By the line that leads into the clauses, else as the letterhead's board, else as who decides in the first clause. A
 * letter's head has its addressee too: there the own number says which of them writes.
 */
export function bodyMeant(
  report: CutReport,
  bodies: readonly NamedBody[],
  ownCaseNumber: string | null,
): string | null {
  const { kind, parts, clauses, lines } = report;
  const leadIns = parts.flatMap(({ field, heading }) =>
    field === 'clauses' && heading ? [heading.text] : [],
  );
  const letterhead = withoutCopied(letterheadOf(parts).flatMap((part) => part.lines)).map(({ text }) => text);
  const heads = [...letterhead, ...addresseesIn(parts)].map((text) =>
    text.replace(/^till:? |s ordförande$/giu, ''),
  );
  if (kind === 'letter')
    return writingBody(report, bodies, ownCaseNumber) ?? decidingBody(leadIns, bodies) ?? null;
  const committee = kind === 'minutes' ? heads.find((text) => A_COMMITTEE.test(text)) : undefined;
  // A clause of several in one sentence does not say who decides; the line that they begin on does.
  const begins = parts.find(({ field, lines: [first] }) => field === 'clauses' && first)?.lines[0]?.text;
  const decisions = [clauses[0] ?? '', begins ?? ''];
  return (
    committee ??
    decidingBody(leadIns, bodies) ??
    firstNamed(heads, (text) => bodyNamed(text, bodies)) ??
    firstNamed(decisions, (text) => decidesIn(text, bodies)) ??
    firstNamed(heads, (text) => boardNamed(text, bodies)) ??
    firstNamed(
      [...decisions, ...leadIns],
      (text) => boardBeginning(text) ?? COMMITTEE_DECIDING.exec(text)?.[0],
    ) ??
    (kind === 'decision' ? signingBody(lines, bodies) : undefined) ??
    null
  );
}

/** Who is only told of a letter stands below ”För kännedom”. */
function withoutCopied(lines: readonly Line[]): Line[] {
  let isCopied = false;
  return lines.filter(({ text, afterBlank }) => {
    if (afterBlank) isCopied = false;
    if (/^(?:för kännedom|kopia)(?: till)?:?$/iu.test(text)) isCopied = true;
    return !isCopied;
  });
}

const A_COMMITTEE = /^(?:[\p{L}-]+ ){0,3}[\p{L}-]*utskott(?:et)?$/iu;

/** ”Tekniska utskottet beslutar att …”; what a committee proposes another decides. */
const COMMITTEE_DECIDING = /^\p{Lu}(?:[\p{L}-]+ ){0,3}[\p{L}-]*utskott(?:et)?(?= beslutar )/u;

const firstNamed = (texts: readonly string[], read: (text: string) => string | undefined) =>
  texts.flatMap((text) => read(text) ?? [])[0];

/** ”TSN-2026-00377” and ”2026/TSN 0377” are of the board with that code. */
function numberedBody(number: string | null | undefined, bodies: readonly NamedBody[]): string | undefined {
  const [prefix] = /(?<=^|^\d{4}\/)\p{Lu}{2,6}(?=[ /-])/u.exec(number ?? '') ?? [];
  return bodies.find(({ code }) => code === prefix)?.code;
}

const LINES_OF_A_SENDER = 4;

/** The body that a letter is of: by its number, by who signs, else the first in its head that it is not addressed to. */
function writingBody(
  letter: Letter,
  bodies: readonly NamedBody[],
  ownCaseNumber: string | null | undefined,
): string | undefined {
  const { parts, lines } = letter;
  const addressees = [...addresseesIn(parts), addressIn(letter)];
  const heads = letterheadOf(parts)
    .flatMap((part) => part.lines.map(({ text }) => text))
    .slice(0, LINES_OF_A_SENDER);
  return (
    numberedBody(ownCaseNumber, bodies) ??
    signingBody(lines, bodies) ??
    firstNamed(
      heads.filter((text) => !addressees.includes(text)),
      (text) => boardNamed(text, bodies),
    ) ??
    firstNamed(openingsOf(parts), (text) => decidesIn(text, bodies) ?? boardBeginning(text)) ??
    firstNamed(decidedIn(parts), (text) => boardNamed(text, bodies))
  );
}

/** ”Miljönämnden tillstyrker att …”: who speaks in a letter may begin its text. */
const SPEAKS =
  /^.{3,80}?nämnden (?:tillstyrker|avstyrker|yttrar|lämnar|har beslutat|har inget|anser)(?!\p{L})/u;
const openingsOf = (parts: readonly Part[]): string[] =>
  parts.flatMap(({ field, lines }) =>
    field === 'matter' || field === 'assessment'
      ? lines.flatMap(({ text }) => (SPEAKS.test(text) ? [text] : []))
      : [],
  );

/** ”De är avgivna av byggnadsnämnden den 9 februari 2027”, ”Det behandlades i kommunstyrelsen den …”: who decided on the reply. */
const THE_REPLY_IS_OF =
  /(?:^|[.!?] )(?:De|Det|Detta|Svaret|Remissvaret|Yttrandet|Synpunkterna)(?: yttrande| svar)? (?:(?:är|har|blev) )?\p{Ll}{4,20} (?:av|i) (\p{L}[\p{L}&, -]{2,60}?)(?: den)? \d/gu;
const decidedIn = (parts: readonly Part[]): string[] =>
  parts.flatMap(({ lines }) =>
    [...flowed(lines.map(({ text }) => text)).matchAll(THE_REPLY_IS_OF)].map(([, name = '']) =>
      capitalised(name),
    ),
  );

/** ”Samordningsförbundet RAR i Sörmland”: whoever signs for it names no board of it. */
const A_FEDERATION = /^\p{Lu}\p{L}{3,40}förbundet(?: [\p{L}-]{1,30}){0,3}$/u;

/** ”På kommunstyrelsens vägnar” or ”För kommunstyrelsen” stands over the signatures of a letter. */
function signingBody(lines: readonly Line[], bodies: readonly NamedBody[]): string | undefined {
  const [name] = lines.flatMap(({ text }) => /^(?:på|för) (.{3,80}?)s vägnar$/iu.exec(text)?.[1] ?? []);
  const [signing] = lines.flatMap(({ text }) => {
    const signer = capitalised(/^för (.{3,80})$/iu.exec(text)?.[1] ?? '');
    return boardNamed(signer, bodies) ?? A_FEDERATION.exec(signer)?.[0] ?? [];
  });
  if (name !== undefined) return bodyNamed(name, bodies) ?? capitalised(name);
  return signing ?? firstNamed(cellsOf(lines), (text) => chairedBody(text, bodies));
}

/** ”Utbildningsnämndens ordförande”, below a name. */
function chairedBody(text: string, bodies: readonly NamedBody[]): string | undefined {
  const [, name] = /^(.{3,80})s ordförande$/iu.exec(text) ?? [];
  return name === undefined ? undefined : boardNamed(capitalised(name), bodies);
}

/** ”Socialnämnden har inget att erinra” is the board's own decision. */
function decidesIn(clause: string, bodies: readonly NamedBody[]): string | undefined {
  const subject = clause.slice(0, 80).split(' ');
  // ”Socialnämnden Sydväst” is another than ”Socialnämnden”.
  const ends = [1, 2, 3, 4]
    .filter((count) => !/^\p{Lu}/u.test(subject[count] ?? ''))
    .map((count) => subject.slice(0, count).join(' '));
  return ends.flatMap((name) => bodyNamed(name, bodies) ?? [])[0];
}

/** Who stands beside or below ”Till” in a row of labels. */
export const addresseesIn = (parts: readonly Part[]): string[] => valuesOf(parts, 'addressee');

type Letter = Pick<CutReport, 'parts' | 'lines' | 'sender'>;

/**
 * Whom a letter is to: as labelled, else the institution over a postcode, else, where it decides nothing, the other known
 * body in its head.
 */
export function addressedIn(letter: Letter, bodies: readonly NamedBody[]): string[] {
  const { parts } = letter;
  const labelled = addresseesIn(parts);
  if (labelled.length > 0) return labelled;
  const inBlock = addressIn(letter);
  if (inBlock !== undefined) return [inBlock];
  if (parts.some(({ field }) => field === 'clauses')) return [];
  const own = writingBody(letter, bodies, ownNumberOf(parts));
  const heads = letterheadOf(parts).flatMap((part) => part.lines.map(({ text }) => text));
  const named = heads.filter((text) => (bodyNamed(text, bodies) ?? own) !== own);
  return own !== undefined && named.length === 1 ? named : [];
}

const LINES_OF_AN_ADDRESS = 5;

const POSTCODE = /^\d{3} ?\d{2} \p{Lu}/u;
const MAIL = /^[^\s@]{1,64}@[^\s@]{1,200}$/u;
const LINES_OF_A_HEAD = 30;

/**
 * The first line of a block that has nothing beside it, after ”Till”: one that ends in a postcode, else one in the head
 * that ends in an address of mail and names nobody, below whoever writes. Who stands at the foot of pages too is who writes.
 */
function addressIn({ parts, lines, sender }: Letter): string | undefined {
  const byPost = addresseeOver(
    lines,
    lines.findIndex(({ text }) => POSTCODE.test(text)),
  );
  if (byPost && !cellsOf(sender).includes(byPost.text)) return byPost.text.replace(/^till:? /iu, '');
  const begins = textBeginsAt(parts);
  const head = lines.slice(0, LINES_OF_A_HEAD).filter(({ number }) => number < begins);
  const mails = head.flatMap(({ text }, at) => (MAIL.test(text) ? [at] : []));
  return mails.flatMap((at) => addresseeOver(lines, at) ?? []).find((line) => line !== lines[0])?.text;
}

function addresseeOver(lines: readonly Line[], at: number): Line | undefined {
  const above = lines.slice(Math.max(0, at - LINES_OF_AN_ADDRESS), Math.max(0, at));
  const begins = above.findLastIndex(({ afterBlank }) => afterBlank);
  const block = begins < 0 ? [] : above.slice(begins).filter(({ text }) => !/^till:?$/iu.test(text));
  const isOne = block.every(({ cells, text }) => cells.length === 1 && !isPerson(text));
  const [first] = block;
  return isOne && first && namesAnInstitution(first.text.replace(/^till:? /iu, '')) ? first : undefined;
}

/** ”Socialförvaltningen Sydväst” */
const WITH_DISTRICT = /^\p{Lu}\p{L}{2,40}(?:förvaltningen|kontoret) \p{Lu}\p{Ll}{2,20}$/u;

/** Names of offices without *förvaltning* or *kontor*, which only a letterhead gives: ”Sektor lärande”, ”Miljöenheten”. */
const OFFICE =
  /^(?:(?:sektor|verksamhetsområde) \p{L}[\p{L} &-]{2,40}|(?:sektorn|avdelningen|enheten) för \p{L}[\p{L} &-]{2,40}|\p{Lu}[\p{L}-]*(?: (?:och|&) [\p{L}-]+)?(?: [\p{L}-]*)?(?:kansli|stab|enhet|avdelning)(?:et|en)?|[\p{Lu}][\p{L}-]+ \p{Ll}*förvaltning)$/iu;

const MUNICIPALITY = /(?:^|\P{L})(?:kommun|stad|region)(?:\P{L}|$)/iu;
/** ”Barn och utbildning”: few words, of which none says that it is a board or a paper. */
const BARE_NAME = /^\p{Lu}[\p{L}-]{2,40}(?: (?:och|&|[\p{L}-]{3,40})){0,4}$/u;
const NO_OFFICE =
  /nämnd|styrelse|fullmäktige|utskott|protokoll|skrivelse|utlåtande|yttrande|beslut|remiss|datum|sida|dnr|motion|svar/iu;

/** What stands right below the municipality's name is its office, whatever it is called. */
const officesBelow = (letterhead: readonly string[]): string[] =>
  letterhead.filter(
    (text, at) =>
      at > 0 &&
      MUNICIPALITY.test(letterhead[at - 1]!) &&
      BARE_NAME.test(text) &&
      !NO_OFFICE.test(text) &&
      !isPerson(text) &&
      !isTitle(text),
  );

/** Who proposes or assesses, else who is in the letterhead or at its foot; others may be named in the text too. */
export function administrationMeant({ parts, lines, sender }: CutReport): string | null {
  const headings = parts.flatMap(({ heading }) => (heading ? [rowOf(heading)] : []));
  const letterhead = letterheadOf(parts).flatMap((part) => part.lines.map(({ text }) => text));
  const assessment = parts.flatMap((part) =>
    part.field === 'assessment' ? part.lines.map(({ text }) => text) : [],
  );
  const inPlace = (text: string) => (WITH_DISTRICT.test(text) ? [text] : administrationsIn(text));
  const named = [
    ...headings.flatMap(administrationsIn),
    ...[...letterhead, ...cellsOf(sender)].map(inSmallLetters).flatMap(inPlace),
  ];
  const acting = [assessment, lines.map(({ text }) => text)].map(flowed).flatMap(administrationsActing);
  const head = letterhead.slice(0, LINES_OF_A_SENDER);
  const offices = [...head, ...cellsOf(sender)].filter((text) => OFFICE.test(text));
  return (
    [
      ...named,
      ...acting,
      ...atBothEnds(lines, sender),
      ...offices,
      ...officesBelow(head),
      ...officesOfSigner(parts),
    ][0] ?? null
  );
}

/** ”Samhällsbyggnad Bergslagen”, first in the head and again at the foot, writes whatever it is called. */
const atBothEnds = (lines: readonly Line[], sender: readonly Line[]): string[] => {
  const foot = cellsOf(sender);
  return headingThePaper(lines).filter(
    (text) =>
      foot.includes(text) &&
      BARE_NAME.test(text) &&
      !MUNICIPALITY.test(text) &&
      !NO_OFFICE.test(text) &&
      !namesAnInstitution(text),
  );
};

const LINES_BELOW_A_SIGNER = 3;

/** ”Kommunstaben”, below who signs a letter and what they are. */
const officesOfSigner = (parts: readonly Part[]): string[] => {
  const last = parts.findLastIndex(({ field }) => field === 'signature');
  const below = parts.slice(last < 0 ? parts.length : last + 1)[0];
  const lines = below?.field === 'unplaced' ? below.lines.slice(0, LINES_BELOW_A_SIGNER) : [];
  return lines
    .map(({ text }) => text.replace(/, \p{Lu}[\p{L} -]{2,40} kommun$/u, ''))
    .filter((text) => OFFICE.test(text) || administrationsIn(text)[0] === text);
};
