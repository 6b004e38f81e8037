import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Caller } from '../../changes/caller.js';
import { Conflict, NotFound } from '../../rules/problem.js';
import { because } from '../refusals.js';
import type { SavedSearchView, SaveSearchBody } from './saved-searches.dto.js';

const MOST = 30;

/**
 * What a person looks for often. Only that person sees it, and nothing of it stands in any audit trail: it may name
 * somebody. The database lets nobody else read it either (`src/database/current/wall.ts`).
 */
@Injectable()
export class KeepSavedSearches {
  constructor(private readonly dataSource: DataSource) {}

  /** The caller's own, by name. */
  async list({ actor }: Caller): Promise<SavedSearchView[]> {
    return this.dataSource.query(
      'SELECT id, name, address FROM saved_searches WHERE username = $1 ORDER BY name COLLATE sv_numbers, id',
      [actor.username],
    );
  }

  /** One of the same name gets the new address. @throws Conflict beyond thirty. */
  async save({ actor }: Caller, { name, address }: SaveSearchBody): Promise<SavedSearchView> {
    const [saved]: SavedSearchView[] = await this.dataSource.query(
      `INSERT INTO saved_searches (username, name, address)
       SELECT $1, $2, $3 WHERE (SELECT count(*) FROM saved_searches WHERE username = $1 AND name <> $2) < $4
       ON CONFLICT (username, name) DO UPDATE SET address = excluded.address RETURNING id, name, address`,
      [actor.username, name, address, MOST],
    );
    if (!saved) throw new Conflict(because.savedSearchesFull(MOST));
    return saved;
  }

  /** @throws NotFound for one that is not the caller's. */
  async remove({ actor }: Caller, id: string): Promise<void> {
    const [, removed]: [unknown, number] = await this.dataSource.query(
      'DELETE FROM saved_searches WHERE id = $1 AND username = $2',
      [id, actor.username],
    );
    if (removed === 0) throw new NotFound();
  }
}
