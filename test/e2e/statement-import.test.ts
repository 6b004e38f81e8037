import { describe, expect, it } from '@jest/globals';
import { done, given, statement, TODAY } from '../support/given.js';
import { sharedService } from '../support/shared-service.js';
import { exampleText } from '../support/staff-reports.js';

const service = sharedService();

const officer = () => service.as('tsn-handlaggare');

/** A consultation that has just been assigned: nothing is written. */
const assigned = async () => (await given(service).assigned()).id;
const address = (id: string, query = '') => `/consultations/${id}/statement/import${query}`;
const codesOf = (list: { code: string }[]): string[] => list.map(({ code }) => code);

describe('a report that is imported', () => {
  it('has recipients and clauses alone where they are sure, and says what it left', async () => {
    const id = await assigned();
    const report = `${exampleText('e01-address-block')}\n\nBeslutet skickas till\nEva vid torget\n0555-10 20 30\n`;
    const { body } = await officer().postText(address(id), report, { ifMatch: 0 }).expect(200);
    expect(body.statement.recipients).toEqual([{ body: 'KS' }]);
    expect(body.warnings).toContainEqual(expect.objectContaining({ code: 'unread-recipients', line: 34 }));
    expect(body.unplaced).toContainEqual({ line: 34, text: 'Eva vid torget' });
    expect(body.facts).toContainEqual({
      fact: 'recipients',
      value: 'Eva vid torget',
      line: 34,
      how: 'below-recipients',
      confidence: 'guess',
    });
  });

  it.each(['Skickas till', 'Beslut till', 'Beslutet till', 'Mottagare'])(
    'has its recipients below “%s”, and not in the assessment',
    async (heading) => {
      const id = await assigned();
      const report = `Yttrande över planen\n\nFörslag till beslut\nTekniska servicenämnden beslutar\natt tillstyrka planen.\n\nBedömning\nPlanen är bra.\n\n${heading}\nKommunstyrelsen\n`;
      const { body } = await officer().postText(address(id), report, { ifMatch: 0 }).expect(200);
      expect(body.statement).toMatchObject({ recipients: [{ body: 'KS' }], assessment: 'Planen är bra.' });
    },
  );

  it('that is minutes is dated by its meeting, which no report in its basis has to be', async () => {
    const id = await assigned();
    const minutes = `Sammanträdesprotokoll\nTekniska servicenämnden\nDatum: 2026-11-18\n\n§ 84\n\nYttrande över planen\n\nBeslut\nTekniska servicenämnden beslutar\natt tillstyrka planen.\n\nBeslutsunderlag\nTjänsteskrivelse 2026-11-02\n`;
    const { body } = await officer()
      .postText(address(id, '?dryRun=true'), minutes, { ifMatch: 0 })
      .expect(200);
    expect([body.kind, codesOf(body.warnings)]).toEqual([
      'minutes',
      expect.not.arrayContaining(['own-report-date-differs']),
    ]);
  });

  it.each([
    ['Sammanfattning', 'Förvaltningen föreslår att nämnden tillstyrker planen under förutsättning att:'],
    ['Ärendet', 'Kommunstyrelsen föreslår i remissen att nämnderna ska ansvara för att'],
  ])('keeps under %s what is a sentence there, and no proposal of the board’s', async (heading, sentence) => {
    const id = await assigned();
    const report = `Yttrande över planen\n\n${heading}\n${sentence}\n- driften finansieras\n\nFörslag till beslut\nTekniska servicenämnden beslutar\natt tillstyrka planen.\n`;
    const { body } = await officer().postText(address(id), report, { ifMatch: 0 }).expect(200);
    expect(body.statement.clauses).toEqual([{ text: 'att tillstyrka planen.' }]);
    expect(`${body.statement.summary}${body.statement.matter}`).toContain('driften finansieras');
    expect(body.found.body).toBe('TSN');
  });

  it('is warned of where it says another body, number or last day than the matter', async () => {
    const id = await assigned();
    const matter = await done(officer().get(`/consultations/${id}`));
    const report = (number: string, body: string, deadline: string) =>
      `Ärendenummer: ${number}\nSvar senast: ${deadline}\n\nYttrande över planen\n\nFörslag till beslut\n${body} beslutar\natt tillstyrka planen.\n\nÄrendet\nPlanen är på remiss.\n`;
    const warned = async (text: string) =>
      codesOf(
        (await officer().postText(address(id, '?dryRun=true'), text, { ifMatch: 0 }).expect(200)).body
          .warnings,
      ).filter((code) => code.startsWith('another-'));
    const replyBy = String(matter['replyBy']);
    const own = String(matter['ownCaseNumber']);
    expect(await warned(report(own, 'Tekniska servicenämnden', replyBy))).toEqual([]);
    expect(await warned(report('SN 2026/41', 'Socialnämnden', '2026-12-30'))).toEqual([
      'another-body',
      'another-number',
      'another-deadline',
    ]);
  });

  it('says of each fact where it stands, how it was found and how sure that is', async () => {
    const id = await assigned();
    const { body } = await officer()
      .postText(address(id), exampleText('e01-address-block'), { ifMatch: 0 })
      .expect(200);
    expect(body.kind).toBe('report');
    expect(body.facts).toEqual(
      expect.arrayContaining([
        { fact: 'ownCaseNumber', value: 'TSN-2026-00412', line: 6, how: 'label', confidence: 'certain' },
        { fact: 'officer', value: 'Moa Lindvall', line: 26, how: 'sender-block', confidence: 'likely' },
        { fact: 'recipients', value: 'KS', line: 21, how: 'name', confidence: 'certain' },
      ]),
    );
  });

  it('is only proposed with dryRun, without a version and without changing anything', async () => {
    const id = await assigned();
    await officer().put(`/consultations/${id}/statement`, statement, { ifMatch: 0 }).expect(200);
    const { body, headers } = await officer()
      .postText(address(id, '?dryRun=true'), exampleText('e03-signatures-in-columns'))
      .expect(200);
    expect(body).toMatchObject({
      dryRun: true,
      statement: { version: 1, title: 'Yttrande över motion om fältassistenter', stance: 'refuse' },
    });
    expect(headers['etag']).toBe('"1"');
    expect(body.replaced).toEqual([
      'title',
      'summary',
      'matter',
      'assessment',
      'stance',
      'clauses',
      'basis',
      'recipients',
    ]);
    const after = await done(officer().get(`/consultations/${id}/statement`));
    expect(after).toMatchObject({ version: 1, title: statement.title });
    await officer().postText(address(id), exampleText('e03-signatures-in-columns')).expect(428);
  });

  it('keeps the answers, the remarks and the stance that the officer has written', async () => {
    const id = await assigned();
    await officer().put(`/consultations/${id}/statement`, statement, { ifMatch: 0 }).expect(200);
    const { body } = await officer()
      .postText(address(id), exampleText('e17-recipients-in-a-sentence'), { ifMatch: 1 })
      .expect(200);
    expect(body.statement).toMatchObject({
      version: 2,
      stance: statement.stance,
      answers: statement.answers,
      remarks: statement.remarks,
    });
    expect(body.replaced).not.toContain('stance');
  });

  it('is proposed to nobody else, and in no other state', async () => {
    const id = await assigned();
    const text = exampleText('e01-address-block');
    await service.as('tsn-registrator').postText(address(id, '?dryRun=true'), text).expect(403);
    await service.as('bin-handlaggare').postText(address(id, '?dryRun=true'), text).expect(404);
    await officer().put(`/consultations/${id}/statement`, statement, { ifMatch: 0 }).expect(200);
    await given(service).step('tsn-handlaggare', id, 'submit');
    await officer().postText(address(id, '?dryRun=true'), text).expect(409);
  });
});

describe('a text of several reports', () => {
  it('is refused with each of them, and one can be chosen', async () => {
    const id = await assigned();
    const text = exampleText('e18-two-reports');
    const { status, body } = await officer().postText(address(id), text, { ifMatch: 0 });
    expect(status).toBe(422);
    expect(codesOf(body.errors)).toEqual(['several-reports', 'several-reports']);
    expect(body.errors[1].detail).toContain('SN-2026-00245');
    expect(body.errors[1].detail).toContain('Uttag ur donationsfond');
    expect(body.errors[1].detail).toContain('rad 16');

    const chosen = await officer().postText(address(id, '?report=2'), text, { ifMatch: 0 }).expect(200);
    expect(chosen.body.statement).toMatchObject({
      title: 'Uttag ur donationsfond',
      clauses: [{ text: 'Socialnämnden beviljar 10 000 kronor.' }],
    });
    expect(chosen.body.found.ownCaseNumber).toBe('SN-2026-00245');
    const none = await officer().postText(address(id, '?report=3'), text, { ifMatch: 1 });
    expect(codesOf(none.body.errors)).toEqual(['no-such-report']);
  });
});

describe('a text in another encoding', () => {
  const text = exampleText('e13-blank-lines-inside');
  it.each([
    ['UTF-16 with a mark', Buffer.from(`\uFEFF${text}`, 'utf16le')],
    ['UTF-16 without one', Buffer.from(text, 'utf16le')],
    ['Windows-1252', Buffer.from(text, 'latin1')],
  ])('is read: %s', async (_, bytes) => {
    const id = await assigned();
    const { body } = await officer().postText(address(id), bytes, { ifMatch: 0 }).expect(200);
    expect(body.statement.title).toBe(
      'Svar på remiss av förslag till bullerpolicy för stadens parker och torg (KS-2026-00099)',
    );
  });
});

describe('submitting', () => {
  it('warns of every recipient that is neither a body nor a known organisation', async () => {
    const id = await assigned();
    const tsn = service.as('tsn-registrator');
    const outside = { title: 'Vägar', issuer: 'TSN', origin: { sender: 'Väg-föreningen Norra' } };
    const { id: theirs } = await done(tsn.post('/cases', outside));
    await done(tsn.post(`/cases/${theirs}/consultations`, { consultee: 'TSN', replyBy: '2026-12-15' }));
    const recipients = [
      { body: 'KS' },
      { name: '1 (2)' },
      { name: 'Torggatan 1' },
      { name: 'VÄG–FÖRENINGEN  norra' },
      { name: 'Vägföreningen Norra' },
    ];
    await officer()
      .put(`/consultations/${id}/statement`, { ...statement, recipients }, { ifMatch: 0 })
      .expect(200);
    const { warnings } = await given(service).step('tsn-handlaggare', id, 'submit');
    const unknown = (warnings as { code: string; detail: string }[]).filter(
      ({ code }) => code === 'unknown-recipient',
    );
    expect(unknown.map(({ detail }) => /[”“](.+?)”/.exec(detail)?.[1])).toEqual([
      '1 (2)',
      'Torggatan 1',
      'Vägföreningen Norra',
    ]);
    const { step, meeting } = given(service);
    await step('tsn-chef', id, 'approve');
    await meeting();
    await step('tsn-sekreterare', id, 'schedule', { meetingDate: TODAY });
    await step('tsn-sekreterare', id, 'decide', { outcome: 'as-proposed', section: '84' });
    await step('tsn-sekreterare', id, 'confirm', { confirmedOn: TODAY });
    const forwarded = await step('tsn-sekreterare', id, 'forward');
    expect((forwarded['warnings'] as { code: string }[]).map(({ code }) => code)).toEqual([
      'unknown-recipient',
      'unknown-recipient',
      'unknown-recipient',
    ]);
  });
});
