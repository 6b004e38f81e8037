import { Inject, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Clock } from '../../config/clock.js';
import { SETTINGS, type Settings } from '../../config/settings.js';
import { appearanceOf, keysOf } from '../../http/chosen-looks.js';
import { languageOf } from '../../http/language.js';
import { formToken } from '../../http/session-cookie.js';
import type { Reader } from './staff-frame.js';

/** Who reads a page: known on every route that says `page`. */
@Injectable()
export class Readers {
  constructor(
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  of(request: FastifyRequest): Reader {
    const { actor, session, raw } = request;
    if (!actor || !session) throw new Error('Only a page that asks for a session has a reader.');
    return {
      actor,
      language: languageOf(raw),
      token: formToken(session.id),
      today: this.clock.today(),
      municipality: this.settings.publisher?.name,
      appearance: appearanceOf(request),
      keys: keysOf(request),
    };
  }
}
