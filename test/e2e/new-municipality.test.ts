import { expect, it } from '@jest/globals';
import { given } from '../support/given.js';
import { query } from '../support/scratch-databases.js';
import { sharedService } from '../support/shared-service.js';
import { Visitor } from '../support/visitor.js';

const service = sharedService({ ROLE: 'api', ACCESSIBILITY_EMAIL: 'tillganglighet@kommun.example' });
const BEGUN = 'Här är en ny kommun';
/** What rows a table has to keep does not hinder a test from making a municipality of another kind. */
const make = (sql: string) => query(service.databaseUrl, `SET session_replication_role = replica; ${sql}`);

it('its administrator is led on step by step until the first referral, and told when all is done', async () => {
  const admin = await Visitor.signedIn(service.base, 'admin');
  await make("DELETE FROM meetings; DELETE FROM roles WHERE body_code = 'SBN' AND role = 'registrar'");
  const { read } = await admin.visit('/forvaltning');
  expect(read).toContain(BEGUN);
  expect(read).toContain('Nästa: Inloggning och personer.');
  expect(read).not.toContain('Allt fungerar');
  const left = await admin.visit('/forvaltning/driftstart');
  // Whoever lacks something is led to it for that body.
  expect(left.links).toContain('/forvaltning/personer?namnd=SBN');
  expect(left.links).toContain('/forvaltning/sammantradeskalender?namnd=SBN');
  expect(left.read).toContain('Serierna börjar på 1');
  expect(left.read).not.toContain('Allt är klart');

  await make(`INSERT INTO roles (body_code, username, role) VALUES ('SBN', 'sbn-registrator', 'registrar');
    INSERT INTO meetings (id, body_code, meets_on)
      SELECT gen_random_uuid(), code, '2099-12-01' FROM bodies WHERE kind IN ('executive-board', 'board')`);
  await given(service).consultation('sent');
  const done = await admin.visit('/forvaltning/driftstart');
  expect(done.read).toContain('7 av 7 steg är klara.');
  expect(done.read).toContain('Allt är klart');
  expect(done.read).not.toContain('Återstår');
  expect((await admin.visit('/forvaltning')).read).not.toContain(BEGUN);
});

it('whoever has no role yet is told so, with what to say to the administrator, and led nowhere in vain', async () => {
  const admin = await Visitor.signedIn(service.base, 'admin');
  const added = await admin.fill('/forvaltning/personer/TSN/ny', { username: 'tom.berg', name: 'Tom Berg' });
  expect(added.read).toContain('Tom Berg lades upp utan roll.');
  const tom = await Visitor.signedIn(service.base, 'tsn-lasare');
  await make("UPDATE sessions SET username = 'tom.berg' WHERE username = 'tsn-lasare'");
  const inbox = await tom.visit('/inkorg');
  expect(inbox.read).toContain('Du har ingen roll i Yttra än');
  expect(inbox.read).toContain('tom.berg');
  expect(inbox.read).not.toContain('Inget väntar på dig');
  expect(inbox.links).not.toContain('/forvaltning');
  expect((await tom.visit('/mitt')).read).toMatch(/Roller\s*Ingen än/);
});
