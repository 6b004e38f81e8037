/**
 * Headings of several words as reports have them. Where letters are set wide apart a PDF has as much space between all of
 * them, and where a word ends is known only of what is known otherwise.
 */
const HEADINGS = [
  'förslag till beslut', 'förvaltningens förslag till beslut', 'förslag till yttrande', 'sammanfattning av ärendet',
  'kort sammanfattning', 'ärendet i korthet', 'beskrivning av ärendet', 'beredning av ärendet', 'bakgrund till ärendet',
  'redogörelse för ärendet', 'förvaltningens bedömning', 'förvaltningens synpunkter', 'förvaltningens överväganden',
  'förvaltningens yttrande', 'kontorets bedömning', 'ekonomiska konsekvenser', 'konsekvenser för barn',
  'underlag för beslut', 'underlag för beslutet', 'handlingar i ärendet', 'bilagor till ärendet', 'tidigare beslut',
  'beslutet skickas till', 'beslutet expedieras till', 'beslutet delges', 'beslut skickas till', 'expedieras till',
  'skickas till', 'kopia till', 'för kännedom', 'protokollsutdrag till', 'svar på remiss', 'särskilt yttrande',
]; // prettier-ignore

const FEWEST_SIGNS = 5;
const SINGLE = 0.75;

const tight = (text: string): string => text.replace(/\s/gu, '').toLowerCase();

/** Puts letters that were set wide apart together again: ”S a m m a n f a t t n i n g”. */
export class LetterSpaced {
  private readonly known: ReadonlyMap<string, string>;

  /** @param title what the file says that it is called. */
  constructor(title: string | undefined) {
    this.known = new Map([...HEADINGS, ...(title ? [title] : [])].map((text) => [tight(text), text]));
  }

  joined(text: string): string {
    const signs = text.trim().split(/\s+/u);
    const single = signs.filter((sign) => [...sign].length === 1).length;
    const isSpaced =
      signs.length >= FEWEST_SIGNS &&
      single >= SINGLE * signs.length &&
      signs.every((sign) => [...sign].length <= 3) &&
      signs.filter((sign) => /^\p{L}/u.test(sign)).length >= SINGLE * signs.length;
    if (!isSpaced) return text;
    const known = this.known.get(tight(text));
    if (known !== undefined) return /^\P{L}*\p{Lu}/u.test(text) ? capitalised(known, text) : known;
    const words = text.trim().split(/\s{2,}/u);
    return words.map((word) => word.replace(/\s/gu, '')).join(' ');
  }
}

function capitalised(known: string, text: string): string {
  if (text === text.toUpperCase()) return known.toUpperCase();
  return known.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());
}
