import { ArrayMaxSize, ArrayMinSize, IsBoolean, IsIn } from 'class-validator';
import { CivilDate, EmailAddress, ListOf, OneLine, WhenGiven } from '../http/field-rules.js';
import { PageView } from '../lists/paging.dto.js';
import { ReasonBody, WriteBody } from '../http/write.dto.js';
import {
  SIGNED_PAPERS,
  type SignatureEnd,
  type SignatureState,
  type SignedPaper,
  type SignerState,
} from '../rules/signatures.js';

/** Somebody who is to sign. */
export class SignerBody {
  /** @example "Anna Andersson" */
  @OneLine(200)
  name!: string;

  /** What they are, as it stands under their name. @example "Ordförande" */
  @OneLine(200)
  title!: string;

  /** Where the signature service reaches them. @example "anna.andersson@tyreso.example" */
  @EmailAddress()
  email!: string;
}

/** Sends a paper for signature. It is made once, and what is signed is that very file. */
export class RequestSignaturesBody extends WriteBody {
  /**
   * The statement, or the extract from the minutes.
   * @example "minutes-extract"
   */
  @IsIn(SIGNED_PAPERS)
  paper!: SignedPaper;

  @ListOf(() => SignerBody)
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  signers!: SignerBody[];

  /** Whether each is asked once those before have signed; at once when left out. @example true */
  @WhenGiven()
  @IsBoolean()
  inOrder?: boolean;

  /** The last day to sign; then the request ends. @example "2023-12-06" */
  @CivilDate()
  lastDay!: string;
}

/** Takes back a request that is open. */
export class WithdrawSignatureRequestBody extends ReasonBody {
  /**
   * The paper that signatures were requested of.
   * @example "minutes-extract"
   */
  @IsIn(SIGNED_PAPERS)
  paper!: SignedPaper;
}

/** How far somebody has come who is to sign. */
export class SignerView {
  /** @example "Anna Andersson" */
  name!: string;
  /** @example "Ordförande" */
  title!: string;
  /** @example "anna.andersson@tyreso.example" */
  email!: string;
  /** @example "signed" */
  state!: SignerState;
  /** When they signed or refused, as the signature service says; null while they have not. @example "2023-12-01T10:14:00.000Z" */
  at!: string | null;
}

/** A paper that was sent for signature. */
export class SignatureRequestView {
  /** @example "6a1d7f0e-2b5c-4e8f-9a3d-7c1b5e9f2d40" */
  id!: string;
  /** @example "2f1c8a0e-7f5b-4b8e-9a7d-1c3e5a7b9d0f" */
  consultationId!: string;
  /** @example "minutes-extract" */
  paper!: SignedPaper;
  /** `promised` until the signature service has it, then `waiting`; all others are ends. @example "waiting" */
  state!: SignatureState;
  /** Why it ended, where its state does not say. @example null */
  endedBecause!: SignatureEnd | null;
  signers!: SignerView[];
  /** Whether each was asked once those before had signed. @example true */
  inOrder!: boolean;
  /** The last day to sign. @example "2023-12-06" */
  lastDay!: string;
  /** Username of who asked. @example "tsn-sekreterare" */
  askedBy!: string;
  /** @example "2023-11-29T09:12:04.000Z" */
  askedAt!: string;
  /** SHA-256 of the frozen paper at `/signature-requests/{id}/paper`; null until it has been made. @example "0a4d55a8d778e5022fab701977c5d840bbc486d0a4d55a8d778e5022fab70197" */
  sha256!: string | null;
  /** The day of the last signature; null unless it is signed. @example "2023-12-01" */
  signedOn!: string | null;
  /** The signed paper, as a document; null unless it is signed. @example null */
  documentId!: string | null;
  /** Whether the text has been corrected since, so that what was signed is an earlier one. @example false */
  isOfEarlierText!: boolean;
  /** Whether the signature service does not answer as it should; it is asked again. @example false */
  delayed!: boolean;
  /** Null while it is open. @example "2023-12-01T10:15:00.000Z" */
  endedAt!: string | null;
}

/** What was sent for signature, newest first. */
export class SignatureRequestsPage extends PageView {
  items!: SignatureRequestView[];
}
