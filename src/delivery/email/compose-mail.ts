import type { ReminderKind } from '../../rules/reminder-kinds.js';
import { words } from '../../rules/words.js';
import { reminderText } from '../../rules/reminder-text.js';
import { pageOfMatter } from '../page-of-matter.js';
import { textOf, type Topic } from '../topics.js';
import { mailPage } from './mail-page.js';

/** What a message by e-mail says: which matter, what has happened, where to read it. */
export interface MailFacts {
  readonly id: string;
  readonly topic: Topic;
  readonly created_at: Date;
  readonly recipient_email: string;
  readonly case_number: string | null;
  readonly case_id: string | null;
  readonly referral_id: string | null;
  readonly consultation_id: string | null;
  /** The earlier dispatch that this one corrects, and the day it was sent. */
  readonly replaces: string | null;
  readonly replaced_sent_on: string | null;
  /** Of the dispatch that it tells of: its checksum. */
  readonly sha256: string | null;
  /** Of a digest; empty otherwise. */
  readonly lines: readonly MailLine[];
}

export interface MailLine {
  readonly kind: ReminderKind;
  readonly about: string;
  readonly saidOn: string;
  readonly escalated: boolean;
  readonly caseNumber: string;
}

export interface Mail {
  readonly messageId: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/**
 * In Swedish, as the receiver is an office. Never a title, a name or a word of a statement: mail is read by
 * more eyes than a register, so it says only what has happened and where it can be read. Every attempt
 * has the same `Message-ID`, by which a mail server tells a repeat.
 */
export function composeMail(
  facts: MailFacts,
  { from, publicUrl }: { from: string; publicUrl: string },
): Mail {
  const heading = textOf(facts.topic).sv;
  const subject = facts.case_number === null ? heading : `${heading} – ${oneLine(facts.case_number)}`;
  const address = `${publicUrl}${pageOf(facts)}`;
  const replacing = replacingLine(facts);
  const covering = coveringLines(facts, publicUrl);
  const lines = facts.lines.map((line) => `${oneLine(line.caseNumber)}: ${reminderText(line).sv}`);
  return {
    messageId: `<${facts.id}@${from.slice(from.indexOf('@') + 1)}>`,
    subject,
    text: [
      heading,
      ...caseLine(facts),
      ...replacing,
      ...covering,
      ...lines.map((line) => `- ${line}`),
      '',
      `Läs i Yttra: ${address}`,
      '',
      SENT_BY,
      '',
    ].join('\n'),
    html: mailPage({
      subject,
      heading,
      sentences: [...caseLine(facts), ...replacing, ...covering],
      lines,
      address,
      sentBy: SENT_BY,
    }),
  };
}

const SENT_BY = 'Brevet skickades automatiskt och går inte att svara på.';

const caseLine = ({ case_number }: MailFacts): string[] =>
  case_number === null ? [] : [`Ärende: ${oneLine(case_number)}`];

const replacingLine = ({ replaces, replaced_sent_on }: MailFacts): string[] =>
  replaces === null
    ? []
    : [`Ersätter yttrandet som ${words.consultation.verbs.forward.done.sv} ${replaced_sent_on}.`];

/** What the covering message is for, without the titles that stand in it: where it is, and by what the dispatch is checked. */
const coveringLines = ({ sha256, consultation_id }: MailFacts, publicUrl: string): string[] =>
  sha256 === null || consultation_id === null
    ? []
    : [
        `Följebrev: ${publicUrl}/svar/${consultation_id}/handlingar/foljebrev`,
        `Det expedierade innehållet har SHA-256 ${sha256}.`,
      ];

/** Whoever reads mail has a browser, where the API would answer in JSON, or not at all. */
const pageOf = ({ consultation_id, referral_id, case_id }: MailFacts): string =>
  pageOfMatter(consultation_id, referral_id, case_id) ?? '/inkorg';

/** A case number on one line: a line break in it could begin a header of its own in the mail. */
const oneLine = (text: string): string => text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').trim();
