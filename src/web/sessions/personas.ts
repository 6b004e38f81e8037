import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Role } from '../../rules/actor.js';

export interface Persona {
  readonly username: string;
  readonly name: string;
  readonly body: string;
  readonly bodyName: string;
  readonly role: Role;
}

/** Who a visitor to the demo can be: everyone who may sign in, once for each role they have been given. */
@Injectable()
export class Personas {
  constructor(private readonly dataSource: DataSource) {}

  async all(): Promise<Persona[]> {
    return this.dataSource.query(
      `SELECT people.username, people.name, bodies.code AS body, bodies.name AS "bodyName", roles.role
       FROM people JOIN roles USING (username) JOIN bodies ON bodies.code = roles.body_code
       WHERE people.active
       ORDER BY bodies.kind <> 'executive-board', bodies.name, people.username`,
    );
  }
}
