import type { VNode } from 'preact';
import { LinkButton } from '../../markup/buttons.js';
import { Moment } from '../../markup/day.js';
import { Sheet } from '../../markup/page.js';
import { Revised } from '../../papers/paper-sheet.js';
import type { Language, Texts } from '../../rules/texts.js';
import type { DiffItemView } from '../../statements/versions.dto.js';
import { fieldWords } from '../../statements/statement-fields.js';
import type { ComparedVersions } from '../../statements/statements.queries.js';
import type { Names } from '../frame/read-names.js';
import type { Reply } from '../reply/read-reply.js';
import { ReplyHead, titleOf } from '../reply/reply-parts.js';
import { staffPage, type Reader } from '../frame/staff-frame.js';
import { CompareForm } from './versions-page.js';

interface ComparisonProps {
  readonly reader: Reader;
  readonly reply: Reply;
  readonly compared: ComparedVersions;
  readonly names: Names;
}

const T = {
  changes: { sv: 'Ändringar i version', en: 'Changes in version' },
  version: { sv: 'Version', en: 'Version' },
  savedBy: { sv: 'sparades av', en: 'was saved by' },
  against: { sv: 'Jämförd med version', en: 'Compared with version' },
  first: { sv: 'Jämförd med ett tomt yttrande.', en: 'Compared with an empty statement.' },
  how: {
    sv: 'Det som lagts till är understruket, och det som tagits bort är överstruket.',
    en: 'What was added is underlined, and what was removed is struck out.',
  },
  same: { sv: 'Det här är lika i båda', en: 'This is the same in both' },
  nothing: { sv: 'Ingenting skiljer versionerna åt.', en: 'Nothing differs between the versions.' },
  unchanged: { sv: 'oförändrade', en: 'unchanged' },
  all: { sv: 'Alla versioner', en: 'All versions' },
  write: { sv: 'Till yttrandet', en: 'To the statement' },
  papers: { sv: 'Ta med ändringarna', en: 'Take the changes with you' },
  word: { sv: 'Word med spårade ändringar', en: 'Word with tracked changes' },
  pdf: { sv: 'PDF', en: 'PDF' },
  choose: { sv: 'Jämför två andra', en: 'Compare two others' },
} satisfies Record<string, Texts>;

const CHANGES: Readonly<Record<DiffItemView['change'], Texts | null>> = {
  same: null,
  added: { sv: 'Tillagt', en: 'Added' },
  removed: { sv: 'Borttaget', en: 'Removed' },
  changed: { sv: 'Ändrat', en: 'Changed' },
};

/** What has changed between two versions, part by part: first what differs, and in a line what does not. */
export const comparisonPage = ({ reader, reply, compared, names }: ComparisonProps): VNode => {
  const { language } = reader;
  const { newer, earlier, fields } = compared;
  const address = `/svar/${reply.view.id}/yttrande/versioner`;
  const heading = `${T.changes[language]} ${newer.number}`;
  const paper = `${address}/${newer.number}/handling?mot=${earlier.number}`;
  const same = fields.filter(({ isChanged }) => !isChanged);
  return staffPage(
    reader,
    { title: titleOf(reply, heading) },
    <>
      <ReplyHead reader={reader} reply={reply} here={heading} />
      <p>
        <Saved language={language} version={newer} names={names} />{' '}
        {earlier.number === 0 ? T.first[language] : `${T.against[language]} ${earlier.number}.`}{' '}
        {T.how[language]}
      </p>
      <div class="stack">
        {same.length === fields.length && <p>{T.nothing[language]}</p>}
        {fields
          .filter(({ isChanged }) => isChanged)
          .map(({ field, items }) => (
            <Sheet id={`andrat-${field}`} heading={fieldWords[field][language]}>
              {groupsOf(items).map((group) => (
                <Group language={language} group={group} />
              ))}
            </Sheet>
          ))}
        {same.length > 0 && same.length < fields.length && (
          <Sheet id="lika" heading={T.same[language]}>
            <p>{same.map(({ field }) => fieldWords[field][language]).join(', ')}.</p>
          </Sheet>
        )}
        <Sheet id="ta-med" heading={T.papers[language]}>
          <p class="row">
            <a class="ds-link" href={`${paper}&format=docx`}>
              {T.word[language]}
            </a>
            <a class="ds-link" href={`${paper}&format=pdf`}>
              {T.pdf[language]}
            </a>
          </p>
        </Sheet>
        <Sheet id="andra" heading={T.choose[language]}>
          <CompareForm
            language={language}
            address={address}
            latest={Math.max(reply.statement?.version ?? 0, newer.number, earlier.number)}
            chosen={newer.number}
            against={earlier.number}
          />
        </Sheet>
        <p class="row">
          <LinkButton variant="secondary" href={address}>
            {T.all[language]}
          </LinkButton>
          <LinkButton variant="tertiary" href={`/svar/${reply.view.id}/yttrande`}>
            {T.write[language]}
          </LinkButton>
        </p>
      </div>
    </>,
  );
};

const Saved = ({
  language,
  version: { number, author, created_at: at },
  names,
}: {
  readonly language: Language;
  readonly version: ComparedVersions['newer'];
  readonly names: Names;
}) => (
  <>
    {T.version[language]} {number} {T.savedBy[language]} {names.get(author ?? '') ?? author},{' '}
    {at && <Moment at={at.toISOString()} language={language} />}.
  </>
);

/** What has not changed and stands together is folded. */
const Group = ({
  language,
  group,
}: {
  readonly language: Language;
  readonly group: readonly DiffItemView[];
}) => {
  const shown = group.map((item) => <Item language={language} item={item} />);
  if (group[0]?.change !== 'same' || group.length === 1) return <>{shown}</>;
  return (
    <details>
      <summary>
        {group.length} {T.unchanged[language]}
      </summary>
      {shown}
    </details>
  );
};

const Item = ({
  language,
  item: { change, parts },
}: {
  readonly language: Language;
  readonly item: DiffItemView;
}) => {
  const words = CHANGES[change];
  return (
    <div class="change">
      {words && <p class="quiet">{words[language]}</p>}
      <Revised runs={parts} language={language} />
    </div>
  );
};

/** Neighbours that are the same by themselves, and each of the others by itself. */
function groupsOf(items: readonly DiffItemView[]): DiffItemView[][] {
  const groups: DiffItemView[][] = [];
  for (const item of items) {
    const last = groups.at(-1);
    if (item.change === 'same' && last?.[0]?.change === 'same') last.push(item);
    else groups.push([item]);
  }
  return groups;
}
