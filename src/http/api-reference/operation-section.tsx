import type { Language, Texts } from '../../rules/texts.js';
import { API_BASE } from '../api-base.js';
import type { DescribedApi, DescribedOperation, DescribedParameter } from './described-api.js';
import { Row, Rows, TypeOf } from './schema-section.js';

const ANSWER: Texts = { sv: 'Svar', en: 'Answers' };
const BODY: Texts = { sv: 'Innehåll', en: 'Body' };

interface OperationProps {
  readonly api: DescribedApi;
  readonly method: string;
  readonly path: string;
  readonly operation: DescribedOperation;
  readonly language: Language;
}

/** One operation: what it does in both languages, what it takes, what it answers, and a request to copy. */
export const OperationSection = ({ api, method, path, operation, language }: OperationProps) => {
  const { summary, description } = operation;
  const [content] = Object.entries(operation.requestBody?.content ?? {});
  return (
    <section id={operation.operationId}>
      <h3>
        <code>
          {method.toUpperCase()} {path}
        </code>{' '}
        <a href={`#${operation.operationId}`}>{operation.operationId}</a>
      </h3>
      <p>{language === 'sv' ? description : summary}</p>
      <p class="quiet">{language === 'sv' ? summary : description}</p>
      <Rows>
        {parametersOf(api, operation).map(({ name, in: place, required = false, schema, description }) => (
          <Row
            name={name}
            required={required}
            description={description}
            type={
              <>
                <TypeOf schema={schema} /> ({place})
              </>
            }
          />
        ))}
        {content && (
          <tr>
            <th scope="row">{BODY[language]}</th>
            <td>
              <TypeOf schema={content[1].schema ?? {}} />
            </td>
            <td>{content[0]}</td>
          </tr>
        )}
        <tr>
          <th scope="row">{ANSWER[language]}</th>
          <td colSpan={2}>
            <Answers {...operation} />
          </td>
        </tr>
      </Rows>
      <pre tabIndex={0}>{requestOf(method, path, operation)}</pre>
    </section>
  );
};

function parametersOf(api: DescribedApi, { parameters = [] }: DescribedOperation): DescribedParameter[] {
  return parameters.map((parameter) =>
    '$ref' in parameter ? api.components.parameters![parameter.$ref.split('/').at(-1)!]! : parameter,
  );
}

const Answers = ({ responses }: DescribedOperation) => (
  <>
    {Object.entries(responses).map(([status, { $ref, content = {} }]) => {
      const [, body] = Object.entries(content)[0] ?? [];
      return (
        <>
          {status} {$ref === undefined && body?.schema && <TypeOf schema={body.schema} />}{' '}
        </>
      );
    })}
  </>
);

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
