import type { RequestExtensionBody } from '../../deadlines/deadlines.dto.js';
import type { SnoozeRemindersBody } from '../../deadlines/reminders/reminders.dto.js';
import { signedPaperInSentence, type SignedPaper } from '../../rules/signatures.js';
import type { Texts } from '../../rules/texts.js';
import type { VerbOn } from '../../rules/kinds.js';
import { listed, type Ended } from '../../rules/words.js';
import { together, withDay, withName } from '../steps/receipt-words.js';
import type { Says } from '../steps/record-steps.js';
import type { Reply } from './read-reply.js';

const nameOf = (code: string | null, { names }: Reply): string | null => names.get(code ?? '') ?? code;
const toIssuer: Says<Reply> = ({ shown }) => ({
  how: withName('till', 'to', nameOf(shown.view.issuer, shown)),
});
const toOfficer: Says<Reply> = ({ shown }) => ({
  how: withName('till', 'to', nameOf(shown.view.officer, shown)),
});
const toMeeting: Says<Reply> = ({ shown: { meeting }, reader }) => ({
  how: withDay('till', 'for', meeting?.date, reader),
});
const fromConsultee: Says<Reply> = ({ shown }) => ({
  whose: withName('från', 'from', nameOf(shown.view.consultee, shown)),
});
const inSection: Says<Reply> = ({ shown: { view } }) => ({
  how: withName(', §', ', section', view.decision?.section),
});

/** Whoever writes is told to whom it went. */
const toTheOther = (shown: Reply, staffOf: readonly string[]): Ended => ({
  how: withName(
    'till',
    'to',
    nameOf(staffOf.includes(shown.view.consultee ?? '') ? shown.view.issuer : shown.view.consultee, shown),
  ),
});

const signedPaperOf = (paper: SignedPaper): Texts => {
  const { sv, en } = signedPaperInSentence(paper);
  return { sv: `på ${sv}`, en: `on ${en}` };
};

const bySigners: Says<Reply> = ({ shown: { signatures }, reader }) => {
  const [latest] = signatures;
  if (!latest) return undefined;
  const people = listed(
    latest.signers.map(({ name }) => ({ sv: name, en: name })),
    'och',
    'and',
  );
  return {
    how: together(
      signedPaperOf(latest.paper),
      { sv: `från ${people.sv}`, en: `from ${people.en}` },
      withDay('senast', 'by', latest.lastDay, reader),
    ),
  };
};

/** What the receipts of a reply's steps name. */
export const RECEIPTS_OF_REPLY: Readonly<Partial<Record<VerbOn<'consultation'>, Says<Reply>>>> = {
  register: ({ shown: { view } }) => ({ number: view.ownCaseNumber ?? undefined }),
  'correct-registration': ({ shown: { view } }) => ({ how: withName('till', 'to', view.ownCaseNumber) }),
  assign: toOfficer,
  return: toOfficer,
  schedule: toMeeting,
  table: toMeeting,
  decide: inSection,
  confirm: ({ shown: { view } }) => ({ of: withName('§', 'section', view.decision?.section) }),
  forward: toIssuer,
  'forward-correction': toIssuer,
  acknowledge: fromConsultee,
  recall: ({ shown }) => ({ whose: withName('till', 'to', nameOf(shown.view.consultee, shown)) }),
  'record-reply': ({ shown }) => ({ how: withName('från', 'from', nameOf(shown.view.consultee, shown)) }),
  'request-signatures': bySigners,
  'request-extension': ({ body, reader }) => ({
    how: withDay('till och med', 'until', (body as RequestExtensionBody).until, reader),
  }),
  'snooze-reminders': ({ body, reader }) => ({
    how: withDay('till', 'until', (body as SnoozeRemindersBody).until, reader),
  }),
  'write-message': ({ shown, reader }) => toTheOther(shown, reader.actor.staffOf),
};
