import http, { type IncomingHttpHeaders, type OutgoingHttpHeaders } from 'node:http';
import { performance } from 'node:perf_hooks';

export interface Sent {
  readonly method: string;
  readonly path: string;
  readonly headers?: OutgoingHttpHeaders;
  readonly body?: string | Buffer | undefined;
}

export interface Answered {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly milliseconds: number;
}

/** Sends bytes as they are given, over few connections that stay open; no client library tidies them up first. */
export class Wire {
  private readonly agent: http.Agent;

  constructor(
    private readonly base: string,
    connections = 8,
  ) {
    this.agent = new http.Agent({ keepAlive: true, maxSockets: connections });
  }

  async send({ method, path, headers = {}, body }: Sent): Promise<Answered> {
    const { hostname, port } = new URL(this.base);
    const started = performance.now();
    return new Promise((resolve, reject) => {
      const length =
        body === undefined || headers['transfer-encoding']
          ? {}
          : { 'content-length': Buffer.byteLength(body) };
      const request = http.request({
        agent: this.agent,
        hostname,
        port,
        method,
        path,
        headers: { ...length, ...headers },
        timeout: 60_000,
      });
      request.on('timeout', () => request.destroy(new Error('no answer in a minute')));
      // A server that refuses early may close before all has been sent; what it said counts.
      request.on('error', reject);
      request.on('response', (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () =>
          resolve({
            status: response.statusCode!,
            headers: response.headers,
            text: Buffer.concat(chunks).toString(),
            milliseconds: performance.now() - started,
          }),
        );
      });
      request.end(body);
    });
  }

  close(): void {
    this.agent.destroy();
  }
}

/** Does the same with each, a few at a time, and answers in their order. */
export async function withEach<T, R>(
  all: readonly T[],
  work: (one: T) => Promise<R>,
  atOnce = 8,
): Promise<R[]> {
  const results: R[] = [];
  const waiting = all.entries();
  const worker = async () => {
    for (const [index, one] of waiting) results[index] = await work(one);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return results;
}
