import type { VNode } from 'preact';
import type { InboxItemView, InboxPage } from '../../delivery/deliveries.dto.js';
import { pageOfMatter } from '../../delivery/page-of-matter.js';
import { Button } from '../../markup/buttons.js';
import { Day } from '../../markup/day.js';
import { Hidden } from '../../markup/fields.js';
import { Empty, Notice, Receipt } from '../../markup/notices.js';
import { Crumbs, PageHead } from '../../markup/page.js';
import { civilDate } from '../../rules/civil-date.js';
import type { Language } from '../../rules/texts.js';
import { addressOf, CursorPages } from '../frame/list-parts.js';
import { Masked } from '../frame/masked.js';
import { staffPage, TOLD, TOLD_TITLE, type Reader } from '../frame/staff-frame.js';
import { t } from '../steps/step-field.js';
import { CHOSEN, chosenAs } from '../steps/take-several.js';

const T = {
  inbox: t('Min inkorg', 'My inbox'),
  lead: t(
    'Det som har hänt i ärenden hos er och med din behörighet. Det som en av er har läst räknas som läst för hela organet.',
    'What has happened in your matters and to your rights. What one has read is read for the whole body.',
  ),
  which: t('Vilka besked', 'Which notices'),
  unread: t('Olästa', 'Unread'),
  all: t('Alla', 'All'),
  none: t('Inga olästa besked', 'No unread notices'),
  noneAtAll: t('Inga besked än', 'No notices yet'),
  noneLead: t(
    'Nya besked kommer hit när något händer som ni ska veta.',
    'New ones come here when something happens that you are to know.',
  ),
  mark: t('Markera som läst', 'Mark as read'),
  markAll: t('Markera alla som visas som lästa', 'Mark all that are shown as read'),
  done: (count: number) =>
    count === 1
      ? t('Beskedet markerades som läst.', 'The notice was marked as read.')
      : t(`${count} besked markerades som lästa.`, `${count} notices were marked as read.`),
  old: t('Sidan hade blivit gammal. Tryck igen.', 'The page had grown old. Press again.'),
};

export interface ToldShown {
  readonly page: InboxPage;
  readonly all: boolean;
  readonly cursor: string | undefined;
  readonly isOld: boolean;
  /** How many have just been marked as read, and at which notice one goes on; the first where none is named. */
  readonly done: { readonly count: number; readonly at: string | undefined } | undefined;
}

export const placeOfItem = (id: string): string => `besked-${id}`;

/** What has come, newest first: each with a way to its matter. */
export const toldPage = (reader: Reader, shown: ToldShown): VNode => {
  const { page, all, cursor, isOld, done } = shown;
  const { language } = reader;
  const unread = page.items.filter(({ readAt }) => readAt === null);
  return staffPage(
    reader,
    { title: TOLD_TITLE[language], section: 'inkorg', width: 'text' },
    <>
      <Crumbs language={language} way={[[T.inbox[language], '/inkorg']]} here={TOLD_TITLE[language]} />
      <PageHead heading={TOLD_TITLE[language]}>
        <p class="lead">{T.lead[language]}</p>
      </PageHead>
      {isOld && (
        <Notice tone="warning">
          <p>{T.old[language]}</p>
        </Notice>
      )}
      {done && !page.items.some(({ id }) => id === done.at) && (
        <MarkedAsRead count={done.count} language={language} />
      )}
      <nav class="sorts" aria-label={T.which[language]}>
        <a href={TOLD} aria-current={all ? undefined : 'page'}>
          {T.unread[language]}
        </a>{' '}
        <a href={addressOf(TOLD, { alla: 'ja' })} aria-current={all ? 'page' : undefined}>
          {T.all[language]}
        </a>
      </nav>
      {page.items.length === 0 ? (
        <Empty heading={(all ? T.noneAtAll : T.none)[language]}>
          <p>{T.noneLead[language]}</p>
        </Empty>
      ) : (
        <section class="sheet" aria-label={TOLD_TITLE[language]}>
          <ul class="plain lined entries">
            {page.items.map((item, at) => (
              <Item reader={reader} item={item} next={(all ? item : page.items[at + 1])?.id} shown={shown} />
            ))}
          </ul>
        </section>
      )}
      {unread.length > 1 && (
        <MarkAsRead reader={reader} items={unread} shown={shown}>
          <Button variant="secondary">{T.markAll[language]}</Button>
        </MarkAsRead>
      )}
      <CursorPages
        language={language}
        path={TOLD}
        values={{ alla: all ? 'ja' : undefined }}
        page={{ nextCursor: page.nextCursor, isFirst: cursor === undefined }}
      />
    </>,
  );
};

const Item = ({
  reader,
  item,
  next,
  shown,
}: {
  readonly reader: Reader;
  readonly item: InboxItemView;
  /** Where one goes on when it is marked as read. */
  readonly next: string | undefined;
  readonly shown: ToldShown;
}) => {
  const { language, today } = reader;
  const { text, title, caseNumber, caseId, body, arrivedAt, readAt } = item;
  return (
    <li id={placeOfItem(item.id)} data-tone={readAt === null ? 'now' : undefined}>
      {shown.done?.at === item.id && <MarkedAsRead count={shown.done.count} language={language} />}
      <a href={placeOf(item)}>{[text, title].filter((each) => each !== null).join(': ')}</a>
      <p class="ref">
        {[caseNumber, body].filter((each) => each !== null).join(' · ')} ·{' '}
        <Day date={civilDate(new Date(arrivedAt))} language={language} form="list" today={today} />
      </p>
      {caseId !== null && title === null && (
        <p class="ref">
          <Masked language={language} />
        </p>
      )}
      {readAt === null && (
        <MarkAsRead reader={reader} items={[item]} next={next} shown={shown}>
          <Button variant="secondary" dense label={`${T.mark[language]}: ${text}, ${caseNumber ?? body}`}>
            {T.mark[language]}
          </Button>
        </MarkAsRead>
      )}
    </li>
  );
};

const MarkedAsRead = ({ count, language }: { readonly count: number; readonly language: Language }) => (
  <Receipt said={T.done(count)[language]} />
);

const MarkAsRead = ({
  reader: { token },
  items,
  next,
  shown: { all, cursor },
  children,
}: {
  readonly reader: Reader;
  readonly items: readonly InboxItemView[];
  readonly next?: string | undefined;
  readonly shown: ToldShown;
  readonly children: VNode;
}) => (
  <form method="post" action={addressOf(TOLD, { alla: all ? 'ja' : undefined, cursor })}>
    <Hidden values={{ _token: token, ...(next !== undefined && { _then: next }) }} />
    {items.map(({ id, version }) => (
      <input type="hidden" name={`${CHOSEN}[]`} value={chosenAs(id, version)} />
    ))}
    {children}
  </form>
);

/** Of rights and settings the reader's own. */
const placeOf = ({ consultationId, referralId, caseId }: InboxItemView): string =>
  pageOfMatter(consultationId, referralId, caseId) ?? '/mitt';
