import net from 'node:net';
import { gzipSync, brotliCompressSync, deflateSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mustBeRefused, openHouse, type Attempt, type House } from './house.js';
import { addressOf, operations, withJson, type Operation } from './operations.js';
import { problemIn } from './problems.js';
import type { Sent } from './wire.js';

/** What is around the content: its type, its size, its encoding, and HTTP itself. */
let house: House;
let nobody: { authorization: string };
beforeAll(async () => {
  house = await openHouse();
  nobody = await house.as('bin-lasare');
});
afterAll(() => house.close());

const LIMIT = 1024 * 1024;
const withBody = operations.filter(({ mediaType }) => mediaType !== undefined);

const sending = (
  operation: Operation,
  body: string | Buffer,
  headers: Record<string, string> = {},
): Sent => ({
  method: operation.method,
  path: addressOf(operation, {}),
  headers: { ...nobody, 'content-type': 'application/json', ...headers },
  body,
});

const toEach = (
  some: readonly Operation[],
  refusal: readonly number[],
  body: (operation: Operation) => string | Buffer,
  headers?: Record<string, string>,
): Attempt[] =>
  some.map((operation) => ({
    what: operation.name,
    operation,
    sent: sending(operation, body(operation), headers),
    with: refusal,
  }));

const written = ({ example }: Operation) => JSON.stringify(example);

describe('the type of a body', () => {
  it.each([
    'text/plain',
    'text/html',
    'application/xml',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/jsonp',
    'application/octet-stream',
    'nonsense',
    '',
  ])('%j is not JSON', async (type) => {
    await mustBeRefused(house, toEach(withJson, [415], written, { 'content-type': type }));
  });
});

describe('the encoding of a body', () => {
  it.each([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['br', brotliCompressSync],
  ])('%s is not unpacked', async (name, pack) => {
    const body = (operation: Operation) => pack(Buffer.from(written(operation) ?? ''));
    await mustBeRefused(house, toEach(withBody, [415], body, { 'content-encoding': name }));
  });

  it('that unpacks to a thousand times its size is not unpacked either', async () => {
    const bomb = gzipSync(Buffer.alloc(200 * LIMIT, ' '));
    await mustBeRefused(
      house,
      toEach(withBody, [415], () => bomb, { 'content-encoding': 'gzip' }),
    );
  });

  it.each(['utf16le', 'latin1'] as const)('%s is not UTF-8', async (encoding) => {
    const body = ({ example }: Operation) =>
      Buffer.from(JSON.stringify({ ...(example as object), åäö: 1 }), encoding);
    await mustBeRefused(house, toEach(withJson, [400], body));
  });
});

describe('a body that is no JSON object', () => {
  it.each([
    '{',
    '{"a":1,}',
    "{'a':1}",
    '{"a":NaN}',
    '{"a":01}',
    '{}{}',
    '{/**/}',
    '"text"',
    '7',
    'null',
    '[]',
    '\u00a0{}',
    `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`,
    `{"a":${'['.repeat(20_000)}${']'.repeat(20_000)}}`,
  ])('is malformed: %#', async (body) => {
    await mustBeRefused(
      house,
      toEach(withJson, [400], () => body),
    );
  });
});

describe('a body over the limit', () => {
  const filled = (bytes: number) => `{"reason":"${'a'.repeat(bytes - 13)}"}`;

  it('is refused by one byte, whether its length is said or not', async () => {
    const over = () => filled(LIMIT + 1);
    await mustBeRefused(house, toEach(withJson, [413], over));
    await mustBeRefused(house, toEach(withJson, [413], over, { 'transfer-encoding': 'chunked' }));
    // One that is not is read, and who sends it is told that they may not.
    await mustBeRefused(
      house,
      toEach(withJson, [403, 404, 422], () => filled(LIMIT)),
    );
  });

  it('is not read to its end', async () => {
    const { hostname, port } = new URL(house.base);
    const socket = net.connect(Number(port), hostname);
    socket.write(
      `POST /yttra/v1/cases HTTP/1.1\r\nHost: x\r\nAuthorization: ${nobody.authorization}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n`,
    );
    const chunk = `10000\r\n${'a'.repeat(65_536)}\r\n`;
    let answer = '';
    socket.on('data', (data) => (answer += data.toString()));
    const closed = new Promise((resolve) => socket.on('close', resolve).on('error', resolve));
    const write = () => {
      while (!socket.destroyed && socket.bytesWritten < 100 * LIMIT) if (!socket.write(chunk)) return;
    };
    socket.on('drain', write);
    write();
    await closed;
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(socket.bytesWritten).toBeLessThan(50 * LIMIT);
  });
});

/** What the service says to these very bytes. */
async function said(bytes: string): Promise<{ status: number; text: string; type: string }> {
  const { hostname, port } = new URL(house.base);
  const socket = net.connect(Number(port), hostname);
  let answer = '';
  socket.on('data', (data) => (answer += data.toString()));
  socket.end(bytes, 'latin1');
  await new Promise((resolve) => socket.on('close', resolve).on('error', resolve));
  const [head = '', text = ''] = answer.split('\r\n\r\n');
  return {
    status: Number(/^HTTP\/1\.1 (\d+)/.exec(head)?.[1]),
    text,
    type: /^content-type: (.*)$/im.exec(head)?.[1] ?? '',
  };
}

describe('what is hardly HTTP', () => {
  it.each([
    ['no request at all', 'hej\r\n\r\n', 400],
    ['an unknown method', 'KÖR / HTTP/1.1\r\nHost: x\r\n\r\n', 400],
    ['NUL in a header', 'GET /yttra/v1/me HTTP/1.1\r\nHost: x\r\nX: a\0b\r\n\r\n', 400],
    [
      'two lengths',
      'POST /yttra/v1/cases HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}',
      400,
    ],
    [
      'a length and chunks',
      'POST /yttra/v1/cases HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      400,
    ],
    [
      'a header that never ends',
      `GET /yttra/v1/me HTTP/1.1\r\nHost: x\r\nX: ${'a'.repeat(100_000)}\r\n\r\n`,
      413,
    ],
    [
      'a broken chunk',
      `POST /yttra/v1/cases HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n`,
      400,
    ],
    [
      'an address with a broken escape',
      'GET /yttra/v1/%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
      400,
    ],
    [
      'an address with half a character',
      'GET /yttra/v1/cases/%c3 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
      400,
    ],
    [
      'an address longer than any',
      `GET /yttra/v1/cases/${'a'.repeat(5000)} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`,
      404,
    ],
    [
      'raw bytes in the address',
      'GET /yttra/v1/cases?q=\xe5 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
      400,
    ],
    ['two hosts', 'GET /yttra/v1/api-info HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n', 400],
    ['one host twice', 'GET /yttra/v1/api-info HTTP/1.1\r\nHost: x\r\nHost: x\r\n\r\n', 400],
    ['no host', 'GET /yttra/v1/api-info HTTP/1.1\r\n\r\n', 400],
    ['two hosts in one', 'GET /health/live HTTP/1.1\r\nHost: x,y\r\n\r\n', 400],
    ['a host with a path', 'GET /register HTTP/1.1\r\nHost: x/y\r\n\r\n', 400],
    ['an address of another host', 'GET http://y/yttra/v1/api-info HTTP/1.1\r\nHost: x\r\n\r\n', 400],
    ['an address with a user', 'GET http://a@x/yttra/v1/api-info HTTP/1.1\r\nHost: x\r\n\r\n', 400],
    [
      'chunks in HTTP/1.0',
      'POST /yttra/v1/cases HTTP/1.0\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      400,
    ],
    [
      'chunks within something',
      'POST /yttra/v1/cases HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n',
      400,
    ],
    [
      'chunks twice',
      'POST /yttra/v1/cases HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      400,
    ],
    [
      'an unknown framing',
      'POST /yttra/v1/cases HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n',
      400,
    ],
    [
      'chunks before a length',
      'POST /yttra/v1/cases HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nContent-Length: 2\r\n\r\n0\r\n\r\n',
      400,
    ],
    [
      'a length that is a list',
      'POST /yttra/v1/cases HTTP/1.1\r\nHost: x\r\nContent-Length: 2, 2\r\n\r\n{}',
      400,
    ],
    ['a length with a sign', 'POST /yttra/v1/cases HTTP/1.1\r\nHost: x\r\nContent-Length: +2\r\n\r\n{}', 400],
    ['a folded header', 'GET /yttra/v1/api-info HTTP/1.1\r\nHost: x\r\nX: a\r\n b\r\n\r\n', 400],
    ['a space before the colon', 'GET /yttra/v1/api-info HTTP/1.1\r\nHost : x\r\n\r\n', 400],
    ['lines without carriage return', 'GET /yttra/v1/api-info HTTP/1.1\nHost: x\n\n', 400],
    [
      'two tokens',
      'GET /yttra/v1/me HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer a\r\nAuthorization: Bearer b\r\nConnection: close\r\n\r\n',
      401,
    ],
  ])('%s is answered with a problem', async (_, bytes, status) => {
    const before = await house.fingerprints.take();
    const answer = await said(bytes);
    expect(answer).toMatchObject({ status, type: expect.stringMatching(/^application\/problem\+json/) });
    problemIn({ ...answer, headers: { 'content-type': answer.type }, milliseconds: 0 });
    expect(await house.fingerprints.take()).toEqual(before);
  });
});

describe('an address with its host', () => {
  it.each([
    'GET http://x/yttra/v1/api-info?a HTTP/1.1\r\nHost: x',
    'GET HTTP://X:80/yttra/v1/api-info HTTP/1.1\r\nHost: x:80',
    'GET /yttra/v1/api-info HTTP/1.0',
    'GET /yttra/v1/api-info HTTP/1.1\r\nHost: [::1]:3000',
  ])('is read like one without: %j', async (head) => {
    const answer = await said(`${head}\r\nConnection: close\r\n\r\n`);
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.text)).toMatchObject({ apiName: 'Yttra' });
  });
});
