import { html, Html } from '../../rules/html-text.js';
import type { Language, Texts } from '../../rules/texts.js';
import { hashSource } from '../security-headers.js';
import type { DescribedApi, DescribedOperation } from './described-api.js';
import { operationSection } from './operation-section.js';
import { schemaSection } from './schema-section.js';

const TITLE: Texts = { sv: 'API-beskrivning', en: 'API reference' };
const WEBHOOKS: Texts = { sv: 'Händelser till webbkrokar', en: 'Events to webhooks' };
const SHAPES: Texts = { sv: 'Former', en: 'Shapes' };
const DOCUMENT: Texts = { sv: 'Som OpenAPI-dokument:', en: 'As an OpenAPI document:' };
const SKIP: Texts = { sv: 'Hoppa till innehållet', en: 'Skip to the content' };

const STYLE = `
:root { color-scheme: light dark; --line: #8884; --soft: color-mix(in srgb, currentColor 70%, transparent); }
body { margin: 0 auto; max-width: 62rem; padding: 1rem; font: 1rem/1.5 system-ui, sans-serif; }
h2 { margin-top: 3rem; border-bottom: 2px solid; } h3 { margin: 2rem 0 .25rem; overflow-wrap: anywhere; }
h3 a { font-weight: 400; font-size: .875rem; } p { margin: .25rem 0; } .other { color: var(--soft); }
table { border-collapse: collapse; width: 100%; margin: .5rem 0; font-size: .9375rem; }
th, td { text-align: left; vertical-align: top; padding: .25rem .75rem .25rem 0; border-top: 1px solid var(--line); overflow-wrap: anywhere; }
th { font-weight: 400; min-width: 9rem; } td:nth-child(2) { min-width: 12rem; }
pre { overflow-x: auto; padding: .75rem; background: #8881; font-size: .875rem; } code { font-size: .9375em; }
nav ul { columns: 14rem; padding-left: 1rem; } .skip:not(:focus) { position: absolute; left: -100rem; }
@media (max-width: 40rem) { th, td { display: block; border: 0; padding: 0; } tr { display: block; border-top: 1px solid var(--line); padding: .25rem 0; } }
`;

/** The page's one style, by hash; it has no script. */
export const REFERENCE_POLICY = `default-src 'none'; style-src ${hashSource(STYLE)}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

/**
 * The API for people, made from the OpenAPI document: one page of plain HTML, so that it shows at once, prints, and
 * the browser's own search finds whatever stands in it.
 */
export function referencePage(api: DescribedApi, language: Language): string {
  const operations = Object.entries(api.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ method, path, operation })),
  );
  const page = html`<!DOCTYPE html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Yttra – ${TITLE[language]}</title>
        ${new Html(`<style>${STYLE}</style>`)}
      </head>
      <body>
        <a class="skip" href="#content">${SKIP[language]}</a>
        <h1>${api.info.title} ${api.info.version} – ${TITLE[language]}</h1>
        <nav aria-label="${TITLE[language]}">
          <ul>
            ${api.tags.map(({ name }) => html`<li><a href="#${idOf(name)}">${name}</a></li> `)}
            <li><a href="#webhooks">${WEBHOOKS[language]}</a></li>
            <li><a href="#shapes">${SHAPES[language]}</a></li>
          </ul>
        </nav>
        <main id="content" tabindex="-1">
          ${api.info.description.split('\n\n').map((paragraph) => html`<p>${paragraph}</p> `)}
          <p>${DOCUMENT[language]} <a href="/yttra/v1/openapi.json">/yttra/v1/openapi.json</a></p>
          ${api.tags.map(
            ({ name, description }) =>
              html`<h2 id="${idOf(name)}">${name}</h2>
                <p>${description}</p>
                ${operations
                  .filter(({ operation }) => operation.tags.includes(name))
                  .map((each) => operationSection(api, each, language))}`,
          )}
          ${webhooksSection(Object.values(api.webhooks ?? {}), language)}
          <h2 id="shapes">${SHAPES[language]}</h2>
          ${Object.entries(api.components.schemas).map(([name, schema]) => schemaSection(name, schema))}
        </main>
      </body>
    </html> `;
  return page.text;
}

const idOf = (tag: string): string => `tag-${tag.replaceAll(' ', '-')}`;

const webhooksSection = (webhooks: readonly { post: DescribedOperation }[], language: Language): Html =>
  html`<h2 id="webhooks">${WEBHOOKS[language]}</h2>
    <table>
      ${webhooks.map(
        ({ post }) =>
          html`<tr>
            <th scope="row"><code>${post.operationId}</code></th>
            <td>${language === 'sv' ? post.description : post.summary}</td>
            <td><a href="#WebhookEvent">WebhookEvent</a></td>
          </tr> `,
      )}
    </table>`;
