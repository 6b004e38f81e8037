import { beforeEach, describe, expect, it } from '@jest/globals';
import { done, given, NOW, TODAY, type Answer } from '../support/given.js';
import { sharedService } from '../support/shared-service.js';
import { Visitor } from '../support/visitor.js';

const service = sharedService({ ROLE: 'api' });
beforeEach(() => service.setNow(NOW));

const registrar = () => service.as('ks-registrator');
const remarksOn = (...passages: string[]) =>
  passages.map((passage) => ({ passage, text: `Om ${passage.toLowerCase()}.` }));

/** Two that replied on paper, and call the same passage by two names. */
async function replied(): Promise<{ referral: Answer; place: string }> {
  const referral = await given(service).sentReferral({
    consultees: [{ name: 'Byalaget' }, { name: 'Föreningen' }],
  });
  const documentId = (await given(service).document()).id;
  for (const [name, remarks] of [
    ['Byalaget', remarksOn('Boende och närmiljö', 'Skola')],
    ['Föreningen', remarksOn('Boende', 'boende. och närmiljö')],
  ] as const) {
    const { id } = await given(service).consultationOf('ks-registrator', referral, name);
    const statement = { remarks, answers: [{ question: 1, text: 'Ja.' }] };
    const body = { documentId, receivedOn: TODAY, stance: 'supports', statement };
    await done(registrar().post(`/consultations/${id}/record-reply`, body, { ifMatch: '*' }));
  }
  return { referral, place: `/referrals/${referral.id}` };
}
const summarize = (place: string, body: object, persona = 'ks-handlaggare') =>
  service.as(persona).post(`${place}/summaries`, body);
const gather = (place: string, body: object, persona = 'ks-handlaggare') =>
  service.as(persona).post(`${place}/gathered-passages`, body);
const compiled = (place: string) => done(registrar().get(`${place}/compilation`));
const passagesOf = async (place: string) =>
  ((await compiled(place))['passages'] as Answer[]).map(
    ({ passage, remarks }) =>
      `${passage}: ${(remarks as Answer[]).map((each) => each['passage']).join(', ')}`,
  );

describe('remarks that call one passage by several names', () => {
  it('stand together once an officer says so, until that is taken back', async () => {
    const { place } = await replied();
    const apart = [
      'Boende och närmiljö: Boende och närmiljö, boende. och närmiljö',
      'Skola: Skola',
      'Boende: Boende',
    ];
    expect(await passagesOf(place)).toEqual(apart);
    const placed = await done(gather(place, { passage: 'BOENDE', under: 'Boende och närmiljö' }));
    expect(await passagesOf(place)).toEqual([
      'Boende och närmiljö: Boende och närmiljö, Boende, boende. och närmiljö',
      'Skola: Skola',
    ]);
    const { passages } = await compiled(place);
    expect(passages[0].names).toMatchObject([{ passage: 'Boende', placedBy: placed.id, summary: null }]);
    await gather(place, { passage: 'Boende', under: 'Skola' }).expect(412);
    await done(gather(place, { passage: 'Boende', under: null, replaces: placed.id }));
    expect(await passagesOf(place)).toEqual(apart);
  });

  it('stand under what neither of them is called, and never go round in a circle', async () => {
    const { place } = await replied();
    await done(gather(place, { passage: 'Boende', under: 'Bostäder' }));
    await done(gather(place, { passage: 'Boende och närmiljö', under: 'Bostäder' }));
    expect(await passagesOf(place)).toEqual([
      'Bostäder: Boende och närmiljö, Boende, boende. och närmiljö',
      'Skola: Skola',
    ]);
    await done(gather(place, { passage: 'Bostäder', under: 'Boende' }));
    expect((await passagesOf(place)).flatMap((line) => line.split(': ')[1]!.split(', ')).toSorted()).toEqual(
      ['Boende', 'Boende och närmiljö', 'Skola', 'boende. och närmiljö'].toSorted(),
    );
    const same = await gather(place, { passage: 'Skola', under: 'skola.' }).expect(422);
    expect(same.body.errors).toMatchObject([{ pointer: '/under', code: 'same-passage' }]);
  });
});

describe('a summary', () => {
  it('stands at its question or passage, and takes the place of the one its writer has seen', async () => {
    const { place } = await replied();
    const first = await done(summarize(place, { question: 1, text: 'Alla säger ja.' }));
    await done(summarize(place, { passage: 'skola', text: 'Skolvägar saknas.' }));
    const { questions, passages } = await compiled(place);
    expect(questions).toMatchObject([{ summary: 'Alla säger ja.', summaryId: first.id }]);
    expect((passages as Answer[]).map(({ summary }) => summary as string)).toEqual([
      null,
      'Skolvägar saknas.',
      null,
    ]);
    await summarize(place, { question: 1, text: 'Ingen vet.' }, 'ks-registrator').expect(412);
    await done(summarize(place, { question: 1, text: null, replaces: first.id }, 'ks-registrator'));
    expect((await compiled(place))['questions']).toMatchObject([{ summary: null, summaryId: null }]);
    const race = await Promise.all(
      ['ks-handlaggare', 'ks-registrator'].map((persona, index) =>
        summarize(place, { question: 1, text: `Svar ${index}.` }, persona),
      ),
    );
    expect(race.map(({ status }) => status).toSorted()).toEqual([201, 412]);
  });

  it('stands under its own name once its passage is put under another', async () => {
    const { place } = await replied();
    const { id } = await done(summarize(place, { passage: 'Boende', text: 'Ett boende saknas.' }));
    await done(gather(place, { passage: 'Boende', under: 'Skola' }));
    const { passages } = await compiled(place);
    const [{ names }] = (passages as Answer[]).filter(({ passage }) => passage === 'Skola') as [Answer];
    expect(names).toMatchObject([{ passage: 'Boende', summary: 'Ett boende saknas.', summaryId: id }]);
    await done(service.as('ks-handlaggare').post(`${place}/share-compilation`, {}, { ifMatch: '*' }));
    const paper = await registrar().get(`${place}/papers/compilation?version=1&format=txt`).expect(200);
    expect(paper.text).toMatch(/Sammanfattning av ”Boende”:\s+Ett boende saknas\./);
  });

  it('is of one question or one passage, by those who may', async () => {
    const { place } = await replied();
    for (const body of [{ text: 'Ja.' }, { question: 1, passage: 'Skola', text: 'Ja.' }]) {
      const refused = await summarize(place, body).expect(422);
      expect(refused.body.errors).toMatchObject([{ code: 'question-or-passage' }]);
    }
    const unknown = await summarize(place, { question: 2, text: 'Ja.' }).expect(422);
    expect(unknown.body.errors).toMatchObject([{ pointer: '/question', code: 'no-such-question' }]);
    for (const write of [
      summarize(place, { passage: 'Simhallen', text: 'Ja.' }),
      gather(place, { passage: 'Simhallen', under: 'Skola' }),
    ]) {
      const { body } = await write.expect(422);
      expect(body.errors).toMatchObject([{ pointer: '/passage', code: 'no-such-passage' }]);
    }
    await done(gather(place, { passage: 'Skola', under: 'Bad och lek' }));
    await done(summarize(place, { passage: 'bad och lek', text: 'Ingen vill ha det.' }));
    await summarize(place, { question: 1, text: 'Ja.' }, 'ks-sekreterare').expect(403);
    await summarize(place, { question: 1, text: 'Ja.' }, 'sn-registrator').expect(404);
    await gather(place, { passage: 'Skola', under: 'Boende' }, 'ks-sekreterare').expect(403);
  });

  it('stands on the paper and in what is shared', async () => {
    const { place } = await replied();
    await done(summarize(place, { question: 1, text: 'Alla säger ja.' }));
    await done(gather(place, { passage: 'Boende', under: 'Boende och närmiljö' }));
    await done(service.as('ks-handlaggare').post(`${place}/share-compilation`, {}, { ifMatch: '*' }));
    const paper = await registrar().get(`${place}/papers/compilation?version=1&format=txt`).expect(200);
    expect(paper.text).toMatch(/Sammanfattning[^]*Alla säger ja\./);
    const shared = await done(registrar().get(`${place}/compilations/1`));
    expect(shared['compilation'].passages).toHaveLength(2);
  });
});

describe('the page of the compilation', () => {
  it('sums up and puts together, each form by itself', async () => {
    const { referral, place } = await replied();
    const officer = await Visitor.signedIn(service.base, 'ks-handlaggare');
    const path = `/remisser/${referral.id}/sammanstallning/avsnitt`;
    const page = await officer.visit(path);
    expect(page.text).toMatch(/Boende och närmiljö[^]*Skola[^]*Boende/);
    const hidden = ({ _token, _key }: Record<string, string>) => ({ _token: _token!, _key: _key! });
    const summed = await officer.send(path, {
      ...hidden(Visitor.hidden(page)),
      vad: 'fraga-1',
      'text-fraga-1': 'Alla säger ja.',
    });
    expect([summed.status, summed.text.includes('Alla säger ja.')]).toEqual([200, true]);
    expect((await compiled(place))['questions']).toMatchObject([{ summary: 'Alla säger ja.' }]);

    const gathered = await officer.send(path, {
      ...hidden(Visitor.hidden(summed)),
      vad: 'hor-till-2',
      avsnitt: 'Boende',
      'text-hor-till-2': 'Boende och närmiljö',
    });
    expect(gathered.text).toContain('Kallas också: Boende');
    const { passages } = await compiled(place);
    const apart = await officer.send(path, {
      ...hidden(Visitor.hidden(gathered)),
      vad: 'for-sig-0',
      avsnitt: 'Boende',
      _earlier: passages[0].names[0].placedBy as string,
    });
    expect([apart.status, apart.text.includes('Kallas också')]).toEqual([200, false]);

    const stale = await officer.send(path, {
      ...hidden(Visitor.hidden(apart)),
      vad: 'fraga-1',
      'text-fraga-1': 'Ingen vet.',
    });
    expect([stale.status, stale.text.includes('Någon annan har skrivit här')]).toEqual([412, true]);
    const secretary = await Visitor.signedIn(service.base, 'ks-sekreterare');
    expect((await secretary.visit(path)).status).toBe(403);
  });

  it('shows what another has saved beside what was typed, wherever its passage stands by now', async () => {
    const { referral, place } = await replied();
    const officer = await Visitor.signedIn(service.base, 'ks-handlaggare');
    const path = `/remisser/${referral.id}/sammanstallning/avsnitt`;
    const { _token } = Visitor.hidden(await officer.visit(path));
    const send = (form: string, text: string, more: Record<string, string> = {}) =>
      officer.send(path, { _token: _token!, vad: form, [`text-${form}`]: text, _earlier: '', ...more });
    const fieldsOf = (page: Awaited<ReturnType<typeof send>>, name: string) =>
      page.elements
        .filter(({ attributes }) => attributes['name'] === name)
        .map(({ attributes }) => attributes['value']);
    const { id } = await done(summarize(place, { question: 1, text: 'Alla säger ja.' }, 'ks-registrator'));
    const old = await send('fraga-1', 'Ingen vet.', { _token: 'en annan' });
    expect([old.status, /Sparat nu:\s+Alla säger ja\./.test(old.text)]).toEqual([403, true]);
    expect([fieldsOf(old, 'text-fraga-1'), fieldsOf(old, '_earlier')[0]]).toEqual([['Ingen vet.'], '']);
    const stale = await send('fraga-1', 'Ingen vet.');
    expect([stale.status, /Sparat nu:\s+Alla säger ja\./.test(stale.text)]).toEqual([412, true]);
    expect([fieldsOf(stale, 'text-fraga-1'), fieldsOf(stale, '_earlier')[0]]).toEqual([['Ingen vet.'], id]);

    await done(summarize(place, { passage: 'Skola', text: 'Skolvägar saknas.' }, 'ks-registrator'));
    const moved = await send('sammanfatta-40', 'Skolan är med.', { avsnitt: 'Skola' });
    expect([moved.status, /Sparat nu:\s+Skolvägar saknas\./.test(moved.text)]).toEqual([412, true]);
    expect(fieldsOf(moved, 'text-sammanfatta-1')).toEqual(['Skolan är med.']);
    const same = await send('hor-till-40', 'skola.', { avsnitt: 'Skola' });
    expect([same.status, fieldsOf(same, 'text-hor-till-1')]).toEqual([422, ['skola.']]);
    expect(same.text.split('Det är samma avsnitt.')).toHaveLength(3);

    await done(gather(place, { passage: 'Boende', under: 'Skola' }, 'ks-registrator'));
    const gone = await send('hor-till-2', 'Boende och närmiljö', { avsnitt: 'Boende' });
    expect([gone.status, /Du skrev:\s+Boende och närmiljö/.test(gone.text)]).toEqual([412, true]);
  });
});
