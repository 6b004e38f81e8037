import http from 'node:http';
import net, { type AddressInfo, type Socket } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { readSettings } from '../../src/config/settings.js';
import { PostToEndpoint, type Answer } from '../../src/delivery/webhooks/post-to-endpoint.js';
import { ResolveHost } from '../../src/delivery/webhooks/resolve-host.js';
import { createAuthority, type Authority } from '../support/certificates.js';
import { startReceiver, type Receiver } from '../support/receivers.js';

const NAME = 'diariet.kommun.example';

/** Name servers are at the edge of the house: each test says what they answer; nothing: that there is no such name. */
class Names extends ResolveHost {
  addresses: string[] = [];

  override async resolve(): Promise<{ address: string; family: number }[]> {
    if (this.addresses.length === 0) throw Object.assign(new Error('no such host'), { code: 'ENOTFOUND' });
    return this.addresses.map((address) => ({ address, family: 4 }));
  }
}

/** A proxy as municipalities have one: it is asked for names, and everything it knows leads to the receiver. */
class Proxy {
  readonly asked: { place: string; login: string | undefined }[] = [];
  refuses = false;
  private readonly server = http.createServer((_, response) => response.writeHead(405).end());
  private readonly open = new Set<Socket>();

  constructor(private readonly leadsTo: number) {
    this.server.on('connect', (request, client: Socket) => {
      this.asked.push({ place: request.url!, login: request.headers['proxy-authorization'] });
      client.on('error', () => undefined);
      this.open.add(client);
      if (this.refuses) return client.end('HTTP/1.1 403 Forbidden\r\n\r\n');
      const receiver = net.connect(this.leadsTo, '127.0.0.1', () => {
        client.write('HTTP/1.1 200 Connection established\r\n\r\n');
        receiver.pipe(client).pipe(receiver);
      });
      receiver.on('error', () => client.destroy());
      return undefined;
    });
  }

  async listen(): Promise<number> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return (this.server.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    for (const socket of this.open) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

const names = new Names();
let [authority, receiver, other, proxy]: [Authority, Receiver, Receiver, Proxy] = [] as never;
let proxyPort: number;
beforeAll(async () => {
  authority = createAuthority();
  receiver = await startReceiver(authority.issue(`DNS:${NAME}`));
  other = await startReceiver(authority.issue('DNS:other.example'));
  proxy = new Proxy(receiver.port);
  proxyPort = await proxy.listen();
});
beforeEach(() => {
  Object.assign(proxy, { refuses: false }).asked.length = 0;
  names.addresses = [];
  for (const { received } of [receiver, other]) received.length = 0;
});
afterAll(async () => {
  await Promise.all([receiver.close(), other.close(), proxy.close()]);
});

function post(env: Record<string, string>, url = `https://${NAME}:${receiver.port}/krok`): Promise<Answer> {
  const settings = readSettings({
    DATABASE_URL: 'postgres://localhost/yttra_demo',
    DEMO: 'true',
    WEBHOOK_CA_FILE: authority.file,
    WEBHOOK_PORTS: `443,${receiver.port},${other.port}`,
    ...env,
  });
  const body = Buffer.from('{}');
  return new PostToEndpoint(names, settings).post(
    url,
    { 'webhook-id': 'a' },
    body,
    AbortSignal.timeout(2000),
  );
}
const throughProxy = (env: Record<string, string> = {}, url?: string) =>
  post({ WEBHOOK_PROXY_URL: `http://yttra:hem%20lig@127.0.0.1:${proxyPort}`, ...env }, url);

describe('a receiver in the own network', () => {
  it('gets nothing unless the operator has listed it', async () => {
    names.addresses = ['127.0.0.1'];
    expect(await post({})).toEqual({ noAnswer: 'address-not-allowed' });
    expect(await post({ WEBHOOK_INTERNAL_RECEIVERS: 'other.example,10.0.0.0/8' })).toEqual({
      noAnswer: 'address-not-allowed',
    });
    expect(receiver.connections()).toBe(0);
    expect(await post({ WEBHOOK_INTERNAL_RECEIVERS: '127.0.0.0/8' })).toMatchObject({ status: 204 });
  });

  it('has a certificate for its name, or gets nothing', async () => {
    names.addresses = ['127.0.0.1'];
    const listed = { WEBHOOK_INTERNAL_RECEIVERS: '127.0.0.0/8' };
    expect(await post(listed, `https://${NAME}:${other.port}/`)).toEqual({
      noAnswer: 'certificate-not-trusted',
    });
    expect(other.received).toEqual([]);
  });

  it('cannot be this machine in production', () => {
    const env = { NODE_ENV: 'production', DATABASE_URL: 'postgres://localhost/yttra' };
    expect(() => readSettings({ ...env, WEBHOOK_INTERNAL_RECEIVERS: '127.0.0.0/8' })).toThrow(
      'WEBHOOK_INTERNAL_RECEIVERS',
    );
  });
});

describe('a proxy', () => {
  it('is asked for a public receiver by its name, with its login, and sees nothing of the message', async () => {
    names.addresses = ['93.184.215.14'];
    expect(await throughProxy()).toMatchObject({ status: 204 });
    const login = `Basic ${Buffer.from('yttra:hem lig').toString('base64')}`;
    expect(proxy.asked).toEqual([{ place: `${NAME}:${receiver.port}`, login }]);
    expect(receiver.received[0]!.headers).toMatchObject({ 'webhook-id': 'a' });
    expect(receiver.received[0]!.headers).not.toHaveProperty('proxy-authorization');
  });

  it('is asked also where no name server knows the world', async () => {
    expect(await throughProxy()).toMatchObject({ status: 204 });
    expect(proxy.asked).toHaveLength(1);
  });

  it('is not asked for what the name servers say leads inside, nor for what is not public as it is written', async () => {
    for (const address of ['127.0.0.1', '10.0.0.1', '169.254.169.254']) {
      names.addresses = ['93.184.215.14', address];
      expect(await throughProxy()).toEqual({ noAnswer: 'address-not-allowed' });
    }
    names.addresses = [];
    for (const url of ['https://127.0.0.1/', 'https://redis.internal/', 'http://kommun.example/'])
      expect(await throughProxy({}, url)).toEqual({ noAnswer: 'address-not-allowed' });
    expect(proxy.asked).toEqual([]);
  });

  it('stands not between us and the own network', async () => {
    names.addresses = ['127.0.0.1'];
    expect(await throughProxy({ WEBHOOK_INTERNAL_RECEIVERS: '127.0.0.0/8' })).toMatchObject({ status: 204 });
    expect(proxy.asked).toEqual([]);
  });

  it('that refuses, is down, or leads to somebody else is told apart', async () => {
    names.addresses = ['93.184.215.14'];
    proxy.refuses = true;
    expect(await throughProxy()).toEqual({ noAnswer: 'proxy-refused' });
    proxy.refuses = false;
    expect(await throughProxy({}, `https://other.example:${other.port}/`)).toEqual({
      noAnswer: 'certificate-not-trusted',
    });
    expect(await post({ WEBHOOK_PROXY_URL: 'http://127.0.0.1:9' })).toEqual({ noAnswer: 'unreachable' });
    expect(receiver.received).toEqual([]);
  });

  it('that swallows the connection is given up at the deadline', async () => {
    names.addresses = ['93.184.215.14'];
    const silent = net.createServer((socket) => socket.on('error', () => undefined)).listen(0, '127.0.0.1');
    await new Promise((resolve) => silent.once('listening', resolve));
    const { port } = silent.address() as AddressInfo;
    expect(await post({ WEBHOOK_PROXY_URL: `http://127.0.0.1:${port}` })).toEqual({
      noAnswer: 'unreachable',
    });
    silent.close();
  });
});
