import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Caller } from '../http/caller.js';
import { MakeChange } from '../http/make-change.js';
import { decodeCursor, pageOf } from '../http/paging.js';
import { likePattern, Where } from '../http/where.js';
import { scopeOf } from '../identity/visibility.js';
import { Conflict, Invalid, NotFound, type InvalidValue } from '../rules/problem.js';
import { Body } from './body.entity.js';
import { isCaseNumberTemplate } from './case-number.js';
import type { AddBodyBody, BodiesPage, BodiesQuery, BodyView, EditBodyBody } from './organisation.dto.js';

/** Everyone signed in may see which bodies there are. */
export const bodyIsVisible = (): string => 'true';

const BODY = `SELECT code, name, kind, part_of AS "partOf", register_kept_by AS "registerKeptBy",
    case_number_template AS "caseNumberTemplate", email, active, version FROM bodies`;

/** The register of bodies. */
@Injectable()
export class KeepBodies {
  constructor(
    private readonly dataSource: DataSource,
    private readonly makeChange: MakeChange,
  ) {}

  async list(caller: Caller, query: BodiesQuery): Promise<BodiesPage> {
    const where = new Where(scopeOf(caller.actor), bodyIsVisible());
    if (query.kind) where.and((kind) => `kind = ${kind}`, query.kind);
    if (query.q) where.and((part) => `lower(name || ' ' || code) LIKE ${part}`, likePattern(query.q));
    const total = query.count ? await where.count(this.dataSource, 'bodies') : undefined;
    if (query.cursor) {
      const key = decodeCursor(query.cursor, 2);
      where.and((name, code) => `(name COLLATE "sv-SE-x-icu", code) > (${name}, ${code})`, ...key);
    }
    const rows: BodyView[] = await this.dataSource.query(
      `${BODY} WHERE ${where.sql} ORDER BY name COLLATE "sv-SE-x-icu", code ${where.page(query)}`,
      where.values,
    );
    return pageOf(
      query,
      rows,
      (row) => row,
      ({ name, code }) => [name, code],
      total,
    );
  }

  async one(code: string): Promise<BodyView> {
    return readBody(this.dataSource, code);
  }

  async add(caller: Caller, { reason: _reason, code, ...fields }: AddBodyBody): Promise<BodyView> {
    return this.makeChange.make(caller, async (change) => {
      await change.permit('body.manage', {});
      await checkBody(change.tx, { name: '', kind: 'board', ...fields });
      if (fields.name === undefined || fields.kind === undefined) throw required(fields);
      const known: object[] = await change.tx.query('SELECT FROM bodies WHERE code = $1', [code]);
      if (known.length > 0) throw codeTaken();
      const body = Object.assign(new Body(), { code }, given(fields));
      await change.insert(Body, body, { verb: 'add', objectType: 'body', body: code });
      return readBody(change.tx, code);
    });
  }

  async edit(caller: Caller, code: string, { reason: _reason, ...fields }: EditBodyBody): Promise<BodyView> {
    return this.makeChange.make(caller, async (change) => {
      const body = await change.lock(Body, code, bodyIsVisible);
      await change.permit('body.manage', { body: code }, body.version);
      await checkBody(change.tx, fields);
      Object.assign(body, given(fields));
      await change.save(Body, body, { verb: 'edit', objectType: 'body', body: code });
      return readBody(change.tx, code);
    });
  }
}

async function readBody(database: DataSource | EntityManager, code: string): Promise<BodyView> {
  const [row]: BodyView[] = await database.query(`${BODY} WHERE code = $1`, [code]);
  if (!row) throw new NotFound();
  return row;
}

const given = (fields: EditBodyBody): object =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

async function checkBody(tx: EntityManager, fields: EditBodyBody): Promise<void> {
  const named = [fields.registerKeptBy, fields.partOf].filter((code) => typeof code === 'string');
  const known: { code: string }[] =
    named.length > 0 ? await tx.query('SELECT code FROM bodies WHERE code = ANY($1)', [named]) : [];
  const problems = (['registerKeptBy', 'partOf'] as const).flatMap((field): InvalidValue[] => {
    const code = fields[field];
    if (code == null || known.some((body) => body.code === code)) return [];
    const detail = { sv: 'Det finns inget sådant organ.', en: 'There is no such body.' };
    return [{ pointer: `/${field}`, code: 'unknown-body', detail }];
  });
  if (fields.caseNumberTemplate !== undefined && !isCaseNumberTemplate(fields.caseNumberTemplate)) {
    problems.push({
      pointer: '/caseNumberTemplate',
      code: 'case-number-template',
      detail: {
        sv: 'Mallen måste ha år ({year} eller {yy}) och löpnummer ({n}).',
        en: 'The template must hold a year ({year} or {yy}) and a running number ({n}).',
      },
    });
  }
  const [first, ...rest] = problems;
  if (first) throw new Invalid(first, ...rest);
}

function required(fields: EditBodyBody): Invalid {
  const field = fields.name === undefined ? 'name' : 'kind';
  return new Invalid({
    pointer: `/${field}`,
    code: 'required',
    detail: { sv: 'Måste anges.', en: 'Must be given.' },
  });
}

function codeTaken(): Conflict {
  return new Conflict({
    code: 'body-code-taken',
    detail: { sv: 'Koden är upptagen.', en: 'The code is taken.' },
  });
}
