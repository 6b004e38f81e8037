import { done, given, type Answer } from './given.js';
import type { Service } from './service.js';

const SECRETARY = 'tsn-sekreterare';
let day = 1;

export interface AtTheCommittee {
  readonly id: string;
  readonly morning: string;
  readonly later: string;
  readonly committee: Answer;
  readonly board: Answer;
}

/** A matter on the agenda of a committee that meets today; the board meets a week later. Each call has days of its own. */
export async function atTheCommittee(service: Service, title?: string): Promise<AtTheCommittee> {
  const [morning, later] = [day, day + 8].map((each) =>
    new Date(Date.UTC(2027, 2, each)).toISOString().slice(0, 10),
  ) as [string, string];
  day += 16;
  const meet = async (body: object) => done(service.as(SECRETARY).post('/bodies/TSN/meetings', body), 201);
  const committee = await meet({ date: morning, organ: 'Arbetsutskottet' });
  const board = await meet({ date: later });
  const { id } = await given(service).consultation('approved', {
    replyBy: '2027-09-01',
    ...(title && { title }),
  });
  await given(service).step(SECRETARY, id, 'schedule', { meetingId: committee['id'] });
  service.setNow(`${morning}T12:00:00Z`);
  return { id, morning, later, committee, board };
}
