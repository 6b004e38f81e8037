import type { VNode } from 'preact';
import { LinkButton } from '../markup/buttons.js';
import { dayInWords } from '../markup/day.js';
import { Notice, Warnings } from '../markup/notices.js';
import { UNANSWERED_STATES } from '../rules/consultation-states.js';
import type { VerbOn } from '../rules/kinds.js';
import type { Texts } from '../rules/texts.js';
import { workingDaysBetween } from '../rules/working-days.js';
import { nextOf } from './next-verb.js';
import { PaperLinks } from './paper-links.js';
import type { Reply } from './read-reply.js';
import { About, Asked, Plan, ReplyHead, StatementInShort, titleOf } from './reply-parts.js';
import { staffPage, type Reader } from './staff-frame.js';
import { daysInWords, toneOfDays } from './time-left.js';
import { words } from '../rules/words.js';

const T = {
  next: { sv: 'Nästa steg för dig', en: 'Your next step' },
  notYours: { sv: 'Inget väntar på dig här', en: 'Nothing here waits for you' },
  over: { sv: 'Här är allt klart', en: 'All is done here' },
  write: { sv: 'Skriv yttrande', en: 'Write the statement' },
  writeOn: { sv: 'Skriv vidare', en: 'Go on writing' },
  until: { sv: 'svar senast', en: 'reply by' },
  other: {
    sv: 'Annat du kan göra, och det som inte går nu',
    en: 'What else you can do, and what cannot be done now',
  },
  elsewhere: { sv: 'Görs än så länge genom API:et.', en: 'Done through the API for the time being.' },
  wrongState: { sv: 'Det går inte i läget', en: 'Not possible in the state' },
} satisfies Record<string, Texts>;

type PathOf = (verb: string) => string | undefined;

interface Props {
  readonly reader: Reader;
  readonly reply: Reply;
  readonly pathOf: PathOf;
}

/** One board's part of a referral. @param done what the reader has just done. */
export const replyPage = (
  props: Props & {
    readonly done?: VerbOn<'consultation'> | undefined;
    readonly warnings: readonly string[];
  },
): VNode => {
  const { reader, reply, done, warnings } = props;
  return staffPage(
    reader,
    { title: titleOf(reply) },
    <>
      <ReplyHead reader={reader} reply={reply} />
      {done && (
        <Notice tone="success">
          <p>
            {words.consultation.verbs[done].todo[reader.language]}:{' '}
            {{ sv: 'klart', en: 'done' }[reader.language]}.
          </p>
        </Notice>
      )}
      <Warnings language={reader.language} warnings={warnings} />
      <Next {...props} />
      <div class="beside">
        <div>
          <StatementInShort reader={reader} reply={reply} />
          <PaperLinks language={reader.language} reply={reply} />
          <Asked reader={reader} reply={reply} />
        </div>
        <aside>
          <Plan reader={reader} reply={reply} />
          <About reader={reader} reply={reply} />
        </aside>
      </div>
    </>,
  );
};

/** What to do now, in one button; the rest is folded, and what cannot be done says why. */
const Next = ({ reader: { language, today }, reply: { view, statement }, pathOf }: Props) => {
  const mayWrite = statement?.availableActions.includes('save') ?? false;
  const isWritten = (statement?.version ?? 0) > 0;
  const verb = nextOf(view.state, view.availableActions);
  const open = UNANSWERED_STATES.includes(view.state);
  const days = workingDaysBetween(today, view.replyBy);
  const path = verb && pathOf(verb);
  const heading =
    mayWrite && !isWritten
      ? T.write
      : verb
        ? words.consultation.verbs[verb].todo
        : open
          ? T.notYours
          : T.over;
  const others = view.availableActions.filter((each) => each !== verb || path === undefined);
  const linked = others.filter((each) => pathOf(each) !== undefined);
  const why = (view.unavailableActions ?? []).filter(({ reasons }) =>
    reasons.every(({ code }) => code !== 'not-permitted'),
  );
  return (
    <section class="next" data-tone={open ? toneOfDays(days) : undefined} aria-labelledby="nasta">
      <p class="eyebrow">
        {verb ? T.next[language] : words.consultation.states[view.state][language]} · {T.until[language]}{' '}
        {dayInWords(view.replyBy, language, 'sentence', today)}
        {open && `, ${daysInWords(days, language)}`}
      </p>
      <h2 id="nasta">{heading[language]}</h2>
      {verb && path === undefined && <p>{T.elsewhere[language]}</p>}
      <div class="row">
        {mayWrite && (
          <LinkButton main variant={isWritten ? 'secondary' : undefined} href={`/svar/${view.id}/yttrande`}>
            {(isWritten ? T.writeOn : T.write)[language]}
          </LinkButton>
        )}
        {verb && path !== undefined && (
          <LinkButton
            main
            variant={mayWrite && !isWritten ? 'secondary' : undefined}
            href={`/svar/${view.id}/${path}`}
          >
            {words.consultation.verbs[verb].todo[language]}
          </LinkButton>
        )}
      </div>
      {(others.length > 0 || why.length > 0) && (
        <details>
          <summary>{T.other[language]}</summary>
          {linked.length > 0 && (
            <ul class="plain row">
              {linked.map((each) => (
                <li>
                  <LinkButton dense variant="secondary" href={`/svar/${view.id}/${pathOf(each)}`}>
                    {wordOf(each, language)}
                  </LinkButton>
                </li>
              ))}
            </ul>
          )}
          <ul class="plain whynot">
            {others
              .filter((each) => !linked.includes(each))
              .map((each) => (
                <li>
                  <b>{wordOf(each, language)}</b>
                  <span>{T.elsewhere[language]}</span>
                </li>
              ))}
            {why.map(({ action, reasons }) => (
              <li>
                <b>{wordOf(action, language)}</b>
                <span>
                  {reasons
                    .map(({ code, detail }) =>
                      code === 'wrong-state'
                        ? `${T.wrongState[language]} ${words.consultation.states[view.state][language]}.`
                        : detail,
                    )
                    .join(' ')}
                </span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
};

const wordOf = (action: string, language: Reader['language']): string =>
  Object.hasOwn(words.consultation.verbs, action)
    ? words.consultation.verbs[action as VerbOn<'consultation'>].todo[language]
    : action;
