/** A file in a package, as its METS tells of it. */
export interface PackedFile {
  /** From the package's root folder. */
  readonly path: string;
  readonly mediaType: string;
  readonly byteSize: number;
  readonly sha256: string;
  /** An instant. */
  readonly createdAt: string;
}

/** Why something may not be shown to everyone: the marking that the issuer has decided (OSL 5:5). */
export interface Restriction {
  readonly provision: string;
  readonly decidedOn: string;
  readonly authority: string;
}

/** A file of the case itself, with what an archive asks of it. */
export interface RecordFile extends PackedFile {
  /** A UUID: in Yttra, or made of its name where it is only here. */
  readonly id: string;
  readonly title: string;
  /** As Yttra calls it: `statement`, `referral-letter`. */
  readonly kind: string;
  /** What whoever uploaded it called it; null for what Yttra wrote. */
  readonly originalName: string | null;
  readonly direction: 'incoming' | 'outgoing' | 'internal';
  /** The civil day it came in. */
  readonly receivedOn: string | null;
  readonly restrictions: readonly Restriction[];
}

/** What a package is of. */
export interface PackedCase {
  /** The root folder, and the package's name. */
  readonly root: string;
  readonly id: string;
  readonly number: string;
  readonly title: string;
  /** Its code in the body’s classification scheme; null where it has none. */
  readonly classification: string | null;
  readonly body: string;
  readonly bodyName: string;
  readonly sender: string | null;
  readonly relatedCases: readonly string[];
  readonly registeredAt: string;
  readonly closedAt: string;
  /** When the latest of what is in the package happened: the package says that it was made then, so that it is the same whenever it is made. */
  readonly asOf: string;
  readonly restrictions: readonly Restriction[];
}
