import { Injectable } from '@nestjs/common';
import { IsOptional } from 'class-validator';
import type { Caller } from '../../changes/caller.js';
import { SendBody, type SendDryRunView } from '../../consultations/planning.dto.js';
import { ForeseeReplies } from '../../consultations/foresee-replies.js';
import { SendReferral } from '../../consultations/send-referral.js';
import { callerOf } from '../../http/current-caller.js';
import { OneLine } from '../../http/field-rules.js';
import { EditReferral } from '../../referrals/edit-referral.js';
import { Packet } from '../../referrals/packet.js';
import { EditReferralBody, type ReferralView } from '../../referrals/referrals.dto.js';
import { AttachDocumentBody } from '../../referrals/packets.dto.js';
import { ReferralsQueries } from '../../referrals/referrals.queries.js';
import { ReplyByDates } from '../../referrals/reply-by-dates.js';
import { permits } from '../../rules/policy.js';
import { Act, type PageForm } from '../steps/act.js';
import { askedTyped, bodyOfAsked, decisionTyped, questionsTyped, textIn } from './draft-form.js';
import { WITHOUT_SAVING } from './draft-consultees-page.js';
import type { DraftStep } from './draft-frame.js';
import { ReadDraft } from './read-draft.js';
import { ShowDraft, type Http } from './show-draft.js';
import type { Values } from '../steps/shown-step.js';
import { NIL, UploadForms } from '../frame/upload-forms.js';

/** A file's fields are held to their rules when it is kept. */
class UploadForm {
  @IsOptional()
  @OneLine(300)
  title?: string;

  @IsOptional()
  @OneLine(100)
  kind?: string;
}

/** What a button of the consultees changes, where it is not who is asked. */
const PLACES: Readonly<Record<string, string>> = { rakna: 'samlat', tidigast: 'replyBy' };

/** Saves the steps of a referral that is being prepared, and sends it. */
@Injectable()
export class SaveDraft {
  constructor(
    private readonly act: Act,
    private readonly editReferral: EditReferral,
    private readonly foreseeReplies: ForeseeReplies,
    private readonly packet: Packet,
    private readonly readDraft: ReadDraft,
    private readonly referrals: ReferralsQueries,
    private readonly replyByDates: ReplyByDates,
    private readonly sendReferral: SendReferral,
    private readonly showDraft: ShowDraft,
    private readonly uploads: UploadForms,
  ) {}

  /** @throws NotFound */
  async save(http: Http, id: string, step: DraftStep): Promise<void> {
    if (http.request.isMultipart()) return this.upload(http, id);
    const { _then: then, _earlier: earlier } = (http.request.body ?? {}) as Values;
    const referral = await this.referrals.one(callerOf(http.request), id);
    if (step === 'instanser' && then === WITHOUT_SAVING) return this.count(http, referral);
    const form = this.formOf(id, step, textIn(then), textIn(earlier), referral);
    await this.act.act(http.request, http.reply, {
      ...form,
      show: ({ values, ...shown }) =>
        this.showDraft.step(http, id, step, { ...shown, values: { ...values, _do: textIn(then) } }),
    });
  }

  /**
   * Shows what the days and consultees that were filled in would lead to, and saves nothing: for the script, which asks at
   * each change. The reading of a confidential draft was remembered when its page was opened.
   */
  private async count(http: Http, referral: ReferralView): Promise<void> {
    const { id } = referral;
    const values = (http.request.body ?? {}) as Values;
    const show = (shown: Parameters<ShowDraft['step']>[3]) =>
      this.showDraft.step(http, id, 'instanser', shown);
    await this.act.act(http.request, http.reply, {
      body: EditReferralBody,
      read: (typed) => bodyOfAsked(askedTyped(typed), referral),
      take: (caller, body) => this.foreseeReplies.foresee(caller, id, {}, this.replyByDates.settledIn(body)),
      show,
      done: '',
      showOnce: (foreseen) =>
        show({ values, again: undefined, status: 200, foreseen: foreseen as SendDryRunView }),
    });
    callerOf(http.request).readings.forget();
  }

  private formOf(
    id: string,
    step: DraftStep,
    then: string,
    earlier: string,
    referral: ReferralView,
  ): Omit<PageForm, 'show'> {
    const at = (next: DraftStep, saved = true) =>
      `/remisser/${id}/utkast/${next}${saved ? '?sparat=ja' : ''}`;
    /** Back to the same step, at the place where one goes on. */
    const goOnAt = (place: string) => `${at(step)}#${place}`;
    const edit = (read: PageForm['read'], done: PageForm['done']) => ({
      body: EditReferralBody,
      read,
      take: (caller: Caller, body: object) => this.editReferral.edit(caller, id, body),
      done,
    });
    if (step === 'kontrollera')
      return {
        body: SendBody,
        read: ({ sentOn }) => ({ sentOn }),
        take: (caller, body) => this.sendReferral.send(caller, id, body),
        done: `/remisser/${id}?klart=skicka`,
      };
    if (step === 'handlingar') return this.packetForm(id, then, goOnAt('bifogade'));
    if (step === 'missiv') return edit(({ letter = '' }) => ({ letter }), at('fragor'));
    if (step === 'fragor')
      return edit(
        (typed) => ({ questions: questionsTyped(typed).map((text) => ({ text })) }),
        then === 'fler'
          ? (answer) => goOnAt(`questions[${(answer as ReferralView).questions.length}][text]`)
          : at('instanser'),
      );
    if (step === 'arende')
      return edit(
        (typed) => ({
          title: typed['title'] ?? '',
          ...decisionTyped(typed),
          delegationBarred: typed['delegationBarred'] ?? null,
        }),
        at('handlingar'),
      );
    return {
      body: EditReferralBody,
      read: (typed) => bodyOfAsked(askedTyped(typed), referral),
      take: async (caller, body) => this.askAlso(caller, id, body, { button: then, earlier, referral }),
      done: then === '' ? at('kontrollera', false) : goOnAt(PLACES[then] ?? 'vilka'),
    };
  }

  private packetForm(id: string, then: string, done: string): Omit<PageForm, 'show'> {
    return {
      body: AttachDocumentBody,
      read: ({ documentId }) => ({ documentId }),
      take: (caller, body) => {
        const { documentId } = body as AttachDocumentBody;
        return then === 'ta-bort'
          ? this.packet.detach(caller, id, documentId)
          : this.packet.attach(caller, id, body as AttachDocumentBody);
      },
      done,
    };
  }

  /** Saves whom to ask; with a group, or those of an earlier referral, or the first day that all can make. */
  private async askAlso(
    caller: Caller,
    id: string,
    body: EditReferralBody,
    { button, earlier, referral }: { button: string; earlier: string; referral: ReferralView },
  ): Promise<ReferralView> {
    const { issuer } = referral;
    if (button.startsWith('grupp:')) {
      const groups = await this.readDraft.groupsOf(caller, issuer);
      const group = groups.find(({ name }) => name === button.slice('grupp:'.length));
      return this.editReferral.edit(caller, id, also(body, group?.consultees ?? [], issuer));
    }
    if (button === 'som') {
      const { consultees } = await this.referrals.one(caller, earlier);
      const named = consultees.map(({ body: code, name, email }) =>
        code ? { body: code } : { name, ...(email && { email }) },
      );
      return this.editReferral.edit(caller, id, also(body, named, issuer));
    }
    if (button !== 'tidigast') return this.editReferral.edit(caller, id, body);
    const { earliestDateForAll: replyBy } = await this.foreseeReplies.foresee(caller, id);
    const consultees = (body.consultees ?? []).map(({ replyBy: _own, ...consultee }) => consultee);
    return this.editReferral.edit(caller, id, { ...body, consultees, ...(replyBy && { replyBy }) });
  }

  /** A document comes as a file: it is kept first, and put into the packet. */
  private async upload(http: Http, id: string): Promise<void> {
    const open = async (caller: Caller) => {
      const { issuer: body, availableActions } = await this.referrals.one(caller, id);
      const isOpen =
        availableActions.includes('attach-document') && permits(caller.actor, 'document.upload', { body });
      return isOpen ? body : undefined;
    };
    const canBeTaken = async () => (await open(callerOf(http.request))) !== undefined;
    const attachFile: Parameters<UploadForms['read']>[2] = (form) =>
      this.act.act(http.request, http.reply, {
        body: UploadForm,
        read: (typed) => typed,
        take: async (caller) => {
          const attach = ([documentId = NIL]: readonly string[]) =>
            this.packet.attach(caller, id, { documentId });
          const issuer = await open(caller);
          // No file is kept for a step that will be refused, or answered as the same form was before.
          if (issuer === undefined) return attach([]);
          const { title = '', kind = 'other' } = form.fields;
          const describe = () => ({ title, kind, body: issuer });
          return this.uploads.keepFor(caller, form, { describe }, attach);
        },
        show: ({ values, ...shown }) =>
          this.showDraft.step(http, id, 'handlingar', { ...shown, values: { ...values, _do: 'ladda-upp' } }),
        done: `/remisser/${id}/utkast/handlingar?sparat=ja#bifogade`,
      });
    await this.uploads.read(http.request, canBeTaken, attachFile, { passesTooLarge: true });
  }
}

/** The same list with others besides, each once and never the issuer itself. */
function also(
  body: EditReferralBody,
  others: readonly { body?: string; name?: string; email?: string }[],
  issuer: string,
): EditReferralBody {
  const listed = body.consultees ?? [];
  const isListed = (other: (typeof others)[number]) =>
    listed.some((each) => (other.body ? each.body === other.body : each.name === other.name));
  const added = others.filter((other) => other.body !== issuer && !isListed(other));
  return {
    ...body,
    consultees: [
      ...listed,
      ...added.map(({ body: code, name, email }) => ({
        ...(code && { body: code }),
        ...(name && !code && { name }),
        ...(email && !code && { email }),
      })),
    ],
  };
}
