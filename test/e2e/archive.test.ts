import { createHash } from 'node:crypto';
import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { SETTINGS, type Settings } from '../../src/config/settings.js';
import { breachesOf, hasXmllint, schemaBreachesOf, unpacked } from '../support/archive-package.js';
import { done, given, NOW, type Answer } from '../support/given.js';
import { bytesOf } from '../support/papers.js';
import { sharedService } from '../support/shared-service.js';
import { type Service } from '../support/service.js';
import { until } from '../support/until.js';
import { Visitor } from '../support/visitor.js';
import { along, readXml } from '../support/xml-elements.js';

const REP = 'representations/rep1';
const DATA = `${REP}/data`;
const ERMS = 'metadata/descriptive/erms.xml';
const PREMIS = 'metadata/preservation/premis.xml';

/** A closed case with a referral, a document, a reply that came in and an answer to its remark. */
async function closedCase(service: Service, title = 'Strategi för social hållbarhet'): Promise<Answer> {
  const found = given(service);
  const its = await found.referralCase({ title });
  const draft = await found.draftReferral({}, its.id);
  const document = await found.document({ title: 'Förslag till strategi', kind: 'proposal' }, 'Förslaget.');
  await done(
    service
      .as('ks-handlaggare')
      .post(`/referrals/${draft.id}/documents`, { documentId: document.id }, { ifMatch: '*' }),
  );
  const referral = await done(
    service.as('ks-registrator').post(`/referrals/${draft.id}/send`, {}, { ifMatch: '*' }),
  );
  const { id } = await found.consultationOf('tsn-registrator', referral);
  await found.onTheWay(referral, id, 'received');
  await until(
    async () => {
      const { dispatch } = await done(service.as('ks-registrator').get(`/consultations/${id}`));
      return done(service.as('ks-registrator').get(`/dispatches/${dispatch.id}`));
    },
    ({ paper }) => paper !== null,
  );
  await found.settle(referral, 'close');
  return done(service.as('ks-registrator').post(`/cases/${its.id}/close`, {}, { ifMatch: '*' }));
}

const asked = (service: Service, id: string, persona = 'ks-registrator') =>
  service.as(persona).post(`/cases/${id}/archive`, {}, { ifMatch: '*' });

const written = async (service: Service, id: string): Promise<Answer> => {
  const { archivePackage } = await done(asked(service, id), 202);
  return until(
    () => done(service.as('ks-registrator').get(`/archive-packages/${archivePackage.id}`)),
    ({ state }) => state === 'written',
  );
};

const fetched = async (service: Service, { id }: Answer): Promise<Buffer> => {
  const { body } = await bytesOf(service.as('ks-registrator').get(`/archive-packages/${id}/content`)).expect(
    200,
  );
  return body as Buffer;
};

describe('the package of a closed case', () => {
  const service = sharedService({ RECONCILE_SECONDS: '0.3' });
  let its: Answer;
  let found: Answer;
  let tar: Buffer;
  let files: Map<string, Buffer>;
  beforeAll(async () => {
    its = await closedCase(service);
    found = await written(service, its.id);
    tar = await fetched(service, found);
    files = await unpacked(tar);
  });

  it('is asked for and written in the background, and says what it is', () => {
    expect(found).toMatchObject({
      caseId: its.id,
      state: 'written',
      requestedBy: 'ks-registrator',
      lastError: null,
      byteSize: tar.length,
      sha256: createHash('sha256').update(tar).digest('hex'),
    });
    expect(found['fileName']).toMatch(/^KS \d{4}-\d+ arkivpaket\.tar$/);
    expect(found['files']).toBe([...files.keys()].filter((path) => path.startsWith(DATA)).length);
  });

  it('keeps the published rules, and each file is what its METS says', () => {
    expect(breachesOf(files)).toEqual([]);
  });

  it('is held to them: a changed byte, and a file that no METS names, are seen', () => {
    const changed = new Map(files).set(`${DATA}/register.xml`, Buffer.from('<facts/>'));
    expect(breachesOf(changed)).toContain(`CSIP29/71 ${DATA}/register.xml`);
    const more = new Map(files).set(`${DATA}/more.txt`, Buffer.from('?'));
    expect(breachesOf(more)).toEqual([`${DATA}/more.txt is in no METS`]);
  });

  it.each([
    [
      'a role that METS lacks',
      'METS.xml',
      'ROLE="CREATOR" TYPE="ORGANIZATION"',
      'ROLE="SUBMITTER" TYPE="ORGANIZATION"',
      'METS : agent@ROLE="SUBMITTER"',
    ],
    [
      'nobody who submits it',
      'METS.xml',
      'ROLE="CREATOR" TYPE="ORGANIZATION"',
      'ROLE="EDITOR" TYPE="ORGANIZATION"',
      'SIP15/16',
    ],
    ['no type of metadata', 'METS.xml', ' MDTYPE="PREMIS"', '', 'METS : no mdRef@MDTYPE'],
    [
      'no name for another type of metadata',
      'METS.xml',
      ' OTHERMDTYPE="ERMS"',
      '',
      'METS : no mdRef@OTHERMDTYPE',
    ],
    ['descriptive metadata that nothing points to', 'METS.xml', 'DMDID="dmd-erms"', '', 'CSIP92'],
    ['preservation metadata that is missing', 'METS.xml', /<amdSec>[^]*<\/amdSec>/, '', 'CSIP91'],
    [
      'sections in another order',
      'METS.xml',
      /(<dmdSec[^]*<\/dmdSec>)\s*(<amdSec>[^]*<\/amdSec>)/,
      '$2$1',
      'METS : in mets: metsHdr amdSec dmdSec fileSec structMap',
    ],
    [
      'an id that the other METS has',
      `${REP}/METS.xml`,
      'ID="rep1-files"',
      'ID="files"',
      'CSIP59/65/83/85: an id is unique in the package',
    ],
    [
      'content of no stated type',
      `${REP}/METS.xml`,
      / csip:CONTENTINFORMATIONTYPE="MIXED"(?=>\s*<file )/,
      '',
      'CSIP62',
    ],
    [
      'a value that the schema spells otherwise',
      ERMS,
      'recordType=',
      'recordPhysicalOrDigital="digital" recordType=',
      'record@recordPhysicalOrDigital="digital"',
    ],
    [
      'a direction that is not said',
      ERMS,
      / otherDirectionDefinition="\w+"/,
      '',
      'no direction@otherDirectionDefinition',
    ],
    [
      'an identifier that is no UUID',
      ERMS,
      /systemIdentifier="[^"]+" recordType="register"/,
      'systemIdentifier="register" recordType="register"',
      'record@systemIdentifier="register"',
    ],
    ['two titles', ERMS, /(<title>[^<]*<\/title>)/, '$1$1', /^in aggregation: objectId title title /],
    ['no identifier', ERMS, /<objectId>[^<]*<\/objectId>/, '', /^in aggregation: title /],
    ['no version', PREMIS, 'version="3.0"', '', 'no premis@version'],
    ['a file of no format', PREMIS, /<format>[^]*?<\/format>/, '', 'in objectCharacteristics: fixity size'],
    [
      'a link to no event',
      PREMIS,
      /<linkingEventIdentifierValue>[^<]+/,
      '<linkingEventIdentifierValue>another',
      'local another',
    ],
    ['the same file twice', PREMIS, /(<object [^]*?<\/object>)/, '$1$1', /^local [0-9a-f-]{36}$/],
  ] as const)('with %s is seen to break the rules', (_, path, from, to, breach) => {
    const whole = files.get(path)!.toString();
    const broken = whole.replace(from, to);
    expect(broken).not.toBe(whole);
    const breaches = breachesOf(new Map(files).set(path, Buffer.from(broken)));
    expect(breaches).toContainEqual(typeof breach === 'string' ? breach : expect.stringMatching(breach));
  });

  it('has the documents as they were uploaded, and the papers that were sent', async () => {
    const [row] = await service.database.query(
      `SELECT dispatch_papers.sha256, dispatches.sha256 AS content FROM dispatch_papers JOIN dispatches ON dispatches.id = dispatch_id
       JOIN consultations ON consultations.id = consultation_id WHERE case_id = $1`,
      [its.id],
    );
    const hash = (path: string) =>
      createHash('sha256')
        .update(files.get(`${DATA}/${path}`)!)
        .digest('hex');
    expect(files.get(`${DATA}/documents/0001.txt`)!.toString()).toBe('Förslaget.');
    expect(hash('dispatches/0001.pdf')).toBe(row.sha256);
    expect(hash('dispatches/0001.json')).toBe(row.content);
    const papers = [...files].filter(([path]) => path.startsWith(`${DATA}/papers/`));
    expect(papers.length).toBeGreaterThanOrEqual(3);
    for (const [, bytes] of papers) expect(bytes.toString('latin1')).toContain('pdfaid:part');
  });

  it('describes the case and each of its records', () => {
    const erms = readXml(files.get(ERMS)!);
    const [file] = along(erms, 'aggregations', 'aggregation');
    expect(along(file!, 'objectId')[0]!.text).toBe(its['caseNumber']);
    expect(along(file!, 'status')[0]!.at['value']).toBe('closed');
    const paths = along(file!, 'record', 'additionalInformation', 'appendix').map(({ at }) => at['path']);
    expect(paths.toSorted()).toEqual([...files.keys()].filter((path) => path.startsWith(DATA)).toSorted());
    const titles = along(file!, 'record', 'title').map(({ text }) => text);
    expect(titles).toEqual(
      expect.arrayContaining(['Förslag till strategi', expect.stringMatching(/^Remissmissiv/)]),
    );
    const premis = readXml(files.get(PREMIS)!);
    expect(along(premis, 'object')).toHaveLength(paths.length);
  });

  it('has what the register knows, and the trail of what was done to the close', () => {
    const register = readXml(files.get(`${DATA}/register.xml`)!);
    expect(register.in.map(({ at }) => at['name'])).toEqual(
      expect.arrayContaining(['case', 'referrals', 'packets', 'consultations', 'dispatches', 'deliveries']),
    );
    const lines = files
      .get(`${DATA}/audit-trail.jsonl`)!
      .toString()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.at(-1)).toMatchObject({ verb: 'close', objectType: 'case' });
    for (const [index, line] of lines.slice(1).entries()) expect(line.previous).toBe(lines[index]!.hash);
    expect(lines.filter(({ masked }) => masked).map(({ actor }) => actor)).not.toContain('tsn-handlaggare');
  });

  (hasXmllint ? it : it.skip)('keeps its facts to the schema that goes with them', () => {
    const schema = files.get('schemas/yttra-facts.xsd')!;
    expect(schemaBreachesOf(files.get(`${DATA}/register.xml`)!, schema)).toBe('');
    expect(
      schemaBreachesOf(Buffer.from('<facts xmlns="urn:yttra:facts:1"><other/></facts>'), schema),
    ).not.toBe('');
  });

  it('is the same whenever and by whomever it is asked for', async () => {
    service.setNow('2027-03-01T11:00:00Z');
    const again = await written(service, its.id);
    expect(again['sha256']).toBe(found['sha256']);
    expect(again.id).not.toBe(found.id);
    const page = await done(service.as('ks-registrator').get(`/cases/${its.id}/archive-packages`));
    expect((page['items'] as Answer[]).map(({ id }) => id)).toEqual([again.id, found.id]);
    service.setNow(NOW);
  });

  it('leaves an event, and is the registrar’s', async () => {
    const trail = await done(service.as('ks-registrator').get(`/cases/${its.id}/audit-trail?limit=100`));
    expect(trail['items']).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ verb: 'archive', after: { archivePackage: found.id } }),
      ]),
    );
    await asked(service, its.id, 'ks-handlaggare').expect(403);
    await asked(service, its.id, 'bin-registrator').expect(404);
    await service.as('ks-handlaggare').get(`/archive-packages/${found.id}/content`).expect(403);
    await service.as('tsn-registrator').get(`/archive-packages/${found.id}`).expect(404);
    await service.as('tsn-registrator').get(`/cases/${its.id}/archive-packages`).expect(403);
  });

  it('is asked for and fetched from the case’s page', async () => {
    const visitor = await Visitor.signedIn(service.base, 'ks-registrator');
    const page = await visitor.visit(`/arenden/${its.id}`);
    expect(page.links).toEqual(
      expect.arrayContaining([`/arenden/${its.id}/arkivera`, `/arkivpaket/${found.id}`]),
    );
    expect(page.text).toContain(found['fileName']);
    const officer = await Visitor.signedIn(service.base, 'ks-handlaggare');
    expect((await officer.visit(`/arenden/${its.id}`)).text).not.toContain(found['fileName']);
  });

  it('is refused while the case is open, saying so', async () => {
    const open = await given(service).referralCase();
    const { body } = await asked(service, open.id).expect(409);
    expect(body.reasons).toEqual([expect.objectContaining({ code: 'case-is-open' })]);
  });
});

describe('a case that is confidential in part', () => {
  const service = sharedService({ RECONCILE_SECONDS: '0.3' });

  it('carries its marking, and is packed and fetched by nobody from whom some of it is kept', async () => {
    const its = await closedCase(service);
    const before = await written(service, its.id);
    const [{ id: referral }] = await service.database.query('SELECT id FROM referrals WHERE case_id = $1', [
      its.id,
    ]);
    const mark = (persona: string, ...seenBy: object[]) =>
      done(
        service
          .as(persona)
          .post(
            `/referrals/${referral}/mark-confidential`,
            { provision: 'OSL 21:7', seenBy },
            { ifMatch: '*' },
          ),
      );
    await mark('ks-registrator', { person: 'ks-registrator' }, { person: 'ks-handlaggare' });
    const marked = await written(service, its.id);
    const files = await unpacked(await fetched(service, marked));
    expect(breachesOf(files)).toEqual([]);
    const erms = readXml(files.get(ERMS)!);
    const restricted = along(erms, 'aggregations', 'aggregation', 'record').filter(
      (record) => along(record, 'restriction', 'regulation')[0]?.text === 'OSL 21:7',
    );
    expect(restricted.length).toBeGreaterThanOrEqual(3);
    const rights = along(readXml(files.get(PREMIS)!), 'rights');
    expect(rights).toHaveLength(restricted.length);
    expect(
      rights[0] && along(rights[0], 'rightsStatement', 'statuteInformation', 'statuteCitation')[0]!.text,
    ).toBe('OSL 21:7');
    const [{ readings }] = await service.database.query(
      "SELECT count(*)::int AS readings FROM audit_events WHERE case_id = $1 AND object_type = 'reading' AND after->>'read' LIKE '/archive-packages/%'",
      [its.id],
    );
    expect(readings).toBeGreaterThan(0);

    await mark('ks-handlaggare', { person: 'ks-handlaggare' });
    const { body } = await asked(service, its.id).expect(409);
    expect(body.reasons ?? body).toEqual([expect.objectContaining({ code: 'archive-needs-all-of-it' })]);
    for (const { id } of [before, marked])
      await service.as('ks-registrator').get(`/archive-packages/${id}/content`).expect(404);
  });
});

describe('a reply that its own authority has marked', () => {
  const service = sharedService({ RECONCILE_SECONDS: '0.3' });

  it('carries the marking that it was received with, and tells nothing of whom that authority lets see its own work', async () => {
    const found = given(service);
    const its = await found.referralCase();
    const referral = await found.sentReferral({}, its.id);
    const { id } = await found.consultationOf('tsn-registrator', referral);
    await found.onTheWay(referral, id, 'confirmed');
    const seenBy = [{ person: 'tsn-registrator' }, { person: 'tsn-sekreterare' }];
    const mark = (body: object) =>
      done(
        service
          .as('tsn-registrator')
          .post(`/consultations/${id}/mark-confidential`, { seenBy, ...body }, { ifMatch: '*' }),
      );
    await mark({
      of: 'statement',
      provision: 'OSL 23:1',
      seenBy: [...seenBy, { body: 'KS', role: 'registrar' }],
    });
    await mark({ of: 'consultation', provision: 'OSL 26:1', authority: 'KS' });
    await found.step('tsn-sekreterare', id, 'forward');
    await found.step('ks-registrator', id, 'acknowledge');
    await found.settle(referral, 'close');
    await done(service.as('ks-registrator').post(`/cases/${its.id}/close`, {}, { ifMatch: '*' }));

    const files = await unpacked(await fetched(service, await written(service, its.id)));
    const erms = readXml(files.get(ERMS)!);
    const regulations = along(erms, 'aggregations', 'aggregation', 'record')
      .filter(({ at }) => at['recordType'] === 'dispatch')
      .map((record) => along(record, 'restriction', 'regulation').map(({ text }) => text));
    expect(regulations).toEqual([['OSL 23:1']]);
    const markings = readXml(files.get(`${DATA}/register.xml`)!).in.find(
      ({ at }) => at['name'] === 'markings',
    );
    const rows = markings!.in.map(({ in: fields }) =>
      Object.fromEntries(fields.map(({ at, text }) => [at['name']!, text])),
    );
    expect(rows).toMatchObject([{ of: 'reply', provision: 'OSL 23:1', authority: 'TSN' }]);
    expect(JSON.stringify(markings)).not.toContain('tsn-sekreterare');
  });
});

describe('a package that cannot be written', () => {
  const service = sharedService({ RECONCILE_SECONDS: '0.3' });

  it('says why where it is looked for, leaves nothing behind, and is written once it can be', async () => {
    const its = await closedCase(service);
    const [{ sha256 }] = await service.database.query(
      "SELECT sha256 FROM documents WHERE title = 'Förslag till strategi'",
    );
    const { documentsDirectory } = service.app.get<Settings>(SETTINGS);
    const path = join(documentsDirectory, sha256.slice(0, 2), sha256);
    await rm(path);
    const { archivePackage } = await done(asked(service, its.id), 202);
    const read = () => done(service.as('ks-registrator').get(`/archive-packages/${archivePackage.id}`));
    const failed = await until(read, ({ state }) => state === 'failing');
    expect(failed['lastError']).toBe('content-gone');
    await service.as('ks-registrator').get(`/archive-packages/${archivePackage.id}/content`).expect(404);
    expect(await readdir(join(documentsDirectory, 'incoming'))).toEqual([]);
    const metrics = await fetch(`${service.base}/metrics`).then((answer) => answer.text());
    expect(metrics).toContain('yttra_archive_packages_waiting{state="failing"} 1');

    // As long as it should be, and not what it was: nothing that has been altered is archived.
    const due = () =>
      service.database.query(
        "UPDATE archive_packages SET due_at = now() - interval '1 minute' WHERE id = $1",
        [archivePackage.id],
      );
    await writeFile(path, 'Ändrat text');
    await due();
    await until(
      () =>
        service.database.query(
          'SELECT attempts, due_at > now() AS waits FROM archive_packages WHERE id = $1',
          [archivePackage.id],
        ),
      ([row]: { attempts: number; waits: boolean }[]) => row!.attempts >= 2 && row!.waits,
    );
    expect((await read())['state']).toBe('failing');
    await writeFile(path, 'Förslaget.');
    await due();
    expect(await until(read, ({ state }) => state === 'written')).toMatchObject({ lastError: null });
  });
});
