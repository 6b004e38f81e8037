import { Injectable } from '@nestjs/common';
import { h } from 'preact';
import type { Caller } from '../../changes/caller.js';
import type { ConsultationView } from '../../consultations/consultations.dto.js';
import type { AgendaMatterView } from '../../decisions/agenda.dto.js';
import { NotFound } from '../../rules/problem.js';
import { OUTCOMES } from '../../rules/consultation-states.js';
import { outcomeWords } from '../../rules/words.js';
import { DecidingHead } from './deciding-head.js';
import type { MeetingSeen } from './read-meetings.js';
import type { Reply } from '../reply/read-reply.js';
import type { RecordAction, RecordPage } from '../steps/record-steps.js';
import { titleOf } from '../reply/reply-parts.js';
import { ReplySteps } from '../reply/reply-steps.js';
import { reason, t, worded, type Options, type StepField } from '../steps/step-field.js';
import { noProposal } from '../reply/decision-fields.js';
import type { Choices } from '../reply/reply-choices.js';
import { GO_ON } from '../steps/shown-step.js';

/** What a meeting may do besides deciding, with the step that it is. */
const OTHERWISE = {
  tabled: ['table', t('Bordlades', 'Tabled')],
  'referred-back': ['refer-back', t('Återremitterades', 'Referred back')],
  prepared: ['prepare', t('Bereddes åt nämnden', 'Prepared for the board')],
} as const;

const OWN: Readonly<Record<string, readonly string[]>> = {
  decide: ['outcome', 'section', 'route', 'adoptedPreparation', 'clauses', 'stance', 'notTakingPart'],
  table: ['section', 'reason'],
  'refer-back': ['section', 'reason'],
  prepare: ['section', 'clauses', 'noProposal', 'notTakingPart'],
};

const BACK = t('Tillbaka till sammanträdet', 'Back to the meeting');
const NEXT = t('Spara och ta nästa', 'Save and take the next');

/** Records what a meeting did with its matters, one after the other in the order of its agenda. */
@Injectable()
export class MeetingSteps {
  constructor(private readonly replySteps: ReplySteps) {}

  /**
   * What stands on the agenda of another meeting, or was decided at none, is not this one's: it is decided, taken off,
   * confirmed and forwarded there. What waits on none is left to its own rules: the same form may have put it off, and come a
   * second time.
   *
   * @throws NotFound
   */
  async refuseOfAnother(caller: Caller, seen: MeetingSeen, id: string): Promise<void> {
    // Whoever is not shown what is on the agenda may do nothing there, and is told that.
    if (seen.agenda.matters === null || isOnAgenda(seen, id)) return;
    const { view } = await this.replySteps.page.read(caller, id);
    if (view.meetingId !== null || view.decision !== null) throw new NotFound();
  }

  /** The form of one matter of a meeting: of deciding it, or of the step that its first field asks for instead. */
  pageOf(
    { agenda, names }: MeetingSeen,
    path: string,
    id: string,
    outcome: unknown,
    warnings: readonly string[],
  ): RecordPage<Reply, Choices> {
    const matters = agenda.matters ?? [];
    const at = matters.findIndex(({ consultationId }) => consultationId === id);
    const asked = typeof outcome === 'string' && Object.hasOwn(OTHERWISE, outcome) ? outcome : undefined;
    const verb = asked === undefined ? 'decide' : OTHERWISE[asked as keyof typeof OTHERWISE][0];
    const page = this.replySteps.page;
    const step = page.actions.find((each) => each.verb === verb)!;
    const action: typeof step = {
      ...step,
      path: DECIDE,
      take: async (...given) => numbered(await step.take(...given)),
      fields: fieldsOf(page.actions, agenda.organ),
      own: OWN[verb]!,
    };
    const isMore = matters.some((matter) => isOpen(matter) && matter.consultationId !== id);
    return {
      ...page,
      actions: [action],
      choices: async (...shown) => ({ ...(await page.choices(...shown)), organ: agenda.organ }),
      form: (matter) => `${path}/${DECIDE}/${matter}`,
      leadsTo: async (_caller, _id, then) => (then === GO_ON ? `${path}/${DECIDE}` : path),
      ...(isMore && { next: NEXT }),
      back: BACK,
      title: (reply, heading) => titleOf(reply, heading),
      head: (reader, reply, here) =>
        h(DecidingHead, { reader, reply, here, agenda, names, path, nr: at + 1, warnings }),
    };
  }
}

export const isOnAgenda = ({ agenda }: MeetingSeen, id: string): boolean =>
  agenda.matters?.some(({ consultationId }) => consultationId === id) ?? false;

/** The part of an address that stands for recording decisions. */
export const DECIDE = 'beslut';

export const isOpen = ({ state }: AgendaMatterView): boolean => state === 'on-agenda';

/** What a step warned of is shown with the next matter, or with the meeting: each says which matter it is about. */
function numbered(answer: unknown): Pick<ConsultationView, 'warnings'> {
  const { ownCaseNumber, caseNumber, warnings = [] } = answer as ConsultationView;
  const number = ownCaseNumber ?? caseNumber;
  return { warnings: warnings.map(({ code, detail }) => ({ code, detail: `${number}: ${detail}` })) };
}

/** Those of a decision, with what else may have happened, and why the matter was put off. */
function fieldsOf(
  actions: readonly RecordAction<Reply, Choices>[],
  organ: string | null,
): StepField<Reply, Choices>[] {
  const fields = actions.find(({ verb }) => verb === 'decide')!.fields;
  const outcomes = (choices: Choices, language: 'sv' | 'en'): Options => [
    ...worded(OUTCOMES, outcomeWords)(choices, language),
    ...Object.entries(OTHERWISE)
      .filter(([value]) => value !== 'prepared' || choices.organ !== null)
      .map(([value, [, words]]) => [value, words[language]] as const),
  ];
  return [
    ...fields.map((field) => (field.name === 'outcome' ? { ...field, options: outcomes } : field)),
    ...(organ === null ? [] : [noProposal]),
    {
      ...reason,
      label: t('Skäl, vid bordläggning eller återremiss', 'Reason, where it was tabled or referred back'),
      hint: t(
        'Vid återremiss läser handläggaren skälet överst.',
        'Where it was referred back the officer reads the reason first.',
      ),
    },
  ];
}
