import { afterEach, describe, expect, it } from '@jest/globals';
import { loadDemo } from '../../src/demo/demo-data.js';
import { isWorkingDay } from '../../src/rules/working-days.js';
import { done, type Answer } from '../support/given.js';
import { startService, type Service } from '../support/service.js';
import { Visitor } from '../support/visitor.js';

let service: Service | undefined;
afterEach(() => service?.stop());

// Four weeks on it is Christmas Day, five weeks on New Year's Day; Maundy Thursday; a Saturday.
describe.each(['2026-11-27', '2027-03-25', '2027-07-10'])('the demo made on %s', (today) => {
  it('has no deadline on a holiday, and always something late, at risk and just come', async () => {
    service = await startService({ ROLE: 'api' });
    service.setNow(`${today}T11:00:00Z`);
    await loadDemo(service.app);
    const listOf = async (persona: string, query: string) =>
      (await done(service!.as(persona).get(`/consultations?limit=100&${query}`)))['items'] as Answer[];
    const all = await listOf('ks-registrator', 'issuer=KS');
    expect(all.map(({ replyBy }) => replyBy as string).filter((day) => !isWorkingDay(day))).toEqual([]);
    expect((await listOf('ks-registrator', 'issuer=KS&overdue=true')).length).toBeGreaterThan(0);
    for (const board of ['tsn', 'amn'])
      expect([board, (await listOf(`${board}-registrator`, 'atRisk=true')).length > 0]).toEqual([
        board,
        true,
      ]);
    const { items } = await done(service.as('tsn-sekreterare').get('/bodies/TSN/meetings'));
    const asked = await Promise.all(
      all.map(({ id }) => done(service!.as('ks-registrator').get(`/consultations/${id}`))),
    );
    const held = [
      ...(items as Answer[]).map(({ date }) => date),
      ...asked.flatMap(({ sentOn, reachedIssuerOn }) => [sentOn, reachedIssuerOn]),
    ].filter((day) => typeof day === 'string');
    expect(held.length).toBeGreaterThan(all.length);
    expect(held.filter((day) => !isWorkingDay(day))).toEqual([]);

    const base = service.base;
    for (const [persona, what] of [
      ['tsn-handlaggare', 'Skriv'],
      ['ks-registrator', 'Kvittera'],
      ['tsn-registrator', 'Registrera'],
    ] as const) {
      const inbox = await new Visitor(base).signIn(persona);
      const buttons = inbox.elements.map(({ attributes }) => attributes['aria-label'] ?? '');
      expect([persona, buttons.some((label) => label.startsWith(`${what}, `))]).toEqual([persona, true]);
    }
    const start = await (await Visitor.signedIn(base, 'admin')).visit('/forvaltning/driftstart');
    expect(start.read).not.toContain('Saknar kommande sammanträden');
  }, 120_000);
});
