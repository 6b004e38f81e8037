import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { actingAsTheService } from '../../src/database/acting.js';
import { DeliverMessage } from '../../src/delivery/deliver-message.js';
import { ReconcileDeliveries } from '../../src/delivery/reconcile-deliveries.js';
import { done, given, NOW, statement, TODAY, type Answer } from '../support/given.js';
import { sharedService } from '../support/shared-service.js';
import { until } from '../support/until.js';

const service = sharedService();

const registrar = () => service.as('ks-registrator');
const deliveryOf = (id: string) => done(service.as('tsn-sekreterare').get(`/deliveries/${id}`));

describe('forwarding', () => {
  it('reaches the inbox of each recipient once, the issuer always', async () => {
    const { consultation, saveStatement, step } = given(service);
    const { id } = await consultation('drafting');
    await saveStatement(id, {
      ...statement,
      recipients: [{ body: 'SN' }, { body: 'KS' }, { body: 'SN' }, { name: 'Hembygdsföreningen' }],
    });
    await step('tsn-handlaggare', id, 'submit');
    await step('tsn-chef', id, 'approve');
    await step('tsn-chef', id, 'decide-by-delegation', {
      route: 'administration',
      basis: 'D 4',
      decidedOn: TODAY,
      decidedBy: 'Chefen',
    });
    const forwarded = await step('tsn-registrator', id, 'forward');
    expect(
      forwarded['deliveries'].map((delivery: Answer) => [delivery['recipient'], delivery['channel']]).sort(),
    ).toEqual([
      ['Hembygdsföreningen', 'manual'],
      ['KS', 'inbox'],
      ['SN', 'inbox'],
    ]);

    const { items } = await until(
      async () =>
        (await service.as('tsn-sekreterare').get(`/consultations/${id}/deliveries?state=delivered`)).body,
      (page) => page.items.length === 2,
    );
    expect(items.every((item: Answer) => item['deliveredAt'] && item['attempts'] === 1)).toBe(true);
    const inbox = await registrar().get('/inbox?kind=dispatch&unread=true').expect(200);
    const item = inbox.body.items.find((row: Answer) => row['consultationId'] === id);
    expect(item).toMatchObject({
      body: 'KS',
      topic: 'statement-forwarded',
      text: 'Yttrande har kommit in',
      dispatchId: forwarded['dispatch'].id,
      readBy: null,
    });
    const read = await done(registrar().post(`/inbox/${item.id}/read`, {}, { ifMatch: item.version }));
    expect(read).toMatchObject({ readBy: 'ks-registrator', readAt: expect.any(String) });
    await service
      .as('bin-registrator')
      .post(`/inbox/${item.id}/read`, {}, { ifMatch: item.version })
      .expect(404);
  });

  it('shows the sender’s deliveries to the sender’s staff only', async () => {
    const { id } = await given(service).consultation('forwarded');
    const { body } = await registrar().get(`/consultations/${id}/deliveries`).expect(200);
    expect(body.items.map((item: Answer) => item['kind'])).toEqual(['packet']);
    const [delivery] = (await service.as('tsn-sekreterare').get(`/consultations/${id}/deliveries`)).body
      .items;
    await registrar().get(`/deliveries/${delivery.id}`).expect(404);
    await service
      .as('tsn-sekreterare')
      .post(`/deliveries/${delivery.id}/complete`, {}, { ifMatch: 99 })
      .expect(412);
  });

  it('fails visibly when nobody reads the inbox any more, and can be retried once somebody does', async () => {
    const { consultation, step } = given(service);
    const { id } = await consultation('confirmed');
    // The roles change after the promise and before the attempt: the worker is made to wait on the row.
    const forwardedFirst = await lockedForward(id, step);
    const failed = await until(
      () => deliveryOf(forwardedFirst),
      ({ state }) => state === 'failed',
    );
    expect(failed).toMatchObject({
      lastError: 'nobody-reads-the-inbox',
      attempts: 1,
      availableActions: ['retry', 'cancel'],
    });
    const admin = await service.as('admin').get('/deliveries?state=failed').expect(200);
    expect(admin.body.items.map((item: Answer) => item.id)).toContain(forwardedFirst);

    await service.database.query("UPDATE roles SET role = 'registrar' WHERE username = 'ks-registrator'");
    const { version } = await deliveryOf(forwardedFirst);
    await done(service.as('admin').post(`/deliveries/${forwardedFirst}/retry`, {}, { ifMatch: version }));
    const delivered = await until(
      () => deliveryOf(forwardedFirst),
      ({ state }) => state === 'delivered',
    );
    expect(delivered['attemptsMade'].map((attempt: Answer) => attempt['outcome'])).toEqual([
      'refused',
      'delivered',
    ]);
    await service.database.query("UPDATE roles SET role = 'officer' WHERE username = 'ks-handlaggare'");
    await service.database.query("UPDATE roles SET role = 'secretary' WHERE username = 'ks-sekreterare'");
  });

  async function lockedForward(id: string, step: ReturnType<typeof given>['step']): Promise<string> {
    const forwarded = step('tsn-sekreterare', id, 'forward');
    const runner = service.database.createQueryRunner();
    await runner.startTransaction();
    await runner.query('LOCK TABLE delivery_attempts IN EXCLUSIVE MODE');
    const { deliveries } = (await forwarded) as Answer & { deliveries: Answer[] };
    await runner.query(
      "UPDATE roles SET role = 'reader' WHERE body_code = 'KS' AND role IN ('registrar', 'officer', 'manager', 'secretary')",
    );
    await runner.commitTransaction();
    await runner.release();
    return deliveries[0]!.id;
  }
});

describe('the worker', () => {
  it('changes nothing when it wakes up after another has taken over', async () => {
    const { id } = await given(service).consultation('forwarded');
    const [delivery] = await service.database.query(
      "SELECT id FROM deliveries WHERE consultation_id = $1 AND kind = 'dispatch'",
      [id],
    );
    await until(
      () => deliveryOf(delivery.id),
      ({ state }) => state === 'delivered',
    );
    const claimedEarlier = {
      id: delivery.id as string,
      token: randomUUID(),
      attempts: 1,
      attempts_before: 0,
      somebody_reads: true,
      may_go_out: true,
      channel: 'inbox',
      kind: 'dispatch',
      topic: 'statement-forwarded',
      traceparent: null,
      tracestate: null,
    } as const;
    await actingAsTheService(() => service.app.get(DeliverMessage).attempt(claimedEarlier));
    const [{ items }] = await service.database.query(
      'SELECT count(*) AS items FROM inbox_items WHERE delivery_id = $1',
      [delivery.id],
    );
    expect(items).toBe(1);
  });

  it('is given anew what the queue forgot, once', async () => {
    const { id } = await given(service).consultation('forwarded');
    const [{ id: deliveryId }] = await service.database.query(
      "SELECT id FROM deliveries WHERE consultation_id = $1 AND kind = 'dispatch'",
      [id],
    );
    await until(
      () => deliveryOf(deliveryId),
      ({ state }) => state === 'delivered',
    );
    await service.database.query(
      "UPDATE deliveries SET state = 'delivering', attempt_token = gen_random_uuid(), due_at = now() - interval '1 hour' WHERE id = $1",
      [deliveryId],
    );
    const reconciler = service.app.get(ReconcileDeliveries);
    expect(await actingAsTheService(() => reconciler.reconcile())).toBe(1);
    expect(await actingAsTheService(() => reconciler.reconcile())).toBe(0);
  });
});

describe('what has come in', () => {
  it('is listed for the issuer with what is missing, and a reply from outside beside the others', async () => {
    const { sentReferral, consultationOf, step, document } = given(service);
    const referral = await sentReferral({
      consultees: [{ body: 'TSN' }, { body: 'BIN' }, { name: 'Räddningstjänsten' }],
    });
    const outside = await consultationOf('ks-registrator', referral, 'Räddningstjänsten');
    const { id: documentId } = await document();
    const future = await registrar().post(
      `/consultations/${outside.id}/record-reply`,
      { documentId, receivedOn: '2026-11-03', stance: 'supports' },
      { ifMatch: outside.version },
    );
    expect(future.body.errors[0]).toMatchObject({ pointer: '/receivedOn', code: 'in-the-future' });
    const recorded = await step('ks-registrator', outside.id, 'record-reply', {
      documentId,
      receivedOn: TODAY,
      stance: 'no-objection',
    });
    expect(recorded).toMatchObject({ state: 'received', reachedIssuerOn: TODAY, late: false });

    const { body } = await registrar()
      .get(`/referrals/${referral.id}/replies?limit=2&count=true`)
      .expect(200);
    expect(body).toMatchObject({ total: 3, missing: ['BIN', 'TSN'], overdue: [], late: [] });
    service.setNow('2030-01-01T09:00:00Z');
    const afterwards = await registrar().get(`/referrals/${referral.id}/replies`).expect(200);
    service.setNow(NOW);
    expect(afterwards.body).toMatchObject({ missing: ['BIN', 'TSN'], overdue: ['BIN', 'TSN'], late: [] });
    expect(body.items.map((item: Answer) => item['consultee'])).toEqual(['BIN', 'Räddningstjänsten']);
    expect(body.items[1]).toMatchObject({
      state: 'received',
      stance: 'no-objection',
      recordedReply: { documentId, receivedOn: TODAY },
      dispatch: null,
    });
    const next = await registrar()
      .get(`/referrals/${referral.id}/replies?limit=2&cursor=${body.nextCursor}`)
      .expect(200);
    expect(next.body.items.map((item: Answer) => item['consultee'])).toEqual(['TSN']);
  });

  it('is a reply that the issuer recorded for a body of Yttra, which then has no decision to correct', async () => {
    const { consultation, step, document } = given(service);
    const { id } = await consultation('drafting');
    const { id: documentId } = await document();
    await step('tsn-registrator', id, 'allow-recorded-reply');
    const recorded = await step('ks-registrator', id, 'record-reply', {
      documentId,
      receivedOn: TODAY,
      stance: 'supports',
    });
    const { body } = await service
      .as('tsn-registrator')
      .post(
        `/consultations/${id}/forward-correction`,
        { reason: 'Fel paragraf', section: '86' },
        { ifMatch: recorded['version'] },
      )
      .expect(409);
    expect(body.reasons).toMatchObject([{ code: 'no-decision-to-correct' }]);
  });

  it('is compiled with stance, clauses, answers and remarks, and the issuer’s answer to each remark', async () => {
    const { id, ...consultation } = await given(service).consultation('received');
    const path = `/referrals/${consultation['referralId']}/compilation`;
    await service
      .as('ks-handlaggare')
      .post(`/consultations/${id}/remark-answers`, { remark: 1, text: 'Förslaget har kompletterats.' })
      .expect(201);
    const { body } = await service.as('ks-handlaggare').get(path).expect(200);
    expect(body.totals).toMatchObject({
      consultees: 1,
      answered: 1,
      stances: { 'supports-with-comments': 1 },
    });
    expect(body.questions[0].answers).toEqual([
      {
        consultationId: expect.any(String),
        consultee: 'TSN',
        consulteeName: 'Tekniska servicenämnden',
        asked: null,
        stance: null,
        text: 'Ja.',
      },
    ]);
    expect(body.consultees[0]).toMatchObject({
      consultee: 'TSN',
      outcome: 'as-proposed',
      clauses: statement.clauses,
      remarks: [{ number: 1, passage: 'Boende och närmiljö', issuerAnswer: 'Förslaget har kompletterats.' }],
    });
    await service.as('tsn-handlaggare').get(path).expect(403);
  });
});
