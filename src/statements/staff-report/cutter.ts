import { saysThatItReplies } from './document-kind.js';
import type { Field } from './fields.js';
import { headingsHaveColons, withoutColon } from './headings-with-colons.js';
import { headingsOf, isTitleLabel, leadsIntoClauses } from './headings.js';
import { namesAnInstitution } from './institutions.js';
import { beginsWithABody } from './clauses.js';
import { isFact } from './letterhead.js';
import { listBelow, MOST_LINES_OF_A_LIST, type ListBegun } from './lists-begun.js';
import {
  columnsOf,
  isNameBesidePage,
  isUnknownLabel,
  goesOnInTitle,
  opened,
  takesInLetterhead,
  titleBesideItsLabel,
  unheaded,
  withCellsOfTable,
} from './letterhead-parts.js';
import { labelTable, MOST_LINES_OF_LABELS } from './label-table.js';
import { endsSentence, isItem, widthOf, withoutMark, type Line } from './lines.js';
import { numberedHeadings } from './numbered-headings.js';
import type { OwnHeadings } from './own-headings.js';
import type { Part } from './part.js';
import { areNames, closesText, listedSigners, MOST_LINES_SIGNED, signatureLines } from './signatures.js';
import { isSubjectOfMail, subjectOf } from './mail-thread.js';
import { greets, titleRowsOfMail } from './mail-parts.js';
import { isBelowClauses, takesInText } from './text-parts.js';
import { isProse } from './title.js';
import { unknownHeadingLines } from './unknown-headings.js';

const LISTS: ReadonlySet<Part['field']> = new Set(['clauses', 'basis', 'recipients']);

/** ”I samhällsbyggnadsnämnden”, right below ”Förslag till beslut” */
const IN_A_BODY =
  /^i (?:[\p{L}&-]{1,40},? ){0,6}[\p{L}-]{0,40}(?:nämnden|styrelsen|fullmäktige|utskottet)(?: för [\p{L}&, ]{3,60})?$/iu;

const TEXTS: ReadonlySet<Part['field']> = new Set(['summary', 'matter', 'assessment', 'section']);

const isEnded = ({ lines }: Part): boolean => endsSentence(lines.at(-1)?.text ?? '');

/** A line that opens a part, wherever it stands. */
const OPEN = { opens: true, beforeText: false, inList: false };

/** The second of the clauses begins within so many rows. */
const ROWS_OF_TWO_CLAUSES = 8;

const LONGEST_TITLE_ROW = 160;
const isTitleRow = (line: Line | undefined): line is Line =>
  line !== undefined && line.text.length <= LONGEST_TITLE_ROW && !endsSentence(line.text);

/** A shorter heading has its line to itself. */
const LONG_HEADING = 40;

/** Below what leads into them each clause may begin small. */
const ATT = /^att(?!\p{L})/u;

/** What stands in a message or a letter may have no heading over it. */
const textWithoutHeading = (): Part => ({ field: 'matter', value: '', lines: [], inferred: true });

/** Cuts a report into parts line by line, each by what it is and what has come before it. */
export class Cutter {
  private readonly parts: Part[] = [];
  private readonly width: number;
  /** Headings of this paper end in a colon, as ”Sammanfattning:” does: unknown ones do too. */
  private readonly hasColons: boolean;
  private beforeText = true;
  /** The text of a message has begun, and neither its title nor a section yet. */
  private awaitsTitle = false;
  private readonly numbered: ReadonlyMap<number, number>;
  /** What a message of mail is about; nothing where the paper is none. */
  readonly subject: string | undefined;

  constructor(
    private readonly lines: readonly Line[],
    private readonly own: OwnHeadings,
  ) {
    this.width = widthOf(lines);
    this.hasColons = headingsHaveColons(lines);
    this.subject = subjectOf(lines);
    this.numbered = numberedHeadings(lines);
  }

  cut(): Part[] {
    for (let at = 0; at < this.lines.length;) at += this.beforeText ? this.letterhead(at) : this.body(at);
    return this.parts;
  }

  /** Takes one line of the letterhead, or labels with their values, and says how many lines that was. */
  private letterhead(at: number): number {
    const lines = this.lines.slice(at, at + MOST_LINES_OF_LABELS).map(withCellsOfTable);
    const line = lines[0]!;
    if (at === 0 && isNameBesidePage(line)) {
      this.parts.push({ field: 'documentName', value: '', heading: line, lines: [] });
      return 1;
    }
    if (this.takeBroken(at)) return 2;
    const table = labelTable(lines);
    if (table) {
      for (const cell of table.beside) this.take(cell);
      this.parts.push(...table.parts);
      return table.length;
    }
    if (this.subject !== undefined && greets(line)) {
      this.parts.push({ field: 'unplaced', value: '', lines: [line] }, textWithoutHeading());
      this.beforeText = false;
      this.awaitsTitle = true;
      return 1;
    }
    if (isTitleLabel(line.text) && headingsOf(line.text, OPEN).length === 0 && isTitleRow(lines[1])) {
      this.parts.push({ field: 'title', value: '', heading: line, lines: [lines[1]] });
      return 2;
    }
    if (this.subject !== undefined && isSubjectOfMail(line)) {
      this.parts.push({ field: 'title', value: '', lines: [line] });
      return 1;
    }
    const title = titleBesideItsLabel(line);
    if (title) {
      this.parts.push({ field: 'title', value: '', heading: line, lines: [title] });
      return 1;
    }
    if (this.beginsClauses(at)) {
      this.parts.push({ field: 'clauses', value: '', heading: line, lines: [], inferred: true });
      this.beforeText = false;
      return 1;
    }
    if (this.beginsText(at)) {
      this.beforeText = false;
      return this.body(at);
    }
    if (this.isBelowParagraph(at)) {
      this.beforeText = false;
      this.parts.push(textWithoutHeading());
      return this.body(at);
    }
    for (const cell of columnsOf(line)) this.take(cell);
    return 1;
  }

  /** ”… lämnar följande yttrande:”, where no heading is, over numbered sentences that each begin with a body. */
  private beginsClauses(at: number): boolean {
    const [line, ...below] = this.lines.slice(at, at + ROWS_OF_TWO_CLAUSES) as [Line, ...Line[]];
    const items = below.filter(({ text }) => isItem(text));
    return (
      line.afterBlank &&
      line.text.endsWith(':') &&
      items[0] === below[0] &&
      items.length > 1 &&
      items.every(({ text }) => beginsWithABody(withoutMark(text)))
    );
  }

  /** A letter may have no heading that is known: then its text begins at the first one below a paragraph. */
  private beginsText(at: number): boolean {
    const last = this.parts.at(-1);
    const isApart = this.lines[at]!.afterBlank || this.isAfterSentence();
    const isBelowText =
      isApart &&
      last?.field === 'title' &&
      isEnded(last) &&
      this.parts.some((part) => part.field === 'title' && isProse(part));
    const isTitle = saysThatItReplies(this.lines[at]!.text);
    return isBelowText && !isTitle && this.parts.length > 1 && this.unknownHeading(at) > 0;
  }

  /** A paragraph apart below a title has begun the text, and what stands apart below it goes on with it. */
  private isBelowParagraph(at: number): boolean {
    const { parts } = this;
    const last = parts.at(-1);
    const title = parts.findIndex((part) => part.field === 'title' && !isProse(part) && !isEnded(part));
    return (
      this.lines[at]!.afterBlank &&
      last?.field === 'title' &&
      last.lines.length > 1 &&
      isProse(last) &&
      title >= 0 &&
      title < parts.length - 1
    );
  }

  /** The statement in a message has a title of its own, below what is said to whoever gets it. */
  private titleOfMail(at: number): number {
    if (!this.awaitsTitle || this.subject === undefined) return 0;
    const length = titleRowsOfMail(this.lines, at, this.subject);
    if (length > 0)
      this.parts.push(
        { field: 'title', value: '', lines: this.lines.slice(at, at + length) },
        textWithoutHeading(),
      );
    return length;
  }

  private body(at: number): number {
    const line = this.lines[at]!;
    const titled = this.titleOfMail(at);
    if (titled > 0) return titled;
    if (this.takeBroken(at)) return 2;
    const near = this.lines.slice(at, at + MOST_LINES_SIGNED);
    const taught = near.findIndex((each) => this.isOwn(each));
    const untaught = taught < 0 ? near : near.slice(0, taught);
    const isSentTo = this.parts.at(-1)?.field === 'recipients';
    const signed = taught === 0 ? 0 : signatureLines(untaught) || (isSentTo ? 0 : listedSigners(untaught));
    if (signed > 0) {
      for (const heading of this.lines.slice(at, at + signed)) {
        this.parts.push({ field: 'signature', value: '', heading, lines: [] });
      }
      return signed;
    }
    if (line.afterBlank && closesText(line.text)) {
      this.parts.push({ field: 'unplaced', value: '', lines: [line] });
      const next = this.lines[at + 1];
      if (!areNames(next) || signatureLines(this.lines.slice(at + 1, at + 1 + MOST_LINES_SIGNED)) > 0)
        return 1;
      this.parts.push({ field: 'signature', value: '', heading: next!, lines: [] });
      return 2;
    }
    const list = this.listBegun(at);
    if (list !== undefined) {
      this.parts.push({ field: list, value: '', heading: line, lines: [], inferred: true });
      return 1;
    }
    return !this.runsOn(at) && this.take(line) ? 1 : this.unknown(at);
  }

  /** The list that a heading is over which no list of headings knows: told by what the rows below it are. */
  private listBegun(at: number): ListBegun | undefined {
    const [line, last] = [this.lines[at]!, this.parts.at(-1)];
    if (!line.afterBlank || last === undefined || last.lines.length + (last.heading ? 1 : 0) === 0)
      return undefined;
    const isKnown =
      headingsOf(line.text, { opens: true, beforeText: false, inList: false }, this.own).length > 0;
    const list = isKnown
      ? undefined
      : listBelow(line, this.lines.slice(at + 1, at + 1 + MOST_LINES_OF_A_LIST));
    return list === 'clauses' && this.parts.some(({ field }) => field === 'clauses') ? undefined : list;
  }

  /** ”Nämnden beslutar att anta förvaltningens förslag till yttrande”, close over a small letter, is no heading for its last words. */
  private runsOn(at: number): boolean {
    const [line, next] = [this.lines[at]!, this.lines[at + 1]];
    return (
      line.level === undefined &&
      line.text.length >= LONG_HEADING &&
      next?.afterBlank === false &&
      /^\p{Ll}/u.test(next.text) &&
      !ATT.test(next.text) &&
      !leadsIntoClauses(line.text)
    );
  }

  /** Takes a line with a known heading; in a letterhead any line. */
  private take(line: Line): boolean {
    const { beforeText } = this;
    const last = this.parts.at(-1);
    const isStyled = line.level !== undefined;
    if (last?.field === 'clauses' && last.lines.length === 0 && IN_A_BODY.test(line.text)) {
      this.parts.push({ field: 'clauses', value: '', heading: line, lines: [] });
      return true;
    }
    if (beforeText && last && goesOnInTitle(last, line)) {
      last.lines.push(line);
      return true;
    }
    const place = {
      opens: isStyled || this.opens(line),
      beforeText,
      inList: !isStyled && last?.field === 'basis' && !line.afterBlank,
      afterSentence: this.isAfterSentence(),
      isStyled,
      isFirstOfText: last?.field === 'section' && last.lines.length === 0,
    };
    const headings = headingsOf(line.text, place, this.own);
    if (headings.length > 0) this.parts.push(...opened(headings, line, beforeText));
    else if (isStyled) return this.styled(line);
    else if (!beforeText) return false;
    else if (isUnknownLabel(line, last)) this.parts.push({ field: 'unplaced', value: '', lines: [line] });
    else if (last && takesInLetterhead(last, line)) last.lines.push(line);
    else this.parts.push(...unheaded(line));
    this.beforeText &&= headings.every(({ field }) => isLetterhead(field));
    return true;
  }

  /** What the file calls a heading and no list knows is the title, or begins a section below it. */
  private styled(line: Line): true {
    const title = this.parts.find(({ field, lines }) => field === 'title' && lines[0]?.level !== undefined);
    const isTitle = this.beforeText && (title === undefined || line.level! <= title.lines[0]!.level!);
    if (isTitle) this.parts.push({ field: 'title', value: '', lines: [line] });
    else this.parts.push({ field: 'section', value: '', heading: line, lines: [], inferred: true });
    this.beforeText &&= isTitle;
    return true;
  }

  /** A heading that no list knows begins a section of its own; any other line goes with what is before it. */
  private unknown(at: number): number {
    const line = this.lines[at]!;
    const last = this.parts.at(-1)!;
    const next = this.lines[at + 1];
    const isTaught = next !== undefined && this.isOwn({ text: `${line.text} ${next.text}` });
    const length = isTaught ? 2 : this.mayHoldSections(line, last) ? this.headingLines(at, last) : 0;
    if (length > 0) {
      this.awaitsTitle = false;
      const text = this.lines.slice(at, at + length).map((row) => row.text);
      const heading = { ...line, text: text.join(' ') };
      const taught = this.own.fieldOf(heading.text);
      this.parts.push(
        taught
          ? { field: taught, value: '', heading, lines: [], isOwn: true }
          : { field: 'section', value: '', heading, lines: [], inferred: true },
      );
      return length;
    }
    const takes = takesInText(last, line) && !isBelowClauses(line, last);
    if (takes) last.lines.push(line);
    else if (isBelowClauses(line, last) || this.beginsBelowFacts(line, last))
      this.parts.push({ ...textWithoutHeading(), lines: [line] });
    else this.parts.push({ field: 'unplaced', value: '', lines: [line] });
    return 1;
  }

  /** Numbers with their labels may stand between the title in a message and its text. */
  private beginsBelowFacts(line: Line, last: Part): boolean {
    const isText = ({ field, lines }: Part): boolean => TEXTS.has(field) && lines.length > 0;
    const title = this.parts.findLastIndex(({ field }) => field === 'title');
    return (
      isFact(last.field) &&
      line.afterBlank &&
      /^\p{Lu}.{40}/u.test(line.text) &&
      !this.parts.slice(title + 1).some(isText)
    );
  }

  /** Takes a known heading that is so long that it stands on two lines. */
  private takeBroken(at: number): boolean {
    const [line, next] = [this.lines[at]!, this.lines[at + 1]];
    if (!line.afterBlank || line.text.length < LONG_HEADING || next === undefined || next.afterBlank)
      return false;
    const isWhole = this.lines[at + 2]?.afterBlank !== false;
    const text = `${line.text} ${next.text}`;
    const place = { opens: true, beforeText: false, inList: false };
    const isKnown = headingsOf(line.text, place, this.own).length > 0;
    const [heading] = isWhole && !isKnown && !endsSentence(text) ? headingsOf(text, place, this.own) : [];
    if (heading === undefined || !LISTS.has(heading.field) || heading.value !== '') return false;
    this.parts.push({ field: heading.field, value: '', heading: { ...line, text }, lines: [] });
    this.beforeText = false;
    return true;
  }

  /** Clauses, documents and recipients may be numbered too. */
  private headingLines(at: number, last: Part): number {
    const ofASeries = LISTS.has(last.field) ? undefined : this.numbered.get(at);
    return ofASeries ?? this.unknownHeading(at);
  }

  private unknownHeading(at: number): number {
    const line = this.lines[at]!;
    return unknownHeadingLines(this.hasColons ? withoutColon(line) : line, {
      before: this.lines[at - 1],
      next: this.lines[at + 1],
      afterNext: this.lines[at + 2],
      opens: this.opens(line) || this.isAfterSentence(),
      inList: LISTS.has(this.parts.at(-1)?.field ?? 'unplaced'),
      width: this.width,
      hadColon: this.hasColons && line.text.endsWith(':'),
    });
  }

  private isOwn(line: Pick<Line, 'text'> | undefined): boolean {
    return line !== undefined && this.own.fieldOf(line.text) !== undefined;
  }

  private opens(line: Line): boolean {
    const last = this.parts.at(-1);
    return line.afterBlank || (last !== undefined && last.lines.length === 0);
  }

  private isAfterSentence(): boolean {
    const last = this.parts.at(-1)?.lines.at(-1);
    return last !== undefined && endsSentence(last.text);
  }

  /** The first line under a list's heading is its first item, and an institution among recipients is one of them. */
  private mayHoldSections(line: Line, { field, lines }: Part): boolean {
    if (LISTS.has(field) && lines.length === 0) return false;
    return field !== 'recipients' || !namesAnInstitution(line.text);
  }
}

const isLetterhead = (field: Field): boolean =>
  field === 'title' || field === 'documentName' || isFact(field);
