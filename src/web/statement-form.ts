import type { StatementRecipientBody } from '../statements/statements.dto.js';
import type { StatementContent } from '../statements/statement.js';

/** Codes of bodies with their names, in the order of names. */
export type Bodies = readonly (readonly [code: string, name: string])[];

/** What the editor's form holds: the statement, its recipients one on a line. */
export interface StatementTyped extends Omit<StatementContent, 'recipients' | 'stance' | 'basis'> {
  readonly stance: string;
  readonly basis: readonly { readonly title: string; readonly documentId?: string | undefined }[];
  readonly recipients: string;
}

type Typed = Readonly<Record<string, unknown>>;

/** A statement as it stands in the form. */
export const typedOf = (statement: StatementContent, bodies: Bodies): StatementTyped => ({
  ...statement,
  recipients: statement.recipients.map((recipient) => lineOf(recipient, bodies)).join('\n'),
});

const lineOf = ({ body, email, name }: StatementRecipientBody, bodies: Bodies): string =>
  email ?? name ?? bodies.find(([code]) => code === body)?.[1] ?? body ?? '';

/**
 * What was typed, with rows that were left empty gone. Every part is there: what a save leaves out of a statement is
 * empty afterwards.
 */
export function statementTyped(form: Typed): StatementTyped {
  const answers = rowsOf(form['answers'], 'text').map(({ question, text }) => ({
    question: Number(question),
    text: textIn(text),
  }));
  return {
    title: textIn(form['title']),
    summary: textIn(form['summary']),
    matter: textIn(form['matter']),
    assessment: textIn(form['assessment']),
    stance: textIn(form['stance']) || 'not-stated',
    clauses: rowsOf(form['clauses'], 'text').map(({ text }) => ({ text: textIn(text) })),
    answers,
    remarks: rowsOf(form['remarks'], 'passage', 'text').map(({ passage, text, proposal }) => ({
      passage: textIn(passage),
      text: textIn(text),
      ...(proposal !== undefined && { proposal: textIn(proposal) }),
    })),
    basis: rowsOf(form['basis'], 'title').map(({ title, documentId }) => ({
      title: textIn(title),
      ...(documentId !== undefined && { documentId: textIn(documentId) }),
    })),
    sections: rowsOf(form['sections'], 'heading', 'text').map(({ heading, text }) => ({
      heading: textIn(heading),
      text: textIn(text),
    })),
    recipients: textIn(form['recipients']),
  };
}

/** The body of the API. A recipient is a body by its name or code, an e-mail address, or somebody reached by post. */
export const bodyOfStatement = (typed: StatementTyped, bodies: Bodies): object => ({
  ...typed,
  recipients: typed.recipients
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => recipientIn(line, bodies)),
});

function recipientIn(line: string, bodies: Bodies): StatementRecipientBody {
  const body = bodies.find(([code, name]) => [code, name].some((each) => isSame(each, line)));
  if (body) return { body: body[0] };
  return line.includes('@') ? { email: line } : { name: line };
}

const isSame = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

/** The rows of a part in which any of the fields is filled in. Beyond 200 rows the form's reader hands out an object. */
function rowsOf(part: unknown, ...fields: readonly string[]): Typed[] {
  const rows = Object.values(part ?? {}) as unknown[];
  return rows.filter(
    (row): row is Typed =>
      typeof row === 'object' &&
      row !== null &&
      fields.some((field) => textIn((row as Typed)[field]).trim() !== ''),
  );
}

const textIn = (value: unknown): string => (typeof value === 'string' ? value : '');
