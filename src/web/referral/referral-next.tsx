import { LinkButton } from '../../markup/buttons.js';
import { dayInWords } from '../../markup/day.js';
import type { Tone } from '../../markup/marks.js';
import type { ConsulteePlanView } from '../../deadlines/plan/plan.dto.js';
import type { ReferralView } from '../../referrals/referrals.dto.js';
import type { Language, Texts } from '../../rules/texts.js';
import { words } from '../../rules/words.js';
import { byNeed, isAtRisk, type ReferralSeen } from './read-referral-page.js';
import { OtherSteps } from '../steps/other-steps.js';
import { stateWords, type StepsOfKind } from '../steps/record-steps.js';
import { rowAction } from './referral-matrix.js';
import type { Reader } from '../frame/staff-frame.js';

const T = {
  next: { sv: 'Nästa steg för dig', en: 'Your next step' },
  goOn: { sv: 'Fortsätt med utkastet', en: 'Go on with the draft' },
  notSent: { sv: 'Inget är skickat än.', en: 'Nothing has been sent yet.' },
  allIn: { sv: 'Alla svar är inne', en: 'All replies are in' },
  ended: { sv: 'Här är allt klart', en: 'All is done here' },
  waits: { sv: 'Väntar på', en: 'Waiting for' },
  consultees: { sv: 'remissinstanser', en: 'consultees' },
  asks: { sv: 'begär anstånd till', en: 'asks for time until' },
  hasForwarded: { sv: 'har expedierat sitt yttrande', en: 'has forwarded its statement' },
} satisfies Record<string, Texts>;

export interface ReferralProps {
  readonly reader: Reader;
  readonly seen: ReferralSeen;
  readonly steps: StepsOfKind;
}

/** What the issuer should do first, in one button; the rest is folded, and what cannot be done says why. */
export const Next = ({ reader, seen, steps }: ReferralProps) => {
  const { language } = reader;
  const { referral } = seen;
  const { heading, why, href, button, tone } = nextOf(reader, seen);
  return (
    <section class="next" data-tone={tone} aria-labelledby="nasta">
      <p class="eyebrow">{href ? T.next[language] : stateWords('referral', referral.state)[language]}</p>
      <h2 id="nasta">{heading}</h2>
      {why && <p>{why}</p>}
      {href && (
        <div class="row">
          <LinkButton main href={href}>
            {button}
          </LinkButton>
        </div>
      )}
      <OtherSteps
        {...{ language, steps }}
        view={referral}
        verbs={referral.availableActions.filter((verb) => !OF_THE_DRAFT.includes(verb))}
      />
    </section>
  );
};

/** Taken on the pages of the draft. */
const OF_THE_DRAFT: readonly string[] = ['edit', 'attach-document', 'detach-document', 'send'];

interface NextStep {
  readonly heading: string;
  readonly why?: string;
  readonly href?: string;
  readonly button?: string;
  readonly tone?: Tone;
}

function nextOf(reader: Reader, { referral, plans }: ReferralSeen): NextStep {
  const { language } = reader;
  if (referral.state === 'draft') return nextOfDraft(referral, language);
  const open = (plans?.items ?? []).filter(({ currentStep }) => currentStep !== null);
  const first = plans && byNeed(plans.items).find((plan) => rowAction(plan, referral.issuer, reader)?.isNext);
  if (first) return nextAbout(first, referral.issuer, reader);
  if (referral.state !== 'sent') return { heading: T.ended[language] };
  const tone = open.some(({ overdue }) => overdue) ? 'late' : open.some(isAtRisk) ? 'risk' : undefined;
  if (plans && open.length === 0 && referral.availableActions.includes('close'))
    return {
      heading: T.allIn[language],
      href: `/remisser/${referral.id}/avsluta`,
      button: words.referral.verbs.close.todo[language],
    };
  const whom = open.length === 1 ? open[0]!.name : `${open.length} ${T.consultees[language]}`;
  return {
    heading: open.length === 0 ? T.ended[language] : `${T.waits[language]} ${whom}`,
    ...(tone && { tone }),
  };
}

function nextOfDraft({ id, availableActions }: ReferralView, language: Language): NextStep {
  const mayWrite = availableActions.includes('edit');
  return {
    heading: mayWrite ? T.goOn[language] : T.notSent[language],
    ...(mayWrite && {
      why: T.notSent[language],
      href: `/remisser/${id}/utkast/handlingar`,
      button: T.goOn[language],
    }),
  };
}

function nextAbout(plan: ConsulteePlanView, issuer: string, reader: Reader): NextStep {
  const { language, today } = reader;
  const action = rowAction(plan, issuer, reader)!;
  const { requestedExtension: requested } = plan;
  return {
    heading: `${action.words}: ${plan.name}`,
    why: requested
      ? `${plan.name} ${T.asks[language]} ${dayInWords(requested.until, language, 'sentence', today)}.`
      : `${plan.name} ${T.hasForwarded[language]}.`,
    href: action.href,
    button: action.words,
    ...(requested && { tone: 'risk' as const }),
  };
}
