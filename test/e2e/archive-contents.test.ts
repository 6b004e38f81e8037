import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { breachesOf, unpacked } from '../support/archive-package.js';
import { done, given, statement, TODAY, type Answer } from '../support/given.js';
import { bytesOf } from '../support/papers.js';
import { sharedService } from '../support/shared-service.js';
import { until } from '../support/until.js';
import { along, readXml, type XmlElement } from '../support/xml-elements.js';

const DATA = 'representations/rep1/data';

const service = sharedService({ RECONCILE_SECONDS: '0.3' });

const changed = (persona: string, path: string, body: object = {}) =>
  done(service.as(persona).post(path, body, { ifMatch: '*' }));

/** The package of a closed case, as its registrar fetches it; it keeps the rules. */
async function packed(persona: string, caseId: string) {
  const { archivePackage } = await changed(persona, `/cases/${caseId}/archive`);
  const written: Answer = await until(
    () => done(service.as(persona).get(`/archive-packages/${archivePackage.id}`)),
    ({ state }) => state === 'written',
  );
  const { body } = await bytesOf(service.as(persona).get(`/archive-packages/${written.id}/content`)).expect(
    200,
  );
  const files = await unpacked(body as Buffer);
  expect(breachesOf(files)).toEqual([]);
  const [file] = along(readXml(files.get('metadata/descriptive/erms.xml')!), 'aggregations', 'aggregation');
  return { written, files, file: file!, register: readXml(files.get(`${DATA}/register.xml`)!) };
}

const kindsOf = (file: XmlElement): string[] => along(file, 'record').map(({ at }) => at['recordType']!);
const rowsOf = (register: XmlElement, list: string): Record<string, string>[] =>
  register.in
    .filter(({ at }) => at['name'] === list)
    .flatMap((found) => found.in)
    .map((row) => Object.fromEntries(row.in.map(({ at, text }) => [at['name']!, text])));

describe('a body’s own reply to somebody outside Yttra', () => {
  it('is packed with its papers, and goes out', async () => {
    const origin = { sender: 'Boverket', reference: 'B 1', replyBy: '2026-12-05' };
    const registrar = service.as('tsn-registrator');
    const { id: caseId } = await done(registrar.post('/cases', { title: 'Remiss', issuer: 'TSN', origin }));
    const { id } = await done(registrar.post(`/cases/${caseId}/consultations`, { consultee: 'TSN' }));
    const step = (persona: string, verb: string, body?: object) =>
      changed(persona, `/consultations/${id}/${verb}`, body);
    await step('tsn-registrator', 'assign', { officer: 'tsn-handlaggare' });
    const draft = { ...statement, answers: [], basis: [], recipients: [{ name: 'Boverket' }] };
    await done(service.as('tsn-handlaggare').put(`/consultations/${id}/statement`, draft, { ifMatch: '*' }));
    await step('tsn-handlaggare', 'submit');
    await step('tsn-chef', 'approve');
    await step('tsn-chef', 'decide-by-delegation', {
      route: 'administration', outcome: 'as-proposed', decidedBy: 'Förvaltningschefen', decidedOn: TODAY,
      basis: 'Delegationsordningen 3.2',
    }); // prettier-ignore
    await step('tsn-registrator', 'forward');
    const { items } = await done(registrar.get(`/consultations/${id}/deliveries`));
    for (const letter of items as Answer[])
      await changed('tsn-registrator', `/deliveries/${letter.id}/complete`);
    await changed('tsn-registrator', `/cases/${caseId}/close`);

    const { file, written } = await packed('tsn-registrator', caseId);
    expect(kindsOf(file)).toEqual(
      expect.arrayContaining([
        'dispatch',
        'statement',
        'staff-report',
        'minutes-extract',
        'covering-message',
      ]),
    );
    const directions = along(file, 'record')
      .filter(({ at }) => ['statement', 'staff-report'].includes(at['recordType']!))
      .map((record) => along(record, 'direction')[0]!.at['directionDefinition']);
    expect(directions).toEqual(['outgoing', 'outgoing']);
    expect(along(file, 'agents', 'agent', 'name').map(({ text }) => text)).toEqual([
      'Tekniska servicenämnden',
      'Boverket',
    ]);
    expect((await packed('tsn-registrator', caseId)).written['sha256']).toBe(written['sha256']);
  });
});

describe('a referral of which all there can be has come', () => {
  it('is packed with what the issuer has, and nothing of the work of those it asked', async () => {
    const found = given(service);
    const its = await found.referralCase();
    const referral = await found.sentReferral(
      { consultees: [{ body: 'TSN' }, { name: 'Hembygdsföreningen' }] },
      its.id,
    );
    const { id } = await found.consultationOf('tsn-registrator', referral);
    const outside = await found.consultationOf('ks-registrator', referral, 'Hembygdsföreningen');
    await changed('ks-registrator', `/consultations/${id}/messages`, {
      text: 'Hör av er om något är oklart.',
    });
    await found.step('tsn-registrator', id, 'register');
    const message = await changed('tsn-registrator', `/consultations/${id}/messages`, {
      text: 'Skickat i fel ärende.',
    });
    await changed('tsn-registrator', `/consultations/${id}/messages/${message.id}/withdraw`, {
      reason: 'Fel ärende',
    });
    const extension = await done(
      service
        .as('tsn-registrator')
        .post(`/consultations/${id}/extensions`, { until: '2026-12-20', reason: 'Hinner inte' }),
    );
    await changed('ks-registrator', `/extensions/${extension.id}/grant`);
    await found.step('tsn-chef', id, 'assign', { officer: 'tsn-handlaggare' });
    await found.saveStatement(id, { ...statement, assessment: 'Ett utkast som ingen annan ser.' });
    await found.saveStatement(id);
    await found.goOn(id, 'drafting', 'forwarded');
    const [letter, attachment] = [
      await found.document({}, 'Vi säger ja.'),
      await found.document({}, 'Bilagan.'),
    ];
    await changed('ks-registrator', `/consultations/${outside.id}/record-reply`, {
      documentId: letter.id, attachments: [attachment.id], receivedOn: TODAY, stance: 'supports',
    }); // prettier-ignore
    await changed('ks-handlaggare', `/consultations/${id}/remark-answers`, {
      remark: 1,
      text: 'Infört.',
      stand: 'accepted',
    });
    await changed('ks-handlaggare', `/referrals/${referral.id}/share-compilation`);
    const letters = await service.database.query(
      "SELECT id FROM deliveries WHERE case_id = $1 AND channel = 'manual' AND state = 'pending'",
      [its.id],
    );
    for (const each of letters) await changed('ks-registrator', `/deliveries/${each.id}/complete`);
    await found.settle(referral, 'close');
    await changed('ks-registrator', `/cases/${its.id}/close`);

    const { files, file, register, written } = await packed('ks-registrator', its.id);
    expect(kindsOf(file)).toEqual(
      expect.arrayContaining(['referral-letter', 'compilation', 'reply', 'dispatch', 'statement']),
    );
    expect([...files.values()].map(String)).toEqual(expect.arrayContaining(['Vi säger ja.', 'Bilagan.']));
    expect(rowsOf(register, 'consultations').map(({ consulteeName }) => consulteeName)).toEqual(
      expect.arrayContaining(['Tekniska servicenämnden', 'Hembygdsföreningen']),
    );
    expect(rowsOf(register, 'extensions')).toMatchObject([{ state: 'granted', grantedUntil: '2026-12-20' }]);
    expect(rowsOf(register, 'remarkAnswers')).toMatchObject([{ text: 'Infört.', stand: 'accepted' }]);
    expect(rowsOf(register, 'sharedCompilations')).toMatchObject([{ number: '1' }]);
    const [asked, taken] = rowsOf(register, 'messages');
    expect(asked).toMatchObject({ author: 'ks-registrator', text: 'Hör av er om något är oklart.' });
    expect(taken).toMatchObject({ fromBody: 'TSN' });
    expect(Object.keys(taken!)).toEqual(expect.not.arrayContaining(['text', 'author']));
    const texts = [...files]
      .filter(([path]) => /\.(xml|jsonl|json)$/.test(path))
      .map(([, bytes]) => bytes.toString());
    for (const kept of ['Ett utkast som ingen annan ser.', 'Skickat i fel ärende.'])
      expect(texts.filter((text) => text.includes(kept))).toEqual([]);
    expect((await packed('ks-registrator', its.id)).written['sha256']).toBe(written['sha256']);
  });
});

describe('what came in beside the replies', () => {
  it('is packed: the files of messages, and a reply that another took the place of', async () => {
    const found = given(service);
    const its = await found.referralCase();
    const consultees = [{ body: 'TSN' }, { name: 'Hembygdsföreningen' }];
    const referral = await found.sentReferral({ consultees }, its.id);
    const { id } = await found.consultationOf('ks-registrator', referral);
    const outside = await found.consultationOf('ks-registrator', referral, 'Hembygdsföreningen');
    const sent = await done(
      service
        .as('tsn-registrator')
        .upload({ title: 'Underlag', kind: 'other', body: 'TSN' }, 'Filen i meddelandet.'),
    );
    await changed('tsn-registrator', `/consultations/${id}/messages`, {
      text: 'Se filen.',
      documents: [sent.id],
    });
    const [first, second] = [await found.document({}, 'Fel fil.'), await found.document({}, 'Rätt fil.')];
    await changed('ks-registrator', `/consultations/${outside.id}/record-reply`, {
      documentId: first.id, receivedOn: TODAY, stance: 'supports',
    }); // prettier-ignore
    await changed('ks-registrator', `/consultations/${outside.id}/correct-reply`, {
      documentId: second.id, reason: 'Fel fil',
    }); // prettier-ignore
    const letters = await service.database.query(
      "SELECT id FROM deliveries WHERE case_id = $1 AND channel = 'manual' AND state = 'pending'",
      [its.id],
    );
    for (const each of letters) await changed('ks-registrator', `/deliveries/${each.id}/complete`);
    await found.settle(referral, 'close');
    await changed('ks-registrator', `/cases/${its.id}/close`);

    const { files, register } = await packed('ks-registrator', its.id);
    expect([...files.values()].map(String)).toEqual(
      expect.arrayContaining(['Filen i meddelandet.', 'Fel fil.', 'Rätt fil.']),
    );
    const messages = register.in.find(({ at }) => at['name'] === 'messages')!;
    expect(JSON.stringify(messages)).toContain(sent.id);
  });
});

describe('a case of which there is next to nothing', () => {
  it('is packed by the same rules: the register and the trail', async () => {
    const its = await given(service).referralCase({ title: 'Utgår', classification: '3.7.1' });
    await changed('ks-registrator', `/cases/${its.id}/close`);
    const { file } = await packed('ks-registrator', its.id);
    expect(kindsOf(file)).toEqual(['register', 'audit-trail']);
    expect(along(file, 'classification').map(({ text }) => text)).toEqual(['3.7.1']);
  });
});

describe('documents that are many and have odd names', () => {
  it('are packed by the same rules, each with its title', async () => {
    const found = given(service);
    const its = await found.referralCase({ title: 'Väg 27 & <torget>, "etapp 2" – 50 %' });
    const draft = await found.draftReferral({}, its.id);
    const odd = ["Gångväg, <karta> & 'ritning'", 'Ärende 🚲 – ]]> --', 'a'.repeat(120), 'x%20y#1?=ä'];
    const names = Array.from({ length: 40 }, (_, at) => odd[at] ?? `Bilaga ${at + 1}`);
    for (const [at, title] of names.entries()) {
      const { id } = await done(
        service.as('ks-registrator').upload({ title, kind: 'proposal', body: 'KS' }, `Innehåll ${at}`, {
          filename: `${title}.TXT`,
          contentType: 'text/plain',
        }),
      );
      await changed('ks-handlaggare', `/referrals/${draft.id}/documents`, { documentId: id });
    }
    const referral: Answer = await changed('ks-registrator', `/referrals/${draft.id}/send`);
    await found.settle(referral, 'close');
    await changed('ks-registrator', `/cases/${its.id}/close`);
    const { file } = await packed('ks-registrator', its.id);
    const titles = along(file, 'record')
      .filter(({ at }) => at['recordType'] === 'proposal')
      .map((record) => along(record, 'title')[0]!.text);
    expect(titles).toHaveLength(names.length);
    expect(titles[39]).toBe('Bilaga 40');
  });
});

describe('a package of a case that is reopened before it is written', () => {
  it('waits until the case is closed again, and says so', async () => {
    const its = await given(service).referralCase();
    await changed('ks-registrator', `/cases/${its.id}/close`);
    const id = randomUUID();
    await service.database.query(
      `INSERT INTO archive_packages (id, case_id, requested_by, due_at)
       VALUES ($1, $2, 'ks-registrator', now() + interval '10 minutes')`,
      [id, its.id],
    );
    const due = () =>
      service.database.query(
        "UPDATE archive_packages SET due_at = now() - interval '1 minute' WHERE id = $1",
        [id],
      );
    const read = () => done(service.as('ks-registrator').get(`/archive-packages/${id}`));
    await changed('ks-registrator', `/cases/${its.id}/reopen`, { reason: 'Mer kom in' });
    await due();
    expect(await until(read, ({ state }) => state !== 'waiting')).toMatchObject({
      state: 'failing',
      lastError: 'conflict',
    });
    await changed('ks-registrator', `/cases/${its.id}/close`);
    await due();
    expect(await until(read, ({ state }) => state === 'written')).toMatchObject({ lastError: null });
  });
});

describe('a package that a killed process had begun', () => {
  it('is written by another once nobody says any more that it is being written', async () => {
    const its = await given(service).referralCase();
    await changed('ks-registrator', `/cases/${its.id}/close`);
    const id = randomUUID();
    await service.database.query(
      `INSERT INTO archive_packages (id, case_id, requested_by, attempts, due_at)
       VALUES ($1, $2, 'ks-registrator', 1, now() + interval '40 seconds')`,
      [id, its.id],
    );
    const { written } = await packed('ks-registrator', its.id);
    const read = () => done(service.as('ks-registrator').get(`/archive-packages/${id}`));
    expect((await read())['state']).toBe('waiting');
    await service.database.query(
      "UPDATE archive_packages SET due_at = now() - interval '1 minute' WHERE id = $1",
      [id],
    );
    expect(await until(read, ({ state }) => state === 'written')).toMatchObject({
      sha256: written['sha256'],
    });
  });
});
