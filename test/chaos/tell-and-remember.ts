import { GaveUp, type Json, type PatientClient } from './patient-client.js';
import type { Entry } from './history.js';

const KS = 'ks-registrator';
const OFFICER = 'tsn-handlaggare';

/**
 * One consultation from registration to dispatch, as its people would go about it; every answer that
 * promises something goes into the history, and so does what was asked for and never answered.
 */
export async function tellAndRemember(
  client: PatientClient,
  name: string,
  remember: (entry: Entry) => void,
): Promise<void> {
  const today = new Date().toISOString().slice(0, 10);
  const key = (step: string) => `${name}-${step}`;
  const acked = async (what: Entry['what'], of: string, answer: Promise<Json>): Promise<Json> => {
    try {
      const json = await answer;
      remember({ what, key: of, id: json.id });
      return json;
    } catch (error) {
      if (error instanceof GaveUp) remember({ what, key: of, id: undefined });
      throw error;
    }
  };

  const referralCase = await acked(
    'register',
    name,
    client.post(KS, '/cases', key('case'), { title: name, issuer: 'KS' }),
  );
  const draft = await client.post(KS, `/cases/${referralCase.id}/referrals`, key('referral'), {
    title: name,
    replyBy: '2099-12-15',
    letter: 'Kommunstyrelsen önskar nämndens yttrande.',
    consultees: [{ body: 'TSN' }],
  });
  await client.post(KS, `/referrals/${draft.id}/send`, key('send'), {}, draft.version);
  const page = await client.get('tsn-registrator', `/cases/${referralCase.id}/consultations?limit=100`);
  const path = `/consultations/${(page['items'] as Json[])[0]!.id}`;
  const step = async (persona: string, verb: string, body: object = {}): Promise<Json> => {
    const { version } = await client.get(persona, path);
    return client.post(persona, `${path}/${verb}`, key(verb), body, version);
  };
  await step('tsn-registrator', 'register');
  await step('tsn-chef', 'assign', { officer: OFFICER });
  const empty = await client.get(OFFICER, `${path}/statement`);
  await client.put(OFFICER, `${path}/statement`, STATEMENT, empty.version);
  await step(OFFICER, 'submit');
  await step('tsn-chef', 'approve');
  await step('tsn-chef', 'decide-by-delegation', {
    route: 'administration',
    basis: 'D 4',
    decidedOn: today,
    decidedBy: 'Chefen',
  });
  const { id } = await client.get('tsn-sekreterare', path);
  await acked('forward', id, step('tsn-sekreterare', 'forward'));
}

const STATEMENT = {
  title: 'Internremiss, Strategi för social hållbarhet 2024-2030',
  summary: 'Strategin ska komplettera målen.',
  matter: 'Kommunfullmäktige beslutade att strategin ska revideras.',
  assessment: 'Förvaltningen ser positivt på förslaget.',
  stance: 'supports',
  clauses: [{ text: 'att tillstyrka förslaget' }],
  basis: [],
  recipients: [{ body: 'KS' }],
  answers: [],
  remarks: [],
};
