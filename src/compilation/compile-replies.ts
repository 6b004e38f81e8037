import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../config/clock.js';
import type { Caller } from '../changes/caller.js';
import { authorize } from '../rules/policy.js';
import type { CompilationView } from './compilation.dto.js';
import { compilationOf } from './compilation-of.js';
import { readCompilationFacts } from './read-compilation-facts.js';

/** Compiles exactly what was dispatched or recorded: nothing of a consultee's work in progress is read. */
@Injectable()
export class CompileReplies {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFound, NotPermitted */
  async compile(caller: Caller, referralId: string): Promise<CompilationView> {
    const facts = await readCompilationFacts(this.dataSource, caller, referralId, (referral) => {
      const { issuer_code: issuer, case_seen_by, seen_by } = referral;
      authorize(caller.actor, 'referral.compile', { issuer, lists: { [issuer]: [case_seen_by, seen_by] } });
    });
    return compilationOf(facts, this.clock.today());
  }
}
