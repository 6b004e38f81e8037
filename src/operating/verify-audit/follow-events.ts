import type pg from 'pg';
import { caseLifecycle } from '../../rules/case-lifecycle.js';
import { consultationLifecycle } from '../../rules/consultation-lifecycle.js';
import { extensionLifecycle } from '../../rules/extension-lifecycle.js';
import { referralLifecycle } from '../../rules/referral-lifecycle.js';
import { fault, type Fault } from './fault.js';
import { rowsOf } from './rows-of.js';

interface Step {
  readonly from: readonly string[];
  readonly to: string;
}

interface Records {
  readonly table: string;
  readonly caseId: string;
  readonly steps: Readonly<Record<string, readonly Step[]>>;
}

/** The records whose every change is one event, with the table of the steps that their state can take. */
const RECORDS: Readonly<Record<string, Records>> = {
  case: { table: 'cases', caseId: 'record.id', steps: caseLifecycle },
  referral: { table: 'referrals', caseId: 'record.case_id', steps: referralLifecycle },
  consultation: { table: 'consultations', caseId: 'record.case_id', steps: consultationLifecycle },
  extension: {
    table: 'extensions',
    caseId: '(SELECT case_id FROM consultations WHERE consultations.id = record.consultation_id)',
    steps: Object.fromEntries(
      Object.entries(extensionLifecycle).map(([verb, steps]) => [`${verb}-extension`, steps]),
    ),
  },
};

const PAGE = 500;

/** An event with the record as it is now on it. */
interface Line {
  readonly id: string;
  readonly at: Date;
  readonly object_type: string;
  readonly object_id: string;
  readonly verb: string;
  readonly state: string | null;
  /** Null when the record is not there. */
  readonly state_now: string | null;
  readonly version_now: number | null;
  readonly events: number;
  readonly in_the_future: boolean;
}

/** Replays the events of each record against its lifecycle. */
export async function firstBadEvent(client: pg.Client): Promise<Fault | undefined> {
  let before: Line | undefined;
  for await (const line of rowsOf<Line>(client, EVENTS, PAGE)) {
    const wrong = wrongWith(line, before?.object_id === line.object_id ? before : undefined);
    if (wrong) return wrong;
    before = line;
  }
  return undefined;
}

function wrongWith(line: Line, before: Line | undefined): Fault | undefined {
  const { id, verb, object_type, object_id } = line;
  const found = (kind: Fault['kind'], wrong: string): Fault =>
    fault(kind, id, `Händelse ${id} (${verb}, ${object_type} ${object_id}): ${wrong}`);
  if (line.in_the_future)
    return found('time-impossible', `har en tid som inte har kommit, ${line.at.toISOString()}.`);
  if (line.state_now === null) return found('record-altered', 'handlar om något som inte finns.');
  if (before && line.at < before.at)
    return found('time-impossible', `har en tidigare tid än händelse ${before.id} före den.`);
  if (!before && line.events !== line.version_now) {
    return found(
      line.events < line.version_now! ? 'event-missing' : 'event-added',
      `är den första av ${line.events}, men posten har ändrats ${line.version_now} gånger: en händelse saknas eller är tillagd.`,
    );
  }
  if (before && !leadsTo(line, before.state))
    return found('step-impossible', `leder inte från ”${before.state}” till ”${line.state}”.`);
  return undefined;
}

function leadsTo({ object_type, verb, state }: Line, from: string | null): boolean {
  const steps = RECORDS[object_type]?.steps[verb];
  if (!steps) return state === from;
  return steps.some(
    (step) => step.from.includes(from ?? '') && (step.to === 'same' ? from : step.to) === state,
  );
}

/** A record whose state no event has led to, or that has no event at all. */
export async function recordWithoutEvents(client: pg.Client): Promise<Fault | undefined> {
  for (const [type, { table, caseId }] of Object.entries(RECORDS)) {
    const { rows } = await client.query<{ id: string; state: string; said: string | null }>(
      `SELECT record.id, record.state, last.state AS said FROM ${table} record
       LEFT JOIN LATERAL (SELECT state FROM audit_events WHERE object_type = $1 AND object_id = record.id::text
         AND case_id = ${caseId} ORDER BY audit_events.id DESC LIMIT 1) last ON true
       WHERE last.state IS DISTINCT FROM record.state ORDER BY record.id LIMIT 1`,
      [type],
    );
    if (rows[0]) {
      const says = `${type} ${rows[0].id} är ”${rows[0].state}”, men historiken säger ”${rows[0].said ?? 'ingenting'}”.`;
      return fault('record-altered', null, says);
    }
  }
  return undefined;
}

const EVENTS = `
  SELECT event.id, event.at, object_type, object_id, verb, event.state, record.state AS state_now,
    record.version AS version_now, event.at > now() + interval '1 minute' AS in_the_future,
    (count(*) OVER (PARTITION BY object_type, object_id))::int AS events
  FROM audit_events event
  LEFT JOIN (${Object.entries(RECORDS)
    .map(([type, { table }]) => `SELECT '${type}' AS type, id::text, state, version FROM ${table}`)
    .join(' UNION ALL ')}) record ON record.type = object_type AND record.id = object_id
  WHERE object_type IN (${Object.keys(RECORDS)
    .map((type) => `'${type}'`)
    .join(', ')})
  ORDER BY object_type, object_id, event.id`;
