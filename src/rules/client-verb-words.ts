import type { ClientVerb } from './client-scopes.js';
import type { Texts } from './texts.js';
import { words } from './words.js';

/** What another system may be let do that is no verb of a table. */
const OTHERS: Readonly<Record<string, Texts>> = {
  read: { sv: 'Läsa det som är registrerat och beslutat', en: 'Read what is registered and decided' },
  'read-drafts': { sv: 'Läsa också utkast', en: 'Read drafts too' },
  'person.read': { sv: 'Läsa personer och roller', en: 'Read people and roles' },
  'body.read-register': { sv: 'Läsa diariet', en: 'Read the register' },
  'body.read-statistics': { sv: 'Läsa statistiken', en: 'Read the statistics' },
  'meeting.manage': { sv: 'Sköta sammanträdeskalendern', en: 'Keep the meeting calendar' },
  'consultee-group.manage': { sv: 'Sköta sändlistor', en: 'Keep groups of consultees' },
  'document.upload': { sv: 'Handling: lägga in', en: 'Document: upload' },
  'case.read-audit-trail': { sv: 'Ärende: läsa historiken', en: 'Case: read the history' },
  'case.register': { sv: 'Ärende: registrera', en: 'Case: register' },
  'referral.create': { sv: 'Remiss: skapa', en: 'Referral: create' },
  'referral.compile': { sv: 'Remiss: läsa sammanställningen', en: 'Referral: read the compilation' },
  'extension.request': { sv: 'Anstånd: begära', en: 'Extension: request' },
  'message.withdraw': { sv: 'Meddelande: ta tillbaka', en: 'Message: withdraw' },
  'inbox.read': { sv: 'Läsa inkorgen', en: 'Read the inbox' },
};

const KINDS: Readonly<Record<string, Texts>> = {
  case: { sv: 'Ärende', en: 'Case' },
  referral: { sv: 'Remiss', en: 'Referral' },
  consultation: { sv: 'Svar', en: 'Reply' },
  document: { sv: 'Handling', en: 'Document' },
  extension: { sv: 'Anstånd', en: 'Extension' },
  delivery: { sv: 'Leverans', en: 'Delivery' },
};

/** What a system may be let do, in words: “Svar: registrera”. */
export function clientVerbWords(verb: ClientVerb): Texts {
  const other = OTHERS[verb];
  if (other) return other;
  const [kind = '', name = ''] = verb.split('.');
  const table = (words as Readonly<Record<string, { verbs: Readonly<Record<string, { todo: Texts }>> }>>)[
    kind
  ];
  const todo = table?.verbs[name]?.todo;
  const said = KINDS[kind];
  if (!todo || !said) throw new Error(`${verb} has no words.`);
  return { sv: `${said.sv}: ${lower(todo.sv)}`, en: `${said.en}: ${lower(todo.en)}` };
}

const lower = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
