import type { ComponentChildren } from 'preact';
import { Moment } from '../../markup/day.js';
import { Sheet } from '../../markup/page.js';
import type { Texts } from '../../rules/texts.js';
import type { Told } from './history.js';
import type { Reader } from './staff-frame.js';

const HISTORY: Texts = { sv: 'Historik', en: 'History' };

/** What has happened, the latest first. */
export const HistorySheet = ({
  reader: { language },
  events,
  more,
}: {
  readonly reader: Reader;
  readonly events: readonly Told[];
  readonly more?: ComponentChildren;
}) =>
  events.length === 0 ? null : (
    <Sheet id="historik" heading={HISTORY[language]}>
      <ol class="log">
        {events.map(({ at, summary }) => (
          <li>
            <Moment at={at} language={language} />
            <span>{summary}</span>
          </li>
        ))}
      </ol>
      {more}
    </Sheet>
  );
