import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { SETTINGS, type Settings } from '../config/settings.js';
import { inWorkers, WorksPeriodically } from './periodic-work.js';

const EVERY_SECONDS = 5;

/**
 * Has PostgreSQL count the rows of tables that have outgrown what it knows of them. Its own autovacuum comes within a
 * minute, where it is on and has time; until then, where much was moved in at once, lists took longer than any may.
 *
 * A table a statement: what one of them takes delays no other. Any number of processes may do it at once.
 */
@Injectable()
export class CountOutgrownTables extends WorksPeriodically {
  constructor(
    private readonly dataSource: DataSource,
    @Inject(SETTINGS) settings: Settings,
  ) {
    super(inWorkers(settings, EVERY_SECONDS));
  }

  protected round(stopping: AbortSignal): Promise<void> {
    return this.count(stopping);
  }

  async count(stopping?: AbortSignal): Promise<void> {
    const outgrown: { name: string }[] = await this.dataSource.query('SELECT name FROM tables_outgrown');
    for (const { name } of outgrown) {
      if (stopping?.aborted) return;
      await this.dataSource.query('SELECT count_anew($1)', [name]);
    }
  }
}
