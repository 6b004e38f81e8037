import { html, type Html } from '../../rules/html-text.js';
import type { DescribedSchema } from './described-api.js';

const nameOf = ($ref: string): string => $ref.split('/').at(-1)!;

/** The type of a value in a few words, with a link to the shape that it has. */
export function typeOf(schema: DescribedSchema): Html {
  if (schema.$ref !== undefined) {
    const name = nameOf(schema.$ref);
    return html`<a href="#${name}">${name}</a>`;
  }
  const parts = schema.oneOf ?? schema.anyOf ?? schema.allOf;
  if (parts) return joined(parts.map(typeOf), ' | ');
  if (schema.type === 'array') return html`${typeOf(schema.items ?? {})}[]`;
  const types = [schema.type ?? 'object'].flat().map((type) => schema.format ?? type);
  const limits = [
    schema.maxLength !== undefined && `≤ ${schema.maxLength} tecken`,
    schema.minimum !== undefined && `≥ ${schema.minimum}`,
    schema.maximum !== undefined && `≤ ${schema.maximum}`,
    schema.default !== undefined && `= ${JSON.stringify(schema.default)}`,
  ].filter((limit) => limit !== false);
  const choices = schema.enum && ` (${schema.enum.join(', ')})`;
  return html`${types.join(' | ')}${choices}${limits.length > 0 && `, ${limits.join(', ')}`}`;
}

const joined = (parts: readonly Html[], sign: string): Html =>
  html`${parts.map((part, index) => html`${index > 0 && sign}${part}`)}`;

/** A named shape: its fields, each with its type and what it means. */
export function schemaSection(name: string, schema: DescribedSchema): Html {
  const required = new Set(schema.required);
  const rows = Object.entries(schema.properties ?? {}).map(
    ([field, part]) =>
      html`<tr>
        <th scope="row">
          <code>${field}</code>${required.has(field) && html`<abbr title="obligatoriskt">*</abbr>`}
        </th>
        <td>${typeOf(part)}</td>
        <td>${part.description}</td>
      </tr> `,
  );
  return html`<section id="${name}">
    <h3>${name}</h3>
    <p>${schema.description}</p>
    <table>
      ${rows}
    </table>
  </section> `;
}
