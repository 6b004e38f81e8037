import { Injectable } from '@nestjs/common';
import type { Caller } from '../changes/caller.js';
import { MakeChange } from '../changes/make-change.js';
import { begin, occasionOf } from '../changes/step.js';
import { Document } from './document.entity.js';
import { DOCUMENT } from './document.kind.js';

/** Deletes a wrong upload that nothing refers to. The sweep removes its file, unless another document has the same. */
@Injectable()
export class RemoveDocument {
  constructor(private readonly makeChange: MakeChange) {}

  /** Waits for whoever is about to refer to it, so that the rule sees what they did. */
  async remove(caller: Caller, id: string): Promise<void> {
    await this.makeChange.make(caller, async (attempt) => {
      await attempt.tx.query('SELECT FROM documents WHERE id = $1 FOR UPDATE', [id]);
      const { change, row: document } = await begin(attempt, DOCUMENT, id, 'remove');
      await change.tx.query("DELETE FROM confidentiality WHERE object_type = 'document' AND object_id = $1", [
        id,
      ]);
      await change.delete(Document, document, occasionOf(DOCUMENT, document, 'remove'));
      return null;
    });
  }
}
