import type { VNode } from 'preact';
import { LinkButton } from '../../markup/buttons.js';
import { Day, Moment } from '../../markup/day.js';
import { Icon } from '../../markup/icons.js';
import { Facts } from '../../markup/notices.js';
import { Sheet } from '../../markup/page.js';
import type { ArchivePackageView } from '../../archive/archive.dto.js';
import type { CaseView } from '../../cases/cases.dto.js';
import type { ConsultationRowView } from '../../consultations/consultations.dto.js';
import type { PublicationView } from '../../publication/publications.dto.js';
import type { ReferralRowView } from '../../referrals/issued-referrals.dto.js';
import type { PacketDocumentView } from '../../referrals/packets.dto.js';
import type { Texts } from '../../rules/texts.js';
import { words } from '../../rules/words.js';
import { ArchivePackages } from './archive-packages.js';
import { CaseHead, titleOfCase } from './case-head.js';
import { Happened } from '../steps/happened.js';
import type { Told } from '../frame/history.js';
import { addressOf, NotAll } from '../frame/list-parts.js';
import type { Names } from '../frame/read-names.js';
import type { Opened } from '../steps/open-record.js';
import { OtherSteps } from '../steps/other-steps.js';
import { Published } from '../publication/published.js';
import { addressOfStep, verbWords, type StepsOfKind } from '../steps/record-steps.js';
import { DocumentLine } from '../document/document-line.js';
import { HistorySheet } from '../frame/history-sheet.js';
import { staffPage, type Reader } from '../frame/staff-frame.js';
import { StateOf } from '../frame/time-left.js';

const T = {
  what: { sv: 'Vad du kan göra', en: 'What you can do' },
  nothing: { sv: 'Inget väntar på dig här', en: 'Nothing here waits for you' },
  referrals: { sv: 'Remisser', en: 'Referrals' },
  noReferrals: { sv: 'Ärendet har inga remisser än.', en: 'The case has no referrals yet.' },
  parts: { sv: 'Remissvar', en: 'Replies' },
  replyBy: { sv: 'svar senast', en: 'reply by' },
  documents: { sv: 'Handlingar i remisserna', en: 'Documents of the referrals' },
  about: { sv: 'Om ärendet', en: 'About the case' },
  body: { sv: 'Organ', en: 'Body' },
  classification: { sv: 'Klassificering', en: 'Classification' },
  registered: { sv: 'Registrerat', en: 'Registered' },
  related: { sv: 'Hör ihop med', en: 'Related to' },
  prior: { sv: 'Bakgrund', en: 'Background' },
  sender: { sv: 'Kom från', en: 'Came from' },
  reference: { sv: 'Deras nummer', en: 'Their number' },
  received: { sv: 'Inkom', en: 'Received' },
  by: { sv: 'Svar senast', en: 'Reply by' },
  confidential: { sv: 'Sekretessmarkerad remiss', en: 'Confidential referral' },
} satisfies Record<string, Texts>;

export interface CaseSeen {
  readonly view: CaseView;
  readonly referrals: readonly ReferralRowView[];
  readonly parts: readonly ConsultationRowView[];
  readonly documents: readonly PacketDocumentView[];
  /** Whether there are more of each than are shown. */
  readonly moreReferrals: boolean;
  readonly moreParts: boolean;
  readonly moreDocuments: boolean;
  readonly history: readonly Told[];
  readonly names: Names;
  readonly publication: PublicationView | null;
  readonly packages: readonly ArchivePackageView[];
}

type Props = Opened & {
  readonly seen: CaseSeen;
  readonly steps: StepsOfKind;
};

/** A case with its referrals, what it goes together with, its documents and its history. */
export const casePage = (props: Props): VNode => {
  const { reader, seen } = props;
  const { language } = reader;
  const { view, referrals, parts, documents, history } = seen;
  const number = view.caseNumber;
  return staffPage(
    reader,
    { title: titleOfCase(view), section: 'diarium' },
    <>
      <CaseHead reader={reader} view={view} />
      <Happened {...props} />
      <Steps {...props} />
      <div class="beside">
        <div>
          <Sheet id="remisser" heading={T.referrals[language]}>
            {referrals.length === 0 ? (
              <p class="quiet">{T.noReferrals[language]}</p>
            ) : (
              <ul class="plain lined entries">
                {referrals.map((row) => (
                  <li>
                    <ReferralLine row={row} reader={reader} />
                  </li>
                ))}
              </ul>
            )}
            {seen.moreReferrals && <NotAll language={language} all={addressOf('/remisser', { q: number })} />}
          </Sheet>
          {parts.length > 0 && (
            <Sheet id="remissvar" heading={T.parts[language]}>
              <ul class="plain lined entries">
                {parts.map(({ id, consultee, ownCaseNumber, state }) => (
                  <li>
                    <a href={`/svar/${id}`}>
                      {(consultee && seen.names.get(consultee)) ?? consultee ?? view.caseNumber}
                    </a>{' '}
                    <StateOf state={state} language={language} />
                    {ownCaseNumber && <p class="ref">{ownCaseNumber}</p>}
                  </li>
                ))}
              </ul>
              {seen.moreParts && (
                <NotAll language={language} all={addressOf('/sok', { q: number, bland: 'remissvar' })} />
              )}
            </Sheet>
          )}
          {documents.length > 0 && (
            <Sheet id="handlingar" heading={T.documents[language]}>
              <ul class="plain lined files">
                {documents.map((document) => (
                  <li>
                    <DocumentLine document={document} language={language} />
                  </li>
                ))}
              </ul>
              {seen.moreDocuments && <NotAll language={language} />}
            </Sheet>
          )}
          <HistorySheet reader={reader} events={history} />
        </div>
        <aside>
          <About {...props} />
          <Published reader={reader} publication={seen.publication} />
          <ArchivePackages packages={seen.packages} language={language} />
        </aside>
      </div>
    </>,
  );
};

const ReferralLine = ({
  row,
  reader: { language, today },
}: {
  readonly row: ReferralRowView;
  readonly reader: Reader;
}) => (
  <>
    <a href={row.state === 'draft' ? `/remisser/${row.id}/utkast/handlingar` : `/remisser/${row.id}`}>
      {row.title ?? (
        <>
          <Icon name="lock" /> {T.confidential[language]}
        </>
      )}
    </a>
    <p class="ref">
      {words.referral.states[row.state][language]}
      {row.replyBy && (
        <>
          {' · '}
          {T.replyBy[language]} <Day date={row.replyBy} language={language} form="list" today={today} />
        </>
      )}
    </p>
  </>
);

const Steps = ({ reader: { language }, seen: { view }, steps }: Props) => {
  // What somebody outside has sent is to be answered first.
  const next = ['open-consultation', 'create-referral'].find((verb) => view.availableActions.includes(verb));
  const heading = next === undefined ? T.nothing : verbWords('case', next);
  return (
    <section class="next" aria-labelledby="nasta">
      <p class="eyebrow">{T.what[language]}</p>
      <h2 id="nasta">{heading[language]}</h2>
      {next !== undefined && (
        <div class="row">
          <LinkButton main href={addressOfStep(steps, next, view)!}>
            {heading[language]}
          </LinkButton>
        </div>
      )}
      <OtherSteps
        {...{ language, steps, view }}
        verbs={view.availableActions.filter((verb) => verb !== next)}
      />
    </section>
  );
};

const About = ({ reader: { language, today }, seen: { view, names } }: Props) => {
  const { issuer, classification, registeredAt, relatedCases, priorDecisions, origin } = view;
  const day = (date: string | undefined) =>
    date && <Day date={date} language={language} form="sentence" today={today} />;
  return (
    <Sheet id="fakta" heading={T.about[language]}>
      <Facts
        lines={[
          [T.body[language], names.get(issuer) ?? issuer],
          [T.classification[language], classification],
          [T.registered[language], <Moment at={registeredAt} language={language} />],
          [T.sender[language], origin?.sender],
          [T.reference[language], origin?.reference],
          [T.received[language], day(origin?.receivedOn)],
          [T.by[language], day(origin?.replyBy)],
          [
            T.related[language],
            relatedCases.length > 0 &&
              relatedCases.map((number) => (
                <p>
                  <a href={addressOf('/sok', { q: number })}>{number}</a>
                </p>
              )),
          ],
          [
            T.prior[language],
            priorDecisions.length > 0 &&
              priorDecisions.map(({ body, date, section, about }) => (
                <p>
                  {names.get(body) ?? body} <Day date={date} language={language} />, § {section}
                  {about && `: ${about}`}
                </p>
              )),
          ],
        ]}
      />
    </Sheet>
  );
};
