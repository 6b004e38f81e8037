import type { LookupAddress } from 'node:dns';
import http from 'node:http';
import https from 'node:https';
import { isIP, type LookupFunction, type Socket } from 'node:net';
import tls from 'node:tls';
import { Inject, Injectable } from '@nestjs/common';
import { SpanKind } from '@opentelemetry/api';
import { SETTINGS, type Settings } from '../../config/settings.js';
import { inSpan } from '../../config/spans.js';
import { outgoingTrace } from '../../config/trace.js';
import { isInternal, mayConnect, reachOf, wrongWith, type Reach } from './endpoint-address.js';
import { openTunnel, ProxyRefused } from './open-tunnel.js';
import { ResolveHost } from './resolve-host.js';

/** How much of the answer's body is read. It is not used; reading it shows that the answer was not cut off. */
const MOST_BODY_BYTES = 64 * 1024;
const MOST_HEADER_BYTES = 16 * 1024;

/** Why there was no answer. Whether a port is closed, silent or filtered is all the same: `unreachable`. */
export type NoAnswer =
  | 'address-not-allowed'
  | 'certificate-not-trusted'
  | 'cut-off'
  | 'not-http'
  | 'proxy-refused'
  | 'too-slow'
  | 'unreachable';

export type Answer =
  { readonly status: number; readonly retryAfter: string | undefined } | { readonly noAnswer: NoAnswer };

class AddressNotAllowed extends Error {}
class CutOff extends Error {}
class TooSlow extends Error {}

/**
 * Sends one request to a receiver that may be hostile: only to addresses that are allowed, checked on
 * the address that is connected to; never on to where it is redirected; the certificate must hold; and all
 * of it ends when `signal` says so.
 *
 * Where the operator has named a proxy, it connects to public receivers, by their names. The name servers'
 * answer is checked before, where there is one; what the name leads to at the proxy is the proxy's to judge.
 */
@Injectable()
export class PostToEndpoint {
  private readonly reach: Reach;
  private readonly ca: string[];
  private readonly proxy: URL | undefined;

  constructor(
    private readonly resolveHost: ResolveHost,
    @Inject(SETTINGS) settings: Settings,
  ) {
    this.reach = reachOf(settings);
    this.proxy = settings.WEBHOOK_PROXY_URL ? new URL(settings.WEBHOOK_PROXY_URL) : undefined;
    const { WEBHOOK_CA_FILE: more } = settings;
    this.ca = [...tls.rootCertificates, ...(more ? [more] : [])];
  }

  /** Never throws: whatever the receiver does is an answer, or the reason why there is none. */
  async post(
    url: string,
    headers: Readonly<Record<string, string>>,
    body: Buffer,
    signal: AbortSignal,
  ): Promise<Answer> {
    if (wrongWith(url, this.reach)) return { noAnswer: 'address-not-allowed' };
    return inSpan(POST, async (span) => {
      const answer = await this.ask(url, headers, body, signal);
      if ('status' in answer) span?.setAttribute('http.response.status_code', answer.status);
      else span?.setAttribute('error.type', answer.noAnswer);
      return answer;
    });
  }

  private async ask(
    url: string,
    headers: Readonly<Record<string, string>>,
    body: Buffer,
    signal: AbortSignal,
  ): Promise<Answer> {
    try {
      const parsed = new URL(url);
      const tunnel = await this.tunnelTo(parsed, signal);
      return await this.exchange(parsed, { ...headers, ...outgoingTrace() }, body, signal, tunnel);
    } catch (error) {
      return { noAnswer: reasonOf(error as NodeJS.ErrnoException) };
    }
  }

  private exchange(
    url: URL,
    headers: Readonly<Record<string, string>>,
    body: Buffer,
    signal: AbortSignal,
    tunnel: tls.TLSSocket | undefined,
  ): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const options: https.RequestOptions = {
        method: 'POST',
        headers: { ...headers, 'content-length': body.length, connection: 'close' },
        // With an agent, even a new one, Node would make a connection of its own beside the tunnel.
        ...(tunnel
          ? { createConnection: () => tunnel }
          : { agent: false, lookup: this.allowedLookup(portOf(url)) }),
        maxHeaderSize: MOST_HEADER_BYTES,
        signal,
        ca: this.ca,
        rejectUnauthorized: true,
      };
      const request = (url.protocol === 'https:' ? https : http).request(url, options);
      let [connected, answered] = [tunnel !== undefined, false];
      request.on('socket', (socket) =>
        socket.once('connect', () => {
          connected = true;
          this.checkPeer(socket, url);
        }),
      );
      request.on('error', (error) => {
        // After the status line has come, `readAway` decides what an error of the connection means.
        if (!answered) reject(connected && signal.aborted ? new TooSlow() : error);
      });
      // 101 Switching Protocols is no answer to a POST: the message has not been received.
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

  /** Undefined where there is no proxy, or the receiver is in the own network or, for demo and test, on this machine. */
  private async tunnelTo(url: URL, signal: AbortSignal): Promise<tls.TLSSocket | undefined> {
    const { hostname, protocol } = url;
    if (!this.proxy || protocol !== 'https:' || isIP(hostname.replace(/^\[|\]$/g, ''))) return undefined;
    if (this.reach.internal.includes(hostname)) return undefined;
    // Behind a proxy there may be no name server that knows the world.
    const addresses = await this.resolveHost.resolve(hostname).catch(() => []);
    if (addresses.length > 0) this.checkAddresses(hostname, addresses, portOf(url));
    if (addresses.some(({ address }) => isInternal(hostname, address, this.reach))) return undefined;
    return openTunnel(this.proxy, hostname, portOf(url), { ca: this.ca, signal });
  }

  /** One address that is not allowed condemns the name: it must not depend on which of them is tried. */
  private checkAddresses(host: string, addresses: readonly LookupAddress[], port: number): void {
    if (addresses.some(({ address }) => !mayConnect(host, address, port, this.reach)))
      throw new AddressNotAllowed();
  }

  private allowedLookup(port: number): LookupFunction {
    return (host, { all }, answer) => {
      this.resolveHost.resolve(host).then(
        (addresses) => {
          const [first] = addresses;
          const refused = addresses.some(({ address }) => !mayConnect(host, address, port, this.reach));
          if (refused || !first) answer(new AddressNotAllowed(), []);
          else if (all) answer(null, addresses);
          else answer(null, first.address, first.family);
        },
        (error: NodeJS.ErrnoException) => answer(error, []),
      );
    };
  }

  /** Checks the address that the socket is connected to, in case the name led elsewhere than when it was checked. */
  private checkPeer(socket: Socket, url: URL): void {
    const { remoteAddress: address } = socket;
    if (address === undefined || !mayConnect(url.hostname, address, portOf(url), this.reach))
      socket.destroy(new AddressNotAllowed());
  }
}

/** The error's text without the endpoint's address, which may hold a secret of the receiver. */
const POST = {
  name: 'POST to endpoint',
  kind: SpanKind.CLIENT,
  attributes: { 'http.request.method': 'POST' },
};

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
  if (error instanceof ProxyRefused) return 'proxy-refused';
  if (error instanceof TooSlow) return 'too-slow';
  const { code = '' } = error;
  if (/CERT|SELF_SIGNED|UNABLE_TO_|HOSTNAME_MISMATCH/.test(code)) return 'certificate-not-trusted';
  return code.startsWith('HPE_') ? 'not-http' : 'unreachable';
}
