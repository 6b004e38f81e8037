import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Caller } from '../../changes/caller.js';
import { MakeChange } from '../../changes/make-change.js';
import { ascending, list } from '../../lists/list.js';
import type { PageQuery } from '../../lists/paging.dto.js';
import { Where } from '../../lists/where.js';
import { scopeOf } from '../../identity/visibility.js';
import { bodyExists } from '../../organisation/keep-calendar.js';
import { whenBroken } from '../../organisation/when-broken.js';
import { authorize } from '../../rules/policy.js';
import { NotFound } from '../../rules/problem.js';
import { because } from '../refusals.js';
import type { RetentionRuleBody, RetentionRulesPage, RetentionRuleView } from './retention.dto.js';

const RULE = `kind, years, needs_archive AS "needsArchive", decision, set_by AS "setBy", set_at AS "setAt"`;

/** What a body has decided to dispose of. There is no rule that says keep: what has none is kept. */
@Injectable()
export class KeepRetentionRules {
  constructor(
    private readonly dataSource: DataSource,
    private readonly makeChange: MakeChange,
  ) {}

  /** @throws NotFound, NotPermitted */
  async list(caller: Caller, body: string, query: PageQuery): Promise<RetentionRulesPage> {
    await bodyExists(this.dataSource, body);
    authorize(caller.actor, 'body.read-retention', { body });
    return list<RetentionRuleView>(this.dataSource, query, {
      called: `retention rules of ${body}`,
      select: RULE,
      from: 'retention_rules',
      where: new Where(scopeOf(caller.actor), '$1::text[] IS NOT NULL AND $2::text[] IS NOT NULL').and(
        (code) => `body_code = ${code}`,
        body,
      ),
      order: ascending(['kind', 'text']),
    });
  }

  /** A rule is not changed: another decision takes its place once it has been removed. */
  async add(caller: Caller, body: string, rule: RetentionRuleBody): Promise<RetentionRuleView> {
    const { kind, years, needsArchive = true, decision } = rule;
    return this.makeChange.make(caller, async (attempt) => {
      await bodyExists(attempt.tx, body);
      const change = await attempt.permit('body.set-retention', { body });
      const [row]: [RetentionRuleView & { setAt: Date | string }] = await whenBroken(
        'retention_rules_pkey',
        because.ruleExists,
        () =>
          change.tx.query(
            `INSERT INTO retention_rules (body_code, kind, years, needs_archive, decision, set_by)
             VALUES ($1, $2, $3, $4, $5, $6) RETURNING ${RULE}`,
            [body, kind, years, needsArchive, decision, caller.actor.username],
          ),
      );
      const after = { kind, years, needsArchive, decision };
      await change.remember(
        { id: `${body}/${kind}` },
        { verb: 'add', objectType: 'retention-rule', body },
        { before: null, after },
      );
      return { ...row, setAt: new Date(row.setAt).toISOString() };
    });
  }

  /** What it said is kept from then on, until another rule says otherwise. */
  async remove(caller: Caller, body: string, kind: string): Promise<void> {
    await this.makeChange.make(caller, async (attempt) => {
      await bodyExists(attempt.tx, body);
      const change = await attempt.permit('body.set-retention', { body });
      const [[before]]: [object[], number] = await change.tx.query(
        `DELETE FROM retention_rules WHERE body_code = $1 AND kind = $2
         RETURNING kind, years, needs_archive AS "needsArchive", decision`,
        [body, kind],
      );
      if (!before) throw new NotFound();
      await change.remember(
        { id: `${body}/${kind}` },
        { verb: 'remove', objectType: 'retention-rule', body },
        { before, after: null },
      );
      return null;
    });
  }
}
