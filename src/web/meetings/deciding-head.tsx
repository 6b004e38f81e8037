import type { AgendaView } from '../../decisions/agenda.dto.js';
import { Flag } from '../../markup/marks.js';
import { dayInWords } from '../../markup/day.js';
import { Warnings } from '../../markup/notices.js';
import { Crumbs, PageHead } from '../../markup/page.js';
import type { Texts } from '../../rules/texts.js';
import type { Names } from '../frame/read-names.js';
import type { Reply } from '../reply/read-reply.js';
import { numberOf } from '../reply/reply-parts.js';
import type { Reader } from '../frame/staff-frame.js';
import { StateOf } from '../frame/time-left.js';

const T = {
  meetings: { sv: 'Sammanträden', en: 'Meetings' },
  matter: { sv: 'ärende', en: 'matter' },
  of: { sv: 'av', en: 'of' },
  at: { sv: 'på sammanträdet', en: 'of the meeting' },
  confidential: { sv: 'Sekretess', en: 'Confidential' },
} satisfies Record<string, Texts>;

/** Which matter of which meeting is being recorded, and how many there are. */
export const DecidingHead = ({
  reader: { language, today },
  reply,
  here,
  agenda,
  names,
  path,
  nr,
  warnings,
}: {
  readonly reader: Reader;
  readonly reply: Reply;
  readonly here: string;
  readonly agenda: AgendaView;
  readonly names: Names;
  readonly path: string;
  /** Where it stands on the agenda, from 1; 0 where it has left it. */
  readonly nr: number;
  /** What to think of with the matter before. */
  readonly warnings: readonly string[];
}) => {
  const { title, state, confidential } = reply.view;
  const day = dayInWords(agenda.date, language, 'sentence', today);
  return (
    <>
      <Crumbs
        language={language}
        way={[
          [T.meetings[language], '/sammantraden'],
          [`${names.get(agenda.body) ?? agenda.body} ${day}`, path],
        ]}
        here={here}
      />
      <PageHead heading={here}>
        <p>
          <a href={`/svar/${reply.view.id}?oppna=ja`}>{title}</a>
        </p>
        <p class="row">
          <span>{numberOf(reply)}</span>
          <StateOf state={state} language={language} />
          {confidential && <Flag icon="lock">{T.confidential[language]}</Flag>}
          {nr > 0 && (
            <span class="quiet">
              {`${T.matter[language]} ${nr} ${T.of[language]} ${agenda.matters!.length} ${T.at[language]} ${day}`}
            </span>
          )}
        </p>
      </PageHead>
      <Warnings language={language} warnings={warnings} />
    </>
  );
};
