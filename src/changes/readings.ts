/** Kinds of records of which a reading is remembered, by the name of their collection; `confidential_record` knows the same. */
export type ReadCollection =
  'cases' | 'referrals' | 'consultations' | 'dispatches' | 'extensions' | 'documents' | 'deliveries';

export interface Reading {
  readonly collection: ReadCollection;
  readonly id: string;
}

/** What one request has read, each record once, however often and in whatever form it was read. */
export class Readings {
  private read = new Map<string, Reading>();

  add(...readings: readonly Reading[]): void {
    for (const { collection, id } of readings) this.read.set(`${collection}/${id}`, { collection, id });
  }

  /** Forgets what was read on the way to a change: the change has an audit event of its own. */
  forget(): void {
    this.read.clear();
  }

  all(): Reading[] {
    return [...this.read.values()];
  }
}
