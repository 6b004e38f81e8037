import { createHmac, timingSafeEqual } from 'node:crypto';
import { parse, serialize } from 'cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Settings } from '../config/settings.js';
import type { Session } from '../identity/sessions.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Of a page for staff, once its cookie has been found good. */
    session?: Session;
  }
  interface FastifyContextConfig {
    /** A page for those who have signed in with a browser. */
    page?: boolean;
  }
}

/**
 * Cookies of this service. They are sent back by TLS alone, but in a demo over http; no script reads them, and another
 * site's forms do not carry them.
 */
export class Cookies {
  private readonly secure: boolean;

  constructor({ demo, publicUrl }: Pick<Settings, 'demo' | 'publicUrl'>) {
    this.secure = !demo || publicUrl.startsWith('https:');
  }

  read(request: FastifyRequest, name: string): string | undefined {
    return parse(request.headers.cookie ?? '')[this.named(name)];
  }

  /** @param seconds how long the browser keeps it; without, until it is closed. */
  set(reply: FastifyReply, name: string, value: string, seconds?: number): void {
    void reply.header(
      'Set-Cookie',
      serialize(this.named(name), value, {
        httpOnly: true,
        secure: this.secure,
        sameSite: 'lax',
        path: '/',
        ...(seconds !== undefined && { maxAge: seconds }),
      }),
    );
  }

  remove(reply: FastifyReply, name: string): void {
    this.set(reply, name, '', 0);
  }

  /** `__Host-`: no other host of the domain can set it. */
  private named(name: string): string {
    return this.secure ? `__Host-${name}` : name;
  }
}

export const SESSION_COOKIE = 'yttra';

/** Whether the script of a page looks what is new, and nobody goes anywhere: nothing is used up by it, no session either. */
export const isLookedAtByScript = ({ method, headers }: FastifyRequest): boolean =>
  (method === 'GET' || method === 'HEAD') && headers['sec-fetch-dest'] === 'empty';

/** What a form of this session carries, and no other site can know. */
export const formToken = (sessionId: string): string =>
  createHmac('sha256', sessionId).update('form').digest('base64url');

export function isFormToken(given: unknown, sessionId: string): boolean {
  const expected = Buffer.from(formToken(sessionId));
  const token = Buffer.from(typeof given === 'string' ? given : '');
  return token.length === expected.length && timingSafeEqual(token, expected);
}
