import http from 'node:http';
import https from 'node:https';
import type { Socket } from 'node:net';
import tls from 'node:tls';

/** The proxy answered, and did not open a way to the receiver. */
export class ProxyRefused extends Error {}

/** A TLS connection to `host` through a proxy (CONNECT); the certificate is the receiver's own, and must hold. */
export async function openTunnel(
  proxy: URL,
  host: string,
  port: number,
  { ca, signal }: { readonly ca: string[]; readonly signal: AbortSignal },
): Promise<tls.TLSSocket> {
  const socket = await connect(proxy, `${host}:${port}`, signal);
  const cut = () => socket.destroy(new Error('The attempt took too long.'));
  signal.addEventListener('abort', cut, { once: true });
  socket.once('close', () => signal.removeEventListener('abort', cut));
  return new Promise((resolve, reject) => {
    const secure = tls.connect({ socket, servername: host, ca, rejectUnauthorized: true });
    secure.once('error', reject);
    secure.once('secureConnect', () => resolve(secure));
  });
}

function connect(proxy: URL, place: string, signal: AbortSignal): Promise<Socket> {
  const { protocol, hostname, port, username, password } = proxy;
  const login = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  const headers = {
    host: place,
    ...(username && { 'proxy-authorization': `Basic ${Buffer.from(login).toString('base64')}` }),
  };
  return new Promise((resolve, reject) => {
    const request = (protocol === 'https:' ? https : http).request({
      host: hostname.replace(/^\[|\]$/g, ''),
      port: Number(port) || (protocol === 'https:' ? 443 : 80),
      method: 'CONNECT',
      path: place,
      headers,
      agent: false,
      signal,
    });
    request.once('error', reject);
    request.once('connect', ({ statusCode }, socket) => {
      if (statusCode === 200) resolve(socket);
      else {
        socket.destroy();
        reject(new ProxyRefused());
      }
    });
    request.end();
  });
}
