import { html, type Html } from '../../rules/html-text.js';
import type { Language, Texts } from '../../rules/texts.js';
import { API_BASE } from '../api-base.js';
import type { DescribedApi, DescribedOperation, DescribedParameter } from './described-api.js';
import { typeOf } from './schema-section.js';

const ANSWER: Texts = { sv: 'Svar', en: 'Answers' };
const BODY: Texts = { sv: 'Innehåll', en: 'Body' };

/** One operation: what it does in both languages, what it takes, what it answers, and a request to copy. */
export function operationSection(
  api: DescribedApi,
  { method, path, operation }: { method: string; path: string; operation: DescribedOperation },
  language: Language,
): Html {
  const [first, second] =
    language === 'sv'
      ? [operation.description, operation.summary]
      : [operation.summary, operation.description];
  const [content] = Object.entries(operation.requestBody?.content ?? {});
  return html`<section id="${operation.operationId}">
    <h3>
      <code>${method.toUpperCase()} ${path}</code>
      <a href="#${operation.operationId}">${operation.operationId}</a>
    </h3>
    <p>${first}</p>
    <p class="other">${second}</p>
    <table>
      ${parametersOf(api, operation).map(parameterRow)}
      ${
        content &&
        html`<tr>
          <th scope="row">${BODY[language]}</th>
          <td>${typeOf(content[1].schema ?? {})}</td>
          <td>${content[0]}</td>
        </tr>`
      }
      <tr>
        <th scope="row">${ANSWER[language]}</th>
        <td colspan="2">${answersOf(operation)}</td>
      </tr>
    </table>
    <pre>${requestOf(method, path, operation)}</pre>
  </section> `;
}

function parametersOf(api: DescribedApi, { parameters = [] }: DescribedOperation): DescribedParameter[] {
  return parameters.map((parameter) =>
    '$ref' in parameter ? api.components.parameters![parameter.$ref.split('/').at(-1)!]! : parameter,
  );
}

const parameterRow = ({ name, in: place, required, schema, description }: DescribedParameter): Html =>
  html`<tr>
    <th scope="row"><code>${name}</code>${required && html`<abbr title="obligatoriskt">*</abbr>`}</th>
    <td>${typeOf(schema)} (${place})</td>
    <td>${description}</td>
  </tr> `;

const answersOf = ({ responses }: DescribedOperation): Html =>
  html`${Object.entries(responses).map(([status, { $ref, content = {} }]) => {
    const [, body] = Object.entries(content)[0] ?? [];
    return html`${status}${$ref === undefined && body?.schema && html` ${typeOf(body.schema)}`} `;
  })}`;

/** As it is typed in a shell, with what the operation needs and an example of the body. */
function requestOf(method: string, path: string, operation: DescribedOperation): string {
  const [content] = Object.entries(operation.requestBody?.content ?? {});
  const needsVersion = (operation.parameters ?? []).some(
    (parameter) => '$ref' in parameter && parameter.$ref.endsWith('/If-Match'),
  );
  const example = content?.[1].examples?.['example']?.value;
  const body =
    content?.[0] === 'application/json'
      ? [`  -H 'Content-Type: application/json'`, `  -d '${JSON.stringify(example, null, 1)}'`]
      : content?.[0] === 'text/plain'
        ? [`  -H 'Content-Type: text/plain'`, '  --data-binary @tjansteskrivelse.txt']
        : content && ['  -F title=… -F kind=… -F body=… -F file=@fil.pdf'];
  return [
    `curl -X ${method.toUpperCase()} https://…${API_BASE}${path}`,
    `  -H 'Authorization: Bearer …'`,
    needsVersion && `  -H 'If-Match: "3"'`,
    ...(body ?? []),
  ]
    .filter((line) => line !== false)
    .join(' \\\n');
}
