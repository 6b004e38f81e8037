import type { VNode } from 'preact';
import type { ConsultationsPage } from '../../consultations/consultations.dto.js';
import { wordsOfQueue, type QueueAt } from '../../consultations/queues.js';
import { Empty, Notice } from '../../markup/notices.js';
import { Crumbs, PageHead } from '../../markup/page.js';
import { Worklist } from '../../markup/worklist.js';
import { FormOfSeveral, markedOf, pickOf, severalOf, WithSeveral, type InboxShown } from './inbox-several.js';
import { addressOf, Count, CursorPages } from '../frame/list-parts.js';
import { pathOfQueue } from './queue-address.js';
import { LIST, matterOf, QueuesAside } from './queue-matters.js';
import { EXTENSIONS, verbOfQueue, type Counted, type Told } from './read-inbox.js';
import { pathOf } from '../steps/record-steps.js';
import { Results } from '../steps/results.js';
import { staffPage, type Reader } from '../frame/staff-frame.js';
import { t } from '../steps/step-field.js';
import { KEPT } from '../steps/take-several.js';

const T = {
  inbox: t('Min inkorg', 'My inbox'),
  nothing: t('Inget i den här kön', 'Nothing in this queue'),
  nothingMore: t(
    'Det som hamnar här visas också i din inkorg.',
    'What comes here is shown in your inbox too.',
  ),
  one: t('1 ärende', '1 matter'),
  many: t('ärenden', 'matters'),
  atLeast: t('minst', 'at least'),
};

export interface QueueShown extends InboxShown {
  readonly at: QueueAt;
  readonly bodyName: string;
  readonly page: ConsultationsPage;
  readonly cursor: string | undefined;
  readonly counters: readonly Counted[];
  readonly told: Told;
}

/** One queue at one body, page by page: the list that its counter is the length of. */
export const queuePage = (reader: Reader, shown: QueueShown): VNode => {
  const { at, bodyName, page, cursor, counters, told, steps, results, verb: taken, again } = shown;
  const { language } = reader;
  const heading = wordsOfQueue(reader.actor, at)[language];
  const { total = page.items.length, totalIsAtLeast } = page;
  const count =
    total === 1
      ? T.one[language]
      : `${totalIsAtLeast ? `${T.atLeast[language]} ` : ''}${total} ${T.many[language]}`;
  const verb = verbOfQueue(at.queue);
  const path = verb && pathOf(steps, verb);
  const several = verb && path !== undefined ? severalOf(verb, page.items) : [];
  const marked = path === undefined ? new Set<string>() : markedOf(several, path, shown);
  const values = { namnd: at.body, istallet: at.insteadOf, cursor };
  const address = addressOf(pathOfQueue(at.queue), values);
  return staffPage(
    reader,
    { title: `${heading}, ${bodyName}, ${count}`, section: 'inkorg' },
    <div class="desk">
      <QueuesAside {...{ reader, counters, told }} here={at} />
      <div class="work" id={LIST}>
        <Crumbs language={language} way={[[T.inbox[language], '/inkorg']]} here={heading} />
        <PageHead heading={heading}>
          <p class="lead">{bodyName}</p>
        </PageHead>
        {again && (
          <Notice tone={typeof again === 'object' ? 'danger' : 'info'}>
            <p>{(typeof again === 'object' ? (again.invalid[0]?.detail ?? again.detail) : KEPT)[language]}</p>
          </Notice>
        )}
        {taken !== undefined && <Results {...{ language, results }} verb={taken} />}
        <div data-live="lista">
          {page.items.length === 0 ? (
            <Empty heading={T.nothing[language]}>
              <p>{T.nothingMore[language]}</p>
            </Empty>
          ) : (
            <>
              <Count>
                <strong>{count}</strong>
              </Count>
              <Worklist
                language={language}
                caption={`${heading}: ${count}`}
                groups={[
                  {
                    id: `ko-${path ?? 'lista'}`,
                    // The page has said both; the line is for what is done with several of them.
                    ...(several.length > 0 && { heading, count: String(page.total ?? '') }),
                    actions: several.length > 0 && verb && path !== undefined && (
                      <WithSeveral {...{ reader, verb, path, address }} count={several.length} />
                    ),
                    matters: page.items.map((row, index) => ({
                      ...matterOf(row, reader, shown, {
                        isFirst: index === 0 && at.queue !== 'waiting',
                        asksForTime: EXTENSIONS.includes(at.queue),
                      }),
                      pick:
                        path !== undefined && several.includes(row) ? pickOf(row, path, marked) : undefined,
                    })),
                  },
                ]}
              />
              {several.length > 0 && verb && path !== undefined && (
                <FormOfSeveral {...{ reader, address, verb, path }} />
              )}
            </>
          )}
        </div>
        <CursorPages
          language={language}
          path={pathOfQueue(at.queue)}
          values={{ namnd: at.body, istallet: at.insteadOf }}
          page={{ nextCursor: page.nextCursor, isFirst: cursor === undefined }}
        />
      </div>
    </div>,
  );
};
