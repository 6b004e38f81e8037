import { Injectable } from '@nestjs/common';
import type { VNode } from 'preact';
import { DataSource } from 'typeorm';
import { latestSeal } from '../../audit/latest-seal.js';
import { PageQuery } from '../../lists/paging.dto.js';
import { Moment } from '../../markup/day.js';
import { Facts } from '../../markup/notices.js';
import { Sheet } from '../../markup/page.js';
import type { AdministrativeEventView } from '../../organisation/administration/administration.dto.js';
import { ReadAdministration } from '../../organisation/administration/read-administration.js';
import { RefusedAttemptsQueries } from '../../organisation/refused-attempts/refused-attempts.queries.js';
import { administrationWords, refusedWords } from '../../rules/administration-words.js';
import { permits } from '../../rules/policy.js';
import { NotFound } from '../../rules/problem.js';
import { addressOf, CursorPages, said } from '../frame/list-parts.js';
import { ReadNames, type Names } from '../frame/read-names.js';
import type { Reader } from '../frame/staff-frame.js';
import { t } from '../steps/step-field.js';
import { bodyPage, TableOr } from './administration-parts.js';
import { KeptBodies, mayAnywhere } from './kept-bodies.js';
import { ADMINISTRATION, type Asked, type AtAddress, type Section } from './section.js';

const AUDIT = `${ADMINISTRATION}/granskning`;
const SHOWN = 25;
const T = {
  events: t('Ändringar av rättigheter och inställningar', 'Changes of rights and settings'),
  refused: t('Nekade försök', 'Refused attempts'),
  when: t('När', 'When'),
  who: t('Vem', 'Who'),
  what: t('Vad', 'What'),
  about: t('Vem eller vad det gäller', 'Whom or what it is about'),
  why: t('Varför', 'Why'),
  noEvents: t('Inget har ändrats än', 'Nothing has been changed yet'),
  noRefused: t('Ingen har nekats något', 'Nobody has been refused anything'),
  noRefusedLead: t(
    'Här syns den som försökt läsa eller göra något som inte är öppet för den.',
    'Whoever tried to read or do what is not open to them is shown here.',
  ),
  older: t('Äldre nekade försök', 'Older refused attempts'),
  seal: t('Kontroll av historiken', 'Check of the audit trail'),
  sealLead: t(
    'Historiken är en kedja som inte går att ändra utan att det syns. Jämför kontrollsumman med den som er mottagare av förseglingar har. Hela kedjan kontrolleras varje natt; hur det gick står under Driftläge.',
    'The audit trail is a chain that cannot be changed unseen. Compare the checksum with the one that your receiver of seals has. All of it is checked each night; how that went stands under Health.',
  ),
  number: t('Senaste förseglingen', 'Latest seal'),
  hash: t('Kontrollsumma (SHA-256)', 'Checksum (SHA-256)'),
  reference: t('Referens till loggen', 'Reference to the log'),
};

/** What has been done with rights and settings, and who was refused what. */
@Injectable()
export class AuditSection implements Section {
  readonly path = 'granskning';
  readonly title = t('Granskning', 'Audit');
  readonly about = t(
    'Vem som ändrat rättigheter och inställningar, och vem som nekats något.',
    'Who changed rights and settings, and who was refused something.',
  );
  readonly isOpen = (reader: Reader): boolean => mayAnywhere(reader, 'body.read-audit-trail');

  constructor(
    private readonly readAdministration: ReadAdministration,
    private readonly refusedAttempts: RefusedAttemptsQueries,
    private readonly kept: KeptBodies,
    private readonly names: ReadNames,
    private readonly dataSource: DataSource,
  ) {}

  async at(asked: Asked, ...rest: string[]): Promise<AtAddress> {
    if (rest.length > 0) throw new NotFound();
    return { page: await this.page(asked) };
  }

  private async page(asked: Asked): Promise<VNode> {
    const { reader, caller, query } = asked;
    const { language } = reader;
    const { body, name, bodies } = await this.kept.chosen(reader, 'body.read-audit-trail', query);
    const { cursor, nekade } = said(query, 'cursor', 'nekade');
    const [events, refused, seal] = await Promise.all([
      this.readAdministration.ofBody(
        caller,
        body,
        Object.assign(new PageQuery(), { limit: SHOWN, ...(cursor && { cursor }) }),
        'latest',
      ),
      this.refusedAttempts.list(
        caller,
        body,
        Object.assign(new PageQuery(), { limit: SHOWN, ...(nekade && { cursor: nekade }) }),
      ),
      permits(reader.actor, 'municipality.read-audit-trail') ? latestSeal(this.dataSource) : undefined,
    ]);
    const names = await this.names.of(
      events.items.filter(({ objectType }) => objectType === 'body').map(({ objectId }) => objectId),
      [
        ...events.items.flatMap(({ actor, objectType, objectId }) =>
          objectType === 'person' ? [actor, objectId] : [actor],
        ),
        ...refused.items.map(({ actor }) => actor),
      ],
    );
    return bodyPage(
      this,
      asked,
      { body, name, bodies },
      <>
        <section class="stack" aria-labelledby="nekade">
          <h2 id="nekade">{T.refused[language]}</h2>
          <TableOr
            reader={reader}
            none={T.noRefused[language]}
            lead={T.noRefusedLead[language]}
            caption={T.refused[language]}
            columns={[T.when, T.who, T.what, T.reference].map((each) => each[language])}
            rows={refused.items.map(({ at, actor, action, requestId }) => [
              <Moment at={at} language={language} />,
              named(names, actor),
              refusedWords(action)[language],
              <code>{requestId}</code>,
            ])}
          />
          {refused.nextCursor !== null && (
            <p>
              <a href={addressOf(AUDIT, { namnd: body, nekade: refused.nextCursor })}>{T.older[language]}</a>
            </p>
          )}
        </section>
        <section class="stack" aria-labelledby="andringar">
          <h2 id="andringar">{T.events[language]}</h2>
          <TableOr
            reader={reader}
            none={T.noEvents[language]}
            caption={T.events[language]}
            columns={[T.when, T.who, T.what, T.about, T.why].map((each) => each[language])}
            rows={events.items.map((event) => [
              <Moment at={event.at} language={language} />,
              named(names, event.actor),
              administrationWords(event.objectType, event.verb)[language],
              aboutOf(event, names),
              event.reason ?? '–',
            ])}
          />
          <CursorPages
            language={language}
            path={AUDIT}
            values={{ namnd: body }}
            page={{ nextCursor: events.nextCursor, isFirst: cursor === undefined }}
          />
        </section>
        {seal && (
          <Sheet id="forsegling" heading={T.seal[language]}>
            <p>{T.sealLead[language]}</p>
            <Facts
              lines={[
                [T.number[language], String(seal.number)],
                [T.when[language], <Moment at={seal.sealedAt} language={language} />],
                [T.hash[language], <code class="as-written">{seal.hash}</code>],
              ]}
            />
          </Sheet>
        )}
      </>,
    );
  }
}

const named = (names: Names, key: string): string => names.get(key) ?? key;

/** A person or a body by name; of what else there is the words of what was done say enough. */
const aboutOf = ({ objectType, objectId }: AdministrativeEventView, names: Names): string =>
  objectType === 'person' || objectType === 'body' ? named(names, objectId) : '–';
