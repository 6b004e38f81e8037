import type { ComponentChildren, VNode } from 'preact';
import { LinkButton } from '../../markup/buttons.js';
import { CardTable } from '../../markup/card-table.js';
import { Empty, Receipt, Warnings } from '../../markup/notices.js';
import { Crumbs, PageHead } from '../../markup/page.js';
import type { Texts } from '../../rules/texts.js';
import { Filters } from '../frame/list-parts.js';
import { staffPage, type Reader } from '../frame/staff-frame.js';
import { ADMINISTRATION, below, wayTo, type Asked, type Section } from './section.js';
import type { SettingsVerb } from './settings-form.js';

/** What is said where nothing more is said of what was done. */
export const SAVED: Texts = { sv: 'Sparat.', en: 'Saved.' };

const T = {
  body: { sv: 'Organ', en: 'Body' },
  scrolls: { sv: 'kan rullas i sidled', en: 'can be scrolled sideways' },
  change: { sv: 'Det här kan du göra', en: 'What you can do here' },
} satisfies Record<string, Texts>;

/** A page of the administration under its crumbs, with what has just been saved and what to think of with it. */
export const settingsPage = (
  { reader, done, warnings }: Pick<Asked, 'reader' | 'done' | 'warnings'>,
  {
    way,
    heading,
    title,
    lead,
    width,
  }: {
    readonly way: readonly (readonly [string, string])[];
    readonly heading: string;
    /** What the tab says, where that is not the heading. */
    readonly title?: string;
    readonly lead?: ComponentChildren;
    readonly width?: 'text';
  },
  content: ComponentChildren,
): VNode => {
  const { language } = reader;
  return staffPage(
    reader,
    { title: title ?? heading, section: 'forvaltning', ...(width && { width }) },
    <>
      <Crumbs language={language} way={way} here={heading} />
      <PageHead heading={heading}>{lead && <p class="lead">{lead}</p>}</PageHead>
      <Receipt said={done?.[language]} />
      <Warnings language={language} warnings={warnings} />
      {content}
    </>,
  );
};

/** Links to the forms that the reader may take of a record. The first is the one that is most often taken. */
export function Verbs<Seen>({
  reader,
  seen,
  path,
  verbs,
}: {
  readonly reader: Reader;
  readonly seen: Seen;
  readonly path: string;
  readonly verbs: readonly SettingsVerb<Seen>[];
}) {
  const open = verbs.filter((verb) => verb.isOpen(reader, seen));
  if (open.length === 0) return null;
  return (
    <nav class="row" aria-label={T.change[reader.language]}>
      {open.map((verb) => (
        <LinkButton variant="secondary" href={below(path, verb.path)}>
          {verb.words[reader.language]}
        </LinkButton>
      ))}
    </nav>
  );
}

interface TableProps {
  readonly reader: Reader;
  readonly caption: string;
  readonly columns: readonly string[];
  /** The first cell of each names the row. */
  readonly rows: readonly (readonly ComponentChildren[])[];
}

/** A table that scrolls by itself where a word of it is too wide. */
export const SettingsTable = ({ reader: { language }, caption, columns, rows }: TableProps) => (
  <div class="scroll sheet" role="region" aria-label={`${caption}, ${T.scrolls[language]}`} tabIndex={0}>
    <CardTable {...{ caption, columns, rows }} />
  </div>
);

/** The same, or what it means that there is nothing. */
export const TableOr = ({
  none,
  lead,
  ...table
}: TableProps & { readonly none: string; readonly lead?: string }) =>
  table.rows.length === 0 ? (
    <Empty icon="search" heading={none}>
      {lead ? <p>{lead}</p> : null}
    </Empty>
  ) : (
    <SettingsTable {...table} />
  );

/** A page of what one body has set, of the bodies that the reader sets it for. */
export const bodyPage = (
  section: Pick<Section, 'path' | 'title'>,
  asked: Asked,
  { body, name, bodies }: ChosenBody,
  content: ComponentChildren,
): VNode => {
  const { reader } = asked;
  const heading = section.title[reader.language];
  return settingsPage(
    asked,
    { way: wayTo(section, reader).slice(0, 1), heading, title: `${heading}, ${name}`, lead: name },
    <>
      <ChooseBody {...{ reader, body, bodies }} path={`${ADMINISTRATION}/${section.path}`} />
      {content}
    </>,
  );
};

interface ChosenBody {
  readonly body: string;
  readonly name: string;
  readonly bodies: readonly (readonly [string, string])[];
}

/** Which body's, where the reader keeps several. */
const ChooseBody = ({
  reader: { language },
  path,
  body,
  bodies,
}: {
  readonly reader: Reader;
  readonly path: string;
  readonly body: string;
  readonly bodies: readonly (readonly [string, string])[];
}) =>
  bodies.length < 2 ? null : (
    <Filters
      action={path}
      language={language}
      values={{ namnd: body }}
      fields={[{ name: 'namnd', label: T.body[language], kind: 'choice', isSet: true, options: bodies }]}
    />
  );
