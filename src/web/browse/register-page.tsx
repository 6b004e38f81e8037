import type { ComponentChildren, VNode } from 'preact';
import { Button, LinkButton } from '../../markup/buttons.js';
import { CardTable } from '../../markup/card-table.js';
import { Day } from '../../markup/day.js';
import { Hidden, TextField } from '../../markup/fields.js';
import { Icon } from '../../markup/icons.js';
import { Empty } from '../../markup/notices.js';
import { PageHead } from '../../markup/page.js';
import type { RegisterPage, RegisterRowView } from '../../cases/register.dto.js';
import type { SavedSearchView } from '../../organisation/saved-searches/saved-searches.dto.js';
import { civilDate } from '../../rules/civil-date.js';
import { permits } from '../../rules/policy.js';
import type { Language, Texts } from '../../rules/texts.js';
import { addressOf, AsTable, Count, CursorPages, Filters, registerPath } from '../frame/list-parts.js';
import { NEW_CASE_PATH, REGISTER_CASE } from '../case/new-case.controller.js';
import type { Names } from '../frame/read-names.js';
import { SavedSearches } from './saved-searches.js';
import { staffPage, type Reader } from '../frame/staff-frame.js';
import { CONFIDENTIAL_MATTER } from '../frame/words.js';

const T = {
  register: { sv: 'Diarium', en: 'Register' },
  bodies: { sv: 'Organ', en: 'Bodies' },
  words: { sv: 'Ord eller nummer', en: 'Words or number' },
  number: { sv: 'Nummer', en: 'Number' },
  concerns: { sv: 'Ärende', en: 'Matter' },
  party: { sv: 'Från', en: 'From' },
  received: { sv: 'Inkom eller upprättades', en: 'Received or drawn up' },
  entered: { sv: 'Registrerat', en: 'Entered' },
  numbers: { sv: 'nummer', en: 'numbers' },
  atLeast: { sv: 'minst', en: 'at least' },
  classification: { sv: 'Klassificering', en: 'Classification' },
  masked: { sv: 'Sekretess: du får inte se det', en: 'Confidential: you may not see it' },
  none: { sv: 'Inget nummer är satt än', en: 'No number has been given yet' },
  noneLead: {
    sv: 'Här står varje ärende som registreras, med det senaste först.',
    en: 'Every matter that is registered stands here, the latest first.',
  },
  noHit: { sv: 'Inget stämmer med det du sökte', en: 'Nothing matches what you looked for' },
  list: { sv: 'Diarieförteckning som handling', en: 'List of the register as a paper' },
  since: { sv: 'Registrerat från och med', en: 'Entered from' },
  until: { sv: 'Registrerat till och med', en: 'Entered up to and including' },
  clear: { sv: 'Visa alla', en: 'Show all' },
  scrolls: { sv: 'Diariet, kan rullas i sidled', en: 'The register, can be scrolled sideways' },
} satisfies Record<string, Texts>;

export interface RegisterSeen {
  readonly body: string;
  /** The reader's bodies. */
  readonly own: readonly string[];
  readonly names: Names;
  readonly page: RegisterPage;
  readonly values: { readonly q?: string; readonly cursor?: string };
  readonly saved: readonly SavedSearchView[];
  /** Nothing more is registered there. */
  readonly isWoundUp: boolean;
}

/** The register of a body, number by number. */
export const registerPage = (
  reader: Reader,
  { body, own, names, page, values, saved, isWoundUp }: RegisterSeen,
): VNode => {
  const { language } = reader;
  const { cursor, ...filter } = values;
  const name = names.get(body) ?? body;
  const path = registerPath(body);
  const count = `${page.totalIsAtLeast ? `${T.atLeast[language]} ` : ''}${page.total ?? 0} ${T.numbers[language]}`;
  return staffPage(
    reader,
    { title: `${T.register[language]}, ${name}`, section: 'diarium' },
    <>
      <PageHead heading={`${T.register[language]}: ${name}`}>
        {!isWoundUp && permits(reader.actor, 'case.register', { body }) && (
          <p>
            <LinkButton variant="secondary" href={`${path}/${NEW_CASE_PATH}`}>
              {REGISTER_CASE[language]}
            </LinkButton>
          </p>
        )}
      </PageHead>
      {own.length > 1 && (
        <nav class="sorts" aria-label={T.bodies[language]}>
          {own.map((code) => (
            <>
              <a href={registerPath(code)} aria-current={code === body ? 'page' : undefined}>
                {names.get(code) ?? code}
              </a>{' '}
            </>
          ))}
        </nav>
      )}
      <Filters
        action={path}
        language={language}
        values={filter}
        fields={[{ name: 'q', label: T.words[language], kind: 'search' }]}
      />
      <SavedSearches reader={reader} saved={saved} address={addressOf(path, filter)} />
      {page.items.length === 0 ? (
        <Empty icon="register" heading={(filter.q ? T.noHit : T.none)[language]}>
          {filter.q ? (
            <p>
              <a href={path}>{T.clear[language]}</a>
            </p>
          ) : (
            <p>{T.noneLead[language]}</p>
          )}
        </Empty>
      ) : (
        <>
          <Count>
            <strong>{count}</strong>
          </Count>
          <div class="scroll sheet" role="region" aria-label={T.scrolls[language]} tabIndex={0}>
            <CardTable
              caption={`${name}: ${count}`}
              columns={[T.number, T.concerns, T.party, T.received, T.entered].map((head) => head[language])}
              rows={page.items.map((row) => cellsOf(reader, row))}
            />
          </div>
          <AsTable href={addressOf(`${path}/diarium.csv`, filter)} language={language} />
          <AsPaper action={`${path}/diarieforteckning`} q={filter.q} language={language} />
          <CursorPages
            language={language}
            path={path}
            values={filter}
            page={{ nextCursor: page.nextCursor, isFirst: cursor === undefined }}
          />
        </>
      )}
    </>,
  );
};

/** The list of the register as a paper, of a period of the reader's choice. */
const AsPaper = ({
  action,
  q,
  language,
}: {
  readonly action: string;
  readonly q: string | undefined;
  readonly language: Language;
}) => (
  <details>
    <summary>{T.list[language]}</summary>
    <form class="filters" method="get" action={action}>
      <Hidden values={{ q }} />
      <TextField name="fran" label={T.since[language]} type="date" short />
      <TextField name="till" label={T.until[language]} type="date" short />
      <Button variant="secondary" name="format" value="pdf">
        PDF
      </Button>
      <Button variant="secondary" name="format" value="docx">
        Word
      </Button>
    </form>
  </details>
);

const cellsOf = ({ language, today }: Reader, row: RegisterRowView): ComponentChildren[] => {
  const { number, id, kind, title, classification, party, masked, receivedOn, registeredAt } = row;
  const day = (date: string) => (
    <span class="nowrap">
      <Day date={date} language={language} form="list" today={today} />
    </span>
  );
  const words = title ?? (
    <>
      <Icon name="lock" /> {(masked ? T.masked : CONFIDENTIAL_MATTER)[language]}
    </>
  );
  return [
    <span class="nowrap">{number}</span>,
    <>
      {id === null ? words : <a href={`${kind === 'case' ? '/arenden' : '/svar'}/${id}`}>{words}</a>}
      {classification && (
        <p class="ref">
          {T.classification[language]} {classification}
        </p>
      )}
    </>,
    party ?? '–',
    day(receivedOn),
    day(civilDate(new Date(registeredAt))),
  ];
};
