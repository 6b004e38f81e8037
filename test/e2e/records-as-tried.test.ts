import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { projectRoot } from '../../src/config/project-root.js';
import { Invalid } from '../../src/rules/problem.js';
import type { StaffReport } from '../../src/statements/staff-report/read-staff-report.js';
import { done, given, NOW, statement, type Answer } from '../support/given.js';
import { everyone, publishing, REMOVE_ON } from '../support/published.js';
import { missesOf } from '../support/report-facts.js';
import { sharedService } from '../support/shared-service.js';
import { examples, exampleText } from '../support/staff-reports.js';

/** What was tried on systems of this kind and went wrong there, sent as it was: docs/real-cases.md says where the rest is. */
const service = sharedService({ ROLE: 'api' });

const ks = () => service.as('ks-registrator');
const inRegister = async (q: string) =>
  (await done(ks().get(`/bodies/KS/register?q=${encodeURIComponent(q)}`)))['items'] as Answer[];

describe('an identity number in what is published', () => {
  const WRITINGS = [
    '121212-1212',
    '121212–1212',
    '121212\u00a01212',
    '121212\u20111212',
    '121212 - 1212',
    '1212\u00ad12-1212',
    '１２１２１２－１２１２',
  ];
  it.each(WRITINGS)('is refused in a title however it is written: %j', async (number) => {
    const { id, version } = await given(service).referralCase();
    const body = { removeOn: REMOVE_ON, publicTitle: `Klagomål från ${number}` };
    const refused = await ks().post(`/cases/${id}/publish`, body, { ifMatch: version }).expect(422);
    expect(refused.body.errors).toMatchObject([{ pointer: '/publicTitle' }]);
    const file = { filename: `${number}.txt`, contentType: 'text/plain' };
    const uploaded = await ks().upload({ title: 'Bilaga', kind: 'other', body: 'KS' }, 'Text', file);
    expect(uploaded.body.warnings).toMatchObject([{ code: 'personal-number' }]);
  });

  it('is refused in a clause, and in the name of a party', async () => {
    const { consultation, step } = given(service);
    const { id } = await consultation('drafting');
    const clauses = [{ text: `att avslå ansökan från ${WRITINGS[1]}` }];
    await given(service).saveStatement(id, { ...statement, clauses });
    await step('tsn-handlaggare', id, 'submit');
    await step('tsn-chef', id, 'approve');
    await given(service).meeting();
    await step('tsn-sekreterare', id, 'schedule', { meetingDate: NOW.slice(0, 10) });
    await step('tsn-sekreterare', id, 'decide', { outcome: 'as-proposed', section: '84' });
    await step('tsn-sekreterare', id, 'confirm', { confirmedOn: NOW.slice(0, 10) });
    await step('tsn-sekreterare', id, 'forward');
    const publish = (path: string) => ks().post(`${path}/publish`, { removeOn: REMOVE_ON }, { ifMatch: '*' });
    const tsns = service.as('tsn-registrator');
    const refused = await tsns.post(
      `/consultations/${id}/publish`,
      { removeOn: REMOVE_ON },
      { ifMatch: '*' },
    );
    expect([refused.status, refused.body.reasons]).toMatchObject([
      409,
      [{ code: 'personal-number-in-text' }],
    ]);
    const origin = { sender: `Anna Ek ${WRITINGS[1]}`, senderKind: 'organisation' };
    const { id: caseId } = await given(service).referralCase({ origin });
    expect((await publish(`/cases/${caseId}`).expect(409)).body.reasons).toMatchObject([
      { code: 'personal-number-in-text' },
    ]);
  });
});

it('whoever writes a number of a person in what may be published is told at once, wherever it is written', async () => {
  const { step, sentReferral, consultation, meeting } = given(service);
  const number = 'Anna Ek 121212-1212';
  const clauses = [{ text: `att bifalla ansökan från ${number}` }];
  const told = (answer: Answer) =>
    expect(answer['warnings']).toEqual(
      expect.arrayContaining([expect.objectContaining({ code: 'personal-number' })]),
    );
  await meeting();
  const decided = await consultation('on-agenda');
  told(await step('tsn-sekreterare', decided.id, 'decide', { outcome: 'amended', section: '84', clauses }));
  told(await step('tsn-sekreterare', decided.id, 'correct', { reason: 'Fel', clauses }));
  const delegated = await consultation('approved');
  told(
    await step('tsn-chef', delegated.id, 'decide-by-delegation', {
      route: 'administration',
      basis: 'Delegationsordningen 4.2',
      decidedOn: NOW.slice(0, 10),
      decidedBy: 'Förvaltningschefen',
      outcome: 'amended',
      clauses,
    }),
  );
  const referral = await sentReferral({ consultees: [{ name: 'Byalaget' }] });
  const place = `/referrals/${referral.id}`;
  told(await done(ks().post(`${place}/consultees`, { name: number })));
  const questions = [{ text: `Vad säger ni om ${number}?` }];
  told(await done(ks().post(`${place}/supplement`, { reason: 'Fråga', questions }, { ifMatch: '*' })));
  const { id } = await given(service).consultationOf('ks-registrator', referral, 'Byalaget');
  const { id: documentId } = await given(service).document();
  const reply = { documentId, receivedOn: NOW.slice(0, 10), stance: 'supports' } as const;
  told(await step('ks-registrator', id, 'record-reply', { ...reply, statement: { clauses } }));
  told(await step('ks-registrator', id, 'correct-reply', { reason: 'Fel', statement: { clauses } }));
  told(await done(ks().post(`${place}/unasked-replies`, { ...reply, name: `${number} m.fl.` })));
});

it('a title with a vertical tab, published, leaves the feed well-formed', async () => {
  const sent = JSON.parse(
    readFileSync(join(projectRoot, 'test/data/records/title-vertical-tab.json'), 'utf8'),
  ) as object;
  const { publishCase } = publishing(service);
  await publishCase(await done(ks().post('/cases', sent)));
  const { text } = await (await everyone(service))('/feed.atom').expect(200);
  expect(XMLValidator.validate(text)).toBe(true);
  expect(JSON.stringify(new XMLParser().parse(text))).toContain('Översyn av hälsoprogram');
});

it('nothing visible is nothing, in a reason, a message and a letter too', async () => {
  const { id } = await given(service).consultation('registered');
  await service.as('tsn-registrator').post(`/consultations/${id}/messages`, { text: '\u200b' }).expect(422);
  const body = { reason: '\u200b', basis: 'TSN § 7' };
  await service
    .as('tsn-registrator')
    .post(`/consultations/${id}/decline`, body, { ifMatch: '*' })
    .expect(422);
  const draft = await given(service).draftReferral({ letter: '\u200b' });
  expect(draft['letter']).toBe('');
});

it('what people type finds the matter', async () => {
  const { id } = await given(service).referralCase({
    title: 'Strategi för social håll\u00adbarhet 2031',
    caseNumber: 'KS 2031/474',
  });
  for (const typed of [
    'hållbarhet strategi',
    'strategier',
    'KS2031/474',
    'dnr KS 2031/474',
    'KS 2031/474 ',
    'ha\u030allbarhet',
  ]) {
    const { items } = await done(ks().get(`/cases?q=${encodeURIComponent(typed)}`));
    for (const found of [await inRegister(typed), items as Answer[]])
      expect([typed, found.map((each) => each.id)]).toEqual([typed, expect.arrayContaining([id])]);
  }
});

describe('a published paper’s structure, imported through the API', () => {
  let place: string;
  beforeAll(async () => {
    const { id } = await given(service).consultation('drafting');
    place = `/consultations/${id}/statement/import?dryRun=true`;
  });

  it.each(examples.map((example) => [example.id, example] as const))(
    'is read whole: %s',
    async (id, example) => {
      const { status, body } = await service
        .as('tsn-handlaggare')
        .postText(place, exampleText(id), { ifMatch: '*' });
      const { asked, missed } = missesOf(example, () => {
        if (status === 422) {
          const [first, ...rest] = body.errors as ConstructorParameters<typeof Invalid>;
          throw new Invalid(first, ...rest);
        }
        return { content: body.statement, found: body.found, warnings: body.warnings } as StaffReport;
      });
      expect(missed).toEqual([]);
      expect(asked).toBeGreaterThan(0);
    },
  );
});
