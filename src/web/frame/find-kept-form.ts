import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { SETTINGS, type Settings } from '../../config/settings.js';
import { Cookies, isLookedAtByScript } from '../../http/session-cookie.js';
import { KeptForms, type KeptForm } from './kept-forms.js';
import { KEPT_COOKIE } from './send-to-sign-in.js';

/** What a reader had filled in when their session had ended. */
@Injectable()
export class FindKeptForm {
  private readonly cookies: Cookies;

  constructor(
    private readonly keptForms: KeptForms,
    @Inject(SETTINGS) settings: Settings,
  ) {
    this.cookies = new Cookies(settings);
  }

  /** The reader's own at this address. It is theirs once: then it is in the form. */
  async find(request: FastifyRequest, reply: FastifyReply): Promise<KeptForm | undefined> {
    const key = this.cookies.read(request, KEPT_COOKIE);
    if (key === undefined || isLookedAtByScript(request)) return undefined;
    const path = request.url.split('?')[0]!;
    const kept = await this.keptForms.find(key, request.actor!.username, path);
    if (!kept) return undefined;
    await this.keptForms.forget(key);
    this.cookies.remove(reply, KEPT_COOKIE);
    return kept;
  }
}
