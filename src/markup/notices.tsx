import type { ComponentChildren } from 'preact';
import type { Language } from '../rules/texts.js';
import { Sentence } from './day.js';
import { Icon, type IconName } from './icons.js';

/** Something to know before going on. `danger` stands for what was not done, and is read out at once. */
export const Notice = ({
  tone = 'info',
  heading,
  children,
}: {
  readonly tone?: 'info' | 'success' | 'warning' | 'danger';
  readonly heading?: string | undefined;
  readonly children: ComponentChildren;
}) => (
  <div
    class="ds-alert"
    data-color={tone}
    role={tone === 'danger' ? 'alert' : tone === 'success' ? 'status' : undefined}
  >
    {heading && <h2>{heading}</h2>}
    {children}
  </div>
);

/** What was just done, where it was done; nothing where nothing was. */
export const Receipt = ({ said }: { readonly said: string | undefined }) =>
  said === undefined ? null : (
    <Notice tone="success">
      <p>{said}</p>
    </Notice>
  );

/** What was said beside a step that was taken: it hindered nothing. */
export const Warnings = ({
  language,
  warnings,
}: {
  readonly language: Language;
  readonly warnings: readonly string[];
}) =>
  warnings.length === 0 ? null : (
    <Notice tone="warning" heading={{ sv: 'Att tänka på', en: 'To think of' }[language]}>
      <ul>
        {warnings.map((warning) => (
          <li>
            <Sentence text={warning} language={language} />
          </li>
        ))}
      </ul>
    </Notice>
  );

/** Where a list would be: what its emptiness means. */
export const Empty = ({
  icon = 'done',
  heading,
  children,
}: {
  readonly icon?: IconName;
  readonly heading: string;
  readonly children: ComponentChildren;
}) => (
  <div class="empty">
    <Icon name={icon} />
    <h2>{heading}</h2>
    {children}
  </div>
);

/** Names and values; what has no value has no line. @param long values are texts, which a phone shows below their names. */
export const Facts = ({
  lines,
  long,
}: {
  readonly lines: readonly (readonly [string, ComponentChildren])[];
  readonly long?: boolean;
}) => (
  <dl class="facts" data-long={long}>
    {lines
      .filter(([, value]) => value !== null && value !== undefined && value !== false)
      .map(([name, value]) => (
        <>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </>
      ))}
  </dl>
);

/** To the pages before and after; to the first, where the one before cannot be named. */
export const Pages = ({
  language,
  first,
  previous,
  next,
}: {
  readonly language: Language;
  readonly first?: string | undefined;
  readonly previous?: string | undefined;
  readonly next?: string | undefined;
}) =>
  (first ?? previous ?? next) === undefined ? null : (
    <nav class="pages" aria-label={{ sv: 'Sidor', en: 'Pages' }[language]}>
      {first !== undefined && (
        <a href={first}>{{ sv: 'Till första sidan', en: 'To the first page' }[language]}</a>
      )}
      {previous !== undefined && (
        <a rel="prev" href={previous}>
          {{ sv: 'Föregående sida', en: 'Previous page' }[language]}
        </a>
      )}
      {next !== undefined && (
        <a rel="next" href={next}>
          {{ sv: 'Nästa sida', en: 'Next page' }[language]}
        </a>
      )}
    </nav>
  );
