import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { projectRoot } from '../../src/config/project-root.js';
import { done, given, NOW } from '../support/given.js';
import { sharedService } from '../support/shared-service.js';

/** What was once taken wrongly, in test/data/records: each input goes through the API and is judged as it should be. */
const service = sharedService({ ROLE: 'api' });

const FOLDER = join(projectRoot, 'test/data/records');
const text = (name: string): string => readFileSync(join(FOLDER, name), 'utf8');
const json = (name: string): Record<string, string> => JSON.parse(text(name)) as Record<string, string>;
const ks = () => service.as('ks-registrator');
const codes = (list: { code: string }[] = []) => list.map(({ code }) => code);

async function imported(name: string): Promise<{ clauses: string[]; status: number }> {
  const { sentReferral, consultationOf, step } = given(service);
  const { id } = await consultationOf('tsn-registrator', await sentReferral());
  await step('tsn-registrator', id, 'register');
  await step('tsn-chef', id, 'assign', { officer: 'tsn-handlaggare' });
  const answer = await service
    .as('tsn-handlaggare')
    .postText(`/consultations/${id}/statement/import`, text(name), { ifMatch: 0 });
  const { statement } = answer.body as { statement?: { clauses: { text: string }[] } };
  return { status: answer.status, clauses: (statement?.clauses ?? []).map((clause) => clause.text) };
}

const judged: Readonly<Record<string, (name: string) => Promise<void>>> = {
  'case-number-invisible-twin.json': async (name) => {
    await done(ks().post('/cases', { title: 'Den första', issuer: 'KS', caseNumber: 'KS 2026/512' }));
    await ks().post('/cases', json(name)).expect(409);
  },
  'case-with-day-of-receipt.json': async (name) => {
    service.setNow('2026-11-23T11:00:00Z');
    const { id } = await done(ks().post('/cases', json(name)));
    expect((await done(ks().get(`/cases/${id}`)))['origin']).toMatchObject({ receivedOn: '2026-11-20' });
    service.setNow(NOW);
  },
  'consultee-twice.json': async (name) => {
    const { id, version } = await given(service).draftReferral({ consultees: [json(name)] });
    const { status } = await ks().post(`/referrals/${id}/consultees`, json(name), { ifMatch: version });
    expect([409, 422]).toContain(status);
  },
  'correct-clauses-turned.json': async (name) => {
    const { consultation, step } = given(service);
    const { id } = await consultation('decided');
    const { decision } = await step('tsn-sekreterare', id, 'correct', json(name));
    expect(decision).toMatchObject({ outcome: 'amended', clauses: [{ text: 'att avstyrka' }] });
  },
  'extension-wrong-year.json': async (name) => {
    const { id } = await given(service).consultation('drafting');
    const asked = await done(
      service.as('tsn-registrator').post(`/consultations/${id}/extensions`, json(name)),
    );
    expect(codes(asked['warnings'])).toEqual(['far-ahead']);
  },
  'publish-personal-number-en-dash.json': async (name) => {
    const { id, version } = await given(service).referralCase();
    const { body } = await ks().post(`/cases/${id}/publish`, json(name), { ifMatch: version }).expect(422);
    expect(body.errors).toMatchObject([{ pointer: '/publicTitle' }]);
  },
  'record-reply-wrong-year.json': async (name) => {
    const { sentReferral, document } = given(service);
    const referral = await sentReferral({ consultees: [{ name: 'Räddningstjänsten Syd' }] });
    const page = await done(ks().get(`/cases/${referral['caseId']}/consultations`));
    const body = { ...json(name), documentId: (await document()).id };
    await ks().post(`/consultations/${page['items'][0].id}/record-reply`, body, { ifMatch: '*' }).expect(422);
  },
  'title-invisible.json': async (name) => {
    const { body } = await ks().post('/cases', json(name)).expect(422);
    expect(body.errors).toMatchObject([{ pointer: '/title' }]);
  },
  'title-vertical-tab.json': async (name) => {
    const { status, body } = await ks().post('/cases', json(name));
    if (status === 201) expect(body.title).not.toContain('\v');
    else expect(status).toBe(422);
  },
  'import-dels-att.txt': async (name) => {
    const { clauses } = await imported(name);
    expect(clauses).toHaveLength(2);
    expect(clauses[0]).toContain('att tillstyrka planen');
    expect(clauses[1]).toContain('att översända yttrandet');
  },
  'import-line-separator.txt': async (name) => {
    expect((await imported(name)).clauses).toEqual(['att tillstyrka planen']);
  },
  'import-soft-hyphen-headings.txt': async (name) => {
    expect((await imported(name)).clauses).toEqual(['att tillstyrka planen']);
  },
  'import-sub-bullets.txt': async (name) => {
    const { clauses } = await imported(name);
    expect(clauses).toHaveLength(2);
    expect(clauses[0]).toContain('kapitel 3 bör utgå');
  },
  'import-vertical-tab.txt': async (name) => {
    expect((await imported(name)).clauses).toEqual([
      'att tillstyrka planen',
      'att översända yttrandet till kommunstyrelsen',
    ]);
  },
};

describe('an input that was once taken wrongly', () => {
  it('is judged here, whichever file it is in', () => {
    expect(Object.keys(judged).sort()).toEqual(readdirSync(FOLDER).sort());
  });

  it.each(Object.entries(judged))('%s', async (name, judge) => {
    await judge(name);
  });
});
