import { describe, expect, it } from '@jest/globals';
import { readRealReport } from '../../src/demo/story.js';
import { done, given, statement } from '../support/given.js';
import { Visitor } from '../support/visitor.js';
import { sharedService } from '../support/shared-service.js';

const service = sharedService();

const officer = () => service.as('tsn-handlaggare');

/** A consultation that has just been assigned: nothing is written. */
const assigned = async () => (await given(service).assigned()).id;
describe('a statement', () => {
  it('is there, empty, from when the matter is assigned', async () => {
    const { sentReferral, consultationOf } = given(service);
    const { id: unassigned } = await consultationOf('tsn-registrator', await sentReferral());
    await service.as('tsn-registrator').get(`/consultations/${unassigned}/statement`).expect(404);

    const id = await assigned();
    const { body, headers } = await officer().get(`/consultations/${id}/statement`).expect(200);
    expect(body).toMatchObject({
      version: 0,
      title: '',
      clauses: [],
      stance: 'not-stated',
      availableActions: ['save', 'import'],
    });
    expect(headers['etag']).toBe('"0"');
  });

  it('gets a version with every save, under an ETag of its own', async () => {
    const id = await assigned();
    const { version } = await done(officer().get(`/consultations/${id}`));
    const first = await officer()
      .put(`/consultations/${id}/statement`, statement, { ifMatch: 0 })
      .expect(200);
    expect(first.body).toMatchObject({ ...statement, version: 1, origin: 'draft' });
    expect(first.headers['etag']).toBe('"1"');
    await officer().put(`/consultations/${id}/statement`, { title: 'Ny' }, { ifMatch: 1 }).expect(200);
    await officer().put(`/consultations/${id}/statement`, statement, { ifMatch: 1 }).expect(412);
    await officer().put(`/consultations/${id}/statement`, statement).expect(428);

    const { body } = await officer().get(`/consultations/${id}/statement/versions`).expect(200);
    expect(body.items.map((item: { version: number; title: string }) => [item.version, item.title])).toEqual([
      [2, 'Ny'],
      [1, statement.title],
    ]);
    expect((await done(officer().get(`/consultations/${id}`))).version).toBe(version);
  });

  it('gets no version by a save that changes nothing: the answer is the version that says so', async () => {
    const id = await assigned();
    const save = (content: object, ifMatch: number) =>
      officer().put(`/consultations/${id}/statement`, content, { ifMatch }).expect(200);
    const first = await save(statement, 0);
    for (const same of [statement, { ...statement, title: ` ${statement.title.normalize('NFD')} ` }]) {
      const again = await save(same, 1);
      expect(again.body).toMatchObject({ version: 1, savedAt: first.body.savedAt });
      expect(again.headers['etag']).toBe('"1"');
    }
    const { body } = await officer().get(`/consultations/${id}/statement/versions`).expect(200);
    expect(body.items).toHaveLength(1);
    const [{ saved }] = await service.database.query(
      "SELECT count(*)::int AS saved FROM audit_events WHERE consultation_id = $1 AND verb = 'save'",
      [id],
    );
    expect(saved).toBe(1);
    expect((await save({ ...statement, title: 'Ny' }, 1)).body).toMatchObject({ version: 2 });
  });

  it('is written by its officer and by no one else, while it is a draft', async () => {
    const id = await assigned();
    await service.as('tsn-chef').put(`/consultations/${id}/statement`, statement, { ifMatch: 0 }).expect(403);
    await service
      .as('ks-handlaggare')
      .put(`/consultations/${id}/statement`, statement, { ifMatch: 0 })
      .expect(404);
    const { id: inReview } = await given(service).consultation('in-review');
    const { status, body } = await officer().put(`/consultations/${inReview}/statement`, statement, {
      ifMatch: 1,
    });
    expect({ status, code: body.reasons[0].code }).toEqual({ status: 409, code: 'not-drafting' });
  });

  it.each([
    [{ recipients: [{ body: 'XYZ' }] }, '/recipients/0/body', 'unknown-body'],
    [{ recipients: [{}] }, '/recipients/0', 'recipient'],
    [
      { basis: [{ title: 'Bilaga', documentId: '7f8a2f0e-3c0b-4a52-9a52-0f5a0f4f0a11' }] },
      '/basis/0/documentId',
      'unknown-document',
    ],
    [{ answers: [{ question: 2, text: 'Ja' }] }, '/answers/0/question', 'unknown-question'],
    [{ stance: 'maybe' }, '/stance', 'choice'],
    [{ clauses: [{ text: ' ' }] }, '/clauses/0/text', 'text'],
    [{ clauses: [{ text: 'att', version: 9 }] }, '/clauses/0/version', 'unknown-field'],
    [{ version: 7 }, '/version', 'unknown-field'],
  ])('refuses %j by name and changes nothing', async (body, pointer, code) => {
    const id = await assigned();
    const answer = await officer().put(`/consultations/${id}/statement`, body, { ifMatch: 0 });
    expect(answer.status).toBe(422);
    expect(answer.body.errors).toContainEqual(expect.objectContaining({ pointer, code }));
    expect((await done(officer().get(`/consultations/${id}/statement`))).version).toBe(0);
  });

  it('is submitted only with title, clause and recipient; all else warns', async () => {
    const { step } = given(service);
    const id = await assigned();
    const { version } = await done(officer().get(`/consultations/${id}`));
    const { status, body } = await officer().post(`/consultations/${id}/submit`, {}, { ifMatch: version });
    expect(status).toBe(409);
    expect(body.reasons.map(({ code }: { code: string }) => code)).toEqual([
      'statement-has-no-title',
      'statement-has-no-clause',
      'statement-has-no-recipient',
    ]);
    await officer()
      .put(
        `/consultations/${id}/statement`,
        {
          title: 'Svar',
          clauses: [{ text: 'att yttra sig i enlighet med förvaltningens förslag' }],
          recipients: [{ body: 'KS' }],
        },
        { ifMatch: 0 },
      )
      .expect(200);
    const submitted = await step('tsn-handlaggare', id, 'submit');
    expect(submitted['warnings'].map(({ code }: { code: string }) => code)).toEqual([
      'no-summary',
      'no-stance',
      'no-basis',
      'clause-not-independent',
    ]);
    const returned = await step('tsn-chef', id, 'return', { comment: 'Komplettera' });
    expect(returned).toMatchObject({ state: 'drafting', returnedBecause: 'Komplettera' });
  });

  it('goes to an officer of the same body', async () => {
    const { step } = given(service);
    const id = await assigned();
    const { version } = await done(service.as('tsn-chef').get(`/consultations/${id}`));
    for (const name of ['bin-handlaggare', 'tsn-lasare', 'nobody']) {
      const { status, body } = await service
        .as('tsn-chef')
        .post(`/consultations/${id}/assign`, { officer: name }, { ifMatch: version });
      expect({ status, code: body.errors[0].code }).toEqual({ status: 422, code: 'not-an-officer' });
    }
    await step('tsn-registrator', id, 'assign', { officer: 'tsn-handlaggare' });
  });
});

describe('importing a staff report', () => {
  it('finds in the real report what a reader would', async () => {
    const id = await assigned();
    const { body, headers } = await officer()
      .postText(`/consultations/${id}/statement/import`, await readRealReport(), { ifMatch: 0 })
      .expect(200);

    expect(headers['etag']).toBe('"1"');
    expect(body.statement).toMatchObject({
      version: 1,
      origin: 'import',
      title: 'Internremiss, Strategi för social hållbarhet 2024-2030',
      stance: 'not-stated',
      clauses: [
        { text: 'att yttra sig i enlighet med förvaltningens förslag' },
        { text: 'att översända yttrandet till kommunstyrelsen som eget yttrande i ärendet.' },
      ],
      basis: [
        { title: 'Denna tjänsteskrivelse' },
        { title: 'Remissversion Strategi för social hållbarhet 2024-2030' },
      ],
      recipients: [{ body: 'KS' }],
    });
    expect(body.statement.summary).toMatch(/^I samband med den senaste uppföljningen .* ”Ärendet”\.$/s);
    expect(body.statement.matter).toMatch(/^I samband med den senaste uppföljningen/);
    expect(body.statement.assessment).toMatch(
      /^Tekniska serviceförvaltningen ser positivt på .* till hållbarhetsmålen\.$/s,
    );
    expect(body.found).toMatchObject({
      ownCaseNumber: null,
      relatedCases: ['KS 2023/474'],
      priorDecisions: [{ body: 'KF', date: '2023-05-22', section: '134' }],
      date: null,
      officer: null,
      body: 'TSN',
    });
    expect(body.found.areas).toEqual([
      { from: 'Föräldrastöd', relation: 'inryms i', to: 'Stöd och relationer genom livet' },
      {
        from: 'Samverkan kring barn och ungas lärande',
        relation: 'ingår i',
        to: 'Utbildning och sysselsättning',
      },
      {
        from: 'En meningsfull fritid',
        relation: 'föreslås bli',
        to: 'Meningsfull fritid och goda levnadsvanor',
      },
      {
        from: 'Arbete åt alla och god framtidstro',
        relation: 'ingår i',
        to: 'Utbildning och sysselsättning',
      },
      { from: 'Hållbara livsmiljöer', relation: 'föreslås bli', to: 'Boende och närmiljö' },
      {
        from: 'Lyssna på barn och unga',
        relation: 'inryms i',
        to: 'Kommuninvånares trygghet och delaktighet i det lokala samhället ska öka',
      },
    ]);
    expect(body.unplaced).toEqual([]);
    expect(body.warnings.map(({ code }: { code: string }) => code)).toEqual([
      'no-own-case-number',
      'no-date',
      'no-officer',
      'no-deadline',
      'no-signature',
      'summary-repeated',
      'name-spelled-two-ways',
      'undated-basis',
      'undated-basis',
      'clause-not-independent',
    ]);
  });

  it.each([
    ['empty', '', 422, '/problems/validation'],
    ['no report at all', 'Hej!\n\nKan vi ses på torsdag?\n', 422, '/problems/validation'],
    ['2 MB', `Sammanfattning\n${'a '.repeat(1024 * 1024)}`, 413, '/problems/too-large'],
    [
      'in the letters of DOS',
      Buffer.from('Sammanfattning\nf\x94rslag till \x86tg\x84rder\n', 'latin1'),
      400,
      '/problems/malformed',
    ],
    ['binary', Buffer.from([0, 1, 2, 3, 0x53]), 400, '/problems/malformed'],
  ])('refuses what is %s, and changes nothing', async (_, content, status, type) => {
    const id = await assigned();
    const answer = await officer().postText(`/consultations/${id}/statement/import`, content, { ifMatch: 0 });
    expect({ status: answer.status, type: answer.body.type }).toEqual({ status, type });
    expect((await done(officer().get(`/consultations/${id}/statement`))).version).toBe(0);
  });

  it.each([
    ['cannot see it', 'bin-handlaggare', 404],
    ['may read there and no more', 'tsn-lasare', 404],
    ['is another at the board', 'tsn-registrator', 403],
  ])('is not even read when who sends it %s', async (_, persona, status) => {
    const id = await assigned();
    const notAReport = 'Hej!\n\nKan vi ses på torsdag?\n';
    await service
      .as(persona)
      .postText(`/consultations/${id}/statement/import`, notAReport, { ifMatch: 0 })
      .expect(status);
  });

  it.each([
    ['more lines than any report', `Sammanfattning\n${'rad\r\n'.repeat(20_000)}`, '', 'too-many-lines'],
    [
      'more clauses than a statement',
      `Förslag till beslut\n${'att göra\n'.repeat(101)}`,
      '/clauses',
      'list-length',
    ],
    ['a longer text than a statement', `Bedömning\n${'åäö '.repeat(26_000)}`, '/assessment', 'text'],
  ])('refuses what has %s', async (_, text, pointer, code) => {
    const id = await assigned();
    const answer = await officer().postText(`/consultations/${id}/statement/import`, text, { ifMatch: 0 });
    expect({ status: answer.status, errors: answer.body.errors }).toEqual({
      status: 422,
      errors: [expect.objectContaining({ pointer, code })],
    });
  });

  it('takes text and nothing else, and other routes take no text', async () => {
    const id = await assigned();
    const json = await officer().post(`/consultations/${id}/statement/import`, { text: 'x' }, { ifMatch: 0 });
    expect(json.status).toBe(415);
    const text = await officer().postText(`/consultations/${id}/submit`, 'Sammanfattning', { ifMatch: 3 });
    expect(text.status).toBe(415);
    await officer().postText(`/consultations/${id}/statement/import`, 'Sammanfattning\nx').expect(428);
  });
});

describe('comparing two versions', () => {
  const compared = async (before: string, after: string) => {
    const id = await assigned();
    await officer().put(`/consultations/${id}/statement`, { matter: before }, { ifMatch: 0 }).expect(200);
    await officer().put(`/consultations/${id}/statement`, { matter: after }, { ifMatch: 1 }).expect(200);
    const { body } = await officer().get(`/consultations/${id}/statement/versions/2/diff`).expect(200);
    return body.fields[0].parts as { change: string; text: string }[];
  };
  const numbered = (word: string) => Array.from({ length: 3000 }, (_, n) => `${word}${n}`);

  it('tells word by word what changed', async () => {
    expect(await compared('Bra för barn.', 'Bra för äldre.')).toEqual([
      { change: 'same', text: 'Bra för ' },
      { change: 'removed', text: 'barn' },
      { change: 'added', text: 'äldre' },
      { change: 'same', text: '.' },
    ]);
  });

  it('tells line by line where most words differ, and whole texts where most lines do', async () => {
    const line = numbered('ö').join(' ');
    expect(await compared(`Bakgrund\n${line}`, `Bakgrund\n${numbered('ä').join(' ')}`)).toEqual([
      { change: 'same', text: 'Bakgrund\n' },
      { change: 'removed', text: line },
      { change: 'added', text: numbered('ä').join(' ') },
    ]);
    const [before, after] = [numbered('ö').join('\n'), numbered('ä').join('\n')];
    expect(await compared(before, after)).toEqual([
      { change: 'removed', text: before },
      { change: 'added', text: after },
    ]);
  });
});

it('the page on which one writes does not say that a statement can be handed in which cannot', async () => {
  const { id } = await given(service).consultation('drafting');
  await given(service).saveStatement(id, { ...statement, recipients: [] });
  const visitor = await Visitor.signedIn(service.base, 'tsn-handlaggare');
  const page = await visitor.visit(`/svar/${id}/yttrande`);
  expect(page.text).toContain('Det behövs för att lämna yttrandet.');
  expect(page.text).not.toContain('Du kan lämna yttrandet ändå.');
  await given(service).saveStatement(id, { ...statement, clauses: [{ text: 'Enligt ovan.' }] });
  expect((await visitor.visit(`/svar/${id}/yttrande`)).text).toContain('Du kan lämna yttrandet ändå.');
});
