import type { Role } from '../rules/actor.js';
import type { ConsultationState } from '../rules/consultation-states.js';
import type { VerbOn } from '../rules/kinds.js';
import type { PlanStepName, Verdict } from '../rules/planning.js';
import type { Texts } from '../rules/texts.js';

/** Until there is one vocabulary for all: the words of states, verbs and roles that the pages need. */

export const ROLE_WORDS: Readonly<Record<Role, Texts>> = {
  registrar: { sv: 'Registrator', en: 'Registrar' },
  officer: { sv: 'Handläggare', en: 'Case officer' },
  manager: { sv: 'Förvaltningschef', en: 'Manager' },
  secretary: { sv: 'Nämndsekreterare', en: 'Secretary' },
  reader: { sv: 'Förtroendevald', en: 'Elected representative' },
  administrator: { sv: 'Systemförvaltare', en: 'Administrator' },
};

export const STATE_WORDS: Readonly<Record<ConsultationState, Texts>> = {
  sent: { sv: 'Skickad', en: 'Sent' },
  registered: { sv: 'Registrerad', en: 'Registered' },
  drafting: { sv: 'Handläggs', en: 'Being drafted' },
  'in-review': { sv: 'Granskas', en: 'In review' },
  approved: { sv: 'Godkänt', en: 'Approved' },
  'on-agenda': { sv: 'Uppsatt', en: 'On the agenda' },
  decided: { sv: 'Beslutat', en: 'Decided' },
  confirmed: { sv: 'Justerat', en: 'Confirmed' },
  forwarded: { sv: 'Expedierat', en: 'Dispatched' },
  received: { sv: 'Kvitterat', en: 'Received' },
  declined: { sv: 'Avböjt', en: 'Declined' },
  'no-reply': { sv: 'Svarade inte', en: 'Did not answer' },
  withdrawn: { sv: 'Återkallad', en: 'Withdrawn' },
};

export const VERB_WORDS: Readonly<Record<VerbOn<'consultation'>, Texts>> = {
  register: { sv: 'Registrera', en: 'Register' },
  'correct-registration': { sv: 'Rätta numret', en: 'Correct the number' },
  assign: { sv: 'Fördela', en: 'Assign' },
  submit: { sv: 'Lämna för granskning', en: 'Submit for review' },
  return: { sv: 'Återlämna', en: 'Return' },
  approve: { sv: 'Godkänn', en: 'Approve' },
  schedule: { sv: 'Sätt upp', en: 'Put on the agenda' },
  unschedule: { sv: 'Ta bort från listan', en: 'Take off the agenda' },
  table: { sv: 'Bordlägg', en: 'Table' },
  'refer-back': { sv: 'Återremittera', en: 'Refer back' },
  decide: { sv: 'För in beslut', en: 'Record the decision' },
  'decide-by-delegation': { sv: 'Besluta på delegation', en: 'Decide by delegation' },
  correct: { sv: 'Rätta beslutet', en: 'Correct the decision' },
  confirm: { sv: 'Justera', en: 'Confirm the minutes' },
  forward: { sv: 'Expediera', en: 'Dispatch' },
  'forward-correction': { sv: 'Expediera rättat yttrande', en: 'Dispatch a correction' },
  acknowledge: { sv: 'Kvittera', en: 'Acknowledge receipt' },
  decline: { sv: 'Avböj', en: 'Decline' },
  'allow-recorded-reply': { sv: 'Medge att svaret förs in', en: 'Allow a recorded reply' },
  'record-reply': { sv: 'För in svar', en: 'Record a reply' },
  'correct-reply': { sv: 'Rätta infört svar', en: 'Correct a recorded reply' },
  reopen: { sv: 'Öppna igen', en: 'Reopen' },
  'request-extension': { sv: 'Begär anstånd', en: 'Request an extension' },
  'write-message': { sv: 'Skriv meddelande', en: 'Write a message' },
  'mute-reminders': { sv: 'Tysta påminnelser', en: 'Mute reminders' },
  'snooze-reminders': { sv: 'Skjut upp påminnelser', en: 'Snooze reminders' },
  'unmute-reminders': { sv: 'Påminn igen', en: 'Remind again' },
  'answer-remark': { sv: 'Bemöt synpunkt', en: 'Answer a remark' },
  'add-reservation': { sv: 'För in reservation', en: 'Add a reservation' },
  'mark-confidential': { sv: 'Sekretessmarkera', en: 'Mark as confidential' },
  'lift-confidentiality': { sv: 'Häv sekretessen', en: 'Lift the confidentiality' },
  publish: { sv: 'Publicera', en: 'Publish' },
};

export const VERDICT_WORDS: Readonly<Record<Verdict, Texts>> = {
  comfortable: { sv: 'I god tid', en: 'In good time' },
  tight: { sv: 'Ligger efter planen', en: 'Behind the plan' },
  'needs-immediate-confirmation': { sv: 'Kräver omedelbar justering', en: 'Needs immediate confirmation' },
  'needs-delegation': { sv: 'Hinner inte nämnden', en: 'Too late for the board' },
  impossible: { sv: 'Tiden har gått ut', en: 'Time is up' },
};

export const STEP_WORDS: Readonly<Record<PlanStepName, Texts>> = {
  assign: { sv: 'Handläggare utsedd', en: 'Officer assigned' },
  draft: { sv: 'Utkast klart', en: 'Draft finished' },
  approve: { sv: 'Granskat', en: 'Reviewed' },
  schedule: { sv: 'Uppsatt på listan', en: 'On the agenda' },
  decide: { sv: 'Nämnden beslutar', en: 'The board decides' },
  confirm: { sv: 'Justerat', en: 'Minutes confirmed' },
  forward: { sv: 'Expedierat', en: 'Dispatched' },
};
