import { afterEach, describe, expect, it } from '@jest/globals';
import { done, given, statement } from '../support/given.js';
import { bytesOf, outOfOrder } from '../support/papers.js';
import { sharedService } from '../support/shared-service.js';

const service = sharedService();
afterEach(async () => {
  await rename('TSN', 'Tekniska servicenämnden');
  await rename('KS', 'Kommunstyrelsen');
});

const rename = (code: string, name: string) =>
  done(service.as('admin').patch(`/bodies/${code}`, { name }, { ifMatch: '*' }));
const read = async (persona: string, path: string): Promise<string> =>
  (await bytesOf(service.as(persona).get(`${path}?format=txt`)).expect(200)).body.toString();
const ofReply = (persona: string, id: string, kind: string) =>
  read(persona, `/consultations/${id}/papers/${kind}`);

describe('a staff report', () => {
  it('is what was proposed, also once something else has been decided', async () => {
    const { consultation, step } = given(service);
    const { id } = await consultation('on-agenda');
    const decided = await step('tsn-sekreterare', id, 'decide', {
      outcome: 'own-text',
      section: '84',
      clauses: [{ text: 'att avstyrka förslaget.' }],
    });
    const report = await ofReply('tsn-handlaggare', id, 'staff-report');
    expect(report).toContain(statement.clauses[0]!.text);
    expect(report).not.toContain('att avstyrka förslaget.');
    expect(await ofReply('tsn-handlaggare', id, 'statement')).toContain('att avstyrka förslaget.');
    const { statementVersion } = decided['decision'] as { statementVersion: number };
    const path = `/consultations/${id}/papers/staff-report?version=`;
    await service.as('tsn-handlaggare').get(`${path}${statementVersion}`).expect(404);
    await service
      .as('tsn-handlaggare')
      .get(`${path}${statementVersion - 1}`)
      .expect(200);
  });

  it('is nobody’s but the consultee’s', async () => {
    const { id } = await given(service).consultation('forwarded');
    await ofReply('tsn-handlaggare', id, 'staff-report');
    await service.as('ks-registrator').get(`/consultations/${id}/papers/staff-report`).expect(404);
  });
});

describe('a body that is called otherwise', () => {
  it('stands in the papers of what was decided and sent as it was called then', async () => {
    const decided = await given(service).consultation('confirmed');
    const sent = await given(service).consultation('forwarded');
    await rename('TSN', 'Servicenämnden');
    await rename('KS', 'Kommunens styrelse');
    for (const id of [decided.id, sent.id]) {
      const extract = await ofReply('tsn-sekreterare', id, 'minutes-extract');
      expect(extract).toContain('Tekniska servicenämnden beslutar');
      expect(extract).not.toContain('Servicenämnden');
    }
    const statementSent = await ofReply('ks-registrator', sent.id, 'statement');
    expect(statementSent).not.toMatch(/Servicenämnden|Kommunens styrelse/);
    expect(outOfOrder(statementSent, ['Tekniska servicenämnden', 'Kommunstyrelsen'])).toBeUndefined();
  });
});

describe('an answer', () => {
  it('stands under the question that was put, whatever is asked since', async () => {
    const { id, referralId } = await given(service).consultation('confirmed');
    const questions = [{ text: 'Vad kostar det?' }];
    const supplement = { reason: 'Frågan var fel', questions };
    await done(
      service.as('ks-registrator').post(`/referrals/${referralId}/supplement`, supplement, { ifMatch: '*' }),
    );
    const put = 'Är utvecklingsområdena relevanta?';
    expect(await ofReply('tsn-handlaggare', id, 'statement')).toContain(`Fråga 1: ${put}`);
    await given(service).step('tsn-registrator', id, 'forward');
    const sent = await ofReply('ks-registrator', id, 'statement');
    expect(sent).toContain(`Fråga 1: ${put}`);
    expect(sent).not.toContain('Vad kostar det?');
    const compiled = await read('ks-handlaggare', `/referrals/${referralId}/papers/compilation`);
    expect(outOfOrder(compiled, ['Fråga 1: Vad kostar det?', 'Tekniska servicenämnden', put, 'Ja.'])).toBe(
      undefined,
    );
  });
});

describe('an extract from minutes', () => {
  it('says that they are not confirmed, how reservations were made, and what was decided of each question', async () => {
    const { consultation, step } = given(service);
    const { id } = await consultation('on-agenda');
    await step('tsn-sekreterare', id, 'decide', {
      outcome: 'as-proposed',
      section: '84',
      reservations: [
        { by: 'Bo Berg (M)', form: 'to-be-handed-in', handInBy: '2026-11-09' },
        { by: 'Dan Dahl (SD)', form: 'oral' },
        { by: 'Eva Ek (MP)', form: 'written', text: 'Kostnaderna är inte utredda.' },
      ],
      questionStances: [{ question: 1, stance: 'supports' }],
    });
    const before = await ofReply('tsn-sekreterare', id, 'minutes-extract');
    expect(
      outOfOrder(before, [
        'Fråga 1: Tillstyrker', 'Reservationer', 'Bo Berg (M)', 'Motiveringen ska lämnas in senast den 9 november 2026.',
        'Dan Dahl (SD)', 'Reservationen är muntlig.', 'Eva Ek (MP)', 'Reservationen är skriftlig.',
        'Kostnaderna är inte utredda.', 'Protokollet är inte justerat.',
      ]), // prettier-ignore
    ).toBeUndefined();
    await step('tsn-sekreterare', id, 'confirm', { confirmedOn: '2026-11-02' });
    expect(await ofReply('tsn-sekreterare', id, 'minutes-extract')).not.toContain('inte justerat');
  });
});
