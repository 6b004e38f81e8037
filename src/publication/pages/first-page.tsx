import type { VNode } from 'preact';
import type { Publisher } from '../../config/settings.js';
import { Button } from '../../markup/buttons.js';
import { Empty } from '../../markup/notices.js';
import { Sheet } from '../../markup/page.js';
import { DomainError } from '../../rules/problem.js';
import type { Language, Texts } from '../../rules/texts.js';
import type { Entries, List } from '../register/read-register.js';
import { LIST_NAMES } from '../register/register-texts.js';
import { Entry, Refused } from './list-page.js';
import { framed, type Frame } from './register-frame.js';

const T = {
  title: { sv: 'Följ kommunens remisser', en: 'Follow the municipality’s referrals' },
  lead: {
    sv: 'Här ser du förslag som är ute på remiss, vilka som ska svara och vad de har svarat.',
    en: 'Here are proposals that are out for opinion, who is to reply, and what they have replied.',
  },
  find: { sv: 'Sök på diarienummer eller ord', en: 'Search by case number or words' },
  search: { sv: 'Sök', en: 'Search' },
  all: { sv: 'Alla', en: 'All' },
  moreThan: { sv: 'fler än', en: 'more than' },
  meant: { sv: 'Menade du', en: 'Did you mean' },
  none: { sv: 'Inget publicerat stämmer med', en: 'Nothing published matches' },
  noneNow: { sv: 'Inget är ute på remiss just nu.', en: 'Nothing is out for opinion now.' },
  noneYet: { sv: 'Inget yttrande är publicerat än.', en: 'No statement has been published yet.' },
  back: { sv: 'Visa det som är på remiss just nu', en: 'Show what is out for opinion now' },
  missing: { sv: 'Hittar du inte det du söker?', en: 'Do you not find what you look for?' },
  ask: {
    sv: 'Allt finns inte här. Du har rätt att ta del av allmänna handlingar, och registratorn hjälper dig',
    en: 'Not everything is here. You have a right to read official documents, and the registrar helps you',
  },
} satisfies Record<string, Texts>;

/** Some entries of a list, and how many more there are. */
export interface Shown {
  readonly list: List;
  /** Where it is not the name of the list. */
  readonly heading?: Texts;
  /** What is said where there are none. */
  readonly none?: Texts;
  readonly items: readonly Entries[List][];
  readonly total: number;
  /** Whether there are more. */
  readonly totalIsAtLeast?: boolean | undefined;
}

export const isNothing = (found: readonly Shown[]): boolean => found.every(({ total }) => total === 0);

export const OUT_NOW: Pick<Shown, 'list' | 'heading' | 'none'> = {
  list: 'referrals',
  heading: { sv: 'På remiss just nu', en: 'Out for opinion now' },
  none: T.noneNow,
};
export const LATEST: Pick<Shown, 'list' | 'heading' | 'none'> = {
  list: 'statements',
  heading: { sv: 'Senaste yttrandena', en: 'The latest statements' },
  none: T.noneYet,
};

/**
 * @param q what was looked for; nothing before somebody does.
 * @param meant near it, and finding something, where it found nothing.
 */
export function firstPage(
  frame: Frame,
  q: string | undefined,
  found: readonly Shown[] | DomainError,
  publisher: Publisher | null,
  meant?: string,
): VNode {
  const { language } = frame;
  return framed(
    frame,
    q === undefined ? T.title[language] : T.search[language],
    <>
      {found instanceof DomainError ? (
        <Refused refused={found} language={language} />
      ) : q !== undefined && isNothing(found) ? (
        <Empty icon="search" heading={`${T.none[language]} ”${q}”`}>
          {meant !== undefined && (
            <p>
              {T.meant[language]}{' '}
              <a href={`/register?${new URLSearchParams({ q: meant }).toString()}`}>{meant}</a>?
            </p>
          )}
          <p>
            <a href="/register">{T.back[language]}</a>
          </p>
        </Empty>
      ) : (
        found.map((shown) => <Some {...shown} q={q} language={language} />)
      )}
      <Sheet id="fraga" heading={T.missing[language]}>
        <p>
          {T.ask[language]}
          {publisher && (
            <>
              : <a href={`mailto:${publisher.email}`}>{publisher.email}</a>
            </>
          )}
          .
        </p>
      </Sheet>
    </>,
    {
      hero: (
        <>
          <h1>{T.title[language]}</h1>
          <p>{T.lead[language]}</p>
          <form role="search" method="get" action="/register">
            <label for="q">{T.find[language]}</label>
            <input class="ds-input" id="q" name="q" type="search" value={q} />
            <Button icon="search">{T.search[language]}</Button>
          </form>
        </>
      ),
    },
  );
}

const Some = ({
  list,
  heading,
  none,
  items,
  total,
  totalIsAtLeast,
  q,
  language,
}: Shown & { readonly q: string | undefined; readonly language: Language }) => {
  if (total === 0 && none === undefined) return null;
  const name = LIST_NAMES[list][language];
  const asked = q === undefined ? '' : `?${new URLSearchParams({ q }).toString()}`;
  return (
    <section aria-labelledby={list}>
      <h2 id={list}>{(heading ?? LIST_NAMES[list])[language]}</h2>
      {items.length === 0 && none ? (
        <p>{none[language]}</p>
      ) : (
        <ol class="entries">
          {items.map((entry) => (
            <Entry list={list} entry={entry} language={language} level={3} />
          ))}
        </ol>
      )}
      {(heading ? total > 0 : total > items.length) && (
        <p>
          <a href={`/register/${list}${asked}`}>
            {T.all[language]} {name.toLowerCase()}, {totalIsAtLeast && `${T.moreThan[language]} `}
            {total}
          </a>
        </p>
      )}
    </section>
  );
};
