import type { CompiledConsulteeView } from '../../compilation/compilation.dto.js';
import { Day } from '../../markup/day.js';
import type { Language } from '../../rules/texts.js';
import { AS_COMMITTEES_PROPOSED } from '../reply/earlier-meetings.js';

/** What committees proposed before it was decided, and which proposal was adopted; nothing where none prepared it. */
export const preparationsOf = ({ decision }: CompiledConsulteeView, language: Language) =>
  (decision?.preparations ?? []).length > 0 &&
  decision!.preparations!.map(({ organ, meetingDate, section, adopted, ...proposed }) => (
    <>
      <p>
        {organ} <Day date={meetingDate} language={language} /> § {section}
      </p>
      <p>{AS_COMMITTEES_PROPOSED.of(proposed)[language]}</p>
      {proposed.clauses?.map(({ text }) => (
        <p class="att">{text}</p>
      ))}
      {adopted && <p>{AS_COMMITTEES_PROPOSED.adopted[language]}</p>}
    </>
  ));
