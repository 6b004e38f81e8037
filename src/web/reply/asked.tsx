import { Day } from '../../markup/day.js';
import { Sheet } from '../../markup/page.js';
import { civilDate } from '../../rules/civil-date.js';
import type { Texts } from '../../rules/texts.js';
import { DocumentLine } from '../document/document-line.js';
import { inARow } from '../../rules/words.js';
import { BARRED } from '../frame/words.js';
import type { ReplyProps } from './reply-parts.js';

const T = {
  asked: { sv: 'Det som frågas', en: 'What is asked' },
  changed: { sv: 'Ändrad', en: 'Changed' },
  others: { sv: 'Även tillfrågade', en: 'Also asked' },
} satisfies Record<string, Texts>;

/** What the issuer wants to know, what the consultee is to read for it, and who else is asked. */
export const Asked = (props: ReplyProps) =>
  props.reply.referral && (
    <Sheet id="remissen" heading={T.asked[props.reader.language]}>
      <Question {...props} />
    </Sheet>
  );

/** The same, folded, for whoever writes the answer and has read it once. */
export const AskedFolded = (props: ReplyProps) =>
  props.reply.referral && (
    <section class="sheet" aria-label={T.asked[props.reader.language]}>
      <details>
        <summary>{T.asked[props.reader.language]}</summary>
        <div class="stack">
          <Question {...props} />
        </div>
      </details>
    </section>
  );

const Question = ({ reader: { language }, reply: { referral, supplements, view } }: ReplyProps) => {
  if (!referral) return null;
  const { letter, questions, documents, consultees, delegationBarred } = referral;
  // Not by its name, which is another's where one has taken over.
  const others = consultees.filter(({ consultationId }) => consultationId !== view.id);
  return (
    <>
      {supplements.map(({ reason, madeAt }) => (
        <p>
          <strong>{T.changed[language]}</strong>{' '}
          <Day date={civilDate(new Date(madeAt))} language={language} />:{' '}
          <span class="as-written">{reason}</span>
        </p>
      ))}
      {letter && <p class="as-written">{letter}</p>}
      {questions.length > 0 && (
        <ol>
          {questions.map(({ text }) => (
            <li>{text}</li>
          ))}
        </ol>
      )}
      {documents.length > 0 && (
        <ul class="plain lined files">
          {documents.map((document) => (
            <li>
              <DocumentLine document={document} language={language} />
            </li>
          ))}
        </ul>
      )}
      {delegationBarred && (
        <p>
          {BARRED[language]}: <span class="as-written">{delegationBarred}</span>
        </p>
      )}
      {others.length > 0 && (
        <p>
          {T.others[language]}: {inARow(others.map(({ name }) => name))}.
        </p>
      )}
    </>
  );
};
