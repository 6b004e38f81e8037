import { Agent, request, type IncomingHttpHeaders } from 'node:http';
import type { Credentials } from './credentials.js';
import type { Marks } from './marks.js';
import type { Persona } from './personas.js';

export interface Question {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: object | string | FormData;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly milliseconds: number;
}

const IN_FLIGHT = 8;

/** Asks as many personas as one likes, a few at a time over connections that stay, and keeps what should not have been read. */
export class Ask {
  /** Who read what they may not know, and where. */
  readonly leaks = new Set<string>();
  readonly texts = new Set<string>();
  private readonly agent = new Agent({ keepAlive: true, maxSockets: IN_FLIGHT });

  constructor(
    private readonly base: string,
    private readonly credentials: Credentials,
    private readonly marks: Marks,
  ) {}

  /** @param operation method and path from the API's root. */
  async ask(persona: Persona, operation: string, question: Question = {}): Promise<Answer> {
    const answer = await this.send(persona, operation, question);
    this.texts.add(answer.text);
    for (const leak of this.marks.leaksTo(persona, answer.text))
      this.leaks.add(`${persona.name} read ${leak} at ${operation.replace(/[0-9a-f-]{36}/g, '…')}`);
    return answer;
  }

  async json(persona: Persona, operation: string): Promise<Record<string, unknown>> {
    const { status, text } = await this.ask(persona, operation);
    if (status !== 200) throw new Error(`${persona.name} ${operation}: ${status} ${text}`);
    return JSON.parse(text) as Record<string, unknown>;
  }

  close(): void {
    this.agent.destroy();
  }

  private async send({ name }: Persona, operation: string, { headers, body }: Question): Promise<Answer> {
    const [method, path] = operation.split(' ') as [string, string];
    const token = this.credentials.get(name);
    const content = body === undefined ? undefined : await contentOf(body);
    const began = performance.now();
    return new Promise((resolve, reject) => {
      const sent = request(
        `${this.base}/yttra/v1${path}`,
        {
          method,
          agent: this.agent,
          headers: {
            ...(token && { authorization: `Bearer ${token}` }),
            ...(content && { 'content-type': content.type, 'content-length': String(content.bytes.length) }),
            ...headers,
          },
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('error', reject);
          response.on('end', () =>
            resolve({
              status: response.statusCode!,
              headers: response.headers,
              text: Buffer.concat(chunks).toString('utf8'),
              milliseconds: performance.now() - began,
            }),
          );
        },
      );
      sent.on('error', reject);
      sent.end(content?.bytes);
    });
  }
}

async function contentOf(body: object | string | FormData): Promise<{ type: string; bytes: Buffer }> {
  if (typeof body === 'string') return { type: 'text/plain; charset=utf-8', bytes: Buffer.from(body) };
  if (!(body instanceof FormData))
    return { type: 'application/json', bytes: Buffer.from(JSON.stringify(body)) };
  const form = new Response(body);
  return { type: form.headers.get('content-type')!, bytes: Buffer.from(await form.arrayBuffer()) };
}
