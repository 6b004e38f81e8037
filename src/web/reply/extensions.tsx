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
  reason: t('Skälet', 'The reason'),
  comment: t('Remittenten svarar', 'The issuer answers'),
};

/** More time that was asked for or given, the latest first, with what the reader can make of it. */
export const Extensions = ({
  extensions,
  steps,
  language,
}: {
  readonly extensions: readonly ExtensionView[];
  readonly steps: StepsOfKind;
  readonly language: Language;
}) =>
  extensions.length > 0 && (
    <Sheet id="anstand" heading={T.heading[language]}>
      <ul class="plain stack">
        {extensions.map(
          ({
            id,
            state,
            requestedUntil,
            grantedUntil,
            previousReplyBy,
            reason,
            comment,
            requestedOn,
            availableActions,
          }) => (
            <li>
              <p>
                <strong>{words.extension.states[state][language]}.</strong> {T.until[language]}{' '}
                <Day date={grantedUntil ?? requestedUntil} language={language} /> {T.insteadOf[language]}{' '}
                <Day date={previousReplyBy} language={language} />
                {requestedOn && (
                  <>
                    , {T.askedOn[language]} <Day date={requestedOn} language={language} />
                  </>
                )}
                .
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
          ),
        )}
      </ul>
    </Sheet>
  );
