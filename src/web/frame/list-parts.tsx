import type { ComponentChildren } from 'preact';
import { Button } from '../../markup/buttons.js';
import { Choice, Hidden, TextField } from '../../markup/fields.js';
import { Pages } from '../../markup/notices.js';
import type { PageView } from '../../lists/paging.dto.js';
import type { Language, Texts } from '../../rules/texts.js';

const T = {
  filter: { sv: 'Filtrera listan', en: 'Filter the list' },
  show: { sv: 'Visa', en: 'Show' },
  all: { sv: 'Alla', en: 'All' },
  notAll: { sv: 'Det finns fler än de som visas här.', en: 'There are more than are shown here.' },
  asTable: { sv: 'Spara som Excel-fil (CSV)', en: 'Save as a file for Excel (CSV)' },
  showAll: { sv: 'Visa alla', en: 'Show all' },
} satisfies Record<string, Texts>;

/** A link to the whole list, as it is filtered, for a spreadsheet. */
export const AsTable = ({ href, language }: { readonly href: string; readonly language: Language }) => (
  <p class="after-list">
    <a href={href} download>
      {T.asTable[language]}
    </a>
  </p>
);

type Values = Readonly<Record<string, string | undefined>>;

/** A field of a filter: a line, a day, or one of several. */
export type FilterField = {
  readonly name: string;
  readonly label: string;
} & (
  | { readonly kind: 'search' | 'date' }
  | {
      readonly kind: 'choice';
      readonly options: readonly (readonly [string, string])[];
      /** One of them is always chosen. */ readonly isSet?: boolean;
    }
);

/** Everything that a list is narrowed by stands in its address. */
export const Filters = ({
  action,
  language,
  fields,
  values,
  kept = {},
}: {
  readonly action: string;
  readonly language: Language;
  readonly fields: readonly FilterField[];
  readonly values: Values;
  /** What the address says besides. */
  readonly kept?: Values;
}) => (
  <form class="filters" method="get" action={action} role="search" aria-label={T.filter[language]}>
    <Hidden values={kept} />
    {fields.map((field) => {
      const { name, label } = field;
      const value = values[name] ?? '';
      if (field.kind === 'choice')
        return (
          <Choice
            {...{ name, label, value }}
            options={field.isSet ? field.options : [['', T.all[language]], ...field.options]}
          />
        );
      return <TextField {...{ name, label, value }} type={field.kind} wide={field.kind === 'search'} />;
    })}
    <Button variant="secondary">{T.show[language]}</Button>
  </form>
);

/** How many there are, and what to order or choose by. */
export const Count = ({
  children,
  links,
}: {
  readonly children: ComponentChildren;
  readonly links?: ComponentChildren;
}) => (
  <div class="row" data-spread>
    <p role="status">{children}</p>
    {links && <p class="sorts">{links}</p>}
  </div>
);

/** To the next page, and back to the first. */
export const CursorPages = ({
  language,
  path,
  values,
  page,
}: {
  readonly language: Language;
  readonly path: string;
  /** The list's address, without where in it one is. */
  readonly values: Values;
  readonly page: Pick<PageView, 'nextCursor'> & { readonly isFirst: boolean };
}) => (
  <Pages
    language={language}
    first={page.isFirst ? undefined : addressOf(path, values)}
    next={page.nextCursor === null ? undefined : addressOf(path, { ...values, cursor: page.nextCursor })}
  />
);

/** Said below a list that does not show everything. */
export const NotAll = ({ language, all }: { readonly language: Language; readonly all?: string }) => (
  <p>
    {T.notAll[language]} {all && <a href={all}>{T.showAll[language]}</a>}
  </p>
);

/** Where the register of a body is; its code may have letters that an address writes in another way. */
export const registerPath = (body: string): string => `/diarium/${encodeURIComponent(body.toLowerCase())}`;

/** An address with what is not empty. */
export function addressOf(path: string, values: Values): string {
  const query = new URLSearchParams(
    Object.entries(values).flatMap(([name, value]): [string, string][] => (value ? [[name, value]] : [])),
  ).toString();
  return query === '' ? path : `${path}?${query}`;
}

/** What an address says under these names, each once; all else is left out. */
export function said<Name extends string>(
  query: Readonly<Record<string, unknown>>,
  ...names: readonly Name[]
): Partial<Record<Name, string>> {
  const given = names.flatMap((name): [Name, string][] => {
    const value = query[name];
    return typeof value === 'string' && value.trim() !== '' && value.length <= 500
      ? [[name, value.trim()]]
      : [];
  });
  return Object.fromEntries(given) as Partial<Record<Name, string>>;
}
