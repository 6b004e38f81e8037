import { Moment } from '../../markup/day.js';
import { Time } from '../../markup/marks.js';
import { Sheet } from '../../markup/page.js';
import type { ApiClientView, ApiKeyView } from '../../organisation/api-clients/api-clients.dto.js';
import { clientVerbWords } from '../../rules/client-verb-words.js';
import type { Language, Texts } from '../../rules/texts.js';
import type { Reader } from '../frame/staff-frame.js';
import { t } from '../steps/step-field.js';
import { SettingsTable } from './administration-parts.js';
import { below } from './section.js';

export const T = {
  name: t('Namn', 'Name'),
  body: t('Sköts av', 'Kept by'),
  state: t('Läge', 'State'),
  none: t('Inga API-klienter än', 'No API clients yet'),
  noneLead: t(
    'En API-klient är ett annat system, till exempel ärendesystemet, som får göra bestämda saker här.',
    'An API client is another system, such as the case system, that may do certain things here.',
  ),
  active: t('Aktiv', 'Active'),
  off: t('Avstängd', 'Off'),
  unanswered: t('Ingen svarar', 'Unanswered'),
  left: t('Någon behöver ta över ansvaret', 'Somebody has to take over the answering'),
  leftLead: t(
    'Den som svarade för något av det klienten får göra, eller för en nyckel, får det inte längre själv. Det fungerar inte förrän någon tar över.',
    'Whoever answered for something that it may do, or for a key, may not do it any more. It does not work until somebody takes over.',
  ),
  keys: t('Nycklar', 'Keys'),
  key: t('Börjar med', 'Begins with'),
  expires: t('Gäller till', 'Holds until'),
  used: t('Senast använd', 'Last used'),
  never: t('aldrig', 'never'),
  revoke: t('Återkalla', 'Revoke'),
  act: t('Åtgärd', 'Act'),
  noKeys: t('Inga nycklar än', 'No keys yet'),
  noKeysLead: t('Klienten kan inte göra något utan nyckel.', 'The client can do nothing without a key.'),
  may: t('Får göra', 'May do'),
  waits: t('väntar på att någon svarar för det', 'waits for somebody to answer for it'),
  made: t('Skapad', 'Made'),
  by: t('av', 'by'),
  facts: t('Uppgifter', 'Facts'),
};

const keyWords: Readonly<Record<ApiKeyView['state'], Texts>> = {
  live: t('Gäller', 'Live'),
  expired: t('Har gått ut', 'Expired'),
  revoked: t('Återkallad', 'Revoked'),
  left: t('Ingen svarar för den', 'Nobody answers for it'),
};

export const StateOfClient = ({
  client: { active, needsTakeOver },
  language,
}: {
  readonly client: ApiClientView;
  readonly language: Language;
}) =>
  !active ? (
    <Time>{T.off[language]}</Time>
  ) : needsTakeOver ? (
    <Time tone="risk">{T.unanswered[language]}</Time>
  ) : (
    <Time tone="done">{T.active[language]}</Time>
  );

/** What the client may do in each body. @param names of the bodies, by their codes. */
export const Rights = ({
  client,
  language,
  names,
}: {
  readonly client: ApiClientView;
  readonly language: Language;
  readonly names: ReadonlyMap<string, string>;
}) => (
  <>
    {client.scopes.map(({ body, verbs, inForce }) => (
      <Sheet id={`far-${body}`} heading={`${T.may[language]}: ${names.get(body) ?? body}`}>
        <ul class="plain lined">
          {verbs.map((verb) => (
            <li>
              {clientVerbWords(verb)[language]}{' '}
              {!inForce.includes(verb) && <span class="quiet">({T.waits[language]})</span>}
            </li>
          ))}
        </ul>
      </Sheet>
    ))}
  </>
);

/** @param path the client's page, below which a key's form is. */
export const Keys = ({
  client,
  reader,
  path,
  mayRevoke,
}: {
  readonly client: ApiClientView;
  readonly reader: Reader;
  readonly path: string;
  readonly mayRevoke: (key: ApiKeyView) => boolean;
}) => {
  const { language } = reader;
  return (
    <section class="stack" aria-labelledby="nycklar">
      <h2 id="nycklar">{T.keys[language]}</h2>
      {client.keys.length === 0 ? (
        <p>
          {T.noKeys[language]}. {T.noKeysLead[language]}
        </p>
      ) : (
        <SettingsTable
          reader={reader}
          caption={T.keys[language]}
          columns={[T.key, T.state, T.expires, T.used, T.act].map((each) => each[language])}
          rows={client.keys.map((key) => [
            <code>yttra_{key.prefix}…</code>,
            keyWords[key.state][language],
            <Moment at={key.expiresAt} language={language} />,
            key.lastUsedAt === null ? T.never[language] : <Moment at={key.lastUsedAt} language={language} />,
            mayRevoke(key) ? (
              <a
                href={below(path, `nyckel-${key.prefix}`)}
                aria-label={`${T.revoke[language]} yttra_${key.prefix}`}
              >
                {T.revoke[language]}
              </a>
            ) : (
              '–'
            ),
          ])}
        />
      )}
    </section>
  );
};
