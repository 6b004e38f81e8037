import type { ComponentChildren, VNode } from 'preact';
import { LinkButton } from '../../markup/buttons.js';
import { Day, dayInWords } from '../../markup/day.js';
import { Empty, Notice } from '../../markup/notices.js';
import { PageHead } from '../../markup/page.js';
import { LETTERS_TO_POST } from '../administration/deliveries-section.js';
import { pathOfPerson } from '../administration/person-forms.js';
import { Worklist } from '../../markup/worklist.js';
import { permits } from '../../rules/policy.js';
import type { Language, Texts } from '../../rules/texts.js';
import { ImportSeveralLinks } from '../statement/import-several-page.js';
import { countOfShown, groupsToDo, lateAmong, leftAmong } from './inbox-groups.js';
import { FormOfSeveral, severalOf, type InboxShown } from './inbox-several.js';
import { metInWords, nearestDay, NearestDays } from './nearest-days.js';
import { inLetters } from './number-words.js';
import { addressOfQueue } from './queue-address.js';
import type { Counted, Inbox } from './read-inbox.js';
import { pathOf } from '../steps/record-steps.js';
import { outMatter } from '../browse/referrals-page.js';
import { Results } from '../steps/results.js';
import { KEPT } from '../steps/take-several.js';
import { LIST, matterOf, QueuesAside } from './queue-matters.js';
import { hasNoRole, staffPage, type Reader } from '../frame/staff-frame.js';

const T = {
  inbox: { sv: 'Min inkorg', en: 'My inbox' },
  toDo: { sv: 'Att göra nu', en: 'To do now' },
  out: { sv: 'Remisser som ni har ute', en: 'Referrals that you have out' },
  saved: { sv: 'Mina sparade sökningar', en: 'My saved searches' },
  all: { sv: 'Visa alla', en: 'Show all' },
  open: { sv: 'Öppna hos oss', en: 'Open at our body' },
  waiting: { sv: 'Väntar på andra', en: 'Waiting for others' },
  nothing: { sv: 'Inget väntar på dig', en: 'Nothing waits for you' },
  nextDay: { sv: 'Närmast i kalendern:', en: 'Next in the calendar:' },
  woundUp: { sv: 'är avvecklad', en: 'has been wound up' },
  matters: { sv: 'Det som var öppet finns hos', en: 'What was open is at' },
  standsInFor: { sv: 'Du är ersättare för', en: 'You stand in for' },
  theirs: {
    sv: 'Det som väntar på den personen visas här också, när det är något.',
    en: 'What waits for that person is shown here too, when there is something.',
  },
  begin: { sv: 'Ny remiss', en: 'New referral' },
  nothingMore: {
    sv: 'Nya ärenden hamnar här när det är din tur. Du får besked om du behöver göra något.',
    en: 'New matters come here when it is your turn. You are told when there is something to do.',
  },
  leavers: {
    sv: 'Någon har slutat och har öppna ärenden',
    en: 'Somebody has left with matters open',
  },
  handOver: { sv: 'Lämna över', en: 'Hand over' },
  oneMatter: { sv: 'öppet ärende', en: 'open matter' },
  moreMatters: { sv: 'öppna ärenden', en: 'open matters' },
  noRole: { sv: 'Du har ingen roll i Yttra än', en: 'You have no role in Yttra yet' },
  noRoleLead: {
    sv: 'Utan roll finns inget att göra eller läsa här. Be systemförvaltaren ge dig en, och uppge ditt användarnamn:',
    en: 'Without a role there is nothing to do or read here. Ask the administrator for one, and say your username:',
  },
  needNothing: {
    sv: 'Du behöver inte göra något nu. Ärendet kommer tillbaka till dig när det är din tur.',
    en: 'You need do nothing now. The matter comes back to you when it is your turn.',
  },
} satisfies Record<string, Texts>;

export const inboxPage = (reader: Reader, inbox: Inbox, shown: InboxShown): VNode => {
  const { queues, counters, told, extensions, drafts, waiting, out, saved, undelivered, letters, woundUp } =
    inbox;
  const { steps, results, verb: taken, again } = shown;
  const next = nearestDay(inbox, reader);
  const { actor, language, today } = reader;
  const besides = extensions.total + drafts.total + leftAmong(inbox, shown).length;
  const isThere = (body: string): boolean => woundUp.every(({ code }) => code !== body);
  const gone = goneFrom(reader, woundUp);
  const total = queues.reduce((sum, queue) => sum + queue.total, besides);
  const groups = groupsToDo(inbox, reader, shown);
  const severals = queues.filter(({ verb, rows }) => severalOf(verb, rows).length > 0);
  return staffPage(
    reader,
    { title: `${T.inbox[language]}, ${countOf(total, language)}`, section: 'inkorg' },
    <div class="desk">
      <QueuesAside {...{ reader, counters, told }} />
      <div class="work" id={LIST}>
        <section>
          <div class="row" data-spread>
            <PageHead heading={T.inbox[language]}>
              <p class="lead" data-live="dagen">
                {capital(dayInWords(today, language, 'sentence'))}. {metInWords(inbox.held, reader)}
                {!hasNoRole(actor) && (
                  <>
                    <strong>{waitingInWords(total, language)}</strong>
                    {lateInWords(lateAmong(inbox, today), total === 0, language)}.
                  </>
                )}
              </p>
            </PageHead>
            {actor.staffOf.some(
              (body) => isThere(body) && permits(actor, 'referral.send', { issuer: body }),
            ) && (
              <LinkButton variant="secondary" icon="plus" href="/remisser/ny">
                {T.begin[language]}
              </LinkButton>
            )}
          </div>
          {gone.map(({ name, successorName }) => (
            <Notice>
              <p>
                {name} {T.woundUp[language]}.
                {successorName !== null && ` ${T.matters[language]} ${successorName}.`}
              </p>
            </Notice>
          ))}
          {actor.standsInFor.length > 0 && (
            <p>
              <a href="/mitt#vem">
                {T.standsInFor[language]} {actor.standsInFor.map(({ name }) => name).join('; ')}
              </a>
              . {T.theirs[language]}
            </p>
          )}
          {letters > 0 && (
            <Notice>
              <p>
                <a href={LETTERS_TO_POST}>{lettersInWords(letters, language)}</a>
              </p>
            </Notice>
          )}
          {inbox.leavers.length > 0 && (
            <Notice tone="warning" heading={T.leavers[language]}>
              <ul class="plain">
                {inbox.leavers.map(({ body, username, name, matters }) => (
                  <li>
                    <a href={`${pathOfPerson(body, username)}/lamna-over`}>
                      {T.handOver[language]}, {name}
                    </a>{' '}
                    {body} · {matters} {(matters === 1 ? T.oneMatter : T.moreMatters)[language]}
                  </li>
                ))}
              </ul>
            </Notice>
          )}
          {undelivered > 0 && (
            <Notice tone="warning">
              <p>
                <a href="/forvaltning/leveranser">{failedInWords(undelivered, language)}</a>
              </p>
            </Notice>
          )}
          {again && (
            <Notice tone={typeof again === 'object' ? 'danger' : 'info'}>
              <p>
                {(typeof again === 'object' ? (again.invalid[0]?.detail ?? again.detail) : KEPT)[language]}
              </p>
            </Notice>
          )}
          {taken !== undefined && <Results {...{ language, results }} verb={taken} />}
          <div data-live="att-gora">
            {hasNoRole(actor) ? (
              <Empty heading={T.noRole[language]}>
                <p>
                  {T.noRoleLead[language]} <strong>{actor.username}</strong>.
                </p>
              </Empty>
            ) : groups.length === 0 ? (
              <Empty heading={T.nothing[language]}>
                <p>
                  {next && (
                    <>
                      {T.nextDay[language]} <a href={next.href}>{next.what}</a>{' '}
                      <Day date={next.date} language={language} form="sentence" today={today} />.{' '}
                    </>
                  )}
                  {actor.staffOf.some(isThere) && T.nothingMore[language]}
                </p>
              </Empty>
            ) : (
              <Worklist
                language={language}
                caption={`${T.toDo[language]}: ${countOf(total, language)}`}
                groups={groups}
              />
            )}
            {severals.map(({ verb }) => (
              <FormOfSeveral {...{ reader, verb }} address="/inkorg" path={pathOf(steps, verb)!} />
            ))}
          </div>
        </section>
        <div data-live="ute">
          <Out {...{ reader, out }} />
        </div>
        <Saved language={language} saved={saved} />
        <ImportSeveralLinks reader={reader} bodies={actor.staffOf.filter(isThere)} />
        <div data-live="oppna">
          <Open
            {...{ reader, shown, list: inbox.open }}
            queue={counters.find(({ queue }) => queue === 'open')}
          />
        </div>
        <div data-live="andra">
          <Waiting {...{ reader, shown, list: waiting }} />
        </div>
      </div>
      <NearestDays {...{ reader, inbox }} />
    </div>,
  );
};

/** The referrals that the reader's bodies have out, those first that are to be answered first. */
const Out = ({ reader, out: { total, rows } }: { readonly reader: Reader; readonly out: Inbox['out'] }) => {
  const { language } = reader;
  if (total === 0) return null;
  return (
    <section aria-labelledby="ute">
      <header class="section-head">
        <h2 id="ute" tabIndex={-1}>
          {T.out[language]} <span class="quiet">{countOfShown(rows.length, total, language)}</span>
        </h2>
        <p>
          <a href="/remisser?vilka=ute&lage=sent">{T.all[language]}</a>
        </p>
      </header>
      <Worklist
        language={language}
        caption={T.out[language]}
        groups={[{ id: 'ko-ute', matters: rows.map((row) => outMatter(row, reader)) }]}
      />
    </section>
  );
};

const failedInWords = (count: number, language: Language): string =>
  language === 'en'
    ? `${count === 1 ? 'A delivery has' : `${count} deliveries have`} failed: see why, and try again`
    : `${count === 1 ? 'En leverans' : `${count} leveranser`} har misslyckats: se varför, och försök igen`;

const lettersInWords = (count: number, language: Language): string =>
  language === 'en'
    ? `${count === 1 ? 'A letter is' : `${count} letters are`} to be posted and ticked off`
    : `${count === 1 ? 'Ett brev' : `${capital(inLetters(count))} brev`} ska postas och prickas av`;

/** Those that the reader works at by their own roles: the successor's staff know where they are. */
const goneFrom = ({ actor }: Reader, woundUp: Inbox['woundUp']): Inbox['woundUp'] =>
  actor.staffOf.length === woundUp.length ? woundUp : [];

const Saved = ({ language, saved }: { readonly language: Language; readonly saved: Inbox['saved'] }) =>
  saved.length > 0 && (
    <section aria-labelledby="sokningar">
      <header class="section-head">
        <h2 id="sokningar">{T.saved[language]}</h2>
      </header>
      <ul class="plain row">
        {saved.map(({ name, address }) => (
          <li>
            <a href={address}>{name}</a>
          </li>
        ))}
      </ul>
    </section>
  );

/** Matters of the reader's that others have now. */
const Waiting = ({ reader, shown, list }: ListProps) => (
  <Beside {...{ reader, shown, list }} id="andra" heading={T.waiting}>
    <p class="quiet">{T.needNothing[reader.language]}</p>
  </Beside>
);

/** All that is not answered at the bodies that the reader is the head of. */
const Open = ({ reader, shown, list, queue }: ListProps & { readonly queue: Counted | undefined }) => (
  <Beside {...{ reader, shown, list }} id="oppna" heading={T.open}>
    {queue && (
      <p>
        <a href={addressOfQueue(queue)}>{T.all[reader.language]}</a>
      </p>
    )}
  </Beside>
);

interface ListProps {
  readonly reader: Reader;
  readonly shown: InboxShown;
  readonly list: Inbox['waiting'];
}

/** A list of matters of which the reader need do nothing now. */
const Beside = ({
  reader,
  shown,
  list: { total, rows },
  id,
  heading,
  children,
}: ListProps & { readonly id: string; readonly heading: Texts; readonly children: ComponentChildren }) => {
  const { language } = reader;
  if (total === 0) return null;
  return (
    <section aria-labelledby={id}>
      <header class="section-head">
        <h2 id={id} tabIndex={-1}>
          {heading[language]} <span class="quiet">{countOfShown(rows.length, total, language)}</span>
        </h2>
        {children}
      </header>
      <Worklist
        language={language}
        caption={heading[language]}
        groups={[
          {
            id: `ko-${id}`,
            matters: rows.map((row) => ({ ...matterOf(row, reader, shown), go: undefined })),
          },
        ]}
      />
    </section>
  );
};

const countOf = (count: number, language: Language): string =>
  language === 'en' ? `${count} to do` : `${count} att göra`;

/** `, två är försenade`; where nothing waits for the reader, `, men ett är försenat`. */
function lateInWords(count: number, isAll: boolean, language: Language): string {
  if (count === 0) return '';
  const but = isAll ? { sv: ' men', en: ' but' }[language] : '';
  if (language === 'en') return `,${but} ${count} ${count === 1 ? 'is' : 'are'} late`;
  return `,${but} ${inLetters(count)} ${count === 1 ? 'är försenat' : 'är försenade'}`;
}

function waitingInWords(count: number, language: Language): string {
  if (count === 0) return T.nothing[language];
  if (language === 'en') return count === 1 ? 'One matter waits for you' : `${count} matters wait for you`;
  return `${capital(inLetters(count))} ärenden väntar på dig`.replace('Ett ärenden', 'Ett ärende');
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
