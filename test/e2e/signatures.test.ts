import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { lstat, mkdir, readdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import { PDFDocument } from 'pdf-lib';
import { actingAsTheService } from '../../src/database/acting.js';
import { HandleRequests } from '../../src/signatures/handle-requests.js';
import { done, given, NOW, TODAY, type Answer } from '../support/given.js';
import { bytesOf, hasPdfTools } from '../support/papers.js';
import { startService } from '../support/service.js';
import { sharedService } from '../support/shared-service.js';
import { signedBy, signedOnceMore, SigningService } from '../support/sign-pdf.js';
import { until } from '../support/until.js';

const SIGNERS = [
  { name: 'Anna Andersson', title: 'Ordförande', email: 'anna.andersson@tyreso.example' },
  { name: 'Bo Berg', title: 'Justerare', email: 'bo.berg@tyreso.example' },
];
const LAST_DAY = '2026-11-16';
const ASKED = { paper: 'minutes-extract', signers: SIGNERS, inOrder: true, lastDay: LAST_DAY };
const ANY = { ifMatch: '*' };
const SIGNED_AT = '2026-11-02T10:30:00Z';

const signing = new SigningService(mkdtempSync(join(tmpdir(), 'yttra-signing-')));
const service = sharedService({
  SIGNATURE_PROVIDER: 'files',
  SIGNATURE_DIRECTORY: signing.folder,
  RECONCILE_SECONDS: '3600',
  SIGNATURE_LOOK_SECONDS: '0.001',
});
beforeEach(async () => {
  await service.reset();
  service.setNow(NOW);
});
afterAll(() => rm(signing.folder, { recursive: true, force: true }));

/** A round of the worker, whatever it would wait for. */
const round = async (on = service): Promise<void> => {
  await on.database.query('UPDATE signature_requests SET due_at = now() WHERE due_at IS NOT NULL');
  await roundOfWhatIsDue(on);
};
const roundOfWhatIsDue = (on = service): Promise<unknown> =>
  actingAsTheService(() => on.app.get(HandleRequests)['round'](new AbortController().signal));

const requestsOf = async (id: string, persona = 'tsn-sekreterare'): Promise<Answer[]> =>
  (await done(service.as(persona).get(`/consultations/${id}/signature-requests`)))['items'] as Answer[];
const latest = async (id: string): Promise<Answer> => (await requestsOf(id))[0]!;
const asked = async (state: 'decided' | 'confirmed' | 'forwarded' = 'decided', body: object = {}) => {
  const { id } = await given(service).consultation(state);
  await done(
    service.as('tsn-sekreterare').post(`/consultations/${id}/request-signatures`, { ...ASKED, ...body }, ANY),
  );
  return { id, request: (await latest(id)).id };
};
const waiting = async (...what: Parameters<typeof asked>) => {
  const found = await asked(...what);
  await round();
  expect(await latest(found.id)).toMatchObject({ state: 'waiting' });
  return found;
};
const inboxOf = async (persona: string): Promise<string[]> =>
  ((await done(service.as(persona).get('/inbox?kind=notice')))['items'] as Answer[])
    .map(({ topic }) => topic as string)
    .filter((topic) => topic.startsWith('signatures-'));
const told = (persona: string, topic: string) =>
  until(
    () => inboxOf(persona),
    (topics) => topics.includes(topic),
  );
const documents = () =>
  service.database.query("SELECT * FROM documents WHERE file_name LIKE '%undertecknat%'");
const textOf = async (id: string) =>
  (await done(service.as('tsn-registrator').get(`/consultations/${id}?explain=actions`))) as Answer & {
    availableActions: string[];
    unavailableActions: { action: string; reasons: { code: string }[] }[];
  };

describe('sending the extract from the minutes for signature', () => {
  it('freezes the paper and hands over these very bytes, with who signs and until when', async () => {
    const { id, request } = await asked();
    expect(await latest(id)).toMatchObject({
      paper: 'minutes-extract', state: 'promised', sha256: null, lastDay: LAST_DAY, inOrder: true, askedBy: 'tsn-sekreterare',
      signers: SIGNERS.map((signer) => ({ ...signer, state: 'waiting', at: null })), isOfEarlierText: false,
    }); // prettier-ignore
    await round();

    // The other program is another user, of the group of the folder.
    expect((await lstat(join(signing.folder, request))).mode & 0o7777).toBe(0o2770);
    const paper = await signing.paper(request);
    const { sha256, state } = await latest(id);
    expect(state).toBe('waiting');
    expect(createHash('sha256').update(paper).digest('hex')).toBe(sha256);
    const shown = await bytesOf(service.as('tsn-registrator').get(`/signature-requests/${request}/paper`));
    expect(shown.body.equals(paper)).toBe(true);
    expect(await signing.request(request)).toMatchObject({
      id: request, sha256, inOrder: true, lastDay: LAST_DAY, signers: SIGNERS.map((signer, index) => ({ place: index + 1, ...signer })),
    }); // prettier-ignore
  });

  it('is never made again, whoever asks and however often', async () => {
    const { id, request } = await waiting();
    const before = await signing.paper(request);
    await service.database.query("UPDATE signature_requests SET state = 'promised' WHERE id = $1", [request]);
    await Promise.all([round(), round()]);
    expect((await signing.paper(request)).equals(before)).toBe(true);
    for (const what of ["sha256 = repeat('0', 64)", 'frozen_at = now()', "file_name = 'annat.pdf'"])
      await expect(
        service.database.query(`UPDATE signature_requests SET ${what} WHERE id = $1`, [request]),
      ).rejects.toThrow('never changed');
    expect((await readdir(signing.folder)).filter((name) => name.startsWith('.new'))).toEqual([]);
    expect((await latest(id)).state).toBe('waiting');
  });

  it('is for the registrar and the secretary of the body, and not there for other bodies', async () => {
    const { id } = await given(service).consultation('decided');
    const ask = (persona: string) =>
      service.as(persona).post(`/consultations/${id}/request-signatures`, ASKED, ANY);
    for (const persona of ['tsn-handlaggare', 'tsn-chef', 'ks-registrator']) await ask(persona).expect(403);
    await ask('bin-registrator').expect(404);
    await ask('tsn-registrator').expect(200);
    const { request } = { request: (await latest(id)).id };
    await round();
    expect(await requestsOf(id, 'ks-registrator')).toEqual([]);
    await service.as('bin-registrator').get(`/consultations/${id}/signature-requests`).expect(404);
    for (const persona of ['ks-registrator', 'bin-registrator'])
      await service.as(persona).get(`/signature-requests/${request}/paper`).expect(404);
  });

  it('is refused before there is a decision, and a second time while the first is open', async () => {
    const early = await given(service).consultation('on-agenda');
    const ask = (id: string, body: object = {}) =>
      service
        .as('tsn-sekreterare')
        .post(`/consultations/${id}/request-signatures`, { ...ASKED, ...body }, ANY);
    expect((await ask(early.id).expect(409)).body.reasons).toMatchObject([{ code: 'wrong-state' }]);
    const { id } = await asked();
    expect((await ask(id).expect(409)).body.reasons).toMatchObject([
      { code: 'signatures-requested-already' },
    ]);
    const atOnce = await Promise.all(Array.from({ length: 4 }, () => ask(id, { paper: 'statement' })));
    expect(atOnce.map(({ status }) => status).toSorted()).toEqual([200, 409, 409, 409]);
    expect(await requestsOf(id)).toHaveLength(2);
  });

  it.each([
    ['/lastDay', 'last-day-has-passed', { lastDay: '2026-11-01' }],
    ['/signers/1/email', 'signer-named-twice', { signers: [SIGNERS[0], { ...SIGNERS[1], email: 'ANNA.andersson@tyreso.example' }] }],
    ['/signers/0/email', 'email', { signers: [{ ...SIGNERS[0], email: 'anna' }] }],
    ['/signers/0/name', 'text', { signers: [{ ...SIGNERS[0], name: ' ' }] }],
    ['/signers', 'list-length', { signers: [] }],
    ['/paper', 'choice', { paper: 'staff-report' }],
  ])('refuses what is wrong with %s and changes nothing', async (pointer, code, wrong) => {
    const { id, version } = await given(service).consultation('decided');
    const { body } = await service
      .as('tsn-sekreterare')
      .post(`/consultations/${id}/request-signatures`, { ...ASKED, ...wrong }, ANY)
      .expect(422);
    expect(body.errors).toMatchObject([{ pointer, code }]);
    expect(await requestsOf(id)).toEqual([]);
    expect((await textOf(id)).version).toBe(version);
  }); // prettier-ignore
});

describe('a signed paper', () => {
  it('becomes a document of the body, and whoever asked is told', async () => {
    const { id, request } = await waiting();
    const signed = await signing.sign(request, SIGNED_AT);
    await round();

    const found = await latest(id);
    expect(found).toMatchObject({ state: 'signed', signedOn: TODAY, isOfEarlierText: false });
    expect((found['signers'] as Answer[]).map(({ state, at }) => [state, at])).toEqual(
      SIGNERS.map(() => ['signed', '2026-11-02T10:30:00.000Z']),
    );
    const document = await done(service.as('tsn-registrator').get(`/documents/${found['documentId']}`));
    expect(document).toMatchObject({
      body: 'TSN', kind: 'minutes-extract', direction: 'internal', mediaType: 'application/pdf',
      title: expect.stringMatching(/^TSN 2026-\d+ Utdrag ur protokoll, undertecknat 2 november 2026$/),
    }); // prettier-ignore
    const { body } = await bytesOf(service.as('tsn-registrator').get(`/documents/${document.id}/content`));
    expect(body.equals(signed)).toBe(true);
    await told('tsn-sekreterare', 'signatures-received');
    expect(await inboxOf('tsn-registrator')).toEqual([]);
    const trail = await done(service.as('tsn-registrator').get(`/consultations/${id}`));
    const events = await done(
      service.as('tsn-registrator').get(`/cases/${trail['caseId']}/audit-trail?limit=100`),
    );
    const said = (events['items'] as Answer[]).map(({ summary }) => summary as string);
    expect(said.filter((each) => /underskrift|undertecknad/.test(each))).toHaveLength(2);
    expect(said.join(' ')).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}/);
  });

  it('is seen by whoever sees the paper: by the issuer once that text has been dispatched, and not before', async () => {
    const { id, request } = await waiting('confirmed', { paper: 'statement' });
    await signing.sign(request, SIGNED_AT);
    await round();
    const { documentId } = await latest(id);
    const see = (persona: string) => service.as(persona).get(`/documents/${documentId}`);
    await see('tsn-lasare').expect(200);
    await see('ks-registrator').expect(404);
    await see('bin-registrator').expect(404);
    await given(service).step('tsn-sekreterare', id, 'forward');
    await see('ks-registrator').expect(200);
    await see('bin-registrator').expect(404);
    await given(service).step('tsn-sekreterare', id, 'forward-correction', {
      reason: 'Fel paragraf',
      section: '85',
    });
    await see('ks-registrator').expect(200);
    expect(await latest(id)).toMatchObject({ state: 'signed', isOfEarlierText: true });
  });

  it('of a text that was never dispatched is not the issuer’s', async () => {
    const { id, request } = await waiting('confirmed', { paper: 'statement' });
    await signing.sign(request, SIGNED_AT);
    await round();
    const { documentId } = await latest(id);
    await given(service).step('tsn-sekreterare', id, 'correct', { reason: 'Fel paragraf', section: '85' });
    await given(service).step('tsn-sekreterare', id, 'forward');
    await service.as('ks-registrator').get(`/documents/${documentId}`).expect(404);
    await service.as('tsn-registrator').get(`/documents/${documentId}`).expect(200);
  });

  (hasPdfTools ? it : it.skip)(
    'of two with certificates is kept as it is, and their signatures hold',
    async () => {
      const { id, request } = await waiting();
      const twice = ['Anna Andersson', 'Bo Berg'].reduce(
        (paper, name) => signedOnceMore(paper, { value: signedBy(signing.folder, name) }),
        await signing.paper(request),
      );
      await signing.sign(request, SIGNED_AT, twice);
      await round();
      const { documentId } = await latest(id);
      const { body } = await bytesOf(service.as('tsn-registrator').get(`/documents/${documentId}/content`));
      const kept = join(signing.folder, 'kept.pdf');
      await writeFile(kept, body);
      const said = execFileSync('/usr/bin/pdfsig', ['-nocert', kept], { encoding: 'utf8' });
      expect(said.match(/Signature Validation: Signature is Valid/g)).toHaveLength(2);
      expect(said).toMatch(/Signer Certificate Common Name: Bo Berg[^]*Total document signed/);
    },
  );

  it('is kept once, whoever receives it at the same time and however often the service says so', async () => {
    const { id, request } = await waiting();
    await signing.sign(request, SIGNED_AT);
    await Promise.all([round(), round(), round()]);
    await signing.sign(request, SIGNED_AT);
    await round();
    expect(await documents()).toHaveLength(1);
    await told('tsn-sekreterare', 'signatures-received');
    expect(await inboxOf('tsn-sekreterare')).toHaveLength(1);
    expect((await latest(id)).state).toBe('signed');
  });

  it.each<[string, (paper: Buffer) => Buffer]>([
    ['another paper that is signed', (paper) => signedOnceMore(Buffer.concat([paper.subarray(0, -7), Buffer.from(' \n%%EOF\n')]))],
    ['a byte of it changed', (paper) => signedOnceMore(changed(paper))],
    ['the frozen paper without a signature', (paper) => Buffer.concat([paper, Buffer.from('\n%%EOF\n')])],
    ['a signature that does not cover the end', (paper) => Buffer.concat([signedOnceMore(paper), Buffer.from('\n% mer\n%%EOF\n')])],
    ['a signature that leaves more out than its value', (paper) => signedOnceMore(paper, { range: ([a, b, c, d]) => [a!, b! - 20, c!, d!] })],
    ['a signature without a value', (paper) => emptied(signedOnceMore(paper))],
    ['nothing of the kind', () => Buffer.from('hej')],
  ])('is not kept where it is %s; the registrar is told', async (_, tamper) => {
    const { id, request } = await waiting();
    await signing.sign(request, SIGNED_AT, tamper(await signing.paper(request)));
    await round();
    expect(await latest(id)).toMatchObject({ state: 'failed', endedBecause: 'signed-something-else', documentId: null });
    expect(await documents()).toEqual([]);
    await told('tsn-registrator', 'signatures-failed');
    await told('tsn-sekreterare', 'signatures-failed');
  }); // prettier-ignore

  it('is not kept where another text has been put in the place of the first', async () => {
    const { id, request } = await waiting();
    const paper = await signing.paper(request);
    await signing.sign(request, SIGNED_AT, signedOnceMore(withoutPages(paper)));
    await round();
    expect(await latest(id)).toMatchObject({ state: 'failed', endedBecause: 'signed-something-else' });
  });
});

describe('a picture that is laid over what was signed', () => {
  it('is not kept: nothing but fields of signatures comes onto a page', async () => {
    const { id, request } = await waiting();
    const paper = await signing.paper(request);
    const [page] = (await PDFDocument.load(paper, { updateMetadata: false })).getPages();
    const shown = page!.node.toString().replace(/>>$/, '/Annots [9000 0 R] >>');
    const objects = [
      `${page!.ref.objectNumber} 0 obj\n${shown}`,
      '9000 0 obj\n<< /Type /Annot /Subtype /Stamp /Rect [0 0 300 300] >>',
    ].map((object) => `\n${object}\nendobj`);
    await signing.sign(
      request,
      SIGNED_AT,
      signedOnceMore(Buffer.concat([paper, Buffer.from(objects.join(''))])),
    );
    await round();
    expect(await latest(id)).toMatchObject({ state: 'failed', endedBecause: 'signed-something-else' });
  });
});

describe('what the service answers otherwise', () => {
  it('shows how far each has come', async () => {
    const { id, request } = await waiting();
    await signing.say(request, { state: 'waiting', signers: [{ place: 1, state: 'signed', at: SIGNED_AT }] });
    await round();
    const { state, signers } = await latest(id);
    expect([state, ...(signers as Answer[]).map((signer) => signer.state)]).toEqual([
      'waiting',
      'signed',
      'waiting',
    ]);
  });

  it.each([
    ['refused', { state: 'refused', signers: [{ place: 2, state: 'refused', at: SIGNED_AT }] }, 'signatures-refused', null],
    ['timed-out', { state: 'expired' }, 'signatures-timed-out', null],
    ['failed', { state: 'failed' }, 'signatures-failed', 'provider-failed'],
  ])('ends as %s, and whoever asked is told', async (state, status, topic, because) => {
    const { id, request } = await waiting();
    await signing.say(request, status);
    await round();
    expect(await latest(id)).toMatchObject({ state, endedBecause: because });
    await told('tsn-sekreterare', topic);
    await round();
    await done(service.as('tsn-sekreterare').post(`/consultations/${id}/request-signatures`, ASKED, ANY));
  }); // prettier-ignore

  it('times out by the clock when the last day has been, and the service is told', async () => {
    const { id, request } = await waiting();
    service.setNow(`${LAST_DAY}T22:30:00Z`);
    await round();
    expect((await latest(id)).state).toBe('waiting');
    service.setNow(`${LAST_DAY}T23:30:00Z`);
    await round();
    expect((await latest(id)).state).toBe('timed-out');
    await round();
    expect(await readdir(join(signing.folder, request))).toContain('withdrawn.json');
    await told('tsn-sekreterare', 'signatures-timed-out');
  });

  it.each<[string, (id: string) => Promise<unknown>]>([
    ['no JSON', (id) => signing.say(id, '{"state": "sig')],
    ['an unknown state', (id) => signing.say(id, { state: 'done' })],
    ['a signer whom nobody asked', (id) => signing.say(id, { state: 'waiting', signers: [{ place: 3, state: 'signed', at: SIGNED_AT }] })],
    ['a day to come', (id) => signing.say(id, { state: 'waiting', signers: [{ place: 1, state: 'signed', at: '2027-01-01T00:00:00Z' }] })],
    ['more than it may', (id) => signing.say(id, `{"state": "waiting", "more": "${'x'.repeat(70_000)}"}`)],
    ['signed, with nothing signed', (id) => signing.say(id, { state: 'signed', sha256: '0'.repeat(64), signers: [1, 2].map((place) => ({ place, state: 'signed', at: SIGNED_AT })) })],
    ['signed, while somebody has not', (id) => signing.say(id, { state: 'signed', sha256: '0'.repeat(64), signers: [] })],
    ['a link to another file', async (id) => {
      await writeFile(join(signing.folder, 'elsewhere.json'), JSON.stringify({ state: 'refused' }));
      await symlink(join(signing.folder, 'elsewhere.json'), join(signing.folder, id, 'status.json'));
    }],
    ['a folder in the place of a file', (id) => mkdir(join(signing.folder, id, 'status.json'))],
    ['a link in the place of its folder', async (id) => {
      await rename(join(signing.folder, id), join(signing.folder, `${id}-moved`));
      await writeFile(join(signing.folder, `${id}-moved`, 'status.json'), JSON.stringify({ state: 'refused' }));
      await symlink(join(signing.folder, `${id}-moved`), join(signing.folder, id));
    }],
    ['nothing, since the folder is gone', (id) => rm(join(signing.folder, id), { recursive: true })],
  ])('is not believed where it is %s: it waits, ever longer, and the registrar is told once', async (_, answer) => {
    const { id, request } = await waiting();
    await answer(request);
    await round();
    const found = await latest(id);
    expect(found).toMatchObject({ state: 'waiting', delayed: true });
    const [{ later }] = await service.database.query('SELECT due_at > now() AS later FROM signature_requests');
    expect(later).toBe(true);
    for (let time = 0; time < 6; time++) await round();
    await told('tsn-registrator', 'signatures-delayed');
    expect((await inboxOf('tsn-registrator')).filter((topic) => topic === 'signatures-delayed')).toHaveLength(1);
    expect(await documents()).toEqual([]);
  }); // prettier-ignore

  it('goes on where it was once the folder is there again', async () => {
    await rename(signing.folder, `${signing.folder}-away`);
    const { id, request } = await asked();
    await round();
    expect(await latest(id)).toMatchObject({ state: 'promised', delayed: true });
    await expect(lstat(signing.folder)).rejects.toThrow('ENOENT');
    const metrics = await (await fetch(`${service.base}/metrics`)).text();
    expect(metrics).toContain('yttra_signature_requests_waiting{state="failing"} 1');
    await rename(`${signing.folder}-away`, signing.folder);
    await round();
    expect(await latest(id)).toMatchObject({ state: 'waiting', delayed: false });
    expect((await signing.paper(request)).length).toBeGreaterThan(1000);
  });
});

describe('a request that is withdrawn', () => {
  const withdraw = (id: string, persona = 'tsn-registrator') =>
    service
      .as(persona)
      .post(
        `/consultations/${id}/withdraw-signature-request`,
        { paper: 'minutes-extract', reason: 'Fel justerare' },
        ANY,
      );

  it('has ended at once; the service is told, and what it signs afterwards is nobody’s', async () => {
    const { id, request } = await waiting();
    await withdraw(id, 'tsn-handlaggare').expect(403);
    await withdraw(id).expect(200);
    expect(await latest(id)).toMatchObject({ state: 'withdrawn', endedBecause: 'by-person' });
    await signing.sign(request, SIGNED_AT);
    await round();
    await round();
    expect(await readdir(join(signing.folder, request))).toContain('withdrawn.json');
    expect(await documents()).toEqual([]);
    expect((await withdraw(id).expect(409)).body.reasons).toMatchObject([
      { code: 'no-signatures-requested' },
    ]);
    expect(await inboxOf('tsn-sekreterare')).toEqual([]);
  });

  it('before it was handed over is not handed over any more, not by a worker either that was slow', async () => {
    const { id, request } = await asked();
    await withdraw(id).expect(200);
    await round();
    expect(await readdir(join(signing.folder, request))).not.toContain('paper.pdf');
    await service.database.query(
      "UPDATE signature_requests SET state = 'promised', ended_at = NULL, ended_because = NULL, due_at = now() WHERE id = $1",
      [request],
    );
    await round();
    expect(await readdir(join(signing.folder, request))).not.toContain('paper.pdf');
  });

  it('waits with telling the service until whoever is handing it over has come to an end', async () => {
    const { id } = await asked();
    await service.database.query(
      "UPDATE signature_requests SET attempts = 1, due_at = now() + interval '5 minutes' WHERE consultation_id = $1",
      [id],
    );
    await withdraw(id).expect(200);
    const [{ later }] = await service.database.query(
      'SELECT due_at > now() AS later FROM signature_requests',
    );
    expect(later).toBe(true);
  });

  it('is withdrawn by itself where the text was corrected, and whoever asked is told', async () => {
    const { id, request } = await waiting();
    await given(service).step('tsn-sekreterare', id, 'correct', { reason: 'Fel paragraf', section: '85' });
    expect((await latest(id))['isOfEarlierText']).toBe(true);
    await signing.sign(request, SIGNED_AT);
    await round();
    expect(await latest(id)).toMatchObject({ state: 'withdrawn', endedBecause: 'text-corrected' });
    expect(await documents()).toEqual([]);
    await told('tsn-sekreterare', 'signatures-withdrawn');
    await round();
    expect(await readdir(join(signing.folder, request))).toContain('withdrawn.json');
  });

  it('is not withdrawn where the minutes were confirmed, which corrects nothing', async () => {
    const { id } = await waiting();
    await given(service).step('tsn-sekreterare', id, 'confirm', { confirmedOn: TODAY });
    await given(service).step('tsn-sekreterare', id, 'forward');
    await round();
    expect(await latest(id)).toMatchObject({ state: 'waiting', isOfEarlierText: false });
  });

  it('is withdrawn by itself where the case was closed', async () => {
    const { id } = await waiting('forwarded');
    const { caseId, referralId } = await given(service).step('ks-registrator', id, 'acknowledge');
    await done(service.as('ks-registrator').post(`/referrals/${referralId}/close`, { reason: 'Klart' }, ANY));
    await done(service.as('ks-registrator').post(`/cases/${caseId}/close`, {}, ANY));
    await round();
    expect(await latest(id)).toMatchObject({ state: 'withdrawn', endedBecause: 'case-closed' });
    const { unavailableActions } = await textOf(id);
    expect(unavailableActions.find(({ action }) => action === 'request-signatures')?.reasons).toMatchObject([
      { code: 'case-closed' },
    ]);
  });

  it('is withdrawn by itself where the body was wound up', async () => {
    const { id } = await waiting();
    const woundUp = (day: string | null) =>
      service.database.query("UPDATE bodies SET exists_to = $1 WHERE code = 'TSN'", [day]);
    await woundUp('2026-11-01');
    await round().finally(() => woundUp(null));
    expect(await latest(id)).toMatchObject({ state: 'withdrawn', endedBecause: 'body-wound-up' });
  });
});

describe('the archive package of a case', () => {
  it('holds a signed statement that was dispatched in it', async () => {
    const { id, request } = await waiting('forwarded', { paper: 'statement' });
    await signing.sign(request, SIGNED_AT);
    await round();
    const { documentId } = await latest(id);
    const { caseId, referralId } = await given(service).step('ks-registrator', id, 'acknowledge');
    await done(service.as('ks-registrator').post(`/referrals/${referralId}/close`, { reason: 'Klart' }, ANY));
    await done(service.as('ks-registrator').post(`/cases/${caseId}/close`, {}, ANY));
    const { archivePackage } = await done(
      service.as('ks-registrator').post(`/cases/${caseId}/archive`, {}, ANY),
    );
    const packed = () =>
      service.database.query('SELECT holds, written_at FROM archive_packages WHERE id = $1', [
        archivePackage.id,
      ]);
    const [{ holds }] = await until(packed, ([{ written_at }]) => written_at !== null);
    expect(holds).toContain(documentId);
  });
});

describe('a worker that is slow', () => {
  const worker = () => service.app.get(HandleRequests);
  const claim = async () => {
    await service.database.query('UPDATE signature_requests SET due_at = now() WHERE due_at IS NOT NULL');
    return (await actingAsTheService(() => worker()['claim']()))!;
  };
  const goOn = (claimed: Awaited<ReturnType<typeof claim>>) =>
    actingAsTheService(() => worker()['attempt'](worker()['provider']!, claimed));

  it('receives nothing of what was withdrawn while it looked', async () => {
    const { id, request } = await waiting();
    await signing.sign(request, SIGNED_AT);
    const claimed = await claim();
    await given(service).step('tsn-registrator', id, 'withdraw-signature-request', {
      paper: 'minutes-extract',
      reason: 'Fel justerare',
    });
    await goOn(claimed);
    expect(await latest(id)).toMatchObject({ state: 'withdrawn', documentId: null });
    expect(await documents()).toEqual([]);
  });

  it('settles nothing once another has taken over', async () => {
    const { id, request } = await waiting();
    await signing.sign(request, SIGNED_AT);
    const [slow, quick] = [await claim(), await claim()];
    await goOn(slow);
    expect((await latest(id)).state).toBe('waiting');
    await goOn(quick);
    expect((await latest(id)).state).toBe('signed');
    expect(await documents()).toHaveLength(1);
  });
});

describe('a worker that was killed', () => {
  it('leaves a request that another takes over when its lease has run out', async () => {
    const { id, request } = await asked();
    await service.database.query(
      "UPDATE signature_requests SET attempts = 1, due_at = now() + interval '1 minute' WHERE id = $1",
      [request],
    );
    await roundOfWhatIsDue();
    expect((await latest(id)).state).toBe('promised');
    await round();
    expect((await latest(id)).state).toBe('waiting');
  });

  it('between handing the paper over and saying so has it handed over once', async () => {
    const { id, request } = await waiting();
    await signing.sign(request, SIGNED_AT);
    await service.database.query("UPDATE signature_requests SET state = 'promised' WHERE id = $1", [request]);
    await round();
    await round();
    expect((await latest(id)).state).toBe('signed');
    expect(await documents()).toHaveLength(1);
  });
});

describe('a service without anybody who has papers signed', () => {
  it('does not have the step, and says why', async () => {
    const without = await startService();
    try {
      without.setNow(NOW);
      const { id } = await given(without).consultation('decided');
      const { body } = await without
        .as('tsn-sekreterare')
        .post(`/consultations/${id}/request-signatures`, ASKED, ANY)
        .expect(409);
      expect(body.reasons).toMatchObject([{ code: 'no-signature-service' }]);
      const view = await done(without.as('tsn-sekreterare').get(`/consultations/${id}`));
      expect(view['availableActions']).not.toContain('request-signatures');
    } finally {
      await without.stop();
    }
  });
});

/** The paper with one byte of its middle changed. */
function changed(paper: Buffer): Buffer {
  const other = Buffer.from(paper);
  const middle = Math.floor(other.length / 2);
  other[middle] = (other[middle]! + 1) % 256;
  return other;
}

/** The signature's value taken away, of the same length. */
const emptied = (signed: Buffer): Buffer =>
  Buffer.from(signed.toString('latin1').replace(/<3082(0+)>/g, '<0000$1>'), 'latin1');

/** An update after which the paper has no pages: the catalog, which the trailer names, is another. */
function withoutPages(paper: Buffer): Buffer {
  const text = paper.toString('latin1');
  const last = (pattern: RegExp) => [...text.matchAll(pattern)].at(-1)![1]!;
  const [size, previous] = [Number(last(/\/Size (\d+)/g)), last(/startxref\s+(\d+)/g)];
  const objects = [
    `${size} 0 obj\n<< /Type /Catalog /Pages ${size + 1} 0 R >>\nendobj\n`,
    `${size + 1} 0 obj\n<< /Type /Pages /Count 1 /Kids [${size + 2} 0 R] >>\nendobj\n`,
    `${size + 2} 0 obj\n<< /Type /Page /Parent ${size + 1} 0 R /MediaBox [0 0 100 100] >>\nendobj\n`,
  ];
  let at = paper.length + 1;
  const entries = objects.map((object) => {
    const entry = `${String(at).padStart(10, '0')} 00000 n \n`;
    at += object.length;
    return entry;
  });
  const update = `\n${objects.join('')}xref\n${size} 3\n${entries.join('')}trailer\n<< /Size ${size + 3} /Root ${size} 0 R /Prev ${previous} >>\nstartxref\n${at}\n%%EOF\n`;
  return Buffer.concat([paper, Buffer.from(update, 'latin1')]);
}
