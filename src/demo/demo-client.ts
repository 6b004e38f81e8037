import { createHash } from 'node:crypto';

/** One request and its answer, as they went over the wire. */
export interface Exchange {
  readonly method: string;
  readonly path: string;
  readonly request: unknown;
  readonly status: number;
  readonly response: unknown;
}

/** A JSON object of the API; the story reads only fields that the contract names. */
export type Json = Record<string, unknown> & {
  readonly id: string;
  readonly version: number;
  readonly state: string;
};

/** The service refused, in its own words. */
export class Refused extends Error {
  constructor(readonly exchange: Exchange) {
    super(`${exchange.method} ${exchange.path} → ${exchange.status} ${JSON.stringify(exchange.response)}`);
    this.name = 'Refused';
  }
}

interface RequestOptions {
  readonly body?: unknown;
  readonly version?: number;
  readonly text?: string;
}

/** Talks to a running instance in demo mode as its personas do: over HTTP and nothing else. */
export class DemoClient {
  private readonly tokens = new Map<string, string>();

  /** @param repeats that what was changed already is answered as the first time, and not changed once more. */
  constructor(
    private readonly address: string,
    private readonly onExchange: (exchange: Exchange) => void = () => undefined,
    private readonly repeats = false,
  ) {}

  async get(persona: string, path: string): Promise<Json> {
    return this.send(persona, 'GET', path);
  }

  async post(persona: string, path: string, body?: object, version?: number): Promise<Json> {
    return this.send(persona, 'POST', path, { body, ...(version !== undefined && { version }) });
  }

  async put(persona: string, path: string, body: object, version: number): Promise<Json> {
    return this.send(persona, 'PUT', path, { body, version });
  }

  async postText(persona: string, path: string, text: string, version: number): Promise<Json> {
    return this.send(persona, 'POST', path, { text, version });
  }

  async upload(
    persona: string,
    fields: Record<string, string>,
    file: { name: string; text: string },
  ): Promise<Json> {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    form.set('file', new Blob([file.text], { type: 'text/plain' }), file.name);
    return this.send(persona, 'POST', '/documents', { body: form });
  }

  private async send(
    persona: string,
    method: string,
    path: string,
    options: RequestOptions = {},
  ): Promise<Json> {
    const { body, text, version } = options;
    const form = body instanceof FormData;
    const said = text ?? (body === undefined || form ? '' : JSON.stringify(body));
    const answer = await fetch(`${this.address}/yttra/v1${path}`, {
      method,
      headers: {
        ...(this.repeats && method !== 'GET' && { 'Idempotency-Key': keyOf(method, path, said) }),
        Authorization: `Bearer ${await this.token(persona)}`,
        ...(text !== undefined && { 'Content-Type': 'text/plain; charset=utf-8' }),
        ...(body !== undefined && !form && { 'Content-Type': 'application/json' }),
        ...(version !== undefined && { 'If-Match': `"${version}"` }),
      },
      body: form ? body : said || null,
    });
    const response: unknown = await answer.json();
    const exchange = {
      method,
      path,
      request: form ? Object.fromEntries(body) : (text ?? body),
      status: answer.status,
      response,
    };
    this.onExchange(exchange);
    if (!answer.ok) throw new Refused(exchange);
    return response as Json;
  }

  private async token(persona: string): Promise<string> {
    const known = this.tokens.get(persona);
    if (known) return known;
    const answer = await fetch(`${this.address}/yttra/v1/demo/tokens`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ persona }),
    });
    if (answer.status !== 201) throw new Error(`${this.address} ger inga demobiljetter (${answer.status}).`);
    const { accessToken } = (await answer.json()) as { accessToken: string };
    this.tokens.set(persona, accessToken);
    return accessToken;
  }
}

/** The same for the same request; the service tells personas apart. */
const keyOf = (...request: string[]): string =>
  `demo ${createHash('sha256').update(request.join('\n')).digest('hex')}`;
