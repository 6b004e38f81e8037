import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Caller } from '../changes/caller.js';
import type { Attempt, Change } from '../changes/change.js';
import { MakeChange } from '../changes/make-change.js';
import type { PageQuery } from '../lists/paging.dto.js';
import { ascending, list } from '../lists/list.js';
import { Where } from '../lists/where.js';
import { consulteeGroupIsVisible, scopeOf } from '../identity/visibility.js';
import { Invalid, NotFound, type InvalidValue } from '../rules/problem.js';
import { ConsulteeGroup } from './consultee-group.entity.js';
import { bodyExists } from './keep-calendar.js';
import type { ConsulteeGroupBody, ConsulteeGroupsPage, ConsulteeGroupView } from './consultee-groups.dto.js';
import { whenBroken } from './when-broken.js';
import { because } from './refusals.js';

const ONE_OF_A_NAME = 'consultee_groups_name_taken';

const GROUP = 'id, body_code AS body, name, consultees, version';

/** Consultees that a body asks together; for the body's own staff. */
@Injectable()
export class KeepConsulteeGroups {
  constructor(
    private readonly dataSource: DataSource,
    private readonly makeChange: MakeChange,
  ) {}

  async list(caller: Caller, body: string, query: PageQuery): Promise<ConsulteeGroupsPage> {
    await bodyExists(this.dataSource, body);
    const where = new Where(scopeOf(caller.actor), consulteeGroupIsVisible('consultee_groups'));
    where.and((code) => `body_code = ${code}`, body);
    return list<ConsulteeGroupView>(this.dataSource, query, {
      called: `consultee groups of ${body}`,
      select: GROUP,
      from: 'consultee_groups',
      where,
      order: ascending(['name COLLATE sv_numbers', 'text']),
    });
  }

  async one(caller: Caller, body: string, id: string): Promise<ConsulteeGroupView> {
    const [row]: ConsulteeGroupView[] = await this.dataSource.query(
      `SELECT ${GROUP} FROM consultee_groups WHERE id = $3 AND body_code = $4 AND ${consulteeGroupIsVisible('consultee_groups')}
         AND $2::text[] IS NOT NULL`,
      [...scopeOf(caller.actor), id, body],
    );
    if (!row) throw new NotFound();
    return row;
  }

  async add(
    caller: Caller,
    body: string,
    { name, consultees }: ConsulteeGroupBody,
  ): Promise<ConsulteeGroupView> {
    return this.makeChange.make(caller, async (attempt) => {
      await bodyExists(attempt.tx, body);
      const change = await attempt.permit('consultee-group.manage', { body });
      const group = Object.assign(new ConsulteeGroup(), { bodyCode: body, name, consultees });
      await check(change.tx, group);
      const occasion = { verb: 'add', objectType: 'consultee-group', body };
      await whenBroken(ONE_OF_A_NAME, because.groupNameTaken, () =>
        change.insert(ConsulteeGroup, group, occasion),
      );
      return groupView(group);
    });
  }

  async replace(
    caller: Caller,
    body: string,
    id: string,
    to: ConsulteeGroupBody,
  ): Promise<ConsulteeGroupView> {
    return this.makeChange.make(caller, async (attempt) => {
      const { group, change } = await lockGroup(attempt, body, id);
      Object.assign(group, { name: to.name, consultees: to.consultees });
      await check(change.tx, group);
      const occasion = { verb: 'edit', objectType: 'consultee-group', body };
      await whenBroken(ONE_OF_A_NAME, because.groupNameTaken, () =>
        change.save(ConsulteeGroup, group, occasion),
      );
      return groupView(group);
    });
  }

  async remove(caller: Caller, body: string, id: string): Promise<void> {
    await this.makeChange.make(caller, async (attempt) => {
      const { group, change } = await lockGroup(attempt, body, id);
      await change.delete(ConsulteeGroup, group, { verb: 'remove', objectType: 'consultee-group', body });
      return null;
    });
  }
}

async function lockGroup(
  attempt: Attempt,
  body: string,
  id: string,
): Promise<{ group: ConsulteeGroup; change: Change }> {
  const group = await attempt.lock(ConsulteeGroup, id, consulteeGroupIsVisible);
  if (group.bodyCode !== body) throw new NotFound();
  const change = await attempt.permit('consultee-group.manage', { body }, group.version);
  return { group, change };
}

async function check(tx: EntityManager, { consultees }: ConsulteeGroup): Promise<void> {
  const named = consultees.flatMap(({ body }) => body ?? []);
  const known: { code: string }[] = await tx.query('SELECT code FROM bodies WHERE code = ANY($1)', [named]);
  const problems = consultees.flatMap((consultee, index): InvalidValue[] => {
    if (consultee.body === undefined) {
      return consultee.name === undefined ? [{ pointer: `/consultees/${index}`, ...because.consultee }] : [];
    }
    if (known.some(({ code }) => code === consultee.body)) return [];
    return [{ pointer: `/consultees/${index}/body`, ...because.unknownBody }];
  });
  const [first, ...rest] = problems;
  if (first) throw new Invalid(first, ...rest);
}

const groupView = ({ id, bodyCode, name, consultees, version }: ConsulteeGroup): ConsulteeGroupView => ({
  id,
  body: bodyCode,
  name,
  consultees: consultees.map((consultee) => ({ ...consultee })),
  version,
});
