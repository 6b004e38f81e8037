import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { ConsultationView } from '../../consultations/consultations.dto.js';
import { inOrderOfNames } from '../../consultations/in-order-of-names.js';
import { consultationIsVisible, scopeOf } from '../../identity/visibility.js';
import { officersOf, type OfficerView } from '../../organisation/officers.js';
import type { Actor } from '../../rules/actor.js';

/** Names of bodies and people by code and username. */
export type Names = ReadonlyMap<string, string>;

/** A body that there is no more. */
export interface WoundUp {
  readonly code: string;
  readonly name: string;
  /** Who took over; null where nothing was left to take over. */
  readonly successorName: string | null;
}

/** A matter, as far as says who is to write in it. */
type Handled = Pick<ConsultationView, 'state' | 'consultee' | 'officer'>;

/** Who has left the matters that they were to handle: nobody waits for them. */
export type Gone = ReadonlySet<string>;

export const handledBy = ({ consultee, officer }: Pick<Handled, 'consultee' | 'officer'>): string =>
  `${consultee} ${officer}`;

/** What bodies and people are called: everybody who has signed in may know. */
@Injectable()
export class ReadNames {
  constructor(private readonly dataSource: DataSource) {}

  async of(codes: readonly (string | null)[], usernames: readonly (string | null)[] = []): Promise<Names> {
    const found: { key: string; name: string }[] = await this.dataSource.query(
      `SELECT code AS key, name FROM bodies WHERE code = ANY($1)
       UNION ALL SELECT username, name FROM people WHERE username = ANY($2)`,
      [codes, usernames],
    );
    return new Map(found.map(({ key, name }) => [key, name]));
  }

  /** Every body there is, in the order of names. */
  async bodies(): Promise<readonly (readonly [code: string, name: string])[]> {
    return this.inOrder('active');
  }

  /** The same with those that have been wound up. */
  async everyBody(): Promise<readonly (readonly [code: string, name: string])[]> {
    return this.inOrder('true');
  }

  /** Those of these bodies that have been wound up, each with who took over. */
  async woundUp(codes: readonly string[]): Promise<readonly WoundUp[]> {
    return this.dataSource.query(
      `SELECT bodies.code, bodies.name, successor.name AS "successorName" FROM bodies
       LEFT JOIN bodies successor ON successor.code = bodies.successor
       WHERE bodies.code = ANY($1) AND NOT bodies.active ORDER BY bodies.name COLLATE sv_numbers, bodies.code`,
      [codes],
    );
  }

  /** Who handles matters in these bodies, once for each body, in the order of names. */
  async officers(bodies: readonly string[]): Promise<readonly OfficerView[]> {
    return officersOf(this.dataSource, bodies);
  }

  /** Of those who handle matters whose next step is an officer's: who is no officer of that body any more, as `handledBy` writes them. */
  async whoLeft(matters: readonly Handled[]): Promise<Gone> {
    const handled = matters.filter(({ state, officer }) => state === 'drafting' && officer !== null);
    if (handled.length === 0) return new Set();
    const gone: { body: string; username: string }[] = await this.dataSource.query(
      `SELECT DISTINCT body, username FROM unnest($1::text[], $2::text[]) AS handled (body, username)
       WHERE NOT EXISTS (SELECT FROM effective_roles held JOIN people USING (username)
         WHERE held.username = handled.username AND body_code = body AND role = 'officer' AND active)`,
      [handled.map(({ consultee }) => consultee), handled.map(({ officer }) => officer)],
    );
    return new Set(gone.map(({ body, username }) => handledBy({ consultee: body, officer: username })));
  }

  private async inOrder(which: 'active' | 'true'): Promise<[code: string, name: string][]> {
    const bodies: { code: string; name: string }[] = await this.dataSource.query(
      `SELECT code, name FROM bodies WHERE ${which} ORDER BY name COLLATE sv_numbers, code`,
    );
    return bodies.map(({ code, name }) => [code, name]);
  }

  /** Who has replied to a referral, also unasked, or said why not, by consultation. */
  async whoReplied(
    actor: Actor,
    referralId: string,
  ): Promise<readonly (readonly [id: string, name: string])[]> {
    const replied: { id: string; name: string }[] = await this.dataSource.query(
      `SELECT consultations.id, coalesce(bodies.name, consultee_name) AS name
       FROM consultations LEFT JOIN bodies ON bodies.code = consultee_code
       WHERE referral_id = $3 AND consultations.state IN ('forwarded', 'received', 'declined') AND ${consultationIsVisible('consultations')}
       ORDER BY ${inOrderOfNames('consultations', 'bodies')}`,
      [...scopeOf(actor), referralId],
    );
    return replied.map(({ id, name }) => [id, name]);
  }
}
