import { randomUUID } from 'node:crypto';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { PartyKind } from '../rules/party-kind.js';

/** A body in Yttra, or someone outside by name and perhaps an address. */
export interface GroupedConsultee {
  readonly body?: string;
  readonly name?: string;
  readonly kind?: PartyKind;
  readonly email?: string;
}

/** Consultees that a body asks together again and again. */
@Entity('consultee_groups')
export class ConsulteeGroup {
  @PrimaryColumn('uuid') readonly id: string = randomUUID();

  @Column('text') bodyCode!: string;

  @Column('text') name!: string;

  @Column('jsonb') consultees!: GroupedConsultee[];

  @Column('integer') version = 1;
}
