import { Injectable } from '@nestjs/common';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Actor } from '../rules/actor.js';
import { TooManyRequests } from '../rules/problem.js';
import { ImportSeveral } from './import-several.js';

/** Archives that one person has imported at once in one process: each is held in memory, unpacked and read. */
const MOST_AT_ONCE = 2;
const TRY_AGAIN_SECONDS = 10;

/**
 * Lets an archive in before a byte of it is read: only of whoever may import into the body, and only so many of one person
 * at once. Nobody else fills the memory of the process by sending what will be refused.
 */
@Injectable()
export class ImportsAtOnce {
  private readonly under = new Map<string, number>();

  constructor(private readonly importSeveral: ImportSeveral) {}

  watch(fastify: FastifyInstance): void {
    fastify.addHook('preParsing', async (request, reply) => {
      const { actor, routeOptions } = request;
      if (!routeOptions.config.archive || !actor) return;
      await this.importSeveral.officersFor(actor, bodyIn(request));
      const end = this.begin(actor);
      // Whether it is answered or the connection breaks off, as that of one who has stalled does (`closeStalled`).
      reply.raw.once('close', end);
    });
  }

  /** @returns what ends it. @throws TooManyRequests */
  begin({ username }: Actor): () => void {
    const count = this.under.get(username) ?? 0;
    if (count >= MOST_AT_ONCE) throw tooMany();
    this.under.set(username, count + 1);
    return () => this.end(username);
  }

  private end(username: string): void {
    const left = (this.under.get(username) ?? 1) - 1;
    if (left > 0) this.under.set(username, left);
    else this.under.delete(username);
  }
}

const bodyIn = ({ params }: FastifyRequest): string => (params as { code: string }).code;

const tooMany = (): TooManyRequests =>
  new TooManyRequests(TRY_AGAIN_SECONDS, {
    sv: 'Flera inläsningar av dina pågår redan.',
    en: 'Several imports of yours are under way already.',
  });
