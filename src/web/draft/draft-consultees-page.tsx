import type { VNode } from 'preact';
import { Button, LinkButton } from '../../markup/buttons.js';
import { Choice, Hidden, TextField, type FieldError } from '../../markup/fields.js';
import { Day } from '../../markup/day.js';
import { Facts } from '../../markup/notices.js';
import { Sheet } from '../../markup/page.js';
import type { ForeseenReplyView, SendDryRunView } from '../../consultations/planning.dto.js';
import type { DomainError } from '../../rules/problem.js';
import { DraftForm, draftPage, type DraftShown } from './draft-frame.js';
import type { AskedLine, AskedTyped } from './draft-form.js';
import type { Reader } from '../frame/staff-frame.js';
import { t, type Options } from '../steps/step-field.js';
import { VerdictOf } from '../frame/time-left.js';

const T = {
  when: t('När behöver ni svaren?', 'When do you need the replies?'),
  replyBy: t('Svar senast', 'Reply by'),
  own: t('Du kan ge en remissinstans en egen dag.', 'You can give a consultee a day of its own.'),
  count: t('Räkna om', 'Count again'),
  who: t('Vilka ska svara?', 'Who is to reply?'),
  groups: t('Grupper', 'Groups'),
  asIn: t('Som i en tidigare remiss', 'As in an earlier referral'),
  take: t('Hämta', 'Take'),
  consultee: t('Remissinstans', 'Consultee'),
  meeting: t('Sammanträde', 'Meeting'),
  makesIt: t('Hinner de?', 'Will they make it?'),
  caption: t(
    'Remissinstanser, med sammanträde och om de hinner',
    'Consultees, with their meeting and whether they will make it',
  ),
  outside: t('Lägg till någon utanför kommunen', 'Add somebody outside the municipality'),
  name: t('Namn', 'Name'),
  email: t('E-post', 'E-mail address'),
  emailHint: t('Utan den skickar ni remissen med post.', 'Without it you send the referral by post.'),
  now: t('Så ser det ut nu', 'As it is now'),
  number: t('Remissinstanser', 'Consultees'),
  inTime: t('Hinner i god tid', 'In good time'),
  hurry: t('Behöver skynda eller hinner inte', 'Must hurry or will not make it'),
  earliest: t('Första dag som alla hinner', 'First day that all can make'),
  useIt: t('Använd den dagen för alla', 'Use that day for all'),
  registrarSees: t(
    'Registratorn ser om alla hinner, och skickar.',
    'The registrar sees whether all can make it, and sends.',
  ),
  notCounted: t(
    'Det gick inte att räkna om. Välj Räkna om.',
    'It could not be counted again. Choose Count again.',
  ),
  save: t('Fortsätt', 'Continue'),
  back: t('Tillbaka', 'Back'),
};

/** What the script's asking says in place of a button: count, and save nothing. */
export const WITHOUT_SAVING = 'prova';

export interface ConsulteesShown extends DraftShown {
  readonly asked: AskedTyped;
  /** Null to whoever may not send. */
  readonly foreseen: SendDryRunView | null;
  readonly groups: readonly string[];
  readonly earlier: Options;
}

/** Until when and whom to ask, with what the calendars say of it. Every button saves the draft first. */
export const draftConsulteesPage = (shown: ConsulteesShown): VNode => {
  const { reader, referral, again, asked, foreseen, groups, earlier } = shown;
  const { language } = reader;
  const errors = typeof again === 'object' ? errorsIn(again, asked, reader) : [];
  return draftPage(
    shown,
    'instanser',
    <DraftForm
      reader={reader}
      action={`/remisser/${referral.id}/utkast/instanser`}
      version={referral.version}
      errors={errors}
      isPlain
      recount={foreseen ? { as: WITHOUT_SAVING, failed: T.notCounted[language] } : undefined}
    >
      <div class="beside">
        <div class="stack">
          <Sheet id="tid" heading={T.when[language]}>
            <div class="row" data-end>
              <TextField
                name="replyBy"
                label={T.replyBy[language]}
                hint={T.own[language]}
                type="date"
                value={asked.replyBy}
                error={errors.find(({ field }) => field === 'replyBy')?.words}
              />
              <Button variant="secondary" name="_then" value="rakna">
                {T.count[language]}
              </Button>
            </div>
          </Sheet>
          <Sheet id="vilka" heading={T.who[language]}>
            {groups.length > 0 && (
              <p class="row">
                {groups.map((group) => (
                  <Button dense variant="secondary" icon="people" name="_then" value={`grupp:${group}`}>
                    {group}
                  </Button>
                ))}
              </p>
            )}
            {earlier.length > 0 && (
              <div class="row" data-end>
                <Choice name="_earlier" label={T.asIn[language]} options={earlier} />
                <Button dense variant="secondary" name="_then" value="som">
                  {T.take[language]}
                </Button>
              </div>
            )}
            <Lines {...shown} errors={errors} />
            <details>
              <summary>{T.outside[language]}</summary>
              <div class="cols">
                <Hidden values={{ [`asked[${asked.lines.length}][on]`]: 'true' }} />
                <TextField name={`asked[${asked.lines.length}][name]`} label={T.name[language]} />
                <TextField
                  name={`asked[${asked.lines.length}][email]`}
                  label={T.email[language]}
                  type="email"
                />
              </div>
            </details>
          </Sheet>
          <div class="row">
            <Button main>{T.save[language]}</Button>
            <LinkButton variant="tertiary" href={`/remisser/${referral.id}/utkast/fragor`}>
              {T.back[language]}
            </LinkButton>
          </div>
        </div>
        <aside data-counted="samlat" aria-live="polite">
          <Altogether {...shown} />
        </aside>
      </div>
    </DraftForm>,
  );
};

const Lines = ({
  reader,
  asked,
  foreseen,
  errors,
}: ConsulteesShown & { readonly errors: readonly FieldError[] }) => {
  const { language } = reader;
  return (
    <div class="fits">
      <table class="asked" role="table">
        <caption class="ds-sr-only">{T.caption[language]}</caption>
        <thead role="rowgroup">
          <tr role="row">
            {[T.consultee, T.replyBy, T.meeting, T.makesIt].map((head) => (
              <th scope="col" role="columnheader">
                {head[language]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {asked.lines.map((line, index) => (
            <Line
              reader={reader}
              line={line}
              at={index}
              plan={foreseen?.consultees.find(({ consultee }) => consultee === (line.body ?? line.name))}
              errors={errors}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
};

const Line = ({
  reader: { language, today },
  line: { body, name, email, isAsked, replyBy },
  at,
  plan,
  errors,
}: {
  readonly reader: Reader;
  readonly line: AskedLine;
  readonly at: number;
  readonly plan: ForeseenReplyView | undefined;
  readonly errors: readonly FieldError[];
}) => {
  const field = `asked[${at}]`;
  const errorOf = (name: string) => errors.find((each) => each.field === `${field}[${name}]`)?.words;
  const error = errorOf('replyBy');
  return (
    <tr role="row">
      <td role="cell">
        <div class="ds-field" data-strong>
          <input
            class="ds-input"
            type="checkbox"
            id={`${field}[on]`}
            name={`${field}[on]`}
            value="true"
            checked={isAsked}
          />
          <label class="ds-label" for={`${field}[on]`}>
            {name}
          </label>
        </div>
        <Hidden
          values={{
            [`${field}[body]`]: body ?? undefined,
            [`${field}[name]`]: name,
          }}
        />
        {body === null && (
          <TextField
            name={`${field}[email]`}
            label={T.email[language]}
            hint={T.emailHint[language]}
            type="email"
            value={email}
            error={errorOf('email')}
          />
        )}
      </td>
      <td role="cell" data-label={T.replyBy[language]}>
        <input
          class="ds-input"
          type="date"
          id={`${field}[replyBy]`}
          name={`${field}[replyBy]`}
          value={replyBy}
          aria-label={`${T.replyBy[language]}, ${name}`}
          aria-invalid={error ? 'true' : undefined}
        />
        {error && <p class="ds-validation-message">{error}</p>}
      </td>
      <td role="cell" data-label={T.meeting[language]} data-counted={`${field}[meeting]`}>
        {plan?.meetingDate ? (
          <Day date={plan.meetingDate} language={language} form="list" today={today} />
        ) : (
          '–'
        )}
      </td>
      <td role="cell" data-label={T.makesIt[language]} data-counted={`${field}[makesIt]`}>
        {plan?.verdict ? (
          <>
            <VerdictOf verdict={plan.verdict} language={language} />
            {plan.verdict !== 'comfortable' && plan.earliestReplyBy && (
              <span class="ref">
                {T.inTime[language]}:{' '}
                <Day date={plan.earliestReplyBy} language={language} form="list" today={today} />
              </span>
            )}
          </>
        ) : (
          <span class="quiet">{(plan?.replyBy && plan.detail) ?? '–'}</span>
        )}
      </td>
    </tr>
  );
};

/** How many make it, and from which day all do. */
const Altogether = ({ reader: { language, today }, referral, foreseen }: ConsulteesShown) => {
  const verdicts = foreseen?.consultees.flatMap(({ verdict }) => verdict ?? []) ?? [];
  const inTime = verdicts.filter((verdict) => verdict === 'comfortable').length;
  const earliest = foreseen?.earliestDateForAll;
  return (
    <Sheet id="samlat" heading={T.now[language]}>
      <Facts
        lines={[
          [T.number[language], String(foreseen?.consultees.length ?? referral.consultees.length)],
          [T.inTime[language], foreseen && String(inTime)],
          [T.hurry[language], foreseen && verdicts.length > inTime && String(verdicts.length - inTime)],
          [
            T.earliest[language],
            earliest && <Day date={earliest} language={language} form="list" today={today} />,
          ],
        ]}
      />
      {!foreseen && <p class="quiet">{T.registrarSees[language]}</p>}
      {earliest && earliest !== referral.replyBy && (
        <Button dense variant="secondary" name="_then" value="tidigast">
          {T.useIt[language]}
        </Button>
      )}
    </Sheet>
  );
};

/** `/consultees/1/replyBy` is the second of those who are ticked. */
function errorsIn({ invalid }: DomainError, { lines }: AskedTyped, { language }: Reader): FieldError[] {
  const ticked = lines.flatMap((line, at) => (line.isAsked ? [{ ...line, at }] : []));
  return invalid.map(({ pointer, detail }) => {
    const [list, index, name] = pointer.slice(1).split('/');
    if (list === 'replyBy') return { field: 'replyBy', words: `${T.replyBy[language]}: ${detail[language]}` };
    const line = ticked[Number(index)];
    if (!line) return { words: detail[language] };
    const part = name === 'replyBy' || (name === 'email' && line.body === null) ? name : 'on';
    const field = `asked[${line.at}][${part}]`;
    return { field, words: `${line.name}: ${detail[language]}` };
  });
}
