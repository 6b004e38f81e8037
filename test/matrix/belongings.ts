import { done } from '../support/given.js';
import type { Thing } from './kinds.js';
import type { Marks } from './marks.js';
import type { AsWhom } from './people.js';

/** What bodies and people have besides their matters. */
export async function buildBelongings(as: AsWhom, marks: Marks): Promise<Thing[]> {
  // The list of who may see what is confidential names the officer as well, to those who are on it.
  const told = ['TSN staff', 'TSN reader', 'TSN administrator', 'municipal administrator', 'KS registrar'];
  marks.watch('tsn-handlaggare', 'who writes for TSN', told);
  return [
    ...(await documents(as, marks)),
    ...(await groups(as, marks)),
    ...(await webhooks(as, marks)),
    ...(await feeds(as, marks)),
  ];
}

async function documents(as: AsWhom, marks: Marks): Promise<Thing[]> {
  const things: Thing[] = [];
  for (const body of ['KS', 'TSN', 'SN']) {
    const situation = `${body}, by itself`;
    const word = marks.plant('document', situation);
    const registrar = as(`${body.toLowerCase()}-registrator`);
    const { id } = await done(
      registrar.upload({ title: `Handling ${word}`, kind: 'other', body }, 'Innehåll'),
    );
    things.push({ kind: 'document', situation, names: { id }, body, word });
  }
  return things;
}

async function groups(as: AsWhom, marks: Marks): Promise<Thing[]> {
  const things: Thing[] = [];
  for (const body of ['KS', 'TSN']) {
    const situation = `of ${body}`;
    const group = { name: `Grupp ${marks.plant('group', situation)}`, consultees: [{ body: 'AMN' }] };
    const { id } = await done(
      as(`${body.toLowerCase()}-registrator`).post(`/bodies/${body}/consultee-groups`, group),
    );
    things.push({ kind: 'group', situation, names: { code: body, id }, body, within: [body] });
  }
  return things;
}

const KEEPERS = { KS: 'admin', TSN: 'tsn-admin' } as const;

/** Nothing answers at their addresses: what comes of them is seen by their administrators only. */
async function webhooks(as: AsWhom, marks: Marks): Promise<Thing[]> {
  const things: Thing[] = [];
  for (const [body, keeper] of Object.entries(KEEPERS)) {
    const situation = `of ${body}`;
    const webhook = {
      body,
      url: 'https://diariet.kommun.example/',
      events: ['*'],
      description: marks.plant('webhook', situation),
    };
    const { id, version } = await done(as(keeper).post('/webhooks', webhook));
    if (body === 'TSN') await done(as(keeper).post(`/webhooks/${id}/ping`, {}, { ifMatch: version }));
    await done(as(keeper).patch(`/webhooks/${id}`, { enabled: false }, { ifMatch: '*' }));
    things.push({ kind: 'webhook', situation, names: { id }, body });
  }
  return things;
}

async function feeds(as: AsWhom, marks: Marks): Promise<Thing[]> {
  const add = async (person: string, situation: string, body?: string): Promise<Thing> => {
    const feed = { name: marks.plant('feed', situation, person), ...(body && { body }) };
    const { id } = await done(as(person).post('/calendar-feeds', feed));
    return { kind: 'feed', situation, names: { id }, person, body: body ?? null };
  };
  return [
    await add('tsn-registrator', 'a person’s own'),
    await add('ks-registrator', 'a person’s own'),
    await add('tsn-registrator', 'TSN’s', 'TSN'),
  ];
}
