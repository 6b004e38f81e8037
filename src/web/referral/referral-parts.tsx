import { Flag } from '../../markup/marks.js';
import { Day } from '../../markup/day.js';
import { Facts } from '../../markup/notices.js';
import { Crumbs, PageHead, Sheet } from '../../markup/page.js';
import type { ReferralView } from '../../referrals/referrals.dto.js';
import type { Texts } from '../../rules/texts.js';
import { words } from '../../rules/words.js';
import { Checksum, DocumentLine, inFours } from '../document/document-line.js';
import type { Names } from '../frame/read-names.js';
import type { Reader } from '../frame/staff-frame.js';
import { timeInWords } from '../frame/time-left.js';
import { BARRED } from '../frame/words.js';

const T = {
  referrals: { sv: 'Remisser', en: 'Referrals' },
  sent: { sv: 'skickad', en: 'sent' },
  replyBy: { sv: 'svar senast', en: 'reply by' },
  confidential: { sv: 'Sekretess', en: 'Confidential' },
  packet: { sv: 'Det som skickades', en: 'What was sent' },
  draftPacket: { sv: 'Det som ska skickas', en: 'What is to be sent' },
  letter: { sv: 'Missiv', en: 'Covering letter' },
  nothing: { sv: 'Inga handlingar.', en: 'No documents.' },
  questions: { sv: 'Frågor', en: 'Questions' },
  noQuestions: { sv: 'Inga frågor är ställda.', en: 'No questions are asked.' },
  about: { sv: 'Om remissen', en: 'About the referral' },
  case: { sv: 'Ärende', en: 'Case' },
  issuer: { sv: 'Remittent', en: 'Issuer' },
  decided: { sv: 'Beslut att remittera', en: 'Decision to refer' },
  before: { sv: 'Följer på', en: 'Follows' },
  earlier: { sv: 'en tidigare remiss', en: 'an earlier referral' },
  settled: { sv: 'Skäl', en: 'Why' },
  seal: { sv: 'Remissens kontrollsumma', en: 'Checksum of the referral' },
} satisfies Record<string, Texts>;

/** In the window's title and its history: of what is confidential the number alone. */
export const titleOfReferral = ({ caseNumber, title, confidential }: ReferralView, what?: string): string =>
  [what, caseNumber, confidential ? undefined : title].filter(Boolean).join(', ');

interface Props {
  readonly reader: Reader;
  readonly referral: ReferralView;
}

/** Which referral this is, since when it is out, and how long there is. */
export const ReferralHead = ({
  reader: { language, today },
  referral,
  here,
}: Props & { readonly here?: string }) => {
  const { id, title, caseNumber, sentOn, replyBy, state } = referral;
  const list = [T.referrals[language], '/remisser'] as const;
  return (
    <>
      <Crumbs
        language={language}
        way={here === undefined ? [list] : [list, [caseNumber, `/remisser/${id}?oppna=ja`]]}
        here={here ?? caseNumber}
      />
      <PageHead heading={here ?? title} lang={here === undefined && language !== 'sv' ? 'sv' : undefined}>
        {here !== undefined && <p>{title}</p>}
        <p class="lead">
          <span class="nowrap">{caseNumber}</span>
          {sentOn ? (
            <>
              {' '}
              · {T.sent[language]} <Day date={sentOn} language={language} form="sentence" today={today} />
            </>
          ) : null}
          {state !== 'sent' && ` · ${words.referral.states[state][language]}`}
          {replyBy && (
            <>
              {' '}
              · {T.replyBy[language]}{' '}
              <strong>
                <Day date={replyBy} language={language} form="sentence" today={today} />
              </strong>
              {state === 'sent' && (
                <>
                  , <span class="nowrap">{timeInWords(replyBy, today, language)}</span>
                </>
              )}
            </>
          )}{' '}
          {referral.confidential && <Flag icon="lock">{T.confidential[language]}</Flag>}
        </p>
      </PageHead>
    </>
  );
};

export const Packet = ({ reader: { language }, referral }: Props) => {
  const { letter, documents, state } = referral;
  return (
    <Sheet id="handlingar" heading={(state === 'draft' ? T.draftPacket : T.packet)[language]}>
      {letter && (
        <>
          <h3>{T.letter[language]}</h3>
          <p class="as-written" lang={language === 'sv' ? undefined : 'sv'}>
            {letter}
          </p>
        </>
      )}
      {documents.length === 0 ? (
        <p class="quiet">{T.nothing[language]}</p>
      ) : (
        <ul class="plain lined files">
          {documents.map((document) => (
            <li>
              <DocumentLine document={document} language={language} />
              <Checksum language={language} sha256={document.sha256} isLocked={state !== 'draft'} />
            </li>
          ))}
        </ul>
      )}
    </Sheet>
  );
};

export const Questions = ({ reader: { language }, referral: { questions } }: Props) => (
  <Sheet id="fragor" heading={T.questions[language]}>
    {questions.length === 0 ? (
      <p class="quiet">{T.noQuestions[language]}</p>
    ) : (
      <ol>
        {questions.map(({ text }) => (
          <li lang={language === 'sv' ? undefined : 'sv'}>{text}</li>
        ))}
      </ol>
    )}
  </Sheet>
);

export const AboutReferral = ({
  reader: { language },
  referral,
  names,
}: Props & { readonly names: Names }) => {
  const { caseId, caseNumber, issuer, decidedBy, previousReferral, delegationBarred, settledBecause } =
    referral;
  return (
    <Sheet id="fakta" heading={T.about[language]}>
      <Facts
        lines={[
          [
            T.case[language],
            <a href={`/arenden/${caseId}`}>
              <span class="nowrap">{caseNumber}</span>
            </a>,
          ],
          [T.issuer[language], names.get(issuer) ?? issuer],
          [
            T.decided[language],
            decidedBy && (
              <>
                {names.get(decidedBy.body) ?? decidedBy.body}{' '}
                <Day date={decidedBy.date} language={language} />, § {decidedBy.section}
              </>
            ),
          ],
          [BARRED[language], delegationBarred && <span class="as-written">{delegationBarred}</span>],
          [
            T.before[language],
            previousReferral && <a href={`/remisser/${previousReferral}`}>{T.earlier[language]}</a>,
          ],
          [T.settled[language], settledBecause && <span class="as-written">{settledBecause}</span>],
          [
            T.seal[language],
            referral.packetSha256 && <span class="as-written">{inFours(referral.packetSha256)}</span>,
          ],
        ]}
      />
    </Sheet>
  );
};
