import type { VNode } from 'preact';
import type { DocumentView } from '../../documents/documents.dto.js';
import { Flag } from '../../markup/marks.js';
import { Day, Moment } from '../../markup/day.js';
import { Facts } from '../../markup/notices.js';
import { Crumbs, PageHead, Sheet } from '../../markup/page.js';
import { LinkButton } from '../../markup/buttons.js';
import { documentKindWords } from './document-words.js';
import { Happened } from '../steps/happened.js';
import type { Opened } from '../steps/open-record.js';
import { OtherSteps } from '../steps/other-steps.js';
import type { StepsOfKind } from '../steps/record-steps.js';
import { fileInWords } from './document-line.js';
import { staffPage, type Reader } from '../frame/staff-frame.js';
import { t } from '../steps/step-field.js';

const T = {
  document: t('Handling', 'Document'),
  confidential: t('Sekretess', 'Confidential'),
  open: t('Öppna filen', 'Open the file'),
  about: t('Om handlingen', 'About the document'),
  what: t('Vad du kan göra', 'What you can do'),
  kind: t('Slag', 'Kind'),
  file: t('Fil', 'File'),
  body: t('Organ', 'Body'),
  direction: t('Riktning', 'Direction'),
  received: t('Inkom', 'Received'),
  stored: t('Lagrad', 'Stored'),
  replaces: t('Ersätter', 'Replaces'),
  earlier: t('en tidigare version', 'an earlier version'),
  disposed: t('Gallrad', 'Disposed of'),
  gone: t('Filen är raderad. Handlingen gallrades', 'Its file has been deleted. It was disposed of'),
  sha256: t('Kontrollsumma (SHA-256)', 'Checksum (SHA-256)'),
};

/** What a document is called where it may not be named. */
export const NAMELESS = T.document;

const DIRECTIONS = {
  incoming: t('Inkommen', 'Incoming'),
  outgoing: t('Utgående', 'Outgoing'),
  internal: t('Upprättad här', 'Drawn up here'),
};

interface Props {
  readonly reader: Reader;
  readonly document: DocumentView;
}

/** In the window's title: of what is confidential that it is a document alone. */
export const titleOfDocument = ({ title, confidential }: DocumentView, what?: string): string =>
  [what, confidential ? undefined : title].filter(Boolean).join(', ') || T.document.sv;

export const DocumentHead = ({
  reader: { language },
  document,
  here,
}: Props & { readonly here?: string }) => (
  <>
    <Crumbs
      language={language}
      way={here === undefined ? [] : [[T.document[language], `/handlingar/${document.id}/om?oppna=ja`]]}
      here={here ?? T.document[language]}
    />
    <PageHead
      heading={here ?? document.title}
      lang={here === undefined && language !== 'sv' ? 'sv' : undefined}
    >
      {here !== undefined && <p>{document.title}</p>}
      {document.confidential && (
        <p>
          <Flag icon="lock">{T.confidential[language]}</Flag>
        </p>
      )}
    </PageHead>
  </>
);

/** What a document is, and what can be done with it besides reading it. */
export const documentPage = (
  props: Opened & Props & { readonly bodyName: string; readonly steps: StepsOfKind },
): VNode => {
  const { reader, document, steps, bodyName } = props;
  const { language, today } = reader;
  const { id, kind, direction, receivedOn, createdAt, replaces, sha256, disposed } = document;
  return staffPage(
    reader,
    { title: titleOfDocument(document), width: 'text' },
    <>
      <DocumentHead reader={reader} document={document} />
      <Happened {...props} />
      <section class="next" aria-labelledby="nasta">
        <p class="eyebrow">{T.what[language]}</p>
        <h2 id="nasta">{disposed ? T.disposed[language] : T.open[language]}</h2>
        {disposed ? (
          <p>
            {T.gone[language]} <Moment at={disposed.at} language={language} />, {disposed.decision}
          </p>
        ) : (
          <div class="row">
            <LinkButton main href={`/handlingar/${id}`}>
              {T.open[language]}
            </LinkButton>
          </div>
        )}
        <OtherSteps
          {...{ language, steps }}
          view={{ ...document, state: 'stored' }}
          verbs={document.availableActions}
        />
      </section>
      <Sheet id="fakta" heading={T.about[language]}>
        <Facts
          lines={[
            [T.kind[language], documentKindWords[kind][language]],
            [T.file[language], `${document.fileName}, ${fileInWords(document, language)}`],
            [T.body[language], bodyName],
            [T.direction[language], DIRECTIONS[direction][language]],
            [
              T.received[language],
              receivedOn && <Day date={receivedOn} language={language} form="sentence" today={today} />,
            ],
            [T.stored[language], <Moment at={createdAt} language={language} />],
            [
              T.replaces[language],
              replaces && <a href={`/handlingar/${replaces}/om`}>{T.earlier[language]}</a>,
            ],
            [T.sha256[language], <span class="as-written">{sha256}</span>],
          ]}
        />
      </Sheet>
    </>,
  );
};
