import type { ComponentChildren } from 'preact';
import type { Language, Texts } from '../rules/texts.js';
import { NOTHING } from './card-table.js';
import { Icon } from './icons.js';

/** A row of a worklist: its title is a link like any other, and one button says what to do. */
export interface MatterProps {
  readonly href: string;
  readonly title: ComponentChildren;
  readonly refs: readonly string[];
  /** What somebody has written of it that it waits with, such as why it was returned. */
  readonly said?: string | null;
  readonly state: ComponentChildren;
  readonly time: ComponentChildren;
  readonly until: ComponentChildren;
  readonly go?: ComponentChildren;
  /** A box to mark it by, for a step of several at once. */
  readonly pick?: PickProps | undefined;
}

interface PickProps {
  /** The form that it is sent with. */
  readonly form: string;
  readonly name: string;
  readonly value: string;
  readonly label: string;
  readonly checked: boolean;
}

export interface GroupProps {
  readonly id: string;
  /** None where the list has one group and a heading of its own. */
  readonly heading?: string;
  readonly count?: string;
  /** What is in it is late. */
  readonly isLate?: boolean;
  /** What can be done with several of them. */
  readonly actions?: ComponentChildren;
  readonly matters: readonly MatterProps[];
}

/** The head of a column that the list can be put in order by. */
export interface HeadLink {
  readonly href: string;
  /** How the column is in order now. */
  readonly way: 'ascending' | 'descending' | 'none';
}

const COLUMNS: readonly (readonly [string, Texts])[] = [
  ['matter', { sv: 'Ärende', en: 'Matter' }],
  ['state-column', { sv: 'Läge', en: 'State' }],
  ['time-column', { sv: 'Tid kvar', en: 'Time left' }],
  ['due-column', { sv: 'Svar senast', en: 'Reply by' }],
];
const MARK: Texts = { sv: 'Markera', en: 'Mark' };
const NEXT: Texts = { sv: 'Nästa steg', en: 'Next step' };
const UNTIL: Texts = { sv: 'Svar senast', en: 'Reply by' };

/**
 * A table in groups. Where there is no room for columns its rows become cards by style alone, so that the roles are
 * written out: it stays a table to whoever hears it.
 */
export const Worklist = ({
  language,
  caption,
  groups,
  due,
}: {
  readonly language: Language;
  readonly caption: string;
  readonly groups: readonly GroupProps[];
  /** Where the list can be put in order by its last column. */
  readonly due?: HeadLink;
}) => {
  const isPicked = groups.some(({ matters }) => matters.some(({ pick }) => pick));
  const columns = [...(isPicked ? ['pick'] : []), ...COLUMNS.map(([name]) => name), 'go'];
  return (
    <table class="worklist" role="table">
      <caption class="ds-sr-only">{caption}</caption>
      <colgroup>
        {columns.map((name) => (
          <col class={name} />
        ))}
      </colgroup>
      <thead role="rowgroup">
        <tr role="row">
          {isPicked && (
            <th scope="col" role="columnheader" class="pick">
              <span class="ds-sr-only">{MARK[language]}</span>
            </th>
          )}
          {COLUMNS.map(([name, words]) => (
            <Head name={name} words={words[language]} link={name === 'due-column' ? due : undefined} />
          ))}
          <th scope="col" role="columnheader" class="go">
            <span class="ds-sr-only">{NEXT[language]}</span>
          </th>
        </tr>
      </thead>
      {groups.map(({ id, heading, count, isLate, actions, matters }) => (
        <tbody role="rowgroup">
          {heading !== undefined && (
            <tr class="group" role="row" data-tone={isLate ? 'late' : undefined}>
              <th scope="rowgroup" role="rowheader" colSpan={columns.length} id={id} tabIndex={-1}>
                {isLate && <Icon name="alert" />}
                {heading} <span>{count}</span>
                {actions}
              </th>
            </tr>
          )}
          {matters.map((matter) => (
            <Matter {...matter} language={language} isPicked={isPicked} />
          ))}
        </tbody>
      ))}
    </table>
  );
};

const Head = ({
  name,
  words,
  link,
}: {
  readonly name: string;
  readonly words: string;
  readonly link: HeadLink | undefined;
}) => (
  <th scope="col" role="columnheader" class={name} aria-sort={link?.way}>
    {link ? (
      <a href={link.href}>
        {words} {link.way !== 'none' && <Icon name={link.way === 'ascending' ? 'up' : 'down'} />}
      </a>
    ) : (
      words
    )}
  </th>
);

const Matter = ({
  href,
  title,
  refs,
  said,
  state,
  time,
  until,
  go,
  pick,
  language,
  isPicked,
}: MatterProps & { readonly language: Language; readonly isPicked: boolean }) => (
  <tr role="row">
    {isPicked && (
      <td class="pick" role="cell">
        {pick && <Pick {...pick} language={language} />}
      </td>
    )}
    <th class="matter" scope="row" role="rowheader">
      <a href={href}>{title}</a>
      <p class="ref">{refs.flatMap((each) => [<span>{each}</span>, ' '])}</p>
      {said && <p class="said">{said}</p>}
    </th>
    <td class="state-cell" role="cell">
      {state}
    </td>
    <td class="time-cell" role="cell" data-nothing={time === NOTHING || undefined}>
      {time}
    </td>
    <td
      class="due-cell"
      role="cell"
      data-label={UNTIL[language]}
      data-nothing={until === NOTHING || undefined}
    >
      {until}
    </td>
    <td class="go" role="cell">
      {go}
    </td>
  </tr>
);

const Pick = ({
  form,
  name,
  value,
  label,
  checked,
  language,
}: PickProps & { readonly language: Language }) => (
  <input
    class="ds-input"
    type="checkbox"
    form={form}
    name={`${name}[]`}
    value={value}
    checked={checked}
    aria-label={`${MARK[language]} ${label}`}
  />
);

/** Beside the list: each counter is the length of the list that it leads to, from the same query. */
export const Queues = ({
  label,
  heading,
  queues,
}: {
  readonly label: string;
  readonly heading: string;
  readonly queues: readonly {
    readonly href: string;
    readonly words: string;
    /** Empty where nothing is counted. */
    readonly count: string;
    /** What is in it is late. */
    readonly isLate?: boolean;
    /** It is the list that the page shows. */
    readonly isHere?: boolean;
  }[];
}) => (
  <nav class="queues" aria-label={label}>
    <div data-live="koer">
      <h2>{heading}</h2>
      <ul>
        {queues.map(({ href, words, count, isLate, isHere }) => (
          <li>
            <a href={href} aria-current={isHere ? 'page' : undefined}>
              {words}{' '}
              {count !== '' && (
                <span class={count === '0' ? 'count none' : 'count'} data-tone={isLate ? 'late' : undefined}>
                  {count}
                </span>
              )}
            </a>
          </li>
        ))}
      </ul>
    </div>
  </nav>
);
