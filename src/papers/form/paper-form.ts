import type { FactName, PartName, Signature } from '../paper.js';

/** What a part is called where nobody has said otherwise. What stands under `sections` has headings of its own. */
// prettier-ignore
export const PART_HEADINGS = {
  summary: 'Sammanfattning',
  proposal: 'Förslag till beslut',
  decision: 'Beslut',
  matter: 'Ärendet',
  assessment: 'Bedömning',
  sections: 'Egna avsnitt',
  answers: 'Svar på frågorna',
  remarks: 'Synpunkter på förslagets text',
  basis: 'Beslutsunderlag',
  recipients: 'Beslutet skickas till',
  preparations: 'Beredning',
  motions: 'Yrkanden',
  proceedings: 'Beslutsgång',
  recusals: 'Jäv',
  'not-taking-part': 'Deltar inte i beslutet',
  reservations: 'Reservationer',
  'special-statements': 'Särskilda yttranden',
  'minutes-notes': 'Anteckningar till protokollet',
  confirmation: 'Justering',
  questions: 'Frågor',
  documents: 'Handlingar',
  consultees: 'Remissinstanser',
  checksum: 'Kontrollsumma',
} as const satisfies Record<PartName, string>;

const GROUNDS = ['matter', 'assessment', 'sections', 'answers', 'remarks', 'basis', 'recipients'] as const;

/** The papers that have a form, each with its parts in the order in which they stand where nobody has said otherwise. */
export const PARTS_OF = {
  'staff-report': ['summary', 'proposal', ...GROUNDS],
  statement: ['summary', 'proposal', 'decision', ...GROUNDS],
  'minutes-extract': [
    'summary',
    'decision',
    'preparations',
    'motions',
    'proceedings',
    'recusals',
    'not-taking-part',
    'reservations',
    'special-statements',
    'minutes-notes',
    'basis',
    'recipients',
    'confirmation',
  ],
  'referral-letter': ['questions', 'documents', 'consultees'],
  'covering-message': ['documents', 'checksum'],
  receipt: [],
  agenda: [],
  compilation: [],
} as const satisfies Record<string, readonly PartName[]>;

export type FormKind = keyof typeof PARTS_OF;
export const FORM_KINDS = Object.keys(PARTS_OF) as FormKind[];

/** How what is decided is written: sentences that go on from the words before them (att-satser), or each by itself. */
export const CLAUSE_STYLES = ['sentences', 'numbered', 'points'] as const;
export type ClauseStyle = (typeof CLAUSE_STYLES)[number];

/** Where a part stands, and what it is called there. */
export interface FormPart {
  /** `section`: the section that somebody has given this heading. */
  readonly part: PartName | 'section';
  /** Empty: it has none, and follows what is before it. */
  readonly heading: string;
}

/** The shape of one kind of paper in one body: data, and never a part of any program. */
export interface PaperForm {
  /** What the paper is called; null where it is called as it always is. */
  readonly name: string | null;
  /** In this order. A part that is not named stands after those that are: a form leaves nothing out. */
  readonly parts: readonly FormPart[];
  readonly clauses: ClauseStyle;
  /** What facts at the head are called. */
  readonly labels: Partial<Readonly<Record<FactName, string>>>;
  /** Under the name of the sender: the administration, its telephone. */
  readonly letterhead: readonly string[];
  /** Who signs, besides the case officer. */
  readonly signatures: readonly Signature[];
  /** The sender's block; none: as it always is. */
  readonly foot: readonly string[];
  /** A PNG (`readLogotype`) in base64. */
  readonly logotype: string | null;
}

/** The form of a paper where a body has none of its own. */
export const plainForm = (kind: FormKind): PaperForm => ({
  name: null,
  parts: PARTS_OF[kind].map((part) => ({ part, heading: part === 'sections' ? '' : PART_HEADINGS[part] })),
  clauses: 'sentences',
  labels: {},
  letterhead: [],
  signatures: [],
  foot: [],
  logotype: null,
});
