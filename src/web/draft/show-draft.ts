import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { VNode } from 'preact';
import { ForeseeReplies } from '../../consultations/foresee-replies.js';
import type { SendDryRunView } from '../../consultations/planning.dto.js';
import type { Caller } from '../../changes/caller.js';
import { callerOf } from '../../http/current-caller.js';
import type { ReferralView } from '../../referrals/referrals.dto.js';
import { ReferralsQueries } from '../../referrals/referrals.queries.js';
import { permits } from '../../rules/policy.js';
import { newReferralPage, draftCasePage } from './draft-case-page.js';
import { draftCheckPage } from './draft-check-page.js';
import { draftConsulteesPage } from './draft-consultees-page.js';
import { draftDocumentsPage } from './draft-documents-page.js';
import { askedIn, askedTyped, questionsTyped, textIn } from './draft-form.js';
import type { Again, DraftShown, DraftStep } from './draft-frame.js';
import { draftLetterPage } from './draft-letter-page.js';
import { draftQuestionsPage } from './draft-questions-page.js';
import { FindKeptForm } from '../frame/find-kept-form.js';
import { KeptWarnings } from '../steps/kept-warnings.js';
import { ReadDraft } from './read-draft.js';
import { ReadNames } from '../frame/read-names.js';
import { Readers } from '../frame/readers.js';
import { sendStaffPage } from '../frame/send-staff-page.js';
import type { Reader } from '../frame/staff-frame.js';
import type { Options } from '../steps/step-field.js';
import type { Values } from '../steps/shown-step.js';

export interface Http {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

interface Shown {
  readonly values: Values;
  readonly again: Again;
  readonly saved?: boolean;
  readonly status: number;
  /** What was filled in would lead to, where it is shown without being saved. */
  readonly foreseen?: SendDryRunView;
}

/** For which bodies a reader may begin a referral. */
export const bodiesToReferFor = ({ actor }: Reader): string[] =>
  actor.staffOf.filter((body) => permits(actor, 'case.create-referral', { body }));

/** Shows the steps of a referral that is being prepared: the first time, or again with what was typed and why. */
@Injectable()
export class ShowDraft {
  constructor(
    private readonly findKeptForm: FindKeptForm,
    private readonly foreseeReplies: ForeseeReplies,
    private readonly names: ReadNames,
    private readonly readDraft: ReadDraft,
    private readonly readers: Readers,
    private readonly referrals: ReferralsQueries,
    private readonly warnings: KeptWarnings,
  ) {}

  async fresh({ request, reply }: Http, given: Shown): Promise<void> {
    const { values, again, status } = await this.orKept({ request, reply }, given);
    const [caller, reader] = [callerOf(request), this.readers.of(request)];
    const codes = bodiesToReferFor(reader);
    const names = await this.names.of(codes);
    const bodies = codes.map((code) => [code, names.get(code) ?? code] as const);
    const page = newReferralPage({
      reader,
      values,
      again,
      bodies,
      cases: await this.casesWith(caller, codes, textIn(values['caseId'])),
      earlier: await this.readDraft.earlierOf(caller, codes),
      registers: bodies.filter(([body]) => permits(reader.actor, 'case.register', { body })),
    });
    await sendStaffPage(reply, status, page);
  }

  /** The newest cases of bodies, and before them the one that is chosen, however old it is. */
  private async casesWith(caller: Caller, bodies: readonly string[], chosen: string): Promise<Options> {
    const newest = await this.readDraft.casesOf(caller, bodies);
    if (!isUUID(chosen) || newest.some(([id]) => id === chosen)) return newest;
    const asked = await this.readDraft.caseOf(caller, chosen);
    // Its number alone is shown of a confidential one.
    caller.readings.forget();
    return [...asked, ...newest];
  }

  /** What has been sent is seen on its page. @throws NotFound */
  async step({ request, reply }: Http, id: string, step: DraftStep, given: Shown): Promise<void> {
    const [caller, reader] = [callerOf(request), this.readers.of(request)];
    const referral = await this.referrals.one(caller, id, 'actions');
    if (referral.state !== 'draft') return void (await reply.redirect(`/remisser/${id}`, 303));
    const { values, again, saved = false, status } = await this.orKept({ request, reply }, given);
    const warnings = await this.warnings.take(request, reply);
    const shown = { reader, referral, again, saved, warnings };
    const page = given.foreseen
      ? await this.consultees(caller, shown, values, given.foreseen)
      : await this.page(caller, step, shown, values);
    await sendStaffPage(reply, status, page);
  }

  private async page(caller: Caller, step: DraftStep, shown: DraftShown, values: Values): Promise<VNode> {
    const { referral, again } = shown;
    if (step === 'arende') return draftCasePage({ ...shown, values, bodies: await this.names.bodies() });
    if (step === 'handlingar') {
      const documents = await this.readDraft.documentsFor(caller, referral);
      return draftDocumentsPage({ ...shown, values, documents });
    }
    if (step === 'missiv') return draftLetterPage({ ...shown, values });
    if (step === 'fragor') {
      const saved = referral.questions.map(({ text }) => text);
      return draftQuestionsPage({ ...shown, questions: again ? questionsTyped(values) : saved });
    }
    if (step === 'instanser') return this.consultees(caller, shown, values);
    const names = await this.names.of([referral.decidedBy?.body ?? null]);
    return draftCheckPage({ ...shown, values, names, foreseen: await this.foreseen(caller, referral) });
  }

  private async consultees(
    caller: Caller,
    shown: DraftShown,
    values: Values,
    foreseen?: SendDryRunView,
  ): Promise<VNode> {
    const { referral, again } = shown;
    const { issuer } = referral;
    const groups = await this.readDraft.groupsOf(caller, issuer);
    return draftConsulteesPage({
      ...shown,
      asked: again || foreseen ? askedTyped(values) : askedIn(referral, await this.names.bodies()),
      foreseen: foreseen ?? (await this.foreseen(caller, referral)),
      groups: groups.map(({ name }) => name),
      earlier: await this.readDraft.earlierOf(caller, [issuer]),
    });
  }

  /** The dry run, for whoever may send. */
  private async foreseen(caller: Caller, { id, issuer }: ReferralView) {
    if (!permits(caller.actor, 'referral.send', { issuer })) return null;
    return this.foreseeReplies.foresee(caller, id);
  }

  /** What was filled in when the session had ended is shown once the same person has signed in. */
  private async orKept({ request, reply }: Http, given: Shown): Promise<Shown> {
    if (given.again || given.foreseen) return given;
    const kept = await this.findKeptForm.find(request, reply);
    return kept ? { values: kept.fields, again: 'kept', status: given.status } : given;
  }
}
