import { cellsOf, firstOf, headingThePaper, letterheadOf, valuesOf, type CutReport } from './cut-report.js';
import { administrationsIn } from './facts.js';
import { factsOn } from './letterhead.js';
import type { Line } from './lines.js';
import type { Part } from './part.js';
import { isPerson, isTitle, signersIn } from './signatures.js';

/** Who handles the matter: as labelled, else as the head, the sender's block or a sentence says. */
export function officerOf({ kind, parts, sender, texts, lines }: CutReport): string | undefined {
  return (
    firstOf(parts, 'officer', (value) =>
      BEGINS_WITH_A_NAME.test(value) && !LEADS.test(value) ? withoutTitle(value) : undefined,
    ) ??
    firstOf(parts, 'officer', (value) =>
      BEGINS_WITH_A_NAME.test(value) ? withoutTitle(value) : undefined,
    ) ??
    // ”Vår referens” is whom to ask, too.
    valuesOf(parts, 'ownCaseNumber').find(isPerson) ??
    cellsOf(sender).find((cell) => isPerson(cell) && !headingThePaper(lines).includes(cell)) ??
    officerInHead(parts) ??
    officerBesideSigners(parts, sender) ??
    writerOfMail(parts) ??
    officerSaidIn(texts) ??
    (kind === 'minutes' ? undefined : onlyOfficerSigning(parts))
  );
}

/**
 * Who stands in the letterhead over a telephone or an address of mail, or with a title right below the administration;
 * beside them other columns may have something.
 */
export function officerBelowOffice(parts: readonly Part[]): Line | undefined {
  const rows = inRows(letterheadOf(parts).flatMap((part) => part.lines));
  return rows.flatMap((row, at) => {
    const [above = [], below = [], next = []] = [rows[at - 1], rows[at + 1], rows[at + 2]];
    return row.filter(
      ({ text, afterBlank }) =>
        isPerson(withoutTitle(text)) &&
        (AND_A_TELEPHONE.test(text) ||
          below.some((line) => REACHED_BY.test(line.text)) ||
          (!afterBlank && above.some((line) => administrationsIn(line.text)[0] === line.text)) ||
          (below.some((line) => isTitle(line.text)) &&
            (above.some((line) => administrationsIn(line.text).length > 0) ||
              next.some((line) => REACHED_BY.test(line.text))))),
    );
  })[0];
}

/** Cells of one line are a row. */
function inRows(lines: readonly Line[]): Line[][] {
  const rows = new Map<number, Line[]>();
  for (const line of lines) rows.set(line.number, [...(rows.get(line.number) ?? []), line]);
  return [...rows.values()];
}

/** ”Handläggare: Filip Sarkola, energistrateg”, in a column beside who signs, or on a row of its own below the text. */
function officerBesideSigners(parts: readonly Part[], sender: readonly Line[]): string | undefined {
  const below = parts.flatMap(({ field, heading, lines }) => {
    const isBelowText = field === 'recipients' || field === 'unplaced';
    const rows = heading ? [heading, ...lines] : lines;
    return rows.filter((row) => row.cells.length > 1 || isBelowText).flatMap((row) => row.cells);
  });
  return [...below, ...cellsOf(sender)]
    .flatMap((cell) => factsOn(cell.replace(/,$/u, '')))
    .filter(({ field, value }) => field === 'officer' && BEGINS_WITH_A_NAME.test(value))
    .flatMap(({ value }) => nameIn(withoutTitle(value)))[0];
}

/** Whoever leads or was elected signs what others have written. */
const LEADS = /(?:chef|direktör|ordförande|kommunalråd|borgmästare|ledamot|föreståndare|rektor)(?!\p{L})/iu;

/** Of those who sign the one who leads nobody. */
function onlyOfficerSigning(parts: readonly Part[]): string | undefined {
  const officers = signersIn(
    parts.flatMap(({ field, heading }) => (field === 'signature' && heading ? [heading] : [])),
  ).filter(({ title }) => !LEADS.test(title));
  const names = new Set(officers.map(({ name }) => name));
  return names.size === 1 ? officers[0]!.name : undefined;
}

function officerInHead(parts: readonly Part[]): string | undefined {
  const line = officerBelowOffice(parts);
  return line && withoutTitle(line.text);
}

/** ”Från: Josefin Malmkvist”, also with the surname first, who signs the message too. */
function writerOfMail(parts: readonly Part[]): string | undefined {
  const signers = parts.flatMap(({ field, heading }) =>
    field === 'signature' ? (heading?.cells ?? []) : [],
  );
  const heads = letterheadOf(parts).flatMap(({ lines }) => lines.map(({ text }) => text));
  return heads
    .flatMap((text) => /^från: ([^<]{3,80}?)(?: <[^>]*>)?$/iu.exec(text)?.[1] ?? [])
    .flatMap((name) => [name, name.split(' ').toReversed().join(' ')])
    .find((name) => isPerson(name) && signers.includes(name));
}

const BEGINS_WITH_A_NAME = /^(?:\p{Ll}[\p{L}-]+ ){0,3}\p{Lu}[\p{L}.’'-]*(?: (?:af|von|de))? \p{Lu}/u;

const PERSON = String.raw`(?<!\p{L})(\p{Lu}[\p{L}-]{1,40}(?: (?:\p{Lu}[\p{L}-]{1,40}|af|von|de)){0,2} \p{Lu}[\p{L}-]{1,40})`;
const HANDLED_BY = [
  new RegExp(String.raw`${PERSON} (?:har handlagt|har berett|handlägger) ärendet`, 'u'),
  new RegExp(
    String.raw`(?:(?:[Hh]andläggare|[Tt]jänste(?:person|man))(?: i ärendet)?(?: är| har varit)|(?:handlagts|beretts|skrive[nt]|upprätta[dt]|författa[dt]|[Ff]öredragning) av|[Ff]öredragande (?:är|var|har varit))(?: \p{Ll}[\p{L}-]+){0,3} ${PERSON}`,
    'u',
  ),
];

/** ”Gatuchef Mårten Ahlqvist har handlagt ärendet.” */
const officerSaidIn = (texts: readonly string[]): string | undefined =>
  texts.flatMap((text) => HANDLED_BY.flatMap((form) => nameIn(form.exec(text)?.[1] ?? '')))[0];

/** A sentence may begin with what somebody is. */
function nameIn(text: string): string[] {
  const [first = '', ...others] = text.split(' ');
  if (first === '') return [];
  return isTitle(first) && others.length > 1 ? [others.join(' ')] : [text];
}

/** ”Nils Aretun, 0950-555 12, nils.aretun@lycksele.example” */
const ITS_CONTACTS = /, (?:(?:tfn|tel|telefon|mobil)[.:]{0,2} ?)?(?:[\d+(]|[^\s,@]{1,64}@).*$/iu;

/** ”Tove Bergdahl, kommunekolog” is called by her name. */
function withoutTitle(whole: string): string {
  const [name = '', title = ''] = whole.replace(ITS_CONTACTS, '').replace(/,$/u, '').split(', ');
  if (title === '') return name;
  return isTitle(title) && isPerson(name) ? name : whole.replace(/, [\p{Ll}\d][\p{L}\d ,-]*$/u, '');
}

/** ”Majvor Lindh, 0477-555 12” */
const AND_A_TELEPHONE = /, (?:tfn|tel|telefon)?[.:]{0,2} ?0\d{1,3}[-– ]\d[\d ]{3,}$/iu;
const REACHED_BY =
  /^(?:(?:tfn|tel|telefon|mobil|direkt)[.:]{0,2} *)?[\d+(][\d ()–-]{5,}$|^(?:e-?post: *)?[^\s@]+@[^\s@]+$/iu;
