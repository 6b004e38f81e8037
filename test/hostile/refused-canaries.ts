import net from 'node:net';
import { planted, type Canaries } from './canaries.js';
import { addressOf, ofRecords } from './operations.js';
import { Wire, withEach, type Answered, type Sent } from './wire.js';

/** Everything a request consists of, with a canary in it, each time so that it is refused. */
export async function refuseEverything(
  base: string,
  canaries: Canaries,
  tokens: ReadonlyMap<string, string>,
): Promise<Answered[]> {
  const plant = (where: string) => canaries.plant(`refused ${where}`);
  const as = (persona: string) => ({ authorization: `Bearer ${tokens.get(persona)}` });
  const json = { 'content-type': 'application/json' };
  const post = (path: string, body: string | Buffer, headers: Record<string, string> = {}): Sent => ({
    method: 'POST',
    path: `/yttra/v1${path}`,
    headers: { ...as('ks-registrator'), ...json, ...headers },
    body,
  });
  const get = (path: string, headers: Record<string, string> = as('ks-registrator')): Sent => ({
    method: 'GET',
    path,
    headers,
  });
  const part = (head: string, body: string) =>
    `--x\r\nContent-Disposition: form-data; ${head}\r\n\r\n${body}\r\n`;
  const form = { 'content-type': 'multipart/form-data; boundary=x' };
  const strangers: Sent[] = ofRecords.map((operation) => ({
    method: operation.method,
    path: addressOf(operation, {}),
    headers: { ...as('bin-lasare'), ...json, 'idempotency-key': plant('key') },
    body: JSON.stringify(planted({ plant } as Canaries, operation)),
  }));
  const odd: Sent[] = [
    get('/yttra/v1/me', { authorization: `Bearer ${plant('token')}` }),
    get('/yttra/v1/me', { authorization: `Bearer yttra_${plant('key')}` }),
    get('/yttra/v1/me', { authorization: `Basic ${plant('password')}` }),
    get(`/yttra/v1/cases?${plant('name of a parameter')}=1`),
    get(`/yttra/v1/cases?limit=${plant('parameter')}`),
    get(`/yttra/v1/cases?q=${plant('search')}%00`),
    get(`/yttra/v1/cases?q=${plant('search')}&cursor=x`),
    get(`/yttra/v1/cases/${plant('id')}`),
    get(`/yttra/v1/${plant('address')}`),
    get(`/${plant('page')}?q=${plant('query of a page')}`),
    get(`/yttra/v1/%zz${plant('broken address')}`),
    get(`/yttra/v1/cases/${plant('long address').repeat(30)}`),
    get(`/problems/${plant('problem')}`),
    get(`/calendar/${plant('calendar')}.ics`),
    post('/cases', `{"title":"${plant('half a body')}`),
    post('/cases', `{"title":${plant('bare word')}}`),
    post('/cases', Buffer.from(`{"title":"å${plant('Latin-1')}"}`, 'latin1')),
    post('/cases', `{"${plant('name of a field')}":1,"title":7}`),
    post('/cases', `{"title":"x","issuer":"${plant('body code')}"}`),
    post('/cases', plant('another type'), { 'content-type': `text/${plant('type')}` }),
    post('/cases', plant('packed'), { 'content-encoding': plant('encoding') }),
    post('/cases', `{"title":"${plant('too much').repeat(90_000)}"}`),
    post('/cases', '{"title":"x","issuer":"KS"}', { 'idempotency-key': plant('long key').repeat(20) }),
    post(
      '/documents',
      `${part('name="file"; filename="' + plant('program') + '.exe"', 'MZ')}--x--\r\n`,
      form,
    ),
    post('/documents', part(`name="${plant('name of a part')}"`, plant('half an upload')), form),
    post('/documents', part(`name="file"; filename="${plant('broken off')}.txt"`, plant('file')), form),
  ];
  await shout(base, `${plant('no HTTP')}\r\n\r\n`);
  await shout(base, `GET / HTTP/1.1\r\nHost: x\r\n${plant('header')}: a\0b\r\n\r\n`);
  const wire = new Wire(base);
  const answers = await withEach([...strangers, ...odd], (sent) => wire.send(sent));
  wire.close();
  return answers;
}

/** Bytes of which nothing becomes a request. */
async function shout(base: string, bytes: string): Promise<void> {
  const { hostname, port } = new URL(base);
  const socket = net.connect(Number(port), hostname);
  socket.resume().end(bytes);
  await new Promise((resolve) => socket.on('close', resolve).on('error', resolve));
}
