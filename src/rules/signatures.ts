import type { Texts } from './texts.js';

/** The papers of a reply that people sign, as their addresses call them. */
export const SIGNED_PAPERS = ['statement', 'minutes-extract'] as const;
export type SignedPaper = (typeof SIGNED_PAPERS)[number];

/** Of a request for signatures; it is open in the first two, and ends in one of the others. */
export const SIGNATURE_STATES = [
  'promised',
  'waiting',
  'signed',
  'refused',
  'timed-out',
  'failed',
  'withdrawn',
] as const;
export type SignatureState = (typeof SIGNATURE_STATES)[number];
export type EndOfSignatures = Exclude<SignatureState, 'promised' | 'waiting'>;

/** Why a request ended, where its state does not say. */
export const SIGNATURE_ENDS = [
  'by-person',
  'text-corrected',
  'case-closed',
  'body-wound-up',
  'provider-failed',
  'signed-something-else',
  'paper-gone',
] as const;
export type SignatureEnd = (typeof SIGNATURE_ENDS)[number];

export const SIGNER_STATES = ['waiting', 'signed', 'refused'] as const;
export type SignerState = (typeof SIGNER_STATES)[number];

/** Whoever is asked to sign, in their place, and how far they have come. */
export interface Signer {
  readonly name: string;
  readonly title: string;
  readonly email: string;
  readonly state: SignerState;
  /** When they signed or refused, as an instant; null while they have not. */
  readonly at: string | null;
}

export const signedPaperWords: Readonly<Record<SignedPaper, Texts>> = {
  statement: { sv: 'Yttrandet', en: 'The statement' },
  'minutes-extract': { sv: 'Protokollsutdraget', en: 'The extract from the minutes' },
};

const withSmallLetter = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

const inSentence = ({ sv, en }: Texts): Texts => ({ sv: withSmallLetter(sv), en: withSmallLetter(en) });

/** “protokollsutdraget” */
export const signedPaperInSentence = (paper: SignedPaper): Texts => inSentence(signedPaperWords[paper]);

/** “sista dagen gick ut” */
export const signatureStateInSentence = (state: SignatureState): Texts =>
  inSentence(signatureStateWords[state]);

export const signatureStateWords: Readonly<Record<SignatureState, Texts>> = {
  promised: { sv: 'Skickas för underskrift', en: 'Being sent for signature' },
  waiting: { sv: 'Väntar på underskrift', en: 'Waiting for signatures' },
  signed: { sv: 'Undertecknat', en: 'Signed' },
  refused: { sv: 'Någon avstod från att skriva under', en: 'Somebody refused to sign' },
  'timed-out': { sv: 'Sista dagen gick ut', en: 'The last day has passed' },
  failed: { sv: 'Underskriften misslyckades', en: 'The signing failed' },
  withdrawn: { sv: 'Begäran är återtagen', en: 'The request was withdrawn' },
};

export const signatureEndWords: Readonly<Record<SignatureEnd, Texts>> = {
  'by-person': { sv: 'Den togs tillbaka.', en: 'It was taken back.' },
  'text-corrected': {
    sv: 'Texten rättades medan underskrifterna väntade. Begär underskrifter på den rättade texten.',
    en: 'The text was corrected while signatures were awaited. Request signatures of the corrected text.',
  },
  'case-closed': { sv: 'Ärendet avslutades.', en: 'The case was closed.' },
  'body-wound-up': { sv: 'Organet är avvecklat.', en: 'The body has been wound up.' },
  'provider-failed': {
    sv: 'Underskriftstjänsten kunde inte slutföra den. Begär underskrifter på nytt.',
    en: 'The signature service could not complete it. Request signatures again.',
  },
  'signed-something-else': {
    sv: 'Det som kom tillbaka var inte den frusna handlingen med underskrifter, och är inte sparat. Fråga underskriftstjänsten vad som hände innan ni begär underskrifter på nytt.',
    en: 'What came back was not the frozen paper with signatures, and has not been kept. Ask the signature service what happened before you request signatures again.',
  },
  'paper-gone': {
    sv: 'Den frusna handlingens fil saknas. Säg till driften, och begär sedan underskrifter på nytt.',
    en: 'The file of the frozen paper is missing. Tell the operators, and then request signatures again.',
  },
};

export const signerStateWords: Readonly<Record<SignerState, Texts>> = {
  waiting: { sv: 'har inte skrivit under än', en: 'has not signed yet' },
  signed: { sv: 'skrev under', en: 'signed' },
  refused: { sv: 'avstod', en: 'refused' },
};
