import { Injectable } from '@nestjs/common';
import { PromiseDeliveries, type Message } from '../delivery/promise-deliveries.js';
import type { ABOUT_ADMINISTRATION } from '../delivery/topics.js';
import type { Change } from '../changes/change.js';

type Topic = (typeof ABOUT_ADMINISTRATION)[number];

/**
 * Tells people and bodies what somebody else has done with their rights and addresses, in the same transaction.
 * Mail goes to the addresses as they are at that moment: call it before an address is changed, or whoever took the
 * address over would be the only one told.
 */
@Injectable()
export class TellThoseConcerned {
  constructor(private readonly promiseDeliveries: PromiseDeliveries) {}

  /** Nobody is told what they did themselves. */
  async person(change: Change, topic: Topic, body: string, person: string): Promise<void> {
    if (person === change.caller.actor.username) return;
    await this.promiseDeliveries.promise(change.tx, [notice(topic, { body, person })]);
  }

  /** Bodies without staff of their own or a register-keeper's have no inbox, and are left out. */
  async bodies(change: Change, topic: Topic, codes: readonly string[]): Promise<void> {
    const staffed: { code: string }[] = await change.tx.query(
      `SELECT DISTINCT body_code AS code FROM effective_roles
       WHERE body_code = ANY($1) AND role IN ('registrar', 'officer', 'manager', 'secretary')`,
      [codes],
    );
    const messages = staffed.map(({ code }) => notice(topic, { body: code }));
    await this.promiseDeliveries.promise(change.tx, messages);
  }

  /** Those who say who handles what in a body. */
  async managers({ tx }: Pick<Change, 'tx'>, topic: Topic, codes: readonly string[]): Promise<void> {
    const messages = codes.map((body) => notice(topic, { body, role: 'manager' }));
    await this.promiseDeliveries.promise(tx, messages);
  }

  /** Those who keep a body's connections to other systems. */
  async administrators({ tx }: Pick<Change, 'tx'>, topic: Topic, codes: readonly string[]): Promise<void> {
    const messages = codes.map((body) => notice(topic, { body, role: 'administrator' }));
    await this.promiseDeliveries.promise(tx, messages);
  }

  /** Those who look after the whole municipality, each in person, by the body that they are administrators of, or else the executive board. */
  async municipalAdministrators({ tx }: Pick<Change, 'tx'>, topic: Topic): Promise<void> {
    const recipients: { person: string; body: string }[] = await tx.query(
      `SELECT username AS person, body FROM people CROSS JOIN LATERAL (
         SELECT code AS body FROM bodies WHERE active ORDER BY EXISTS (SELECT FROM roles WHERE roles.username = people.username
           AND body_code = code AND role = 'administrator') DESC, kind = 'executive-board' DESC, code LIMIT 1) looks_after
       WHERE municipal_administrator AND active ORDER BY username`,
    );
    await this.promiseDeliveries.promise(
      tx,
      recipients.map((recipient) => notice(topic, recipient)),
    );
  }
}

const notice = (topic: Topic, recipient: Message['recipient']): Message => ({
  kind: 'administration',
  topic,
  senderBody: null,
  recipient,
  caseId: null,
});
