import type { PlanView } from '../../consultations/planning.dto.js';
import { Day } from '../../markup/day.js';
import type { Reader } from '../frame/staff-frame.js';
import { t } from './step-field.js';
import { VerdictOf } from '../frame/time-left.js';

const T = {
  withThat: t('Med den dagen', 'With that day'),
  meeting: t('Sammanträde', 'Meeting'),
};

/** Whether the day that is filled in would be made. The script puts it here anew when the day changes. */
export const Foreseen = ({
  reader: { language, today },
  plan,
}: {
  readonly reader: Reader;
  readonly plan: PlanView | null;
}) => (
  <div data-counted="foreseen" aria-live="polite">
    {plan && (
      <p>
        {T.withThat[language]}:{' '}
        {plan.verdict ? (
          <VerdictOf verdict={plan.verdict} language={language} />
        ) : (
          <span class="quiet">{plan.detail}</span>
        )}
        {plan.meetingDate && (
          <>
            {' '}
            {T.meeting[language]}{' '}
            <Day date={plan.meetingDate} language={language} form="sentence" today={today} />.
          </>
        )}
      </p>
    )}
  </div>
);
