import type { ComponentChildren } from 'preact';
import { Button } from '../../markup/buttons.js';
import { Hidden } from '../../markup/fields.js';
import { Icon } from '../../markup/icons.js';
import { Notice } from '../../markup/notices.js';
import type { DomainError } from '../../rules/problem.js';
import type { Language, Texts } from '../../rules/texts.js';
import { hindersSubmitting } from '../../statements/advice.js';
import type { AdviceView, ImportWarningView } from '../../statements/statements.dto.js';
import type { AlsoWritingView } from '../../statements/working-copy.dto.js';
import { T } from './statement-words.js';

const N = {
  unsaved: { sv: 'Du har osparad text från', en: 'You have unsaved text from' },
  discard: { sv: 'Kasta den osparade texten', en: 'Discard the unsaved text' },
  here: { sv: 'Du har osparad text från', en: 'You have unsaved text from' },
  hereLead: {
    sv: 'Den finns i den här webbläsaren och nådde inte fram till Yttra.',
    en: 'It is in this browser and did not reach Yttra.',
  },
  get: { sv: 'Hämta texten', en: 'Get the text' },
  drop: { sv: 'Kasta texten', en: 'Discard the text' },
  advice: { sv: 'Att se över', en: 'To look over' },
  adviceLead: { sv: 'Du kan lämna yttrandet ändå.', en: 'You may hand the statement in anyway.' },
  go: { sv: 'Gå dit', en: 'Go there' },
  warned: { sv: 'Att tänka på efter inläsningen', en: 'To think of after the import' },
  line: { sv: 'rad', en: 'line' },
  seen: { sv: 'Ta bort, jag har sett det', en: 'Remove, I have seen it' },
  also: { sv: 'skriver också här, senast', en: 'is writing here too, last at' },
  alsoLead: {
    sv: 'Ni ser inte varandras text förrän den är sparad.',
    en: 'You do not see each other’s text until it is saved.',
  },
} satisfies Record<string, Texts>;

const CLOCK = new Intl.DateTimeFormat('sv-SE', {
  hour: '2-digit',
  minute: '2-digit',
  timeZone: 'Europe/Stockholm',
});
const DAY = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Stockholm' });

/** As clocks in Sweden show it, `10.42`; with the day before it where it is not today. */
export function timeOf(at: string, today: string): string {
  const [instant, time] = [new Date(at), CLOCK.format(new Date(at)).replace(':', '.')];
  const day = DAY.format(instant);
  return day === today ? time : `${day} ${time}`;
}

/** What became of what was sent, when it was not saved. */
export const Outcome = ({
  language,
  again,
}: {
  readonly language: Language;
  readonly again: DomainError | 'kept' | 'old-form';
}) =>
  typeof again === 'string' ? (
    <Notice heading={T.kept[language]}>
      <p>{T.keptLead[language]}</p>
    </Notice>
  ) : (
    <Notice tone="danger" heading={T.notSaved[language]}>
      <p>{again.detail[language]}</p>
      {again.reasons.map(({ detail }) => (
        <p>{detail[language]}</p>
      ))}
    </Notice>
  );

/** What the author wrote and did not save, which the form or `children` show. @param copy null where it is not theirs to throw away. */
export const Unsaved = ({
  language,
  address,
  token,
  copy,
  time,
  lead,
  children,
}: {
  readonly language: Language;
  readonly address: string;
  readonly token: string;
  readonly copy: number | null;
  readonly time: string;
  readonly lead: string;
  readonly children?: ComponentChildren;
}) => (
  <Notice heading={`${N.unsaved[language]} ${time}`}>
    <p>{lead}</p>
    {children}
    {copy !== null && (
      <form method="post" action={`${address}/arbetskopia/kasta`}>
        <Hidden values={{ _token: token, _version: String(copy) }} />
        <Button variant="secondary" dense>
          {N.discard[language]}
        </Button>
      </form>
    )}
  </Notice>
);

/** Shown by the script alone, where this browser has text that the server never got. */
export const LeftHere = ({ language }: { readonly language: Language }) => (
  <div id="kvar-har" class="ds-alert" data-color="warning" role="status" hidden>
    <h2>
      {N.here[language]} <span data-time="" />
    </h2>
    <p>{N.hereLead[language]}</p>
    <p class="row">
      <button type="button" class="ds-button" data-dense="" data-get="">
        {N.get[language]}
      </button>
      <button type="button" class="ds-button" data-variant="secondary" data-dense="" data-drop="">
        {N.drop[language]}
      </button>
    </p>
  </div>
);

/** Who else is at it: nobody is surprised by the other's version. */
export const AlsoWriting = ({
  language,
  others,
  today,
}: {
  readonly language: Language;
  readonly others: readonly AlsoWritingView[];
  readonly today: string;
}) =>
  others.length === 0 ? null : (
    <Notice>
      {others.map(({ name, at }) => (
        <p>
          <strong>{name}</strong> {N.also[language]} {timeOf(at, today)}.
        </p>
      ))}
      <p>{N.alsoLead[language]}</p>
    </Notice>
  );

/** First on the page, each line with the way to where it is. */
export const Advised = ({
  language,
  advice,
}: {
  readonly language: Language;
  readonly advice: readonly AdviceView[];
}) =>
  advice.length === 0 ? null : (
    <section class="sheet advice" aria-labelledby="rad-rubrik">
      <h2 id="rad-rubrik">
        {N.advice[language]}: {howMany(advice.length, language)}
      </h2>
      {!advice.some(hindersSubmitting) && <p class="quiet">{N.adviceLead[language]}</p>}
      <ul class="plain">
        {advice.map(({ pointer, detail }) => (
          <li>
            <Icon name="alert" />
            <p>{detail}</p>
            <a href={`#${fieldAt(pointer)}`}>
              {N.go[language]}
              <span class="ds-sr-only">: {detail}</span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );

const howMany = (number: number, language: Language): string =>
  language === 'sv' ? `${number} råd` : `${number} ${number === 1 ? 'piece of advice' : 'pieces of advice'}`;

/** The field of a pointer: `/clauses/1/text` is `clauses[1][text]`, and a recipient's is the field of all. */
export function fieldAt(pointer: string): string {
  const [part = '', at, ...rest] = pointer.slice(1).split('/');
  return at === undefined || part === 'recipients'
    ? part
    : `${part}[${at}]${rest.map((name) => `[${name}]`).join('')}`;
}

/** Until another version is saved, or whoever writes it has ticked them off. */
export const WarnedOnImport = ({
  language,
  warnings,
}: {
  readonly language: Language;
  readonly warnings: readonly ImportWarningView[];
}) =>
  warnings.length === 0 ? null : (
    <Notice tone="warning" heading={N.warned[language]}>
      <ul>
        {warnings.map(({ line, detail }) => (
          <li>{line === null ? detail : `${detail} (${N.line[language]} ${line})`}</li>
        ))}
      </ul>
      <Button variant="secondary" name="_then" value="sett" form="yttrande">
        {N.seen[language]}
      </Button>
    </Notice>
  );
