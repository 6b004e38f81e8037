/** What a path names. */
export type Kind =
  | 'case'
  | 'archive package'
  | 'audit check'
  | 'referral'
  | 'compilation'
  | 'consultation'
  | 'dispatch'
  | 'signature request'
  | 'extension'
  | 'message'
  | 'document'
  | 'delivery'
  | 'inbox item'
  | 'publication'
  | 'group'
  | 'webhook'
  | 'api client'
  | 'api key'
  | 'feed'
  | 'stand-in'
  | 'body'
  | 'meeting'
  | 'person';

/** The view under which a record of the kind stands in a list. */
export const viewOfKind: Readonly<Record<Kind, string>> = {
  case: 'case',
  'archive package': 'archive package',
  'audit check': 'audit check',
  referral: 'referral',
  compilation: 'compilation',
  consultation: 'consultation',
  dispatch: 'dispatch',
  'signature request': 'signature request',
  extension: 'extension',
  message: 'message',
  document: 'document',
  delivery: 'delivery',
  'inbox item': 'inbox',
  publication: 'publication',
  group: 'group',
  webhook: 'webhook',
  'api client': 'api client',
  'api key': 'api client',
  feed: 'feed',
  'stand-in': 'people',
  body: 'body',
  meeting: 'body',
  person: 'people',
};

/** One record of the world that the tests build. */
export interface Thing {
  readonly kind: Kind;
  /** Its row in the tables of who-sees-what.md. */
  readonly situation: string;
  /** What the parameters of a path are for it. */
  readonly names: Readonly<Record<string, string>>;
  /** Whose it is, as far as rights follow from it. */
  readonly issuer?: string | null;
  readonly consultee?: string | null;
  readonly officer?: string | null;
  readonly body?: string | null;
  readonly person?: string;
  /** Of a person: all bodies where they have a role; none for whoever keeps what is the municipality's. */
  readonly everywhere?: readonly string[];
  /** Names of records in whose lists it stands, besides the list of all of its kind. */
  readonly within?: readonly string[];
  /** A word of its own in its text, by which a search finds it. */
  readonly word?: string;
  /** Confidential: no list and no search has its words. */
  readonly isNamedInDetailOnly?: true;
  /** Confidential in part: whose steps it is for, by columns of the tables, whatever role others hold. */
  readonly onlyFor?: readonly string[];
}

/** What names a record in an answer. */
export const nameOf = ({ names }: Thing): string => {
  const { prefix, date, username, id, code } = names;
  return (prefix ?? date ?? username ?? id ?? code)!;
};

/** One paper of each kind of record, by its collection. */
const PAPERS: Readonly<Record<string, string>> = {
  consultations: 'statement',
  referrals: 'referral-letter',
  bodies: 'agenda',
};

export const pathOf = (template: string, names: Thing['names']): string =>
  template.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(names[name] ?? (name === 'kind' ? PAPERS[template.split('/')[1]!]! : '')),
  );
