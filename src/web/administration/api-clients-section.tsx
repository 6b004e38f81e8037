import { Injectable } from '@nestjs/common';
import type { VNode } from 'preact';
import { WriteBody } from '../../http/write.dto.js';
import { Moment } from '../../markup/day.js';
import { Facts, Notice } from '../../markup/notices.js';
import { Sheet } from '../../markup/page.js';
import {
  AddApiKeyBody,
  ApiClientsQuery,
  EditApiClientBody,
  RegisterApiClientBody,
  type ApiClientView,
  type ApiKeyView,
  type NewApiKeyView,
} from '../../organisation/api-clients/api-clients.dto.js';
import { ApiClientsQueries } from '../../organisation/api-clients/api-clients.queries.js';
import { KeepApiClients } from '../../organisation/api-clients/keep-api-clients.js';
import { KeepApiKeys } from '../../organisation/api-clients/keep-api-keys.js';
import { TakeOverClient } from '../../organisation/api-clients/take-over-client.js';
import { clientVerbWords } from '../../rules/client-verb-words.js';
import { CLIENT_VERBS } from '../../rules/client-scopes.js';
import { addDays } from '../../rules/civil-date.js';
import { NotFound } from '../../rules/problem.js';
import { permits } from '../../rules/policy.js';
import type { Language } from '../../rules/texts.js';
import { ReadNames } from '../frame/read-names.js';
import type { Reader } from '../frame/staff-frame.js';
import { t, type Options } from '../steps/step-field.js';
import { settingsPage, TableOr, Verbs } from './administration-parts.js';
import { Keys, Rights, StateOfClient, T } from './api-client-parts.js';
import { why } from './body-forms.js';
import { UUID } from './groups-section.js';
import { KeptBodies, mayAnywhere } from './kept-bodies.js';
import { ADMINISTRATION, below, formAt, wayTo, type Asked, type AtAddress, type Section } from './section.js';
import { instantOf, type SettingsField, type SettingsVerb } from './settings-form.js';

export const API_CLIENTS = `${ADMINISTRATION}/api-klienter`;
interface ClientSeen {
  readonly client: ApiClientView;
  /** The bodies whose administrator the reader is. */
  readonly bodies: Options;
}

const mayKeep = ({ actor }: Reader, { client }: ClientSeen): boolean =>
  client.active && permits(actor, 'api-client.manage', { body: client.body });

/** The other systems that call the API: what each may do, and its keys. */
@Injectable()
export class ApiClientsSection implements Section {
  readonly path = 'api-klienter';
  readonly title = t('API-klienter', 'API clients');
  readonly about = t(
    'Andra system som får göra saker här, och deras nycklar.',
    'Other systems that may do things here, and their keys.',
  );

  constructor(
    private readonly queries: ApiClientsQueries,
    private readonly clients: KeepApiClients,
    private readonly keys: KeepApiKeys,
    private readonly takeOver: TakeOverClient,
    private readonly kept: KeptBodies,
    private readonly names: ReadNames,
  ) {}

  readonly isOpen = (reader: Reader): boolean =>
    mayAnywhere(reader, 'api-client.manage', 'api-client.take-over');

  async at(asked: Asked, id?: string, form?: string, ...more: string[]): Promise<AtAddress> {
    const { reader, caller } = asked;
    const bodies = await this.kept.where(reader, 'api-client.manage');
    if (id === undefined) return { page: await this.list(asked, bodies) };
    if (more.length > 0) throw new NotFound();
    if (id === 'ny' && form === undefined)
      return {
        form: formAt([this.add], id, reader, { seen: bodies, path: API_CLIENTS, way: wayTo(this, reader) }),
      };
    if (!UUID.test(id)) throw new NotFound();
    const seen = { client: await this.queries.one(caller, id), bodies };
    const path = below(API_CLIENTS, id);
    if (form === undefined) return { page: await this.page(asked, seen, path) };
    const way = wayTo(this, reader, [seen.client.name, path]);
    const verbs = [...this.verbs, ...this.scopesOf(seen), ...seen.client.keys.map(this.revoking)];
    return { form: formAt(verbs, form, reader, { seen, path, way }) };
  }

  private readonly add: SettingsVerb<Options> = {
    path: 'ny',
    words: t('Registrera en API-klient', 'Register an API client'),
    isOpen: (_, bodies) => bodies.length > 0,
    form: ({ language }, bodies) => ({
      lead: t(
        'Du svarar för det som du själv får göra i organet. Resten väntar på att någon där tar över ansvaret.',
        'You answer for what you may do in the body yourself. The rest waits for somebody there to take it over.',
      )[language],
      body: RegisterApiClientBody,
      fields: [
        {
          name: 'name',
          kind: 'line',
          label: T.name,
          instead: t('Skriv vad systemet heter', 'Write what the system is called'),
        },
        { name: 'body', kind: 'choice', label: T.body, options: bodies },
        verbsField('scopes', language, ['read']),
        why,
      ],
      read: ({ scopes, ...given }) => ({ ...given, scopes: [{ body: given['body'], verbs: scopes }] }),
      take: (caller, body) => this.clients.register(caller, body),
      done: ({ id }: ApiClientView) => `${below(API_CLIENTS, id)}?klart=ja`,
    }),
  };

  private readonly verbs: readonly SettingsVerb<ClientSeen>[] = [
    {
      path: 'ta-over',
      words: t('Ta över ansvaret', 'Take over'),
      isOpen: ({ actor }, { client }) =>
        client.needsTakeOver &&
        [client.body, ...client.scopes.map(({ body }) => body)].some((body) =>
          permits(actor, 'api-client.take-over', { body }),
        ),
      form: ({ language }, { client }) => ({
        lead: t(
          'Du svarar från och med nu för det klienten får göra och som du själv får göra, och för nycklarna om du sköter den.',
          'From now on you answer for what it may do and you may do yourself, and for its keys if you keep it.',
        )[language],
        version: client.version,
        body: WriteBody,
        fields: [why],
        take: (caller) => this.takeOver.takeOver(caller, client.id),
      }),
    },
    {
      path: 'ny-nyckel',
      words: t('Skapa en nyckel', 'Make a key'),
      isOpen: mayKeep,
      form: ({ language, today }, { client }) => ({
        lead: t(
          'En klient har högst två nycklar som gäller, så att den ena kan bytas medan den andra används.',
          'A client has at most two keys that work, so that one can be changed while the other is used.',
        )[language],
        body: AddApiKeyBody,
        fields: [
          {
            name: 'expiresAt',
            kind: 'date',
            label: T.expires,
            hint: t('Högst två år. Ett år om du inget anger.', 'Two years at most. A year when left out.'),
            now: addDays(today, 365),
          },
          why,
        ],
        read: ({ expiresAt, ...given }) => ({
          ...given,
          ...(expiresAt !== undefined && { expiresAt: instantOf(expiresAt) }),
        }),
        take: (caller, body) => this.keys.add(caller, client.id, body),
        showOnce: ({ key }: NewApiKeyView) => ({
          heading: t('Ny nyckel', 'New key')[language],
          lead: t(
            'Lägg in den i det andra systemet nu: den visas bara den här gången.',
            'Enter it in the other system now: it is shown this once.',
          )[language],
          secret: key,
        }),
      }),
    },
    {
      path: 'andra',
      words: t('Byt namn', 'Rename'),
      isOpen: mayKeep,
      form: (_, { client }) => ({
        version: client.version,
        body: EditApiClientBody,
        fields: [{ name: 'name', kind: 'line', label: T.name, now: client.name }, why],
        take: (caller, body) => this.clients.edit(caller, client.id, body),
      }),
    },
    {
      path: 'avsluta',
      words: t('Avsluta', 'Deactivate'),
      isOpen: ({ actor }, { client }) =>
        client.active && permits(actor, 'api-client.revoke', { body: client.body }),
      form: ({ language }, { client }) => ({
        danger: t(
          'Klienten och alla dess nycklar slutar gälla, för gott.',
          'The client and all its keys work no more, for good.',
        )[language],
        version: client.version,
        body: WriteBody,
        fields: [why],
        take: (caller) => this.clients.deactivate(caller, client.id),
        says: t(`${client.name} avslutades.`, `${client.name} was deactivated.`),
      }),
    },
  ];

  /** One form for each body where the reader decides what the client may do. */
  private scopesOf({ client, bodies }: ClientSeen): SettingsVerb<ClientSeen>[] {
    return bodies.map(([code]) => ({
      path: `far-gora-${code}`,
      words: { sv: `Rättigheter i ${code}`, en: `Rights in ${code}` },
      isOpen: mayKeep,
      form: ({ language }) => ({
        version: client.version,
        body: EditApiClientBody,
        fields: [
          verbsField('scopes', language, client.scopes.find(({ body }) => body === code)?.verbs ?? []),
          why,
        ],
        read: ({ scopes, ...given }) => ({
          ...given,
          scopes: [
            ...client.scopes.filter(({ body }) => body !== code).map(({ body, verbs }) => ({ body, verbs })),
            ...((scopes as string[]).length > 0 ? [{ body: code, verbs: scopes }] : []),
          ],
        }),
        take: (caller, body) => this.clients.edit(caller, client.id, body),
      }),
    }));
  }

  private readonly revoking = ({ prefix, state }: ApiKeyView): SettingsVerb<ClientSeen> => ({
    path: `nyckel-${prefix}`,
    words: t('Återkalla nyckeln', 'Revoke the key'),
    isOpen: (reader, { client }) =>
      state !== 'revoked' && permits(reader.actor, 'api-client.manage', { body: client.body }),
    form: ({ language }, { client }) => ({
      lead: `yttra_${prefix}…`,
      danger: t('Nyckeln slutar gälla genast, för gott.', 'The key stops working at once, for good.')[
        language
      ],
      version: client.version,
      body: WriteBody,
      fields: [why],
      take: (caller) => this.keys.revoke(caller, client.id, prefix),
      says: t(`Nyckeln yttra_${prefix}… återkallades.`, `The key yttra_${prefix}… was revoked.`),
    }),
  });

  private async list(asked: Asked, bodies: Options): Promise<VNode> {
    const { reader, caller } = asked;
    const { language } = reader;
    const { items } = await this.queries.list(caller, Object.assign(new ApiClientsQuery(), { limit: 200 }));
    const names = await this.names.of(items.map(({ body }) => body));
    return settingsPage(
      asked,
      { way: wayTo(this, reader).slice(0, 1), heading: this.title[language], lead: this.about[language] },
      <>
        <Verbs reader={reader} seen={bodies} path={API_CLIENTS} verbs={[this.add]} />
        <TableOr
          reader={reader}
          none={T.none[language]}
          lead={T.noneLead[language]}
          caption={this.title[language]}
          columns={[T.name, T.body, T.state].map((each) => each[language])}
          rows={items.map((client) => [
            <a href={below(API_CLIENTS, client.id)}>{client.name}</a>,
            names.get(client.body) ?? client.body,
            <StateOfClient client={client} language={language} />,
          ])}
        />
      </>,
    );
  }

  private async page(asked: Asked, seen: ClientSeen, path: string): Promise<VNode> {
    const { reader } = asked;
    const { language } = reader;
    const { client } = seen;
    const names = await this.names.of([client.body, ...client.scopes.map(({ body }) => body)]);
    return settingsPage(
      asked,
      { way: wayTo(this, reader), heading: client.name },
      <>
        {client.active && client.needsTakeOver && (
          <Notice tone="warning" heading={T.left[language]}>
            <p>{T.leftLead[language]}</p>
          </Notice>
        )}
        <Verbs reader={reader} seen={seen} path={path} verbs={[...this.verbs, ...this.scopesOf(seen)]} />
        <Sheet id="uppgifter" heading={T.facts[language]}>
          <Facts
            lines={[
              [T.state[language], <StateOfClient client={client} language={language} />],
              [T.body[language], names.get(client.body) ?? client.body],
              [
                T.made[language],
                <>
                  <Moment at={client.createdAt} language={language} /> {T.by[language]} {client.createdBy}
                </>,
              ],
            ]}
          />
        </Sheet>
        <Rights client={client} language={language} names={names} />
        <Keys
          client={client}
          reader={reader}
          path={path}
          mayRevoke={(key) => this.revoking(key).isOpen(reader, seen)}
        />
      </>,
    );
  }
}

const verbsField = (name: string, language: Language, now: readonly string[]): SettingsField => ({
  name,
  kind: 'several',
  label: T.may,
  options: CLIENT_VERBS.map((verb) => [verb, clientVerbWords(verb)[language]]),
  now,
});
