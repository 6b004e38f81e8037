import { LinkButton } from '../../markup/buttons.js';
import { Sentence } from '../../markup/day.js';
import type { ActionsView } from '../../http/actions.dto.js';
import { awaitsSignatures, remindersAreSilenced } from '../../rules/consultation-rules.js';
import { isMarked } from '../../rules/record-rules.js';
import type { Language, Texts } from '../../rules/texts.js';
import { addressOfStep, stateWords, verbWords, type SteppedView, type StepsOfKind } from './record-steps.js';

const T = {
  other: {
    sv: 'Annat du kan göra, och det som inte går nu',
    en: 'What else you can do, and what cannot be done now',
  },
  wrongState: { sv: 'Det går inte i läget', en: 'Not possible in the state' },
} satisfies Record<string, Texts>;

/** Why there is nothing for a step to end: whoever sees nothing to end looks for no step that would. */
const NOTHING_TO_END: readonly string[] = [remindersAreSilenced.code, isMarked.code, awaitsSignatures.code];

/** Steps of a record besides its next one, and why the others cannot be taken; who may not is told of none. */
export const OtherSteps = ({
  language,
  steps,
  view,
  verbs,
}: {
  readonly language: Language;
  readonly steps: StepsOfKind;
  readonly view: SteppedView;
  /** Those that can be taken and are not shown elsewhere. */
  readonly verbs: readonly string[];
}) => {
  const linked = verbs.flatMap((verb) => {
    const address = addressOfStep(steps, verb, view);
    return address === undefined ? [] : [{ verb, address }];
  });
  const barred = (view.unavailableActions ?? []).filter(({ reasons }) =>
    reasons.every(({ code }) => code !== 'not-permitted' && !NOTHING_TO_END.includes(code)),
  );
  if (linked.length + barred.length === 0) return null;
  const state = stateWords(steps.kind, view.state)[language];
  return (
    <details>
      <summary>{T.other[language]}</summary>
      {linked.length > 0 && (
        <ul class="plain row">
          {linked.map(({ verb, address }) => (
            <li>
              <LinkButton dense variant="secondary" href={address}>
                {verbWords(steps.kind, verb)[language]}
              </LinkButton>
            </li>
          ))}
        </ul>
      )}
      <ul class="plain whynot">
        {barred.map(({ action, reasons }) => (
          <li>
            <b>{verbWords(steps.kind, action)[language]}</b>
            <span>
              <Sentence text={inWords(reasons, `${T.wrongState[language]} ${state}.`)} language={language} />
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
};

type Reasons = NonNullable<ActionsView['unavailableActions']>[number]['reasons'];

const inWords = (reasons: Reasons, wrongState: string): string =>
  reasons.map(({ code, detail }) => (code === 'wrong-state' ? wrongState : detail)).join(' ');
