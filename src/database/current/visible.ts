/**
 * Who may see which record, as SQL conditions: both walls are made of these. The first is every query's own
 * (`src/identity/visibility.ts`), the second row-level security (`wall.ts`), should a query ever forget the first.
 *
 * Each board is an authority of its own (OSL 8:2, TF 2:11): a record of another body is not there at all. Nor is
 * what is confidential, for the people of the body that decided so who are not on its lists. A list binds that body
 * alone: the other side of a consultation sees it by its own lists (migrations/051).
 *
 * What needs other rows than the one that is asked about is asked of a function (`sight.ts`), which reads them as the
 * owner of the tables: a row that the caller may not see must be able to say no.
 */

/** Who asks, as SQL: values of the types that are named. */
export interface Asking {
  /** `text[]`: the caller's marks, the bodies whose staff they are among them. */
  readonly marks: string;
  /** `text[]`: bodies of which the caller is a reader. */
  readonly readerOf: string;
  /** The same marks and bodies where few rows ask: PostgreSQL then need not know them before it begins. */
  readonly marksOnce: string;
  readonly readerOfOnce: string;
  /** `text[]`: bodies whose connections to other systems the caller keeps. */
  readonly administratorOf: string;
  /** `boolean`: whether the caller is the whole municipality's administrator. */
  readonly isMunicipalAdministrator: string;
}

/** A condition on the row that an alias names. */
type Visible = (row: string) => string;

export class Visibility {
  constructor(private readonly asking: Asking) {}

  /** As the consultee's own. */
  readonly consultationIsOwn: Visible = (consultation) => this.atConsultee(consultation);

  /** Either side of it, each by its own lists. */
  readonly consultationIsVisible: Visible = (consultation) =>
    `(${this.atIssuer(consultation)} OR ${this.atConsultee(consultation)})`;

  /** Questions and answers between the two sides are their staff's. */
  readonly messagesAreVisible: Visible = (consultation) =>
    `(${this.consultationIsVisible(consultation)} AND (${this.isStaffOf(`${consultation}.consultee_code`)} OR ${this.isStaffOf(`${consultation}.issuer_code`)}))`;

  readonly referralIsVisible: Visible = (referral) =>
    this.referralIsTheirs(referral, this.asked('is_asked_in_referral', `${referral}.id`));

  readonly caseIsVisible: Visible = (referralCase) =>
    this.caseIsTheirs(referralCase, this.asked('is_asked_in_case', `${referralCase}.id`));

  /** The same in a query of the tables' owner, who need ask no function. */
  readonly referralIsVisibleByTheTables: Visible = (referral) =>
    this.referralIsTheirs(referral, this.isAskedIn('referral_id', `${referral}.id`));

  readonly caseIsVisibleByTheTables: Visible = (referralCase) =>
    this.caseIsTheirs(referralCase, this.isAskedIn('case_id', `${referralCase}.id`));

  /** Of all rows: for `is_asked_in_case` and `is_asked_in_referral`. */
  isAskedIn(column: 'case_id' | 'referral_id', id: string): string {
    return `EXISTS (SELECT FROM consultations asked WHERE asked.${column} = ${id} AND ${this.consultationIsOwn('asked')})`;
  }

  /** The issuer's draft is the issuer's; once sent, also those it was sent to. */
  private referralIsTheirs(referral: string, isAsked: string): string {
    return `(
  (${this.isOpen(`${referral}.case_seen_by`, `${referral}.seen_by`)} AND (
    (${this.isStaffOf(`${referral}.issuer_code`)} AND (${referral}.sent_at IS NOT NULL OR ${this.isStaffOf(`${referral}.issuer_code || '/referrals'`)}))
    OR (${referral}.sent_at IS NOT NULL AND ${this.isReaderOf(`${referral}.issuer_code`)})))
  OR (${referral}.sent_at IS NOT NULL AND ${isAsked}))`;
  }

  /** The body whose register it stands in, and those who are consulted in it. */
  private caseIsTheirs(referralCase: string, isAsked: string): string {
    return `(
  (${this.isOpen(`${referralCase}.seen_by`)} AND ${this.isOf(`${referralCase}.issuer_code`)})
  OR ${isAsked})`;
  }

  /** Work in progress stays with the consultee's staff; its readers see what was decided. */
  readonly statementIsVisible: Visible = (consultation) => `(
  ${this.isOpen(`${consultation}.own_seen_by`, `${consultation}.statement_seen_by`)} AND (
  (${this.isStaffOf(`${consultation}.consultee_code`)} AND ${this.isStaffOf(`${consultation}.consultee_code || '/drafts'`)})
  OR (${this.isOf(`${consultation}.consultee_code`)}
      AND ${consultation}.state IN ('decided', 'confirmed', 'forwarded', 'received'))))`;

  /** What was dispatched is seen by both sides, unless it is confidential there. Also a reply that was recorded. */
  readonly dispatchIsVisible: Visible = (consultation) =>
    `(${this.atIssuer(consultation, 'reply_seen_by')} OR ${this.atConsultee(consultation, 'statement_seen_by')})`;

  /** Marked on neither side: what it says may be told to those who are of neither. */
  readonly dispatchIsUnmarked: Visible = (consultation) =>
    `num_nonnulls(${['case_seen_by', 'referral_seen_by', 'reply_seen_by', 'own_seen_by', 'statement_seen_by']
      .map((list) => `${consultation}.${list}`)
      .join(', ')}) = 0`;

  /** A compilation that was shared: to the issuer, and to each consultee that it was shared with. */
  readonly compilationIsVisible: Visible = (compilation) => `(EXISTS (
    SELECT FROM referrals WHERE referrals.id = ${compilation}.referral_id
      AND ${this.isOpen('referrals.case_seen_by', 'referrals.seen_by')} AND ${this.isOf('referrals.issuer_code')})
  OR ${this.asked('compilation_has_reached', `${compilation}.id`)})`;

  /** Not confidential by itself, or the caller is on its list; for one whose matter the caller sees. */
  readonly documentIsOpen: Visible = (document) => this.isOpen(`${document}.seen_by`);

  /**
   * A document of a referral's packet: to the issuer by its list, to a consultee as it was received, and to one that was
   * recalled if it was sent before.
   */
  packetDocumentIsOpen(document: string, referral: string): string {
    return `(
  (${this.isOpen(`${referral}.case_seen_by`, `${referral}.seen_by`, `${document}.seen_by`)}
    AND ${this.isOf(`${referral}.issuer_code`)})
  OR EXISTS (SELECT FROM consultations asked WHERE asked.referral_id = ${referral}.id AND ${this.atConsultee('asked')}
    AND ${this.documentIsReceived(document, 'asked')}
    AND (asked.recalled_after_packet IS NULL OR EXISTS (SELECT FROM referral_packets sent
      WHERE sent.referral_id = asked.referral_id AND sent.number <= asked.recalled_after_packet
        AND sent.packet->'documents' @> jsonb_build_array(jsonb_build_object('id', ${document}.id))))))`;
  }

  /** A packet that was sent: to the issuer, and to each consultee that was not recalled before. */
  readonly packetHasReached: Visible = (
    packet,
  ) => `EXISTS (SELECT FROM referrals WHERE referrals.id = ${packet}.referral_id AND (
    (${this.isOpen('referrals.case_seen_by', 'referrals.seen_by')} AND ${this.isOf('referrals.issuer_code')})
    OR EXISTS (SELECT FROM consultations asked WHERE asked.referral_id = referrals.id AND ${this.atConsultee('asked')}
      AND ${packet}.number <= coalesce(asked.recalled_after_packet, ${packet}.number))))`;

  /** The owner's staff, if they see what it is part of; those whom a sent packet or a dispatch reached. */
  readonly documentIsVisible: Visible = (document) =>
    this.documentIsTheirs(
      document,
      `document_is_open_to(${document}.id, ${this.asking.marksOnce})`,
      this.asked('document_has_reached', `${document}.id`),
    );

  /** The same in a query of the tables' owner, who need ask no function. */
  readonly documentIsVisibleByTheTables: Visible = (document) =>
    this.documentIsTheirs(
      document,
      this.documentIsOpenWhereItStands(`${document}.id`),
      this.documentHasReached(document),
    );

  private documentIsTheirs(document: string, isOpenWhereItStands: string, hasReached: string): string {
    return `(
  (${this.isStaffOf(`${document}.body_code`)} AND (${this.isStaffOf(`${document}.body_code || '/drafts'`)} OR ${this.isStaffOf(`'@' || ${document}.created_by`)})
    AND ${this.documentIsOpen(document)} AND ${isOpenWhereItStands})
  OR ${hasReached})`;
  }

  /** By the lists of everything that a document is part of. Of all rows: for `document_is_open_to`. */
  documentIsOpenWhereItStands(id: string): string {
    const open = (list: string) => `is_open_to(${list}, ${this.asking.marksOnce})`;
    return `NOT EXISTS (
    SELECT FROM referral_documents JOIN referrals ON referrals.id = referral_id
    WHERE document_id = ${id} AND NOT (${open('referrals.case_seen_by')} AND ${open('referrals.seen_by')})
  ) AND NOT EXISTS (
    SELECT FROM (
      SELECT consultation_id FROM statement_documents WHERE document_id = ${id}
      UNION ALL SELECT consultation_id FROM dispatch_documents JOIN dispatches ON dispatches.id = dispatch_id
        WHERE document_id = ${id}
      UNION ALL SELECT consultation_id FROM signature_requests WHERE document_id = ${id}
    ) place JOIN consultations ON consultations.id = place.consultation_id
    WHERE NOT (${open('own_seen_by')} AND ${open('statement_seen_by')})
  ) AND NOT EXISTS (
    SELECT FROM (
      SELECT consultation_id FROM recorded_replies WHERE document_id = ${id}
      UNION ALL SELECT consultation_id FROM recorded_replies WHERE attachments @> ARRAY[${id}]
    ) place JOIN consultations ON consultations.id = place.consultation_id
    WHERE NOT (${open('case_seen_by')} AND ${open('referral_seen_by')} AND ${open('reply_seen_by')})
  ) AND NOT EXISTS (
    -- By the lists of the side that sent it, or has taken over from that.
    SELECT FROM message_documents JOIN messages ON messages.id = message_id
    JOIN consultations ON consultations.id = messages.consultation_id
    WHERE document_id = ${id} AND NOT CASE WHEN took_over(consultee_code, from_body) THEN ${open('own_seen_by')}
      ELSE ${open('case_seen_by')} AND ${open('referral_seen_by')} END
  )`;
  }

  /** Those whom a sent packet, a dispatch or a message reached. Of all rows: for `document_has_reached`. */
  readonly documentHasReached: Visible = (document) => `(${this.waysOfADocument(document).join('\n  OR ')})`;

  /** Each way by which a document reaches somebody, the commonest first. */
  waysOfADocument(document: string): readonly string[] {
    return [
      `EXISTS (SELECT FROM referral_documents packet JOIN referrals ON referrals.id = packet.referral_id
             WHERE packet.document_id = ${document}.id AND referrals.sent_at IS NOT NULL
               AND ${this.packetDocumentIsOpen(document, 'referrals')})`,
      `EXISTS (SELECT FROM dispatch_documents enclosed
             JOIN dispatches ON dispatches.id = enclosed.dispatch_id
             JOIN consultations ON consultations.id = dispatches.consultation_id
             WHERE enclosed.document_id = ${document}.id AND (
               (${this.atIssuer('consultations', 'reply_seen_by')} AND ${this.documentIsReceived(document, 'consultations')})
               OR (${this.atConsultee('consultations', 'statement_seen_by')} AND ${this.documentIsOpen(document)})))`,
      `EXISTS (SELECT FROM signed_papers_of(${document}.id) signed
             JOIN consultations ON consultations.id = signed.consultation_id
             WHERE ${this.documentIsOpen(document)} AND (${this.statementIsVisible('consultations')}
               OR signed.dispatched AND ${this.dispatchIsVisible('consultations')}))`,
      `EXISTS (SELECT FROM message_documents carried
             JOIN messages ON messages.id = carried.message_id
             JOIN consultations ON consultations.id = messages.consultation_id
             WHERE carried.document_id = ${document}.id AND messages.withdrawn_at IS NULL AND (
               ${this.isOtherSide('consultee_code', document, 'consultations')} AND ${this.atConsultee('consultations')}
               OR ${this.isOtherSide('issuer_code', document, 'consultations')} AND ${this.atIssuer('consultations')})
               AND ${this.documentIsReceived(document, 'consultations')})`,
    ];
  }

  /** A delivery to the sender's staff, who see what it is about. */
  readonly deliveryIsOfItsSender: Visible = (delivery) =>
    `(coalesce(${this.isStaffOf(`${delivery}.sender_body`)}, false) AND ${this.matterIsOpen(delivery, 'sender_body')})`;

  /**
   * The sender's staff; what has failed also the administrators, who see to it that it works again: of the body that
   * sent it, and the municipality's. What goes to another system or an address is the recipient's own business: its
   * administrators', and nobody else's.
   */
  readonly deliveryIsVisible: Visible = (delivery) => `(
  (${this.deliveryIsOfItsSender(delivery)} OR ${delivery}.state = 'failed'
      AND (${this.asking.isMunicipalAdministrator} OR ${this.administers(`${delivery}.sender_body`)}))
    AND ${delivery}.channel NOT IN ('webhook', 'email')
  OR ${delivery}.channel IN ('webhook', 'email') AND ${this.administers(`${delivery}.recipient_body`)})`;

  /**
   * An inbox is for the body's staff; what concerns other systems, for its administrators; a person's reminders, and
   * what is said to one person about their own rights, for that person.
   */
  readonly inboxItemIsVisible: Visible = (item) => `(
  ${this.isStaffOf(`'@' || ${item}.person`)} AND (${item}.kind <> 'notice'
    OR ${this.isStaffOf(`${item}.body_code`)} AND ${this.matterIsOpen(item, 'body_code')})
  OR ${item}.person IS NULL AND ${item}.role IS DISTINCT FROM 'administrator' AND ${this.isStaffOf(`${item}.body_code`)}
    AND ${this.matterIsOpen(item, 'body_code')} AND NOT EXISTS (
    SELECT FROM digests WHERE digests.delivery_id = ${item}.delivery_id AND '@' || digests.username <> ALL(${this.asking.marks}) OFFSET 0)
  OR ${item}.person IS NULL AND ${item}.role = 'administrator' AND ${this.administers(`${item}.body_code`)})`;

  /** A group of consultees is its body's own. */
  readonly consulteeGroupIsVisible: Visible = (group) => `(${this.isStaffOf(`${group}.body_code`)})`;

  /** An extension is seen with its consultation. */
  readonly extensionIsVisible: Visible = (extension) =>
    this.asked('is_party_to', `${extension}.consultation_id`);

  /** What is published of a record is kept with the record. */
  readonly publicationIsVisible: Visible = (publication) => `CASE ${publication}.kind
  WHEN 'case' THEN EXISTS (
    SELECT FROM cases WHERE cases.id = ${publication}.case_id AND ${this.caseIsVisible('cases')} OFFSET 0)
  WHEN 'referral' THEN EXISTS (
    SELECT FROM referrals WHERE referrals.id = ${publication}.referral_id AND ${this.referralIsVisible('referrals')} OFFSET 0)
  ELSE EXISTS (
    SELECT FROM consultations answered
    WHERE answered.id = ${publication}.consultation_id AND ${this.dispatchIsVisible('answered')} OFFSET 0) END`;

  /** A webhook is the administrators' of its body: its address and what came of it are nobody else's. */
  readonly webhookIsVisible: Visible = (webhook) => `(${this.administers(`${webhook}.body_code`)})`;

  /** A calendar feed is whose it is, and its body's administrators'. */
  readonly calendarFeedIsVisible: Visible = (feed) =>
    `(${this.isStaffOf(`'@' || ${feed}.username`)} OR ${this.administers(`${feed}.body_code`)})`;

  /** Each record that a row names by its columns, where it names one. */
  readonly whatItNamesIsVisible: Visible = (row) => `(
  (${row}.case_id IS NULL OR EXISTS (
    SELECT FROM cases WHERE cases.id = ${row}.case_id AND ${this.caseIsVisible('cases')}))
  AND (${row}.referral_id IS NULL OR EXISTS (
    SELECT FROM referrals WHERE referrals.id = ${row}.referral_id AND ${this.referralIsVisible('referrals')}))
  AND (${row}.consultation_id IS NULL OR EXISTS (
    SELECT FROM consultations named WHERE named.id = ${row}.consultation_id AND ${this.consultationIsVisible('named')}))
  AND (${row}.document_id IS NULL OR EXISTS (
    SELECT FROM documents WHERE documents.id = ${row}.document_id AND ${this.documentIsVisible('documents')})))`;

  /** Whether a body of the caller's has marked its own part of a case or a referral, as a consultee. */
  isMarkedAtConsultee(column: 'case_id' | 'referral_id', id: string): string {
    return `EXISTS (
  SELECT FROM consultations own WHERE own.${column} = ${id} AND own.own_seen_by IS NOT NULL
    AND own.consultee_code = ANY(${this.asking.marks}::text[] || ${this.asking.readerOf}::text[]))`;
  }

  /** The body that is asked, by its own lists; a reader of it once it has registered it. */
  private atConsultee(consultation: string, ...also: string[]): string {
    return `(
  ${this.isOpen(...['own_seen_by', ...also].map((list) => `${consultation}.${list}`))} AND (${this.isStaffOf(`${consultation}.consultee_code`)}
  OR (${this.isReaderOf(`${consultation}.consultee_code`)} AND ${consultation}.own_case_number IS NOT NULL)))`;
  }

  /** The body that asks, by its lists of the case and the referral, and `also` of what it has received. */
  private atIssuer(consultation: string, ...also: string[]): string {
    return `(
  ${this.isOpen(...['case_seen_by', 'referral_seen_by', ...also].map((list) => `${consultation}.${list}`))}
  AND ${this.isOf(`${consultation}.issuer_code`)})`;
  }

  /** Not confidential, or the caller is on each list. */
  private isOpen(...lists: string[]): string {
    return lists.map((list) => `(${list} IS NULL OR ${list} && ${this.asking.marksOnce})`).join(' AND ');
  }

  /** Of the staff of that side, to which the document came in a message. */
  private isOtherSide(
    side: 'consultee_code' | 'issuer_code',
    document: string,
    consultation: string,
  ): string {
    return `${consultation}.${side} <> ${document}.body_code AND ${this.isStaffOf(`${consultation}.${side}`)}`;
  }

  /** Open now, or open when it came to the other side of a consultation: what has been received is not taken back. */
  private documentIsReceived(document: string, consultation: string): string {
    return `(${this.documentIsOpen(document)} OR was_received_open(${consultation}.id, ${document}.id, ${this.asking.marksOnce}))`;
  }

  /**
   * What a body sent or received in a case: open to the caller by that body's own lists of the case, the referral and the
   * consultation that the row names.
   */
  private matterIsOpen(row: string, body: string): string {
    return `matter_is_open(${row}.case_id, ${row}.referral_id, ${row}.consultation_id, ${row}.${body}, ${this.asking.marksOnce})`;
  }

  private isStaffOf(body: string): string {
    return `${body} = ANY(${this.asking.marks})`;
  }

  private isReaderOf(body: string): string {
    return `${body} = ANY(${this.asking.readerOf})`;
  }

  private isOf(body: string): string {
    return `(${this.isStaffOf(body)} OR ${this.isReaderOf(body)})`;
  }

  private administers(body: string): string {
    return `${body} = ANY(${this.asking.administratorOf})`;
  }

  /** What `sight.ts` answers of a record, as its owner. */
  private asked(question: string, id: string): string {
    return `${question}(${id}, ${this.asking.marksOnce}, ${this.asking.readerOfOnce})`;
  }
}
