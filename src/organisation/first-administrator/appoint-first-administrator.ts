import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditTrail } from '../../audit/audit-trail.js';
import { Clock } from '../../config/clock.js';
import { NotFound } from '../../rules/problem.js';
import { readPerson } from '../keep-people.js';
import type { PersonView } from '../people.dto.js';
import type { FirstAdministratorBody } from './first-administrator.dto.js';
import { ADMINISTERED, hashOfCode } from './first-administrator-link.js';

/** Nobody's username has a colon. */
const ACTOR = 'link:first-administrator';

@Injectable()
export class AppointFirstAdministrator {
  constructor(
    private readonly dataSource: DataSource,
    private readonly auditTrail: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /**
   * Makes them administrator of their body and of the municipality. Once, in one transaction: the link's row is locked by its use, so that of two at once the second finds it
   * used.
   *
   * @throws NotFound for a code that is wrong, used or too old, and where there is an administrator: nobody
   *   learns which.
   */
  async appoint(request: FirstAdministratorBody, requestId: string): Promise<PersonView> {
    const { token, username, body } = request;
    return this.dataSource.transaction(async (tx) => {
      await useLink(tx, hashOfCode(token.trim()), this.clock.now());
      const events = [
        ...(await addBody(tx, request)),
        ...(await addPerson(tx, request)),
        {
          verb: 'appoint',
          objectType: 'person',
          objectId: username,
          after: { roles: ['administrator'], municipalAdministrator: true },
        },
      ];
      await tx.query(
        "INSERT INTO roles (username, body_code, role) VALUES ($1, $2, 'administrator') ON CONFLICT DO NOTHING",
        [username, body.code],
      );
      await tx.query('UPDATE people SET municipal_administrator = true WHERE username = $1', [username]);
      for (const event of events)
        await this.auditTrail.remember(tx, { actor: ACTOR, body: body.code, requestId, ...event });
      return readPerson(tx, username, body.code);
    });
  }
}

/** @throws NotFound */
async function useLink(tx: EntityManager, hash: string, now: Date): Promise<void> {
  const [used]: [object[], number] = await tx.query(
    `UPDATE first_administrator_links SET used_at = $2
     WHERE token_sha256 = $1 AND used_at IS NULL AND expires_at > $2 AND NOT ${ADMINISTERED} RETURNING only_one`,
    [hash, now],
  );
  if (used.length === 0) throw new NotFound();
}

type Event = Pick<Parameters<AuditTrail['remember']>[1], 'verb' | 'objectType' | 'objectId' | 'after'>;

async function addBody(tx: EntityManager, { body }: FirstAdministratorBody): Promise<Event[]> {
  const { code, name, kind } = body;
  const added: object[] = await tx.query(
    'INSERT INTO bodies (code, name, kind) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING RETURNING code',
    [code, name, kind],
  );
  return added.map(() => ({ verb: 'add', objectType: 'body', objectId: code, after: { name, kind } }));
}

/** Someone known stays who they are, and may sign in again. */
async function addPerson(tx: EntityManager, { username, name }: FirstAdministratorBody): Promise<Event[]> {
  const [person]: { added: boolean }[] = await tx.query(
    `INSERT INTO people (username, name) VALUES ($1, $2)
     ON CONFLICT (username) DO UPDATE SET active = true, version = people.version + 1
     RETURNING xmax = 0 AS added`,
    [username, name],
  );
  return person?.added ? [{ verb: 'add', objectType: 'person', objectId: username, after: { name } }] : [];
}
