import { randomUUID } from 'node:crypto';
import type { ComponentChildren, VNode } from 'preact';
import type { CompilationView, CompiledPassageView } from '../../compilation/compilation.dto.js';
import { passageKey } from '../../compilation/passage-key.js';
import { Button } from '../../markup/buttons.js';
import { Hidden, TextArea, TextField } from '../../markup/fields.js';
import { Empty, Notice, Pages } from '../../markup/notices.js';
import { Sheet } from '../../markup/page.js';
import type { ReferralView } from '../../referrals/referrals.dto.js';
import type { DomainError } from '../../rules/problem.js';
import type { Texts } from '../../rules/texts.js';
import { doneSentence } from '../../rules/words.js';
import { asSaved } from './compilation-remarks.js';
import { Happened } from '../steps/happened.js';
import { addressOf } from '../frame/list-parts.js';
import type { Opened } from '../steps/open-record.js';
import { ReferralHead, titleOfReferral } from '../referral/referral-parts.js';
import { staffPage, type Reader } from '../frame/staff-frame.js';
import type { Values } from '../steps/shown-step.js';

const T = {
  heading: { sv: 'Sammanfatta och för ihop', en: 'Sum up and put together' },
  lead: {
    sv: 'Det ni skriver här står i sammanställningen, och i det som delas med remissinstanserna.',
    en: 'What you write here stands in the compilation, and in what is shared with the consultees.',
  },
  none: { sv: 'Det finns inget att sammanfatta än', en: 'There is nothing to sum up yet' },
  noneMore: {
    sv: 'Remissen har inga frågor, och inget svar med synpunkter på texten har kommit in.',
    en: 'The referral has no questions, and no reply with remarks on the text has come in.',
  },
  questions: { sv: 'Svaren på frågorna', en: 'The answers to the questions' },
  passages: { sv: 'Synpunkterna på texten', en: 'The remarks on the text' },
  summary: { sv: 'Sammanfattning', en: 'Summary' },
  save: { sv: 'Spara sammanfattningen', en: 'Save the summary' },
  answers: { sv: 'svar', en: 'answers' },
  remarks: { sv: 'synpunkter', en: 'remarks' },
  alsoCalled: { sv: 'Kallas också', en: 'Also called' },
  apart: { sv: 'Låt stå för sig', en: 'Let stand by itself' },
  under: { sv: 'Hör till avsnittet', en: 'Belongs to the passage' },
  gather: { sv: 'För ihop', en: 'Put together' },
  sendAgain: {
    sv: 'Läs igenom det du skrev och spara igen.',
    en: 'Read through what you wrote and save it again.',
  },
  saved: { sv: 'Sparat nu', en: 'Saved now' },
  youWrote: { sv: 'Du skrev', en: 'You wrote' },
  notSaved: { sv: 'Det är inte sparat', en: 'It has not been saved' },
} satisfies Record<string, Texts>;

/** Which of the forms was sent: `fraga-1`, or `sammanfatta-`, `hor-till-` or `for-sig-` with the place of a passage on the page. */
export const FORM_SENT = 'vad';

/** One field for each form, so that each has a label of its own. */
export const nameOfText = (form: string): string => `text-${form}`;

/** Of so many passages a page is made in the time that others may wait for it. */
const SHOWN = 50;

/** That of the passage whose form was sent, wherever it stands by now, or the one asked for, as far as there is one. */
export function pageOfPassages({ passages }: CompilationView, asked: Values): number {
  const { sida, avsnitt } = asked;
  const at =
    typeof avsnitt === 'string'
      ? passages.findIndex(({ passage }) => passageKey(passage) === passageKey(avsnitt))
      : -1;
  const page = at >= 0 ? Math.floor(at / SHOWN) + 1 : Math.floor(Number(sida));
  return Math.min(Math.max(page || 1, 1), Math.ceil(passages.length / SHOWN) || 1);
}

interface Sent {
  readonly text: string;
  readonly earlier: string;
}

/** What a form was sent with, found by its kind and its passage: others may have moved passages about meanwhile. */
function sentWith(typed: Values, form: string, passage?: string): Sent | undefined {
  const { [FORM_SENT]: sent, avsnitt, _earlier: earlier } = typed;
  if (typeof sent !== 'string') return undefined;
  const isIt =
    passage === undefined
      ? sent === form
      : kindOf(sent) === kindOf(form) &&
        typeof avsnitt === 'string' &&
        passageKey(avsnitt) === passageKey(passage);
  const text = typed[nameOfText(sent)];
  return isIt && typeof text === 'string'
    ? { text, earlier: typeof earlier === 'string' ? earlier : '' }
    : undefined;
}

const kindOf = (form: string): string => form.replace(/-\d+$/, '');

const isStale = ({ again }: Pick<NotesProps, 'again'>): boolean =>
  typeof again === 'object' && again.slug === 'stale-version';

/**
 * Which text a form takes the place of. One that is shown again still names the one that its writer had read, so that it
 * is refused where another has come in between; once it has been, the other one stands beside it.
 */
const earlierOf = (props: NotesProps, sent: Sent | undefined, now: string | null): string =>
  sent !== undefined && !isStale(props) ? sent.earlier : (now ?? '');

const wrongWith = ({ again, reader: { language } }: NotesProps): string | undefined =>
  typeof again === 'object' ? again.invalid[0]?.detail[language] : undefined;

export type NotesProps = Opened & {
  readonly referral: ReferralView;
  readonly view: CompilationView;
  readonly path: string;
  readonly page: number;
  /** What was typed into a form that is shown again, and why it is. */
  readonly typed: Values;
  readonly again?: DomainError | 'kept' | 'old-form' | undefined;
};

/** The issuer's own words on the replies: a summary of each question and passage, and which passages are one. */
export const compilationNotesPage = (props: NotesProps): VNode => {
  const { reader, referral, view, path, page } = props;
  const { language } = reader;
  const heading = T.heading[language];
  const oppna = referral.confidential ? 'ja' : undefined;
  const addressOfPage = (each: number) => addressOf(path, { sida: String(each), oppna });
  return staffPage(
    reader,
    { title: titleOfReferral(referral, heading), section: 'remisser' },
    <>
      <ReferralHead reader={reader} referral={referral} here={heading} />
      <p class="lead">{T.lead[language]}</p>
      <Happened {...props} />
      <NotSaved {...props} />
      {view.questions.length + view.passages.length === 0 && (
        <Empty icon="mail" heading={T.none[language]}>
          <p>{T.noneMore[language]}</p>
        </Empty>
      )}
      {view.questions.length > 0 && page === 1 && (
        <Sheet id="fragor" heading={T.questions[language]}>
          {view.questions.map(({ number, text, answers, summary, summaryId }) => (
            <section class="stack" data-gap="s">
              <h3>
                {number}. {text}
              </h3>
              <p class="quiet">
                {answers.length} {T.answers[language]}
              </p>
              <Summary {...props} form={`fraga-${number}`} of={summary} id={summaryId} />
            </section>
          ))}
        </Sheet>
      )}
      {view.passages.length > 0 && (
        <Sheet id="avsnitt" heading={T.passages[language]}>
          {view.passages.slice((page - 1) * SHOWN, page * SHOWN).map((passage, at) => (
            <Passage {...props} passage={passage} at={at} />
          ))}
          <Pages
            language={language}
            previous={page > 1 ? addressOfPage(page - 1) : undefined}
            next={page * SHOWN < view.passages.length ? addressOfPage(page + 1) : undefined}
          />
        </Sheet>
      )}
    </>,
  );
};

const Passage = (props: NotesProps & { readonly passage: CompiledPassageView; readonly at: number }) => {
  const { reader, passage: shown, at } = props;
  const { language } = reader;
  const { passage, names, remarks, summary, summaryId } = shown;
  const under = `hor-till-${at}`;
  const gathering = sentWith(props.typed, under, passage);
  return (
    <section class="stack" data-gap="s">
      <h3>{passage}</h3>
      <p class="quiet">
        {remarks.length} {T.remarks[language]}
      </p>
      {names.map((name) => (
        <Form {...props} hidden={{ avsnitt: name.passage, _earlier: name.placedBy }}>
          <p class="row">
            <span>
              {T.alsoCalled[language]}: {name.passage}
            </span>
            <Button
              variant="secondary"
              dense
              name={FORM_SENT}
              value={`for-sig-${at}`}
              label={`${T.apart[language]}, ${name.passage}`}
            >
              {T.apart[language]}
            </Button>
          </p>
          {name.summary !== null && (
            <p class="as-written">
              {T.summary[language]}: {name.summary}
            </p>
          )}
        </Form>
      ))}
      <Summary {...props} form={`sammanfatta-${at}`} of={summary} id={summaryId} passage={passage} />
      <Form {...props} hidden={{ avsnitt: passage, _earlier: '' }}>
        <div class="row">
          <TextField
            name={nameOfText(under)}
            label={T.under[language]}
            value={gathering?.text ?? ''}
            error={gathering && wrongWith(props)}
          />
          <Button
            variant="secondary"
            dense
            name={FORM_SENT}
            value={under}
            label={`${T.gather[language]}, ${passage}`}
          >
            {T.gather[language]}
          </Button>
        </div>
      </Form>
    </section>
  );
};

const Summary = (
  props: NotesProps & {
    readonly form: string;
    readonly of: string | null;
    readonly id: string | null;
    readonly passage?: string;
  },
) => {
  const { reader, typed, form, of, id, passage } = props;
  const { language } = reader;
  const sent = sentWith(typed, form, passage);
  const hidden = { ...(passage !== undefined && { avsnitt: passage }), _earlier: earlierOf(props, sent, id) };
  return (
    <Form {...props} hidden={hidden}>
      {sent && of !== null && of !== asSaved(sent.text) && (
        <p class="as-written">
          {T.saved[language]}: <ins>{of}</ins>
        </p>
      )}
      <TextArea
        name={nameOfText(form)}
        label={T.summary[language]}
        rows={3}
        value={sent?.text ?? of ?? ''}
        error={sent && wrongWith(props)}
      />
      <p>
        <Button variant="secondary" dense name={FORM_SENT} value={form}>
          {T.save[language]}
        </Button>
      </p>
    </Form>
  );
};

const Form = ({
  reader: { token },
  path,
  hidden,
  children,
}: Pick<NotesProps, 'path'> & {
  readonly reader: Reader;
  readonly hidden: Readonly<Record<string, string>>;
  readonly children: ComponentChildren;
}) => (
  <form method="post" action={path} class="stack" data-gap="s" novalidate>
    <Hidden values={{ _token: token, _key: randomUUID(), ...hidden }} />
    {children}
  </form>
);

/** Why it is not saved; and what was typed, where there is no longer a form for it. */
const NotSaved = ({ reader: { language }, again, typed, view }: NotesProps) => {
  if (again === undefined) return null;
  const { [FORM_SENT]: sent, avsnitt } = typed;
  const isGone =
    typeof avsnitt === 'string' &&
    view.passages.every(({ passage }) => passageKey(passage) !== passageKey(avsnitt));
  const text = isGone && typeof sent === 'string' ? typed[nameOfText(sent)] : undefined;
  return (
    <Notice tone="danger" heading={T.notSaved[language]}>
      <p>
        {typeof again === 'object'
          ? (again.reasons[0]?.detail ?? again.invalid[0]?.detail ?? again.detail)[language]
          : T.sendAgain[language]}
      </p>
      {typeof text === 'string' && text !== '' && (
        <p class="as-written">
          {T.youWrote[language]}: {text}
        </p>
      )}
    </Notice>
  );
};

/** What the forms do, as the trail of verbs says it. */
export const DONE: Readonly<Record<string, Texts>> = {
  sammanfattning: doneSentence('referral', 'summarize-replies'),
  'ihop-fort': doneSentence('referral', 'gather-remarks'),
};
