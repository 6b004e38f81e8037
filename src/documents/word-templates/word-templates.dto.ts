import { WarningView } from '../../changes/warning.dto.js';
import type { FormKind } from '../../papers/form/paper-form.js';

/** A Word template that a body has, or has had. */
export class WordTemplateVersionView {
  /** @example 2 */
  number!: number;
  /** Of its file. @example "1f2d8a4c2e9b4f6d8a7c5e3b1f0d9c8b7a6e5d4c3b2a1f0e9d8c7b6a5f4e3d2c" */
  sha256!: string;
  /** @example 48213 */
  byteSize!: number;
  /** @example "2026-11-02T11:00:00.000Z" */
  addedAt!: string;
}

/** Which Word template a body uses for a kind of its papers. */
export class WordTemplateView {
  /** @example "TSN" */
  body!: string;
  /** @example "staff-report" */
  kind!: FormKind;
  /** The number of the one that is used; null: none. @example 2 */
  current!: number | null;
  /** All that there have been, the latest first. */
  versions!: WordTemplateVersionView[];
  /** When a paper could last not be written in it, and was written as Yttra writes it instead; null: never. @example "2026-11-02T11:00:00.000Z" */
  failedAt!: string | null;
  /** @example 3 */
  version!: number;
  /** Parts of such papers that the template does not show. */
  warnings?: WarningView[];
}
