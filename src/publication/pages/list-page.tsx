import type { VNode } from 'preact';
import { Button } from '../../markup/buttons.js';
import { Day } from '../../markup/day.js';
import { Choice, ErrorSummary, Hidden, TextField } from '../../markup/fields.js';
import { Pages } from '../../markup/notices.js';
import { isTooDeep } from '../../lists/paging.js';
import { PageHead } from '../../markup/page.js';
import type { DomainError } from '../../rules/problem.js';
import type { Language, Texts } from '../../rules/texts.js';
import { PUBLIC_CASE_STATES, PUBLIC_REFERRAL_STATES } from '../register/public-register.dto.js';
import { LIST_NAMES, MASKED, STATES } from '../register/register-texts.js';
import type { Entries, List } from '../register/read-register.js';
import { framed, type Frame } from './register-frame.js';
import { stanceWords } from '../../rules/words.js';

/** What a browser sends of the form; what is left empty is left out. */
export type Given = Readonly<Record<string, string>>;

type AnyEntry = Entries[List];

const TEXTS = {
  words: { sv: 'Sök på nummer eller ord', en: 'Search by number or words' },
  state: { sv: 'Läge', en: 'State' },
  any: { sv: 'Alla', en: 'All' },
  from: { sv: 'Från och med', en: 'From' },
  to: { sv: 'Till och med', en: 'To' },
  search: { sv: 'Sök', en: 'Search' },
  count: { sv: 'Antal', en: 'Found' },
  moreThan: { sv: 'fler än', en: 'more than' },
  none: { sv: 'Inget publicerat stämmer med sökningen.', en: 'Nothing published matches the search.' },
  wrong: { sv: 'Sökningen går inte att göra:', en: 'The search cannot be made:' },
  all: { sv: 'Visa allt', en: 'Show everything' },
  replyBy: { sv: 'Svar senast', en: 'Reply by' },
  consultees: { sv: 'remissinstanser', en: 'consultees' },
  consultee: { sv: '1 remissinstans', en: '1 consultee' },
} satisfies Record<string, Texts>;

/** The form's fields, by what the API calls them. */
const FIELDS: Readonly<Record<string, Texts>> = {
  q: TEXTS.words,
  state: TEXTS.state,
  from: TEXTS.from,
  to: TEXTS.to,
};

interface Found {
  readonly items: readonly AnyEntry[];
  readonly total?: number;
  readonly totalIsAtLeast?: boolean;
  readonly limit: number;
  readonly page: number;
  readonly nextCursor: string | null;
}

/** A list with its search form, and what was found or what was wrong with the question. */
export function listPage(frame: Frame, given: Given, found: Found | DomainError): VNode {
  const { language, list } = frame;
  const name = LIST_NAMES[list][language];
  const title = 'page' in found && found.page > 1 ? `${name}, ${found.page}` : name;
  return framed(
    frame,
    title,
    <>
      <PageHead heading={name} />
      {found instanceof Error && <Refused refused={found} language={language} />}
      <SearchForm {...frame} given={given} />
      {!(found instanceof Error) && <Result frame={frame} given={given} found={found} />}
    </>,
  );
}

const SearchForm = ({ language, list, given }: Frame & { given: Given }) => {
  const states = { cases: PUBLIC_CASE_STATES, referrals: PUBLIC_REFERRAL_STATES, statements: [] }[list];
  const { body, case: referralCase, referral } = given;
  return (
    <form class="filters" method="get" action={`/register/${list}`} role="search">
      <TextField
        name="q"
        label={TEXTS.words[language]}
        type="search"
        maxLength={200}
        value={given['q']}
        wide
      />
      {states.length > 0 && (
        <Choice
          name="state"
          label={TEXTS.state[language]}
          value={given['state']}
          options={[
            ['', TEXTS.any[language]],
            ...states.map((state) => [state, STATES[state][language]] as const),
          ]}
        />
      )}
      <TextField name="from" label={TEXTS.from[language]} type="date" value={given['from']} />
      <TextField name="to" label={TEXTS.to[language]} type="date" value={given['to']} />
      <Hidden values={{ body, case: referralCase, referral }} />
      <Button icon="search">{TEXTS.search[language]}</Button>
    </form>
  );
};

/** What was wrong with what was asked, with a way to each field. */
export const Refused = ({ refused, language }: { refused: DomainError; language: Language }) => (
  <ErrorSummary
    language={language}
    heading={TEXTS.wrong[language]}
    errors={refused.invalid.map(({ pointer, detail }) => {
      const field = pointer.slice(1);
      const label = FIELDS[field];
      return { field: label && field, words: `${label?.[language] ?? field}: ${detail[language]}` };
    })}
  />
);

const Result = ({ frame, given, found }: { frame: Frame; given: Given; found: Found }) => {
  const { language, list } = frame;
  const { items, total = items.length, totalIsAtLeast, limit, page, nextCursor } = found;
  const { cursor: came, page: _page, ...narrowing } = given;
  const addressOf = (place: Given) =>
    `/register/${list}?${new URLSearchParams({ ...narrowing, ...place }).toString()}`;
  /** Far down a page is reached only from the one before it. */
  const next = (cursor: string) =>
    came !== undefined || isTooDeep({ limit, page: page + 1 })
      ? addressOf({ cursor })
      : addressOf({ page: String(page + 1) });
  return (
    <>
      <p role="status">
        {TEXTS.count[language]}: {totalIsAtLeast && TEXTS.moreThan[language]} {total}.{' '}
        {Object.keys(narrowing).length > 0 && <a href={`/register/${list}`}>{TEXTS.all[language]}</a>}
      </p>
      {items.length === 0 ? (
        <p>{TEXTS.none[language]}</p>
      ) : (
        <ol class="entries">
          {items.map((entry) => (
            <Entry list={list} entry={entry} language={language} />
          ))}
        </ol>
      )}
      <Pages
        language={language}
        first={came === undefined ? undefined : addressOf({ page: '1' })}
        previous={page > 1 ? addressOf({ page: String(page - 1) }) : undefined}
        next={nextCursor === null ? undefined : next(nextCursor)}
      />
    </>
  );
};

interface EntryProps {
  readonly list: List;
  readonly entry: AnyEntry;
  readonly language: Language;
  /** Below a heading of its own where it stands on another's page. */
  readonly level?: 2 | 3;
}

/** One entry of a list, also where it stands on another's page. */
export const Entry = ({ list, entry, language, level = 2 }: EntryProps) => {
  const { id, number, title, date, bodyName } = entry;
  const facts = [
    title === null ? MASKED[language] : number,
    bodyName,
    'state' in entry && entry.state && STATES[entry.state][language],
    'stance' in entry && entry.stance && stanceWords[entry.stance][language],
    'consultees' in entry && entry.consultees && askedInWords(entry.consultees.length, language),
  ].filter(Boolean);
  const Heading = `h${level}` as const;
  return (
    <li>
      <Heading>
        <a href={`/register/${list}/${id}`} lang={swedish(title, language)}>
          {title ?? number}
        </a>
      </Heading>
      <p class="ref">
        {facts.flatMap((fact) => [<span>{fact}</span>, ' '])}
        <span>
          <Day date={date} language={language} />
        </span>
      </p>
      {'replyBy' in entry && entry.replyBy && (
        <p class="until">
          {TEXTS.replyBy[language]}
          <br />
          <strong>
            <Day date={entry.replyBy} language={language} />
          </strong>
        </p>
      )}
    </li>
  );
};

const askedInWords = (count: number, language: Language): string =>
  count === 1 ? TEXTS.consultee[language] : `${count} ${TEXTS.consultees[language]}`;

/** What the register says is in Swedish, whatever language the page around it is in. */
export const swedish = (text: string | null, language: Language): 'sv' | undefined =>
  text !== null && language !== 'sv' ? 'sv' : undefined;
