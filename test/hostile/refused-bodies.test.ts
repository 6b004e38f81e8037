import { afterEach, describe, expect, it } from '@jest/globals';
import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { LocalFiles } from '../../src/documents/local-files.js';
import { openHouse, type House } from './house.js';
import { KINDS_OF_REFUSAL, Line, type RefusedRequest } from '../support/refused-requests.js';

/** A request that is refused before it has been read to its end leaves neither its connection nor the process stuck. */
let house: House;
afterEach(() => house.close());

async function open(refused: RefusedRequest): Promise<Line> {
  house = await openHouse({ MAX_UPLOAD_MEGABYTES: '200' });
  if (refused.diskIsFull) {
    const files = house.service.app.get(LocalFiles);
    const receive = files.receive.bind(files);
    // The disk is the edge of the house: it fails as the operating system would say it.
    files.receive = async (content) => {
      content.once('data', () => content.destroy(Object.assign(new Error('full'), { code: 'ENOSPC' })));
      return receive(content);
    };
  }
  return Line.to(house.base);
}

describe.each(KINDS_OF_REFUSAL)('a request refused with $status: $name', (refused) => {
  it('is answered, its connection serves the next one or is closed, and the process stops', async () => {
    const line = await open(refused);
    const { authorization } = await house.as('ks-registrator');
    const first = await line.ask(refused.bytes(authorization));
    expect(first?.status).toBe(refused.status);
    // The service waits ten seconds for what was said to come (src/http/read-what-is-left.ts).
    if (first?.closes) await line.closed(15_000);
    else expect((await line.ask('GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n'))?.status).toBe(200);

    const began = performance.now();
    await house.service.app.close();
    expect(performance.now() - began).toBeLessThan(5000);
    line.hangUp();
  });
});

describe('a process that is told to stop', () => {
  it('closes the connection whose request it still answers', async () => {
    house = await openHouse();
    const line = await Line.to(house.base);
    const { authorization } = await house.as('ks-registrator');
    const body = JSON.stringify({ title: 'Ärende', issuer: 'KS' });
    const head = `POST /yttra/v1/cases HTTP/1.1\r\nHost: x\r\nAuthorization: ${authorization}\r\n`;
    const rest = `Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n`;
    line.send(head + rest);
    await pause(200);
    const began = performance.now();
    const closed = house.service.app.close();
    await pause(200);
    expect(await line.ask(body)).toEqual({ status: 201, closes: true });
    await closed;
    expect(performance.now() - began).toBeLessThan(5000);
  });

  it('does not wait for the sender of a body that was refused', async () => {
    house = await openHouse();
    const line = await Line.to(house.base);
    const head =
      'POST /yttra/v1/documents HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=x\r\n';
    expect((await line.ask(`${head}Content-Length: 900000\r\n\r\nabc`))?.status).toBe(401);
    const began = performance.now();
    await house.service.app.close();
    await line.closed(1000);
    expect(performance.now() - began).toBeLessThan(5000);
  });
});
