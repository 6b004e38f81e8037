import { Icon, type IconName } from '../../markup/icons.js';
import type { Tone } from '../../markup/marks.js';
import type { ConsulteePlanView } from '../../deadlines/plan/plan.dto.js';
import type { ReferralView } from '../../referrals/referrals.dto.js';
import type { Language, Texts } from '../../rules/texts.js';
import { words } from '../../rules/words.js';
import { isAtRisk } from './read-referral-page.js';

const T = {
  asked: { sv: 'Tillfrågade', en: 'Asked' },
  replied: { sv: 'Har svarat', en: 'Have replied' },
  of: { sv: 'av', en: 'of' },
  risk: { sv: 'I riskzonen', en: 'At risk' },
  overdue: { sv: 'Försenade', en: 'Overdue' },
  declined: { sv: 'Har avböjt', en: 'Have declined' },
  undelivered: { sv: 'Kom inte fram', en: 'Not delivered' },
  listed: { sv: 'Remissinstanser', en: 'Consultees' },
} satisfies Record<string, Texts>;

/** How many are asked, have answered, will not make it. */
export const Tally = ({
  plans,
  language,
}: {
  readonly plans: readonly ConsulteePlanView[];
  readonly language: Language;
}) => {
  // Whoever was recalled is no longer asked.
  const asked = plans.filter(({ state }) => state !== 'withdrawn');
  const count = (holds: (plan: ConsulteePlanView) => boolean) => asked.filter(holds).length;
  const figures: readonly (readonly [Texts, number, Tone?, IconName?])[] = [
    [T.asked, asked.length],
    [T.replied, count(({ state }) => state === 'forwarded' || state === 'received'), 'done'],
    [T.risk, count(isAtRisk), 'risk', 'clock'],
    [T.overdue, count(({ overdue }) => overdue), 'late', 'alert'],
    [T.declined, count(({ state }) => state === 'declined')],
    [T.undelivered, count(({ undelivered }) => undelivered), 'late', 'alert'],
  ];
  return (
    <dl class="tally">
      {figures.map(([name, figure, tone, icon]) => {
        const told = figure > 0 ? tone : undefined;
        return (
          <div data-tone={told}>
            <dt>
              {told && icon && <Icon name={icon} />}
              {name[language]}
            </dt>
            <dd>
              {figure}
              {name === T.replied && (
                <span>
                  {' '}
                  {T.of[language]} {asked.length}
                </span>
              )}
            </dd>
          </div>
        );
      })}
    </dl>
  );
};

/** Whom it is sent to, for whoever does not see how they fare. */
export const Listed = ({
  referral,
  language,
}: {
  readonly referral: ReferralView;
  readonly language: Language;
}) =>
  referral.consultees.length === 0 ? null : (
    <section class="sheet" aria-labelledby="tillfragade">
      <h2 id="tillfragade">{T.listed[language]}</h2>
      <ul>
        {referral.consultees.map(({ name, state }) => (
          <li>
            {name}
            {state && `, ${stateOfConsultation(state, language)}`}
          </li>
        ))}
      </ul>
    </section>
  );

const stateOfConsultation = (state: string, language: Language): string => {
  const states: Readonly<Record<string, Texts>> = words.consultation.states;
  return states[state]?.[language] ?? '';
};
