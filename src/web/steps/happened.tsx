import { Notice, Warnings } from '../../markup/notices.js';
import type { Texts } from '../../rules/texts.js';
import type { Opened } from './open-record.js';

const DONE: Texts = { sv: 'klart', en: 'done' };

/** What the reader has just done, and what to think of with it. */
export const Happened = ({ reader: { language }, done, warnings }: Opened) => (
  <>
    {done && (
      <Notice tone="success">
        <p>
          {done}: {DONE[language]}.
        </p>
      </Notice>
    )}
    <Warnings language={language} warnings={warnings} />
  </>
);
