import { LinkButton } from '../../markup/buttons.js';
import { dayInWords } from '../../markup/day.js';
import { lastDayToConfirm } from '../../rules/planning.js';
import type { Texts } from '../../rules/texts.js';
import { mayDo } from './meeting-matters.js';
import type { MeetingSeen } from './read-meetings.js';
import type { Reader } from '../frame/staff-frame.js';
import { timeInWords, toneOfDay } from '../frame/time-left.js';

const T = {
  yourNext: { sv: 'Nästa steg för dig', en: 'Your next step' },
  enter: { sv: 'För in besluten', en: 'Record the decisions' },
  left: { sv: 'beslut att föra in', en: 'decisions to record' },
  settle: { sv: 'Justera och expediera', en: 'Confirm and forward' },
  toConfirm: { sv: 'beslut att justera', en: 'decisions to confirm' },
  toForward: { sv: 'yttranden att expediera', en: 'statements to forward' },
  putUp: {
    sv: 'Sätt upp det som måste upp, annars blir svaret sent',
    en: 'Put up what has to come up, or the reply is late',
  },
  toAwaited: { sv: 'Visa vad som måste upp', en: 'Show what has to come up' },
} satisfies Record<string, Texts>;

interface Props {
  readonly reader: Reader;
  readonly seen: MeetingSeen;
  readonly path: string;
}

interface NextStep {
  readonly heading: string;
  readonly href: string;
  readonly button: string;
  readonly until: string;
}

/** What the secretary does next about this meeting; to nobody else is anything said. */
export const Next = (props: Props) => {
  const { language, today } = props.reader;
  const next = nextOf(props);
  if (!next) return null;
  return (
    <section class="next" data-tone={toneOfDay(next.until, today)} aria-labelledby="nasta">
      <p class="eyebrow">
        {T.yourNext[language]} · {dayInWords(next.until, language, 'sentence', today)},{' '}
        {timeInWords(next.until, today, language)}
      </p>
      <h2 id="nasta">{next.heading}</h2>
      <div class="row">
        <LinkButton main href={next.href}>
          {next.button}
        </LinkButton>
      </div>
    </section>
  );
};

function nextOf({ reader, seen: { agenda, closesOn }, path }: Props): NextStep | undefined {
  const { language, today } = reader;
  if (!mayDo(reader, agenda.body, 'decide')) return undefined;
  const count = (state: string) => (agenda.matters ?? []).filter((matter) => matter.state === state).length;
  const [open, decided, confirmed] = [count('on-agenda'), count('decided'), count('confirmed')];
  const confirmBy = lastDayToConfirm(agenda.date);
  if (open > 0 && agenda.date <= today)
    return {
      heading: `${open} ${T.left[language]}`,
      href: `${path}/beslut`,
      button: T.enter[language],
      until: confirmBy,
    };
  if (decided + confirmed > 0)
    return {
      heading: [
        decided > 0 && `${decided} ${T.toConfirm[language]}`,
        confirmed > 0 && `${confirmed} ${T.toForward[language]}`,
      ]
        .filter(Boolean)
        .join(', '),
      href: `${path}/justera`,
      button: T.settle[language],
      until: confirmBy,
    };
  if ((agenda.awaited ?? []).some(({ state }) => state === 'approved'))
    return { heading: T.putUp[language], href: '#maste', button: T.toAwaited[language], until: closesOn };
  return undefined;
}
