import { describe, expect, it } from '@jest/globals';
import { inWords } from '../../src/papers/parts.js';
import { done, given, TODAY, type Answer } from '../support/given.js';
import { sharedService } from '../support/shared-service.js';
import { until } from '../support/until.js';

const service = sharedService({ RECONCILE_SECONDS: '1' });

const KS_ONLY = [{ body: 'KS', role: 'registrar' }];
const marking = { provision: 'OSL 21:7', seenBy: KS_ONLY, othersSee: 'nothing' };

const mark = async (persona: string, path: string, body: object = marking) => {
  const { version } = await done(service.as(persona).get(path));
  return done(service.as(persona).post(`${path}/mark-confidential`, body, { ifMatch: version }));
};
const lift = async (persona: string, path: string, body: object = {}) => {
  const { version } = await done(service.as(persona).get(path));
  const why = { reason: 'Upphört', ...body };
  return done(service.as(persona).post(`${path}/lift-confidentiality`, why, { ifMatch: version }));
};
const itemsOf = async (persona: string, path: string): Promise<Answer[]> => {
  const { items } = await done(service.as(persona).get(`${path}${path.includes('?') ? '&' : '?'}limit=100`));
  return items as Answer[];
};
const entry = async (persona: string, body: string, number: string) =>
  (await itemsOf(persona, `/bodies/${body}/register`)).find((row) => row['number'] === number);

describe('a case that its issuer marks confidential when it has been sent', () => {
  it('is kept by the issuer from its own people, and leaves the consultee all that is its own', async () => {
    const { document, draftReferral, consultationOf, step } = given(service);
    const { id: documentId } = await document({ title: 'Underlag' });
    const draft = await draftReferral();
    await done(service.as('ks-registrator').post(`/referrals/${draft.id}/documents`, { documentId }));
    const sent = await done(
      service.as('ks-registrator').post(`/referrals/${draft.id}/send`, {}, { ifMatch: '*' }),
    );
    const { id } = await consultationOf('tsn-registrator', sent, 'TSN');
    const { ownCaseNumber: number } = await step('tsn-registrator', id, 'register');
    await step('tsn-chef', id, 'assign', { officer: 'tsn-handlaggare' });
    await until(
      async () => (await itemsOf('tsn-chef', '/inbox')).some((item) => item['consultationId'] === id),
      (there) => there,
    );

    await mark('ks-registrator', `/cases/${sent['caseId']}`);
    await mark('ks-registrator', `/documents/${documentId}`);

    const places = [`/consultations/${id}`, `/referrals/${draft.id}`, `/documents/${documentId}`];
    for (const place of [...places, `/cases/${sent['caseId']}`]) {
      for (const persona of ['tsn-registrator', 'tsn-handlaggare', 'tsn-chef', 'tsn-lasare'])
        expect(`${persona} ${place} ${(await service.as(persona).get(place)).status}`).toBe(
          `${persona} ${place} 200`,
        );
      for (const persona of ['ks-handlaggare', 'ks-sekreterare', 'ks-lasare', 'bin-registrator'])
        if (persona !== 'ks-lasare') await service.as(persona).get(place).expect(404);
    }
    expect(await entry('tsn-chef', 'TSN', number)).toMatchObject({ id, masked: false, party: 'KS' });
    expect((await itemsOf('tsn-chef', '/consultations')).map(({ id: listed }) => listed)).toContain(id);
    expect((await itemsOf('tsn-chef', '/inbox')).some((item) => item['consultationId'] === id)).toBe(true);
    const { documents } = await done(service.as('tsn-chef').get(`/referrals/${draft.id}`));
    expect(documents).toMatchObject([{ id: documentId }]);
    await service.as('tsn-chef').get(`/documents/${documentId}/content`).expect(200);
    await service.as('tsn-handlaggare').get(`/consultations/${id}/statement`).expect(200);
    const saved = await service
      .as('tsn-handlaggare')
      .put(`/consultations/${id}/statement`, { title: 'Utkast' }, { ifMatch: 0 });
    expect(saved.status).toBe(200);
    const trail = await itemsOf('tsn-chef', `/cases/${sent['caseId']}/audit-trail`);
    expect(trail.some(({ verb, actor }) => verb === 'register' && actor === 'tsn-registrator')).toBe(true);

    // The issuer's own register says nothing of it, as its marking says.
    const { caseNumber } = await done(service.as('ks-registrator').get(`/cases/${sent['caseId']}`));
    expect(await entry('ks-handlaggare', 'KS', caseNumber)).toBeUndefined();
  });

  it('shows the consultee of the case what it was sent, and nothing that the issuer wrote since', async () => {
    const { id, ...consultation } = await given(service).consultation('registered');
    const place = `/cases/${consultation['caseId']}`;
    await mark('ks-registrator', place);
    const { version } = await done(service.as('ks-registrator').get(place));
    const changed = { title: 'Hemlig ny rubrik', relatedCases: ['KS 2020/1'], reason: 'Ny rubrik' };
    await done(service.as('ks-registrator').patch(place, changed, { ifMatch: version }));
    const seen = await service.as('tsn-chef').get(place).expect(200);
    expect(seen.text).not.toContain('Hemlig ny rubrik');
    expect(seen.body).toMatchObject({ title: consultation['title'], relatedCases: [], confidentiality: [] });
    expect(await itemsOf('tsn-chef', `/consultations/${id}/messages`)).toHaveLength(1);
  });

  it('tells the consultee, and suggests its marking for the consultee to accept as its own', async () => {
    const { id, ...consultation } = await given(service).consultation('drafting');
    const place = `/consultations/${id}`;
    await mark('ks-registrator', `/cases/${consultation['caseId']}`);
    const told = async () =>
      (await itemsOf('tsn-chef', '/inbox')).filter(
        (item) => item['consultationId'] === id && item['topic'] === 'message',
      );
    await until(told, ({ length }) => length === 1);
    const [message] = await itemsOf('tsn-chef', `${place}/messages`);
    expect(message).toMatchObject({ from: 'KS' });
    expect(message!['text']).toContain(`OSL 21:7, beslutat ${inWords(TODAY)} av KS`);

    const suggested = { of: 'case', provision: 'OSL 21:7', decidedOn: TODAY, authority: 'KS' };
    const view = await done(service.as('tsn-registrator').get(place));
    expect(view).toMatchObject({ confidentiality: [], suggestedMarkings: [suggested] });
    expect(await done(service.as('ks-registrator').get(place))).toMatchObject({ suggestedMarkings: [] });

    // Without more it is the matter that is marked, as suggested.
    const own = {
      provision: suggested.provision,
      decidedOn: suggested.decidedOn,
      authority: suggested.authority,
      seenBy: [{ body: 'TSN', role: 'registrar' }, { person: 'tsn-handlaggare' }],
    };
    const accepted = await mark('tsn-registrator', place, own);
    expect(accepted).toMatchObject({
      suggestedMarkings: [],
      confidentiality: [{ of: 'consultation', authority: 'KS' }],
    });
    await service.as('tsn-chef').get(place).expect(404);
    await service.as('tsn-handlaggare').get(place).expect(200);
    expect(await entry('tsn-chef', 'TSN', consultation['ownCaseNumber'])).toMatchObject({
      id: null,
      masked: true,
    });
    // What the consultee decides of its own takes nothing from the issuer.
    await service.as('ks-registrator').get(place).expect(200);

    // Nor does the issuer's change of mind from the consultee.
    await lift('ks-registrator', `/cases/${consultation['caseId']}`);
    await service.as('tsn-chef').get(place).expect(404);
    await service.as('ks-handlaggare').get(place).expect(200);
    await lift('tsn-registrator', place, { of: 'consultation' });
    await service.as('tsn-chef').get(place).expect(200);
  });
});

describe('what is confidential when it is sent', () => {
  it('comes to those whom the sender names there, as a marking that is the recipient’s own from then on', async () => {
    const draft = await given(service).draftReferral();
    const seenBy = [...KS_ONLY, { body: 'TSN', role: 'registrar' }, { person: 'tsn-handlaggare' }];
    await mark('ks-registrator', `/cases/${draft['caseId']}`, { ...marking, seenBy });
    const sent = await done(
      service.as('ks-registrator').post(`/referrals/${draft.id}/send`, {}, { ifMatch: '*' }),
    );
    const { id } = await given(service).consultationOf('tsn-registrator', sent, 'TSN');
    const place = `/consultations/${id}`;
    await service.as('tsn-chef').get(place).expect(404);
    expect(await done(service.as('tsn-registrator').get(place))).toMatchObject({
      confidentiality: [
        {
          of: 'consultation',
          provision: 'OSL 21:7',
          authority: 'KS',
          seenBy: [{ person: 'tsn-handlaggare' }, { body: 'TSN', role: 'registrar' }],
          othersSee: 'masked',
        },
      ],
    });
    const { ownCaseNumber } = await given(service).step('tsn-registrator', id, 'register');
    expect(await entry('tsn-chef', 'TSN', ownCaseNumber)).toMatchObject({ id: null, masked: true });
    await mark('tsn-registrator', place, {
      of: 'consultation',
      provision: 'OSL 21:7',
      seenBy: [{ body: 'TSN' }],
    });
    await service.as('tsn-chef').get(place).expect(200);
    await service.as('ks-handlaggare').get(place).expect(404);
  });
});

describe('a statement that is marked confidential when it has been forwarded', () => {
  it('stays with the issuer, who is told and marks what it has received for itself', async () => {
    const { id } = await given(service).consultation('forwarded');
    const place = `/consultations/${id}`;
    const { dispatch } = await done(service.as('ks-handlaggare').get(place));
    await mark('tsn-registrator', place, {
      provision: 'OSL 21:7',
      seenBy: [{ body: 'TSN', role: 'registrar' }],
    });
    await service.as('tsn-chef').get(`${place}/statement`).expect(404);
    await service.as('ks-handlaggare').get(`/dispatches/${dispatch.id}`).expect(200);
    const view = await done(service.as('ks-registrator').get(place));
    expect(view).toMatchObject({
      statementMasked: false,
      suggestedMarkings: [{ of: 'statement', provision: 'OSL 21:7', authority: 'TSN' }],
    });
    await mark('ks-registrator', place, { provision: 'OSL 21:7', seenBy: KS_ONLY });
    await service.as('ks-handlaggare').get(`/dispatches/${dispatch.id}`).expect(404);
    expect(await done(service.as('ks-handlaggare').get(place))).toMatchObject({ statementMasked: true });
    await service.as('tsn-registrator').get(`/dispatches/${dispatch.id}`).expect(200);
  });
});
