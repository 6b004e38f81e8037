import { afterEach, describe, expect, it } from '@jest/globals';
import { sharedService } from '../support/shared-service.js';

const service = sharedService();
afterEach(() => service.reset());

describe('registering a case', () => {
  it('opens it under the given number, with an audit event', async () => {
    const { body, headers } = await service
      .as('ks-registrator')
      .post('/cases', { title: 'Hållbarhetsmål 2024-2040', issuer: 'KS', caseNumber: 'KS 2023/474' })
      .expect(201);

    expect(body).toMatchObject({
      caseNumber: 'KS 2023/474',
      title: 'Hållbarhetsmål 2024-2040',
      issuer: 'KS',
      state: 'open',
    });
    expect(headers['location']).toBe(`/yttra/v1/cases/${body.id}`);
    expect(headers['etag']).toBe('"1"');
    expect(body.availableActions).toEqual([
      'edit',
      'correct-registration',
      'create-referral',
      'mark-confidential',
      'publish',
      'close',
    ]);
    const events = await service.database.query('SELECT actor, verb, object_id FROM audit_events');
    expect(events).toEqual([{ actor: 'ks-registrator', verb: 'register', object_id: body.id }]);
  });
});
