/** Where the text under a heading belongs. `section`: a heading without a field of its own. */
export type Field =
  | 'summary'
  | 'matter'
  | 'assessment'
  | 'clauses'
  | 'basis'
  | 'recipients'
  | 'section'
  | 'ownCaseNumber'
  | 'relatedCase'
  | 'date'
  | 'officer'
  | 'deadline'
  | 'signature'
  | 'documentName';

/** A line that is a heading. `value` is what stands on the same line: ”Handläggare: Anna Ek”. */
export interface Heading {
  readonly field: Field;
  readonly value: string;
}

const OWNER = String.raw`(?:[\p{L}-]+ ){0,4}[\p{L}-]+s `;

/** Variants seen in published reports of Malmö, Nacka, Göteborg, Sollentuna and Tyresö, and in the real report. */
const headings: readonly (readonly [Field, RegExp])[] = [
  ['documentName', /^(tjänsteskrivelse|tjänsteutlåtande|yttrande|remissvar|svar på remiss)$/u],
  ['summary', /^((kort )?sammanfattning|sammanfattning av ärendet|ärendet i korthet)$/u],
  [
    'matter',
    /^(ärendet|ärende|beskrivning av ärendet|ärendebeskrivning|bakgrund|bakgrund och ärendet|redogörelse för ärendet)$/u,
  ],
  [
    'assessment',
    new RegExp(
      `^(${OWNER})?(bedömning|synpunkter|överväganden|ställningstagande|förslag till yttrande|yttrande)( och (bedömning|förslag|synpunkter|motivering))?$`,
      'u',
    ),
  ],
  [
    'clauses',
    new RegExp(`^(${OWNER})?(förslag till beslut|beslutsförslag|förslag)( i ${OWNER}?\\p{L}+)?$`, 'u'),
  ],
  [
    'basis',
    /^(beslutsunderlag|underlag( för beslut)?|handlingar( i ärendet)?|beslutsunderlag och bilagor|bilagor|bilaga|bilagor till ärendet)$/u,
  ],
  [
    'recipients',
    /^((beslut|beslutet|kopia)( ska)? (skickas|expedieras|sänds|skickas för kännedom) till|expedieras( till)?|expediering|sändlista|delges|kopia till|för kännedom)$/u,
  ],
  ['ownCaseNumber', /^(diarienummer|diarienr|dnr|ärendenummer|vår beteckning|vårt diarienummer)$/u],
  ['relatedCase', /^(er beteckning|ert diarienummer|er referens|remissens diarienummer)$/u],
  ['date', /^(datum|utfärdat|utfärdad|upprättad|dokumentdatum)$/u],
  ['officer', /^(handläggare|ansvarig handläggare|handläggande tjänsteperson|föredragande)$/u],
  ['deadline', /^(sista svarsdag|svar senast|remisstid|svarstid|svarsdatum|sista dag för svar)$/u],
  ['signature', /^(underskrift|underskrifter|signatur)$/u],
  [
    'section',
    /^(\p{L}+ ){0,5}(\p{L}+- ?, ?|\p{L}+- och )*(\p{L}*konsekvens(er)?|\p{L}*perspektiv(et)?|\p{L}*analys|finansiering|ekonomi|tidplan|lagstöd|jämställdhet|uppföljning|samråd|genomförande|kommunikation|tidigare beslut|syfte|remissinstanser|övrigt)$/u,
  ],
  ['section', /^barn-, mångfalds-, jämställdhets- och miljöperspektiv$/u],
];

/** Fields whose value usually stands on the heading's own line. */
const FACTS: readonly Field[] = ['ownCaseNumber', 'relatedCase', 'date', 'officer', 'deadline'];

/** What a heading introduces: a fact has its value on the same line or on the next, the others text below. */
export const isFact = (field: Field): boolean => FACTS.includes(field);

/** Leads into the clauses: ”Tekniska servicenämnden föreslås besluta”. */
const LEAD_IN =
  /^(?:[\p{L}-]+ ){0,5}[\p{L}-]*(?:nämnden|styrelsen|fullmäktige|utskottet|förvaltningen|kontoret) (?:föreslås|föreslår|beslutar)(?: [\p{L}, ]{0,80}(?:besluta|beslutar|följande|att))?:?$/iu;

/**
 * The heading that a line is, if it is one.
 *
 * @param opens whether a blank line or another heading stands before it: in the middle of a paragraph
 *   a line that ends in ”perspektiv” or ”föreslår att” is running text.
 */
export function headingOf(line: string, opens: boolean): Heading | undefined {
  if (line.length > 160) return undefined;
  if (opens && LEAD_IN.test(line)) return { field: 'clauses', value: '' };
  const whole = named(line);
  if (whole)
    return whole === 'section' && !(opens && /^[\p{Lu}\d#]/u.test(line))
      ? undefined
      : { field: whole, value: '' };
  const [, label, value] = /^([\p{L} ]{2,40}?)\s*(?::|\s(?=\d))\s*(.+)$/u.exec(line) ?? [];
  if (label === undefined || value === undefined) return undefined;
  const field = named(label);
  return field && (isFact(field) || field === 'recipients') ? { field, value } : undefined;
}

function named(line: string): Field | undefined {
  const plain = line
    .replace(/^#+\s*/, '')
    .replace(/^\d{1,2}(\.\d{1,2}){0,3}\.?\s+(?=\p{L})/u, '')
    .replace(/[\s:]+$/, '')
    .toLowerCase();
  return headings.find(([, pattern]) => pattern.test(plain))?.[0];
}
