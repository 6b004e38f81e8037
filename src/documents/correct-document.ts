import { Injectable } from '@nestjs/common';
import type { Caller } from '../changes/caller.js';
import { MakeChange } from '../changes/make-change.js';
import { warningsView } from '../changes/warnings-view.js';
import { notInTheFuture } from '../http/field-rules.js';
import { longAgo } from '../rules/odd-days.js';
import { personalNumberWarnings } from '../rules/personal-data.js';
import { Invalid } from '../rules/problem.js';
import { DOCUMENT } from './document.kind.js';
import type { CorrectDocumentBody, DocumentView } from './documents.dto.js';
import { because } from './refusals.js';

/** Corrects what a document is called and when it came in. The file itself never changes, nor what was sent with it. */
@Injectable()
export class CorrectDocument {
  constructor(private readonly makeChange: MakeChange) {}

  async correct(caller: Caller, id: string, body: CorrectDocumentBody): Promise<DocumentView> {
    const { title, kind, receivedOn } = body;
    return this.makeChange.step(caller, DOCUMENT, id, 'correct', (document, { today }) => {
      if (title === undefined && kind === undefined && receivedOn === undefined)
        throw new Invalid({ pointer: '', ...because.nothingCorrected });
      notInTheFuture('/receivedOn', receivedOn, today);
      if (receivedOn !== undefined && document.direction !== 'incoming')
        throw new Invalid({ pointer: '/receivedOn', ...because.notIncoming });
      if (title !== undefined) document.title = title;
      if (kind !== undefined) document.kind = kind;
      if (receivedOn !== undefined) document.receivedOn = receivedOn;
      const warnings = [...personalNumberWarnings(title), ...longAgo(today, receivedOn)];
      return { answer: warningsView(warnings, caller) };
    });
  }
}
