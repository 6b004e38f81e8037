import net from 'node:net';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';

/** A request that is refused, most of them before it has been read to its end. */
export interface RefusedRequest {
  readonly name: string;
  readonly status: number;
  readonly diskIsFull?: true;
  /** The request as bytes, head and body. */
  readonly bytes: (authorization: string) => Buffer;
}

const SMALL = 300_000;
const LARGE = 100 * 1024 * 1024;
const END = '\r\n--x--\r\n';
const MULTIPART = 'multipart/form-data; boundary=x';

const field = (name: string, value: string) =>
  `--x\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
const fields = (body = 'KS') => field('title', 'Svar') + field('kind', 'reply') + field('body', body);
const file = (size: number, name = 'filename="a.txt"') =>
  `--x\r\nContent-Disposition: form-data; name="file"; ${name}\r\nContent-Type: text/plain\r\n\r\n${'a'.repeat(size)}`;

interface Shape {
  readonly path?: string;
  readonly type?: string;
  /** Its length is not said beforehand. */
  readonly chunked?: true;
  readonly anonymous?: true;
  /** Says to be this long, and is not. */
  readonly saidLength?: number;
}

function post(body: string, shape: Shape = {}): RefusedRequest['bytes'] {
  return (authorization) => {
    const { path = '/documents', type = MULTIPART, chunked, anonymous, saidLength = body.length } = shape;
    const head = [
      `POST /yttra/v1${path} HTTP/1.1`,
      'Host: x',
      `Content-Type: ${type}`,
      chunked ? 'Transfer-Encoding: chunked' : `Content-Length: ${saidLength}`,
      ...(anonymous ? [] : [`Authorization: ${authorization}`]),
    ].join('\r\n');
    const content = chunked ? `${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n` : body;
    return Buffer.from(`${head}\r\n\r\n${content}`);
  };
}

const JSON_TYPE = 'application/json';

export const KINDS_OF_REFUSAL: readonly RefusedRequest[] = [
  { name: 'no right to upload', status: 403, bytes: post(fields('TSN') + file(SMALL) + END) },
  { name: 'no right to upload, of 100 MiB', status: 403, bytes: post(fields('TSN') + file(LARGE) + END) },
  {
    name: 'no right to upload, of a length that is not said',
    status: 403,
    bytes: post(fields('TSN') + file(LARGE) + END, { chunked: true }),
  },
  { name: 'a body that there is not', status: 422, bytes: post(fields('ZZ') + file(SMALL) + END) },
  {
    name: 'a name that is not UTF-8',
    status: 400,
    bytes: post(fields() + file(SMALL, "filename*=UTF-8''%ff.txt") + END),
  },
  {
    name: 'a name that is not UTF-8, of 100 MiB',
    status: 400,
    bytes: post(fields() + file(LARGE, "filename*=UTF-8''%ff.txt") + END),
  },
  { name: 'a field said twice', status: 400, bytes: post(fields() + fields() + file(SMALL) + END) },
  {
    name: 'two files',
    status: 413,
    bytes: post(fields() + file(SMALL) + '\r\n' + file(SMALL) + END),
  },
  { name: 'a disk that is full', status: 507, diskIsFull: true, bytes: post(fields() + file(SMALL) + END) },
  {
    name: 'a disk that is full, of 100 MiB',
    status: 507,
    diskIsFull: true,
    bytes: post(fields() + file(LARGE) + END),
  },
  {
    name: 'a length above the limit',
    status: 413,
    bytes: post(fields() + file(SMALL), { saidLength: 300 * 1024 * 1024 }),
  },
  {
    name: 'more than the limit, as it turns out',
    status: 413,
    bytes: post(fields() + file(210 * 1024 * 1024) + END, { chunked: true }),
  },
  {
    name: 'a type that is not taken',
    status: 415,
    bytes: post(fields() + file(SMALL, 'filename="a.exe"') + END),
  },
  {
    name: 'an upload as JSON',
    status: 415,
    bytes: post(`{"a":"${'a'.repeat(SMALL)}"}`, { type: JSON_TYPE }),
  },
  {
    name: 'an upload to another route',
    status: 415,
    bytes: post(fields() + file(LARGE) + END, { path: '/cases' }),
  },
  { name: 'a field that is missing', status: 422, bytes: post(field('title', 'Svar') + file(SMALL) + END) },
  { name: 'no token', status: 401, bytes: post(fields() + file(SMALL) + END, { anonymous: true }) },
  {
    name: 'no token, of 100 MiB',
    status: 401,
    bytes: post(fields() + file(LARGE) + END, { anonymous: true }),
  },
  {
    name: 'another boundary',
    status: 400,
    bytes: post(fields() + file(SMALL) + END, { type: `${MULTIPART}y` }),
  },
  {
    name: 'no boundary',
    status: 400,
    bytes: post(fields() + file(SMALL) + END, { type: 'multipart/form-data' }),
  },
  {
    name: 'JSON of more than is read',
    status: 413,
    bytes: post(`{"title":"${'a'.repeat(LARGE)}"}`, { path: '/cases', type: JSON_TYPE }),
  },
  {
    name: 'JSON that grows beyond what is read',
    status: 413,
    bytes: post(`{"title":"${'a'.repeat(LARGE)}"}`, { path: '/cases', type: JSON_TYPE, chunked: true }),
  },
  {
    name: 'JSON that is none',
    status: 400,
    bytes: post(`{"title":${'a'.repeat(SMALL)}}`, { path: '/cases', type: JSON_TYPE }),
  },
  { name: 'no such address', status: 404, bytes: post(fields() + file(LARGE) + END, { path: '/nothing' }) },
];

/** One connection, on which requests are made as bytes, one after the other. */
export class Line {
  private said = '';
  private ended = false;

  private constructor(private readonly socket: net.Socket) {
    socket.on('data', (part: Buffer) => (this.said += part.toString('latin1')));
    socket.on('error', () => undefined); // closed in the middle of what is sent, which counts as closed
    socket.on('close', () => (this.ended = true));
    socket.on('end', () => (this.ended = true));
  }

  static async to(base: string): Promise<Line> {
    const { hostname, port } = new URL(base);
    const socket = net.connect({ host: hostname, port: Number(port) });
    await once(socket, 'connect');
    return new Line(socket);
  }

  send(bytes: string | Buffer): void {
    this.socket.write(bytes);
  }

  /** What is answered; undefined when the connection ends without an answer. @throws Error after some seconds. */
  async ask(request: string | Buffer): Promise<{ status: number; closes: boolean } | undefined> {
    this.said = '';
    this.socket.write(request);
    await this.comes(() => this.wholeAnswer() !== undefined || this.ended, 20_000);
    const head = this.wholeAnswer();
    if (head === undefined) return undefined;
    return { status: Number(head.slice(9, 12)), closes: /\r\nconnection: close/i.test(head) };
  }

  async closed(milliseconds: number): Promise<void> {
    await this.comes(() => this.ended, milliseconds);
  }

  hangUp(): void {
    this.socket.destroy();
  }

  /** The head of an answer that is there with its whole body. */
  private wholeAnswer(): string | undefined {
    const [head, ...body] = this.said.split('\r\n\r\n');
    if (body.length === 0) return undefined;
    const length = Number(/\r\ncontent-length: (\d+)/i.exec(head!)?.[1] ?? 0);
    return body.join('\r\n\r\n').length >= length ? head : undefined;
  }

  private async comes(holds: () => boolean, milliseconds: number): Promise<void> {
    for (const until = Date.now() + milliseconds; !holds(); await pause(10))
      if (Date.now() > until)
        throw new Error(`Nothing after ${milliseconds} ms; it said ${this.said.slice(0, 300)}`);
  }
}
