import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { actingAsTheService } from '../../src/database/acting.js';
import { FreezePapers } from '../../src/forwarding/freeze-papers.js';
import { TOLD_AFTER } from '../../src/forwarding/let-dispatch-go.js';
import { done, given, statement, type Answer } from '../support/given.js';
import { bytesOf, dispatchedAgain, hasPdfTools, outOfOrder, readPdf } from '../support/papers.js';
import { sharedService } from '../support/shared-service.js';
import { type Service } from '../support/service.js';
import { Visitor } from '../support/visitor.js';
import { until } from '../support/until.js';

const dispatchOf = (service: Service, id: string) =>
  done(service.as('ks-registrator').get(`/dispatches/${id}`));
const frozen = (service: Service, id: string) =>
  until(
    () => dispatchOf(service, id),
    ({ paper }) => paper !== null,
  );
const rowOf = async (service: Service, id: string) => {
  const [row] = await service.database.query('SELECT * FROM dispatch_papers WHERE dispatch_id = $1', [id]);
  return row as { attempts: number; due_at: Date; frozen_at: Date | null; last_error: string | null };
};

/** Another dispatch whose paper is promised, and whose job is lost. */
const withoutJob = async ({ database }: Service, id: string): Promise<string> => {
  const another = await dispatchedAgain(database, id);
  await database.query(
    "INSERT INTO dispatch_papers (dispatch_id, due_at) VALUES ($1, now() - interval '1 minute')",
    [another],
  );
  return another;
};

describe('the paper of what was forwarded', () => {
  const service = sharedService();
  let dispatch: Answer;
  beforeAll(async () => {
    const forwarded = await given(service).consultation('forwarded');
    dispatch = await frozen(service, forwarded['dispatch'].id);
  });

  it('is kept as bytes under its hash, and is the same for both sides', async () => {
    const [ours, theirs] = await Promise.all(
      ['ks-registrator', 'tsn-lasare'].map((persona) =>
        bytesOf(service.as(persona).get(`/dispatches/${dispatch.id}/paper`)).expect(200),
      ),
    );
    expect(createHash('sha256').update(ours!.body).digest('hex')).toBe(dispatch['paper'].sha256);
    expect(ours!.body.length).toBe(dispatch['paper'].byteSize);
    expect(theirs!.body.equals(ours!.body)).toBe(true);
    expect(dispatch['paper'].fileName).toMatch(/^TSN \d{4}-\d+ Yttrande\.pdf$/);
    expect(ours!.headers['content-disposition']).toContain(encodeURIComponent(dispatch['paper'].fileName));
    await service.as('bin-registrator').get(`/dispatches/${dispatch.id}/paper`).expect(404);
    await service
      .as('ks-registrator')
      .get(`/dispatches/${dispatch.id}/paper`)
      .set('Accept', 'text/html')
      .expect(406);
  });

  (hasPdfTools ? it : it.skip)('says what was decided, also the questions that were answered', async () => {
    const { body } = await bytesOf(service.as('ks-registrator').get(`/dispatches/${dispatch.id}/paper`));
    expect(
      outOfOrder(readPdf(body).inOrder, [
        'Tekniska servicenämnden', 'Kommunstyrelsen', statement.title, statement.summary, '§ 84',
        ...statement.clauses.map(({ text }) => text), 'Fråga 1: Är utvecklingsområdena relevanta?', 'Ja.',
      ]), // prettier-ignore
    ).toBeUndefined();
  });

  it('is there before its deliveries are tried', async () => {
    const [{ before }] = await service.database.query(
      `SELECT bool_and(frozen_at <= started_at) AS before FROM deliveries
       JOIN delivery_attempts ON delivery_id = deliveries.id JOIN dispatch_papers USING (dispatch_id)
       WHERE dispatch_id = $1`,
      [dispatch.id],
    );
    expect(before).not.toBe(false);
  });

  it('is never written again; a correction has a paper of its own', async () => {
    const changed = (what: string) =>
      service.database.query(`UPDATE dispatch_papers SET ${what} WHERE dispatch_id = $1`, [dispatch.id]);
    for (const what of [
      'due_at = now()',
      'frozen_at = NULL, sha256 = NULL, byte_size = NULL, file_name = NULL',
    ])
      await expect(changed(what)).rejects.toThrow('never changed');
    const [{ may }] = await service.database.query(
      "SELECT has_table_privilege('yttra_runtime', 'dispatch_papers', 'DELETE') AS may",
    );
    expect(may).toBe(false);
    await actingAsTheService(() => service.app.get(FreezePapers).freeze(dispatch.id));
    expect((await dispatchOf(service, dispatch.id))['paper']).toEqual(dispatch['paper']);

    const corrected = await given(service).step(
      'tsn-sekreterare',
      dispatch['consultationId'],
      'forward-correction',
      {
        reason: 'Fel paragraf',
        section: '85',
      },
    );
    const anew = await frozen(service, corrected['dispatch'].id);
    expect(anew['paper'].sha256).not.toBe(dispatch['paper'].sha256);
    expect((await dispatchOf(service, dispatch.id))['paper']).toEqual(dispatch['paper']);
  });

  it('says how many signs no font has, as an answer with the paper says which', async () => {
    expect(dispatch['paper'].replacedSigns).toBe(0);
    const found = given(service);
    const { id } = await found.consultation('drafting');
    await found.saveStatement(id, { ...statement, assessment: 'Bra \u{1F9A9} och 漢 och 漢.' });
    const path = `/consultations/${id}/papers/statement`;
    const told = async (format: string) =>
      (await bytesOf(service.as('tsn-handlaggare').get(`${path}?format=${format}`)).expect(200)).headers[
        'yttra-replaced-signs'
      ];
    expect(await told('pdf')).toBe('U+1F9A9, U+6F22');
    expect(await told('docx')).toBeUndefined();
    await found.goOn(id, 'drafting', 'forwarded');
    const { dispatch: its } = await done(service.as('ks-registrator').get(`/consultations/${id}`));
    expect((await frozen(service, its.id))['paper']).toMatchObject({ replacedSigns: 2 });
    const visitor = await Visitor.signedIn(service.base, 'ks-registrator');
    expect((await visitor.visit(`/svar/${id}`)).html).toContain('I den expedierade PDF:en står □');
  });

  it('is written by whoever looks for what a lost job should have made', async () => {
    const forwarded = await given(service).consultation('forwarded');
    const { id } = await frozen(service, forwarded['dispatch'].id);
    await frozen(service, await withoutJob(service, id));
  });

  it('is written by one alone, however many would, for as long as the writing may take', async () => {
    const forwarded = await given(service).consultation('forwarded');
    const { id } = await frozen(service, forwarded['dispatch'].id);
    const another = await withoutJob(service, id);
    const freeze = () => actingAsTheService(() => service.app.get(FreezePapers).freeze(another));
    await Promise.all([freeze(), freeze(), freeze()]);
    await frozen(service, another);
    expect((await rowOf(service, another)).attempts).toBe(1);
    const [{ claimed }] = await service.database.query(
      "SELECT due_at > frozen_at + interval '2 minutes' AS claimed FROM dispatch_papers WHERE dispatch_id = $1",
      [another],
    );
    expect(claimed).toBe(true);
  });
});

describe('a renderer that does not work', () => {
  const service = sharedService({
    PAPER_SECONDS: '0.001',
    PAPER_WAIT_SECONDS: '0.5',
    RECONCILE_SECONDS: '0.3',
  });

  it('keeps no statement from its receiver, and is told of', async () => {
    const { id, dispatch } = (await given(service).consultation('forwarded')) as Answer & {
      dispatch: Answer;
    };
    await until(
      async () =>
        (await service.as('tsn-sekreterare').get(`/consultations/${id}/deliveries?state=delivered`)).body
          .items,
      (items) => items.length === 1,
    );
    const failed = await until(
      () => rowOf(service, dispatch.id),
      ({ last_error }) => last_error !== null,
    );
    expect(failed).toMatchObject({ frozen_at: null, last_error: 'too-demanding' });
    await service.as('ks-registrator').get(`/dispatches/${dispatch.id}/paper`).expect(404);

    const told = async () =>
      ((await service.as('tsn-registrator').get('/inbox?kind=notice')).body.items as Answer[]).filter(
        ({ topic }) => topic === 'paper-missing',
      );
    const tryAgain = (attempts: number) =>
      service.database.query(
        "UPDATE dispatch_papers SET attempts = $2, due_at = now() - interval '1 minute' WHERE dispatch_id = $1",
        [dispatch.id, attempts],
      );
    expect(await told()).toEqual([]);
    // The fifth attempt ended with its process, which could tell nobody.
    await tryAgain(TOLD_AFTER);
    await until(told, (items) => items.length > 0);
    await tryAgain(TOLD_AFTER + 10);
    await until(
      () => rowOf(service, dispatch.id),
      (row) => row.attempts > TOLD_AFTER + 10 && row.due_at.getTime() > Date.now() + 1_800_000,
    );
    const promised = await service.database.query(
      "SELECT FROM deliveries WHERE dispatch_id = $1 AND topic = 'paper-missing' AND channel = 'inbox'",
      [dispatch.id],
    );
    expect(promised).toHaveLength(1);
  });
});
