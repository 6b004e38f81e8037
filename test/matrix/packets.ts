import { done, given, type Answer } from '../support/given.js';
import type { Thing } from './kinds.js';
import type { Marks } from './marks.js';
import type { AsWhom } from './people.js';

/** A document of KS for a packet, with words of its own in its title and its content. */
export async function packetDocument(as: AsWhom, marks: Marks, situation: string): Promise<Thing> {
  const word = marks.plant('document', situation);
  const title = `Handling ${word}`;
  const { id } = await given({ as }).document({ title }, marks.plant('document', situation));
  return { kind: 'document', situation, names: { id }, body: 'KS', word };
}

/** A draft with the document in its packet. */
export async function draftWith(as: AsWhom, { id }: Answer, packet: Thing, body: object): Promise<Answer> {
  const draft = await given({ as }).draftReferral(body, id);
  const attached = { documentId: packet.names['id'] };
  return done(as('ks-handlaggare').post(`/referrals/${draft.id}/documents`, attached));
}
