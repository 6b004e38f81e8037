import { SETTINGS, type Settings } from '../../src/config/settings.js';
import { CONSULTATION_STATES } from '../../src/rules/consultation-states.js';
import { done, given, NOW } from '../support/given.js';
import { startProcess, type RunningProcess } from '../support/processes.js';
import { startService, type Service } from '../support/service.js';
import { until } from '../support/until.js';

export interface FurnishedHouse {
  readonly process: RunningProcess;
  readonly databaseUrl: string;
  /** What to send as `Authorization` to ask as a persona. */
  as(persona: string): Promise<string>;
  close(): Promise<void>;
}

/**
 * The built service as a process of its own, only its API, over a database with records of every kind in every
 * state: nothing changes there but by a request, and what the test does is not measured with it.
 */
export async function openFurnishedHouse(
  furnishMore: (service: Service) => Promise<void> = async () => undefined,
): Promise<FurnishedHouse> {
  const service = await startService({ RECONCILE_SECONDS: '0.2' });
  service.setNow(NOW);
  await furnish(service);
  await furnishMore(service);
  await until(
    () => service.database.query("SELECT FROM deliveries WHERE state = 'pending' AND channel <> 'manual'"),
    (waiting) => (waiting as object[]).length === 0,
  );
  await service.app.close();
  const process = await startProcess(service.databaseUrl, {
    ROLE: 'api',
    DOCUMENTS_DIRECTORY: service.app.get<Settings>(SETTINGS).documentsDirectory,
  });
  return {
    process,
    databaseUrl: service.databaseUrl,
    as: async (persona) => {
      const answer = await fetch(`${process.url}/yttra/v1/demo/tokens`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ persona }),
      });
      return `Bearer ${((await answer.json()) as { accessToken: string }).accessToken}`;
    },
    close: async () => {
      await process.end('SIGKILL');
      await service.stop();
    },
  };
}

/** Records of every kind in every state, made through the API. */
export async function furnish(service: Service): Promise<void> {
  const { consultation, draftReferral, referralCase, document, step } = given(service);
  const as = (persona: string) => service.as(persona);
  for (const state of CONSULTATION_STATES) {
    const { id } = await consultation(state);
    await done(as('tsn-registrator').post(`/consultations/${id}/messages`, { text: 'Fråga' }), 201, 403, 409);
  }
  await draftReferral();
  await document();
  const origin = { sender: 'Region Skåne', reference: 'RS 2026/1' };
  const incoming = await referralCase({ origin });
  const own = { consultee: 'KS', title: 'Eget yttrande', replyBy: '2026-12-20' };
  await done(as('ks-registrator').post(`/cases/${incoming.id}/consultations`, own));
  const { id } = await consultation('registered');
  await step('tsn-chef', id, 'assign', { officer: 'tsn-handlaggare' });
  const more = { until: '2027-01-15', reason: 'Mer tid behövs' };
  await done(as('tsn-handlaggare').post(`/consultations/${id}/extensions`, more));
  await done(as('tsn-lasare').post('/calendar-feeds', {}));
  const group = { name: 'Samtliga nämnder', consultees: [{ body: 'TSN' }, { body: 'BIN' }] };
  await done(as('ks-registrator').post('/bodies/KS/consultee-groups', group));
  const scopes = [{ body: 'KS', verbs: ['read'] }];
  const client = await done(as('admin').post('/api-clients', { body: 'KS', name: 'Diariet', scopes }));
  await done(as('admin').post(`/api-clients/${client.id}/keys`, {}));
  await done(as('ks-registrator').post(`/api-clients/${client.id}/take-over`, {}, { ifMatch: '*' }));
  const absence = { absent: 'tsn-chef', standIn: 'tsn-registrator', from: '2026-12-21', until: '2027-01-06' };
  await done(as('tsn-chef').post('/bodies/TSN/stand-ins', absence));
}
