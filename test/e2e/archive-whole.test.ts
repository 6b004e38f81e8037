import { describe, expect, it } from '@jest/globals';
import { breachesOf, unpacked } from '../support/archive-package.js';
import { done, given, statement, TODAY, type Answer } from '../support/given.js';
import { bytesOf } from '../support/papers.js';
import { sharedService } from '../support/shared-service.js';
import { until } from '../support/until.js';
import { along, readXml } from '../support/xml-elements.js';

const service = sharedService({ RECONCILE_SECONDS: '0.3' });

/** What the issuer sees and its package does not have, by title, with why. */
const NOT_PACKED: Readonly<Record<string, string>> = {
  'Fel fil i meddelande': 'The message that carried it was withdrawn.',
  'Ligger i inget ärende': 'Nobody has put it into a case.',
};
/** What a consultee keeps in its own file, and the issuer never sees. */
const THE_CONSULTEES = ['TSN:s arbetsmaterial'];

const changed = (persona: string, path: string, body: object = {}) =>
  done(service.as(persona).post(path, body, { ifMatch: '*' }));
const uploaded = (persona: string, body: string, title: string) =>
  done(service.as(persona).upload({ title, kind: 'other', body }, `Innehåll: ${title}`));

/** A case in which documents came to be in every way that there is. */
async function closedCase(): Promise<string> {
  const found = given(service);
  const its = await found.referralCase();
  const draft = await found.draftReferral(
    { consultees: [{ body: 'TSN' }, { name: 'Hembygdsföreningen' }] },
    its.id,
  );
  const proposal = await uploaded('ks-handlaggare', 'KS', 'Förslaget');
  await changed('ks-handlaggare', `/referrals/${draft.id}/documents`, { documentId: proposal.id });
  const referral = await changed('ks-registrator', `/referrals/${draft.id}/send`);
  const { id } = await found.consultationOf('tsn-registrator', referral);
  const outside = await found.consultationOf('ks-registrator', referral, 'Hembygdsföreningen');
  const asked = await uploaded('ks-registrator', 'KS', 'Fråga med bilaga');
  const told = await uploaded('tsn-registrator', 'TSN', 'Svar med bilaga');
  const wrong = await uploaded('ks-registrator', 'KS', 'Fel fil i meddelande');
  for (const [persona, { id: file }] of [['ks-registrator', asked], ['tsn-registrator', told]] as const)
    await changed(persona, `/consultations/${id}/messages`, { text: 'Se filen.', documents: [file] }); // prettier-ignore
  const message = await changed('ks-registrator', `/consultations/${id}/messages`, {
    text: 'Fel.', documents: [wrong.id],
  }); // prettier-ignore
  await changed('ks-registrator', `/consultations/${id}/messages/${message.id}/withdraw`, { reason: 'Fel' });
  await uploaded('ks-registrator', 'KS', 'Ligger i inget ärende');

  await found.onTheWay(referral, id, 'registered');
  await found.step('tsn-chef', id, 'assign', { officer: 'tsn-handlaggare' });
  const basis = async (title: string) => ({
    title: `${title}, 2026-10-20`,
    documentId: (await uploaded('tsn-handlaggare', 'TSN', title)).id,
  });
  await found.saveStatement(id, { ...statement, basis: [await basis('TSN:s arbetsmaterial')] });
  await found.saveStatement(id, { ...statement, basis: [await basis('TSN:s underlag')] });
  await found.goOn(id, 'drafting', 'forwarded');

  const reply = async (title: string) => (await uploaded('ks-registrator', 'KS', title)).id;
  await changed('ks-registrator', `/consultations/${outside.id}/record-reply`, {
    documentId: await reply('Föreningens brev'), attachments: [await reply('Brevets bilaga')],
    receivedOn: TODAY, stance: 'supports',
  }); // prettier-ignore
  await changed('ks-registrator', `/consultations/${outside.id}/correct-reply`, {
    documentId: await reply('Föreningens rätta brev'), reason: 'Fel fil',
  }); // prettier-ignore
  const letters: Answer[] = await service.database.query(
    "SELECT id FROM deliveries WHERE case_id = $1 AND channel = 'manual' AND state = 'pending'",
    [its.id],
  );
  for (const each of letters) await changed('ks-registrator', `/deliveries/${each.id}/complete`);
  await found.settle(referral, 'close');
  await changed('ks-registrator', `/cases/${its.id}/close`);
  return its.id;
}

describe('the package of a case', () => {
  it('has every document that the issuer sees, but for those that are named here with why', async () => {
    const caseId = await closedCase();
    const { archivePackage } = await changed('ks-registrator', `/cases/${caseId}/archive`);
    const read = () => done(service.as('ks-registrator').get(`/archive-packages/${archivePackage.id}`));
    await until(read, ({ state }) => state === 'written');
    const content = `/archive-packages/${archivePackage.id}/content`;
    const { body } = await bytesOf(service.as('ks-registrator').get(content)).expect(200);
    const files = await unpacked(body as Buffer);
    expect(breachesOf(files)).toEqual([]);
    const erms = readXml(files.get('metadata/descriptive/erms.xml')!);
    const packed = new Set(
      along(erms, 'aggregations', 'aggregation', 'record').map(({ at }) => at['systemIdentifier']),
    );

    const documents: { id: string; title: string }[] = await service.database.query(
      'SELECT id, title FROM documents ORDER BY created_at',
    );
    expect(documents.length).toBeGreaterThan(9);
    const seen = await Promise.all(
      documents.map(
        async ({ id }) => (await service.as('ks-registrator').get(`/documents/${id}`)).status === 200,
      ),
    );
    const titlesOf = (which: (id: string, isSeen: boolean) => boolean) =>
      documents.filter(({ id }, at) => which(id, seen[at]!)).map(({ title }) => title);
    expect(titlesOf((id, isSeen) => isSeen && !packed.has(id)).toSorted()).toEqual(
      Object.keys(NOT_PACKED).toSorted(),
    );
    expect(titlesOf((id, isSeen) => !isSeen && packed.has(id))).toEqual([]);
    expect(titlesOf((_, isSeen) => !isSeen)).toEqual(THE_CONSULTEES);
  });
});
