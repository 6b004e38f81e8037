import type { ConsultationView } from '../../consultations/consultations.dto.js';
import type { ExtensionView } from '../../deadlines/deadlines.dto.js';
import { Day } from '../../markup/day.js';
import { Crumbs, PageHead } from '../../markup/page.js';
import type { Texts } from '../../rules/texts.js';
import { verbWords, type RecordAction } from '../steps/record-steps.js';
import type { Reader } from '../frame/staff-frame.js';

const T = {
  referrals: { sv: 'Remisser', en: 'Referrals' },
  asks: { sv: 'ber om tid till', en: 'asks for time until' },
  insteadOf: { sv: 'i stället för', en: 'instead of' },
  or: { sv: 'Du kan också:', en: 'You can also:' },
} satisfies Record<string, Texts>;

/** A request for more time with what it is for. */
export type ExtensionSeen = ExtensionView & {
  readonly consultation: ConsultationView;
  readonly consultee: string;
};

/** Who asks for more time, until when and why, and what else can be made of it. */
export const ExtensionHead = ({
  reader: { language, today },
  extension,
  here,
  actions,
}: {
  readonly reader: Reader;
  readonly extension: ExtensionSeen;
  readonly here: string;
  readonly actions: readonly RecordAction<ExtensionSeen>[];
}) => {
  const { id, consultation, consultee, requestedUntil, previousReplyBy, availableActions } = extension;
  const referral = consultation.referralId
    ? `/remisser/${consultation.referralId}?oppna=ja`
    : `/svar/${consultation.id}?oppna=ja`;
  const day = (date: string) => <Day date={date} language={language} form="sentence" today={today} />;
  const others = actions.filter(
    ({ verb }) => availableActions.includes(verb) && verbWords('extension', verb)[language] !== here,
  );
  return (
    <>
      <Crumbs
        language={language}
        way={[
          [T.referrals[language], '/remisser'],
          [consultation.caseNumber, referral],
        ]}
        here={here}
      />
      <PageHead heading={`${here}: ${consultee}`}>
        <p>{consultation.title}</p>
        <p>
          {consultee} {T.asks[language]} {day(requestedUntil)} {T.insteadOf[language]} {day(previousReplyBy)}.
        </p>
        <p class="quoted as-written">{extension.reason}</p>
        {others.length > 0 && (
          <p>
            {T.or[language]}{' '}
            {others.map(({ verb, path }) => (
              <>
                <a href={`/anstand/${id}/${path}`}>{verbWords('extension', verb)[language]}</a>{' '}
              </>
            ))}
          </p>
        )}
      </PageHead>
    </>
  );
};
