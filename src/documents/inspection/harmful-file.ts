import { Invalid } from '../../rules/problem.js';
import { refusal, type Refusal } from '../../rules/refusals.js';
import type { Texts } from '../../rules/texts.js';

/** What a file of an accepted type may still be refused for. The codes are stable. */
const harms = {
  truncated: {
    sv: 'Filen är avbruten eller trasig. Spara om den och ladda upp igen.',
    en: 'The file is cut off or broken. Save it anew and upload it again.',
  },
  'web-page': {
    sv: 'Filen är också en webbsida. Spara om den som PDF.',
    en: 'The file is a web page too. Save it anew as PDF.',
  },
  macros: {
    sv: 'Filen innehåller makron. Spara den utan makron.',
    en: 'The file holds macros. Save it without them.',
  },
  script: {
    sv: 'Filen innehåller skript (JavaScript). Skriv ut den till en ny PDF och ladda upp den.',
    en: 'The file holds script (JavaScript). Print it to a new PDF and upload that.',
  },
  launch: {
    sv: 'Filen kan starta program på läsarens dator. Skriv ut den till en ny PDF och ladda upp den.',
    en: 'The file can start programs on its reader’s computer. Print it to a new PDF and upload that.',
  },
  'embedded-file': {
    sv: 'Filen har en annan fil inbäddad. Ta bort den och ladda upp den för sig.',
    en: 'The file has another file embedded. Remove it and upload it on its own.',
  },
  attachment: {
    sv: 'E-brevet bär en bilaga av ett slag som inte tas emot. Ta bort den, eller ladda upp brevet som PDF.',
    en: 'The mail carries an attachment of a kind that is not taken. Remove it, or upload the mail as PDF.',
  },
  program: {
    sv: 'Filen innehåller ett program. Ta bort det.',
    en: 'The file holds a program. Remove it.',
  },
  'ole-object': {
    sv: 'Filen innehåller ett inbäddat objekt (OLE). Ersätt det med en bild.',
    en: 'The file holds an embedded object (OLE). Replace it with a picture.',
  },
  activex: {
    sv: 'Filen innehåller en ActiveX-kontroll. Ta bort den.',
    en: 'The file holds an ActiveX control. Remove it.',
  },
  'external-target': {
    sv: 'Filen hämtar innehåll från en annan plats. Infoga det i filen i stället.',
    en: 'The file fetches content from elsewhere. Insert it into the file instead.',
  },
  'remote-template': {
    sv: 'Filen är kopplad till en mall på en annan plats. Ta bort kopplingen till mallen.',
    en: 'The file is attached to a template elsewhere. Detach the template.',
  },
  'external-data': {
    sv: 'Filen är kopplad till data utanför filen. Klistra in dem som värden.',
    en: 'The file is connected to data outside it. Paste them as values.',
  },
  dde: {
    sv: 'Filen innehåller ett DDE-fält, som kan starta program. Ta bort fältet.',
    en: 'The file holds a DDE field, which can start programs. Remove the field.',
  },
  encrypted: {
    sv: 'Filen är krypterad. Spara den utan lösenord.',
    en: 'The file is encrypted. Save it without a password.',
  },
  'part-name': {
    sv: 'Filen har delar vars namn inte är tillåtna.',
    en: 'The file has parts whose names are not allowed.',
  },
  'hidden-part': {
    sv: 'Filen har en del som inte går att granska. Spara om den och ladda upp igen.',
    en: 'The file has a part that cannot be inspected. Save it anew and upload it again.',
  },
  link: { sv: 'Filen innehåller en länk till en annan fil.', en: 'The file holds a link to another file.' },
  'too-many-parts': { sv: 'Filen har för många delar.', en: 'The file has too many parts.' },
  'too-large-unpacked': {
    sv: 'Filens innehåll är för stort när det packas upp.',
    en: 'The content of the file is too large once it is unpacked.',
  },
  'too-slow-to-inspect': {
    sv: 'Filen tar för lång tid att granska. Dela upp den, eller spara om den som PDF.',
    en: 'The file takes too long to inspect. Split it, or save it anew as PDF.',
  },
  'too-many-pixels': {
    sv: 'Bilden har fler än 200 miljoner bildpunkter på en sida.',
    en: 'The picture has more than 200 million pixels on a page.',
  },
  infected: {
    sv: 'Virusskyddet stoppade filen.',
    en: 'The virus scanner stopped the file.',
  },
} satisfies Record<string, Texts>;

export type Harm = keyof typeof harms;

const because = Object.fromEntries(
  Object.entries(harms).map(([harm, { sv, en }]) => [
    harm,
    refusal(harm, (found: Texts) => [`${sv} ${found.sv}`.trimEnd(), `${en} ${found.en}`.trimEnd()]),
  ]),
) as Record<Harm, (found: Texts) => Refusal>;

const LONGEST_FOUND = 120;

/**
 * A file that is what it says, and is refused for what it would do to whoever opens it.
 *
 * @param found what in the file it is refused for, such as the name of a part.
 */
export class HarmfulFile extends Invalid {
  constructor(
    readonly harm: Harm,
    found?: string,
  ) {
    const named = found === undefined ? '' : plain(found);
    super({
      pointer: '/file',
      ...because[harm](named === '' ? { sv: '', en: '' } : { sv: `Funnet: ${named}`, en: `Found: ${named}` }),
    });
  }
}

/** What a file says of itself, as it may be shown. */
function plain(found: string): string {
  return found
    .replace(/[^\p{L}\p{N}\p{P}\p{S} ]/gu, ' ')
    .trim()
    .slice(0, LONGEST_FOUND);
}
