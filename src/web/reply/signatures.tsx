import { LinkButton } from '../../markup/buttons.js';
import { Day, Moment } from '../../markup/day.js';
import { Flag } from '../../markup/marks.js';
import { Notice } from '../../markup/notices.js';
import { Sheet } from '../../markup/page.js';
import type { Language, Texts } from '../../rules/texts.js';
import {
  signatureEndWords,
  signatureStateWords,
  signedPaperWords,
  signerStateWords,
} from '../../rules/signatures.js';
import { words } from '../../rules/words.js';
import type { SignatureRequestView, SignerView } from '../../signatures/signatures.dto.js';
import type { Reply } from './read-reply.js';
import { addressOfStep, type StepsOfKind } from '../steps/record-steps.js';
import { t } from '../steps/step-field.js';

const T = {
  heading: t('Underskrifter', 'Signatures'),
  asked: t('Begärdes', 'Requested'),
  until: t('sista dag', 'last day'),
  inOrder: t('i den här ordningen', 'in this order'),
  frozen: t('Handlingen som skickades (PDF)', 'The paper that was sent (PDF)'),
  signed: t('Den undertecknade handlingen', 'The signed paper'),
  delayed: t(
    'Underskriftstjänsten svarar inte som den ska. Nya försök görs av sig själva.',
    'The signature service does not answer as it should. It is tried again by itself.',
  ),
  earlier: t(
    'Texten har rättats sedan dess. Det som är undertecknat är en tidigare lydelse.',
    'The text has been corrected since. What was signed is an earlier wording.',
  ),
  overtaken: t(
    'Texten har rättats. Begäran tas snart tillbaka av sig själv; begär sedan underskrifter på den rättade texten.',
    'The text has been corrected. The request will soon be withdrawn by itself; then request signatures of the corrected text.',
  ),
  goesAnyway: t(
    'Underskrifter väntar. Yttrandet kan expedieras ändå: fråga dig om det ska vänta på dem.',
    'Signatures are awaited. The statement can be forwarded all the same: consider whether it should wait for them.',
  ),
  confirm: t(
    'Protokollsutdraget är undertecknat av alla. Justera protokollet, så föreslås dagen för den sista underskriften.',
    'The extract from the minutes has been signed by all. Confirm the minutes; the day of the last signature is proposed.',
  ),
};

interface Props {
  readonly reply: Reply;
  readonly steps: StepsOfKind;
  readonly language: Language;
}

/** What is said before a statement is forwarded while signatures are awaited; forwarding does not wait for them. */
export const awaitedWhenForwarding = ({ view }: Reply): Texts | undefined =>
  view.awaitsSignatures.length > 0 ? T.goesAnyway : undefined;

/** The day that signed minutes are proposed to be confirmed on. */
export const signedMinutesOn = ({ signatures }: Reply): string | undefined =>
  signatures.find(
    ({ paper, signedOn, isOfEarlierText }) =>
      paper === 'minutes-extract' && signedOn !== null && !isOfEarlierText,
  )?.signedOn ?? undefined;

/** What was sent for signature, the latest first, and the steps that there are. */
export const Signatures = ({ reply, steps, language }: Props) => {
  const { view, signatures } = reply;
  const open = (['request-signatures', 'withdraw-signature-request'] as const).filter((verb) =>
    view.availableActions.includes(verb),
  );
  if (signatures.length === 0 && open.length === 0) return null;
  return (
    <Sheet id="underskrifter" heading={T.heading[language]}>
      {view.availableActions.includes('forward') && view.awaitsSignatures.length > 0 && (
        <Notice tone="warning">
          <p>{T.goesAnyway[language]}</p>
        </Notice>
      )}
      {view.availableActions.includes('confirm') && signedMinutesOn(reply) !== undefined && (
        <Notice>
          <p>{T.confirm[language]}</p>
        </Notice>
      )}
      <ul class="plain stack">
        {signatures.map((request) => (
          <Request {...{ request, language }} at={view.id} />
        ))}
      </ul>
      <p class="row">
        {open.map((verb) => (
          <LinkButton variant="secondary" href={addressOfStep(steps, verb, view) ?? ''}>
            {words.consultation.verbs[verb].todo[language]}
          </LinkButton>
        ))}
      </p>
    </Sheet>
  );
};

const Request = ({
  request,
  language,
  at,
}: {
  readonly request: SignatureRequestView;
  readonly language: Language;
  readonly at: string;
}) => {
  const { id, paper, state, endedBecause, documentId, signedOn, sha256 } = request;
  const isOpen = state === 'promised' || state === 'waiting';
  return (
    <li class="stack" data-gap="s">
      <p>
        <strong>
          {signedPaperWords[paper][language]}: {signatureStateWords[state][language]}
          {signedOn !== null && (
            <>
              {' '}
              <Day date={signedOn} language={language} />
            </>
          )}
          .
        </strong>{' '}
        {endedBecause !== null && signatureEndWords[endedBecause][language]}
      </p>
      <p class="quiet">
        {T.asked[language]} <Moment at={request.askedAt} language={language} />, {T.until[language]}{' '}
        <Day date={request.lastDay} language={language} />
        {request.inOrder && request.signers.length > 1 && `, ${T.inOrder[language]}`}.
      </p>
      <ol>
        {request.signers.map((signer) => (
          <Signer signer={signer} language={language} />
        ))}
      </ol>
      {request.delayed && (
        <p>
          <Flag tone="risk">{T.delayed[language]}</Flag>
        </p>
      )}
      {request.isOfEarlierText && (isOpen || state === 'signed') && (
        <Notice tone="warning">
          <p>{(isOpen ? T.overtaken : T.earlier)[language]}</p>
        </Notice>
      )}
      <ul class="plain">
        {documentId !== null && (
          <li>
            <a class="ds-link" href={`/handlingar/${documentId}/om`}>
              {T.signed[language]}
            </a>
          </li>
        )}
        {sha256 !== null && (
          <li>
            <a class="ds-link" href={`/svar/${at}/handlingar/underskrift/${id}`}>
              {T.frozen[language]}
            </a>
          </li>
        )}
      </ul>
    </li>
  );
};

const Signer = ({ signer, language }: { readonly signer: SignerView; readonly language: Language }) => (
  <li>
    {signer.name}, {signer.title}: {signerStateWords[signer.state][language]}
    {signer.at !== null && (
      <>
        {' '}
        <Moment at={signer.at} language={language} />
      </>
    )}
  </li>
);
