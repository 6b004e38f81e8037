import { setTimeout as pause } from 'node:timers/promises';

/** A JSON object of the API. */
export type Json = Record<string, unknown> & { readonly id: string; readonly version: number };

/** The service said no, for good: a conflict or a mistake, not an outage. */
export class SaidNo extends Error {
  constructor(
    readonly status: number,
    what: string,
  ) {
    super(`${status} to ${what}`);
  }
}

/** No answer for so long that a person would have gone home. */
export class GaveUp extends Error {}

const PATIENCE_MS = 120_000;

/** A client as it should be: repeats what was not answered, at the next address, under the same key. */
export class PatientClient {
  private readonly tokens = new Map<string, string>();
  private turn = 0;

  constructor(private readonly addresses: readonly string[]) {}

  async get(persona: string, path: string): Promise<Json> {
    return this.send(persona, 'GET', path, {});
  }

  async post(persona: string, path: string, key: string, body: object = {}, version?: number): Promise<Json> {
    return this.send(persona, 'POST', path, {
      body,
      headers: {
        'Idempotency-Key': key,
        ...(version !== undefined && { 'If-Match': `"${version}"` }),
      },
    });
  }

  /** PUT has no key: whether the first one was made is seen by reading again. */
  async put(persona: string, path: string, body: object, version: number): Promise<Json> {
    try {
      return await this.send(persona, 'PUT', path, { body, headers: { 'If-Match': `"${version}"` } });
    } catch (error) {
      if (error instanceof SaidNo && error.status === 412) return this.get(persona, path);
      throw error;
    }
  }

  private async send(
    persona: string,
    method: string,
    path: string,
    { body, headers = {} }: { body?: object; headers?: Record<string, string> },
  ): Promise<Json> {
    const until = Date.now() + PATIENCE_MS;
    for (let wait = 50; Date.now() < until; wait = Math.min(wait * 2, 1000)) {
      const answer = await this.once(persona, method, path, body, headers).catch(() => undefined);
      if (answer && answer.status < 300) return answer.json as Json;
      const again = !answer || answer.status >= 500 || answer.type === '/problems/request-in-progress';
      if (!again) throw new SaidNo(answer.status, `${method} ${path}: ${JSON.stringify(answer.json)}`);
      await pause(wait);
    }
    throw new GaveUp(`${method} ${path}`);
  }

  private async once(
    persona: string,
    method: string,
    path: string,
    body: object | undefined,
    headers: Record<string, string>,
  ): Promise<{ status: number; type: unknown; json: Record<string, unknown> }> {
    const address = this.addresses[this.turn++ % this.addresses.length]!;
    const answer = await fetch(`${address}/yttra/v1${path}`, {
      method,
      headers: {
        ...headers,
        Authorization: `Bearer ${await this.token(address, persona)}`,
        ...(body && { 'Content-Type': 'application/json' }),
      },
      body: body ? JSON.stringify(body) : null,
      signal: AbortSignal.timeout(20_000),
    });
    const json = (await answer.json()) as Record<string, unknown>;
    return { status: answer.status, type: json['type'], json };
  }

  private async token(address: string, persona: string): Promise<string> {
    const known = this.tokens.get(persona);
    if (known) return known;
    const answer = await fetch(`${address}/yttra/v1/demo/tokens`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ persona }),
      signal: AbortSignal.timeout(20_000),
    });
    const { accessToken } = (await answer.json()) as { accessToken?: string };
    if (!accessToken) throw new Error(`no token: ${answer.status}`);
    this.tokens.set(persona, accessToken);
    return accessToken;
  }
}
