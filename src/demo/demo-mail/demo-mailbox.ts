import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { Injectable, type BeforeApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import PostalMime from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import { MailServer } from '../../delivery/email/mail-server.js';

const MOST_KEPT = 200;

export interface ReceivedMail {
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly at: Date;
}

/**
 * A mail server of the demo's own, on loopback and in this process: what would have been sent is kept in
 * memory, newest first, and goes nowhere. It starts with the first mail.
 */
@Injectable()
export class DemoMailbox implements OnModuleInit, BeforeApplicationShutdown {
  readonly mails: ReceivedMail[] = [];
  private server: SMTPServer | undefined;
  private port: Promise<number> | undefined;

  constructor(private readonly mailServer: MailServer) {}

  onModuleInit(): void {
    this.mailServer.useInDemo(() => (this.port ??= this.listen()));
  }

  async beforeApplicationShutdown(): Promise<void> {
    const { server } = this;
    if (server) await new Promise<void>((resolve) => server.close(() => resolve()));
  }

  private async listen(): Promise<number> {
    const server = new SMTPServer({
      disabledCommands: ['STARTTLS', 'AUTH'],
      logger: false,
      onData: (stream, { envelope }, done) => {
        buffer(stream)
          .then((raw) =>
            this.keep(
              raw,
              envelope.rcptTo.map(({ address }) => address),
            ),
          )
          .then(() => done(), done);
      },
    });
    server.on('error', () => undefined); // a client that hangs up; the attempt says why
    this.server = server;
    return new Promise((resolve) => {
      const listening = server.listen(0, '127.0.0.1', () => {
        resolve((listening.address() as AddressInfo).port);
      });
    });
  }

  private async keep(raw: Buffer, to: readonly string[]): Promise<void> {
    const { subject, text } = await PostalMime.parse(raw);
    this.mails.unshift({ to, subject: subject ?? '', text: text ?? '', at: new Date() });
    this.mails.length = Math.min(this.mails.length, MOST_KEPT);
  }
}
