import { html, type Html } from '../../rules/html-text.js';
import type { DomainError } from '../../rules/problem.js';
import type { Language, Texts } from '../../rules/texts.js';
import {
  PUBLIC_CASE_STATES,
  PUBLIC_REFERRAL_STATES,
  type PublicReferralState,
} from '../register/public-register.dto.js';
import { LIST_NAMES, MASKED, STANCE_TEXTS, STATES } from '../register/register-texts.js';
import type { Entries, List } from '../register/read-register.js';
import { framed, type Frame } from './page-frame.js';
import { day } from './swedish-day.js';

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
  none: { sv: 'Inget publicerat stämmer med sökningen.', en: 'Nothing published matches the search.' },
  wrong: { sv: 'Sökningen går inte att göra:', en: 'The search cannot be made:' },
  next: { sv: 'Nästa sida', en: 'Next page' },
  previous: { sv: 'Föregående sida', en: 'Previous page' },
  pages: { sv: 'Sidor', en: 'Pages' },
  all: { sv: 'Visa allt', en: 'Show everything' },
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
  readonly page: number;
  readonly nextCursor: string | null;
}

/** A list with its search form, and what was found or what was wrong with the question. */
export function listPage(frame: Frame, given: Given, found: Found | DomainError): string {
  const { language, list } = frame;
  const name = LIST_NAMES[list][language];
  const result = found instanceof Error ? refused(found, language) : entries(frame, given, found);
  const title = 'page' in found && found.page > 1 ? `${name}, ${found.page}` : name;
  return framed(
    frame,
    title,
    html`<h1>${name}</h1>
      ${searchForm(frame, given)}${result}`,
  );
}

function searchForm({ language, list }: Frame, given: Given): Html {
  const states = { cases: PUBLIC_CASE_STATES, referrals: PUBLIC_REFERRAL_STATES, statements: [] }[list];
  return html`<form method="get" action="/register/${list}" role="search">
    <div class="wide">
      <label for="q">${TEXTS.words[language]}</label>
      <input id="q" name="q" type="search" maxlength="200" value="${given['q']}" />
    </div>
    ${states.length > 0 && stateField(states, given, language)}
    <div>
      <label for="from">${TEXTS.from[language]}</label>
      <input id="from" name="from" type="date" value="${given['from']}" />
    </div>
    <div>
      <label for="to">${TEXTS.to[language]}</label>
      <input id="to" name="to" type="date" value="${given['to']}" />
    </div>
    ${['body', 'case', 'referral'].map(
      (kept) => given[kept] && html`<input type="hidden" name="${kept}" value="${given[kept]}" />`,
    )}
    <div><button>${TEXTS.search[language]}</button></div>
  </form>`;
}

function stateField(states: readonly PublicReferralState[], given: Given, language: Language): Html {
  const options = states.map((state) => {
    const selected = given['state'] === state && html` selected`;
    return html`<option value="${state}" ${selected}>${STATES[state][language]}</option>`;
  });
  return html`<div>
    <label for="state">${TEXTS.state[language]}</label>
    <select id="state" name="state">
      <option value="">${TEXTS.any[language]}</option>
      ${options}
    </select>
  </div>`;
}

function refused({ invalid }: DomainError, language: Language): Html {
  const lines = invalid.map(({ pointer, detail }) => {
    const field = pointer.slice(1);
    const label = FIELDS[field]?.[language] ?? field;
    return html`<li>${label}: ${detail[language]}</li>`;
  });
  return html`<div class="notice" role="alert">
    <p>${TEXTS.wrong[language]}</p>
    <ul>
      ${lines}
    </ul>
  </div>`;
}

function entries({ language, list }: Frame, given: Given, { items, total, page, nextCursor }: Found): Html {
  const narrowed = Object.keys(given).some((name) => name !== 'page');
  const reset = narrowed && html` <a href="/register/${list}">${TEXTS.all[language]}</a>`;
  const count = html`<p role="status">${TEXTS.count[language]}: ${total ?? items.length}.${reset}</p>`;
  if (items.length === 0)
    return html`${count}
      <p>${TEXTS.none[language]}</p>`;
  return html`${count}
    <ol class="entries">
      ${items.map((entry) => row(list, entry, language))}
    </ol>
    ${pages(list, given, page, nextCursor !== null, language)}`;
}

/** One entry of a list, also where it stands on another's page. */
export function row(list: List, entry: AnyEntry, language: Language, level: 2 | 3 = 2): Html {
  const { id, number, title, date, bodyName } = entry;
  const state = 'state' in entry && entry.state && STATES[entry.state][language];
  const stance = 'stance' in entry && entry.stance && STANCE_TEXTS[entry.stance][language];
  const replyBy = 'replyBy' in entry && entry.replyBy && answerBy(entry.replyBy, language);
  const facts = [bodyName, state, stance, replyBy].filter(Boolean).map((fact) => html` · ${fact as Html}`);
  const link = html`<a href="/register/${list}/${id}" ${swedish(title, language)}>${title ?? number}</a>`;
  return html`<li>
    ${level === 2 ? html`<h2>${link}</h2>` : html`<h3>${link}</h3>`}
    <p class="meta">${title === null ? MASKED[language] : number} · ${day(date, language)}${facts}</p>
  </li>`;
}

/** What the register says is in Swedish, whatever language the page around it is in. */
export const swedish = (text: string | null, language: Language): Html | null =>
  text !== null && language !== 'sv' ? html` lang="sv"` : null;

function answerBy(date: string, language: Language): Html {
  const text = { sv: 'svar senast', en: 'reply by' }[language];
  return html`${text} ${day(date, language)}`;
}

function pages(list: List, given: Given, page: number, more: boolean, language: Language): Html | null {
  if (page === 1 && !more) return null;
  const link = (to: number, rel: string, text: Texts) => {
    const query = new URLSearchParams({ ...given, page: String(to) });
    return html`<a rel="${rel}" href="/register/${list}?${query.toString()}">${text[language]}</a>`;
  };
  return html`<nav class="pages" aria-label="${TEXTS.pages[language]}">
    ${page > 1 && link(page - 1, 'prev', TEXTS.previous)} ${more && link(page + 1, 'next', TEXTS.next)}
  </nav>`;
}
