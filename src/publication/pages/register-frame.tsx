import type { ComponentChildren, VNode } from 'preact';
import { AboutLinks } from '../../markup/about-links.js';
import { Icon, type IconName } from '../../markup/icons.js';
import { Page, SiteName } from '../../markup/page.js';
import type { Language, Texts } from '../../rules/texts.js';
import { LIST_NAMES } from '../register/register-texts.js';
import { LISTS, type List } from '../register/read-register.js';

/** What is the same on every page of one answer. */
export interface Frame {
  readonly language: Language;
  /** Who publishes. */
  readonly publisher: string;
  /** The list the page belongs to. */
  readonly list: List;
}

const SITE: Texts = { sv: 'Diarium', en: 'Public register' };
const FOLLOW: Texts = { sv: 'Följ nya publiceringar (Atom)', en: 'Follow what is published (Atom)' };
const SIGN_IN: Texts = { sv: 'Logga in för anställda', en: 'Sign in for staff' };
const DATA: Texts = { sv: 'Öppna data:', en: 'Open data:' };
const ICONS: Readonly<Record<List, IconName>> = {
  cases: 'register',
  referrals: 'referral',
  statements: 'mail',
};

/**
 * @param current what the page is to the list it belongs to: the list itself, or below it; none is the first page, which
 * begins with its own heading.
 */
export const framed = (
  { language, publisher, list }: Frame,
  title: string,
  content: ComponentChildren,
  current: 'page' | 'true' | { readonly hero: ComponentChildren } = 'page',
): VNode => (
  <Page
    language={language}
    title={title}
    site={`${SITE[language]}, ${publisher}`}
    width="text"
    hero={typeof current === 'object' ? current.hero : undefined}
    head={
      <link
        rel="alternate"
        type="application/atom+xml"
        href="/public/v1/feed.atom"
        title={FOLLOW[language]}
      />
    }
    bar={
      <>
        <SiteName href="/register" name={publisher} part={SITE[language]} />
        <nav class="sections open" aria-label={SITE[language]}>
          <ul>
            {LISTS.map((each) => (
              <li>
                <a
                  href={`/register/${each}`}
                  aria-current={each === list && typeof current === 'string' ? current : undefined}
                >
                  <Icon name={ICONS[each]} />
                  <span>{LIST_NAMES[each][language]}</span>
                </a>
              </li>
            ))}
          </ul>
        </nav>
      </>
    }
    foot={
      <>
        <AboutLinks language={language} />
        <li>
          {DATA[language]} <a href={`/public/v1/data/${list}?format=csv&separator=semicolon`}>CSV</a>,{' '}
          <a href={`/public/v1/data/${list}.json`}>JSON</a>
        </li>
        <li>
          <a href="/public/v1/feed.atom">{FOLLOW[language]}</a>
        </li>
        <li>
          <a href="/logga-in">{SIGN_IN[language]}</a>
        </li>
      </>
    }
  >
    {content}
  </Page>
);
