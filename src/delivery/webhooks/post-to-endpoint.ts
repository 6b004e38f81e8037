import { readFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import type { LookupFunction, Socket } from 'node:net';
import tls from 'node:tls';
import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS, type Settings } from '../../config/settings.js';
import { mayConnect, wrongWith, type Reach } from './endpoint-address.js';
import { ResolveHost } from './resolve-host.js';

/** Nobody needs what stands in the answer; so much is read, in order to see that it was not cut off. */
const MOST_BODY_BYTES = 64 * 1024;
const MOST_HEADER_BYTES = 16 * 1024;

/** Why there was no answer. Whether a port is closed, silent or filtered is all the same: `unreachable`. */
export type NoAnswer =
  'address-not-allowed' | 'certificate-not-trusted' | 'cut-off' | 'not-http' | 'too-slow' | 'unreachable';

export type Answer =
  { readonly status: number; readonly retryAfter: string | undefined } | { readonly noAnswer: NoAnswer };

class AddressNotAllowed extends Error {}
class CutOff extends Error {}
class TooSlow extends Error {}

/**
 * Sends one request to a receiver that may be hostile: only to addresses that are allowed, checked on
 * the address that is connected to; never through a proxy, never on to where it is redirected; the
 * certificate must hold; and all of it ends when `signal` says so.
 */
@Injectable()
export class PostToEndpoint {
  private readonly reach: Reach;
  private readonly ca: string[];

  constructor(
    private readonly resolveHost: ResolveHost,
    @Inject(SETTINGS) settings: Settings,
  ) {
    this.reach = { ports: settings.WEBHOOK_PORTS, allowedPrivate: settings.WEBHOOK_ALLOWED_PRIVATE };
    const { WEBHOOK_CA_FILE: file } = settings;
    this.ca = [...tls.rootCertificates, ...(file ? [readFileSync(file, 'utf8')] : [])];
  }

  /** Never throws: whatever the receiver does is an answer, or the reason why there is none. */
  async post(
    url: string,
    headers: Readonly<Record<string, string>>,
    body: Buffer,
    signal: AbortSignal,
  ): Promise<Answer> {
    if (wrongWith(url, this.reach)) return { noAnswer: 'address-not-allowed' };
    try {
      return await this.exchange(new URL(url), headers, body, signal);
    } catch (error) {
      return { noAnswer: reasonOf(error as NodeJS.ErrnoException) };
    }
  }

  private exchange(
    url: URL,
    headers: Readonly<Record<string, string>>,
    body: Buffer,
    signal: AbortSignal,
  ): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const options: https.RequestOptions = {
        method: 'POST',
        headers: { ...headers, 'content-length': body.length, connection: 'close' },
        agent: false,
        lookup: this.publicLookup(portOf(url)),
        maxHeaderSize: MOST_HEADER_BYTES,
        signal,
        ca: this.ca,
        rejectUnauthorized: true,
      };
      const request = (url.protocol === 'https:' ? https : http).request(url, options);
      let [connected, answered] = [false, false];
      request.on('socket', (socket) =>
        socket.once('connect', () => {
          connected = true;
          this.checkPeer(socket, url);
        }),
      );
      request.on('error', (error) => {
        // Once the status is there, what becomes of the connection is `readAway`'s to judge.
        if (!answered) reject(connected && signal.aborted ? new TooSlow() : error);
      });
      // An answer that is not to the question: whoever switches protocols has not received anything.
      request.on('upgrade', (_, socket) => {
        socket.destroy();
        resolve({ status: 101, retryAfter: undefined });
      });
      request.on('response', (response) => {
        answered = true;
        readAway(response, signal).then(
          () => resolve({ status: response.statusCode!, retryAfter: response.headers['retry-after'] }),
          reject,
        );
      });
      request.end(body);
    });
  }

  /** One address that is not allowed condemns the name: it must not depend on which of them is tried. */
  private publicLookup(port: number): LookupFunction {
    return (host, { all }, answer) => {
      this.resolveHost.resolve(host).then(
        (addresses) => {
          const [first] = addresses;
          const refused = addresses.some(({ address }) => !mayConnect(address, port, this.reach));
          if (refused || !first) answer(new AddressNotAllowed(), []);
          else if (all) answer(null, addresses);
          else answer(null, first.address, first.family);
        },
        (error: NodeJS.ErrnoException) => answer(error, []),
      );
    };
  }

  /** Once more on the connection itself, whatever came between. */
  private checkPeer(socket: Socket, url: URL): void {
    if (socket.remoteAddress === undefined || !mayConnect(socket.remoteAddress, portOf(url), this.reach)) {
      socket.destroy(new AddressNotAllowed());
    }
  }
}

const portOf = ({ port, protocol }: URL): number => Number(port) || (protocol === 'https:' ? 443 : 80);

/**
 * Reads an answer to its end, or to the most that is read of it. The status has been said by then, so
 * an answer that merely does not end is as good; one that is cut off is not: its sender may have died.
 */
async function readAway(response: http.IncomingMessage, signal: AbortSignal): Promise<void> {
  let read = 0;
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      read += chunk.length;
      if (read >= MOST_BODY_BYTES) break;
    }
  } catch {
    if (!signal.aborted) throw new CutOff();
  } finally {
    response.destroy();
  }
}

function reasonOf(error: NodeJS.ErrnoException): NoAnswer {
  if (error instanceof AddressNotAllowed) return 'address-not-allowed';
  if (error instanceof CutOff) return 'cut-off';
  if (error instanceof TooSlow) return 'too-slow';
  const { code = '' } = error;
  if (/CERT|SELF_SIGNED|UNABLE_TO_|HOSTNAME_MISMATCH/.test(code)) return 'certificate-not-trusted';
  return code.startsWith('HPE_') ? 'not-http' : 'unreachable';
}
