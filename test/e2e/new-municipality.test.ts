import { expect, it } from '@jest/globals';
import { query } from '../support/scratch-databases.js';
import { sharedService } from '../support/shared-service.js';
import { Visitor } from '../support/visitor.js';

const service = sharedService({ ROLE: 'api' });

it('its administrator is led to what is left to do before the first referral', async () => {
  const admin = await Visitor.signedIn(service.base, 'admin');
  const begun = 'Här är en ny kommun';
  expect((await admin.visit('/forvaltning')).read).not.toContain(begun);
  await query(
    service.databaseUrl,
    "SET session_replication_role = replica; DELETE FROM bodies WHERE code <> 'KS'",
  );
  const { read } = await admin.visit('/forvaltning');
  expect(read).toContain(begun);
  expect(read).not.toContain('Allt fungerar');
  expect(read).toContain('Till driftstart');
  expect((await admin.visit('/forvaltning/driftstart')).read).toContain('Ett organ finns.');
});
