import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from '@jest/globals';
import fastify from 'fastify';
import { TableQuery } from '../../src/lists/paging.dto.js';
import { wholeTable } from '../../src/lists/write-table.js';

const table = {
  name: 'rader',
  columns: [{ heading: { sv: 'Rad', en: 'Row' }, cell: ({ row }: { row: number }) => row }],
};
const rows = Array.from({ length: 100 }, (_, row) => ({ row }));

/** The answer to whoever reads a list of two pages as a file. */
async function read(second: () => Promise<{ items: { row: number }[]; nextCursor: null }>): Promise<string> {
  const server = fastify();
  server.get('/', async (request, reply) => {
    const list = async ({ cursor }: TableQuery) =>
      cursor === undefined ? { items: rows, nextCursor: 'next' } : second();
    const file = await wholeTable({ request, reply, language: 'sv' }, new TableQuery(), table, list);
    return reply.send(file.getStream());
  });
  const address = await server.listen({ port: 0, host: '127.0.0.1' });
  try {
    const answer = await fetch(address);
    expect(answer.status).toBe(200);
    return await answer.text();
  } finally {
    await server.close();
  }
}

it('a list as a file is whole, or seen to be cut where a page fails', async () => {
  const whole = await read(async () => ({ items: [{ row: -3 }], nextCursor: null }));
  expect(whole.split('\r\n').slice(-2)).toEqual(['-3', '']);
  const fails = async () => {
    await pause(50);
    throw new Error('the database is gone');
  };
  await expect(read(fails)).rejects.toThrow('terminated');
});
