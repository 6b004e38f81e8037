import { isIP } from 'node:net';
import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS, type Settings } from '../../config/settings.js';

/** How an attempt reaches the server that takes our mail. */
export interface MailServerAddress {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte (`smtps:`); else STARTTLS, which is demanded of every server that is not on this machine. */
  readonly secure: boolean;
  readonly requireTLS: boolean;
  readonly ignoreTLS: boolean;
  readonly auth?: { readonly user: string; readonly pass: string };
}

/** `SMTP_URL`; in demo mode without one, a mailbox in this process that shows what would have been sent. */
@Injectable()
export class MailServer {
  private demo: (() => Promise<number>) | undefined;

  constructor(@Inject(SETTINGS) private readonly settings: Settings) {}

  /** Where mail goes in demo mode: answers the port on loopback, once there is mail to send. */
  useInDemo(listen: () => Promise<number>): void {
    this.demo = listen;
  }

  /** Undefined when no mail is sent at all. */
  async address(): Promise<MailServerAddress | undefined> {
    const { SMTP_URL, SMTP_WITHOUT_TLS } = this.settings;
    if (SMTP_URL) return addressOf(SMTP_URL, SMTP_WITHOUT_TLS);
    return this.demo && addressOf(`smtp://127.0.0.1:${await this.demo()}`);
  }
}

export function addressOf(smtpUrl: string, withoutTls = false): MailServerAddress {
  const { protocol, hostname, port, username, password } = new URL(smtpUrl);
  const secure = protocol === 'smtps:';
  const inTheClear = !secure && (withoutTls || isLoopback(hostname));
  return {
    host: hostname.replace(/^\[|\]$/g, ''),
    port: Number(port) || (secure ? 465 : 587),
    secure,
    requireTLS: !secure && !inTheClear,
    ignoreTLS: inTheClear,
    ...(username && { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
  };
}

const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '[::1]' || (isIP(host) === 4 && host.startsWith('127.'));
