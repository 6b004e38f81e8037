import type { ComponentChildren } from 'preact';
import type { Language, Texts } from '../rules/texts.js';
import { Wordmark } from './icons.js';
import { addressOfStyle, FONT, STYLE } from './style.js';

/** How GOV.UK and others begin the title of a page that is shown again because something in its form is wrong. */
const WRONG: Texts = { sv: 'Fel: ', en: 'Error: ' };
const SKIP: Texts = { sv: 'Hoppa till innehållet', en: 'Skip to the content' };

export interface PageProps {
  readonly language: Language;
  /** What, number; the system's name is added. */
  readonly title: string;
  /** Something that was sent is wrong: the title, which is read aloud first, begins with that. */
  readonly isWrong?: boolean | undefined;
  /** Whose system it is, such as “Yttra, Demokommunen”. */
  readonly site: string;
  /** What stands in the bar at the top. */
  readonly bar: ComponentChildren;
  /** Links at the bottom, one a list item. */
  readonly foot?: ComponentChildren;
  readonly width?: 'text' | 'wide' | undefined;
  /** What the page begins with, from edge to edge; its heading is there. */
  readonly hero?: ComponentChildren;
  /** Light or dark; as the computer has it, unless its reader has chosen. */
  readonly scheme?: 'auto' | 'light' | 'dark' | undefined;
  /** Further elements of the head. */
  readonly head?: ComponentChildren;
  readonly children: ComponentChildren;
}

/** The whole document of every page: one style sheet by address, no script, and nothing inline that paints or runs. */
export const Page = ({
  language,
  title,
  isWrong,
  site,
  bar,
  foot,
  width,
  hero,
  scheme,
  head,
  children,
}: PageProps) => (
  <html lang={language} data-color-scheme={scheme ?? 'auto'} data-size="sm">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>
        {isWrong && WRONG[language]}
        {title} – {site}
      </title>
      <link rel="preload" href={addressOfStyle(FONT)} as="font" type="font/woff2" crossorigin="anonymous" />
      <link rel="stylesheet" href={addressOfStyle(STYLE)} />
      {head}
    </head>
    <body>
      <a class="ds-skip-link" href="#content">
        {SKIP[language]}
      </a>
      <header class="topbar">
        <div>{bar}</div>
      </header>
      {hero ? (
        <main id="content" tabIndex={-1}>
          <section class="hero">
            <div>{hero}</div>
          </section>
          <div class="page" data-width={width}>
            {children}
          </div>
        </main>
      ) : (
        <main class="page" id="content" tabIndex={-1} data-width={width}>
          {children}
        </main>
      )}
      {foot && (
        <footer class="foot">
          <ul>{foot}</ul>
        </footer>
      )}
    </body>
  </html>
);

/** The name of the system, and of whose it is, in the bar. */
export const SiteName = ({
  href,
  name,
  part,
}: {
  readonly href: string;
  readonly name: string;
  readonly part?: string | undefined;
}) => (
  <a class="wordmark" href={href}>
    <Wordmark />
    {name}
    {part && <span>{part}</span>}
  </a>
);

/** What the page is about, with one sentence or more under it. */
export const PageHead = ({
  heading,
  lang,
  children,
}: {
  readonly heading: ComponentChildren;
  /** Where the heading is in another language than the page. */
  readonly lang?: Language | undefined;
  readonly children?: ComponentChildren;
}) => (
  <header class="page-head">
    <h1 lang={lang}>{heading}</h1>
    {children}
  </header>
);

/** A part of a page on a sheet of its own, under its heading. */
export const Sheet = ({
  id,
  heading,
  children,
}: {
  readonly id: string;
  readonly heading: ComponentChildren;
  readonly children: ComponentChildren;
}) => (
  <section class="sheet" aria-labelledby={id}>
    <h2 id={id}>{heading}</h2>
    {children}
  </section>
);

/** The way back, for a page that is below another. The last is the page itself. */
export const Crumbs = ({
  language,
  way,
  here,
}: {
  readonly language: Language;
  readonly way: readonly (readonly [string, string])[];
  readonly here: string;
}) => (
  <nav class="ds-breadcrumbs" aria-label={{ sv: 'Du är här', en: 'You are here' }[language]}>
    <ol>
      {way.map(([words, href]) => (
        <li>
          <a class="ds-link" href={href}>
            {words}
          </a>
        </li>
      ))}
      <li>{here}</li>
    </ol>
  </nav>
);
