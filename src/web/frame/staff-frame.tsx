import type { ComponentChildren, VNode } from 'preact';
import { API_VERSION } from '../../http/api-base.js';
import type { Appearance, Keys } from '../../http/chosen-looks.js';
import { AboutLinks } from '../../markup/about-links.js';
import { Hidden } from '../../markup/fields.js';
import { Icon, type IconName } from '../../markup/icons.js';
import { Page, SiteName } from '../../markup/page.js';
import { PAGES_SCRIPT } from '../../markup/script.js';
import { addressOfStyle } from '../../markup/style.js';
import type { Actor } from '../../rules/actor.js';
import type { Language, Texts } from '../../rules/texts.js';
import { bodiesWhere } from '../../rules/policy.js';
import { roleTitles } from '../../rules/role-words.js';

/** Whose page it is, and what its forms carry. */
export interface Reader {
  readonly actor: Actor;
  readonly language: Language;
  /** The token of the forms of this session. */
  readonly token: string;
  /** Today in Sweden. */
  readonly today: string;
  /** Whose system it is, where that is told. */
  readonly municipality: string | undefined;
  /** How the reader wants pages to look. */
  readonly appearance: Appearance;
  /** Whether the keys of the pages are on. */
  readonly keys: Keys;
}

/** Where what has come to a person and their bodies is read. */
export const TOLD = '/inkorg/besked';
export const TOLD_TITLE: Texts = { sv: 'Besked', en: 'Notices' };

const ADMINISTRATION: Texts = { sv: 'Förvaltning', en: 'Administration' };

export type Section = 'inkorg' | 'remisser' | 'sammantraden' | 'diarium' | 'forvaltning';

const isOfABody = ({ staffOf, readerOf }: Actor): boolean => staffOf.length + readerOf.length > 0;

/** Whether the actor is nothing to anybody here yet, in their own right or for another. */
export const hasNoRole = ({ roles, isMunicipalAdministrator }: Actor): boolean =>
  Object.keys(roles).length === 0 && !isMunicipalAdministrator;

/** The parts of the site, each with where it is and who has anything there. */
const SECTIONS: readonly (readonly [Section, Texts, IconName, (actor: Actor) => boolean])[] = [
  ['inkorg', { sv: 'Min inkorg', en: 'My inbox' }, 'inbox', ({ staffOf }) => staffOf.length > 0],
  ['remisser', { sv: 'Remisser', en: 'Referrals' }, 'referral', isOfABody],
  ['sammantraden', { sv: 'Sammanträden', en: 'Meetings' }, 'meeting', isOfABody],
  [
    'diarium',
    { sv: 'Diarium', en: 'Register' },
    'register',
    (actor) => bodiesWhere(actor, 'body.read-register').length > 0,
  ],
  ['forvaltning', ADMINISTRATION, 'people', (actor) => !isOfABody(actor) && !hasNoRole(actor)],
];
const SEARCH: Texts = {
  sv: 'Sök diarienummer, ord, organ eller handläggare',
  en: 'Search for a case number, words, a body or an officer',
};
const FIND: Texts = { sv: 'Sök', en: 'Search' };
const PLACE: Texts = { sv: 'Diarienummer, ord, person', en: 'Case number, words, person' };
const MAIN_MENU: Texts = { sv: 'Huvudmeny', en: 'Main menu' };
const STATISTICS: Texts = { sv: 'Statistik', en: 'Statistics' };
const MINE: Texts = { sv: 'Mina uppgifter', en: 'My settings' };
const SIGN_OUT: Texts = { sv: 'Logga ut', en: 'Sign out' };
const PUBLIC: Texts = { sv: 'Det som är offentligt', en: 'What is public' };
const API: Texts = { sv: 'API-beskrivning', en: 'API reference' };
const HEALTH: Texts = { sv: 'Driftläge', en: 'Health' };
const UPDATED: Texts = {
  sv: 'Listan visar nu det som just har ändrats.',
  en: 'The list now shows what has just changed.',
};
const CHANGED: Texts = { sv: 'Någon har ändrat ärendet.', en: 'Someone has changed the matter.' };
const SHOW: Texts = { sv: 'Visa hur det är nu', en: 'Show it as it is now' };
const MENU: Texts = { sv: 'Din meny', en: 'Your menu' };

/** The frame of every page behind sign-in. */
export const staffPage = (
  { actor, language, token, municipality, appearance, keys }: Reader,
  {
    title,
    section,
    width,
    head,
    record,
  }: {
    readonly title: string;
    readonly section?: Section;
    readonly width?: 'text' | 'wide';
    /** Further elements of the head. */
    readonly head?: ComponentChildren;
    /** The record that is shown, of which it is said when somebody changes it. */
    readonly record?: { readonly kind: string; readonly id: string; readonly version: number };
  },
  content: ComponentChildren,
): VNode => (
  <Page
    language={language}
    title={title}
    site={municipality === undefined ? 'Yttra' : `Yttra, ${municipality}`}
    width={width}
    head={
      <>
        <script src={addressOfStyle(PAGES_SCRIPT)} defer />
        {head}
      </>
    }
    scheme={appearance}
    bar={
      <>
        <SiteName href="/inkorg" name="Yttra" part={municipality} />
        <nav class="sections" aria-label={MAIN_MENU[language]}>
          <ul>
            {SECTIONS.filter(([, , , isFor]) => isFor(actor)).map(([each, words, icon]) => (
              <li>
                <a href={`/${each}`} aria-current={section === each ? 'page' : undefined}>
                  <Icon name={icon} />
                  <span>{words[language]}</span>
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <form class="find" role="search" action="/sok" method="get">
          <label class="ds-sr-only" for="sok">
            {SEARCH[language]}
          </label>
          <button type="submit">
            <Icon name="search" />
            <span class="ds-sr-only">{FIND[language]}</span>
          </button>
          <input
            class="ds-input"
            id="sok"
            name="q"
            type="search"
            placeholder={PLACE[language]}
            autocomplete="off"
          />
        </form>
        <a class="find-link" href="/sok">
          <Icon name="search" />
          <span class="ds-sr-only">{FIND[language]}</span>
        </a>
        <details class="who">
          <summary>
            <b aria-hidden="true">{initialsOf(actor.name)}</b>
            <span class="name">
              {actor.name}
              <span>{rolesOf(actor, language)}</span>
            </span>
            <span class="ds-sr-only">{MENU[language]}</span>
          </summary>
          <div>
            <a href={TOLD}>{TOLD_TITLE[language]}</a>
            <a href="/mitt">{MINE[language]}</a>
            {(actor.isMunicipalAdministrator || actor.administratorOf.length + actor.staffOf.length > 0) && (
              <a href="/forvaltning">{ADMINISTRATION[language]}</a>
            )}
            {bodiesWhere(actor, 'body.read-statistics').length > 0 && (
              <a href="/statistik">{STATISTICS[language]}</a>
            )}
            <form method="post" action="/logga-ut">
              <Hidden values={{ _token: token }} />
              <button type="submit">{SIGN_OUT[language]}</button>
            </form>
          </div>
        </details>
      </>
    }
    foot={
      <>
        <AboutLinks language={language} hasKeys />
        <li>
          <a href="/register">{PUBLIC[language]}</a>
        </li>
        <li>
          <a href="/docs">{API[language]}</a>
        </li>
        {actor.isMunicipalAdministrator && (
          <li>
            <a href="/forvaltning/drift">{HEALTH[language]}</a>
          </li>
        )}
        <li>Yttra {API_VERSION}</li>
      </>
    }
  >
    {content}
    <div
      class="news"
      id="nytt"
      role="status"
      data-keys={keys}
      data-record={record && `${record.kind} ${record.id}`}
      data-etag={record && `"${record.version}"`}
      data-updated={UPDATED[language]}
      data-changed={CHANGED[language]}
      data-show={SHOW[language]}
    />
  </Page>
);

const initialsOf = (name: string): string =>
  name
    .split(/[\s,]+/)
    .map((part) => part[0] ?? '')
    .slice(0, 2)
    .join('');

/** `Registrator, KS, KF`: what is the same in several bodies is said once. */
function rolesOf({ roles }: Actor, language: Language): string {
  const bodies = new Map<string, string[]>();
  for (const [body, held] of Object.entries(roles)) {
    const titles = held.map((role) => roleTitles[role][language]).join(', ');
    bodies.set(titles, [...(bodies.get(titles) ?? []), body]);
  }
  return [...bodies]
    .map(([titles, codes]) => `${titles}, ${codes.join(', ')}`)
    .slice(0, 2)
    .join(' · ');
}
