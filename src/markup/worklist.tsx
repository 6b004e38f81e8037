import type { ComponentChildren } from 'preact';
import type { Language, Texts } from '../rules/texts.js';

/** A row of a worklist: its title is a link like any other, and one button says what to do. */
export interface MatterProps {
  readonly href: string;
  readonly title: ComponentChildren;
  readonly refs: readonly string[];
  readonly state: ComponentChildren;
  readonly time: ComponentChildren;
  readonly until: ComponentChildren;
  readonly go?: ComponentChildren;
}

export interface GroupProps {
  readonly id: string;
  readonly heading: string;
  readonly count: string;
  readonly matters: readonly MatterProps[];
}

const COLUMNS: readonly (readonly [string, Texts])[] = [
  ['matter', { sv: 'Ärende', en: 'Matter' }],
  ['state-column', { sv: 'Läge', en: 'State' }],
  ['time-column', { sv: 'Tid kvar', en: 'Time left' }],
  ['due-column', { sv: 'Svar senast', en: 'Reply by' }],
];
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
}: {
  readonly language: Language;
  readonly caption: string;
  readonly groups: readonly GroupProps[];
}) => (
  <table class="worklist" role="table">
    <caption class="ds-sr-only">{caption}</caption>
    <colgroup>
      {[...COLUMNS.map(([name]) => name), 'go'].map((name) => (
        <col class={name} />
      ))}
    </colgroup>
    <thead role="rowgroup">
      <tr role="row">
        {COLUMNS.map(([name, words]) => (
          <th scope="col" role="columnheader" class={name}>
            {words[language]}
          </th>
        ))}
        <th scope="col" role="columnheader" class="go">
          <span class="ds-sr-only">{NEXT[language]}</span>
        </th>
      </tr>
    </thead>
    {groups.map(({ id, heading, count, matters }) => (
      <tbody role="rowgroup">
        <tr class="group" role="row">
          <th scope="rowgroup" role="rowheader" colSpan={5} id={id} tabIndex={-1}>
            {heading} <span>{count}</span>
          </th>
        </tr>
        {matters.map((matter) => (
          <Matter {...matter} language={language} />
        ))}
      </tbody>
    ))}
  </table>
);

const Matter = ({
  href,
  title,
  refs,
  state,
  time,
  until,
  go,
  language,
}: MatterProps & { language: Language }) => (
  <tr role="row">
    <th class="matter" scope="row" role="rowheader">
      <a href={href}>{title}</a>
      <p class="ref">{refs.flatMap((each) => [<span>{each}</span>, ' '])}</p>
    </th>
    <td class="state-cell" role="cell">
      {state}
    </td>
    <td class="time-cell" role="cell">
      {time}
    </td>
    <td class="due-cell" role="cell" data-label={UNTIL[language]}>
      {until}
    </td>
    <td class="go" role="cell">
      {go}
    </td>
  </tr>
);

/** Beside the list: each counter is the length of the list that it leads to, from the same query. */
export const Queues = ({
  label,
  heading,
  queues,
}: {
  readonly label: string;
  readonly heading: string;
  readonly queues: readonly { readonly href: string; readonly words: string; readonly count: string }[];
}) => (
  <nav class="queues" aria-label={label}>
    <div>
      <h2>{heading}</h2>
      <ul>
        {queues.map(({ href, words, count }) => (
          <li>
            <a href={href}>
              {words} <span class={count === '0' ? 'count none' : 'count'}>{count}</span>
            </a>
          </li>
        ))}
      </ul>
    </div>
  </nav>
);
