import type { DecisionView, PostponementView } from '../../consultations/decision-view.dto.js';
import { LinkButton } from '../../markup/buttons.js';
import { Day } from '../../markup/day.js';
import { Sheet } from '../../markup/page.js';
import type { Language, Texts } from '../../rules/texts.js';
import { t } from '../steps/step-field.js';
import { inARow } from '../../rules/words.js';

const T = {
  heading: t('Tidigare sammanträden', 'Earlier meetings'),
  board: t('Nämnden', 'The board'),
  asProposed: t('Föreslår som förvaltningen.', 'Proposes what the administration does.'),
  proposes: t('Utskottets förslag:', 'What the committee proposes:'),
  nothing: t('Lämnar inget förslag.', 'Makes no proposal.'),
  adopted: t('Det är det här förslaget som antogs.', 'This is the proposal that was adopted.'),
  notTakingPart: t('Deltar inte i utskottets beslut:', 'Take no part in the committee’s decision:'),
  correct: t('Rätta eller ta tillbaka', 'Correct or take back'),
  takenBack: t('Återtaget: infört av misstag.', 'Taken back: recorded by mistake.'),
};

/** What a meeting made of a matter that it did not decide. */
export const HOW: Readonly<Record<PostponementView['how'], Texts>> = {
  tabled: t('Bordlagt', 'Tabled'),
  'referred-back': t('Återremitterat', 'Referred back'),
  prepared: t('Berett', 'Prepared'),
};

interface Proposed {
  readonly clauses?: readonly object[] | null;
  readonly noProposal?: boolean;
}

/** Words of what a committee proposed, and that it was adopted. */
export const AS_COMMITTEES_PROPOSED = {
  of: ({ clauses, noProposal }: Proposed): Texts =>
    noProposal ? T.nothing : clauses ? T.proposes : T.asProposed,
  adopted: T.adopted,
};

/** What meetings have made of the matter so far, what a committee proposed, and which proposal was adopted. */
export const EarlierMeetings = ({
  id,
  postponements,
  decision,
  availableActions,
  language,
}: {
  readonly id: string;
  readonly postponements: readonly PostponementView[];
  readonly decision: DecisionView | null;
  readonly availableActions: readonly string[];
  readonly language: Language;
}) => {
  const prepared = postponements.filter(({ how, takenBack }) => how === 'prepared' && !takenBack);
  // A decision has the preparations that hold, in the same order.
  const adopted = prepared[decision?.preparations?.findIndex((each) => each.adopted) ?? -1];
  return (
    postponements.length > 0 && (
      <Sheet id="tidigare" heading={T.heading[language]}>
        <ol class="plain stack">
          {postponements.map((each, at) => (
            <li>
              <p>
                <strong>{HOW[each.how][language]}</strong> {each.organ ?? T.board[language]}{' '}
                <Day date={each.meetingDate} language={language} />
                {each.section && ` § ${each.section}`}
              </p>
              {each.takenBack ? (
                <p>{T.takenBack[language]}</p>
              ) : (
                <>
                  <Said made={each} language={language} isAdopted={each === adopted} />
                  {availableActions.includes('correct-postponement') && (
                    <p>
                      <LinkButton
                        variant="tertiary"
                        href={`/svar/${id}/ratta-bordlaggning/${at + 1}`}
                        label={`${T.correct[language]}: ${HOW[each.how][language]} ${each.meetingDate}`}
                      >
                        {T.correct[language]}
                      </LinkButton>
                    </p>
                  )}
                </>
              )}
            </li>
          ))}
        </ol>
      </Sheet>
    )
  );
};

const Said = ({
  made,
  language,
  isAdopted,
}: {
  readonly made: PostponementView;
  readonly language: Language;
  readonly isAdopted: boolean;
}) => (
  <>
    {made.reason && <p class="as-written">{made.reason}</p>}
    {made.how === 'prepared' && <p>{AS_COMMITTEES_PROPOSED.of(made)[language]}</p>}
    {made.clauses?.map(({ text }) => (
      <p class="as-written">{text}</p>
    ))}
    {isAdopted && <p>{T.adopted[language]}</p>}
    {made.notTakingPart && (
      <p>
        {T.notTakingPart[language]} {inARow(made.notTakingPart.map(({ by }) => by))}
      </p>
    )}
  </>
);
