import type { Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { readSettings } from '../../src/config/settings.js';
import { PostToEndpoint, type Answer } from '../../src/delivery/webhooks/post-to-endpoint.js';
import { ResolveHost } from '../../src/delivery/webhooks/resolve-host.js';
import { createAuthority, type Authority, type Certificate } from '../support/certificates.js';
import { says, startBareReceiver, startReceiver, type Receiver } from '../support/receivers.js';

const DEADLINE_MS = 1000;
/** The receivers that drip go on for much longer; a busy machine does not take so long to give one up. */
const BEFORE_IT_WOULD_END_MS = 30_000;

/** Name servers are at the edge of the house: each test says what they answer. */
class Names extends ResolveHost {
  addresses: string[] = [];
  asked = 0;

  override async resolve(): Promise<{ address: string; family: number }[]> {
    this.asked += 1;
    if (this.addresses.length === 0) throw Object.assign(new Error('no such host'), { code: 'ENOTFOUND' });
    return this.addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
  }
}

const names = new Names();
let authority: Authority;
const standing: { close(): Promise<void> }[] = [];
beforeAll(() => {
  authority = createAuthority();
});
afterEach(async () => {
  for (const receiver of standing.splice(0)) await receiver.close();
});

function poster(allowed: string, env: Record<string, string> = {}): PostToEndpoint {
  const settings = readSettings({
    DATABASE_URL: 'postgres://localhost/yttra_demo',
    DEMO: 'true',
    ...(allowed && { WEBHOOK_ALLOWED_PRIVATE: allowed }),
    WEBHOOK_CA_FILE: authority.file,
    ...env,
  });
  return new PostToEndpoint(names, settings);
}

const post = (to: PostToEndpoint, url: string): Promise<Answer> =>
  to.post(url, { 'webhook-id': 'a' }, Buffer.from('{}'), AbortSignal.timeout(DEADLINE_MS));

/** What comes of a message to a receiver that answers the bare connection so, and how long it took. */
async function sentTo(answer: (socket: Socket) => void): Promise<{ answer: Answer; ms: number }> {
  const receiver = await startBareReceiver((socket) => socket.once('data', () => answer(socket)));
  standing.push(receiver);
  const begun = performance.now();
  const got = await post(poster(receiver.place), `http://${receiver.place}/`);
  return { answer: got, ms: performance.now() - begun };
}

async function drip(socket: Socket, text: string): Promise<void> {
  for (const letter of text) {
    if (socket.destroyed) return;
    socket.write(letter);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

describe('a receiver', () => {
  it.each([
    ['200', 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok', { status: 200 }],
    ['500', 'HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n', { status: 500 }],
    [
      '302',
      'HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:9/\r\nContent-Length: 0\r\n\r\n',
      { status: 302 },
    ],
    [
      '429',
      'HTTP/1.1 429 Slow\r\nRetry-After: 3\r\nContent-Length: 0\r\n\r\n',
      { status: 429, retryAfter: '3' },
    ],
    ['101', 'HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n', { status: 101 }],
    ['no HTTP', 'SSH-2.0-OpenSSH_9.9\r\n', { noAnswer: 'not-http' }],
    [
      'two lengths',
      'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nok',
      { noAnswer: 'not-http' },
    ],
    ['endless headers', `HTTP/1.1 200 OK\r\n${'X-A: b\r\n'.repeat(10_000)}`, { noAnswer: 'not-http' }],
  ])('that says %s is understood', async (_, text, expected) => {
    expect((await sentTo((socket) => socket.write(text))).answer).toMatchObject(expected);
  });

  it('that closes, or resets, before it has answered is unreachable', async () => {
    expect((await sentTo((socket) => socket.end())).answer).toEqual({ noAnswer: 'unreachable' });
    expect((await sentTo((socket) => socket.resetAndDestroy())).answer).toEqual({ noAnswer: 'unreachable' });
  });

  it('that resets in the middle of its answer has not received anything for sure', async () => {
    const { answer } = await sentTo((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf');
      setTimeout(() => socket.resetAndDestroy(), 50);
    });
    expect(answer).toEqual({ noAnswer: 'cut-off' });
  });

  it.each([
    ['never answers', () => undefined],
    [
      'answers a byte at a time',
      (socket: Socket) => void drip(socket, `HTTP/1.1 200 OK\r\nX: ${'x'.repeat(500)}`),
    ],
    [
      'says 100-continue for ever',
      (socket: Socket) => {
        const timer = setInterval(() => socket.write('HTTP/1.1 100 Continue\r\n\r\n'), 5);
        socket.on('close', () => clearInterval(timer));
      },
    ],
  ])('that %s is given up at the deadline', async (_, answer) => {
    const { answer: got, ms } = await sentTo(answer);
    expect(got).toEqual({ noAnswer: 'too-slow' });
    expect(ms).toBeLessThan(BEFORE_IT_WOULD_END_MS);
  });

  it('that takes the connection and never shakes hands is given up at the deadline', async () => {
    const receiver = await startBareReceiver(() => undefined);
    standing.push(receiver);
    expect(await post(poster(receiver.place), `https://${receiver.place}/`)).toEqual({
      noAnswer: 'too-slow',
    });
  });

  it('that has said 200 has received the message, even if its answer never ends', async () => {
    const slowly = await sentTo((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n');
      void drip(socket, '1\r\na\r\n'.repeat(200));
    });
    expect(slowly.answer).toMatchObject({ status: 200 });
    expect(slowly.ms).toBeLessThan(BEFORE_IT_WOULD_END_MS);

    let written = 0;
    const fast = await sentTo((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 1000000000\r\n\r\n');
      const pour = () => {
        while (!socket.destroyed && socket.write(Buffer.alloc(16 * 1024))) written += 16 * 1024;
        if (!socket.destroyed) socket.once('drain', pour);
      };
      pour();
    });
    expect(fast.answer).toMatchObject({ status: 200 });
    expect(written).toBeLessThan(20_000_000); // what the kernel had buffered; the rest was never read
  });

  it('has a certificate that holds, or gets nothing', async () => {
    const expired = authority.issue('IP:127.0.0.1', -1);
    const certificates: [Certificate, object][] = [
      [authority.issue('IP:127.0.0.1'), { status: 204 }],
      [authority.issue('DNS:other.example'), { noAnswer: 'certificate-not-trusted' }],
      [authority.selfSigned('IP:127.0.0.1'), { noAnswer: 'certificate-not-trusted' }],
      [expired, { noAnswer: 'certificate-not-trusted' }],
    ];
    process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0'; // whoever sets it does not mean this
    for (const [certificate, expected] of certificates) {
      const receiver = await startReceiver(certificate);
      standing.push(receiver);
      expect(await post(poster(receiver.place), `https://${receiver.place}/`)).toMatchObject(expected);
      expect(receiver.received.length).toBe('status' in expected ? 1 : 0);
    }
  });
});
afterAll(() => {
  delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
});

describe('a name', () => {
  let receiver: Receiver;
  const named = async () => {
    receiver = await startReceiver(authority.issue('DNS:receiver.example'));
    standing.push(receiver);
    return `https://receiver.example:${receiver.port}/`;
  };
  const ports = () => ({ WEBHOOK_PORTS: `443,${receiver.port}` });

  it('that leads to an address the operator has named is connected to there, and is who it says', async () => {
    const url = await named();
    names.addresses = ['127.0.0.1'];
    expect(await post(poster(receiver.place, ports()), url)).toMatchObject({ status: 204 });
    expect(await post(poster(receiver.place, ports()), url.replace('receiver', 'other'))).toEqual({
      noAnswer: 'certificate-not-trusted',
    });
    expect(receiver.received.map(({ headers }) => headers.host)).toEqual([
      `receiver.example:${receiver.port}`,
    ]);
  });

  it.each([
    [['127.0.0.1']],
    [['::1']],
    [['::ffff:127.0.0.1']],
    [['0.0.0.0']],
    [['10.0.0.1']],
    [['169.254.169.254']],
    [['64:ff9b::7f00:1']],
    [['8.8.8.8', '127.0.0.1']],
    [['127.0.0.1', '8.8.8.8']],
  ])('that leads to %j is not connected to', async (addresses) => {
    const url = await named();
    names.addresses = addresses;
    expect(await post(poster('', ports()), url)).toEqual({ noAnswer: 'address-not-allowed' });
    expect(receiver.connections()).toBe(0);
  });

  it('that changes between two attempts is looked at each time', async () => {
    const url = await named();
    const to = poster('127.0.0.2:1', ports());
    names.addresses = [];
    names.asked = 0;
    expect(await post(to, url)).toEqual({ noAnswer: 'unreachable' });
    names.addresses = ['127.0.0.1'];
    expect(await post(to, url)).toEqual({ noAnswer: 'address-not-allowed' });
    expect(names.asked).toBe(2);
    expect(receiver.connections()).toBe(0);
  });
});

describe('an address that was registered before it was refused', () => {
  it('is not connected to, and a redirect to one is not followed', async () => {
    const hidden = await startReceiver();
    const open = await startReceiver();
    standing.push(hidden, open);
    const to = poster(open.place);
    for (const host of ['127.0.0.1', '127.1', '2130706433', '0x7f.1', '[::ffff:127.0.0.1]', 'localhost', '0'])
      expect(await post(to, `http://${host}:${hidden.port}/`)).toEqual({ noAnswer: 'address-not-allowed' });
    open.answer = says(307, { location: `http://${hidden.place}/` });
    expect(await post(to, `http://${open.place}/`)).toMatchObject({ status: 307 });
    expect(hidden.connections()).toBe(0);
  });

  it('is not reached through a proxy that the environment names either', async () => {
    const proxy = await startReceiver();
    const open = await startReceiver();
    standing.push(proxy, open);
    Object.assign(process.env, {
      http_proxy: `http://${proxy.place}`,
      HTTP_PROXY: `http://${proxy.place}`,
      NODE_USE_ENV_PROXY: '1',
    });
    try {
      expect(await post(poster(open.place), `http://${open.place}/`)).toMatchObject({ status: 204 });
    } finally {
      for (const name of ['http_proxy', 'HTTP_PROXY', 'NODE_USE_ENV_PROXY']) delete process.env[name];
    }
    expect(proxy.connections()).toBe(0);
  });

  it('reveals nothing of a port: closed and silent look the same', async () => {
    const gone = await startReceiver();
    await gone.close();
    expect(await post(poster(gone.place), `http://${gone.place}/`)).toEqual({ noAnswer: 'unreachable' });

    // Nothing that is on loopback swallows a connection; to wait for a name server is the same wait.
    const silent = new (class extends Names {
      override resolve = () => new Promise<never>(() => undefined);
    })();
    const settings = readSettings({ DATABASE_URL: 'postgres://localhost/yttra_demo', DEMO: 'true' });
    const swallowed = await post(new PostToEndpoint(silent, settings), 'https://receiver.example/');
    expect(swallowed).toEqual({ noAnswer: 'unreachable' });
  });
});
