import { createServer, connect, type AddressInfo, type Server, type Socket } from 'node:net';

/** What PostgreSQL answers to COMMIT: CommandComplete with its tag. */
const COMMITTED = Buffer.from('COMMIT\0');

/** The network between a process and a server of its: can be cut, slowed, frozen, closed, led elsewhere, or lose one answer. */
export class TcpProxy {
  private readonly pairs = new Set<readonly [Socket, Socket]>();
  private server: Server | undefined;
  private delayMs = 0;
  private commitsToLose = 0;
  private frozen = false;
  /** How many answers to COMMIT have been lost so far. */
  commitsLost = 0;
  port = 0;

  constructor(
    private targetPort: number,
    private readonly targetHost = '127.0.0.1',
  ) {}

  /** Begins to listen, on the port of last time if there was one. */
  async open(): Promise<this> {
    const server = createServer((client) => this.join(client));
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.port, '127.0.0.1', resolve);
    });
    this.port = (server.address() as AddressInfo).port;
    this.server = server;
    return this;
  }

  /** Refuses connections from now on and cuts those there are. */
  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => {
      if (this.server) this.server.close(() => resolve());
      else resolve();
    });
    this.cut();
    await closed;
    this.server = undefined;
  }

  /** Breaks every connection; new ones are let through. */
  cut(): void {
    for (const [client, target] of this.pairs) {
      client.resetAndDestroy();
      target.resetAndDestroy();
    }
  }

  /** From now on new connections reach another server. */
  leadTo(port: number): void {
    this.targetPort = port;
  }

  /** Connections stand, those that come now are accepted, and nothing passes. */
  freeze(): void {
    this.frozen = true;
    for (const socket of [...this.pairs].flat()) socket.pause();
  }

  thaw(): void {
    this.frozen = false;
    for (const socket of [...this.pairs].flat()) socket.resume();
  }

  delay(milliseconds: number): void {
    this.delayMs = milliseconds;
  }

  /** The next COMMIT reaches PostgreSQL and is made; whoever sent it sees the connection break instead of the answer. */
  loseNextCommit(): void {
    this.commitsToLose += 1;
  }

  /** A connection string through this proxy. */
  through(url: string): string {
    const proxied = new URL(url);
    proxied.hostname = '127.0.0.1';
    proxied.port = String(this.port);
    return proxied.href;
  }

  private join(client: Socket): void {
    const target = connect(this.targetPort, this.targetHost);
    const pair = [client, target] as const;
    this.pairs.add(pair);
    const part = () => {
      this.pairs.delete(pair);
      client.destroy();
      target.destroy();
    };
    for (const socket of pair) {
      socket.on('error', part); // a broken connection is what this class is for
      socket.on('close', part);
    }
    if (this.frozen) for (const socket of pair) socket.pause();
    client.on('data', (chunk: Buffer) => this.pass(() => target.write(chunk)));
    target.on('data', (chunk: Buffer) => {
      if (this.commitsToLose > 0 && chunk.includes(COMMITTED)) {
        this.commitsToLose -= 1;
        this.commitsLost += 1;
        part();
        return;
      }
      this.pass(() => client.write(chunk));
    });
  }

  private pass(write: () => void): void {
    if (this.delayMs === 0) write();
    else setTimeout(write, this.delayMs);
  }
}
