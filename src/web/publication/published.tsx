import { LinkButton } from '../../markup/buttons.js';
import { Day } from '../../markup/day.js';
import { Crumbs, PageHead, Sheet } from '../../markup/page.js';
import type { PublicationView } from '../../publication/publications.dto.js';
import type { Texts } from '../../rules/texts.js';
import { words } from '../../rules/words.js';
import type { Reader } from '../frame/staff-frame.js';

const T = {
  public: { sv: 'Det offentliga diariet', en: 'The public register' },
  until: { sv: 'Visas för alla till och med', en: 'Shown to everyone until' },
  notShown: { sv: 'Visas inte för alla nu.', en: 'Not shown to everyone now.' },
  masked: { sv: 'Alla ser högst nummer och datum.', en: 'Everyone sees its number and date at most.' },
  changed: {
    sv: 'Det har ändrats sedan dess. Publicera igen för att visa det.',
    en: 'It has changed since. Publish it again to show that.',
  },
  asShown: { sv: 'Se det som alla ser det', en: 'See it as everyone does' },
} satisfies Record<string, Texts>;

const LISTS = { case: 'cases', referral: 'referrals', statement: 'statements' } as const;

/** The page of what is published. */
export const recordOf = ({ kind, caseId, referralId, consultationId }: PublicationView): string =>
  ({
    case: `/arenden/${caseId}`,
    referral: `/remisser/${referralId}`,
    statement: `/svar/${consultationId}`,
  })[kind];

interface Props {
  readonly reader: Pick<Reader, 'language' | 'today'>;
}

/** What everyone sees of the record, until when, and how to take it back. */
export const Published = ({
  reader: { language, today },
  publication,
}: Props & { readonly publication: PublicationView | null }) => {
  if (publication?.state !== 'published') return null;
  const { id, kind, removeOn, shown, masked, changedSince, availableActions } = publication;
  return (
    <Sheet id="offentligt" heading={T.public[language]}>
      <p>
        {shown ? (
          <>
            {T.until[language]} <Day date={removeOn} language={language} form="sentence" today={today} />.
          </>
        ) : (
          T.notShown[language]
        )}
        {masked && ` ${T.masked[language]}`}
      </p>
      {changedSince && <p>{T.changed[language]}</p>}
      <div class="row">
        {shown && <a href={`/register/${LISTS[kind]}/${id}`}>{T.asShown[language]}</a>}
        {availableActions.includes('unpublish') && (
          <LinkButton dense variant="secondary" href={`/publiceringar/${id}/avpublicera`}>
            {words.publication.verbs.unpublish.todo[language]}
          </LinkButton>
        )}
      </div>
    </Sheet>
  );
};

/** Which publication it is. */
export const PublicationHead = ({
  reader: { language, today },
  publication,
  here,
}: Props & { readonly publication: PublicationView; readonly here: string }) => {
  const { number, publicTitle, removeOn } = publication;
  return (
    <>
      <Crumbs language={language} way={[[number, `${recordOf(publication)}?oppna=ja`]]} here={here} />
      <PageHead heading={here}>
        {publicTitle && <p>{publicTitle}</p>}
        <p>
          {number}. {T.until[language]}{' '}
          <Day date={removeOn} language={language} form="sentence" today={today} />.
        </p>
      </PageHead>
    </>
  );
};
