import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Caller } from '../changes/caller.js';
import type { Change } from '../changes/change.js';
import { MakeChange } from '../changes/make-change.js';
import { warningsView } from '../changes/warnings-view.js';
import { Clock } from '../config/clock.js';
import { Consultation } from '../consultations/consultation.entity.js';
import { toConsultee } from '../consultations/notices.js';
import { PromiseDeliveries } from '../delivery/promise-deliveries.js';
import type { ReplyRow } from '../forwarding/read-replies.js';
import { REFERRAL } from '../referrals/referral.kind.js';
import { UNANSWERED_STATES } from '../rules/consultation-states.js';
import { Invalid } from '../rules/problem.js';
import type { CompilationView } from './compilation.dto.js';
import { ANSWERED, compilationOf, type CompilationFacts } from './compilation-of.js';
import { readCompilationFacts } from './read-compilation-facts.js';
import { because } from './refusals.js';
import type {
  CompilationSharedView,
  SharedCompilationRowView,
  ShareCompilationBody,
} from './shared-compilations.dto.js';
import { writeInTurns } from './write-in-turns.js';

/** Shares the compilation with those who were asked and those who replied unasked: a version of it that stays as it is. */
@Injectable()
export class ShareCompilation {
  constructor(
    private readonly makeChange: MakeChange,
    private readonly promiseDeliveries: PromiseDeliveries,
    private readonly clock: Clock,
  ) {}

  /**
   * All see what is confidential in no reply and that the issuer does not leave out; each sees besides how its own remarks
   * were met. The referral is locked, so that no two versions have one number.
   */
  async share(caller: Caller, id: string, body: ShareCompilationBody): Promise<CompilationSharedView> {
    const shared = await this.makeChange.step(
      caller,
      REFERRAL,
      id,
      'share-compilation',
      async (_referral, change) => {
        const facts = await readCompilationFacts(change.tx, caller, id);
        refuseUnknown(facts, body.leaveOut);
        const whole = compilationOf(facts, change.today);
        const forAll = forEveryone(
          compilationOf(withoutWhatIsKept(facts, body.leaveOut), change.today),
          whole,
        );
        const version = await this.freeze(change, forAll, body.note ?? null);
        await freezeParts(change, version.id, whole);
        await this.tell(change, id);
        const { id: _id, ...row } = version;
        return {
          after: { compilation: row.number, compilationSha256: row.sha256, leftOut: body.leaveOut ?? [] },
          answer: {
            compilation: row,
            ...warningsView(
              whole.totals.missing > 0 ? [because.repliesAwaited(whole.totals.missing)] : [],
              caller,
            ),
          },
        };
      },
    );
    return shared as CompilationSharedView;
  }

  private async freeze(
    { tx, caller }: Change,
    compilation: CompilationView,
    note: string | null,
  ): Promise<SharedCompilationRowView & { id: string }> {
    const { json, sha256 } = await writeInTurns(compilation);
    const { username } = caller.actor;
    const [id, sharedAt] = [randomUUID(), this.clock.now()];
    const [row]: { number: number }[] = await tx.query(
      `INSERT INTO compilations (id, referral_id, number, content, sha256, note, shared_by, shared_at)
       SELECT $1, $2, coalesce(max(number), 0) + 1, $3, $4, $5, $6, $7 FROM compilations WHERE referral_id = $2
       RETURNING number`,
      [id, compilation.referralId, json, sha256, note, username, sharedAt],
    );
    return { id, number: row!.number, sharedAt: sharedAt.toISOString(), sharedBy: username, note, sha256 };
  }

  /** Whoever was taken back hears no more of it. */
  private async tell({ tx }: Change, referralId: string): Promise<void> {
    const told = await tx
      .createQueryBuilder(Consultation, 'told')
      .where("told.referralId = :referralId AND told.state <> 'withdrawn'", { referralId })
      .orderBy('told.id')
      .getMany();
    await this.promiseDeliveries.promise(
      tx,
      told.map((consultation) => toConsultee(consultation, 'compilation-shared')),
    );
  }
}

/**
 * To each who is told, whether it had replied, and its own remarks with how they were met, whatever of its reply is kept
 * from the others.
 */
async function freezeParts({ tx }: Change, compilationId: string, whole: CompilationView): Promise<void> {
  const parts = whole.consultees
    .filter(({ state }) => state !== 'withdrawn')
    .map(({ consultationId, state, remarks }) => ({
      consultation_id: consultationId,
      replied: ANSWERED.includes(state),
      remarks,
    }));
  await tx.query(
    `INSERT INTO compilation_parts (compilation_id, consultation_id, replied, remarks)
     SELECT $1, consultation_id, replied, remarks
     FROM jsonb_to_recordset($2::jsonb) AS part (consultation_id uuid, replied boolean, remarks jsonb)`,
    [compilationId, (await writeInTurns(parts)).json],
  );
}

/** @throws Invalid where what is to be left out is no consultation of the referral. */
function refuseUnknown({ replies }: CompilationFacts, leaveOut: readonly string[] = []): void {
  const known = new Set(replies.map(({ id }) => id));
  const unknown = leaveOut.findIndex((id) => !known.has(id));
  if (unknown >= 0) throw new Invalid({ pointer: `/leaveOut/${unknown}`, ...because.noSuchConsultation });
}

/** That somebody wrote unasked is known to the issuer alone: whoever is not shown, or was taken back, is not named either. */
function withoutWhatIsKept(facts: CompilationFacts, leaveOut: readonly string[] = []): CompilationFacts {
  const isShown = (row: ReplyRow) => row.unmarked && !leaveOut.includes(row.id);
  return {
    ...facts,
    replies: facts.replies
      .filter((row) => !row.unasked || (isShown(row) && row.state !== 'withdrawn'))
      .map((row) => notInside(isShown(row) ? row : masked(row))),
  };
}

/** How many replied unasked is told to all, whoever they are. */
const forEveryone = (shown: CompilationView, { totals }: CompilationView): CompilationView => ({
  ...shown,
  totals: { ...shown.totals, unasked: totals.unasked },
});

/** How far the others have come with a reply, and under which number, is theirs until it has come in. */
const notInside = (row: ReplyRow): ReplyRow =>
  UNANSWERED_STATES.includes(row.state) ? { ...row, state: 'sent', own_case_number: null } : row;

/** That it was asked and where its part stands is told to all; what it said, and why it declined, is not. */
const masked = (row: ReplyRow): ReplyRow => ({
  ...row,
  masked: true,
  own_case_number: null,
  declined_because: null,
  declined_on: null,
  dispatch_id: null,
  sha256: null,
  sent_at: null,
  packet_version: null,
  forwarded_on: null,
  statement: null,
  recipients: null,
  decision: null,
  document_id: null,
  received_on: null,
  recorded_stance: null,
  recorded: null,
});
