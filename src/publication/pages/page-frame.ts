import { hashSource } from '../../http/security-headers.js';
import { html, Html } from '../../rules/html-text.js';
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

const SKIP: Texts = { sv: 'Hoppa till innehållet', en: 'Skip to the content' };
const SITE: Texts = { sv: 'Diarium', en: 'Public register' };
const OPEN_DATA: Texts = { sv: 'Öppna data', en: 'Open data' };
const FOLLOW: Texts = { sv: 'Följ nya publiceringar (Atom)', en: 'Follow what is published (Atom)' };
const DATA: Texts = { sv: 'Hämta listan som', en: 'Download the list as' };

const STYLE = `
:root { color-scheme: light; --ink: #1b1f24; --soft: #4b5563; --line: #d0d7de; --brand: #0b4a6f; --tint: #eef5f9; }
* { box-sizing: border-box; }
body { margin: 0; font: 1.0625rem/1.6 system-ui, sans-serif; color: var(--ink); background: #fff; }
header, footer { background: var(--tint); border-block: 1px solid var(--line); }
.within { max-width: 46rem; margin: 0 auto; padding: 1rem; }
main.within { padding-block: 1.5rem 3rem; }
.skip { position: absolute; left: -100rem; }
.skip:focus { left: 1rem; top: 1rem; background: #fff; padding: .5rem 1rem; }
.site { margin: 0; font-weight: 700; font-size: 1.25rem; }
a { color: var(--brand); text-underline-offset: .2em; }
a:hover { text-decoration-thickness: .15em; }
:focus-visible { outline: 3px solid #b54708; outline-offset: 2px; border-radius: 2px; }
nav ul, .entries, .plain { list-style: none; margin: 0; padding: 0; }
nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; }
nav a { display: inline-block; padding: .4rem 0; }
nav a[aria-current] { color: var(--ink); font-weight: 700; text-decoration-thickness: .15em; }
h1 { font-size: 1.75rem; line-height: 1.25; margin: 0 0 1rem; overflow-wrap: anywhere; }
h2 { font-size: 1.2rem; line-height: 1.35; margin: 2rem 0 .5rem; overflow-wrap: anywhere; }
.entries :is(h2, h3) { font-size: 1.1rem; margin: 0; }
.entries li { border-top: 1px solid var(--line); padding: .9rem 0; }
.meta { margin: .15rem 0 0; color: var(--soft); }
form { background: var(--tint); border: 1px solid var(--line); border-radius: 6px; padding: 1rem; margin-bottom: 1.5rem;
  display: grid; gap: .9rem 1rem; grid-template-columns: repeat(auto-fit, minmax(11rem, 1fr)); align-items: end; }
form .wide { grid-column: 1 / -1; }
label { display: block; font-weight: 600; }
input, select, button { font: inherit; width: 100%; min-height: 2.75rem; padding: .4rem .6rem; border: 1px solid #57606a;
  border-radius: 4px; background: #fff; color: inherit; }
button { background: var(--brand); border-color: var(--brand); color: #fff; font-weight: 600; cursor: pointer; }
dl { display: grid; grid-template-columns: minmax(9rem, max-content) 1fr; gap: .5rem 1.5rem; margin: 0; }
dt { font-weight: 600; } dd { margin: 0; overflow-wrap: anywhere; }
@media (max-width: 34rem) { dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: .75rem; } }
.notice { border-left: 4px solid #b54708; background: #fff7ed; padding: .75rem 1rem; margin: 0 0 1.5rem; }
.pages { display: flex; gap: 1.5rem; margin-top: 1rem; }
.pages a { padding: .4rem 0; }
footer p { margin: .25rem 0; }
@media print { form, nav, footer, .skip { display: none; } }
`;

/** The one style of the pages, by hash, since nothing else written into a page may run or paint. */
export const PAGE_POLICY = `default-src 'none'; style-src ${hashSource(STYLE)}; form-action 'self'; frame-ancestors 'none'; base-uri 'none'`;

/** A whole page. Readable without its style; there is no script. */
export function framed(
  { language, publisher, list }: Frame,
  title: string,
  content: Html,
  current: 'page' | 'true' = 'page',
): string {
  const links = LISTS.map((each) => {
    const mark = each === list && html` aria-current="${current}"`;
    return html`<li><a href="/register/${each}" ${mark}>${LIST_NAMES[each][language]}</a></li>`;
  });
  const page = html`<!DOCTYPE html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} – ${SITE[language]}, ${publisher}</title>
        <link
          rel="alternate"
          type="application/atom+xml"
          href="/public/v1/feed.atom"
          title="${FOLLOW[language]}"
        />
        ${new Html(`<style>${STYLE}</style>`)}
      </head>
      <body>
        <a class="skip" href="#content">${SKIP[language]}</a>
        <header>
          <div class="within">
            <p class="site">${SITE[language]}, ${publisher}</p>
            <nav aria-label="${SITE[language]}">
              <ul>
                ${links}
              </ul>
            </nav>
          </div>
        </header>
        <main id="content" tabindex="-1" class="within">${content}</main>
        <footer>
          <div class="within">
            <p><strong>${OPEN_DATA[language]}</strong></p>
            <p>
              ${DATA[language]} <a href="/public/v1/data/${list}.csv">CSV</a>,
              <a href="/public/v1/data/${list}.json">JSON</a>
            </p>
            <p><a href="/public/v1/feed.atom">${FOLLOW[language]}</a></p>
          </div>
        </footer>
      </body>
    </html> `;
  return page.text;
}
