import type { ExtensionView } from '../../deadlines/deadlines.dto.js';
import { LinkButton } from '../../markup/buttons.js';
import { Day } from '../../markup/day.js';
import { Sheet } from '../../markup/page.js';
import type { Language } from '../../rules/texts.js';
import { words } from '../../rules/words.js';
import { verbWords, type StepsOfKind } from '../steps/record-steps.js';
import { t } from '../steps/step-field.js';

const T = {
  heading: t('Anstånd', 'More time'),
  until: t('Till', 'Until'),
  insteadOf: t('i stället för', 'instead of'),
  askedOn: t('begärt den', 'asked for on'),
  askedUntil: t('Begärt var till', 'What was asked for was until'),
  settles: t('avgör. Till dess gäller', 'settles it. Until then the reply is due'),
  sender: t('Avsändaren', 'The sender'),
  refused: t('Sista svarsdagen är oförändrad.', 'The reply-by date is unchanged.'),
  cancelled: t('Det gäller inte.', 'It does not hold.'),
  reason: t('Skälet', 'The reason'),
  comment: t('Remittenten svarar', 'The issuer answers'),
};

/** More time that was asked for or given, the latest first, with what the reader can make of it. */
export const Extensions = ({
  extensions,
  steps,
  issuer,
  language,
}: {
  readonly extensions: readonly ExtensionView[];
  readonly steps: StepsOfKind;
  /** Who settles it; null where that is a sender outside Yttra. */
  readonly issuer: string | null;
  readonly language: Language;
}) =>
  extensions.length > 0 && (
    <Sheet id="anstand" heading={T.heading[language]}>
      <ul class="plain stack">
        {extensions.map((extension) => {
          const { id, state, requestedUntil, grantedUntil, previousReplyBy, requestedOn } = extension;
          const { reason, comment, availableActions } = extension;
          const day = (date: string) => <Day date={date} language={language} />;
          return (
            <li>
              <p>
                <strong>{words.extension.states[state][language]}.</strong> {T.until[language]}{' '}
                {day(grantedUntil ?? requestedUntil)} {T.insteadOf[language]} {day(previousReplyBy)}
                {requestedOn && (
                  <>
                    , {T.askedOn[language]} {day(requestedOn)}
                  </>
                )}
                .
                {state === 'requested' && (
                  <>
                    {' '}
                    {issuer ?? T.sender[language]} {T.settles[language]} {day(previousReplyBy)}.
                  </>
                )}
                {grantedUntil && requestedOn && grantedUntil !== requestedUntil && (
                  <>
                    {' '}
                    {T.askedUntil[language]} {day(requestedUntil)}.
                  </>
                )}
                {(state === 'refused' || state === 'cancelled') && ` ${T[state][language]}`}
              </p>
              <p>{T.reason[language]}:</p>
              <p class="quoted as-written">{reason}</p>
              {comment && (
                <>
                  <p>{T.comment[language]}:</p>
                  <p class="quoted as-written">{comment}</p>
                </>
              )}
              <p class="row">
                {steps.actions
                  .filter(({ verb }) => availableActions.includes(verb))
                  .map(({ verb, path }, index) => (
                    <LinkButton
                      variant={state === 'requested' && index === 0 ? undefined : 'secondary'}
                      href={`${steps.base}/${id}/${path}`}
                    >
                      {verbWords('extension', verb)[language]}
                    </LinkButton>
                  ))}
              </p>
            </li>
          );
        })}
      </ul>
    </Sheet>
  );
