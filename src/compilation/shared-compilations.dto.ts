import { ArrayMaxSize, IsArray, IsUUID } from 'class-validator';
import { Text, WhenGiven } from '../http/field-rules.js';
import { PageView } from '../lists/paging.dto.js';
import { WriteBody } from '../http/write.dto.js';
import { ReferralView } from '../referrals/referrals.dto.js';
import { CompilationView, CompiledRemarkView } from './compilation.dto.js';

/** Shares the compilation with the consultees, as it is now. */
export class ShareCompilationBody extends WriteBody {
  /**
   * What the issuer says with it.
   * @example "Synpunkter som har lett till ändringar är markerade."
   */
  @WhenGiven()
  @Text(10_000)
  note?: string;

  /**
   * Consultations whose replies the others are not shown. What is marked confidential on either side is never shown to
   * them, whether it is named here or not.
   * @example ["0d3f2c6e-8f1b-4f0e-9a53-1f1b9f3f7a10"]
   */
  @WhenGiven()
  @IsArray()
  @ArrayMaxSize(1000)
  @IsUUID(undefined, { each: true })
  leaveOut?: string[];
}

/** A version of a compilation that was shared, without what stands in it. */
export class SharedCompilationRowView {
  /** 1 for what was shared first. @example 1 */
  number!: number;
  /** @example "2024-02-05T09:12:00.000Z" */
  sharedAt!: string;
  /** Who shared it, told to the issuer’s own. @example "ks-handlaggare" */
  sharedBy!: string | null;
  /** What the issuer said with it. @example "Synpunkter som har lett till ändringar är markerade." */
  note!: string | null;
  /** SHA-256 of the canonical JSON (RFC 8785) of `compilation`. @example "0a4d55a8d778e5022fab701977c5d840bbc486d09f86d081884c7d659a2feaa0" */
  sha256!: string;
}

/** The versions of a compilation that were shared, newest first. */
export class SharedCompilationsPage extends PageView {
  items!: SharedCompilationRowView[];
}

/** A compilation as it was shared. Replies that are not shown to the others are `masked`. */
export class SharedCompilationView extends SharedCompilationRowView {
  compilation!: CompilationView;
}

/** The referral, with the version of the compilation that was shared. */
export class CompilationSharedView extends ReferralView {
  compilation!: SharedCompilationRowView;
}

/** How a consultee’s own remarks were met, as the issuer shared it last. */
export class RemarkAnswersView {
  /** @example "0d3f2c6e-8f1b-4f0e-9a53-1f1b9f3f7a10" */
  consultationId!: string;
  /** @example "b3a1e0d2-52f5-47a3-8a0e-5d1f5b5d0a01" */
  referralId!: string;
  /** Whose answers they are, as it was called then. @example "Kommunstyrelsen" */
  issuerName!: string;
  /** @example "Tekniska servicenämnden" */
  consulteeName!: string;
  /** Which version of the compilation. @example 1 */
  number!: number;
  /** @example "2024-02-05T09:12:00.000Z" */
  sharedAt!: string;
  /** What the issuer said with it. @example "Synpunkter som har lett till ändringar är markerade." */
  note!: string | null;
  /** Whether its reply had come in when this was shared; otherwise there was nothing to meet, and there is no letter. @example true */
  replied!: boolean;
  remarks!: CompiledRemarkView[];
}
