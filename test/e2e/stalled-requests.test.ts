import { once } from 'node:events';
import { request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DemoIssuer } from '../../src/identity/demo-issuer.js';
import { startService, type Service } from '../support/service.js';

let service: Service;
let address: URL;
let authorization: string;
beforeAll(async () => {
  service = await startService({ ROLE: 'api', STALLED_REQUEST_SECONDS: '1' });
  address = new URL(service.base);
  const { accessToken } = await service.app.get(DemoIssuer).issue('ks-registrator');
  authorization = `Bearer ${accessToken}`;
});
afterAll(() => service.stop());

const opened: Socket[] = [];
afterAll(() => opened.forEach((socket) => socket.destroy()));

async function dial(head: readonly string[], first = ''): Promise<Socket> {
  const socket = connect(Number(address.port), address.hostname);
  opened.push(socket);
  await once(socket, 'connect');
  socket.on('error', () => undefined).resume();
  const lines = [...head, `Host: ${address.host}`, `Authorization: ${authorization}`];
  socket.write(`${lines.join('\r\n')}\r\n\r\n${first}`);
  return socket;
}

/** Whether the service has closed it within so long. */
const isClosedWithin = async (socket: Socket, ms: number): Promise<boolean> =>
  Promise.race([once(socket, 'close').then(() => true), pause(ms, false)]);

const JSON_HEAD = ['POST /yttra/v1/cases HTTP/1.1', 'Content-Type: application/json'];
const UPLOAD_HEAD = [
  'POST /yttra/v1/documents HTTP/1.1',
  'Content-Type: multipart/form-data; boundary=grans',
];
const PART =
  '--grans\r\nContent-Disposition: form-data; name="body"\r\n\r\nKS\r\n--grans\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\nContent-Type: text/plain\r\n\r\nInneh';

describe('a request that stalls', () => {
  it.each([
    ['in its JSON', [...JSON_HEAD, 'Content-Length: 1000'], '{"title":'],
    ['before its first byte', [...JSON_HEAD, 'Content-Length: 1000'], ''],
    ['in its file', [...UPLOAD_HEAD, 'Content-Length: 1000000'], PART],
    ['in the middle of chunks', [...JSON_HEAD, 'Transfer-Encoding: chunked'], '9\r\n{"title":\r\n'],
  ])('%s is given up', async (_, head, first) => {
    expect(await isClosedWithin(await dial(head, first), 10_000)).toBe(true);
  });

  it('is given up when it sends a byte now and then', async () => {
    const socket = await dial([...JSON_HEAD, 'Content-Length: 1000'], '{"title":"');
    const drops = setInterval(() => socket.write('a'), 100);
    expect(await isClosedWithin(socket, 10_000)).toBe(true);
    clearInterval(drops);
  });
});

describe('a request that is slow', () => {
  it('is kept when it is a large file that moves', async () => {
    const boundary = 'grans';
    const field = (name: string, value: string) =>
      `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
    const sent = request(new URL('/yttra/v1/documents', address), {
      method: 'POST',
      headers: { authorization, 'content-type': `multipart/form-data; boundary=${boundary}` },
    });
    const answer = once(sent, 'response');
    sent.write(field('title', 'Långsam') + field('kind', 'reply') + field('body', 'KS'));
    sent.write(
      `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\nContent-Type: text/plain\r\n\r\n`,
    );
    for (let part = 0; part < 12; part++) {
      sent.write('Långsamt men säkert. '.repeat(1000));
      await pause(400);
    }
    sent.end(`\r\n--${boundary}--\r\n`);
    const [{ statusCode }] = (await answer) as [{ statusCode: number }];
    expect(statusCode).toBe(201);
  });

  it('is kept when it is its answer that goes on', async () => {
    const socket = await dial(['GET /yttra/v1/events HTTP/1.1', 'Accept: text/event-stream']);
    expect(await isClosedWithin(socket, 3500)).toBe(false);
  });

  it('is kept open for the next one when it is whole', async () => {
    const socket = await dial([...JSON_HEAD, 'Content-Length: 2'], '{}');
    expect(await isClosedWithin(socket, 2500)).toBe(false);
  });
});
