import type { VNode } from 'preact';
import { Page, PageHead, SiteName } from '../../markup/page.js';
import type { Language, Texts } from '../../rules/texts.js';
import type { DescribedApi, DescribedOperation } from './described-api.js';
import { OperationSection } from './operation-section.js';
import { Rows, SchemaSection } from './schema-section.js';

const TITLE: Texts = { sv: 'API-beskrivning', en: 'API reference' };
const WEBHOOKS: Texts = { sv: 'Händelser till webbkrokar', en: 'Events to webhooks' };
const SHAPES: Texts = { sv: 'Former', en: 'Shapes' };
const DOCUMENT: Texts = { sv: 'Som OpenAPI-dokument:', en: 'As an OpenAPI document:' };

/**
 * The API for people, made from the OpenAPI document: one page of plain HTML, so that it shows at once, prints, and
 * the browser's own search finds whatever stands in it.
 */
export function referencePage(api: DescribedApi, language: Language): VNode {
  const operations = Object.entries(api.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ method, path, operation })),
  );
  return (
    <Page
      language={language}
      title={TITLE[language]}
      site="Yttra"
      width="text"
      bar={<SiteName href="/" name="Yttra" part={`API ${api.info.version}`} />}
    >
      <PageHead heading={`${api.info.title} ${api.info.version} – ${TITLE[language]}`}>
        {api.info.description.split('\n\n').map((paragraph) => (
          <p>{paragraph}</p>
        ))}
        <p>
          {DOCUMENT[language]} <a href="/yttra/v1/openapi.json">/yttra/v1/openapi.json</a>
        </p>
      </PageHead>
      <nav class="columns" aria-label={TITLE[language]}>
        <ul>
          {api.tags.map(({ name }) => (
            <li>
              <a href={`#${idOf(name)}`}>{name}</a>
            </li>
          ))}
          <li>
            <a href="#webhooks">{WEBHOOKS[language]}</a>
          </li>
          <li>
            <a href="#shapes">{SHAPES[language]}</a>
          </li>
        </ul>
      </nav>
      {api.tags.map(({ name, description }) => (
        <section class="reference">
          <h2 id={idOf(name)}>{name}</h2>
          <p>{description}</p>
          {operations
            .filter(({ operation }) => operation.tags.includes(name))
            .map((each) => (
              <OperationSection api={api} {...each} language={language} />
            ))}
        </section>
      ))}
      <WebhooksSection webhooks={Object.values(api.webhooks ?? {})} language={language} />
      <section class="reference">
        <h2 id="shapes">{SHAPES[language]}</h2>
        {Object.entries(api.components.schemas).map(([name, schema]) => (
          <SchemaSection name={name} schema={schema} />
        ))}
      </section>
    </Page>
  );
}

const idOf = (tag: string): string => `tag-${tag.replaceAll(' ', '-')}`;

const WebhooksSection = ({
  webhooks,
  language,
}: {
  readonly webhooks: readonly { readonly post: DescribedOperation }[];
  readonly language: Language;
}) => (
  <section class="reference">
    <h2 id="webhooks">{WEBHOOKS[language]}</h2>
    <Rows>
      {webhooks.map(({ post }) => (
        <tr>
          <th scope="row">
            <code>{post.operationId}</code>
          </th>
          <td>{language === 'sv' ? post.description : post.summary}</td>
          <td>
            <a href="#WebhookEvent">WebhookEvent</a>
          </td>
        </tr>
      ))}
    </Rows>
  </section>
);
