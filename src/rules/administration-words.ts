import type { Texts } from './texts.js';
import { words } from './words.js';

const said = (sv: string, en: string): Texts => ({ sv, en });

/** What is done with rights and settings, as one says it afterwards. */
// prettier-ignore
const done: Readonly<Record<string, Texts>> = {
  'body add': said('lade upp organet', 'added the body'),
  'body edit': said('ändrade organet', 'changed the body'),
  'person add': said('lade upp personen', 'added the person'),
  'person edit': said('ändrade personen', 'changed the person'),
  'person set-roles': said('ändrade rollerna', 'changed the roles'),
  'person move': said('flyttade personen', 'moved the person'),
  'person appoint': said('utsågs till systemförvaltare', 'was appointed administrator'),
  'stand-in arrange': said('utsåg en ersättare', 'arranged a stand-in'),
  'stand-in revoke': said('avslutade ett ersättarskap', 'ended a stand-in'),
  'api-client register': said('registrerade en API-klient', 'registered an API client'),
  'api-client edit': said('ändrade en API-klient', 'changed an API client'),
  'api-client deactivate': said('avslutade en API-klient', 'deactivated an API client'),
  'api-client add-key': said('skapade en nyckel', 'made a key'),
  'api-client revoke-key': said('återkallade en nyckel', 'revoked a key'),
  'api-client take-over': said('tog över ansvaret för en API-klient', 'took over an API client'),
  'webhook register': said('registrerade en webbkrok', 'registered a webhook'),
  'webhook edit': said('ändrade en webbkrok', 'changed a webhook'),
  'webhook enable': said('slog på en webbkrok', 'enabled a webhook'),
  'webhook disable': said('slog av en webbkrok', 'disabled a webhook'),
  'webhook rotate-secret': said('bytte hemligheten till en webbkrok', 'rotated the secret of a webhook'),
  'webhook ping': said('provade en webbkrok', 'tried a webhook'),
  'webhook replay': said('skickade händelser på nytt', 'replayed events'),
  'webhook remove': said('tog bort en webbkrok', 'removed a webhook'),
  'reminder-settings set-reminders': said('ändrade påminnelserna', 'changed the reminders'),
  'paper-form set-paper-form': said('ändrade formen på en handling', 'changed the form of a paper'),
  'paper-form set-report-headings': said(
    'ändrade rubrikerna för inläsning',
    'changed the headings for import',
  ),
  'paper-form set-word-template': said('tog en Word-mall i bruk', 'took a Word template into use'),
  'paper-form remove-word-template': said('slutade använda en Word-mall', 'took a Word template out of use'),
  'calendar-feed add': said('skapade ett kalenderflöde', 'made a calendar feed'),
  'calendar-feed revoke': said('återkallade ett kalenderflöde', 'revoked a calendar feed'),
};

/** What somebody did with rights or settings. */
export const administrationWords = (objectType: string, verb: string): Texts =>
  done[`${objectType} ${verb}`] ?? said('ändrade en inställning', 'changed a setting');

/** What somebody was refused, in words; null stands for a record that they were told is not there. */
export function refusedWords(action: string | null): Texts {
  const [kind = '', verb = ''] = action?.split('.') ?? [];
  const table = (words as Readonly<Record<string, { verbs: Readonly<Record<string, { todo: Texts }>> }>>)[
    kind
  ];
  if (action === null)
    return said('Läsa något som inte är öppet för personen', 'Read what is not open to them');
  return table?.verbs[verb]?.todo ?? OTHER[kind] ?? said('Något annat', 'Something else');
}

const OTHER: Readonly<Record<string, Texts>> = {
  body: said('Inställningar för ett organ', 'Settings of a body'),
  person: said('Personer och roller', 'People and roles'),
  'stand-in': said('Ersättare', 'Stand-ins'),
  meeting: said('Sammanträdeskalendern', 'The meeting calendar'),
  'consultee-group': said('Sändlistor', 'Groups of consultees'),
  municipality: said('Kommunens inställningar', 'Settings of the municipality'),
  'api-client': said('API-klienter', 'API clients'),
  'calendar-feed': said('Kalenderflöden', 'Calendar feeds'),
  inbox: said('Inkorgen', 'The inbox'),
  statement: said('Yttrandet', 'The statement'),
};
