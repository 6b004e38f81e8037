import type { SavedSearchView } from '../../organisation/saved-searches/saved-searches.dto.js';
import { Button } from '../../markup/buttons.js';
import { Hidden, TextField } from '../../markup/fields.js';
import { addressOf } from '../frame/list-parts.js';
import type { Reader } from '../frame/staff-frame.js';
import { t } from '../steps/step-field.js';

const T = {
  saved: t('Sparade sökningar', 'Saved searches'),
  save: t('Spara sökningen', 'Save the search'),
  name: t('Vad du kallar den', 'What you call it'),
};

/** Where searches are saved and removed. */
export const SEARCHES = '/mitt/sokningar';

/** Where a search is saved, which stands in the address so that the form that is shown again still has it. */
export const savingAt = (address: string): string => addressOf(SEARCHES, { adress: address });

/** The reader's saved searches of a list, and what it is narrowed by now to be saved under a name. */
export const SavedSearches = ({
  reader: { language, token },
  saved,
  address,
}: {
  readonly reader: Reader;
  readonly saved: readonly SavedSearchView[];
  /** Of the list as it is narrowed now. */
  readonly address: string;
}) => {
  const [path] = address.split('?');
  const ofThisList = saved.filter((each) => each.address.split('?')[0] === path);
  const isNew = address !== path && !saved.some((each) => each.address === address);
  return (
    <>
      {ofThisList.length > 0 && (
        <nav class="sorts" aria-label={T.saved[language]}>
          {ofThisList.map((each) => (
            <>
              <a href={each.address} aria-current={each.address === address ? 'page' : undefined}>
                {each.name}
              </a>{' '}
            </>
          ))}
        </nav>
      )}
      {isNew && (
        <details>
          <summary>{T.save[language]}</summary>
          <form class="filters" method="post" action={savingAt(address)}>
            <Hidden values={{ _token: token }} />
            <TextField name="name" label={T.name[language]} maxLength={60} required />
            <Button variant="secondary">{T.save[language]}</Button>
          </form>
        </details>
      )}
    </>
  );
};
