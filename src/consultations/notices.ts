import type { Message, Recipient } from '../delivery/promise-deliveries.js';
import type { Topic } from '../delivery/topics.js';
import type { Role } from '../rules/actor.js';
import type { Consultation } from './consultation.entity.js';

type Consultee = Pick<Consultation, 'consulteeCode' | 'consulteeName' | 'consulteeEmail'>;
type Issuer = Pick<Consultation, 'issuerCode' | 'issuerName'>;
type Named = Pick<Message, 'messageId' | 'extensionId'>;

/** A notice about a consultation from its issuer to its consultee. */
export const toConsultee = (
  of: Consultee & Pick<Consultation, 'about' | 'issuerCode'>,
  topic: Topic,
  named: Named & Partial<Pick<Message, 'kind' | 'senderBody' | 'recipient'>> = {},
): Message => ({
  kind: 'notice',
  topic,
  senderBody: of.issuerCode,
  recipient: consulteeOf(of),
  ...of.about,
  ...named,
});

/** A notice about a consultation from its consultee, or whoever records for it, to those of a role at its issuer. */
export const toIssuer = (of: Consultation, topic: Topic, role: Role, named: Named = {}): Message => ({
  kind: 'notice',
  topic,
  senderBody: of.consulteeCode ?? of.issuerCode,
  recipient: issuerOf(of, role),
  ...of.about,
  ...named,
});

/** A body's registrar, or whoever reads the address or the letter. */
export function consulteeOf({ consulteeCode, consulteeName, consulteeEmail }: Consultee): Recipient {
  if (consulteeCode !== null) return { body: consulteeCode, role: 'registrar' };
  if (consulteeEmail !== null)
    return { email: consulteeEmail, ...(consulteeName !== null && { name: consulteeName }) };
  return { name: consulteeName ?? '' };
}

/** Those of a role at the body; whoever reads the letters of an issuer outside Yttra. */
const issuerOf = ({ issuerCode, issuerName }: Issuer, role: Role): Recipient =>
  issuerCode === null ? { name: issuerName ?? '' } : { body: issuerCode, role };
