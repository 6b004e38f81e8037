import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import PostalMime from 'postal-mime';
import { civilDate } from '../../src/rules/civil-date.js';
import { done, given, type Answer } from '../support/given.js';
import { startMailServer, type TestMailServer } from '../support/mail-server.js';
import { sharedService } from '../support/shared-service.js';
import { until } from '../support/until.js';

let mail: TestMailServer;
beforeAll(async () => {
  mail = await startMailServer();
});
const service = sharedService(() => ({
  SMTP_URL: `smtp://127.0.0.1:${mail.port}`,
  MAIL_FROM: 'yttra@kommun.example',
  PUBLIC_URL: 'https://yttra.kommun.example',
  RECONCILE_SECONDS: '0.2',
}));
afterAll(() => mail.close());

const registrar = () => service.as('ks-registrator');
const inbox = async (query = ''): Promise<Answer[]> =>
  (await done(registrar().get(`/inbox?kind=dispatch${query}`)))['items'] as Answer[];
const correct = (id: string) =>
  given(service).step('tsn-sekreterare', id, 'forward-correction', { reason: 'Rättelse av § 84.' });
/** The dispatches of a consultation, the first one first. */
const dispatchesOf = async (id: string): Promise<string[]> => {
  const { items } = await done(registrar().get(`/consultations/${id}/dispatches`));
  return (items as Answer[]).map((dispatch) => dispatch.id).toReversed();
};
const setDelivery = (dispatchId: string, values: string) =>
  service.database.query(`UPDATE deliveries SET ${values} WHERE dispatch_id = $1 AND channel = 'inbox'`, [
    dispatchId,
  ]);

describe('a correction', () => {
  it('waits for what it corrects, to the same recipient and about the same matter; others do not', async () => {
    const { id } = await given(service).consultation('forwarded');
    const [first] = await dispatchesOf(id);
    await until(inbox, (items) => items.some(({ dispatchId }) => dispatchId === first));
    // As if its attempts had failed so far, and the next one were an hour away.
    await service.database.query('DELETE FROM inbox_items WHERE dispatch_id = $1', [first]);
    await setDelivery(first!, "state = 'pending', due_at = now() + interval '1 hour', delivered_at = NULL");
    await correct(id);
    const { id: another } = await given(service).consultation('forwarded');
    const [theirs] = await dispatchesOf(another);
    await until(inbox, (items) => items.some(({ dispatchId }) => dispatchId === theirs));
    const [, correction] = await dispatchesOf(id);
    expect((await inbox()).map(({ dispatchId }) => dispatchId)).not.toContain(correction);

    await setDelivery(first!, "due_at = now() - interval '1 minute'");
    const items = await until(inbox, (seen) => seen.some(({ dispatchId }) => dispatchId === correction));
    const order = items.map(({ dispatchId }) => dispatchId as string);
    expect(order.indexOf(correction!)).toBeLessThan(order.indexOf(first!));
    expect(items.find(({ dispatchId }) => dispatchId === correction)).toMatchObject({
      replaces: first,
      replacedBy: null,
    });
    expect(items.find(({ dispatchId }) => dispatchId === first)).toMatchObject({
      replaces: null,
      replacedBy: correction,
    });
  });

  it('stands above what it corrects also where that has failed, and was sent again by a person', async () => {
    const { id } = await given(service).consultation('forwarded');
    const [first] = await dispatchesOf(id);
    await until(inbox, (items) => items.some(({ dispatchId }) => dispatchId === first));
    await service.database.query('DELETE FROM inbox_items WHERE dispatch_id = $1', [first]);
    await setDelivery(first!, "state = 'failed', last_error = '53100', delivered_at = NULL");
    await correct(id);
    await correct(id);
    const [, second, third] = await dispatchesOf(id);
    await until(inbox, (items) => items.some(({ dispatchId }) => dispatchId === third));

    const { items } = await done(service.as('admin').get('/deliveries?state=failed'));
    const failed = (items as Answer[]).find(({ dispatchId }) => dispatchId === first)!;
    await done(service.as('admin').post(`/deliveries/${failed.id}/retry`, {}, { ifMatch: failed.version }));
    await until(inbox, (seen) => seen.some(({ dispatchId }) => dispatchId === first));
    const own = [first, second, third];
    const order = async (limit: number) => {
      const found: unknown[] = [];
      for (let cursor = ''; ;) {
        const page = await done(registrar().get(`/inbox?kind=dispatch&limit=${limit}${cursor}`));
        found.push(...(page['items'] as Answer[]).map(({ dispatchId }) => dispatchId));
        if (!page['nextCursor']) return found.filter((dispatchId) => own.includes(dispatchId as string));
        cursor = `&cursor=${page['nextCursor']}`;
      }
    };
    expect(await order(100)).toEqual([third, second, first]);
    expect(await order(1)).toEqual([third, second, first]);
  });

  it('says in its mail what it replaces', async () => {
    const { version } = await done(service.as('admin').get('/bodies/KS'));
    const noticeEmails = ['registrator@kommun.example'];
    await done(service.as('admin').patch('/bodies/KS', { noticeEmails }, { ifMatch: version }));
    const { id } = await given(service).consultation('forwarded');
    await correct(id);
    const read = async () => {
      const mails = await Promise.all(mail.taken.map(({ raw }) => PostalMime.parse(raw)));
      return mails.map(({ text }) => text!);
    };
    const isCorrection = (text: string) => text.startsWith('Ett rättat yttrande har kommit in');
    const texts = await until(read, (taken) => taken.some(isCorrection));
    const corrected = texts.find(isCorrection);
    expect(corrected).toContain(`Ersätter yttrandet som expedierades ${civilDate(new Date())}.`);
    for (const text of texts.filter((each) => each !== corrected)) expect(text).not.toContain('Ersätter');
  });
});
