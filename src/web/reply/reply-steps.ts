import { Injectable } from '@nestjs/common';
import { h } from 'preact';
import type { Caller } from '../../changes/caller.js';
import type { ConsultationView } from '../../consultations/consultations.dto.js';
import { ForeseeExtension } from '../../deadlines/plan/foresee-extension.js';
import { ReadPapers } from '../../forwarding/read-papers.js';
import { dayInWords } from '../../markup/day.js';
import type { Paper } from '../../papers/paper.js';
import type { VerbOn } from '../../rules/kinds.js';
import type { Language } from '../../rules/texts.js';
import { ConsultationActions } from './consultation-actions.js';
import { Foreseen } from '../steps/foreseen.js';
import { PaperBelow } from '../steps/paper-below.js';
import { absentAsNull, ReadReply, type Reply } from './read-reply.js';
import type { RecordPage } from '../steps/record-steps.js';
import { ReadNames } from '../frame/read-names.js';
import { ReadOffers } from '../steps/read-offers.js';
import { About, ReplyHead, StatementInShort, titleOf } from './reply-parts.js';
import type { Reader } from '../frame/staff-frame.js';
import type { Options } from '../steps/step-field.js';
import type { Choices } from './reply-choices.js';

/** Before anything is written there is only the matter to look at. */
const BEFORE_WRITING: readonly string[] = ['register', 'assign'];

/** What is read before the step is taken: what was proposed, what the minutes say of it, what is sent. */
const PAPER_OF: Readonly<Partial<Record<VerbOn<'consultation'>, string>>> = {
  submit: 'staff-report',
  return: 'staff-report',
  approve: 'staff-report',
  schedule: 'staff-report',
  prepare: 'staff-report',
  decide: 'staff-report',
  'decide-by-delegation': 'staff-report',
  confirm: 'minutes-extract',
  forward: 'statement',
  'forward-correction': 'statement',
  acknowledge: 'statement',
};

/** The steps of one board's part of a referral. */
@Injectable()
export class ReplySteps {
  readonly page: RecordPage<Reply, Choices>;

  constructor(
    actions: ConsultationActions,
    readReply: ReadReply,
    offers: ReadOffers,
    papers: ReadPapers,
    names: ReadNames,
    foreseeExtension: ForeseeExtension,
  ) {
    const paperOf = async (caller: Caller, id: string, verb: string): Promise<Paper | null> => {
      const kind = PAPER_OF[verb as VerbOn<'consultation'>];
      return kind === undefined
        ? null
        : ((await absentAsNull(papers.ofReply(caller, id, kind)))?.paper ?? null);
    };
    this.page = {
      kind: 'consultation',
      base: '/svar',
      actions: actions.all,
      elsewhere: { 'answer-remark': ({ referralId }) => `/remisser/${referralId}/sammanstallning` },
      read: (caller, id) => readReply.read(caller, id),
      view: ({ view }) => view,
      choices: async (reader, { view, meeting }, verb, caller) => ({
        ...(await offers.of(caller, verb, offered(view, reader))),
        officers: verb === 'assign' ? await officersOf(names, view.consultee) : [],
        meetings: ['schedule', 'table', 'prepare'].includes(verb)
          ? await readReply.meetingsOf(view.consultee, reader)
          : [],
        preparations: preparationsOf(view, reader.language),
        paper: await paperOf(caller, view.id, verb),
        organ: verb === 'decide' ? (meeting?.organ ?? null) : null,
      }),
      title: titleOf,
      head: (reader, reply, here) => h(ReplyHead, { reader, reply, here }),
      foresees: {
        verbs: ['request-extension'],
        field: 'until',
        show: async (caller, reader, { view }, day) =>
          h(Foreseen, { reader, plan: day ? await foreseeExtension.foresee(caller, view.id, day) : null }),
      },
      below: (reader, reply, verb, { paper }) =>
        paper
          ? h(PaperBelow, { paper, language: reader.language })
          : h(BEFORE_WRITING.includes(verb) ? About : StatementInShort, { reader, reply }),
    };
  }
}

/** Committees that prepared the matter and proposed something, by the numbers of their preparations. */
const preparationsOf = ({ postponements }: ConsultationView, language: Language): Options =>
  postponements.flatMap(({ how, takenBack, noProposal, organ, meetingDate, section }, at) =>
    how === 'prepared' && !takenBack && !noProposal
      ? [[String(at + 1), `${organ}, ${dayInWords(meetingDate, language)}, § ${section}`] as const]
      : [],
  );

/** The consultee's people mark the matter and the statement, the issuer's what it has received. */
function offered(view: ConsultationView, { actor }: Reader): Parameters<ReadOffers['of']>[2] {
  const { id, title, issuer, consultee, confidentiality, suggestedMarkings } = view;
  const parts = (['statement', 'consultation', 'reply'] as const).flatMap((part) => {
    const owner = part === 'reply' ? issuer : consultee;
    return owner !== null && actor.staffOf.includes(owner) ? [[part, owner] as const] : [];
  });
  const [suggested] = suggestedMarkings;
  const of = parts.some(([part]) => part === 'consultation') ? 'consultation' : 'reply';
  return {
    kind: 'statement',
    id,
    title,
    parts,
    confidentiality,
    suggested: suggested && { ...suggested, of },
  };
}

/** Whom a matter of a body can be assigned to. */
const officersOf = async (names: ReadNames, body: string | null) =>
  (await names.officers(body === null ? [] : [body])).map(({ username, name }) => [username, name] as const);
