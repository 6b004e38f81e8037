import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { SETTINGS, type Settings } from '../../config/settings.js';
import { languageOf } from '../../http/language.js';
import { Cookies, SESSION_COOKIE } from '../../http/session-cookie.js';
import { IssuerSignIn } from '../../identity/issuer-sign-in.js';
import { forgetInBrowser } from './forget-in-browser.js';
import { sendStaffPage } from '../frame/send-staff-page.js';
import { signedOutPage } from './signed-out-page.js';

/** What the browser is told once its reader's session has ended, by whichever button. */
@Injectable()
export class SignOut {
  private readonly cookies: Cookies;

  constructor(
    private readonly issuer: IssuerSignIn,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {
    this.cookies = new Cookies(settings);
  }

  /**
   * Leads the browser to the issuer to end the session there. By a page, not by a redirect: a form may lead nowhere but
   * here (`form-action`), and browsers hold what it is redirected to to that.
   */
  async leave(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    this.cookies.remove(reply, SESSION_COOKIE);
    forgetInBrowser(reply);
    const address = this.signsInAtIssuer ? await this.issuer.endAddress() : undefined;
    if (address === undefined) return void (await reply.redirect('/logga-in', 303));
    void reply.header('Refresh', `0; url=${address}`);
    await sendStaffPage(reply, 200, signedOutPage(languageOf(request.raw), address));
  }

  /** In the demo a session is a persona's, also where there is an issuer. */
  private get signsInAtIssuer(): boolean {
    return this.issuer.isOffered && !this.settings.demo;
  }
}
