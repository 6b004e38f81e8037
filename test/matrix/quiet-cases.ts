import { done, given, type Answer } from '../support/given.js';
import type { Thing } from './kinds.js';
import type { Marks } from './marks.js';
import { draftWith, packetDocument } from './packets.js';
import type { AsWhom } from './people.js';

/** Cases in which nobody is asked: drafts, what has just been registered, and what came from outside. */
export async function buildQuietCases(as: AsWhom, marks: Marks): Promise<Thing[]> {
  const register = async (issuer: string, situation: string, more: object = {}): Promise<Thing> => {
    const word = marks.plant('case', situation);
    const registrar = as(`${issuer.toLowerCase()}-registrator`);
    const { id } = await done(registrar.post('/cases', { title: `Ärende ${word}`, issuer, ...more }));
    return { kind: 'case', situation, names: { id }, issuer, word };
  };
  const origin = { sender: 'Justitiedepartementet', reference: 'Ju2026/01234' };
  return [
    await register('KS', 'KS, nothing sent'),
    await register('SN', 'SN, nothing sent'),
    ...(await withReply(as, await register('TSN', 'TSN, asked from outside', { origin }))),
    ...(await withDraft(as, marks)),
  ];
}

/** The body's own reply to whoever asks it from outside. */
async function withReply(as: AsWhom, own: Thing): Promise<Thing[]> {
  const { id } = own.names as { id: string };
  const asked = { consultee: 'TSN', replyBy: '2026-12-15' };
  const reply = await done(as('tsn-registrator').post(`/cases/${id}/consultations`, asked));
  const names = { id: reply.id, version: '1' };
  const parties = { issuer: null, consultee: 'TSN', officer: null };
  return [
    own,
    { kind: 'consultation', situation: 'TSN own', names, ...parties, within: [id], word: own.word! },
  ];
}

async function withDraft(as: AsWhom, marks: Marks): Promise<Thing[]> {
  const situation = 'KS, nothing sent';
  const word = marks.plant('case', situation);
  const referralCase: Answer = await given({ as }).referralCase({ title: `Ärende ${word}` });
  const packet = await packetDocument(as, marks, 'KS, in a draft packet');
  const consultees = [{ body: 'TSN' }, { body: 'BIN' }];
  const letter = marks.plant('referral', 'draft');
  const draft = await draftWith(as, referralCase, packet, { consultees, letter });
  const names = { id: draft.id, documentId: packet.names['id']! };
  return [
    { kind: 'case', situation, names: { id: referralCase.id }, issuer: 'KS', word },
    { kind: 'referral', situation: 'draft', names, issuer: 'KS', within: [referralCase.id] },
    { ...packet, within: [draft.id] },
  ];
}
