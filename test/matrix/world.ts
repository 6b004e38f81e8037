import { randomUUID } from 'node:crypto';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll } from '@jest/globals';
import { actingAsTheService } from '../../src/database/acting.js';
import { SayReminders } from '../../src/deadlines/reminders/say-reminders.js';
import { NOW } from '../support/given.js';
import { once } from '../support/once.js';
import { startService, type Service } from '../support/service.js';
import { until } from '../support/until.js';
import { Ask } from './ask.js';
import { buildBelongings } from './belongings.js';
import { credentials } from './credentials.js';
import { findThings } from './find-things.js';
import { nameOf, viewOfKind, type Kind, type Thing } from './kinds.js';
import { Marks, type Mark } from './marks.js';
import { people } from './people.js';
import type { Persona } from './personas.js';
import { buildPublications } from './publications.js';
import { buildQuietCases } from './quiet-cases.js';
import { mayKnow } from './sight.js';
import { buildMatters } from './matters.js';

/** A municipality with records in every situation that the tables name, and everyone who may ask for them. */
export interface World {
  readonly service: Service;
  readonly ask: Ask;
  readonly marks: Marks;
  readonly things: readonly Thing[];
  /** One record for each situation of a kind. */
  each(kind: Kind): Thing[];
  /** The names of what the tables say that a persona sees of a kind; of all there is, or of some. */
  seenBy(persona: Persona, kind: Kind, some?: (thing: Thing) => boolean): string[];
  stop(): Promise<void>;
}

const REMEMBERED_SECONDS = 1;
const SETTINGS = {
  IDENTITY_CACHE_SECONDS: String(REMEMBERED_SECONDS),
  REMINDER_SWEEP_SECONDS: '86400',
};

/** What was built, in a form that another process can read. */
interface Built {
  readonly database: string;
  readonly documents: string;
  readonly things: readonly Thing[];
  readonly marks: Mark[];
  readonly tokens: readonly (readonly [persona: string, token: string | null])[];
}

/** The world that all tests of a file share; filled in before the first of them. */
export function sharedWorld(): World {
  const world = {} as World;
  beforeAll(async () => void Object.assign(world, await buildWorld()));
  afterAll(() => world.stop());
  return world;
}

/**
 * A copy of the world. The first who asks builds it through the API, as the personas would; that takes some seconds,
 * and every file of a run needs it.
 */
async function buildWorld(): Promise<World> {
  const built = await once('world', build);
  const documents = `${built.documents}-${randomUUID()}`;
  await cp(built.documents, documents, { recursive: true });
  // All is delivered and said: what looks after that would only come between those who compare.
  const service = await startService(
    { ...SETTINGS, ROLE: 'api', DOCUMENTS_DIRECTORY: documents },
    built.database,
  );
  service.setNow(NOW);
  const { things } = built;
  const marks = new Marks(built.marks);
  const tokens = new Map(built.tokens.map(([persona, token]) => [persona, token ?? undefined]));
  const ask = new Ask(service.base, tokens, marks);
  return {
    service,
    ask,
    marks,
    things,
    each: (kind) => [
      ...new Map(
        things.filter((thing) => thing.kind === kind).map((thing) => [thing.situation, thing]),
      ).values(),
    ],
    seenBy: (persona, kind, some = () => true) => {
      const seen = things.filter(
        (thing) => thing.kind === kind && some(thing) && mayKnow(persona, viewOfKind[kind], thing),
      );
      return [...new Set(seen.map(nameOf))].sort();
    },
    stop: async () => {
      ask.close();
      await service.stop();
    },
  };
}

async function build(): Promise<Built> {
  const documents = join(process.env['YTTRA_TEST_FOLDER']!, 'world');
  const service = await startService({ ...SETTINGS, DOCUMENTS_DIRECTORY: documents });
  service.setNow(NOW);
  const staff = await people(service);
  const tokens = await credentials(service, staff.usernames);
  const asker = staff.as(tokens);
  const marks = new Marks();
  const matters = await buildMatters(asker, marks);
  const quietCases = await buildQuietCases(asker, marks);
  const belongings = await buildBelongings(asker, marks);
  const publications = await buildPublications(asker, matters.things);
  await staff.change(asker);
  await withoutSecretary(service, () =>
    actingAsTheService(() => service.app.get(SayReminders).say(new Date('2026-12-01T11:00:00Z'))),
  );
  await delivered(service);
  await service.database.query(
    "UPDATE deliveries SET state = 'failed', last_error = 'Ingen tog emot' WHERE channel = 'manual'",
  );
  await archived(service, matters.things);
  await sentForSignature(service);
  await pause(REMEMBERED_SECONDS * 1000);
  const found = await findThings(service.database, matters.marked);
  await service.app.close();
  return {
    database: new URL(service.databaseUrl).pathname.slice(1),
    documents,
    things: [...matters.things, ...quietCases, ...belongings, ...publications, ...found],
    marks: marks.all,
    tokens: [...tokens].map(([persona, token]) => [persona, token ?? null]),
  };
}

/** What a role that nobody has at TSN is reminded of comes to the body. */
async function withoutSecretary({ database }: Service, remind: () => Promise<unknown>): Promise<void> {
  const gone: [{ username: string }[], number] = await database.query(
    "DELETE FROM roles WHERE body_code = 'TSN' AND role = 'secretary' RETURNING username",
  );
  await remind();
  await database.query(
    "INSERT INTO roles (username, body_code, role) SELECT username, 'TSN', 'secretary' FROM unnest($1::text[]) AS username",
    [gone[0].map(({ username }) => username)],
  );
}

/** A request for each statement that was dispatched; nobody has papers signed here. */
async function sentForSignature({ database }: Service): Promise<void> {
  await database.query(
    `INSERT INTO signature_requests (id, consultation_id, paper, state, signers, in_order, last_day, asked_by, text_hash,
       frozen_at, sha256, byte_size, file_name, due_at, ended_at)
     SELECT gen_random_uuid(), consultation_id, 'statement', 'refused', '[]', false, '2026-11-16', 'tsn-sekreterare', '',
       frozen_at, kept.sha256, byte_size, file_name, NULL, now()
     FROM dispatch_papers kept JOIN dispatches ON dispatches.id = dispatch_id WHERE frozen_at IS NOT NULL`,
  );
}

/** A decision to dispose for each body, after so long that nothing is; and packages of cases that go on all the same, which are not written by the service then: each holds a document of its case. */
async function archived({ database }: Service, things: readonly Thing[]): Promise<void> {
  await database.query(
    "INSERT INTO retention_rules SELECT code, 'attachment', 100, true, 'KF § 1', 'admin' FROM bodies",
  );
  for (const situation of ['KS, sent, none registered', 'KS, confidential']) {
    const its = things.find((thing) => thing.kind === 'case' && thing.situation === situation);
    await database.query(
      `INSERT INTO archive_packages (id, case_id, requested_by, written_at, sha256, byte_size, files, file_name)
       SELECT gen_random_uuid(), referrals.case_id, 'ks-registrator', now(), documents.sha256, documents.byte_size, 1, 'Paket.tar'
       FROM referrals JOIN referral_documents packet ON packet.referral_id = referrals.id
       JOIN documents ON documents.id = packet.document_id WHERE referrals.case_id = $1 LIMIT 1`,
      [nameOf(its!)],
    );
  }
  const received = things.find(
    (thing) => thing.kind === 'consultation' && thing.situation === 'TSN received',
  );
  await database.query(
    `INSERT INTO archive_packages (id, consultation_id, requested_by, written_at, sha256, byte_size, files, file_name)
     SELECT gen_random_uuid(), $1, 'tsn-registrator', now(), sha256, byte_size, files, file_name FROM archive_packages LIMIT 1`,
    [nameOf(received!)],
  );
}

/** What is in the background has been done: nothing comes into an inbox any more. */
async function delivered({ database }: Service): Promise<void> {
  await until(
    () =>
      database.query(
        "SELECT id FROM deliveries WHERE state IN ('pending', 'delivering') AND channel <> 'manual'",
      ),
    (left: object[]) => left.length === 0,
  );
}
