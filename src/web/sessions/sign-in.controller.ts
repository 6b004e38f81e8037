import { Body, Controller, Get, Inject, Post, Query, Req, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { SETTINGS, type Settings } from '../../config/settings.js';
import { languageOf, prefersPage } from '../../http/language.js';
import { Cookies, isFormToken, SESSION_COOKIE } from '../../http/session-cookie.js';
import type { ProvenToken } from '../../identity/access-tokens.js';
import { Identify } from '../../identity/identify.js';
import { IssuerSignIn, type Errand } from '../../identity/issuer-sign-in.js';
import { Sessions } from '../../identity/sessions.js';
import { Unauthenticated } from '../../identity/unauthenticated.js';
import { NotFound } from '../../rules/problem.js';
import { forgetInBrowser } from './forget-in-browser.js';
import { Personas } from './personas.js';
import { sendStaffPage } from '../frame/send-staff-page.js';
import { signInPage } from './sign-in-page.js';
import { SignOut } from './sign-out.js';

const ERRAND_COOKIE = 'yttra-errand';
const ERRAND_SECONDS = 600;

type Kept = Errand & { readonly to: string };

/** Signing in and out with a browser. */
@ApiExcludeController()
@Controller()
export class SignInController {
  private readonly cookies: Cookies;

  constructor(
    private readonly sessions: Sessions,
    private readonly identify: Identify,
    private readonly issuer: IssuerSignIn,
    private readonly personas: Personas,
    private readonly signOut: SignOut,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {
    this.cookies = new Cookies(settings);
  }

  /** A person is led to their inbox, a program to the description of the API. */
  @Get()
  async home(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const id = this.cookies.read(request, SESSION_COOKIE);
    const isIn = id !== undefined && (await this.sessions.find(id)) !== undefined;
    await reply.redirect(prefersPage(request.raw) ? (isIn ? '/inkorg' : '/logga-in') : '/docs', 302);
  }

  @Get('logga-in')
  async page(
    @Query() { till, utgangen }: Record<string, unknown>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const language = languageOf(request.raw);
    await sendStaffPage(
      reply,
      200,
      signInPage({
        language,
        to: safePath(till),
        state: utgangen === 'ja' ? 'ended' : 'new',
        personas: this.settings.demo ? await this.personas.all() : null,
        isOffered: this.issuer.isOffered,
      }),
    );
  }

  /** In the demo a visitor chooses who they are. */
  @Post('logga-in')
  @RouteConfig({ form: true })
  async choose(
    @Body() { persona, till }: Record<string, unknown> = {},
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    if (!this.settings.demo) throw new NotFound();
    const all = await this.personas.all();
    const chosen = all.find(({ username }) => username === persona);
    if (!chosen) throw new NotFound();
    await this.begin(request, reply, { username: chosen.username }, safePath(till));
  }

  @Get('logga-in/fortsatt')
  async leave(@Query() { till }: Record<string, unknown>, @Res() reply: FastifyReply): Promise<void> {
    if (!this.issuer.isOffered) throw new NotFound();
    const { address, errand } = await this.issuer.begin();
    const kept: Kept = { ...errand, to: safePath(till) };
    const text = Buffer.from(JSON.stringify(kept)).toString('base64url');
    this.cookies.set(reply, ERRAND_COOKIE, text, ERRAND_SECONDS);
    await reply.redirect(address, 302);
  }

  /** Where the issuer sends the browser back to. */
  @Get('logga-in/svar')
  async comeBack(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const errand = errandOf(this.cookies.read(request, ERRAND_COOKIE));
    this.cookies.remove(reply, ERRAND_COOKIE);
    if (!this.issuer.isOffered || !errand) throw new NotFound();
    const proven = await orRefused(this.issuer.end(request.url.split('?')[1] ?? '', errand));
    if (!proven) return this.refuse(request, reply, { state: 'refused' });
    // Who is new may become known by it, and who is not known gets no session.
    const actor = await orRefused(this.identify.proveSession(proven).actor());
    if (!actor) return this.refuse(request, reply, { state: 'unknown', username: proven.username });
    await this.begin(request, reply, proven, safePath(errand.to));
  }

  private async refuse(
    request: FastifyRequest,
    reply: FastifyReply,
    why: { readonly state: 'refused' } | { readonly state: 'unknown'; readonly username: string },
  ): Promise<void> {
    const language = languageOf(request.raw);
    const page = signInPage({ language, to: '/inkorg', personas: null, isOffered: true, ...why });
    await sendStaffPage(reply, 403, page);
  }

  /** Ends the session here, and leads the browser to the issuer to end it there. */
  @Post('logga-ut')
  @RouteConfig({ form: true })
  async leaveForGood(
    @Body() { _token: token }: Record<string, unknown> = {},
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const id = this.cookies.read(request, SESSION_COOKIE);
    // With the button of a page of an earlier session nobody is signed out: the inbox shows it, and has a button that does.
    if (id !== undefined && !isFormToken(token, id)) return void (await reply.redirect('/inkorg', 303));
    if (id !== undefined) {
      await this.sessions.end(id);
      return this.signOut.leave(request, reply);
    }
    await reply.redirect('/logga-in', 303);
  }

  /**
   * The session that the browser had before, if any, ends: a new one has a new id. Where it was another person's, nothing
   * of what they wrote is left in the browser.
   */
  private async begin(
    request: FastifyRequest,
    reply: FastifyReply,
    { username, claims }: Pick<ProvenToken, 'username'> & Partial<ProvenToken>,
    to: string,
  ): Promise<void> {
    const id = await this.sessions.begin(username, claims);
    const before = this.cookies.read(request, SESSION_COOKIE);
    if (before !== undefined) {
      const earlier = await this.sessions.whoseWas(before);
      if (earlier !== undefined && earlier !== username) forgetInBrowser(reply);
      await this.sessions.end(before);
    }
    this.cookies.set(reply, SESSION_COOKIE, id);
    await reply.redirect(to, 303);
  }
}

/** A page of staff, with what it is filtered by: no other site, no step upwards, no page that is not theirs. */
const STAFF_PAGE =
  /^\/(anstand|arenden|arkivpaket|diarium|forvaltning|handlingar|inkorg|mitt|remisser|sammantraden|sok|statistik|svar|tjansteskrivelser)(\/(?!\.|%2e)[\w.~%-]+)*(\?[\w.~%&=+*-]*)?$/i;

/** The page stands in a cookie until the issuer has answered, and a browser drops one of more than 4,096 bytes. */
const LONGEST_ADDRESS = 2000;

/** Anything else leads to the inbox. */
const safePath = (given: unknown): string =>
  typeof given === 'string' && given.length <= LONGEST_ADDRESS && STAFF_PAGE.test(given) ? given : '/inkorg';

/** Undefined for whoever is not who they should be; what else goes wrong is thrown on. */
async function orRefused<T>(proving: Promise<T>): Promise<T | undefined> {
  try {
    return await proving;
  } catch (refused) {
    if (!(refused instanceof Unauthenticated)) throw refused;
    return undefined;
  }
}

function errandOf(text: string | undefined): Kept | undefined {
  if (text === undefined) return undefined;
  try {
    const kept = JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as Partial<Kept>;
    const { state, nonce, verifier, to } = kept;
    return state && nonce && verifier && to ? { state, nonce, verifier, to } : undefined;
  } catch {
    return undefined;
  }
}
