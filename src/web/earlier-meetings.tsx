import type { PostponementView } from '../consultations/consultations.dto.js';
import { Day } from '../markup/day.js';
import { Sheet } from '../markup/page.js';
import type { Language, Texts } from '../rules/texts.js';
import { t } from './step-field.js';

const T = {
  heading: t('Tidigare sammanträden', 'Earlier meetings'),
  board: t('Nämnden', 'The board'),
  asProposed: t('Föreslår som förvaltningen.', 'Proposes what the administration does.'),
  proposes: t('Utskottets förslag:', 'What the committee proposes:'),
};

/** What a meeting made of a matter that it did not decide. */
export const HOW: Readonly<Record<PostponementView['how'], Texts>> = {
  tabled: t('Bordlagt', 'Tabled'),
  'referred-back': t('Återremitterat', 'Referred back'),
  prepared: t('Berett', 'Prepared'),
};

/** What meetings have made of the matter so far, and what a committee proposed. */
export const EarlierMeetings = ({
  postponements,
  language,
}: {
  readonly postponements: readonly PostponementView[];
  readonly language: Language;
}) =>
  postponements.length > 0 && (
    <Sheet id="tidigare" heading={T.heading[language]}>
      <ol class="plain stack">
        {postponements.map(({ how, organ, meetingDate, section, reason, clauses }) => (
          <li>
            <p>
              <strong>{HOW[how][language]}</strong> {organ ?? T.board[language]}{' '}
              <Day date={meetingDate} language={language} form="sentence" />
              {section && ` § ${section}`}
            </p>
            {reason && <p class="as-written">{reason}</p>}
            {how === 'prepared' && <p>{(clauses ? T.proposes : T.asProposed)[language]}</p>}
            {clauses?.map(({ text }) => (
              <p class="as-written">{text}</p>
            ))}
          </li>
        ))}
      </ol>
    </Sheet>
  );
