import { signsOfFamilies } from './fonts.js';

/** Stands where no font has a sign for what was written. */
const UNPRINTABLE = '□';
/** What both families have for certain, and nearly all that is ever written. */
const PLAIN = /^[\n\x20-\x7e\xa1-\xac\xae-\xff–—‘’“”„…•]*$/;
/** Says nothing by itself, and would only be a gap: controls, marks of direction and joining, and the mark of byte order. */
const UNSEEN = /\p{Cc}|\p{Zl}|\p{Zp}|\p{Default_Ignorable_Code_Point}/gu;
/** Of no alphabet: what a program made its own sign of, such as the bullets of Word, and what stands for nothing. */
const NO_SIGN = /[\p{Co}\p{Cn}\p{Cs}\ufffd]/u;

/** Read when a sign is asked about first, and kept: the fonts of a version of Yttra do not change. */
let known: ReturnType<typeof signsOfFamilies> | undefined;
const families = () => (known ??= signsOfFamilies());

/** The signs of a text that no font has, each once: a paper of it has □ there. A bullet of Word's is no sign but a point. */
export function signsWithoutFont(text: string): readonly string[] {
  const printable = new Printable();
  printable.of(text.replaceAll(/^\s*\uf0b7\s/gm, ''));
  return [...printable.replaced];
}

const PIECE = 500;
const HALF_AT_THE_END = /[\ud800-\udbff]$/;

/**
 * Makes text printable, for good: a sign that no font has would make the whole paper fail. What is replaced is noted, each
 * once. A sign with its accents is set in one font, so one font must have all of it.
 */
export class Printable {
  readonly replaced = new Set<string>();
  private readonly signs = new Intl.Segmenter('sv', { granularity: 'grapheme' });

  of(text: string): string {
    if (PLAIN.test(text)) return text;
    const whole = text.toWellFormed().normalize('NFC').replaceAll('\t', ' ').replaceAll('\u00ad', '');
    return whole
      .split('\n')
      .map((line) => this.line(line.replaceAll(UNSEEN, '')))
      .join('\n');
  }

  private line(line: string): string {
    if (PLAIN.test(line)) return line;
    let printed = '';
    for (const sign of this.signsOf(line)) printed += this.sign(sign);
    return printed;
  }

  /**
   * A piece at a time, of which the last sign may go on in the next: for each sign Node takes time in proportion to all of
   * what it is given, half a minute for a line of 100,000.
   */
  private *signsOf(line: string): Generator<string> {
    for (let at = 0; at < line.length;) {
      const piece = line.slice(at, at + PIECE).replace(HALF_AT_THE_END, '');
      const found = [...this.signs.segment(piece)].map(({ segment }) => segment);
      if (at + PIECE < line.length && found.length > 1) found.pop();
      yield* found;
      at += found.join('').length;
    }
  }

  private sign(segment: string): string {
    const points = [...segment].map((sign) => sign.codePointAt(0)!);
    const isThere = families().some((family) => points.every((point) => family.has(point)));
    if (isThere && !NO_SIGN.test(segment)) return segment;
    const [base] = segment;
    this.replaced.add(segment);
    // A letter loses an accent that its font has not, rather than the letter.
    if (points.length > 1 && /\p{L}|\p{N}/u.test(base!)) return this.sign(base!);
    return UNPRINTABLE;
  }
}
