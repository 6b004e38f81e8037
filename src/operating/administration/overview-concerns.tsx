import { randomUUID } from 'node:crypto';
import type { VNode } from 'preact';
import { Button, LinkButton } from '../../markup/buttons.js';
import { Moment } from '../../markup/day.js';
import { Hidden } from '../../markup/fields.js';
import { Receipt } from '../../markup/notices.js';
import { refusedWords } from '../../rules/administration-words.js';
import { actionsOf } from '../../rules/available-actions.js';
import { deliveryLifecycle } from '../../rules/delivery-lifecycle.js';
import { permits } from '../../rules/policy.js';
import { words } from '../../rules/words.js';
import { API_CLIENTS } from '../../web/administration/api-clients-section.js';
import { DELIVERIES, FROM_OVERVIEW, RETRY } from '../../web/administration/deliveries-section.js';
import { failureWords, recipientOf } from '../../web/administration/delivery-words.js';
import { pathOfPerson } from '../../web/administration/person-forms.js';
import { ADMINISTRATION } from '../../web/administration/section.js';
import { nameOf, StateOfWebhook, WEBHOOKS } from '../../web/administration/webhooks-section.js';
import { t } from '../../web/steps/step-field.js';
import { Concern, Line, type Shows, type Wrong } from './concern.js';
import { serviceConcern } from './service-concern.js';

const T = {
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
};

// What leads to a part that is closed to the reader is none of their business.
const isOpen = ({ sections }: Wrong, part: string) => sections.some(({ path }) => path === part);
const bodyName = ({ overview }: Wrong, code: string) =>
  overview.bodies.find(([each]) => each === code)?.[1] ?? code;

const failedDeliveries: Shows = (wrong, looks) => {
  const {
    reader: { language, actor, token },
    overview: { failed, moreFailed },
    done,
  } = wrong;
  return (
    isOpen(wrong, 'leveranser') &&
    failed.length > 0 && (
      <Concern id="leveranser" heading={T.failed[language]} lead={T.failedLead[language]} tone="late">
        <Receipt said={done?.[language]} />
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
                          _token: token,
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
    )
  );
};

const stoppedWebhooks: Shows = (wrong, looks) => {
  const {
    reader: { language },
    overview: { webhooks },
  } = wrong;
  return (
    isOpen(wrong, 'webhookar') &&
    webhooks.length > 0 && (
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
                <p class="ref">{bodyName(wrong, webhook.body)}</p>
                <p>
                  <StateOfWebhook webhook={webhook} language={language} />
                </p>
              </Line>
            );
          })}
        </ul>
      </Concern>
    )
  );
};

const leaversMatters: Shows = (wrong, looks) => {
  const {
    reader: { language, actor },
    overview: { leavers },
  } = wrong;
  return (
    isOpen(wrong, 'personer') &&
    leavers.length > 0 && (
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
                  {bodyName(wrong, body)} · {matters} {(matters === 1 ? T.oneOpen : T.open)[language]}
                </p>
              </Line>
            );
          })}
        </ul>
      </Concern>
    )
  );
};

const clientsWithoutOwner: Shows = (wrong, looks) => {
  const {
    reader: { language },
    overview: { clients },
  } = wrong;
  return (
    isOpen(wrong, 'api-klienter') &&
    clients.length > 0 && (
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
              <p class="ref">{bodyName(wrong, body)}</p>
            </Line>
          ))}
        </ul>
      </Concern>
    )
  );
};

const refusedAttempts: Shows = (wrong) => {
  const {
    reader: { language },
    overview: { refused },
    names,
  } = wrong;
  return (
    isOpen(wrong, 'granskning') &&
    refused.length > 0 && (
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
    )
  );
};

const IN_ORDER = [
  serviceConcern,
  failedDeliveries,
  stoppedWebhooks,
  leaversMatters,
  clientsWithoutOwner,
  refusedAttempts,
];

/** Each kind of thing that is wrong, in the order of how soon it must be seen to. The first has the page's filled button. */
export function concernsOf(wrong: Wrong): VNode[] {
  let isFirst = true;
  const looks = () => {
    const variant = isFirst ? undefined : ('secondary' as const);
    isFirst = false;
    return { dense: true as const, variant };
  };
  return IN_ORDER.map((shows) => shows(wrong, looks)).filter((each): each is VNode => each !== false);
}
