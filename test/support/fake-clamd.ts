import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What clamd does with a file, and with whoever asks whether it is there. */
export type Behaviour =
  'honest' | 'split' | 'freezes' | 'closes-early' | 'closes-silently' | 'fails' | 'babbles';

/** The sign that a file is infected, as the test file of virus scanners would be. */
export const INFECTED = 'THIS-FILE-IS-INFECTED';

/** Speaks clamd's protocol over a real socket: `zPING`, `zINSTREAM`, chunks with their length before them. */
export class FakeClamd {
  behaviour: Behaviour = 'honest';
  streamMaxLength = 25 * 1024 * 1024;
  /** The files it was given whole. */
  readonly seen: Buffer[] = [];
  private readonly sockets = new Set<net.Socket>();

  private constructor(
    private readonly server: net.Server,
    readonly url: string,
    private readonly folder: string | undefined,
  ) {
    server.on('connection', (socket) => this.serve(socket));
  }

  static async listen(kind: 'tcp' | 'unix' = 'tcp'): Promise<FakeClamd> {
    const folder = kind === 'unix' ? await mkdtemp(join(tmpdir(), 'yttra-clamd-')) : undefined;
    const server = net.createServer();
    if (folder) server.listen(join(folder, 'clamd.sock'));
    else server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = folder
      ? `unix:${join(folder, 'clamd.sock')}`
      : `tcp://127.0.0.1:${(server.address() as net.AddressInfo).port}`;
    return new FakeClamd(server, url, folder);
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    this.server.close();
    if (this.folder) await rm(this.folder, { recursive: true, force: true });
  }

  private serve(socket: net.Socket): void {
    this.sockets.add(socket);
    let received = Buffer.alloc(0);
    let content: Buffer[] | undefined;
    socket.on('error', () => undefined);
    socket.on('data', (part: Buffer) => {
      received = Buffer.concat([received, part]);
      if (this.behaviour === 'freezes') return;
      if (content === undefined) {
        const end = received.indexOf(0);
        if (end === -1) return;
        const command = received.toString('latin1', 0, end);
        received = received.subarray(end + 1);
        if (command === 'zPING') return void socket.end('PONG\0');
        if (command !== 'zINSTREAM') return void socket.end('UNKNOWN COMMAND\0');
        if (this.behaviour === 'closes-silently') return void socket.destroy();
        content = [];
      }
      while (received.length >= 4) {
        const length = received.readUInt32BE(0);
        if (length === 0) return this.judge(socket, Buffer.concat(content));
        if (received.length < 4 + length) return;
        content.push(Buffer.from(received.subarray(4, 4 + length)));
        received = received.subarray(4 + length);
        const size = content.reduce((sum, chunk) => sum + chunk.length, 0);
        if (size > this.streamMaxLength) return void socket.end('INSTREAM size limit exceeded. ERROR\0');
        if (this.behaviour === 'closes-early') return void socket.destroy();
      }
    });
  }

  private judge(socket: net.Socket, content: Buffer): void {
    this.seen.push(content);
    const answer = content.includes(INFECTED) ? 'stream: Win.Test.EICAR_HDB-1 FOUND\0' : 'stream: OK\0';
    if (this.behaviour === 'fails') return void socket.end('stream: Can’t allocate memory ERROR\0');
    if (this.behaviour === 'babbles') return void socket.write('x'.repeat(100_000));
    if (this.behaviour !== 'split') return void socket.end(answer);
    const half = Math.floor(answer.length / 2);
    socket.setNoDelay(true);
    socket.write(answer.slice(0, half));
    setTimeout(() => socket.end(answer.slice(half)), 50);
  }
}
