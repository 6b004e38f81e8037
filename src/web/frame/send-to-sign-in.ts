import { Inject, Injectable } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { SETTINGS, type Settings } from '../../config/settings.js';
import { prefersPage } from '../../http/language.js';
import { Cookies, isFormToken, SESSION_COOKIE } from '../../http/session-cookie.js';
import { Sessions } from '../../identity/sessions.js';
import { SignedOut, Unauthenticated } from '../../identity/unauthenticated.js';
import { KeptForms } from './kept-forms.js';
import { UploadForms } from './upload-forms.js';

export const KEPT_COOKIE = 'yttra-form';

/** Sends whoever asks for a page of staff without a session to sign in, and keeps what they had filled in. */
@Injectable()
export class SendToSignIn {
  private readonly cookies: Cookies;

  constructor(
    private readonly sessions: Sessions,
    private readonly keptForms: KeptForms,
    private readonly uploads: UploadForms,
    @Inject(SETTINGS) settings: Settings,
  ) {
    this.cookies = new Cookies(settings);
  }

  watch(fastify: FastifyInstance): void {
    fastify.addHook('preHandler', async (request, reply) => {
      if (!request.routeOptions.config.page || request.actor) return;
      if (!prefersPage(request.raw)) throw new Unauthenticated();
      await this.send(request, reply);
    });
  }

  private async send(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const isForm = request.method === 'POST';
    const to = isForm ? request.url.split('?')[0]! : request.url;
    if (isForm) await this.keep(request, reply, to);
    const late = this.cookies.read(request, SESSION_COOKIE) === undefined ? '' : '&utgangen=ja';
    await reply.redirect(`/logga-in?till=${encodeURIComponent(to)}${late}`, 303);
  }

  /** Only of a session that was, and of a form that was its own: nobody else fills the database. */
  private async keep(request: FastifyRequest, reply: FastifyReply, path: string): Promise<void> {
    const id = this.cookies.read(request, SESSION_COOKIE);
    if (id === undefined) return this.giveBack(request);
    const username = await this.sessions.whoseWas(id);
    if (username === undefined) return;
    const body = request.isMultipart() ? await this.uploads.typedIn(request) : request.body;
    const fields = (body ?? {}) as Record<string, unknown>;
    if (!isFormToken(fields['_token'], id)) return;
    this.cookies.set(reply, KEPT_COOKIE, await this.keptForms.keep(username, { path, fields }), 3600);
  }

  /**
   * Whoever has signed out in another tab has no session that the form could be kept for. What they typed stood on their own
   * screen a moment ago, so the answer has it, to be sent again. Of nobody's files nothing is kept.
   *
   * @throws SignedOut where a page of ours was filled in.
   */
  private async giveBack(request: FastifyRequest): Promise<void> {
    if (request.isMultipart()) request.body = await this.uploads.typedIn(request);
    const { _token: token } = (request.body ?? {}) as Record<string, unknown>;
    if (typeof token === 'string' && token !== '') throw new SignedOut();
  }
}
