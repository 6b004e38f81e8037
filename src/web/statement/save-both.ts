import { Injectable } from '@nestjs/common';
import type { Caller } from '../../changes/caller.js';
import { SaveStatement } from '../../statements/save-statement.js';
import { FIELDS } from '../../statements/statement-fields.js';
import type { SaveStatementBody, StatementView } from '../../statements/statements.dto.js';
import { StatementsQueries } from '../../statements/statements.queries.js';

/** Two versions, one after the other: what was written, and what is made of it. */
@Injectable()
export class SaveBoth {
  constructor(
    private readonly saveStatement: SaveStatement,
    private readonly statements: StatementsQueries,
  ) {}

  /** Saves what was written, unless the latest version says the same. @returns the caller who saves the next on top of it. */
  async first(caller: Caller, id: string, written: SaveStatementBody, copy: number): Promise<Caller> {
    const { version } = await this.saveStatement.save(part(caller, 'first'), id, written, copy);
    return part(caller, 'second', `"${version}"`);
  }

  /** Saves what was written, and then what was chosen of it and of a version. @param chosen `theirs` by the names of parts. */
  async chosen(
    caller: Caller,
    id: string,
    written: SaveStatementBody,
    { version, chosen, copy }: { readonly version: number; readonly chosen: unknown; readonly copy: number },
  ): Promise<StatementView> {
    const taken = FIELDS.filter(
      (field) => (chosen as Record<string, unknown> | undefined)?.[field] === 'theirs',
    );
    if (taken.length === 0) return this.saveStatement.save(caller, id, written, copy);
    const theirs = await this.statements.version(caller, id, version);
    const next = await this.first(caller, id, written, copy);
    const fields = Object.fromEntries(taken.map((field) => [field, theirs[field]]));
    return this.saveStatement.save(next, id, { ...written, ...fields });
  }
}

/** Each half has its own key, so that a double click saves neither twice. */
function part(caller: Caller, half: string, ifMatch = caller.terms.ifMatch): Caller {
  const { idempotencyKey: key } = caller.terms;
  return caller.on({ ...caller.terms, ifMatch, idempotencyKey: key && `${key}-${half}` });
}
