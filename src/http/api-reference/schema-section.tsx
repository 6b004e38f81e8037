import type { ComponentChildren, VNode } from 'preact';
import type { DescribedSchema } from './described-api.js';

const nameOf = ($ref: string): string => $ref.split('/').at(-1)!;

/** The type of a value in a few words, with a link to the shape that it has. */
export const TypeOf = ({ schema }: { readonly schema: DescribedSchema }): VNode => {
  if (schema.$ref !== undefined) {
    const name = nameOf(schema.$ref);
    return <a href={`#${name}`}>{name}</a>;
  }
  const parts = schema.oneOf ?? schema.anyOf ?? schema.allOf;
  if (parts) return <>{parts.map((part, index) => [index > 0 && ' | ', <TypeOf schema={part} />])}</>;
  if (schema.type === 'array') {
    return (
      <>
        <TypeOf schema={schema.items ?? {}} />
        []
      </>
    );
  }
  const types = [schema.type ?? 'object'].flat().map((type) => schema.format ?? type);
  const limits = [
    schema.maxLength !== undefined && `≤ ${schema.maxLength} tecken`,
    schema.minimum !== undefined && `≥ ${schema.minimum}`,
    schema.maximum !== undefined && `≤ ${schema.maximum}`,
    schema.default !== undefined && `= ${JSON.stringify(schema.default)}`,
  ].filter((limit) => limit !== false);
  const choices = schema.enum ? ` (${schema.enum.join(', ')})` : '';
  return <>{[types.join(' | ') + choices, ...limits].join(', ')}</>;
};

/** Rows that fold below each other where there is no room for columns. */
export const Rows = ({ children }: { readonly children: ComponentChildren }) => (
  <table class="twin" data-fold="">
    <tbody>{children}</tbody>
  </table>
);

interface RowProps {
  readonly name: string;
  readonly required: boolean;
  readonly type: ComponentChildren;
  readonly description: string | undefined;
}

/** A field, a parameter: its name, its type and what it means. */
export const Row = ({ name, required, type, description }: RowProps) => (
  <tr>
    <th scope="row">
      <code>{name}</code>
      {required && <abbr title="obligatoriskt">*</abbr>}
    </th>
    <td>{type}</td>
    <td>{description}</td>
  </tr>
);

/** A named shape with its fields. */
export const SchemaSection = ({
  name,
  schema,
}: {
  readonly name: string;
  readonly schema: DescribedSchema;
}) => (
  <section id={name}>
    <h3>{name}</h3>
    <p>{schema.description}</p>
    <Rows>
      {Object.entries(schema.properties ?? {}).map(([field, part]) => (
        <Row
          name={field}
          required={schema.required?.includes(field) ?? false}
          type={<TypeOf schema={part} />}
          description={part.description}
        />
      ))}
    </Rows>
  </section>
);
