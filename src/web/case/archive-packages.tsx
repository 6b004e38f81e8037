import { Moment } from '../../markup/day.js';
import { Notice } from '../../markup/notices.js';
import { Sheet } from '../../markup/page.js';
import type { ArchivePackageView } from '../../archive/archive.dto.js';
import type { Language, Texts } from '../../rules/texts.js';
import { inFours, sizeInWords } from '../document/document-line.js';

const T = {
  heading: { sv: 'Arkivpaket', en: 'Archive packages' },
  waiting: {
    sv: 'Skrivs i bakgrunden.',
    en: 'Being written in the background.',
  },
  asked: { sv: 'Begärdes', en: 'Requested' },
  look: { sv: 'Se om det är klart', en: 'See whether it is ready' },
  failing: {
    sv: 'Gick inte att skriva än, och nya försök görs av sig själva.',
    en: 'Could not be written yet, and it is tried again by itself.',
  },
  removed: {
    sv: 'Raderat, eftersom en handling i det är gallrad.',
    en: 'Deleted, since a document in it has been disposed of.',
  },
  gone: {
    sv: 'En fil i ärendet saknas eller är ändrad. Säg till driften.',
    en: 'A file of the case is missing or altered. Tell the operators.',
  },
  reopened: {
    sv: 'Ärendet pågår igen. Paketet skrivs när det är slut.',
    en: 'The case goes on again. The package is written when it has ended.',
  },
  unfetched: {
    sv: 'Inte hämtat än. Handlingar som ska arkiveras först får gallras när paketet är hämtat.',
    en: 'Not fetched yet. What has to be archived first may be disposed of once it has been fetched.',
  },
  fetched: { sv: 'Hämtades', en: 'Fetched' },
  checksum: { sv: 'Kontrollsumma', en: 'Checksum' },
  files: { sv: 'filer', en: 'files' },
} satisfies Record<string, Texts>;

/** What is said before a package is asked for. */
export const WHAT_ARCHIVING_DOES: Texts = {
  sv: 'Ärendet med sina handlingar och sin historik skrivs till ett paket för ert e-arkiv. Det sker i bakgrunden, och paketet hämtas sedan på ärendets sida. Ärendet ändras inte.',
  en: 'The case with its documents and its history is written to a package for your archive. That is done in the background, and the package is then fetched on the page of the case. The case does not change.',
};

/** What was asked for of what has ended, with what was written to be fetched. */
export const ArchivePackages = ({
  packages,
  language,
}: {
  readonly packages: readonly ArchivePackageView[];
  readonly language: Language;
}) =>
  packages.length === 0 ? null : (
    <Sheet id="arkivpaket" heading={T.heading[language]}>
      <ul class="plain lined entries">
        {packages.map((each) => (
          <li>
            {each.state === 'written' ? (
              <Written of={each} language={language} />
            ) : (
              <Unwritten of={each} language={language} />
            )}
            <p class="ref">
              {T.asked[language]} <Moment at={each.requestedAt} language={language} />
            </p>
          </li>
        ))}
      </ul>
    </Sheet>
  );

/** What hinders is told apart from what only takes its time. */
const Unwritten = ({ of, language }: { readonly of: ArchivePackageView; readonly language: Language }) => {
  const why = sayingWhy(of);
  if (of.state === 'failing')
    return (
      <Notice tone="warning">
        <p>{why[language]}</p>
      </Notice>
    );
  return (
    <p>
      {why[language]} {why === T.waiting && <a href="?oppna=ja#arkivpaket">{T.look[language]}</a>}
    </p>
  );
};

const sayingWhy = ({ state, lastError }: ArchivePackageView): Texts => {
  if (state === 'removed') return T.removed;
  if (state !== 'failing') return T.waiting;
  if (lastError === 'conflict') return T.reopened;
  return lastError === 'content-gone' ? T.gone : T.failing;
};

const Written = ({
  of: { id, fileName, byteSize, files, sha256, fetchedAt },
  language,
}: {
  readonly of: ArchivePackageView;
  readonly language: Language;
}) => (
  <div>
    <a href={`/arkivpaket/${id}`}>{fileName}</a>
    <p class="quiet">
      {files} {T.files[language]}, {sizeInWords(byteSize ?? 0, language)}
    </p>
    <p class="ref">
      {T.checksum[language]} <span class="as-written">{inFours(sha256 ?? '')}</span>
    </p>
    {fetchedAt === null ? (
      <p class="quiet">{T.unfetched[language]}</p>
    ) : (
      <p class="ref">
        {T.fetched[language]} <Moment at={fetchedAt} language={language} />
      </p>
    )}
  </div>
);
