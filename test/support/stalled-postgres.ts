import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** AuthenticationOk and ReadyForQuery: all that a client waits for before its first statement. */
const LET_IN = Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 0, 0x5a, 0, 0, 0, 5, 0x49]);

/** A PostgreSQL that lets everybody in and then says nothing, as one whose disk hangs. */
export class StalledPostgres {
  private readonly guests = new Set<Socket>();

  private constructor(private readonly server: Server) {}

  static async start(): Promise<StalledPostgres> {
    const server = createServer();
    const stalled = new StalledPostgres(server);
    server.on('connection', (socket) => {
      stalled.guests.add(socket);
      socket.on('error', () => undefined); // whoever gives up waiting breaks the connection
      socket.once('data', () => socket.write(LET_IN));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return stalled;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  get url(): string {
    return `postgres://yttra:hemligt@127.0.0.1:${this.port}/yttra_demo`;
  }

  stop(): void {
    this.server.close();
    for (const guest of this.guests) guest.destroy();
  }
}
