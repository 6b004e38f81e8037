import { Sentence } from '../../markup/day.js';
import { Icon } from '../../markup/icons.js';
import { LinkButton } from '../../markup/buttons.js';
import type { Language, Texts } from '../../rules/texts.js';
import { words, type VerbWords } from '../../rules/words.js';
import { insteadOfWords, type Taken } from './kept-warnings.js';

const T = {
  of: { sv: 'av', en: 'of' },
  thinkOf: { sv: 'Att tänka på', en: 'To think of' },
  open: { sv: 'Öppna', en: 'Open' },
} satisfies Record<string, Texts>;

/** What became of each of several matters; what failed says why, and leads to the matter. */
export const Results = ({
  language,
  results,
  verb,
}: {
  readonly language: Language;
  readonly results: readonly Taken[];
  readonly verb: string;
}) => {
  if (results.length === 0) return null;
  const verbs: Readonly<Record<string, VerbWords>> = words.consultation.verbs;
  // “2 av 3 registrerades”, “2 of 3 registered”
  const done = verbs[verb]!.done[language].replace(/^was /, '');
  const taken = results.filter(({ why }) => why === null).length;
  return (
    <section class="sheet" role="status" aria-labelledby="resultat">
      <h2 id="resultat">{`${taken} ${T.of[language]} ${results.length} ${done}`}</h2>
      <ul class="plain results">
        {results.map(({ id, matter, why, warnings = [], insteadOf }) => (
          <li data-tone={why === null ? 'done' : 'late'}>
            <Icon name={why === null ? 'done' : 'alert'} />
            <div>
              <p>{matter || id}</p>
              {why !== null && <p class="ref">{why}</p>}
              {insteadOf && <p class="ref">{insteadOfWords(insteadOf)[language]}</p>}
              {warnings.map((warning) => (
                <p class="ref">
                  <Sentence text={`${T.thinkOf[language]}: ${warning}`} language={language} />
                </p>
              ))}
            </div>
            {why !== null && (
              <LinkButton
                dense
                variant="secondary"
                href={`/svar/${id}`}
                label={`${T.open[language]}, ${matter}`}
              >
                {T.open[language]}
              </LinkButton>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
};
