import { LinkButton } from '../../markup/buttons.js';
import { dayInWords } from '../../markup/day.js';
import { Icon } from '../../markup/icons.js';
import { Flag, Ring } from '../../markup/marks.js';
import type { ConsulteePlanView, MatrixStep, MatrixStepView } from '../../deadlines/plan/plan.dto.js';
import { MATRIX_STEPS } from '../../deadlines/plan/plan.dto.js';
import { civilDate } from '../../rules/civil-date.js';
import { permits } from '../../rules/policy.js';
import type { Language, Texts } from '../../rules/texts.js';
import { words } from '../../rules/words.js';
import type { Reader } from '../frame/staff-frame.js';
import { StateOf, toneOfDay, VerdictOf } from '../frame/time-left.js';

const T = {
  caption: {
    sv: 'Remissinstanserna och hur långt de har kommit, de som behöver något först',
    en: 'The consultees and how far they have come, those who need something first',
  },
  scrolls: { sv: 'Remissinstanserna, kan rullas i sidled', en: 'The consultees, can be scrolled sideways' },
  consultee: { sv: 'Remissinstans', en: 'Consultee' },
  makesIt: { sv: 'Hinner de?', en: 'Will they make it?' },
  sign: { sv: 'Senaste livstecken', en: 'Last sign of life' },
  go: { sv: 'Gör', en: 'Do' },
  reply: { sv: 'svar', en: 'reply' },
  done: { sv: 'klart', en: 'done' },
  now: { sv: 'nu', en: 'now' },
  nowIs: { sv: 'Nu', en: 'Now' },
  planned: { sv: 'Planerat', en: 'Planned' },
  passed: { sv: 'Dagen har gått', en: 'The day has passed' },
  notNeeded: { sv: 'Inte aktuellt', en: 'Not applicable' },
  late: { sv: 'Kom för sent', en: 'Came too late' },
  overdue: { sv: 'Försenat', en: 'Overdue' },
  none: { sv: 'Inget än', en: 'None yet' },
  undelivered: { sv: 'Kom inte fram', en: 'Not delivered' },
  asks: { sv: 'Begär anstånd till', en: 'Asks for time until' },
  settle: { sv: 'Avgör anståndet', en: 'Decide the extension' },
  write: { sv: 'Skriv meddelande', en: 'Write a message' },
} satisfies Record<string, Texts>;

const STEP_HEADS: Readonly<Record<MatrixStep, Texts>> = {
  register: words.consultation.states.registered,
  draft: { sv: 'Utkast klart', en: 'Draft finished' },
  approve: words.consultation.states.approved,
  schedule: words.consultation.states['on-agenda'],
  decide: words.consultation.states.decided,
  confirm: words.consultation.states.confirmed,
  forward: words.consultation.states.forwarded,
  acknowledge: words.consultation.states.received,
};

/** Where the issuer acts on a consultee, with what the button says. */
export interface RowAction {
  readonly href: string;
  readonly words: string;
  /** Of a row that needs it; else the button is for whoever looks for it. */
  readonly isNext: boolean;
}

/** The one thing to do about a consultee, of what the reader may do. */
export function rowAction(
  plan: ConsulteePlanView,
  issuer: string,
  { actor, language }: Reader,
): RowAction | undefined {
  const { consultationId: id, requestedExtension, state, unplanned, overdue, verdict, currentStep } = plan;
  if (requestedExtension && permits(actor, 'extension.grant', { issuer }))
    return { href: `/anstand/${requestedExtension.id}/ge`, words: T.settle[language], isNext: true };
  if (state === 'forwarded' && permits(actor, 'consultation.acknowledge', { issuer }))
    return {
      href: `/svar/${id}/kvittera`,
      words: words.consultation.verbs.acknowledge.todo[language],
      isNext: true,
    };
  if (
    currentStep !== null &&
    unplanned === 'outside-yttra' &&
    permits(actor, 'consultation.record-reply', { issuer })
  )
    return {
      href: `/svar/${id}/for-in-svar`,
      words: words.consultation.verbs['record-reply'].todo[language],
      isNext: false,
    };
  const isInNeed = overdue || (verdict !== null && verdict !== 'comfortable');
  if (isInNeed && permits(actor, 'consultation.write-message', { issuer }))
    return { href: `/svar/${id}/meddelande`, words: T.write[language], isNext: false };
  return undefined;
}

/** Every consultee with its eight steps; where there is no room for columns a card each, by style alone. */
export const Matrix = ({
  reader,
  plans,
  issuer,
}: {
  readonly reader: Reader;
  readonly plans: readonly ConsulteePlanView[];
  readonly issuer: string;
}) => {
  const { language } = reader;
  return (
    <div class="matrix-box scroll" role="region" aria-label={T.scrolls[language]} tabIndex={0}>
      <table class="matrix" role="table">
        <caption class="ds-sr-only">{T.caption[language]}</caption>
        <thead role="rowgroup">
          <tr role="row">
            <th scope="col" role="columnheader">
              {T.consultee[language]}
            </th>
            {MATRIX_STEPS.map((step) => (
              <th scope="col" role="columnheader" class="step">
                {STEP_HEADS[step][language]}
              </th>
            ))}
            <th scope="col" role="columnheader">
              {T.makesIt[language]}
            </th>
            <th scope="col" role="columnheader">
              {T.sign[language]}
            </th>
            <th scope="col" role="columnheader">
              <span class="ds-sr-only">{T.go[language]}</span>
            </th>
          </tr>
        </thead>
        <tbody role="rowgroup">
          {plans.map((plan) => (
            <Row reader={reader} plan={plan} issuer={issuer} />
          ))}
        </tbody>
      </table>
    </div>
  );
};

const Row = ({
  reader,
  plan,
  issuer,
}: {
  readonly reader: Reader;
  readonly plan: ConsulteePlanView;
  readonly issuer: string;
}) => {
  const { language, today } = reader;
  const action = rowAction(plan, issuer, reader);
  return (
    <tr role="row">
      <th scope="row" role="rowheader" class="who-asked">
        <a href={`/svar/${plan.consultationId}`}>{plan.name}</a>
        <span class="ref">
          {plan.ownCaseNumber && <span>{plan.ownCaseNumber}</span>}{' '}
          <span>
            {T.reply[language]} {shortDay(plan.replyBy, reader)}
          </span>
        </span>
        <p>
          <StateOf state={plan.state} language={language} />
          {plan.undelivered && <Flag tone="late">{T.undelivered[language]}</Flag>}
        </p>
      </th>
      {plan.steps.map((step) => (
        <Cell reader={reader} plan={plan} step={step} />
      ))}
      <td role="cell" class="margin">
        {plan.overdue ? (
          <Flag tone="late">{T.overdue[language]}</Flag>
        ) : plan.verdict ? (
          <VerdictOf verdict={plan.verdict} language={language} />
        ) : plan.late ? (
          <Flag tone="late">{T.late[language]}</Flag>
        ) : null}
        {(plan.verdict === null || plan.verdict !== 'comfortable') && !plan.late && (
          <span class="ref">{plan.detail}</span>
        )}
        {plan.requestedExtension && (
          <span class="ref">
            {T.asks[language]} {dayInWords(plan.requestedExtension.until, language, 'sentence', today)}.
          </span>
        )}
      </td>
      <td role="cell" class="sign" data-label={T.sign[language]}>
        {plan.lastSign ? (
          <>
            <time dateTime={plan.lastSign.at}>{shortDay(dayOf(plan.lastSign.at), reader)}</time>
            <span class="ref">{signInWords(plan.lastSign.verb, language)}</span>
          </>
        ) : (
          <span class="quiet">{T.none[language]}</span>
        )}
      </td>
      <td role="cell" class="go">
        {action && (
          <LinkButton dense variant="secondary" href={action.href} label={`${action.words}, ${plan.name}`}>
            {action.words}
          </LinkButton>
        )}
      </td>
    </tr>
  );
};

/** What is done has its day, what is now its ring, what is planned a dashed one; a day that has passed a triangle. */
const Cell = ({
  reader,
  plan: { currentStep, verdict, state },
  step: { step, doneOn, date, margin },
}: {
  readonly reader: Reader;
  readonly plan: ConsulteePlanView;
  readonly step: MatrixStepView;
}) => {
  const { language, today } = reader;
  const head = STEP_HEADS[step][language];
  if (doneOn)
    return (
      <td role="cell" class="step" data-tone="done">
        <Ring part={8} mark="check" />
        <span class="ds-sr-only">
          {head}, {T.done[language]}{' '}
        </span>
        <span class="when">{shortDay(doneOn, reader)}</span>
      </td>
    );
  if (step === currentStep || (step === 'acknowledge' && state === 'forwarded')) {
    const isLate = verdict === 'impossible' || verdict === 'needs-delegation';
    const tone = isLate ? 'late' : date === null ? 'now' : (toneOfDay(date, today) ?? 'now');
    return (
      <td role="cell" class="step" data-tone={tone}>
        <Ring part={3} />
        <span class="ds-sr-only">
          {head}. {T.nowIs[language]}
          {date && ', '}
        </span>
        <span class="when">{date ? shortDay(date, reader) : T.now[language]}</span>
      </td>
    );
  }
  if (date && margin !== null && currentStep !== null) {
    const hasPassed = date < today;
    return (
      <td role="cell" class="step" data-tone={hasPassed ? 'late' : undefined}>
        {hasPassed ? <Icon name="alert" /> : <Ring part={0} />}
        <span class="ds-sr-only">
          {head}. {(hasPassed ? T.passed : T.planned)[language]}{' '}
        </span>
        <span class="when">{shortDay(date, reader)}</span>
      </td>
    );
  }
  return (
    <td role="cell" class="step">
      <span aria-hidden="true">–</span>
      <span class="ds-sr-only">
        {head}. {T.notNeeded[language]}
      </span>
    </td>
  );
};

/** `30 okt`, with the year where it is not this one. */
export function shortDay(date: string, { language, today }: Pick<Reader, 'language' | 'today'>): string {
  const format = new Intl.DateTimeFormat(language === 'sv' ? 'sv-SE' : 'en-GB', {
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
    ...(date.slice(0, 4) !== today.slice(0, 4) && { year: 'numeric' as const }),
  });
  return format.format(new Date(`${date}T00:00:00Z`)).replaceAll(/(?<=\p{L})\./gu, '');
}

const dayOf = (instant: string): string => civilDate(new Date(instant));

/** What a consultee did, in words. */
function signInWords(verb: string, language: Language): string {
  const verbs: Readonly<Record<string, { readonly done: Texts }>> = words.consultation.verbs;
  const extension: Readonly<Record<string, Texts>> = {
    request: words.consultation.verbs['request-extension'].done,
    cancel: words.extension.verbs.cancel.done,
  };
  return (verbs[verb]?.done ?? extension[verb])?.[language] ?? '';
}
