import type { VNode } from 'preact';
import { Button } from '../../markup/buttons.js';
import { Moment } from '../../markup/day.js';
import { Choice } from '../../markup/fields.js';
import { Pages } from '../../markup/notices.js';
import { Sheet } from '../../markup/page.js';
import type { Language, Texts } from '../../rules/texts.js';
import { words } from '../../rules/words.js';
import type {
  StatementVersionsPage,
  StatementVersionView,
  StatementEventView,
} from '../../statements/versions.dto.js';
import type { Names } from '../frame/read-names.js';
import type { Reply } from '../reply/read-reply.js';
import { ReplyHead, titleOf } from '../reply/reply-parts.js';
import { staffPage, type Reader } from '../frame/staff-frame.js';

interface VersionsProps {
  readonly reader: Reader;
  readonly reply: Reply;
  readonly page: StatementVersionsPage;
  readonly names: Names;
}

const T = {
  versions: { sv: 'Versioner', en: 'Versions' },
  compare: { sv: 'Jämför två versioner', en: 'Compare two versions' },
  version: { sv: 'Version', en: 'Version' },
  with: { sv: 'Jämför med', en: 'Compare with' },
  go: { sv: 'Jämför', en: 'Compare' },
  all: { sv: 'Alla versioner', en: 'All versions' },
  who: { sv: 'Vem', en: 'Who' },
  when: { sv: 'När', en: 'When' },
  why: { sv: 'Vad som hände', en: 'What happened' },
  changes: { sv: 'Ändringar', en: 'Changes' },
  show: { sv: 'Visa ändringarna', en: 'Show the changes' },
  in: { sv: 'i version', en: 'in version' },
  nothing: { sv: 'tomt, före version 1', en: 'empty, before version 1' },
  none: { sv: 'Inget är sparat än.', en: 'Nothing has been saved yet.' },
} satisfies Record<string, Texts>;

const ORIGINS: Readonly<Record<StatementVersionView['origin'], Texts>> = {
  draft: { sv: 'Sparades', en: 'Was saved' },
  import: { sv: 'Tjänsteskrivelse lästes in', en: 'A staff report was imported' },
  decision: { sv: 'Beslutades', en: 'Was decided' },
  correction: { sv: 'Beslutet rättades', en: 'The decision was corrected' },
};

export const versionsPage = ({ reader, reply, page, names }: VersionsProps): VNode => {
  const { language } = reader;
  const address = `/svar/${reply.view.id}/yttrande/versioner`;
  return staffPage(
    reader,
    { title: titleOf(reply, T.versions[language]) },
    <>
      <ReplyHead reader={reader} reply={reply} here={T.versions[language]} />
      {page.items.length === 0 ? (
        <Sheet id="versioner" heading={T.all[language]}>
          <p class="quiet">{T.none[language]}</p>
        </Sheet>
      ) : (
        <div class="stack">
          <Sheet id="jamfor" heading={T.compare[language]}>
            <CompareForm
              language={language}
              address={address}
              latest={reply.statement?.version ?? page.items[0]!.version}
            />
          </Sheet>
          <Sheet id="versioner" heading={T.all[language]}>
            <List language={language} address={address} page={page} names={names} />
            <Pages
              language={language}
              next={
                page.nextCursor == null
                  ? undefined
                  : `${address}?efter=${encodeURIComponent(page.nextCursor)}`
              }
            />
          </Sheet>
        </div>
      )}
    </>,
  );
};

/** So many of the latest are offered; any others are compared by their address. */
const OFFERED = 200;

/** Any two of them. */
export const CompareForm = ({
  language,
  address,
  latest,
  chosen = latest,
  against = chosen - 1,
}: {
  readonly language: Language;
  readonly address: string;
  readonly latest: number;
  readonly chosen?: number;
  readonly against?: number;
}) => {
  const least = Math.max(0, Math.min(latest - OFFERED, chosen, against));
  const numbers = Array.from({ length: latest - least + 1 }, (_, at) => latest - at);
  const options = numbers.map(
    (number) =>
      [String(number), number === 0 ? T.nothing[language] : `${T.version[language]} ${number}`] as const,
  );
  return (
    <form method="get" action={address} class="row" data-end>
      <Choice
        name="visa"
        label={T.version[language]}
        value={String(chosen)}
        options={options.filter(([number]) => number !== '0')}
      />
      <Choice name="mot" label={T.with[language]} value={String(against)} options={options} />
      <Button variant="secondary">{T.go[language]}</Button>
    </form>
  );
};

const List = ({
  language,
  address,
  page,
  names,
}: {
  readonly language: Language;
  readonly address: string;
  readonly page: StatementVersionsPage;
  readonly names: Names;
}) => (
  <div class="table-wrap" role="region" aria-label={T.versions[language]} tabIndex={0}>
    <table class="twin">
      <thead>
        <tr>
          {[T.version, T.why, T.who, T.when, T.changes].map((head) => (
            <th scope="col">{head[language]}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {page.items.map(({ version, origin, author, savedAt, events }) => (
          <tr>
            <th scope="row">{version}</th>
            <td>
              {ORIGINS[origin][language]}
              {events.map((event) => (
                <>
                  <br />
                  <EventLine language={language} event={event} names={names} />
                </>
              ))}
            </td>
            <td>{names.get(author) ?? author}</td>
            <td>
              <Moment at={savedAt} language={language} />
            </td>
            <td>
              <a class="ds-link" href={`${address}/${version}`}>
                {T.show[language]}
                <span class="ds-sr-only">
                  {' '}
                  {T.in[language]} {version}
                </span>
              </a>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);

/** What was done with a version, by whom and when, as `återlämnades av Eva Holm, 25 okt 2023 08:10`. */
const EventLine = ({
  language,
  event: { verb, actor, at },
  names,
}: {
  readonly language: Language;
  readonly event: StatementEventView;
  readonly names: Names;
}) => {
  const { done } = words.consultation.verbs[verb as keyof typeof words.consultation.verbs];
  return (
    <>
      {capital(done[language])}
      {actor && ` ${{ sv: 'av', en: 'by' }[language]} ${names.get(actor) ?? actor}`},{' '}
      <Moment at={at} language={language} />
    </>
  );
};

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
