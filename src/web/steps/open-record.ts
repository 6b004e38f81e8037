import { Injectable } from '@nestjs/common';
import type { VNode } from 'preact';
import { callerOf } from '../../http/current-caller.js';
import type { Texts } from '../../rules/texts.js';
import { beforeOpening } from '../frame/before-opening.js';
import { KeptWarnings, receiptOf } from './kept-warnings.js';
import { Readers } from '../frame/readers.js';
import type { Http } from './record-steps.js';
import { sendStaffPage } from '../frame/send-staff-page.js';
import type { Reader } from '../frame/staff-frame.js';

/** Who opens a record, with what they have just done and what to think of with it. */
export interface Opened {
  readonly reader: Reader;
  readonly done: string | undefined;
  readonly warnings: readonly string[];
}

interface PageOfRecord {
  readonly confidential: boolean;
  readonly number: string;
  readonly path: string;
  /** What the address says has just been done. */
  readonly done: Texts | undefined;
  /** Whether one comes back to what one had written there when the session ended: it would be lost before the page. */
  readonly isBack?: boolean;
  readonly page: (opened: Opened) => VNode;
}

/** Opens the page of a record. */
@Injectable()
export class OpenRecord {
  constructor(
    private readonly readers: Readers,
    private readonly warnings: KeptWarnings,
  ) {}

  /** Where it is confidential, a page that tells so comes first, unless one comes from a step of it or back to what one wrote. */
  async open(
    { request, reply }: Http,
    query: Readonly<Record<string, unknown>>,
    { confidential, number, path, done, isBack = false, page }: PageOfRecord,
  ): Promise<void> {
    const reader = this.readers.of(request);
    if (confidential && query['oppna'] !== 'ja' && !done && !isBack) {
      callerOf(request).readings.forget();
      return sendStaffPage(reply, 200, beforeOpening(reader, number, path));
    }
    const kept = await this.warnings.takeAll(request, reply);
    const told = receiptOf(kept, done)?.[reader.language];
    await sendStaffPage(reply, 200, page({ reader, done: told, warnings: kept.said }));
  }
}
