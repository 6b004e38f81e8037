import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from './icons.js';

interface Looks {
  /** Filled when nothing is said: the one thing to do on a page or in a row. */
  readonly variant?: 'secondary' | 'tertiary' | undefined;
  /** For a row of a list. */
  readonly dense?: boolean | undefined;
  /** The largest on its page. */
  readonly main?: boolean | undefined;
  readonly icon?: IconName | undefined;
  /** What it is called to whoever does not see where it stands; begins with the words on it. */
  readonly label?: string | undefined;
  readonly children: ComponentChildren;
}

const looks = ({ variant, dense, main, label }: Looks) => ({
  class: 'ds-button',
  'data-variant': variant,
  'data-dense': dense ? '' : undefined,
  'data-main': main ? '' : undefined,
  'aria-label': label,
});

/** Sends its form. Its words are a verb. */
export const Button = (
  props: Looks & {
    readonly name?: string;
    readonly value?: string;
    readonly form?: string;
    /** Where its form is sent, such as to the same address at another place of the page. */
    readonly to?: string;
    /** Takes along the file that is chosen in its form, which without it sends the fields alone. */
    readonly withFile?: boolean;
  },
) => (
  <button
    type="submit"
    {...looks(props)}
    name={props.name}
    value={props.value}
    form={props.form}
    formAction={props.to}
    formenctype={props.withFile ? 'multipart/form-data' : undefined}
  >
    {props.icon && <Icon name={props.icon} />}
    {props.children}
  </button>
);

/** Leads to where something is done. */
export const LinkButton = (props: Looks & { readonly href: string }) => (
  <a href={props.href} {...looks(props)}>
    {props.icon && <Icon name={props.icon} />}
    {props.children}
  </a>
);
