/** Each column that may hold what somebody wrote, and from where. What is in none of these lines is nowhere. */
const belongs: readonly (readonly [column: string, from: RegExp])[] = [
  ['api_clients.name', /\/api-clients name$/],
  ['calendar_feeds.name', /\/calendar-feeds name$/],
  ['webhooks.url', /^webhook address$/],
  ['webhooks.description', /\/webhooks description$/],
  ['people.name', /\/people\S* name$/],
  ['people.email', /\/people\S* email$/],
  ['earlier_person_names.name', /\/people\S* name$/],
  ['bodies.name', /^body name$/],
  ['earlier_body_names.name', /^body name$/],
  ['public_entries.consultees', /^body name$/],
  ['meetings.organ', /\/meetings\S* organ$/],
  ['meetings.place', /\/meetings\S* place$/],
  ['paper_forms.form', /\/paper-forms\S* \w+$/],
  ['consultee_groups.name', /\/consultee-groups name$/],
  ['consultee_groups.consultees', /^group consultee name$/],
  ['register_entries.number', /caseNumber$/],
  ['register_entries.number_key', /caseNumber$/],
  ['cases.number', /\/cases\S* caseNumber$/],
  ['cases.number_key', /\/cases\S* caseNumber$/],
  ['cases.title', /\/cases\S* title$/],
  ['cases.classification', /\/cases\S* classification$/],
  ['cases.related_cases', /\/cases\S* relatedCases$/],
  ['cases.prior_decisions', /\/cases\S* about$/],
  ['cases.origin', /\/cases\S* (sender|reference|email)$/],
  ['cases.search_text', /\/cases\S* (title|caseNumber|classification)$/],
  ['confidentiality.provision', /provision$/],
  ['documents.title', /^document title$|\/documents\S* title$/],
  ['documents.file_name', /^file name$/],
  ['referrals.title', /\/referrals\S* title$/],
  ['referrals.letter', /\/referrals\S* letter$/],
  ['referrals.questions', /\/referrals\S* text$/],
  ['referrals.delegation_barred', /\/referrals\S* delegationBarred$/],
  [
    'referrals.packet',
    /\/referrals\S* (title|letter|text|delegationBarred)$|^(document title|consultee name|body name)$|caseNumber$/,
  ],
  [
    'referral_packets.packet',
    /\/referrals\S* (title|letter|text|delegationBarred)$|^(document title|consultee name|body name)$|caseNumber$/,
  ],
  ['referral_packets.reason', /\/supplement reason$/],
  ['referrals.settled_because', /\/close reason$/],
  ['referral_consultees.name', /^consultee name$/],
  ['referral_consultees.email', /^consultee email$/],
  ['consultations.title', /\/referrals\S* title$/],
  ['consultations.consultee_name', /^consultee name$|\/unasked-replies name$/],
  ['consultations.consultee_email', /^consultee email$|\/unasked-replies email$/],
  ['consultations.case_number', /\/cases caseNumber$/],
  ['consultations.own_case_number', /registration caseNumber$/],
  ['consultations.own_number_key', /registration caseNumber$/],
  [
    'consultations.postponements',
    /\/(table|refer-back) reason$|\/correct-postponement because$|\/meetings organ$/,
  ],
  ['consultations.recalled_because', /\/recall reason$/],
  ['consultations.search_text', /\/referrals\S* title$|caseNumber$/],
  ['extensions.reason', /\/extensions reason$/],
  ['extensions.comment', /\/extensions\S* comment$/],
  ['messages.text', /\/messages text$|provision$|\/correct-reply reason$/],
  ['messages.withdrawn_because', /\/withdraw reason$/],
  [
    'recorded_replies.content',
    /\/(record-reply|correct-reply|unasked-replies) (caseNumber|text|passage|proposal)$/,
  ],
  ['remark_answers.text', /\/remark-answers text$/],
  ['remark_answers.about', /\/(record-reply|correct-reply|unasked-replies) (text|passage|proposal)$/],
  ['compilation_notes.text', /\/(summaries text|gathered-passages under)$/],
  ['compilation_notes.passage_key', /\/(record-reply|correct-reply) passage$/],
  ['compilations.note', /\/share-compilation note$/],
  // What was dispatched or recorded, with what the issuer answers.
  [
    'compilations.content',
    /\/statement \w+$|^statement |\/(decide|correct|reservations|forward-correction|decline|record-reply|correct-reply|unasked-replies|remark-answers) \w+$|\/referrals\S* (title|text)$|\/gathered-passages under$|caseNumber$|^(body|consultee) name$/,
  ],
  [
    'compilation_parts.remarks',
    /\/statement \w+$|\/(record-reply|correct-reply|unasked-replies) (text|passage|proposal)$|\/remark-answers text$/,
  ],
  ['reminder_silences.reason', /\/mute reason$/],
  [
    'statement_versions.content',
    /\/statement \w+$|^statement |^imported text$|\/(decide|correct|forward-correction) (text|assessment)$/,
  ],
  ['statement_working_copies.content', /\/working-copy \w+$/],
  ['decisions.committee', /\/correct committee$/],
  ['decisions.clauses', /\/(decide|correct|forward-correction) text$/],
  ['decisions.motions', /\/(decide|correct) (by|text|result)$/],
  ['decisions.votes', /\/(decide|correct) (question|name)$/],
  ['decisions.not_taking_part', /\/(decide|correct) (by|text)$/],
  ['decisions.minutes_notes', /\/(decide|correct) (by|text)$/],
  ['decisions.reservations', /\/(decide|correct|reservations) (by|text)$/],
  ['decisions.special_statements', /\/(decide|correct) (by|text)$/],
  ['decisions.recusals', /\/(decide|correct) by$/],
  ['decision_corrections.reason', /\/(correct|forward-correction) reason$/],
  [
    'decision_corrections.earlier',
    /\/(decide|correct) (question|name|text|by|result|committee)$|\/meetings organ$/,
  ],
  [
    'dispatches.content',
    /\/statement \w+$|^statement |\/(correct|reservations|forward-correction) \w+$|title$|caseNumber$/,
  ],
  ['dispatch_papers.file_name', /caseNumber$/],
  ['dispatches.reason', /\/forward-correction reason$/],
  ['deliveries.delivered_how', /\/(complete|correct) how$/],
  ['deliveries.recipient_name', /^(consultee|statement recipient) name$/],
  ['deliveries.recipient_email', /^consultee email$|\/people email$/],
  // What has happened to the record, which is public: names and decisions, but no work and no conversation.
  ['audit_events.reason', /reason$/],
  ['audit_events.before', /^(?!.*(messages|statement|imported|content|Idempotency))/],
  ['audit_events.after', /^(?!.*(messages|statement|imported|content|Idempotency))/],
];

/** Sent, and kept nowhere at all. */
const nowhere = /^refused|User-Agent|X-Request-Id/;

/** Whether what was planted there may be found in the column. */
export function belongsIn(column: string, place: string): boolean {
  return !nowhere.test(place) && belongs.some(([name, from]) => name === column && from.test(place));
}

export const columns: readonly string[] = belongs.map(([column]) => column);
