import { setTimeout as pause } from 'node:timers/promises';
import { asSeen, type SeenPage } from './html.js';

export interface Visited extends SeenPage {
  /** As it was sent. */
  readonly html: string;
  readonly status: number;
  readonly path: string;
  readonly headers: Headers;
}

/** A browser without a screen: keeps cookies, follows redirects of its own site, asks again where a page says so, sends forms as they stand. */
export class Visitor {
  readonly cookies = new Map<string, string>();

  constructor(readonly base: string) {}

  /** A persona of the demo municipality that has signed in to the service at an address. */
  static async signedIn(base: string, persona: string): Promise<Visitor> {
    const visitor = new Visitor(base);
    await visitor.signIn(persona);
    return visitor;
  }

  async signIn(persona: string, to = '/inkorg'): Promise<Visited> {
    return this.send('/logga-in', { persona, till: to });
  }

  async visit(path: string, headers: Record<string, string> = {}): Promise<Visited> {
    return this.request(path, { headers });
  }

  /** Sends fields to an address; `Sec-Fetch-Site` as a page of the same site would. */
  async send(
    path: string,
    fields: Record<string, string>,
    headers: Record<string, string> = {},
  ): Promise<Visited> {
    return this.request(path, {
      method: 'POST',
      body: new URLSearchParams(fields),
      headers: { 'Sec-Fetch-Site': 'same-origin', Origin: this.base, ...headers },
    });
  }

  /** The same of a form that has a place for a file, in which none was chosen. */
  async upload(path: string, fields: Record<string, string>): Promise<Visited> {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    return this.request(path, {
      method: 'POST',
      body: form,
      headers: { 'Sec-Fetch-Site': 'same-origin', Origin: this.base },
    });
  }

  /** Opens the form at an address, and sends it with these fields. */
  async fill(path: string, fields: Record<string, string> = {}): Promise<Visited> {
    return this.send(path, { ...Visitor.hidden(await this.visit(path)), ...fields });
  }

  /** What the page's form to an address would send besides what is written. */
  static hidden(page: SeenPage): Record<string, string> {
    const inputs = page.elements.filter(
      ({ name, attributes }) => name === 'input' && attributes['type'] === 'hidden',
    );
    return Object.fromEntries(inputs.map(({ attributes }) => [attributes['name']!, attributes['value']!]));
  }

  async request(path: string, init: RequestInit): Promise<Visited> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(this.base + path, {
      ...init,
      redirect: 'manual',
      headers: { Accept: 'text/html', ...(cookie && { Cookie: cookie }), ...init.headers },
    });
    for (const set of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(set)!;
      if (/max-age=0/i.test(set)) this.cookies.delete(name!);
      else this.cookies.set(name!, value!);
    }
    const location = response.headers.get('location');
    if (location?.startsWith('/') && !('stop' in init)) return this.request(location, { headers: {} });
    const html = await response.text();
    const seconds = /^\d+$/.exec(response.headers.get('refresh') ?? '');
    if (seconds && response.status === 202 && !('stop' in init)) {
      await pause(Number(seconds[0]) * 1000);
      return this.request(path, init);
    }
    return { ...asSeen(html), html, status: response.status, path, headers: response.headers };
  }
}
