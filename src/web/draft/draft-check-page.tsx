import type { ComponentChildren, VNode } from 'preact';
import { Button, LinkButton } from '../../markup/buttons.js';
import { CardTable } from '../../markup/card-table.js';
import { Day, dayInWords, Sentence } from '../../markup/day.js';
import { TextField } from '../../markup/fields.js';
import { Notice } from '../../markup/notices.js';
import { Sheet } from '../../markup/page.js';
import type { SendDryRunView } from '../../consultations/planning.dto.js';
import { DraftForm, draftPage, type DraftShown, type DraftStep } from './draft-frame.js';
import type { Names } from '../frame/read-names.js';
import type { Language, Texts } from '../../rules/texts.js';
import { t } from '../steps/step-field.js';
import { errorsOf } from '../steps/field-errors.js';
import type { Values } from '../steps/shown-step.js';
import { VerdictOf } from '../frame/time-left.js';
import { BARRED } from '../frame/words.js';
import { textIn } from './draft-form.js';

const T = {
  toThink: t('Att tänka på innan ni skickar', 'To think of before you send'),
  notYet: t('Remissen kan inte skickas än', 'The referral cannot be sent yet'),
  sent: t('Det här skickas', 'This is sent'),
  title: t('Rubrik', 'Title'),
  letter: t('Missiv', 'Covering letter'),
  documents: t('Handlingar', 'Documents'),
  questions: t('Frågor', 'Questions'),
  replyBy: t('Svar senast', 'Reply by'),
  decided: t('Beslut att remittera', 'Decision to refer'),
  none: t('inget', 'none'),
  noneOfThem: t('inga', 'none'),
  no: t('nej', 'no'),
  edit: t('Ändra', 'Edit'),
  plans: t('Så hinner de', 'How they will make it'),
  byMail: t('Får remissen med e-post till', 'Gets the referral by e-mail to'),
  byPost: t(
    'Har ingen e-postadress. Ni skickar remissen med post och prickar av det.',
    'Has no e-mail address. You send the referral by post and tick that off.',
  ),
  consultee: t('Remissinstans', 'Consultee'),
  draft: t('Utkast klart', 'Draft finished'),
  meeting: t('Sammanträde', 'Meeting'),
  makesIt: t('Hinner de?', 'Will they make it?'),
  last: t('Sista steget', 'The last step'),
  locked: t(
    'Remissen låses och hamnar i deras inkorgar direkt. Ändrar ni förslaget senare skickar ni en ny remiss.',
    'The referral is locked and is in their inboxes at once. If the proposal changes later you send a new referral.',
  ),
  sentOn: t('Skickad den', 'Sent on'),
  sentOnHint: t(
    'I dag, om den inte redan har skickats på annat sätt en tidigare dag.',
    'Today, unless it was sent in another way on an earlier day.',
  ),
  notNow: t('Skicka inte än', 'Do not send yet'),
  next: t('Vad händer sedan?', 'What happens next?'),
  registrar: t('Registratorn skickar remissen.', 'The registrar sends the referral.'),
  afterwards: [
    t(
      'Varje nämnd diarieför remissen i sitt eget diarium.',
      'Each board enters the referral in its own register.',
    ),
    t('Du ser hur långt alla har kommit, men inga utkast.', 'You see how far all have come, but no drafts.'),
    t(
      'Nämnderna påminns automatiskt. Du får besked om någon inte hinner.',
      'The boards are reminded automatically. You are told if one will not make it.',
    ),
  ],
};

export interface CheckShown extends DraftShown {
  readonly foreseen: SendDryRunView | null;
  readonly names: Names;
  readonly values: Values;
}

/** The last step: warnings first, everything once more, and the button. */
export const draftCheckPage = (shown: CheckShown): VNode => {
  const { reader, referral, foreseen, again } = shown;
  const { language } = reader;
  const maySend = referral.availableActions.includes('send');
  const why = referral.unavailableActions?.find(({ action }) => action === 'send')?.reasons ?? [];
  const isRefused = why.some(({ code }) => code === 'not-permitted');
  return draftPage(
    shown,
    'kontrollera',
    <div class="beside">
      <div>
        {!maySend && !isRefused && why.length > 0 && (
          <Notice tone="warning" heading={T.notYet[language]}>
            <ul>
              {why.map(({ detail }) => (
                <li>
                  <Sentence text={detail} language={language} />
                </li>
              ))}
            </ul>
          </Notice>
        )}
        {foreseen && foreseen.warnings.length > 0 && (
          <Notice tone="warning" heading={T.toThink[language]}>
            <ul>
              {foreseen.warnings.map(({ detail }) => (
                <li>
                  <Sentence text={detail} language={language} />
                </li>
              ))}
            </ul>
          </Notice>
        )}
        <Summary {...shown} />
        <Plans {...shown} />
      </div>
      <aside>
        <section class="next" aria-labelledby="skicka">
          <p class="eyebrow">{T.last[language]}</p>
          <h2 id="skicka">{sendTo(referral.consultees.length, language)}</h2>
          {maySend ? (
            <SendForm {...shown} again={again} />
          ) : (
            <p>{isRefused ? T.registrar[language] : T.notYet[language]}</p>
          )}
        </section>
        <Sheet id="sen" heading={T.next[language]}>
          <ol>
            {T.afterwards.map((line) => (
              <li>{line[language]}</li>
            ))}
          </ol>
        </Sheet>
      </aside>
    </div>,
  );
};

const sendTo = (count: number, language: 'sv' | 'en'): string =>
  language === 'sv'
    ? `Skicka till ${count} ${count === 1 ? 'remissinstans' : 'remissinstanser'}`
    : `Send to ${count} ${count === 1 ? 'consultee' : 'consultees'}`;

const SendForm = ({ reader, referral, again, values }: CheckShown) => {
  const { language, today } = reader;
  const field = { name: 'sentOn', label: T.sentOn[language], instead: undefined };
  const errors = typeof again === 'object' ? errorsOf(again, [field], language) : [];
  return (
    <DraftForm
      reader={reader}
      action={`/remisser/${referral.id}/utkast/kontrollera`}
      version={referral.version}
      errors={errors}
      isPlain
    >
      <p>{T.locked[language]}</p>
      <TextField
        name="sentOn"
        label={T.sentOn[language]}
        hint={T.sentOnHint[language]}
        type="date"
        short
        value={again ? textIn(values['sentOn']) : today}
        error={errors[0]?.words}
      />
      <div class="row">
        <Button main icon="mail">
          {sendTo(referral.consultees.length, language)}
        </Button>
        <LinkButton variant="tertiary" href={`/remisser/${referral.id}?oppna=ja`}>
          {T.notNow[language]}
        </LinkButton>
      </div>
    </DraftForm>
  );
};

const Summary = ({ reader: { language, today }, referral, names }: CheckShown) => {
  const { title, letter, documents, questions, replyBy, decidedBy, delegationBarred } = referral;
  const quiet = (words: Texts) => <span class="quiet">{words[language]}</span>;
  const none = quiet(T.none);
  const lines: readonly (readonly [string, DraftStep, ComponentChildren])[] = [
    [T.title[language], 'arende', title],
    [
      T.decided[language],
      'arende',
      decidedBy ? (
        <>
          {names.get(decidedBy.body) ?? decidedBy.body} <Day date={decidedBy.date} language={language} />, §{' '}
          {decidedBy.section}
        </>
      ) : (
        none
      ),
    ],
    [BARRED[language], 'arende', delegationBarred ?? quiet(T.no)],
    [
      T.documents[language],
      'handlingar',
      documents.length > 0 ? documents.map((each) => <p>{each.title}</p>) : quiet(T.noneOfThem),
    ],
    [T.letter[language], 'missiv', letter ? <span class="as-written">{letter}</span> : none],
    [
      T.questions[language],
      'fragor',
      questions.length > 0 ? questions.map(({ text }) => <p>{text}</p>) : quiet(T.noneOfThem),
    ],
    [
      T.replyBy[language],
      'instanser',
      replyBy ? <Day date={replyBy} language={language} form="sentence" today={today} /> : none,
    ],
  ];
  return (
    <Sheet id="innehall" heading={T.sent[language]}>
      <dl>
        {lines.map(([name, step, value]) => (
          <div class="check">
            <dt>{name}</dt>
            <dd>{value}</dd>
            <dd>
              <a href={`/remisser/${referral.id}/utkast/${step}`}>
                {T.edit[language]}
                <span class="ds-sr-only"> {name.toLowerCase()}</span>
              </a>
            </dd>
          </div>
        ))}
      </dl>
    </Sheet>
  );
};

/** What becomes of a referral to somebody outside Yttra, who has no calendar here to count with. */
const sentHow = (email: string | null | undefined, language: Language): string =>
  email ? `${T.byMail[language]} ${email}.` : T.byPost[language];

const Plans = ({ reader: { language, today }, referral, foreseen }: CheckShown) => {
  if (referral.consultees.length === 0) return null;
  const day = (date: string | null | undefined) => (date ? dayInWords(date, language, 'list', today) : '–');
  const planOf = (key: string) => foreseen?.consultees.find(({ consultee }) => consultee === key);
  return (
    <Sheet id="planer" heading={T.plans[language]}>
      <CardTable
        caption={T.plans[language]}
        columns={[T.consultee, T.replyBy, T.draft, T.meeting, T.makesIt].map((head) => head[language])}
        rows={referral.consultees.map(({ body, name, email, replyBy }) => {
          const plan = planOf(body ?? name);
          return [
            name,
            day(replyBy),
            day(plan?.steps.find(({ step }) => step === 'draft')?.date),
            day(plan?.meetingDate),
            plan?.verdict ? (
              <VerdictOf verdict={plan.verdict} language={language} />
            ) : (
              ((body === null ? sentHow(email, language) : plan?.detail) ?? '–')
            ),
          ];
        })}
      />
    </Sheet>
  );
};
