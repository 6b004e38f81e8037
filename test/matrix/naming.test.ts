import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { Answer, Question } from './ask.js';
import type { Kind, Thing } from './kinds.js';
import { known, type Persona } from './personas.js';
import { sharedWorld } from './world.js';

const world = sharedWorld();

const persona = (name: string): Persona => known.find((each) => each.name === name)!;
const the = (kind: Kind, situation: string): Thing =>
  world.things.find((thing) => thing.kind === kind && thing.situation === situation)!;
const idOf = (kind: Kind, situation: string): string => the(kind, situation).names['id']!;

/** All but what names the request; ids that were asked for are put in place of each other. */
const told = ({ status, text }: Answer, id: string): string =>
  `${status} ${text.replaceAll(id, '…').replace(/"(instance|requestId)":"[^"]*"/g, '')}`;

/** Asks the same with an id that is another's, and with one that is nobody's. */
async function alike(
  name: string,
  id: string,
  ask: (id: string) => [operation: string, question?: Question],
) {
  const [theirs, nobodys] = [id, randomUUID()];
  const answers = await Promise.all(
    [theirs, nobodys].map(async (each) => {
      const [operation, question] = ask(each);
      return told(await world.ask.ask(persona(name), operation, question), each);
    }),
  );
  expect(answers[0]).toBe(answers[1]);
  return Number(answers[0]!.slice(0, 3));
}

const json = (body: object, more: Question['headers'] = {}): Question => ({
  body,
  headers: { 'if-match': '*', ...more },
});

describe('a record that is named in a request, and that whoever asks may not see', () => {
  it('is not found as the document of a packet, a statement, a reply or a new version', async () => {
    const foreign = idOf('document', 'SN, by itself');
    const draft = idOf('referral', 'draft');
    expect(
      await alike('ks-handlaggare', foreign, (documentId) => [
        `POST /referrals/${draft}/documents`,
        json({ documentId }),
      ]),
    ).toBe(422);
    const drafting = world.things.find(
      ({ situation, officer }) => situation === 'TSN drafting' && officer === 'tsn-handlaggare',
    )!;
    const basis = (documentId: string) =>
      json({ title: 'Yttrande', basis: [{ title: 'Underlag', documentId }] });
    expect(
      await alike('tsn-handlaggare', foreign, (id) => [
        `PUT /consultations/${drafting.names['id']}/statement`,
        basis(id),
      ]),
    ).toBe(422);
    const reply = (documentId: string) => json({ documentId, receivedOn: '2026-11-02', stance: 'supports' });
    const outside = idOf('consultation', 'outside');
    expect(
      await alike('ks-registrator', foreign, (id) => [
        `POST /consultations/${outside}/record-reply`,
        reply(id),
      ]),
    ).toBe(422);
    expect(
      await alike('tsn-registrator', foreign, (id) => ['POST /documents', upload({ replaces: id })]),
    ).toBe(422);
  });

  it('is not found as an earlier referral, for whoever it was never sent to', async () => {
    const own = idOf('case', 'SN, nothing sent');
    const sent = idOf('referral', 'sent, TSN registered');
    for (const field of ['previousReferral', 'copyFrom'])
      expect(
        await alike('sn-registrator', sent, (id) => [
          `POST /cases/${own}/referrals`,
          json({ title: 'Remiss', [field]: id }),
        ]),
      ).toBe(422);
  });

  it('is not found by another’s group, or as an officer of another body', async () => {
    const own = idOf('case', 'SN, nothing sent');
    const groups = await world.ask.json(persona('tsn-registrator'), 'GET /bodies/TSN/consultee-groups');
    const [{ name }] = groups['items'] as [{ name: string }];
    const asking = (group: string) => json({ title: 'Remiss', consulteeGroups: [group] });
    expect(
      await alike('sn-registrator', name, (group) => [`POST /cases/${own}/referrals`, asking(group)]),
    ).toBe(422);
    const sent = the('consultation', 'TSN registered').names['id'];
    expect(
      await alike('tsn-chef', 'bin-handlaggare', (officer) => [
        `POST /consultations/${sent}/assign`,
        json({ officer }),
      ]),
    ).toBe(422);
  });

  it('filters a list to nothing', async () => {
    const hidden = idOf('consultation', 'TSN drafting');
    expect(
      await alike('bin-registrator', hidden, (id) => [`GET /deliveries?consultation=${id}&count=true`]),
    ).toBe(200);
  });
});

describe('a record under another than its own', () => {
  const under: readonly [
    what: string,
    name: string,
    path: (id: (kind: Kind, situation: string) => string) => string,
  ][] = [
    [
      'a group of TSN under KS',
      'ks-registrator',
      (id) => `/bodies/KS/consultee-groups/${id('group', 'of TSN')}`,
    ],
    [
      'a group of KS under TSN',
      'ks-registrator',
      (id) => `/bodies/TSN/consultee-groups/${id('group', 'of KS')}`,
    ],
    ['a stand-in of TSN under BIN', 'admin', (id) => `/bodies/BIN/stand-ins/${id('stand-in', 'of TSN')}`],
    [
      'a version of what is drafted elsewhere',
      'tsn-handlaggare',
      (id) => `/consultations/${id('consultation', 'BIN sent')}/statement/versions/1`,
    ],
    ['a consultation as a case', 'ks-registrator', (id) => `/cases/${id('consultation', 'TSN drafting')}`],
    ['a case as a referral', 'ks-registrator', (id) => `/referrals/${id('case', 'KS, nothing sent')}`],
    ['a referral as a consultation', 'ks-registrator', (id) => `/consultations/${id('referral', 'draft')}`],
    ['a dispatch as a delivery', 'tsn-registrator', (id) => `/deliveries/${id('dispatch', 'TSN')}`],
  ];

  it.each(under)('is not there: %s', async (_, name, path) => {
    expect(await world.ask.ask(persona(name), `GET ${path(idOf)}`)).toMatchObject({ status: 404 });
  });

  it('is not there: a key of another client', async () => {
    const keys = world.things.filter(({ kind, body }) => kind === 'api key' && body === 'TSN');
    const other = keys.find(({ names }) => names['id'] !== keys[0]!.names['id'])!;
    const path = `/api-clients/${keys[0]!.names['id']}/keys/${other.names['prefix']}`;
    expect(await world.ask.ask(persona('tsn-admin'), `GET ${path}`)).toMatchObject({ status: 404 });
    const revoke = await world.ask.ask(persona('tsn-admin'), `POST ${path}/revoke`, json({}));
    expect(revoke.status).toBe(404);
  });

  it('tells nobody what is not for them', () => {
    expect([...world.ask.leaks]).toEqual([]);
  });
});

function upload(fields: Record<string, string>): Question {
  const form = new FormData();
  for (const [name, value] of Object.entries({ title: 'Handling', kind: 'reply', body: 'TSN', ...fields }))
    form.set(name, value);
  form.set('file', new Blob(['Innehåll'], { type: 'text/plain' }), 'handling.txt');
  return { body: form };
}
