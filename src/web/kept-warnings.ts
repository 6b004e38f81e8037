import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { WarningView } from '../changes/warning.dto.js';
import { SETTINGS, type Settings } from '../config/settings.js';
import { Cookies } from '../http/session-cookie.js';
import { KeptForms } from './kept-forms.js';

const COOKIE = 'yttra-warnings';
const SECONDS = 300;

/**
 * Carries what a step warned of over to the page that the browser is sent to. Warnings name bodies and people, so that
 * they stand in no address: they are kept as a form is that nobody could send.
 */
@Injectable()
export class KeptWarnings {
  private readonly cookies: Cookies;

  constructor(
    private readonly keptForms: KeptForms,
    @Inject(SETTINGS) settings: Settings,
  ) {
    this.cookies = new Cookies(settings);
  }

  async keep(request: FastifyRequest, reply: FastifyReply, answer: unknown): Promise<void> {
    const { warnings = [] } = (answer ?? {}) as { readonly warnings?: readonly WarningView[] };
    if (warnings.length === 0) return;
    const said = warnings.map(({ detail }) => detail);
    const key = await this.keptForms.keep(request.actor!.username, { path: '', fields: { said } });
    this.cookies.set(reply, COOKIE, key, SECONDS);
  }

  /** Shown once. */
  async take(request: FastifyRequest, reply: FastifyReply): Promise<readonly string[]> {
    const key = this.cookies.read(request, COOKIE);
    if (key === undefined) return [];
    const kept = await this.keptForms.find(key, request.actor!.username);
    await this.keptForms.forget(key);
    this.cookies.remove(reply, COOKIE);
    return (kept?.fields['said'] as readonly string[] | undefined) ?? [];
  }
}
