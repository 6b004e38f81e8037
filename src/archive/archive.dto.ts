import { CaseView } from '../cases/cases.dto.js';
import { ConsultationView } from '../consultations/consultations.dto.js';
import { PageView } from '../lists/paging.dto.js';

export const PACKAGE_STATES = ['waiting', 'written', 'failing', 'removed'] as const;
export type PackageState = (typeof PACKAGE_STATES)[number];

/** A package for an archive (E-ARK CSIP/SIP 2.1), of a closed case or of a consultee’s own file: a tar file that is written in the background. */
export class ArchivePackageView {
  /** @example "2f6d1c3b-5a4e-4d7c-9b8a-1e0f2d3c4b5a" */
  id!: string;
  /** The case, or of a consultation the case that it is of. @example "7f8a2f0e-3c0b-4a52-9a52-0f5a0f4f0a11" */
  caseId!: string;
  /** Of a body that was asked: the consultation whose file it holds. Null where it is of the whole case, at its issuer. @example null */
  consultationId!: string | null;
  /** `waiting` until it is `written`; `failing` when an attempt has failed and the next one waits,
   * `removed` when a document in it has been disposed of and the package with it. @example "written" */
  state!: PackageState;
  /** Username of who asked for it. @example "ks-registrator" */
  requestedBy!: string;
  /** @example "2026-11-28T09:12:00.000Z" */
  requestedAt!: string;
  /** @example "2026-11-28T09:12:04.000Z" */
  writtenAt!: string | null;
  /** When somebody fetched it first. Until then nothing that it holds is disposed of, where that has to be archived. @example "2026-11-28T09:15:00.000Z" */
  fetchedAt!: string | null;
  /** SHA-256 of its bytes. Asked for again it is the same, as long as the case, the forms and names of its body, what is disposed of and Yttra’s version are. @example "0a4d55a8d778e5022fab701977c5d840bbc486d0a4d55a8d778e5022fab70197" */
  sha256!: string | null;
  /** @example 482133 */
  byteSize!: number | null;
  /** How many files of the case are in it. @example 24 */
  files!: number | null;
  /** @example "KS 2023-474 arkivpaket.tar" */
  fileName!: string | null;
  /** Why the latest attempt failed, as the `type` of a problem ends: `content-gone` where a file is missing or altered, `interrupted` where the process ended while it wrote, `conflict` where the case has been reopened, or the consultation goes on. @example null */
  lastError!: string | null;
}

/** A case of which a package has been asked for. */
export class ArchivedCaseView extends CaseView {
  archivePackage!: ArchivePackageView;
}

/** A consultation of whose file at the consultee a package has been asked for. */
export class ArchivedConsultationView extends ConsultationView {
  archivePackage!: ArchivePackageView;
}

/** The packages of a case or of a consultation, newest first. */
export class ArchivePackagesPage extends PageView {
  items!: ArchivePackageView[];
}
