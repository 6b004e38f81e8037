import type { VNode } from 'preact';
import { ArchivePackages } from '../case/archive-packages.js';
import { LinkButton } from '../../markup/buttons.js';
import { dayInWords } from '../../markup/day.js';
import { Notice } from '../../markup/notices.js';
import { UNANSWERED_STATES } from '../../rules/consultation-states.js';
import type { VerbOn } from '../../rules/kinds.js';
import type { Texts } from '../../rules/texts.js';
import { failureWords, recipientOf } from '../administration/delivery-words.js';
import { Asked } from './asked.js';
import { EarlierMeetings } from './earlier-meetings.js';
import { Extensions } from './extensions.js';
import { Happened } from '../steps/happened.js';
import { Messages } from './messages.js';
import { MetRemarks } from '../compilation/met-remarks.js';
import { nextOf } from '../steps/next-verb.js';
import type { Opened } from '../steps/open-record.js';
import { OtherSteps } from '../steps/other-steps.js';
import { PaperLinks } from './paper-links.js';
import { Published } from '../publication/published.js';
import type { WholeReply } from './read-reply.js';
import { pathOf, verbWords, type StepsOfKind } from '../steps/record-steps.js';
import { HistorySheet } from '../frame/history-sheet.js';
import { About, CAME_BACK, Plan, ReplyHead, StatementInShort, titleOf, whyBack } from './reply-parts.js';
import { Signatures } from './signatures.js';
import { staffPage } from '../frame/staff-frame.js';
import { whoseTurn } from '../steps/whose-turn.js';
import { timeInWords, toneOfDay } from '../frame/time-left.js';
import { words } from '../../rules/words.js';

const T = {
  next: { sv: 'Nästa steg för dig', en: 'Your next step' },
  waits: { sv: 'Väntar på', en: 'Waiting for' },
  over: { sv: 'Här är allt klart', en: 'All is done here' },
  signing: { sv: 'Väntar på underskrifter', en: 'Waiting for signatures' },
  left: { sv: 'är inte längre handläggare hos er.', en: 'is no officer of yours any more.' },
  write: { sv: 'Skriv yttrande', en: 'Write the statement' },
  writeOn: { sv: 'Skriv vidare', en: 'Go on writing' },
  until: { sv: 'svar senast', en: 'reply by' },
  stepUntil: { sv: 'senast', en: 'by' },
  failed: { sv: 'Det har inte kommit fram', en: 'It has not arrived' },
  settle: { sv: 'Avgör anståndet', en: 'Decide on more time' },
} satisfies Record<string, Texts>;

/** The step as somebody would ask for it; the button has its verb alone. */
const TODO: Partial<Record<VerbOn<'consultation'>, Texts>> = {
  register: { sv: 'Registrera remissen', en: 'Register the referral' },
  assign: { sv: 'Fördela ärendet till en handläggare', en: 'Assign the matter to an officer' },
  submit: { sv: 'Skriv klart och lämna för granskning', en: 'Finish it and hand it in for review' },
  approve: {
    sv: 'Läs förslaget, och godkänn eller återlämna det',
    en: 'Read the draft, and approve or return it',
  },
  schedule: { sv: 'Sätt upp ärendet till ett sammanträde', en: 'Put the matter on the agenda of a meeting' },
  decide: { sv: 'För in vad som beslutades', en: 'Record what was decided' },
  confirm: { sv: 'För in att protokollet är justerat', en: 'Record that the minutes are confirmed' },
  forward: { sv: 'Expediera yttrandet', en: 'Forward the statement' },
  acknowledge: { sv: 'Kvittera yttrandet', en: 'Acknowledge the statement' },
};

/** They have buttons of their own, beside what they are about. */
const SHOWN_WITH_SIGNATURES = ['request-signatures', 'withdraw-signature-request'];

type Props = Opened & {
  readonly reply: WholeReply;
  readonly steps: StepsOfKind;
  readonly extensionSteps: StepsOfKind;
};

/** One board's part of a referral. */
export const replyPage = (props: Props): VNode => {
  const { reader, reply } = props;
  const { met, view } = reply;
  return staffPage(
    reader,
    {
      title: titleOf(reply),
      record: { kind: 'consultation', id: reply.view.id, version: reply.view.version },
    },
    <>
      <ReplyHead reader={reader} reply={reply} />
      <Happened {...props} />
      <Next {...props} />
      <Failed {...props} />
      <div class="beside">
        <div>
          {met && <MetRemarks reader={reader} answers={met} isConsultees={isOf(reader, view.consultee)} />}
          <Extensions
            extensions={reply.extensions}
            steps={props.extensionSteps}
            issuer={view.issuer && (reply.names.get(view.issuer) ?? view.issuer)}
            language={reader.language}
          />
          <StatementInShort reader={reader} reply={reply} />
          <EarlierMeetings {...view} language={reader.language} />
          <Signatures language={reader.language} reply={reply} steps={props.steps} />
          <ArchivePackages packages={reply.packages} language={reader.language} />
          <PaperLinks language={reader.language} reply={reply} />
          <Asked reader={reader} reply={reply} />
          {reply.messages && (
            <Messages reader={reader} names={reply.names} page={reply.messages} consultationId={view.id} />
          )}
          <HistorySheet reader={reader} events={reply.history} />
        </div>
        <aside>
          <Plan reader={reader} reply={reply} />
          <About reader={reader} reply={reply} />
          <Published reader={reader} publication={reply.publication} />
        </aside>
      </div>
    </>,
  );
};

const isOf = ({ actor }: Opened['reader'], body: string | null): boolean =>
  body !== null && [...actor.staffOf, ...actor.readerOf].includes(body);

/** Each delivery that has failed, with why; its own page tries again. */
const Failed = ({ reader: { language }, reply: { failed } }: Props) =>
  failed.length > 0 && (
    <Notice tone="warning" heading={T.failed[language]}>
      {failed.map((delivery) => (
        <p>
          <a href={`/forvaltning/leveranser/${delivery.id}`}>{recipientOf(delivery, language)}</a>{' '}
          {failureWords(delivery.lastError, language)}
        </p>
      ))}
    </Notice>
  );

/** At the reader's own body a person or a role, at another that body. */
const waitsFor = (reader: Opened['reader'], { view, names, officerLeft }: WholeReply): string => {
  const officer = officerLeft ? null : view.officer && (names.get(view.officer) ?? view.officer);
  const isOwn = isOf(reader, view.consultee);
  const turn = isOwn ? whoseTurn(view.state, officer, reader.language) : undefined;
  return turn?.who ?? names.get(view.consultee ?? '') ?? view.consultee ?? '';
};

/** What to do now, in one button; the rest is folded, and what cannot be done says why. */
const Next = ({ reader, reply, steps, extensionSteps }: Props) => {
  const { language, today } = reader;
  const { view, statement, extensions } = reply;
  const asked = extensions.find(({ availableActions }) => availableActions.includes('grant'));
  const mayWrite = statement?.availableActions.includes('save') ?? false;
  const isWritten = (statement?.version ?? 0) > 0;
  const verb = nextOf(view.state, view.availableActions, reply.officerLeft);
  const open = UNANSWERED_STATES.includes(view.state);
  const path = verb && pathOf(steps, verb);
  const cameBack = whyBack(view);
  const writesFirst = mayWrite && (!isWritten || cameBack !== null);
  const second = view.availableActions.includes('return') ? pathOf(steps, 'return') : undefined;
  const stepBy = verb && reply.plan?.steps.find(({ done }) => !done)?.date;
  const until = stepBy ?? view.replyBy;
  const heading = asked
    ? T.settle
    : writesFirst
      ? cameBack === null
        ? T.write
        : CAME_BACK
      : verb
        ? (TODO[verb] ?? words.consultation.verbs[verb].todo)
        : mayWrite
          ? T.writeOn
          : open
            ? undefined
            : view.awaitsSignatures.length > 0
              ? T.signing
              : T.over;
  return (
    <section class="next" data-tone={open ? toneOfDay(until, today) : undefined} aria-labelledby="nasta">
      <p class="eyebrow">
        {verb ? T.next[language] : words.consultation.states[view.state][language]} ·{' '}
        {(stepBy ? T.stepUntil : T.until)[language]} {dayInWords(until, language, 'sentence', today)}
        {open && `, ${timeInWords(until, today, language)}`}
      </p>
      <h2 id="nasta">{heading ? heading[language] : `${T.waits[language]} ${waitsFor(reader, reply)}`}</h2>
      {verb === 'assign' && reply.officerLeft && view.officer !== null && (
        <p>
          {reply.names.get(view.officer) ?? view.officer} {T.left[language]}
        </p>
      )}
      {cameBack !== null && <p class="quoted as-written">{cameBack}</p>}
      <div class="row">
        {asked &&
          extensionSteps.actions
            .filter(({ verb: each }) => asked.availableActions.includes(each))
            .map(({ verb: each, path: at }, index) => (
              <LinkButton
                main
                variant={index === 0 ? undefined : 'secondary'}
                href={`${extensionSteps.base}/${asked.id}/${at}`}
              >
                {verbWords('extension', each)[language]}
              </LinkButton>
            ))}
        {mayWrite && (
          <LinkButton
            main
            variant={!writesFirst || asked ? 'secondary' : undefined}
            href={`/svar/${view.id}/yttrande`}
          >
            {(isWritten ? T.writeOn : T.write)[language]}
          </LinkButton>
        )}
        {verb && path !== undefined && (
          <LinkButton
            main
            variant={asked || writesFirst ? 'secondary' : undefined}
            href={`/svar/${view.id}/${path}`}
          >
            {words.consultation.verbs[verb].todo[language]}
          </LinkButton>
        )}
        {second !== undefined && (
          <LinkButton main variant="secondary" href={`/svar/${view.id}/${second}`}>
            {verbWords('consultation', 'return')[language]}
          </LinkButton>
        )}
      </div>
      <OtherSteps
        {...{ language, steps, view }}
        verbs={view.availableActions.filter(
          (each) =>
            (each !== verb || path === undefined) &&
            (each !== 'return' || second === undefined) &&
            !SHOWN_WITH_SIGNATURES.includes(each),
        )}
      />
    </section>
  );
};
