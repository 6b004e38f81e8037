import { Sentence } from '../../markup/day.js';
import { Notice } from '../../markup/notices.js';
import { Sheet } from '../../markup/page.js';
import type { DomainError } from '../../rules/problem.js';
import type { Language, Texts } from '../../rules/texts.js';
import { listOf, type ShownStep, type StepProps, type Values } from './shown-step.js';
import type { ShownField } from './step-field.js';

const T = {
  notDone: { sv: 'Steget är inte taget', en: 'The step has not been taken' },
  hinders: { sv: 'Det här hindrar:', en: 'What is in the way:' },
  asItIs: { sv: 'Visa ärendet som det är nu', en: 'Show the matter as it is now' },
  asItIsSet: { sv: 'Visa uppgifterna som de är nu', en: 'Show the facts as they are now' },
  stale: { sv: 'Någon har ändrat ärendet medan du skrev', en: 'Someone changed the matter while you wrote' },
  staleSetting: {
    sv: 'Någon har ändrat uppgifterna medan du skrev',
    en: 'Someone changed the facts while you wrote',
  },
  staleLead: {
    sv: 'Inget av det du skrev är förlorat. Jämför med hur det är nu, och skicka igen om det fortfarande ska gälla.',
    en: 'Nothing of what you wrote is lost. Compare with how it is now, and send it again if it still is to hold.',
  },
  staleAndClosed: {
    sv: 'Steget går inte att ta längre. Det du skrev står nedan, om du vill använda det på annat sätt.',
    en: 'The step cannot be taken any more. What you wrote stands below, should you want it for something else.',
  },
  isNow: { sv: 'Läget är nu:', en: 'The state is now:' },
  now: { sv: 'Så är det nu', en: 'As it is now' },
  yours: { sv: 'Det du skrev', en: 'What you wrote' },
  field: { sv: 'Uppgift', en: 'Field' },
  state: { sv: 'Läge', en: 'State' },
  empty: { sv: 'inget', en: 'nothing' },
  notYet: { sv: 'Det går inte än.', en: 'Not possible yet.' },
  wrongState: { sv: 'Det går inte i läget', en: 'Not possible in the state' },
} satisfies Record<string, Texts>;

/** Every rule that is in the way; of a change by somebody else what it is now beside what was written. */
export const Refusal = (props: StepProps & { readonly again: DomainError }) => {
  const { reader, step, again } = props;
  const { language } = reader;
  const isStale = again.slug === 'stale-version' || again.slug === 'idempotency-key-reused';
  if (isStale && !step.isOpen)
    return (
      <Notice tone="danger" heading={(step.state === undefined ? T.staleSetting : T.stale)[language]}>
        {step.state !== undefined && (
          <p>
            {T.isNow[language]} <strong>{step.state}</strong>.
          </p>
        )}
        <p>{T.staleAndClosed[language]}</p>
        <WayBack {...props} />
      </Notice>
    );
  if (isStale)
    return (
      <>
        <Notice tone="danger" heading={(step.state === undefined ? T.staleSetting : T.stale)[language]}>
          <p>{T.staleLead[language]}</p>
        </Notice>
        <Beside {...props} />
      </>
    );
  const reasons = again.reasons.map(({ code, detail }) =>
    code === 'wrong-state' ? inThisState(step, language) : detail[language],
  );
  return (
    <Notice tone="danger" heading={T.notDone[language]}>
      {reasons.length === 0 ? (
        <p>{again.detail[language]}</p>
      ) : (
        <>
          <p>{T.hinders[language]}</p>
          <ul>
            {reasons.map((reason) => (
              <li>
                <Sentence text={reason} language={language} />
              </li>
            ))}
          </ul>
        </>
      )}
      <WayBack {...props} />
    </Notice>
  );
};

const WayBack = ({ reader: { language }, step }: StepProps) => (
  <p>
    <a href={step.record}>{(step.state === undefined ? T.asItIsSet : T.asItIs)[language]}</a>
  </p>
);

/** Why it cannot be taken, before anything is written. */
export const Unavailable = ({ reader: { language }, step }: StepProps) => {
  const others = step.why.filter(({ code }) => code !== 'wrong-state');
  const when = others.length < step.why.length ? inThisState(step, language) : T.notYet[language];
  return (
    <Notice tone="warning" heading={`${step.heading}: ${when}`}>
      {others.length > 0 && (
        <ul>
          {others.map(({ detail }) => (
            <li>
              <Sentence text={detail} language={language} />
            </li>
          ))}
        </ul>
      )}
      <p>
        <a href={step.record}>{T.asItIs[language]}</a>
      </p>
    </Notice>
  );
};

const inThisState = ({ state }: ShownStep, language: Language): string =>
  `${T.wrongState[language]} ${state ?? ''}.`;

/** Both texts, field by field. */
const Beside = ({ reader: { language }, step, values }: StepProps) => (
  <Sheet id="jamfor" heading={T.now[language]}>
    <table class="twin">
      <thead>
        <tr>
          <th scope="col">{T.field[language]}</th>
          <th scope="col">{T.now[language]}</th>
          <th scope="col">{T.yours[language]}</th>
        </tr>
      </thead>
      <tbody>
        {step.state !== undefined && (
          <tr>
            <th scope="row">{T.state[language]}</th>
            <td>{step.state}</td>
            <td />
          </tr>
        )}
        {step.fields
          .filter(({ name }) => values[name] !== undefined)
          .map((field) => (
            <tr>
              <th scope="row">{field.label}</th>
              <td>{field.now ?? T.empty[language]}</td>
              <td class="as-written">{inWords(field, values)}</td>
            </tr>
          ))}
      </tbody>
    </table>
  </Sheet>
);

/** Where the step cannot be taken any more, what was written can still be copied. */
export const AsWritten = ({ reader: { language }, step, values, again }: StepProps) => {
  const written = step.fields.filter(({ name }) => listOf(values[name]).some(Boolean));
  if (!again || written.length === 0) return null;
  return (
    <Sheet id="skrivet" heading={T.yours[language]}>
      {written.map((field) => (
        <p class="as-written">{inWords(field, values)}</p>
      ))}
    </Sheet>
  );
};

/** What was written, or the words of what was chosen. */
function inWords({ name, options }: ShownField, values: Values): string {
  return listOf(values[name])
    .map((value) => options.find(([each]) => each === value)?.[1] ?? value)
    .join(', ');
}
