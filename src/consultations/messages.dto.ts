import { ArrayMaxSize, IsArray, IsUUID } from 'class-validator';
import { Text, WhenGiven } from '../http/field-rules.js';
import { WriteBody } from '../http/write.dto.js';
import { PageView } from '../lists/paging.dto.js';

/** A question or an answer between consultee and issuer. */
export class WriteMessageBody extends WriteBody {
  /** @example "Gäller remissen även bilaga 3?" */
  @Text(10_000)
  text!: string;

  /**
   * Documents that your side has uploaded, which the message carries to the other. None that is confidential.
   * @example []
   */
  @WhenGiven()
  @IsArray()
  @ArrayMaxSize(20)
  @IsUUID(undefined, { each: true })
  documents?: string[];
}

/** A document that a message carries, kept and read as every other. */
export class MessageDocumentView {
  /** @example "a1c2f3d4-0f1e-4a2b-8c3d-5e6f7a8b9c0d" */
  id!: string;
  /** Null for one that has become confidential: open it to read it. @example "Karta över gångvägen" */
  title!: string | null;
  /** @example "application/pdf" */
  mediaType!: string;
  /** @example 182044 */
  byteSize!: number;
  /** @example "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08" */
  sha256!: string;
}

/** A message, seen by both sides. */
export class MessageView {
  /** @example "2f1c8a0e-7f5b-4b8e-9a7d-1c3e5a7b9d0f" */
  id!: string;
  /** The body it is from. @example "TSN" */
  from!: string;
  /** @example "tsn-handlaggare" */
  author!: string;
  /** Null of one that was withdrawn. @example "Gäller remissen även bilaga 3?" */
  text!: string | null;
  /** What it carries, as far as you see it; nothing of one that was withdrawn. @example [] */
  documents!: MessageDocumentView[];
  /** @example "2023-10-20T09:14:00.000Z" */
  writtenAt!: string;
  /** When the side that wrote it withdrew it; null unless it did. @example "2023-10-20T09:20:00.000Z" */
  withdrawnAt!: string | null;
  /** Why. @example null */
  withdrawnBecause!: string | null;
}

/** Messages of a consultation, oldest first. */
export class MessagesPage extends PageView {
  items!: MessageView[];
}
