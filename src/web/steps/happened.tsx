import { Receipt, Warnings } from '../../markup/notices.js';
import type { Opened } from './open-record.js';

/** What the reader has just done, and what to think of with it. */
export const Happened = ({ reader: { language }, done, warnings }: Opened) => (
  <>
    <Receipt said={done} />
    <Warnings language={language} warnings={warnings} />
  </>
);
