import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Caller } from '../changes/caller.js';
import type { Change } from '../changes/change.js';
import { warningsView } from '../changes/warnings-view.js';
import type { Refusal } from '../rules/refusals.js';
import { MakeChange } from '../changes/make-change.js';
import { ascending, list } from '../lists/list.js';
import { likePattern, Where } from '../lists/where.js';
import { scopeOf } from '../identity/visibility.js';
import { authorize } from '../rules/policy.js';
import { Invalid, NotFound, type Reason } from '../rules/problem.js';
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
} from './bodies.dto.js';
import { continueSeries } from './register.js';
import { keepEarlierName } from './rename.js';
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
    lead_times AS "leadTimes", four_eyes AS "fourEyes", reported_routes AS "reportedRoutes", active, exists_from AS "from", exists_to AS "to", successor, end_refused_on AS "endRefusedOn",
    coalesce((SELECT json_agg(json_build_object('name', earlier.name,
        'until', (earlier.until AT TIME ZONE 'Europe/Stockholm')::date) ORDER BY earlier.until DESC)
      FROM earlier_body_names earlier WHERE earlier.body_code = code), '[]') AS "earlierNames", version`;

/** What a body does not decide by itself: what it is in the municipality, and who keeps its register. */
const MUNICIPAL: readonly (keyof Body)[] = [
  'kind',
  'partOf',
  'registerKeptBy',
  'active',
  'from',
  'to',
  'successor',
  'endPlannedBy',
];

/** What its staff are told of: where its register is kept, where its mail goes, whether one may do what is two people's. */
const TOLD: readonly (keyof Body)[] = ['registerKeptBy', 'email', 'noticeEmails', 'fourEyes', 'active'];

/** What becomes of a body's matters when it is wound up, or that is undone; answers with what is to be said of it. */
export type Arranging = (change: Change, body: Body, before: Body) => Promise<readonly Reason[]>;

/** What the matters of a body depend on. */
const ARRANGED: readonly (keyof Body)[] = ['active', 'successor', 'registerKeptBy'];

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
      called: 'bodies',
      select: BODY,
      from: 'bodies',
      where,
      order: ascending(['name COLLATE sv_numbers', 'text'], ['code', 'text']),
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
    { reason: _reason, caseNumberSeries, nameFrom, nameIsCorrected, ...fields }: EditBodyBody,
    arrange: Arranging,
  ): Promise<BodyView> {
    return this.makeChange.make(caller, async (attempt) => {
      if (fields.active !== undefined || fields.successor !== undefined)
        await lockWithSuccessor(attempt.tx, code, fields.successor);
      const body = await attempt.lock(Body, code, bodyIsVisible);
      const change = await attempt.permit('body.manage', { body: code }, body.version);
      const before = { ...body };
      withFields(body, fields);
      putAnEnd(body, before, fields, change);
      const changed = (Object.keys(before) as (keyof Body)[]).filter(
        (field) => JSON.stringify(before[field]) !== JSON.stringify(body[field]),
      );
      if (changed.some((field) => MUNICIPAL.includes(field)))
        authorize(caller.actor, 'body.arrange', { body: code });
      await checkBody(change.tx, code, fields);
      const was = changed.includes('name') ? before.name : null;
      const renamed = await keepEarlierName(change, 'body', code, was, { nameFrom, nameIsCorrected });
      if (changed.some((field) => TOLD.includes(field))) {
        const keepers = [before.registerKeptBy, body.registerKeptBy].filter((keeper) => keeper !== null);
        const concerned = [
          code,
          ...(changed.includes('registerKeptBy') ? keepers : []),
          ...(body.successor === null || before.successor === body.successor ? [] : [body.successor]),
        ];
        await this.tellThoseConcerned.bodies(change, 'body-settings-changed', concerned);
      }
      const isArranged =
        changed.some((field) => ARRANGED.includes(field)) || (isPlanned(body) && changed.includes('to'));
      const warnings = isArranged ? await arrange(change, body, before) : [];
      const occasion = { verb: 'edit', objectType: 'body', body: code };
      const series = await seriesOf(change.tx, body, caseNumberSeries);
      await change.save(Body, body, occasion, { ...series, after: { ...series.after, ...renamed } });
      if (changed.includes('active') || changed.includes('successor')) await followSuccessors(change.tx);
      return { ...(await readBody(change.tx, code)), ...warningsView(warnings, caller) };
    });
  }
}

/**
 * Windings-up go one at a time, so that nobody takes over who is being wound up, and who follows whom is written by one
 * alone. Both bodies are locked in the order that whoever asks several locks them in, so that nobody is asked meanwhile
 * and neither waits for the other.
 */
async function lockWithSuccessor(
  tx: EntityManager,
  code: string,
  successor: string | undefined,
): Promise<void> {
  await tx.query("SELECT pg_advisory_xact_lock(hashtextextended('winding up', 0))");
  await tx.query(
    `SELECT FROM bodies WHERE code IN ($1, coalesce($2, (SELECT successor FROM bodies WHERE code = $1)))
     ORDER BY code FOR NO KEY UPDATE`,
    [code, successor ?? null],
  );
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

/** Whoever took over from a body also did from those that it had taken over from. */
async function followSuccessors(tx: EntityManager): Promise<void> {
  await tx.query('DELETE FROM body_heirs');
  await tx.query(
    `INSERT INTO body_heirs
     WITH RECURSIVE heirs AS (
       SELECT code, successor FROM bodies WHERE NOT active AND successor IS NOT NULL
       UNION
       SELECT heirs.code, next.successor FROM heirs JOIN bodies next ON next.code = heirs.successor
       WHERE NOT next.active AND next.successor IS NOT NULL
     ) SELECT code, successor FROM heirs WHERE code <> successor`,
  );
}

/** It is there until a day that somebody has decided on. */
export const isPlanned = ({ active, to }: Pick<Body, 'active' | 'to'>): boolean => active && to !== null;

/** Longer ahead nobody knows how the municipality will be organised. */
const YEARS_AHEAD = 2;

/**
 * A body that is wound up has its last day, today's unless another is given; one of which that is to come stays until
 * then. One that is there again, or is to stay, has none.
 *
 * @throws Invalid
 */
function putAnEnd(
  body: Body,
  before: Body,
  fields: Pick<EditBodyBody, 'active' | 'to' | 'successor'>,
  { today, caller }: Pick<Change, 'today' | 'caller'>,
): void {
  const { active, to, successor } = fields;
  if (active === undefined && to === undefined && successor === undefined) return;
  const isWoundUp = before.active && !body.active;
  if (isWoundUp) body.to ??= today;
  if (isWoundUp && body.to !== null && body.to > today) {
    Object.assign(body, { active: true, endPlannedBy: caller.actor.username, endRefusedOn: null });
  } else if (isWoundUp) {
    Object.assign(body, { endPlannedBy: null, endRefusedOn: null });
  } else if (active === true) {
    const none = { to: null, successor: null, endPlannedBy: null, endRefusedOn: null };
    Object.assign(body, none, given({ to, successor }));
  }
  const isAhead = isPlanned(body) && body.endPlannedBy !== null && body.to! > today;
  const wrong = (['to', 'successor'] as const).find((field) => body.active && body[field] !== null);
  if (wrong && !isAhead) throw new Invalid({ pointer: `/${wrong}`, ...because.notWoundUp });
  if (body.to === null) return;
  const latest = `${Number(today.slice(0, 4)) + YEARS_AHEAD}${today.slice(4)}`;
  if (body.to > (body.active ? latest : today))
    throw new Invalid({ pointer: '/to', ...because.endsLater(latest) });
  if (body.from !== null && body.to < body.from) throw new Invalid({ pointer: '/to', ...because.beforeFrom });
}

const given = (fields: object): object =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

/** @throws Invalid naming every field that cannot stand. */
async function checkBody(
  tx: EntityManager,
  code: string,
  fields: BodyFields & Pick<EditBodyBody, 'successor'>,
): Promise<void> {
  const { caseNumberTemplate, registerKeptBy, partOf, successor } = fields;
  const named = [registerKeptBy, partOf, successor].filter((other) => other != null);
  const known: Known[] = await tx.query(
    'SELECT code, active, register_kept_by IS NOT NULL AS "keptElsewhere" FROM bodies WHERE code = ANY($1)',
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
    ...wrong('/successor', otherBodyRule(successor, code, known) ?? successorRule(successor, known)),
  ];
  if (first) throw new Invalid(first, ...rest);
}

interface Known {
  readonly code: string;
  readonly active: boolean;
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

function successorRule(successor: string | undefined, known: readonly Known[]): Refusal | undefined {
  return known.some(({ code, active }) => code === successor && !active) ? because.woundUp : undefined;
}

/** A register is kept in one place: who keeps another's keeps their own. */
function keeperRule(keeper: string | null | undefined, known: readonly Known[]): Refusal | undefined {
  if (!known.some(({ code, keptElsewhere }) => code === keeper && keptElsewhere)) return undefined;
  return because.registerKeptElsewhere;
}
