import { Injectable } from '@nestjs/common';
import { Clock } from '../../config/clock.js';
import type { Change } from '../../changes/change.js';
import type { WarningView } from '../../changes/warning.dto.js';
import { warningsView } from '../../changes/warnings-view.js';
import { permits } from '../../rules/policy.js';
import { TellThoseConcerned } from '../tell-those-concerned.js';
import type { ApiClientView } from './api-clients.dto.js';
import { leftBehindBy } from './api-clients.queries.js';

/** Says which systems have lost whoever answered for them, so that none falls silent without anybody knowing why. */
@Injectable()
export class TellOfClientsLeft {
  constructor(
    private readonly tellThoseConcerned: TellThoseConcerned,
    private readonly clock: Clock,
  ) {}

  /** To be called once the person's rights have changed. Warns the caller, and tells the administrators who keep them. */
  async tell(change: Change, username: string): Promise<{ warnings?: WarningView[] }> {
    const left = await this.tellKeepers(change, username);
    const { actor } = change.caller;
    const shown = left.filter(({ body }) => permits(actor, 'person.manage', { body }));
    return warningsView(
      shown.map(({ name, body, id }) => ({
        code: 'api-client-left',
        detail: {
          sv: `Ingen svarar längre för allt som API-klienten ${name} (${body}) får göra. Någon behöver ta över den: ${id}.`,
          en: `Nobody answers any more for all that the API client ${name} (${body}) may do. Somebody has to take it over: ${id}.`,
        },
      })),
      change.caller,
    );
  }

  /** By id, before the person's rights change: whoever keeps these is not told again. */
  async leftBefore({ tx }: Pick<Change, 'tx'>, username: string): Promise<readonly string[]> {
    return (await leftBehindBy(tx, username, this.clock.now())).map(({ id }) => id);
  }

  /** Tells the administrators alone. */
  async tellKeepers(
    { tx }: Pick<Change, 'tx'>,
    username: string,
    before: readonly string[] = [],
  ): Promise<readonly ApiClientView[]> {
    const left = await leftBehindBy(tx, username, this.clock.now());
    const keepers = [...new Set(left.filter(({ id }) => !before.includes(id)).map(({ body }) => body))];
    await this.tellThoseConcerned.administrators({ tx }, 'api-client-left', keepers);
    return left;
  }
}
