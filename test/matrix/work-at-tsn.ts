import { done, given, statement, TODAY, type Answer } from '../support/given.js';
import type { Thing } from './kinds.js';
import type { Marks } from './marks.js';
import type { AsWhom } from './people.js';

/** How far TSN can have come, in its order; the last three are reached at once or from `registered`. */
export const REACHED = [
  'sent',
  'registered',
  'drafting',
  'in-review',
  'on-agenda',
  'decided',
  'confirmed',
  'forwarded',
  'received',
  'declined',
  'no-reply',
  'withdrawn',
] as const;
export type Reached = (typeof REACHED)[number];

export const isRegistered = (state: Reached): boolean => !['sent', 'declined', 'withdrawn'].includes(state);
export const isAssigned = (state: Reached): boolean =>
  isRegistered(state) && !['registered', 'no-reply'].includes(state);
export const isForwarded = (state: Reached): boolean => ['forwarded', 'received'].includes(state);

interface Way {
  readonly as: AsWhom;
  readonly marks: Marks;
  readonly id: string;
  readonly officer: string;
  readonly to: Reached;
  /** What the tables call it and what its statement builds on, once all is done. */
  readonly situation: string;
  readonly appendix: string;
}

type Step = (way: Way, referral: Answer) => Promise<unknown>;

const verb =
  (persona: string, name: Parameters<ReturnType<typeof given>['step']>[2], body: object = {}): Step =>
  ({ as, id }) =>
    given({ as }).step(persona, id, name, body);

const STEPS: Readonly<Partial<Record<Reached, Step>>> = {
  registered: ({ as, id, marks }) =>
    given({ as }).step('tsn-registrator', id, 'register', {
      reason: marks.plantFor('a reason that TSN gave', ['TSN staff']),
    }),
  'in-review': async ({ as, id, officer }) => given({ as }).step(officer, id, 'submit'),
  'on-agenda': async ({ as, id }) => {
    await given({ as }).step('tsn-chef', id, 'approve');
    await given({ as }).meeting();
    await given({ as }).step('tsn-sekreterare', id, 'schedule', { meetingDate: TODAY });
  },
  decided: verb('tsn-sekreterare', 'decide', { outcome: 'as-proposed', section: '84' }),
  confirmed: verb('tsn-sekreterare', 'confirm', { confirmedOn: TODAY }),
  forwarded: verb('tsn-sekreterare', 'forward'),
  received: verb('ks-registrator', 'acknowledge'),
};

/** Takes TSN's consultation there, and answers with the document its statement builds on. */
export async function workAtTsn(way: Way, referral: Answer): Promise<Thing | undefined> {
  const { as, to } = way;
  let document: Thing | undefined;
  if (to === 'declined')
    await given({ as }).step('tsn-registrator', way.id, 'decline', {
      reason: 'Berör inte nämnden',
      basis: 'TSN § 7',
    });
  if (isRegistered(to)) {
    await STEPS.registered!(way, referral);
    if (isAssigned(to)) document = await write(way);
    for (const state of REACHED.slice(REACHED.indexOf('in-review'), REACHED.indexOf(to) + 1))
      if (isAssigned(to)) await STEPS[state]?.(way, referral);
  }
  if (to === 'no-reply') await given({ as }).settle(referral, 'close');
  if (to === 'withdrawn') await given({ as }).settle(referral, 'withdraw');
  return document;
}

/** Two versions: one that only TSN ever sees, and one that is decided and sent if it comes to that. Returned once. */
async function write({
  as,
  marks,
  id,
  officer,
  situation: consultation,
  appendix: situation,
}: Way): Promise<Thing> {
  await given({ as }).step('tsn-chef', id, 'assign', { officer });
  const word = marks.plant('document', situation);
  const appendix = await done(
    as(officer).upload(
      { title: `Underlag ${word}`, kind: 'attachment', body: 'TSN' },
      marks.plant('document', situation),
    ),
  );
  const save = async (content: object) => {
    const { version } = await done(as(officer).get(`/consultations/${id}/statement`));
    await done(as(officer).put(`/consultations/${id}/statement`, content, { ifMatch: version }));
  };
  await save({ ...statement, summary: marks.plant('work', consultation) });
  const basis = [{ title: 'Underlag, 2026-10-20', documentId: appendix.id }];
  await save({ ...statement, basis, assessment: marks.plant('statement', consultation) });
  await given({ as }).step(officer, id, 'submit');
  await given({ as }).step('tsn-chef', id, 'return', { comment: marks.plant('work', consultation) });
  return { kind: 'document', situation, names: { id: appendix.id }, body: 'TSN', word };
}
