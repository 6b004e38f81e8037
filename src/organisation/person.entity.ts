import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Someone who signs in. What they may do is in their roles, which are held in a body. */
@Entity('people')
export class Person {
  /** As the identity provider names them, in lower case. */
  @PrimaryColumn('text') readonly username!: string;

  @Column('text') name!: string;

  @Column('text', { nullable: true }) email: string | null = null;

  /** Who has left signs in no more; what they did stays theirs. */
  @Column('boolean') active = true;

  /** Decides what is the whole municipality's; held in no body. */
  @Column('boolean') municipalAdministrator = false;

  @Column('integer') version = 1;
}
