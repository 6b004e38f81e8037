import { hostname } from 'node:os';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

export interface TakenMail {
  /** The envelope's recipients: whom it really goes to. */
  readonly to: string[];
  readonly from: string;
  /** Headers and content as they came. */
  readonly raw: string;
}

export interface TestMailServer {
  readonly port: number;
  /** This machine by a name that is not loopback's. */
  readonly named: string;
  readonly taken: TakenMail[];
  /** What it answers a recipient with; undefined takes it. */
  refuse: (() => Error) | undefined;
  /** What it answers a sender with; undefined takes it. */
  refuseSender: (() => Error) | undefined;
  /** Says nothing at all, not even hello. */
  silent: boolean;
  close(): Promise<void>;
}

/** An SMTP answer such as `450`. */
export const smtpError = (responseCode: number, text = 'Hemligt svar från servern'): Error =>
  Object.assign(new Error(text), { responseCode });

export async function startMailServer(options: Partial<SMTPServerOptions> = {}): Promise<TestMailServer> {
  const taken: TakenMail[] = [];
  const server = new SMTPServer({
    disabledCommands: ['AUTH', ...('key' in options ? [] : ['STARTTLS'])],
    logger: false,
    closeTimeout: 100,
    onConnect: (_session, done) => {
      if (!mail.silent) done();
    },
    onMailFrom: (_address, _session, done) => done(mail.refuseSender?.()),
    onRcptTo: (_address, _session, done) => done(mail.refuse?.()),
    onData: (stream, { envelope }, done) => {
      buffer(stream)
        .then((raw) => {
          const from = envelope.mailFrom ? envelope.mailFrom.address : '';
          taken.push({
            to: envelope.rcptTo.map(({ address }) => address),
            from,
            raw: raw.toString('latin1'),
          });
        })
        .then(() => done(), done);
    },
    ...options,
  });
  server.on('error', () => undefined); // a client that hangs up
  const listening = await new Promise<ReturnType<SMTPServer['listen']>>((resolve) => {
    const started = server.listen(0, '0.0.0.0', () => resolve(started));
  });
  const { port } = listening.address() as AddressInfo;
  const mail: TestMailServer = {
    port,
    named: hostname(),
    taken,
    refuse: undefined,
    refuseSender: undefined,
    silent: false,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
  return mail;
}
