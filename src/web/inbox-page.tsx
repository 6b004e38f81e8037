import type { VNode } from 'preact';
import { dayInWords } from '../markup/day.js';
import { Empty, Notice } from '../markup/notices.js';
import { PageHead } from '../markup/page.js';
import { Worklist } from '../markup/worklist.js';
import type { Language, Texts } from '../rules/texts.js';
import { FormOfSeveral, markedOf, pickOf, severalOf, WithSeveral, type InboxShown } from './inbox-several.js';
import type { Inbox } from './read-inbox.js';
import { pathOf, type StepsOfKind } from './record-steps.js';
import { Results } from './results.js';
import { KEPT } from './take-several.js';
import { matterOf, QueuesAside, todoOf } from './queue-matters.js';
import { staffPage, type Reader } from './staff-frame.js';

const T = {
  inbox: { sv: 'Min inkorg', en: 'My inbox' },
  toDo: { sv: 'Att göra nu', en: 'To do now' },
  extensions: { sv: 'Anstånd att avgöra', en: 'Extensions to settle' },
  settle: {
    sv: 'Öppna ärendet och ge eller avslå anstånd. Av en avsändare utanför Yttra: för in vad den svarade.',
    en: 'Open the matter and grant or refuse more time. Of a sender outside Yttra: enter what it answered.',
  },
  waiting: { sv: 'Väntar på andra', en: 'Waiting for others' },
  nothing: { sv: 'Inget väntar på dig', en: 'Nothing waits for you' },
  nothingMore: {
    sv: 'Nya ärenden hamnar här när det är din tur. Du får besked om du behöver göra något.',
    en: 'New matters come here when it is your turn. You are told when there is something to do.',
  },
  needNothing: {
    sv: 'Du behöver inte göra något nu. Ärendet kommer tillbaka till dig när det är din tur.',
    en: 'You need do nothing now. The matter comes back to you when it is your turn.',
  },
  shown: { sv: 'de första visas', en: 'the first are shown' },
} satisfies Record<string, Texts>;

export const inboxPage = (
  reader: Reader,
  { queues, counters, extensions, waiting }: Inbox,
  shown: InboxShown,
): VNode => {
  const { steps, results, verb: taken, again } = shown;
  const { language, today } = reader;
  const total = queues.reduce((sum, queue) => sum + queue.total, 0);
  const filled = queues.filter((queue) => queue.total > 0);
  const groups = filled.map(({ verb, total, rows }, group) => {
    const several = severalOf(verb, rows);
    const path = pathOf(steps, verb) ?? verb;
    const marked = markedOf(several, path, shown);
    return {
      id: `ko-${path}`,
      heading: todoOf(verb)[language],
      count: rows.length < total ? `${total}, ${T.shown[language]}` : String(total),
      actions: several.length > 0 && (
        <WithSeveral {...{ reader, verb, path }} address="/inkorg" count={several.length} />
      ),
      matters: rows.map((row, index) => ({
        ...matterOf(row, reader, steps, group === 0 && index === 0),
        pick: several.includes(row) ? pickOf(row, path, marked) : undefined,
      })),
    };
  });
  const severals = filled.filter(({ verb, rows }) => severalOf(verb, rows).length > 0);
  return staffPage(
    reader,
    { title: `${T.inbox[language]}, ${countOf(total, language)}`, section: 'inkorg' },
    <div class="desk">
      <QueuesAside {...{ reader, counters }} />
      <div class="work">
        <section>
          <PageHead heading={T.inbox[language]}>
            <p class="lead" data-live="dagen">
              {capital(dayInWords(today, language, 'sentence'))}.{' '}
              <strong>{waitingInWords(total, language)}</strong>.
            </p>
          </PageHead>
          {again && (
            <Notice tone={typeof again === 'object' ? 'danger' : 'info'}>
              <p>
                {(typeof again === 'object' ? (again.invalid[0]?.detail ?? again.detail) : KEPT)[language]}
              </p>
            </Notice>
          )}
          {taken !== undefined && <Results {...{ language, results }} verb={taken} />}
          <div data-live="att-gora">
            {groups.length === 0 ? (
              <Empty heading={T.nothing[language]}>
                <p>{T.nothingMore[language]}</p>
              </Empty>
            ) : (
              <Worklist
                language={language}
                caption={`${T.toDo[language]}: ${countOf(total, language)}`}
                groups={groups}
              />
            )}
            {severals.map(({ verb }) => (
              <FormOfSeveral reader={reader} address="/inkorg" path={pathOf(steps, verb)!} />
            ))}
          </div>
        </section>
        <div data-live="anstand">
          <Others
            {...{ reader, steps }}
            id="anstand"
            list={extensions}
            heading={T.extensions}
            lead={T.settle}
          />
        </div>
        <div data-live="andra">
          <Others {...{ reader, steps }} id="andra" list={waiting} heading={T.waiting} lead={T.needNothing} />
        </div>
      </div>
    </div>,
  );
};

interface OthersProps {
  readonly reader: Reader;
  readonly steps: StepsOfKind;
  readonly id: string;
  readonly list: Inbox['waiting'];
  readonly heading: Texts;
  readonly lead: Texts;
}

/** Matters besides those whose next step is the reader's. */
const Others = ({ reader, steps, id, list, heading, lead }: OthersProps) => {
  const { language } = reader;
  if (list.total === 0) return null;
  return (
    <section aria-labelledby={id}>
      <header class="section-head">
        <h2 id={id} tabIndex={-1}>
          {heading[language]}
        </h2>
        <p class="quiet">{lead[language]}</p>
      </header>
      <Worklist
        language={language}
        caption={`${heading[language]}: ${countOf(list.total, language)}`}
        groups={[
          {
            id: `ko-${id}`,
            heading: heading[language],
            count: String(list.total),
            matters: list.rows.map((row) => matterOf(row, reader, steps)),
          },
        ]}
      />
    </section>
  );
};

const SMALL = [
  'noll',
  'ett',
  'två',
  'tre',
  'fyra',
  'fem',
  'sex',
  'sju',
  'åtta',
  'nio',
  'tio',
  'elva',
  'tolv',
];

const countOf = (count: number, language: Language): string =>
  language === 'en' ? `${count} to do` : `${count} att göra`;

function waitingInWords(count: number, language: Language): string {
  if (count === 0) return T.nothing[language];
  if (language === 'en') return count === 1 ? 'One matter waits for you' : `${count} matters wait for you`;
  return `${capital(SMALL[count] ?? String(count))} ärenden väntar på dig`.replace(
    'Ett ärenden',
    'Ett ärende',
  );
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
