import pg from 'pg';
import type { DataSource } from 'typeorm';

/** A plan as PostgreSQL explains it, with what it did. */
interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly Alias?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly 'Rows Removed by Index Recheck'?: number;
  readonly 'Rows Removed by Join Filter'?: number;
  readonly Plans?: readonly PlanNode[];
}

/**
 * Has PostgreSQL explain, with EXPLAIN ANALYZE, every statement that the service sends, and every statement inside a
 * function: the very plan that was run, for whom it was run.
 */
export async function explainEverything(ownerUrl: string): Promise<void> {
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  const name = owner.escapeIdentifier(owner.database!);
  const settings = {
    // As in production, where a plan may be made for the values that are asked for.
    plan_cache_mode: 'auto',
    session_preload_libraries: 'auto_explain',
    'auto_explain.log_min_duration': '0',
    'auto_explain.log_analyze': 'on',
    'auto_explain.log_timing': 'off',
    'auto_explain.log_format': 'json',
    'auto_explain.log_nested_statements': 'on',
    'auto_explain.log_level': 'notice',
  };
  await owner.query("LOAD 'auto_explain'");
  for (const [setting, value] of Object.entries(settings))
    await owner.query(`ALTER DATABASE ${name} SET ${setting} = '${value}'`);
  // The settings hold for connections that are made after them.
  await owner.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()`);
  await owner.end();
}

interface Explained {
  readonly text: string;
  readonly plan: PlanNode;
}

/** What is explained on the connections of the service's pool. */
export class WatchedPlans {
  private plans: Explained[] = [];

  constructor(dataSource: DataSource) {
    const { master: pool } = dataSource.driver as unknown as { master: pg.Pool };
    pool.on('connect', (client) => {
      client.on('notice', ({ message }) => this.hear(message ?? ''));
    });
  }

  /** Rows touched by what `work` asks, and the largest of its statements. */
  async of<T>(work: () => PromiseLike<T>): Promise<{ result: T; touched: number; worst: string }> {
    this.plans = [];
    const result = await work();
    const each = this.plans.map(({ text, plan }) => ({ text, rows: touchedBy(plan), plan }));
    const worst = each.toSorted((a, b) => b.rows - a.rows)[0];
    return {
      result,
      touched: each.reduce((sum, { rows }) => sum + rows, 0),
      worst: worst
        ? `${worst.rows} rows: ${scansOf(worst.plan).join(', ')}\n${worst.text.slice(0, 2000)}`
        : '',
    };
  }

  /** Each statement of what `work` asks, and within the functions that it asks. */
  async statementsOf<T>(
    work: () => PromiseLike<T>,
  ): Promise<{ result: T; statements: readonly Explained[] }> {
    this.plans = [];
    const result = await work();
    return { result, statements: this.plans };
  }

  private hear(message: string): void {
    const json = message.slice(message.indexOf('plan:') + 'plan:'.length);
    if (!message.includes('plan:')) return;
    const { 'Query Text': text, Plan: plan } = JSON.parse(json) as { 'Query Text': string; Plan: PlanNode };
    this.plans.push({ text, plan });
  }
}

/** PostgreSQL reads a table or an index in a node with `Scan`; those of functions and values read neither. */
const READS = /^(Seq|Index|Index Only|Bitmap Heap|Bitmap Index|Tid|Sample) Scan$/;

/** What a node reads of a table or an index, and what it compares in vain: each row of a join with every other. */
const rowsOf = (node: PlanNode): number =>
  ((READS.test(node['Node Type'])
    ? node['Actual Rows'] +
      (node['Rows Removed by Filter'] ?? 0) +
      (node['Rows Removed by Index Recheck'] ?? 0)
    : 0) +
    (node['Rows Removed by Join Filter'] ?? 0)) *
  node['Actual Loops'];

function touchedBy(node: PlanNode): number {
  return Math.round(rowsOf(node) + (node.Plans ?? []).reduce((sum, child) => sum + touchedBy(child), 0));
}

function scansOf(node: PlanNode): string[] {
  const own =
    rowsOf(node) > 100 ? [`${node['Node Type']} of ${node['Relation Name'] ?? '?'} ${rowsOf(node)}`] : [];
  return [...own, ...(node.Plans ?? []).flatMap(scansOf)];
}

/** A plan's nodes, itself first. */
export const nodesOf = (node: PlanNode): readonly PlanNode[] => [
  node,
  ...(node.Plans ?? []).flatMap(nodesOf),
];
