import { randomUUID } from 'node:crypto';
import type { ComponentChildren, VNode } from 'preact';
import { Sentence } from '../../markup/day.js';
import { ErrorSummary, Hidden, type FieldError } from '../../markup/fields.js';
import { Icon } from '../../markup/icons.js';
import { Notice, Receipt, Warnings } from '../../markup/notices.js';
import { Crumbs, PageHead } from '../../markup/page.js';
import type { ReferralView } from '../../referrals/referrals.dto.js';
import type { DomainError } from '../../rules/problem.js';
import type { Language, Texts } from '../../rules/texts.js';
import { staffPage, type Reader } from '../frame/staff-frame.js';

const T = {
  referrals: { sv: 'Remisser', en: 'Referrals' },
  fresh: { sv: 'Ny remiss', en: 'New referral' },
  steps: { sv: 'Steg i remissen', en: 'Steps of the referral' },
  filled: { sv: 'ifyllt', en: 'filled in' },
  saved: { sv: 'Utkastet är sparat.', en: 'The draft is saved.' },
  notSaved: { sv: 'Det är inte sparat', en: 'It has not been saved' },
  stale: { sv: 'Någon har ändrat utkastet medan du skrev', en: 'Someone changed the draft while you wrote' },
  staleLead: {
    sv: 'Det du skrev står kvar i formuläret. Spara igen om ditt ska gälla, eller öppna utkastet som det är nu.',
    en: 'What you wrote is in the form. Save again if yours is to hold, or open the draft as it is now.',
  },
  asItIs: { sv: 'Öppna utkastet som det är nu', en: 'Open the draft as it is now' },
  kept: { sv: 'Det du hade fyllt i finns kvar', en: 'What you had filled in is here' },
  keptLead: {
    sv: 'Du loggades ut innan det hann skickas. Läs igenom och spara igen.',
    en: 'You were signed out before it was sent. Read it through and save it again.',
  },
} satisfies Record<string, Texts>;

export const DRAFT_STEPS = ['arende', 'handlingar', 'missiv', 'fragor', 'instanser', 'kontrollera'] as const;
export type DraftStep = (typeof DRAFT_STEPS)[number];

export const STEP_NAMES: Readonly<Record<DraftStep, Texts>> = {
  arende: { sv: 'Ärendet', en: 'The case' },
  handlingar: { sv: 'Handlingar', en: 'Documents' },
  missiv: { sv: 'Missiv', en: 'Covering letter' },
  fragor: { sv: 'Frågor', en: 'Questions' },
  instanser: { sv: 'Remissinstanser och tider', en: 'Consultees and days' },
  kontrollera: { sv: 'Kontrollera och skicka', en: 'Check and send' },
};

export type Again = DomainError | 'kept' | 'old-form' | undefined;

/** What every step of a draft is shown with. */
export interface DraftShown {
  readonly reader: Reader;
  readonly referral: ReferralView;
  readonly again?: Again;
  readonly saved: boolean;
  readonly warnings: readonly string[];
}

const isFilled: Readonly<Record<DraftStep, (referral: ReferralView) => boolean>> = {
  arende: () => true,
  handlingar: ({ documents }) => documents.length > 0,
  missiv: ({ letter }) => Boolean(letter),
  fragor: ({ questions }) => questions.length > 0,
  instanser: ({ consultees, replyBy }) => consultees.length > 0 && replyBy !== null,
  kontrollera: () => false,
};

/** One step of a draft, with the way through all five. */
export const draftPage = (
  { reader, referral, again, saved, warnings }: DraftShown,
  step: DraftStep,
  content: ComponentChildren,
): VNode => {
  const { language } = reader;
  const { id, caseNumber, title, confidential } = referral;
  const heading = STEP_NAMES[step][language];
  return staffPage(
    reader,
    {
      title: [heading, caseNumber, confidential ? '' : title].filter(Boolean).join(', '),
      section: 'remisser',
    },
    <>
      <Crumbs
        language={language}
        way={[
          [T.referrals[language], '/remisser'],
          [caseNumber, `/remisser/${id}?oppna=ja`],
        ]}
        here={heading}
      />
      <PageHead heading={heading}>
        <p lang={language === 'sv' ? undefined : 'sv'}>{title}</p>
      </PageHead>
      <Way language={language} step={step} referral={referral} />
      <Receipt said={saved && !again ? T.saved[language] : undefined} />
      <Warnings language={language} warnings={warnings} />
      <Outcome language={language} again={again} path={`/remisser/${id}/utkast/${step}`} />
      {content}
    </>,
  );
};

/** The steps, of which those that are filled in are ticked off. */
export const Way = ({
  language,
  step,
  referral,
}: {
  readonly language: Language;
  readonly step: DraftStep;
  readonly referral?: ReferralView;
}) => (
  <nav aria-label={T.steps[language]}>
    <ol class="steps">
      {DRAFT_STEPS.map((each, index) => {
        const name = STEP_NAMES[each][language];
        const number = <b aria-hidden="true">{index + 1}</b>;
        if (each === step || !referral)
          return (
            <li>
              <span class="row" aria-current={each === step ? 'step' : undefined}>
                {number}
                {name}
              </span>
            </li>
          );
        return (
          <li>
            <a class="row" href={`/remisser/${referral.id}/utkast/${each}`}>
              {isFilled[each](referral) ? <Icon name="done" /> : number}
              {name}
              {isFilled[each](referral) && <span class="ds-sr-only">, {T.filled[language]}</span>}
            </a>
          </li>
        );
      })}
    </ol>
  </nav>
);

/** What became of a form that could not be saved, besides what is wrong in its fields. */
export const Outcome = ({
  language,
  again,
  path,
}: {
  readonly language: Language;
  readonly again: Again;
  readonly path: string;
}) => {
  if (!again) return null;
  if (again === 'kept' || again === 'old-form')
    return (
      <Notice heading={T.kept[language]}>
        <p>{T.keptLead[language]}</p>
      </Notice>
    );
  if (again.slug === 'stale-version' || again.slug === 'idempotency-key-reused')
    return (
      <Notice tone="danger" heading={T.stale[language]}>
        <p>{T.staleLead[language]}</p>
        <p>
          <a href={path}>{T.asItIs[language]}</a>
        </p>
      </Notice>
    );
  if (again.invalid.length > 0) return null;
  return (
    <Notice tone="danger" heading={T.notSaved[language]}>
      {again.reasons.length === 0 ? (
        <p>{again.detail[language]}</p>
      ) : (
        <ul>
          {again.reasons.map(({ detail }) => (
            <li>
              <Sentence text={detail[language]} language={language} />
            </li>
          ))}
        </ul>
      )}
    </Notice>
  );
};

/** A form of a draft: to save a step, to attach a document, to send. */
export const DraftForm = ({
  reader: { language, token },
  action,
  version,
  errors = [],
  isUpload,
  isPlain,
  recount,
  children,
}: {
  readonly reader: Reader;
  readonly action: string;
  readonly version?: number | undefined;
  readonly errors?: readonly FieldError[];
  readonly isUpload?: boolean;
  /** On the ground that it stands on, without a sheet of its own. */
  readonly isPlain?: boolean;
  /** How the script asks for what its fields lead to, and what it says where that cannot be counted. */
  readonly recount?: { readonly as: string; readonly failed: string } | undefined;
  readonly children: ComponentChildren;
}) => (
  <form
    class={isPlain ? 'stack' : 'sheet stack'}
    method="post"
    action={action}
    enctype={isUpload ? 'multipart/form-data' : undefined}
    novalidate
    data-recount={recount?.as}
    data-not-counted={recount?.failed}
  >
    <ErrorSummary language={language} errors={errors} />
    <Hidden
      values={{
        _token: token,
        _version: version === undefined ? undefined : String(version),
        _key: randomUUID(),
      }}
    />
    {children}
  </form>
);
