import type { ComponentChildren, VNode } from 'preact';
import type { Texts } from '../../rules/texts.js';
import type { Section } from '../../web/administration/section.js';
import type { Names } from '../../web/frame/read-names.js';
import type { Reader } from '../../web/frame/staff-frame.js';
import type { Overview } from './read-overview.js';

/** What the overview has to show of what is wrong. */
export interface Wrong {
  readonly reader: Reader;
  readonly overview: Overview;
  readonly sections: readonly Section[];
  readonly names: Names;
  /** What has just been done with a delivery. */
  readonly done: Texts | undefined;
}

/** A kind of thing that is wrong, if it is; `looks` gives how its next button looks. */
export type Shows = (
  wrong: Wrong,
  looks: () => { readonly dense: true; readonly variant: 'secondary' | undefined },
) => VNode | false;

/** A kind of thing that is wrong, under its heading. */
export const Concern = ({
  id,
  heading,
  lead,
  tone,
  children,
}: {
  readonly id: string;
  readonly heading: string;
  readonly lead?: string;
  readonly tone?: 'late' | 'risk';
  readonly children: ComponentChildren;
}) => (
  <section class="next" data-tone={tone} aria-labelledby={id}>
    <h3 id={id}>{heading}</h3>
    {lead && <p>{lead}</p>}
    {children}
  </section>
);

/** One of them, with what leads on to its mending. */
export const Line = ({
  go,
  children,
}: {
  readonly go?: ComponentChildren;
  readonly children: ComponentChildren;
}) => (
  <li>
    <div class="row" data-spread>
      <div>{children}</div>
      {go}
    </div>
  </li>
);
