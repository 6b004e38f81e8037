import { Fragment } from 'preact';
import type { ReferralsQuery } from '../../referrals/issued-referrals.dto.js';
import { because } from '../../http/refusals.js';
import type { HeadLink } from '../../markup/worklist.js';
import { Invalid } from '../../rules/problem.js';
import type { Language, Texts } from '../../rules/texts.js';
import { addressOf } from '../frame/list-parts.js';
import { t } from '../steps/step-field.js';

type Order = ReferralsQuery['sort'] | 'margin' | '-changed';
export type WhichReferrals = 'ute' | 'till-oss';

const ORDER_BY = t('Ordna efter', 'Order by');
const WORDS: Readonly<Record<Order, Texts>> = {
  '-created': t('senast påbörjad', 'begun last'),
  created: t('först påbörjad', 'begun first'),
  replyBy: t('svar snarast', 'reply due first'),
  '-replyBy': t('svar sist', 'reply due last'),
  margin: t('obesvarade, minst tid till nästa steg', 'unanswered, least time to the next step'),
  '-changed': t('senast ändrad', 'changed last'),
};

/** The first is meant where the address says none. */
const ORDERS = {
  ute: ['-created', 'created', 'replyBy', '-replyBy'],
  'till-oss': ['replyBy', '-replyBy', 'margin', '-changed'],
} as const satisfies Record<WhichReferrals, readonly Order[]>;

/** The order that an address asks for. @throws Invalid for one that the list cannot be put in. */
export function orderOf<Which extends WhichReferrals>(
  which: Which,
  said: string | undefined,
): (typeof ORDERS)[Which][number] {
  const orders: readonly (typeof ORDERS)[Which][number][] = ORDERS[which];
  const order = said === undefined ? orders[0] : orders.find((each) => each === said);
  if (order === undefined) throw new Invalid({ pointer: '/ordning', ...because.choice(orders.join(', ')) });
  return order;
}

/** A list as it is narrowed, and what its address says of its order. */
interface Ordered {
  readonly which: WhichReferrals;
  readonly said: string | undefined;
  readonly filter: Readonly<Record<string, string | undefined>>;
}

/** The list in another order, from its first page. */
const inOrder = ({ which, filter }: Ordered, order: Order): string =>
  addressOf('/remisser', {
    vilka: which,
    ...filter,
    ordning: order === ORDERS[which][0] ? undefined : order,
  });

/** Every order of the list, which also whoever sees cards instead of columns can choose from. */
export const OrderLinks = ({
  ordered,
  language,
}: {
  readonly ordered: Ordered;
  readonly language: Language;
}) => {
  const now = orderOf(ordered.which, ordered.said);
  return (
    <>
      <span class="quiet">{ORDER_BY[language]}</span>{' '}
      {ORDERS[ordered.which].map((order) => (
        <Fragment key={order}>
          <a href={inOrder(ordered, order)} aria-current={order === now ? 'true' : undefined}>
            {WORDS[order][language]}
          </a>{' '}
        </Fragment>
      ))}
    </>
  );
};

/** The head of the column of days, which turns the order about. */
export function dueHead(ordered: Ordered): HeadLink {
  const now = orderOf(ordered.which, ordered.said);
  return {
    href: inOrder(ordered, now === 'replyBy' ? '-replyBy' : 'replyBy'),
    way: now === 'replyBy' ? 'ascending' : now === '-replyBy' ? 'descending' : 'none',
  };
}
