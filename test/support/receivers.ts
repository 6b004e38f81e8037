import http, { type IncomingHttpHeaders, type RequestListener } from 'node:http';
import https from 'node:https';
import net, { type Server, type Socket } from 'node:net';
import type { Certificate } from './certificates.js';

export interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** A system that is told by webhook: a real listener on loopback. */
export interface Receiver {
  /** `127.0.0.1:<port>`, as `WEBHOOK_ALLOWED_PRIVATE` names it. */
  readonly place: string;
  readonly port: number;
  /** How often somebody connected. */
  connections(): number;
  /** What came in, oldest first. */
  readonly received: Received[];
  /** How it answers from now on; it has read the whole request by then. */
  answer: RequestListener;
  close(): Promise<void>;
}

export const says =
  (status: number, headers: Record<string, string> = {}): RequestListener =>
  (_, response) =>
    response.writeHead(status, headers).end();

export async function startReceiver(certificate?: Certificate): Promise<Receiver> {
  const received: Received[] = [];
  const listener: RequestListener = (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('error', () => undefined);
    response.on('error', () => undefined);
    request.on('end', () => {
      received.push({ headers: request.headers, body: Buffer.concat(chunks) });
      receiver.answer(request, response);
    });
  };
  const server = certificate ? https.createServer(certificate, listener) : http.createServer(listener);
  server.on('tlsClientError', () => undefined);
  const receiver: Receiver = { ...(await listen(server)), received, answer: says(204) };
  return receiver;
}

/** One that speaks no HTTP, or a strange one: given the bare connection. */
export async function startBareReceiver(
  answer: (socket: Socket) => void,
): Promise<Omit<Receiver, 'received' | 'answer'>> {
  return listen(
    net.createServer((socket) => {
      socket.on('error', () => undefined);
      answer(socket);
    }),
  );
}

async function listen(server: Server) {
  let connections = 0;
  const open = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    connections += 1;
    open.add(socket.on('close', () => open.delete(socket)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  return {
    place: `127.0.0.1:${port}`,
    port,
    connections: () => connections,
    close: async () => {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
