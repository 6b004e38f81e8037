import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A stored file as what it is marked by: the rest of its row never changes. */
@Entity('documents')
export class Document {
  @PrimaryColumn('uuid') readonly id!: string;

  @Column('text') readonly bodyCode!: string;

  /** Counts changes of its marking. */
  @Column('integer') version!: number;
}
