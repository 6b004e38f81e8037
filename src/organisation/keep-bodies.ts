import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Caller } from '../changes/caller.js';
import type { Refusal } from '../rules/refusals.js';
import { MakeChange } from '../changes/make-change.js';
import { ascending, list } from '../http/list.js';
import { likePattern, Where } from '../http/where.js';
import { scopeOf } from '../identity/visibility.js';
import { authorize } from '../rules/policy.js';
import { Invalid, NotFound } from '../rules/problem.js';
import { Body } from './body.entity.js';
import { isCaseNumberTemplate } from './case-number.js';
import type {
  AddBodyBody,
  BodiesPage,
  BodiesQuery,
  BodyFields,
  BodyView,
  CaseNumberSeriesBody,
  EditBodyBody,
} from './organisation.dto.js';
import { continueSeries } from './register.js';
import { TellThoseConcerned } from './tell-those-concerned.js';
import { whenBroken } from './when-broken.js';
import { because } from './refusals.js';

/** Everyone signed in may see which bodies there are. */
export const bodyIsVisible = (): string => 'true';

const BODY = `code, name, kind, part_of AS "partOf", register_kept_by AS "registerKeptBy",
    case_number_template AS "caseNumberTemplate", (
      SELECT json_build_object('year', year, 'lastNumber', last_number) FROM case_number_series
      WHERE register_code = code ORDER BY year DESC LIMIT 1
    ) AS "caseNumberSeries", email, notice_emails AS "noticeEmails",
    lead_times AS "leadTimes", four_eyes AS "fourEyes", active, version`;

/** What a body does not decide by itself: what it is in the municipality, and who keeps its register. */
const MUNICIPAL: readonly (keyof Body)[] = ['kind', 'partOf', 'registerKeptBy', 'active'];

/** What its staff are told of: where its register is kept, where its mail goes, whether one may do what is two people's. */
const TOLD: readonly (keyof Body)[] = ['registerKeptBy', 'email', 'noticeEmails', 'fourEyes', 'active'];

/** The register of bodies. */
@Injectable()
export class KeepBodies {
  constructor(
    private readonly dataSource: DataSource,
    private readonly makeChange: MakeChange,
    private readonly tellThoseConcerned: TellThoseConcerned,
  ) {}

  async list(caller: Caller, query: BodiesQuery): Promise<BodiesPage> {
    const where = new Where(scopeOf(caller.actor), bodyIsVisible());
    if (query.kind) where.and((kind) => `kind = ${kind}`, query.kind);
    if (query.q) where.and((part) => `lower(name || ' ' || code) LIKE ${part}`, likePattern(query.q));
    return list<BodyView>(this.dataSource, query, {
      select: BODY,
      from: 'bodies',
      where,
      order: ascending(['name COLLATE "sv-SE-x-icu"', 'text'], ['code', 'text']),
    });
  }

  async one(code: string): Promise<BodyView> {
    return readBody(this.dataSource, code);
  }

  async add(caller: Caller, { reason: _reason, code, ...fields }: AddBodyBody): Promise<BodyView> {
    return this.makeChange.make(caller, async (attempt) => {
      const change = await attempt.permit('body.add', {});
      await checkBody(change.tx, code, fields);
      const body = withFields(Object.assign(new Body(), { code }), fields);
      const occasion = { verb: 'add', objectType: 'body', body: code };
      await whenBroken('bodies_pkey', because.bodyCodeTaken, () => change.insert(Body, body, occasion));
      return readBody(change.tx, code);
    });
  }

  async edit(
    caller: Caller,
    code: string,
    { reason: _reason, caseNumberSeries, ...fields }: EditBodyBody,
  ): Promise<BodyView> {
    return this.makeChange.make(caller, async (attempt) => {
      const body = await attempt.lock(Body, code, bodyIsVisible);
      const change = await attempt.permit('body.manage', { body: code }, body.version);
      const before = { ...body };
      withFields(body, fields);
      const changed = (Object.keys(before) as (keyof Body)[]).filter(
        (field) => JSON.stringify(before[field]) !== JSON.stringify(body[field]),
      );
      if (changed.some((field) => MUNICIPAL.includes(field)))
        authorize(caller.actor, 'body.arrange', { body: code });
      await checkBody(change.tx, code, fields);
      if (changed.some((field) => TOLD.includes(field))) {
        const keepers = [before.registerKeptBy, body.registerKeptBy].filter((keeper) => keeper !== null);
        const concerned = changed.includes('registerKeptBy') ? [code, ...keepers] : [code];
        await this.tellThoseConcerned.bodies(change, 'body-settings-changed', concerned);
      }
      const occasion = { verb: 'edit', objectType: 'body', body: code };
      await change.save(Body, body, occasion, await seriesOf(change.tx, body, caseNumberSeries));
      return readBody(change.tx, code);
    });
  }
}

async function readBody(database: DataSource | EntityManager, code: string): Promise<BodyView> {
  const [row]: BodyView[] = await database.query(`SELECT ${BODY} FROM bodies WHERE code = $1`, [code]);
  if (!row) throw new NotFound();
  return row;
}

/** What the audit trail says of a series that goes on elsewhere, when it does. */
async function seriesOf(
  tx: EntityManager,
  body: Body,
  series: CaseNumberSeriesBody | undefined,
): Promise<{ before?: object; after?: object }> {
  if (!series) return {};
  const before = await continueSeries(tx, body, series);
  return { before: { caseNumberSeries: before }, after: { caseNumberSeries: series } };
}

/** What is left out stays; also of the lead times. */
function withFields(body: Body, { leadTimes, ...fields }: BodyFields): Body {
  return Object.assign(body, given(fields), { leadTimes: { ...body.leadTimes, ...given(leadTimes ?? {}) } });
}

const given = (fields: object): object =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

/** @throws Invalid naming every field that cannot stand. */
async function checkBody(tx: EntityManager, code: string, fields: BodyFields): Promise<void> {
  const { caseNumberTemplate, registerKeptBy, partOf } = fields;
  const named = [registerKeptBy, partOf].filter((other) => other != null);
  const known: Known[] = await tx.query(
    'SELECT code, register_kept_by IS NOT NULL AS "keptElsewhere" FROM bodies WHERE code = ANY($1)',
    [named],
  );
  const wrong = (pointer: string, rule: Refusal | false | undefined) => (rule ? [{ pointer, ...rule }] : []);
  const [first, ...rest] = [
    ...wrong('/caseNumberTemplate', caseNumberTemplate !== undefined && templateRule(caseNumberTemplate)),
    ...wrong(
      '/registerKeptBy',
      otherBodyRule(registerKeptBy, code, known) ?? keeperRule(registerKeptBy, known),
    ),
    ...wrong('/partOf', otherBodyRule(partOf, code, known)),
  ];
  if (first) throw new Invalid(first, ...rest);
}

interface Known {
  readonly code: string;
  readonly keptElsewhere: boolean;
}

function templateRule(template: string): Refusal | undefined {
  if (isCaseNumberTemplate(template)) return undefined;
  return because.caseNumberTemplate;
}

function otherBodyRule(
  named: string | null | undefined,
  itself: string,
  known: readonly Known[],
): Refusal | undefined {
  if (named == null) return undefined;
  if (named === itself) return because.sameBody;
  if (known.some(({ code }) => code === named)) return undefined;
  return because.unknownBody;
}

/** A register is kept in one place: who keeps another's keeps their own. */
function keeperRule(keeper: string | null | undefined, known: readonly Known[]): Refusal | undefined {
  if (!known.some(({ code, keptElsewhere }) => code === keeper && keptElsewhere)) return undefined;
  return because.registerKeptElsewhere;
}
