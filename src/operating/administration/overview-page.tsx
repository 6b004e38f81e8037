import { randomUUID } from 'node:crypto';
import type { ComponentChildren, VNode } from 'preact';
import { Button, LinkButton } from '../../markup/buttons.js';
import { Moment } from '../../markup/day.js';
import { Hidden } from '../../markup/fields.js';
import { Empty, Notice, Warnings } from '../../markup/notices.js';
import { PageHead, Sheet } from '../../markup/page.js';
import { refusedWords } from '../../rules/administration-words.js';
import { actionsOf } from '../../rules/available-actions.js';
import { deliveryLifecycle } from '../../rules/delivery-lifecycle.js';
import { permits } from '../../rules/policy.js';
import type { Language, Texts } from '../../rules/texts.js';
import { words } from '../../rules/words.js';
import { DELIVERIES, FROM_OVERVIEW, RETRY } from '../../web/administration/deliveries-section.js';
import { failureWords, recipientOf } from '../../web/administration/delivery-words.js';
import { pathOfPerson } from '../../web/administration/person-forms.js';
import { API_CLIENTS } from '../../web/administration/api-clients-section.js';
import { ADMINISTRATION, ADMINISTRATION_TITLE, type Section } from '../../web/administration/section.js';
import { nameOf, StateOfWebhook, WEBHOOKS } from '../../web/administration/webhooks-section.js';
import { staffPage, type Reader } from '../../web/frame/staff-frame.js';
import { t } from '../../web/steps/step-field.js';
import type { Told } from '../../web/inbox/read-inbox.js';
import type { Names } from '../../web/frame/read-names.js';
import { UnreadNotices } from '../../web/inbox/unread-notices.js';
import { HEALTH, HEALTH_TITLE, partDown } from './health-page.js';
import type { Overview } from './read-overview.js';

const T = {
  well: t('Allt fungerar', 'All is well'),
  wellLead: t(
    'Inget har misslyckats och inget är försenat som du kan göra något åt.',
    'Nothing has failed and nothing is late that you can do something about.',
  ),
  attention: t('Att se till', 'To see to'),
  failed: t('Leveranser som inte kom fram', 'Deliveries that did not arrive'),
  failedLead: t(
    'Rätta felet hos mottagaren och försök igen. Går det inte, skicka för hand från ärendet.',
    'Mend the fault at the receiver and try again. If that fails, send it by hand from the matter.',
  ),
  more: t('Visa alla', 'Show all'),
  look: t('Visa', 'Show'),
  webhooks: t('Webbkrokar som har slutat ta emot', 'Webhooks that have stopped receiving'),
  webhooksLead: t(
    'Tala med den som sköter det andra systemet. Prova sedan, och slå på den igen.',
    'Talk to whoever keeps the other system. Then try it, and enable it again.',
  ),
  clients: t('API-klienter som ingen svarar för', 'API clients that nobody answers for'),
  clientsLead: t(
    'Någon i organet behöver ta över ansvaret, annars fungerar de inte.',
    'Somebody of the body has to take them over, or they do not work.',
  ),
  leavers: t('De som slutat och har öppna ärenden', 'Who has left with matters open'),
  leaversLead: t(
    'Ärendena har ingen handläggare. Chefen eller registratorn lämnar över dem i ett steg.',
    'The matters have no officer. The manager or the registrar hands them over in one step.',
  ),
  handOver: t('Lämna över', 'Hand over'),
  open: t('öppna ärenden', 'open matters'),
  oneOpen: t('öppet ärende', 'open matter'),
  refused: t('Nekade försök de senaste sju dagarna', 'Refused attempts of the last seven days'),
  refusedLead: t(
    'Oftast någon som saknar en roll. Är det något annat, hör av dig till personen.',
    'Mostly somebody who has no role. If it is something else, get in touch with them.',
  ),
  toAudit: t('Till granskningen', 'To the audit'),
  service: t('Tjänsten', 'The service'),
  lateDeliveries: t(
    'Leveranser ligger efter: det som skulle ha skickats väntar. Se till att arbetaren är i gång.',
    'Deliveries lag behind: what was to be sent waits. See that the worker runs.',
  ),
  lateReminders: t(
    'Påminnelserna ligger efter. Se till att arbetaren är i gång.',
    'Reminders lag behind. See that the worker runs.',
  ),
  lateSeals: t(
    'Förseglingarna av historiken når inte sin mottagare. Kontrollera AUDIT_SEALS_URL.',
    'The seals of the audit trail do not reach their receiver. Check AUDIT_SEALS_URL.',
  ),
  lateChecks: t(
    'Historiken har inte kontrollerats på två nätter. Se till att arbetaren är i gång.',
    'The audit trail has not been checked for two nights. See that the worker runs.',
  ),
  auditBroken: t(
    'Historiken är bruten: något i den är ändrat eller borta. Säg till den som sköter driften.',
    'The audit trail is broken: something in it is altered or gone. Tell whoever operates the service.',
  ),
  papers: (count: number) =>
    t(
      `${count} handlingar (PDF) till expedierade yttranden går inte att ta fram. Yttrandena är expedierade ändå, och nya försök görs av sig själva.`,
      `${count} papers (PDF) of forwarded statements cannot be made. The statements have been forwarded all the same, and it is tried again by itself.`,
    ),
  packages: (count: number) =>
    t(
      `${count} arkivpaket går inte att skriva. Ärendenas sidor och doctor säger varför, och nya försök görs av sig själva.`,
      `${count} archive packages cannot be written. The pages of the cases and doctor say why, and it is tried again by itself.`,
    ),
  signatures: (count: number) =>
    t(
      `${count} begäranden om underskrifter dröjer: underskriftstjänsten svarar inte som den ska. doctor säger varför, och nya försök görs av sig själva.`,
      `${count} requests for signatures are delayed: the signature service does not answer as it should. doctor says why, and it is tried again by itself.`,
    ),
  toHealth: t('Visa driftläget', 'Show the health'),
  settings: t('Inställningar', 'Settings'),
  healthAbout: t('Om tjänsten mår bra, och vad som väntar.', 'Whether the service is well, and what waits.'),
};

interface Props {
  readonly reader: Reader;
  readonly overview: Overview;
  /** What has come to the reader and is not read. */
  readonly told: Told;
  readonly sections: readonly Section[];
  readonly names: Names;
  /** What has just been done with a delivery. */
  readonly done: Texts | undefined;
  readonly warnings: readonly string[];
}

/** What an administrator comes to: first what has failed or is late, each with what to do, then the settings. */
export const overviewPage = (props: Props): VNode => {
  const { reader, overview, told, sections, done } = props;
  const { language, actor } = reader;
  const concerns = concernsOf(props);
  return staffPage(
    reader,
    { title: ADMINISTRATION_TITLE[language], section: 'forvaltning' },
    <>
      <PageHead heading={ADMINISTRATION_TITLE[language]}>
        <UnreadNotices {...{ told, language }} />
      </PageHead>
      <Warnings language={language} warnings={props.warnings} />
      {overview.failed.length === 0 && <Done done={done} language={language} />}
      {concerns.length === 0 ? (
        <Empty heading={T.well[language]}>
          <p>{T.wellLead[language]}</p>
        </Empty>
      ) : (
        <section class="stack" aria-labelledby="att-se-till">
          <h2 id="att-se-till">{T.attention[language]}</h2>
          {concerns}
        </section>
      )}
      <Sheet id="installningar" heading={T.settings[language]}>
        <ul class="plain lined entries">
          {sections.map(({ path, title, about }) => (
            <li>
              <a href={`${ADMINISTRATION}/${path}`}>{title[language]}</a>
              <p class="ref">{about[language]}</p>
            </li>
          ))}
          {actor.isMunicipalAdministrator && overview.service && (
            <li>
              <a href={HEALTH}>{HEALTH_TITLE[language]}</a>
              <p class="ref">{T.healthAbout[language]}</p>
            </li>
          )}
        </ul>
      </Sheet>
    </>,
  );
};

const Done = ({ done, language }: { readonly done: Texts | undefined; readonly language: Language }) =>
  done ? (
    <Notice tone="success">
      <p>{done[language]}</p>
    </Notice>
  ) : null;

/** Each kind of thing that is wrong, in the order of how soon it must be seen to. The first has the page's filled button. */
function concernsOf({ reader, overview, sections, names, done }: Props): VNode[] {
  const { language, actor } = reader;
  const { failed, moreFailed, webhooks, clients, leavers, refused, service } = overview;
  const late = service
    ? [
        service.auditTrailBroken && T.auditBroken,
        service.late.deliveries && T.lateDeliveries,
        service.late.reminders && T.lateReminders,
        service.late.seals && T.lateSeals,
        service.late.auditChecks && T.lateChecks,
        service.papers.failing > 0 && T.papers(service.papers.failing),
        service.packages.failing > 0 && T.packages(service.packages.failing),
        service.signatures.failing > 0 && T.signatures(service.signatures.failing),
        ...service.unwell.map((part) => partDown(part)),
      ].filter((each): each is Texts => each !== false)
    : [];
  // What leads to a part that is closed to the reader is none of their business.
  const isOpen = (part: string) => sections.some(({ path }) => path === part);
  // The page has one filled button: of the first thing that is wrong.
  let isFirst = true;
  const looks = () => {
    const variant = isFirst ? undefined : ('secondary' as const);
    isFirst = false;
    return { dense: true, variant };
  };
  const bodyName = (code: string) => overview.bodies.find(([each]) => each === code)?.[1] ?? code;
  const concerns = [
    late.length > 0 && (
      <Concern id="tjansten" heading={T.service[language]} tone="late">
        <ul class="plain lined entries">
          {late.map((each) => (
            <Line
              go={
                <LinkButton {...looks()} href={HEALTH}>
                  {T.toHealth[language]}
                </LinkButton>
              }
            >
              {each[language]}
            </Line>
          ))}
        </ul>
      </Concern>
    ),
    isOpen('leveranser') && failed.length > 0 && (
      <Concern id="leveranser" heading={T.failed[language]} lead={T.failedLead[language]} tone="late">
        <Done done={done} language={language} />
        <ul class="plain lined entries">
          {failed.map((delivery) => {
            const { available } = actionsOf('delivery', deliveryLifecycle, {
              actor,
              subject: { body: delivery.sender },
              state: delivery.state,
              facts: { channel: delivery.channel },
            });
            const mayRetry = available.includes('retry');
            const path = `${DELIVERIES}/${delivery.id}`;
            return (
              <Line
                go={
                  mayRetry ? (
                    <form method="post" action={`${path}/${RETRY}`}>
                      <Hidden
                        values={{
                          _token: reader.token,
                          _version: String(delivery.version),
                          _key: randomUUID(),
                          _then: FROM_OVERVIEW,
                        }}
                      />
                      <Button
                        {...looks()}
                        label={`${words.delivery.verbs.retry.todo[language]}, ${delivery.text}, ${recipientOf(delivery, language)}`}
                      >
                        {words.delivery.verbs.retry.todo[language]}
                      </Button>
                    </form>
                  ) : (
                    <LinkButton {...looks()} href={path} label={`${T.look[language]}, ${delivery.text}`}>
                      {T.look[language]}
                    </LinkButton>
                  )
                }
              >
                <a href={path}>{delivery.text}</a>
                <p class="ref">
                  {[delivery.sender, recipientOf(delivery, language)].filter(Boolean).join(' → ')}{' '}
                  <Moment at={delivery.createdAt} language={language} />
                </p>
                <p>{failureWords(delivery.lastError, language)}</p>
              </Line>
            );
          })}
        </ul>
        {moreFailed && (
          <p>
            <a href={DELIVERIES}>{T.more[language]}</a>
          </p>
        )}
      </Concern>
    ),
    isOpen('webhookar') && webhooks.length > 0 && (
      <Concern id="webhookar" heading={T.webhooks[language]} lead={T.webhooksLead[language]} tone="late">
        <ul class="plain lined entries">
          {webhooks.map((webhook) => {
            const verb = webhook.state === 'disabled' ? 'sla-pa' : 'prova';
            const todo = words.webhook.verbs[webhook.state === 'disabled' ? 'enable' : 'ping'].todo[language];
            return (
              <Line
                go={
                  <LinkButton
                    {...looks()}
                    href={`${WEBHOOKS}/${webhook.id}/${verb}`}
                    label={`${todo}, ${nameOf(webhook)}`}
                  >
                    {todo}
                  </LinkButton>
                }
              >
                <a href={`${WEBHOOKS}/${webhook.id}`}>{nameOf(webhook)}</a>
                <p class="ref">{bodyName(webhook.body)}</p>
                <p>
                  <StateOfWebhook webhook={webhook} language={language} />
                </p>
              </Line>
            );
          })}
        </ul>
      </Concern>
    ),
    isOpen('personer') && leavers.length > 0 && (
      <Concern id="slutat" heading={T.leavers[language]} lead={T.leaversLead[language]} tone="risk">
        <ul class="plain lined entries">
          {leavers.map(({ body, username, name, matters }) => {
            const path = pathOfPerson(body, username);
            const mayHandOver = permits(actor, 'person.reassign', { body });
            const todo = (mayHandOver ? T.handOver : T.look)[language];
            return (
              <Line
                go={
                  <LinkButton
                    {...looks()}
                    href={mayHandOver ? `${path}/lamna-over` : path}
                    label={`${todo}, ${name}`}
                  >
                    {todo}
                  </LinkButton>
                }
              >
                <a href={path}>{name}</a>
                <p class="ref">
                  {bodyName(body)} · {matters} {(matters === 1 ? T.oneOpen : T.open)[language]}
                </p>
              </Line>
            );
          })}
        </ul>
      </Concern>
    ),
    isOpen('api-klienter') && clients.length > 0 && (
      <Concern id="klienter" heading={T.clients[language]} lead={T.clientsLead[language]} tone="risk">
        <ul class="plain lined entries">
          {clients.map(({ id, name, body }) => (
            <Line
              go={
                <LinkButton {...looks()} href={`${API_CLIENTS}/${id}`} label={`${T.look[language]}, ${name}`}>
                  {T.look[language]}
                </LinkButton>
              }
            >
              <a href={`${API_CLIENTS}/${id}`}>{name}</a>
              <p class="ref">{bodyName(body)}</p>
            </Line>
          ))}
        </ul>
      </Concern>
    ),
    isOpen('granskning') && refused.length > 0 && (
      <Concern id="nekade" heading={T.refused[language]} lead={T.refusedLead[language]}>
        <ul class="plain lined entries">
          {refused.map(({ at, actor: who, action }) => (
            <Line>
              {names.get(who) ?? who}: {refusedWords(action)[language]}
              <p class="ref">
                <Moment at={at} language={language} />
              </p>
            </Line>
          ))}
        </ul>
        <p>
          <LinkButton variant="secondary" href={`${ADMINISTRATION}/granskning`}>
            {T.toAudit[language]}
          </LinkButton>
        </p>
      </Concern>
    ),
  ];
  return concerns.filter((each): each is VNode => each !== false);
}

const Concern = ({
  id,
  heading,
  lead,
  tone,
  children,
}: {
  readonly id: string;
  readonly heading: string;
  readonly lead?: string;
  readonly tone?: 'late' | 'risk';
  readonly children: ComponentChildren;
}) => (
  <section class="next" data-tone={tone} aria-labelledby={id}>
    <h3 id={id}>{heading}</h3>
    {lead && <p>{lead}</p>}
    {children}
  </section>
);

const Line = ({
  go,
  children,
}: {
  readonly go?: ComponentChildren;
  readonly children: ComponentChildren;
}) => (
  <li>
    <div class="row" data-spread>
      <div>{children}</div>
      {go}
    </div>
  </li>
);
