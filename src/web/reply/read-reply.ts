import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ArchivePackagesQueries } from '../../archive/archive-packages.queries.js';
import type { ArchivePackageView } from '../../archive/archive.dto.js';
import type { Caller } from '../../changes/caller.js';
import type { RemarkAnswersView } from '../../compilation/shared-compilations.dto.js';
import { SharedCompilationsQueries } from '../../compilation/shared-compilations.queries.js';
import type { ConsultationView } from '../../consultations/consultations.dto.js';
import type { MessagesPage } from '../../consultations/messages.dto.js';
import { ConsultationsQueries } from '../../consultations/consultations.queries.js';
import { Messages } from '../../consultations/messages.js';
import { DeliveriesQuery, type DeliveryRowView } from '../../delivery/deliveries.dto.js';
import { DeliveriesQueries } from '../../delivery/deliveries.queries.js';
import { DeadlinesQueries } from '../../deadlines/deadlines.queries.js';
import type { ExtensionView } from '../../deadlines/deadlines.dto.js';
import type { ConsultationPlanView } from '../../deadlines/plan/plan.dto.js';
import { ReadPlan } from '../../deadlines/plan/read-plan.js';
import type { PublicationView } from '../../publication/publications.dto.js';
import { PublicationsQueries } from '../../publication/publications.queries.js';
import { PageQuery } from '../../lists/paging.dto.js';
import type { ReferralView } from '../../referrals/referrals.dto.js';
import { ReferralsQueries, type Supplement } from '../../referrals/referrals.queries.js';
import { dayInWords } from '../../markup/day.js';
import { permits } from '../../rules/policy.js';
import { NotFound } from '../../rules/problem.js';
import type { StatementView } from '../../statements/statements.dto.js';
import { StatementsQueries } from '../../statements/statements.queries.js';
import { SignatureRequestsQueries } from '../../signatures/signature-requests.queries.js';
import type { SignatureRequestView } from '../../signatures/signatures.dto.js';
import { History, type Told } from '../frame/history.js';
import { seesDeliveries } from '../inbox/read-inbox.js';
import { ReadNames } from '../frame/read-names.js';
import type { Reader } from '../frame/staff-frame.js';

/** One consultee's part of a referral, for whoever takes a step of it; null for what the reader may not see, or is not there. */
export interface Reply {
  readonly view: ConsultationView;
  readonly referral: ReferralView | null;
  /** How the referral has been supplemented or corrected since it was sent, the latest first. */
  readonly supplements: readonly Supplement[];
  readonly statement: StatementView | null;
  readonly plan: ConsultationPlanView | null;
  /** Whether there was a proposal that the reader may see: a staff report is made of it. */
  readonly hasReport: boolean;
  /** What was sent for signature, the latest first; empty for whoever does not see that. */
  readonly signatures: readonly SignatureRequestView[];
  /** Names of bodies by code and of people by username. */
  readonly names: ReadonlyMap<string, string>;
  /** The meeting that it is on the agenda of, or was decided at; null for whoever does not see that. */
  readonly meeting: MeetingOfReply | null;
}

interface MeetingOfReply {
  readonly id: string;
  readonly body: string;
  readonly date: string;
  /** The committee that meets; null for the body itself. */
  readonly organ: string | null;
}

/** The same with all that is shown beside it on its own page. */
export interface WholeReply extends Reply {
  /** Whether whoever is to write has left: another is to be appointed. */
  readonly officerLeft: boolean;
  /** Whether the paper of what was forwarded is there or is being made; null where none is kept of it. */
  readonly dispatched: { readonly isThere: boolean; readonly replacedSigns: number } | null;
  /** How its remarks were met, where the issuer has shared that. */
  readonly met: RemarkAnswersView | null;
  readonly publication: PublicationView | null;
  /** What the two sides have written to each other; null for whoever is of neither's staff. */
  readonly messages: MessagesPage | null;
  /** More time that was asked for or given, the latest first. */
  readonly extensions: readonly ExtensionView[];
  /** Of the body's own file, the latest first; empty for whoever does not keep its archive. */
  readonly packages: readonly ArchivePackageView[];
  /** Deliveries of it that have failed, where the reader sees them. */
  readonly failed: readonly DeliveryRowView[];
  /** What has happened with it; empty for whoever may not read that. */
  readonly history: readonly Told[];
}

const ten = (): PageQuery => Object.assign(new PageQuery(), { limit: 10 });

@Injectable()
export class ReadReply {
  constructor(
    private readonly dataSource: DataSource,
    private readonly consultations: ConsultationsQueries,
    private readonly referrals: ReferralsQueries,
    private readonly statements: StatementsQueries,
    private readonly readPlan: ReadPlan,
    private readonly readNames: ReadNames,
    private readonly shared: SharedCompilationsQueries,
    private readonly publications: PublicationsQueries,
    private readonly messages: Messages,
    private readonly deadlines: DeadlinesQueries,
    private readonly history: History,
    private readonly deliveries: DeliveriesQueries,
    private readonly signing: SignatureRequestsQueries,
    private readonly archivePackages: ArchivePackagesQueries,
  ) {}

  /** @throws NotFound where the API would, too. */
  async read(caller: Caller, id: string): Promise<Reply> {
    const view = await this.consultations.one(caller, id, 'actions');
    const [referral, supplements, statement, plan, proposal, signatures, names, meeting] = await Promise.all([
      view.referralId === null ? null : absentAsNull(this.referrals.one(caller, view.referralId)),
      view.referralId === null ? [] : this.referrals.supplements(caller, view.referralId, ten()),
      absentAsNull(this.statements.latest(caller, id)),
      absentAsNull(this.readPlan.plan(caller, id)),
      absentAsNull(this.statements.proposal(caller, id)),
      this.signing.list(caller, id, ten()),
      this.readNames.of([view.issuer, view.consultee], [view.officer]),
      view.meetingId && this.meetingOf(view.meetingId),
    ]);
    const hasReport = proposal !== null;
    const seen = {
      view,
      referral,
      supplements,
      statement,
      plan,
      hasReport,
      signatures: signatures.items,
      names,
    };
    return { ...seen, meeting: meeting || null };
  }

  /** @throws NotFound where the API would, too. */
  async readWhole(caller: Caller, id: string): Promise<WholeReply> {
    const reply = await this.read(caller, id);
    const { view } = reply;
    const [dispatched, met, publication, messages, happened, gone] = await Promise.all([
      view.dispatch && this.paperOf(view.dispatch.id),
      view.referralId === null ? null : absentAsNull(this.shared.answersTo(caller, id)),
      this.publications.ofRecord(caller, 'statement', id),
      absentAsNull(this.messages.list(caller, id, Object.assign(new PageQuery(), { limit: 100 }))),
      this.happenedTo(caller, view),
      this.readNames.whoLeft(view.officer === caller.actor.username ? [] : [view]),
    ]);
    const officerLeft = gone.size > 0;
    const written = messages?.items ?? [];
    const writers = await this.readNames.of(
      written.map(({ from }) => from),
      written.map(({ author }) => author),
    );
    const names = new Map([...reply.names, ...writers]);
    return { ...reply, names, officerLeft, dispatched, met, publication, messages, ...happened };
  }

  private async happenedTo(
    caller: Caller,
    { id, caseId, referralId, issuer, consultee, dispatch }: ConsultationView,
  ): Promise<Pick<WholeReply, 'extensions' | 'failed' | 'history' | 'packages'>> {
    const body = issuer ?? consultee ?? '';
    const failures = { consultation: id, state: ['failed' as const], limit: 5 };
    const [extensions, failed, history, packages] = await Promise.all([
      this.deadlines.extensions(caller, id, ten()),
      dispatch &&
        seesDeliveries(caller.actor) &&
        this.deliveries.list(caller, Object.assign(new DeliveriesQuery(), failures)),
      this.history.latest(caller, { caseId, body, consultee, referralId, consultationId: id }),
      permits(caller.actor, 'consultation.read-archive', { consultee })
        ? this.archivePackages.list(caller, { kind: 'consultation', id }, ten())
        : null,
    ]);
    return {
      extensions: extensions.items,
      failed: (failed || null)?.items ?? [],
      history,
      packages: packages?.items ?? [],
    };
  }

  private async paperOf(dispatchId: string): Promise<WholeReply['dispatched']> {
    const [paper]: NonNullable<WholeReply['dispatched']>[] = await this.dataSource.query(
      `SELECT frozen_at IS NOT NULL AS "isThere", coalesce(replaced_signs, 0) AS "replacedSigns"
       FROM dispatch_papers WHERE dispatch_id = $1`,
      [dispatchId],
    );
    return paper ?? null;
  }

  private async meetingOf(id: string): Promise<MeetingOfReply | null> {
    const [meeting]: MeetingOfReply[] = await this.dataSource.query(
      'SELECT id, body_code AS body, meets_on AS date, organ FROM meetings WHERE id = $1',
      [id],
    );
    return meeting ?? null;
  }

  /** The body's meetings from today on, with time and committee, in words; thirty at most. */
  async meetingsOf(
    body: string | null,
    { language, today }: Pick<Reader, 'language' | 'today'>,
  ): Promise<readonly (readonly [id: string, words: string])[]> {
    const meetings: { id: string; date: string; what: string }[] = await this.dataSource.query(
      `SELECT id, meets_on AS date, concat_ws(', ', '', begins_at, organ) AS what FROM meetings
       WHERE body_code = $1 AND meets_on >= $2 ORDER BY meets_on, begins_at, id LIMIT 30`,
      [body, today],
    );
    return meetings.map(({ id, date, what }) => [
      id,
      `${dayInWords(date, language, 'sentence', today)}${what}`,
    ]);
  }
}

/** What the reader may not see, or is not there. */
export async function absentAsNull<T>(reading: Promise<T>): Promise<T | null> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof NotFound) return null;
    throw error;
  }
}
