import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../src/config/project-root.js';
import { DemoIssuer } from '../../src/identity/demo-issuer.js';
import { done, type Answer } from './given.js';
import { everyone, REMOVE_ON } from './published.js';
import { personaOf, type Persona, type Service } from './service.js';

/** What a source says of a real case. */
export interface RealCase {
  readonly id: string;
  readonly title: string;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- each case says what its source says
  readonly stated: Record<string, any>;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- as above
  readonly derived: Record<string, any>;
}

const read = JSON.parse(readFileSync(join(projectRoot, 'test/data/real-cases.json'), 'utf8')) as {
  cases: RealCase[];
};
export const realCases: ReadonlyMap<string, RealCase> = new Map(read.cases.map((each) => [each.id, each]));

/** What a board answers, by a meeting of its own unless `committee` or `byDelegation` says otherwise. */
export interface Reply {
  readonly receivedOn?: string;
  readonly caseNumber?: string;
  readonly statement: object;
  readonly meeting?: { readonly date: string; readonly organ?: string };
  readonly decision?: { readonly section: string } & Record<string, unknown>;
  readonly byDelegation?: object;
  readonly confirmedOn: string;
  readonly immediate?: boolean;
}

const ALL_ROLES = ['registrar', 'officer', 'manager', 'secretary'];
const ANY_VERSION = { ifMatch: '*' };

/**
 * Enters what real cases say, through the API as the people of their bodies do: each body has one person with all roles.
 * What a source leaves out and a registrar would know – a section, a day of the month – is made up by the test.
 */
export function replay(service: Service) {
  const people = new Map<string, Persona>();
  const as = (code: string): Persona => people.get(code)!;
  /** Lets it be noon of that day. */
  const on = (day: string): void => service.setNow(`${day}T11:00:00Z`);

  const person = async (code: string): Promise<void> => {
    const username = `person-${code
      .toLowerCase()
      .normalize('NFD')
      .replace(/[^a-z0-9]/g, '')}`;
    const body = { username, name: `Någon vid ${code}`, roles: ALL_ROLES };
    await done(service.as('admin').post(`/bodies/${code}/people`, body));
    const { accessToken } = await service.app.get(DemoIssuer).issue(username);
    people.set(code, personaOf(service.base, accessToken));
  };

  /** A body of the municipality, with somebody who works there; small enough to have no four eyes. */
  const body = async (code: string, name: string, fields: object = {}): Promise<string> => {
    if (people.has(code)) return code;
    const known = await service.as('admin').get(`/bodies/${code}`);
    if (known.status === 404)
      await done(
        service.as('admin').post('/bodies', { code, name, kind: 'board', fourEyes: false, ...fields }),
      );
    else await done(service.as('admin').patch(`/bodies/${code}`, { fourEyes: false }, ANY_VERSION));
    await person(code);
    return code;
  };

  const opened = (issuer: string, fields: object): Promise<Answer> =>
    done(as(issuer).post('/cases', { issuer, ...fields }));

  /** A referral that is drafted and sent at once, with what it says of itself read back. */
  const referred = async (issuer: string, caseId: string, fields: object): Promise<Answer> => {
    const draft = await done(as(issuer).post(`/cases/${caseId}/referrals`, fields));
    return done(as(issuer).post(`/referrals/${draft.id}/send`, {}, { ifMatch: draft.version }));
  };

  /** The consultation of one consultee, by code or name, as a body sees it. */
  const consultationOf = async (at: string, { caseId, id }: Answer, consultee: string): Promise<Answer> => {
    const page = await done(as(at).get(`/cases/${String(caseId)}/consultations?limit=100`));
    const found = (page['items'] as Answer[]).find((each) => each['consultee'] === consultee);
    if (!found) throw new Error(`${consultee} is not asked by ${id}`);
    return done(as(at).get(`/consultations/${found.id}`));
  };

  const step = (at: string, id: string, verb: string, fields: object = {}): Promise<Answer> =>
    done(as(at).post(`/consultations/${id}/${verb}`, fields, ANY_VERSION));

  const meets = (at: string, meeting: object): Promise<Answer> =>
    done(as(at).post(`/bodies/${at}/meetings`, meeting), 201, 409);

  /** Writes the statement and has it approved. */
  const approved = async (at: string, id: string, statement: object): Promise<void> => {
    await step(at, id, 'assign', { officer: `person-${at.toLowerCase()}` });
    await done(as(at).put(`/consultations/${id}/statement`, statement, ANY_VERSION));
    await step(at, id, 'submit');
    await step(at, id, 'approve');
  };

  /** Takes a consultation that is registered from its officer to its receiver. */
  const answered = async (at: string, id: string, reply: Reply): Promise<Answer> => {
    await approved(at, id, reply.statement);
    if (reply.byDelegation) await step(at, id, 'decide-by-delegation', reply.byDelegation);
    else {
      const { date } = reply.meeting!;
      await meets(at, reply.meeting!);
      await step(at, id, 'schedule', { meetingDate: date });
      on(date);
      await step(at, id, 'decide', { outcome: 'as-proposed', ...reply.decision });
    }
    on(reply.confirmedOn);
    const { confirmedOn, immediate } = reply;
    // What is decided by delegation has no minutes to be confirmed.
    if (!reply.byDelegation) await step(at, id, 'confirm', { confirmedOn, ...(immediate && { immediate }) });
    return step(at, id, 'forward');
  };

  const document = (at: string, title: string, kind = 'reply', fields: Record<string, string> = {}) =>
    done(as(at).upload({ title, kind, body: at, ...fields }, title));

  /** Somebody outside Yttra answers on paper. */
  const onPaper = async (
    issuer: string,
    id: string,
    reply: { receivedOn: string; stance: string } & object,
  ) => {
    const { id: documentId } = await document(issuer, 'Yttrande');
    return step(issuer, id, 'record-reply', { documentId, ...reply });
  };

  const compiled = (issuer: string, referral: Answer): Promise<Answer> =>
    done(as(issuer).get(`/referrals/${referral.id}/compilation`));

  /** What the audit trail of a case says, in sentences. */
  const told = async (at: string, caseId: string): Promise<string> => {
    const page = await done(as(at).get(`/cases/${caseId}/audit-trail?limit=100`));
    return (page['items'] as Answer[]).map(({ summary }) => String(summary)).join('\n');
  };

  /** The row of a number in a body's register. */
  const inRegister = async (at: string, number: string): Promise<Answer | undefined> => {
    const page = await done(as(at).get(`/bodies/${at}/register?limit=100`));
    return (page['items'] as Answer[]).find((row) => row['number'] === number);
  };

  /** Publishes a case, a referral or a statement, and reads it as anyone does. */
  const published = async (at: string, kind: string, id: string, terms: object = {}): Promise<Answer> => {
    const own = kind === 'statements' ? 'consultations' : kind;
    const entry = await done(
      as(at).post(`/${own}/${id}/publish`, { removeOn: REMOVE_ON, ...terms }, ANY_VERSION),
    );
    const { body: shown } = await (await everyone(service))(`/${kind}/${entry.id}`).expect(200);
    return shown as Answer;
  };

  return { as, on, body, opened, referred, consultationOf, step, meets, approved, answered, document, onPaper, compiled, told, inRegister, published }; // prettier-ignore
}
