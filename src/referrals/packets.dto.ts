import { IsUUID } from 'class-validator';
import { WriteBody } from '../http/write.dto.js';
import { PageView } from '../lists/paging.dto.js';

/** A document to put in the packet. */
export class AttachDocumentBody extends WriteBody {
  /** @example "a1c2f3d4-0f1e-4a2b-8c3d-5e6f7a8b9c0d" */
  @IsUUID()
  documentId!: string;
}

/** A document of the packet, with the checksum that was sent. */
export class PacketDocumentView {
  /** @example "a1c2f3d4-0f1e-4a2b-8c3d-5e6f7a8b9c0d" */
  id!: string;
  /** Null for one that is confidential by itself: open it to read it. @example "Remissversion Strategi för social hållbarhet 2024-2030" */
  title!: string | null;
  /** @example "application/pdf" */
  mediaType!: string;
  /** @example 182044 */
  byteSize!: number;
  /** @example "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08" */
  sha256!: string;
}

/** A packet as it was sent, or as it was supplemented. */
export class PacketVersionView {
  /** 1 for what was sent first. @example 1 */
  number!: number;
  /** SHA-256 of the canonical JSON (RFC 8785) of `packet`. @example "0a4d55a8d778e5022fab701977c5d840bbc486d09f86d081884c7d659a2feaa0" */
  sha256!: string;
  /** Why it was supplemented; null for the first. @example "Bilaga 3 saknades." */
  reason!: string | null;
  /** @example "2023-10-02T07:30:00.000Z" */
  madeAt!: string;
  /** What was sent; null where it names a document that is confidential since. @example {"title":"Internremiss, Strategi för social hållbarhet 2024-2030"} */
  packet!: Record<string, unknown> | null;
}

/** The versions of a packet, newest first. */
export class PacketVersionsPage extends PageView {
  items!: PacketVersionView[];
}

/** The packet's documents, in their order. */
export class PacketDocumentsPage extends PageView {
  items!: PacketDocumentView[];
}
