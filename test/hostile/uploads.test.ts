import { readdir } from 'node:fs/promises';
import net from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SETTINGS, type Settings } from '../../src/config/settings.js';
import { until } from '../support/until.js';
import { mustBeRefused, openHouse, type House } from './house.js';
import { operations } from './operations.js';

/** What is no proper upload (F-61 to F-63); what a proper one is, `test/e2e/documents.test.ts` says. */
let house: House;
let registrar: { authorization: string };
beforeAll(async () => {
  house = await openHouse({ MAX_UPLOAD_MEGABYTES: '1' });
  registrar = await house.as('ks-registrator');
});
afterAll(() => house.close());

const operation = operations.find(({ name }) => name === 'POST /documents')!;
const fields = [field('title', 'Svar'), field('kind', 'reply'), field('body', 'KS')].join('');

function field(name: string, value: string): string {
  return `--x\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
}

const file = (content: string, head = 'name="file"; filename="a.txt"', type = 'text/plain'): string =>
  `--x\r\nContent-Disposition: form-data; ${head}\r\nContent-Type: ${type}\r\n\r\n${content}\r\n`;

const END = '--x--\r\n';

const refused = (body: string | Buffer, statuses: number[], type = 'multipart/form-data; boundary=x') =>
  mustBeRefused(house, [
    {
      what: String(body).slice(0, 60),
      operation,
      sent: {
        method: 'POST',
        path: '/yttra/v1/documents',
        headers: { ...registrar, 'content-type': type },
        body,
      },
      with: statuses,
    },
  ]);

/** Nothing half-received stays, in the folder or as an open file. */
const leftOver = () =>
  readdir(join(house.service.app.get<Settings>(SETTINGS).documentsDirectory, 'incoming')).catch(() => []);
const nothingIsLeft = () => until(leftOver, (names) => names.length === 0);

describe('a multipart body', () => {
  it.each<[string, string | Buffer, number[], string?]>([
    ['without a boundary', fields + file('a') + END, [400], 'multipart/form-data'],
    ['with an empty boundary', fields + file('a') + END, [400], 'multipart/form-data; boundary='],
    ['with another boundary', fields + file('a') + END, [400, 422], 'multipart/form-data; boundary=y'],
    [
      'with a boundary of 10,000 signs',
      fields + END,
      [400, 415, 422],
      `multipart/form-data; boundary=${'x'.repeat(10_000)}`,
    ],
    ['of another kind', fields + file('a') + END, [400, 415], 'multipart/mixed; boundary=x'],
    ['that is empty', '', [400, 422]],
    ['that ends before it begins', END, [400, 422]],
    ['whose fields are nested', field('title[a][b][c]', 'x') + fields + file('a') + END, [422]],
    ['whose list is endless', field('items[4294967296]', 'x') + fields + file('a') + END, [422]],
    ['with a field said twice', fields + field('body', 'TSN') + file('a') + END, [400, 422]],
    [
      'with a field without a name',
      '--x\r\nContent-Disposition: form-data\r\n\r\nx\r\n' + fields + END,
      [400, 422],
    ],
    [
      'with a field named as what every object has',
      field('toString', 'x') + fields + file('a') + END,
      [400, 422],
    ],
    ['with ten thousand fields', field('a', 'x').repeat(10_000) + fields + file('a') + END, [400, 413, 422]],
    ['with a field of a megabyte', field('title', 'x'.repeat(1024 * 1024)) + fields + END, [400, 413, 422]],
    ['with two files', fields + file('a') + file('b') + END, [400, 413, 422]],
    ['with a thousand files', fields + file('a').repeat(1000) + END, [400, 413, 422]],
    ['whose file is a field', fields + field('file', 'a') + END, [400, 422]],
    ['whose field is a file', fields + file('Svar', 'name="title"; filename="b.txt"') + END, [400, 422]],
    [
      'whose headers are endless',
      `--x\r\n${'X-A: b\r\n'.repeat(20_000)}\r\nx\r\n${fields}${END}`,
      [400, 413, 422],
    ],
    [
      'whose header has no colon',
      '--x\r\nContent-Disposition form-data\r\n\r\nx\r\n' + fields + END,
      [400, 422],
    ],
    ['whose file name has NUL', fields + file('a', 'name="file"; filename="a\0.txt"') + END, [400, 422]],
    [
      'whose file name is not UTF-8',
      fields + file('a', `name="file"; filename*=UTF-8''%ff.txt`) + END,
      [400],
    ],
    [
      'whose file name is cut off in a character',
      fields + file('a', `name="file"; filename*=UTF-8''%c3.txt`) + END,
      [400],
    ],
    [
      'whose field is in Latin-1',
      Buffer.from(fields.replace('Svar', 'Å') + file('a') + END, 'latin1'),
      [400],
    ],
    ['whose file name is no name', fields + file('a', 'name="file"; filename=""') + END, [400, 415, 422]],
    [
      'that says base64',
      fields +
        file('QUJD', 'name="file"; filename="a.txt"', 'text/plain\r\nContent-Transfer-Encoding: base64') +
        field('x', 'y') +
        END,
      [400, 422],
    ],
    ['that breaks off', fields + file('a').slice(0, -10), [400]],
    ['that breaks off in a boundary', fields + file('a') + '--x', [400]],
  ])('%s is refused, and nothing of it stays', async (...row) => {
    const [, body, statuses, type] = row;
    await refused(body, statuses, type);
    await nothingIsLeft();
  });
});

describe('an upload that is broken off', () => {
  /** Hangs up after so many of its bytes. */
  const brokenOff = async (bytes: number): Promise<void> => {
    const { hostname, port } = new URL(house.base);
    const socket = net.connect(Number(port), hostname);
    const body = fields + file('a'.repeat(100_000)) + END;
    const head = `POST /yttra/v1/documents HTTP/1.1\r\nHost: x\r\nAuthorization: ${registrar.authorization}\r\n`;
    const type = `Content-Type: multipart/form-data; boundary=x\r\nContent-Length: ${body.length}\r\n\r\n`;
    await new Promise((resolve) => socket.write((head + type + body).slice(0, bytes), resolve));
    socket.destroy();
  };
  const openFiles = async () => (await readdir('/proc/self/fd')).length;

  it('two hundred times leaves no file, no open descriptor and no memory behind', async () => {
    const before = await house.fingerprints.take();
    const round = async () => {
      await Promise.all(Array.from({ length: 100 }, (_, n) => brokenOff(300 + n * 1000)));
      await nothingIsLeft();
    };
    await round();
    const [files, memory] = [await openFiles(), globalThis.process.memoryUsage().rss];
    await round();
    await until(openFiles, (now) => now <= files + 5);
    expect(globalThis.process.memoryUsage().rss / memory).toBeLessThan(1.5);
    expect(await house.fingerprints.take()).toEqual(before);
    await refused('', [400, 422]);
  });
});

describe('an archive of reports that stalls', () => {
  it('holds its place no longer than half a minute', async () => {
    const officer = await house.as('tsn-handlaggare');
    const path = '/yttra/v1/bodies/TSN/statement-imports';
    const { hostname, port } = new URL(house.base);
    const closed: Promise<unknown>[] = [];
    const stall = () => {
      const socket = net.connect(Number(port), hostname);
      socket.on('error', () => undefined);
      // One that is answered was refused, and holds no place.
      socket.once('data', () => socket.destroy());
      socket.write(
        `POST ${path} HTTP/1.1\r\nHost: x\r\nAuthorization: ${officer.authorization}\r\n` +
          'Content-Type: application/zip\r\nContent-Length: 1000000\r\n\r\nPK',
      );
      closed.push(new Promise((resolve) => socket.once('close', resolve)));
    };
    const asked = async () => {
      const { status } = await house.wire.send({
        method: 'POST',
        path,
        headers: { ...officer, 'content-type': 'application/zip' },
        body: 'PK',
      });
      return status;
    };
    await until(
      async () => {
        const status = await asked();
        if (status !== 429) stall();
        return status;
      },
      (status) => status === 429,
    );
    await Promise.all(closed);
    await until(asked, (status) => status === 422);
  }, 60_000);
});
