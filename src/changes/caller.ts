import { createHash } from 'node:crypto';
import type { Actor } from '../rules/actor.js';
import type { Invalid } from '../rules/problem.js';
import type { Language, Texts } from '../rules/texts.js';
import { Readings, type ReadCollection } from './readings.js';

/** Who asks, and the terms they ask on: everything a use case needs of a request besides its content. */
export class Caller {
  constructor(
    readonly actor: Actor,
    readonly language: Language,
    /** Method and route template: the scope of an idempotency key. */
    readonly route: string,
    readonly requestId: string,
    readonly terms: {
      readonly ifMatch?: string | undefined;
      readonly idempotencyKey?: string | undefined;
      /** Why, in the caller's words; goes to the audit trail. */
      readonly reason?: string | undefined;
      /** How many bytes of content the request has. */
      readonly written: number;
      /** What the request says, to tell a repeat from another request under the same key. */
      readonly fingerprint: string;
    },
    readonly readings = new Readings(),
    /** What is wrong with the fields of the request. It is not said before the caller is known to be someone who may. */
    public wrong?: Invalid,
  ) {}

  /** Username of whom the caller stands in for in what was permitted last; null where it was in their own right. */
  actedFor: string | null = null;

  /** While a use case is asked whether the caller may, though fields are wrong: it may keep nothing of what it comes to. */
  isAskedWhoMay = false;

  /** Whose name a receipt has: whom the caller stood in for. */
  get absentName(): string | undefined {
    return this.actor.standsInFor.find(({ username }) => username === this.actedFor)?.name;
  }

  get mayWrite(): boolean {
    return !(this.isAskedWhoMay && this.wrong);
  }

  /** Said before anything is written, and after it is known that the caller may write it. @throws Invalid */
  refuseWrongFields(): void {
    if (this.wrong) throw this.wrong;
  }

  /**
   * Said by whatever function reads a record that can be confidential, so that the reading is remembered with the answer.
   *
   * @param confidential false where the function knows that it is not.
   */
  hasRead(collection: ReadCollection, id: string, confidential = true): void {
    if (confidential) this.readings.add({ collection, id });
  }

  say(texts: Texts): string {
    return texts[this.language];
  }

  /** The same caller once the content of an upload is known. */
  uploading(...content: string[]): Caller {
    const fingerprint = hash([this.terms.fingerprint, ...content].join('\n'));
    return this.on({ ...this.terms, fingerprint });
  }

  /** The same caller on other terms: for a part of a request that is a step of its own. */
  on(terms: Caller['terms']): Caller {
    return new Caller(
      this.actor,
      this.language,
      this.route,
      this.requestId,
      terms,
      this.readings,
      this.wrong,
    );
  }
}

export const hash = (text: string | Buffer): string => createHash('sha256').update(text).digest('hex');
