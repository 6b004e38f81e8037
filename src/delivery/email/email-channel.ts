import { connect, type Socket } from 'node:net';
import { Inject, Injectable } from '@nestjs/common';
import { SpanKind } from '@opentelemetry/api';
import { createTransport, type SMTPTransportOptions } from 'nodemailer';
import { DataSource } from 'typeorm';
import { SETTINGS, type Settings } from '../../config/settings.js';
import { inSpan } from '../../config/spans.js';
import type { Channel, OutboundMessage, Sent } from '../channel.js';
import { composeMail, type MailFacts } from './compose-mail.js';
import { MailServer, type MailServerAddress } from './mail-server.js';

const MOST_LINES = 100;

/**
 * Hands one message to the mail server over one connection, for one recipient. TLS with a certificate that
 * is verified, except to a server on this machine. What the server refuses for good (5xx) is refused; all
 * else, a wrong certificate or login included, is tried again: it is ours to mend.
 */
@Injectable()
export class EmailChannel implements Channel {
  readonly name = 'email';

  constructor(
    private readonly dataSource: DataSource,
    private readonly mailServer: MailServer,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  async send({ deliveryId }: OutboundMessage, signal: AbortSignal): Promise<Sent> {
    const server = await this.mailServer.address();
    if (!server) return { outcome: 'try-again', code: 'mail-not-configured' };
    const [facts]: MailFacts[] = await this.dataSource.query(MAIL, [deliveryId, MOST_LINES]);
    if (!facts) return { outcome: 'refused', code: 'delivery-removed' };
    const from = this.settings.mailFrom;
    const mail = composeMail(facts, { from, publicUrl: this.settings.publicUrl });
    const whole = {
      ...mail,
      from: { name: 'Yttra', address: from },
      to: facts.recipient_email,
      // The envelope names the one recipient, so that nothing in the headers can add another.
      envelope: { from, to: [facts.recipient_email] },
      date: facts.created_at,
      headers: { 'Auto-Submitted': 'auto-generated' },
      disableFileAccess: true,
      disableUrlAccess: true,
    };
    return inSpan({ name: 'hand over mail', kind: SpanKind.CLIENT }, async (span) => {
      const sent = await handOver(server, signal, whole);
      span?.setAttribute('yttra.outcome', sent.outcome);
      if (sent.outcome !== 'delivered') span?.setAttribute('error.type', sent.code);
      return sent;
    });
  }
}

const OUT_OF_TIME: Sent = { outcome: 'try-again', code: 'timeout' };

/** Ends with the attempt: the connection is cut when `signal` fires, whatever the server is doing. */
async function handOver(server: MailServerAddress, signal: AbortSignal, mail: object): Promise<Sent> {
  // Reading the facts may have taken all the time there was, and a signal that has fired raises no event any more.
  if (signal.aborted) return OUT_OF_TIME;
  const socket = connect(server.port, server.host);
  const cut = () => socket.destroy(new Error('The attempt took too long.'));
  signal.addEventListener('abort', cut, { once: true });
  try {
    await connected(socket);
    const options: SMTPTransportOptions = {
      ...server,
      tls: { minVersion: 'TLSv1.2' },
      getSocket: (_options, done) => done(null, { connection: socket }),
    };
    await createTransport(options).sendMail(mail);
    return { outcome: 'delivered' };
  } catch (error) {
    return signal.aborted ? OUT_OF_TIME : outcomeOf(error as SmtpError);
  } finally {
    signal.removeEventListener('abort', cut);
    socket.destroy();
  }
}

async function connected(socket: Socket): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('error', reject);
  });
  // The transport listens to the socket from here on. Node ends the process at an error that nobody listens for.
  socket.on('error', () => undefined);
}

interface SmtpError extends Error {
  readonly code?: string;
  readonly responseCode?: number;
  /** What the server was answering. */
  readonly command?: string;
}

/**
 * Codes are stable, and hold nothing of what the server wrote. A sender that is refused is no fault of this
 * one recipient: it is `MAIL_FROM`, and ours to mend.
 */
function outcomeOf({ code, responseCode, command, message }: SmtpError): Sent {
  const aboutTheMail = (code === 'EENVELOPE' && command !== 'MAIL FROM') || code === 'EMESSAGE';
  if (aboutTheMail && responseCode !== undefined) {
    return responseCode >= 500
      ? { outcome: 'refused', code: `smtp-${responseCode}` }
      : { outcome: 'try-again', code: `smtp-${responseCode}`, onlyThisMessage: true };
  }
  if (code === 'ETLS') return { outcome: 'try-again', code: 'tls-failed' };
  // The code is looked at before the message, which may be text of the mail server.
  if (responseCode !== undefined) return { outcome: 'try-again', code: `smtp-${responseCode}` };
  if (/certificate|altnames|TLS|SSL/i.test(message)) return { outcome: 'try-again', code: 'tls-failed' };
  return { outcome: 'try-again', code: code ? code.toLowerCase() : 'smtp-failed' };
}

/** A digest says its lines, of what its reader may see at this moment; the matter's number is the issuer's, which both sides know. */
const MAIL = `
  SELECT delivery.id, topic, delivery.created_at, recipient_email, delivery.case_id, delivery.referral_id,
    delivery.consultation_id, cases.number AS case_number, replaced.id AS replaces,
    (replaced.created_at AT TIME ZONE 'Europe/Stockholm')::date::text AS replaced_sent_on, dispatch.sha256,
    coalesce((
      SELECT json_agg(line ORDER BY line.about, line."caseNumber") FROM (
        SELECT kind, about_on AS about, reminder.said_on AS "saidOn", days IS NULL AS escalated,
          consultations.case_number AS "caseNumber"
        FROM digests JOIN reminders reminder ON reminder.digest_id = digests.id
        JOIN consultations ON consultations.id = reminder.consultation_id
        CROSS JOIN LATERAL (SELECT marks_of(digests.username, (now() AT TIME ZONE 'Europe/Stockholm')::date) AS own) marks
        WHERE delivery.kind = 'reminder' AND digests.delivery_id = delivery.digest_id
          AND consultation_is_open_at(consultations, reminder.body_code, marks.own)
        ORDER BY about_on LIMIT $2) line
    ), '[]') AS lines
  FROM deliveries delivery LEFT JOIN cases ON cases.id = delivery.case_id
  LEFT JOIN dispatches dispatch ON dispatch.id = delivery.dispatch_id
  LEFT JOIN dispatches replaced ON replaced.id = dispatch.replaces
  WHERE delivery.id = $1`;
