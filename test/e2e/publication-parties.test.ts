import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Test } from 'supertest';
import { DataSource } from 'typeorm';
import { holdsPersonalNumber } from '../../src/rules/personal-data.js';
import { done, given, NOW } from '../support/given.js';
import { everyone, publishing, REMOVE_ON } from '../support/published.js';
import { startService, type Service } from '../support/service.js';

let service: Service;
let owner: DataSource;
let anyone: (path: string, headers?: Record<string, string>) => Test;
beforeAll(async () => {
  service = await startService({ ROLE: 'api' });
  owner = await new DataSource({ type: 'postgres', url: service.databaseUrl }).initialize();
  anyone = await everyone(service);
});
beforeEach(async () => {
  await service.reset();
  service.setNow(NOW);
});
afterAll(async () => {
  await owner.destroy();
  await service.stop();
});

const OUTSIDE = [
  { name: 'Region Exempel', kind: 'organisation' },
  { name: 'Eva Ek', kind: 'private' },
  { name: 'Okända Ulla' },
];
const namesOf = async (id: string): Promise<(string | null)[]> => {
  const { body } = await anyone(`/referrals/${id}`).expect(200);
  return body.consultees.map(({ name }: { name: string | null }) => name);
};

describe('a party outside the municipality', () => {
  it('is named in public when it is known to be an organisation, and else not', async () => {
    const referral = await given(service).sentReferral({ consultees: [{ body: 'TSN' }, ...OUTSIDE] });
    const { id } = await publishing(service).publishReferral(referral);
    expect((await namesOf(id)).sort()).toEqual(['Region Exempel', 'Tekniska servicenämnden', null, null].sort());
    const paths = [`/referrals/${id}`, '/referrals', '/data/referrals.json', '/data/referrals.csv', `/register/referrals/${id}`];
    for (const path of paths) expect((await anyone(path).expect(200)).text).not.toMatch(/Eva|Ulla/);
  }); // prettier-ignore

  it('is named when the registrar says at publication that it is an organisation', async () => {
    const referral = await given(service).sentReferral({ consultees: OUTSIDE });
    const { publishReferral } = publishing(service);
    const { id } = await publishReferral(referral, { organisations: ['Okända Ulla'] });
    expect((await namesOf(id)).filter(Boolean).sort()).toEqual(['Okända Ulla', 'Region Exempel']);
    const misspelt = { removeOn: REMOVE_ON, organisations: ['Region Exempl'] };
    const { body } = await service
      .as('ks-registrator')
      .post(`/referrals/${referral.id}/publish`, misspelt, { ifMatch: referral.version })
      .expect(422);
    expect(body.errors).toMatchObject([{ pointer: '/organisations/0', code: 'unknown-party' }]);
  });

  it.each([
    ['organisation', 'Region Skåne'],
    ['private', null],
    [undefined, null],
  ])('that sent a case in and is %s reads %s', async (senderKind, sender) => {
    const record = await given(service).referralCase({ origin: { sender: 'Region Skåne', senderKind } });
    const { id } = await publishing(service).publishCase(record);
    expect((await anyone(`/cases/${id}`)).body.sender).toBe(sender);
  });

  it('is in the next referral what it was in the one before', async () => {
    const { sentReferral } = given(service);
    const first = await sentReferral({ consultees: OUTSIDE });
    const body = { title: 'Ny remiss', replyBy: '2026-12-20', copyFrom: first.id };
    const next = await done(
      service.as('ks-handlaggare').post(`/cases/${first['caseId']}/referrals`, body),
      201,
    );
    const consultees = next['consultees'] as { name: string; kind: string | null }[];
    expect(consultees.map(({ name, kind }) => [name, kind])).toEqual(
      OUTSIDE.map(({ name, kind = null }) => [name, kind]),
    );
  });
});

describe('a personal identity number', () => {
  const NUMBER = '811218-9876';

  it('in a case number is refused', async () => {
    const record = await given(service).referralCase({ caseNumber: `KS ${NUMBER}` });
    const { body } = await service
      .as('ks-registrator')
      .post(`/cases/${record.id}/publish`, { removeOn: REMOVE_ON }, { ifMatch: record.version })
      .expect(409);
    expect(body.reasons).toMatchObject([{ code: 'personal-number-in-text' }]);
  });

  it('in the number of the one who asked, or a clause, is refused of a statement', async () => {
    const { consultation } = given(service);
    const forwarded = await consultation('forwarded');
    await owner.query('UPDATE consultations SET case_number = $2 WHERE id = $1', [
      forwarded.id,
      `KS ${NUMBER}`,
    ]);
    await service
      .as('tsn-registrator')
      .post(`/consultations/${forwarded.id}/publish`, { removeOn: REMOVE_ON }, { ifMatch: forwarded.version })
      .expect(409);
  });

  it('that was published before is shown to nobody, and found by nobody', async () => {
    const { publishCase, publishStatement } = publishing(service);
    const { id } = await publishCase(await given(service).referralCase());
    const statement = await publishStatement(await given(service).consultation('forwarded'));
    await owner.query("UPDATE publications SET number = 'KS ' || $2, title = 'Om ' || $2 WHERE id = $1", [
      id,
      NUMBER,
    ]);
    await owner.query('UPDATE consultations SET case_number = $1', [`KS ${NUMBER}`]);
    await owner.query(
      `UPDATE dispatches SET content = jsonb_set(content, '{decision,clauses,0,text}', to_jsonb('att bevilja ' || $1::text))`,
      [NUMBER],
    );
    await owner.query('UPDATE consultations SET title = title');
    const paths = [
      '/cases', `/cases/${id}`, `/statements/${statement.id}`, '/data/cases.csv', '/data/statements.json', '/feed.atom',
      `/register/cases/${id}`, `/register/statements/${statement.id}`,
    ]; // prettier-ignore
    for (const path of paths) {
      const { text } = await anyone(path).expect(200);
      expect([path, text.includes(NUMBER)]).toEqual([path, false]);
    }
    expect((await anyone(`/cases/${id}`)).body.number).toBe('KS [personnummer]');
    expect((await anyone(`/cases?q=${NUMBER}`)).body.items).toEqual([]);
  });

  it.each([
    NUMBER, '19811218-9876', '198112189876', '8112189876', '811218+9876', '811218 9876', '811278-9873', '811218-9875',
    '0811218-9876', '811218-98760', 'KS 2023/475', '111111-1111', '1981 811218-9876, 19811218-9876', '20811218-9876', '',
  ])('is found in “%s” by the database as by the code', async (text) => {
    const [{ shown }] = await owner.query('SELECT without_personal_numbers($1) AS shown', [text]);
    expect(shown !== text).toBe(holdsPersonalNumber(text));
  }); // prettier-ignore
});
