import { randomUUID } from 'node:crypto';
import type { VNode } from 'preact';
import { Button } from '../../markup/buttons.js';
import { Moment } from '../../markup/day.js';
import { Hidden } from '../../markup/fields.js';
import { Sheet } from '../../markup/page.js';
import { Revised } from '../../papers/paper-sheet.js';
import type { Texts } from '../../rules/texts.js';
import type { ComparedField } from '../../statements/diff-statements.js';
import type { StatementContent } from '../../statements/statement.js';
import { fieldWords, FIELDS } from '../../statements/statement-fields.js';
import type { StatementView } from '../../statements/statements.dto.js';
import type { Reply } from '../reply/read-reply.js';
import { ReplyHead, titleOf } from '../reply/reply-parts.js';
import { staffPage, type Reader } from '../frame/staff-frame.js';
import type { StatementTyped } from './statement-form.js';

export interface ConflictProps {
  readonly reader: Reader;
  readonly reply: Reply;
  /** What somebody else saved meanwhile, and their name. */
  readonly theirs: StatementView;
  readonly author: string;
  readonly typed: StatementTyped;
  /** The number of the copy that the form has kept. */
  readonly copyInForm: number;
  /** What both have changed since the version that they began with. */
  readonly mineChanged: readonly ComparedField[];
  readonly theirsChanged: readonly ComparedField[];
  /** The parts in which the two are not the same. */
  readonly differing: readonly (keyof StatementContent)[];
}

const T = {
  heading: { sv: 'Texten har ändrats av någon annan', en: 'Someone else has changed the text' },
  meanwhile: { sv: 'Medan du skrev sparade', en: 'While you wrote, version' },
  version: { sv: 'version', en: 'was saved by' },
  nothingLost: { sv: 'Inget av det du skrev är förlorat.', en: 'Nothing that you wrote is lost.' },
  choose: { sv: 'Välj vad som ska gälla, fält för fält.', en: 'Choose what is to hold, part by part.' },
  mine: { sv: 'Din text', en: 'Your text' },
  mineWhen: { sv: 'skriven nyss, inte sparad', en: 'written just now, not saved' },
  theirs: { sv: 'Text av', en: 'Text by' },
  saved: { sv: 'sparad', en: 'saved' },
  empty: { sv: 'Här står inget.', en: 'Nothing stands here.' },
  same: { sv: 'Det här är lika hos er båda', en: 'This is the same in both' },
  both: {
    sv: 'Båda texterna finns kvar bland versionerna, vad du än väljer.',
    en: 'Both texts stay among the versions, whatever you choose.',
  },
  later: { sv: 'Spara båda och välj sedan', en: 'Save both and choose later' },
  save: { sv: 'Spara det jag valt', en: 'Save what I chose' },
} satisfies Record<string, Texts>;

/** Both texts of every part that differs, with what each has changed marked in it. */
export const conflictPage = (props: ConflictProps): VNode => {
  const { reader, reply, theirs, author, typed, copyInForm, differing } = props;
  const { language } = reader;
  const same = FIELDS.filter((field) => !differing.includes(field));
  return staffPage(
    reader,
    { title: titleOf(reply, T.heading[language]) },
    <>
      <ReplyHead reader={reader} reply={reply} here={T.heading[language]} />
      <p class="lead" role="alert">
        {language === 'sv'
          ? `${T.meanwhile.sv} ${author} ${T.version.sv} ${theirs.version}.`
          : `${T.meanwhile.en} ${theirs.version} ${T.version.en} ${author}.`}{' '}
        <strong>{T.nothingLost[language]}</strong> {T.choose[language]}
      </p>
      <form method="post" action={`/svar/${reply.view.id}/yttrande/jamka`} class="stack">
        <Hidden
          values={{
            _token: reader.token,
            _version: String(theirs.version),
            _copy: String(copyInForm),
            _key: randomUUID(),
            typed: JSON.stringify(typed),
          }}
        />
        {differing.map((field) => (
          <Both {...props} field={field} />
        ))}
        {same.length > 0 && (
          <Sheet id="lika" heading={T.same[language]}>
            <p>{same.map((field) => fieldWords[field][language]).join(', ')}.</p>
          </Sheet>
        )}
        <div class="savebar row">
          <span class="saved">{T.both[language]}</span>
          <Button variant="secondary" name="_then" value="senare">
            {T.later[language]}
          </Button>
          <Button>{T.save[language]}</Button>
        </div>
      </form>
    </>,
  );
};

/** Whoever alone has changed a part has theirs preselected. */
const Both = ({
  reader: { language },
  field,
  theirs,
  author,
  mineChanged,
  theirsChanged,
}: ConflictProps & { readonly field: keyof StatementContent }) => {
  const find = (compared: readonly ComparedField[]) => compared.find((each) => each.field === field);
  const isMine = find(mineChanged)?.isChanged ?? false;
  const sides = [
    ['mine', T.mine[language], T.mineWhen[language], find(mineChanged), isMine],
    [
      'theirs',
      `${T.theirs[language]} ${author}`,
      <>
        version {theirs.version}
        {theirs.savedAt && (
          <>
            , {T.saved[language]} <Moment at={theirs.savedAt} language={language} />
          </>
        )}
      </>,
      find(theirsChanged),
      !isMine,
    ],
  ] as const;
  return (
    <section class="sheet" aria-labelledby={`falt-${field}`}>
      <fieldset>
        <legend>
          <h2 id={`falt-${field}`}>{fieldWords[field][language]}</h2>
        </legend>
        <div class="both">
          {sides.map(([value, label, when, compared, checked]) => (
            <div>
              <div class="ds-field">
                <input
                  class="ds-input"
                  type="radio"
                  name={`val[${field}]`}
                  id={`${field}-${value}`}
                  value={value}
                  checked={checked}
                />
                <label class="ds-label" for={`${field}-${value}`}>
                  {label}
                </label>
                <p data-field="description">{when}</p>
              </div>
              <div class="text">
                {compared?.items.map(({ parts }) => <Revised runs={parts} language={language} />) ?? (
                  <p class="quiet">{T.empty[language]}</p>
                )}
              </div>
            </div>
          ))}
        </div>
      </fieldset>
    </section>
  );
};
