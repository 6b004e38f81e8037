import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { actingAsTheService } from '../../src/database/acting.js';
import { FreezePapers, TOLD_AFTER } from '../../src/forwarding/freeze-papers.js';
import { done, given, NOW, statement, type Answer } from '../support/given.js';
import { bytesOf, hasPdfTools, outOfOrder, readPdf } from '../support/papers.js';
import { startService, type Service } from '../support/service.js';
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
  return row as { attempts: number; frozen_at: Date | null; last_error: string | null };
};

describe('the paper of what was forwarded', () => {
  let service: Service;
  let dispatch: Answer;
  beforeAll(async () => {
    service = await startService();
    service.setNow(NOW);
    const forwarded = await given(service).consultation('forwarded');
    dispatch = await frozen(service, forwarded['dispatch'].id);
  });
  afterAll(() => service.stop());

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
    await service.database.query('UPDATE dispatch_papers SET due_at = now() WHERE dispatch_id = $1', [
      dispatch.id,
    ]);
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

  it('is written by whoever looks for what a lost job should have made', async () => {
    const forwarded = await given(service).consultation('forwarded');
    const { id } = await frozen(service, forwarded['dispatch'].id);
    await service.database.query(
      `UPDATE dispatch_papers SET frozen_at = NULL, sha256 = NULL, byte_size = NULL, file_name = NULL,
         due_at = now() - interval '1 minute' WHERE dispatch_id = $1`,
      [id],
    );
    await frozen(service, id);
  });
});

describe('a renderer that does not work', () => {
  let service: Service;
  beforeAll(async () => {
    service = await startService({
      PAPER_SECONDS: '0.001',
      PAPER_WAIT_SECONDS: '0.5',
      RECONCILE_SECONDS: '0.3',
    });
    service.setNow(NOW);
  });
  afterAll(() => service.stop());

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
    expect(await rowOf(service, dispatch.id)).toMatchObject({ frozen_at: null, last_error: 'too-demanding' });
    await service.as('ks-registrator').get(`/dispatches/${dispatch.id}/paper`).expect(404);

    for (let attempts = 1; attempts < TOLD_AFTER; attempts += 1) {
      await until(
        () => rowOf(service, dispatch.id),
        (row) => row.attempts >= attempts,
      );
      await service.database.query(
        "UPDATE dispatch_papers SET due_at = now() - interval '1 minute' WHERE attempts < $1",
        [TOLD_AFTER],
      );
    }
    const inbox = await until(
      async () => (await service.as('tsn-registrator').get('/inbox?kind=notice')).body.items as Answer[],
      (items) => items.some(({ topic }) => topic === 'paper-missing'),
    );
    expect(inbox.filter(({ topic }) => topic === 'paper-missing')).toHaveLength(1);
  });
});
