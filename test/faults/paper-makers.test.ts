import { expect, it } from '@jest/globals';
import { done, given, NOW, statement } from '../support/given.js';
import { startProcess } from '../support/processes.js';
import { personaOf, startService } from '../support/service.js';
import { until } from '../support/until.js';

const PARAGRAPH = 'Nämnden ser att ansvaret delas mellan flera nämnder under hela perioden. '.repeat(1300);

it('a long paper whose maker is killed is made by another process for whoever still asks', async () => {
  const service = await startService();
  service.setNow(NOW);
  const { id } = await given(service).consultation('drafting');
  const sections = [1, 2, 3, 4].map((at) => ({ heading: `Kapitel ${at}`, text: PARAGRAPH }));
  await given(service).saveStatement(id, { ...statement, sections });
  const maker = await startProcess(service.databaseUrl, { ROLE: 'api', PAPER_SECONDS: '600' });
  try {
    const there = personaOf(maker.url, (await tokenOf(maker.url)).accessToken);
    const paper = `/consultations/${id}/papers/staff-report?format=pdf`;
    const { location } = (await there.get(paper).set('Prefer', 'respond-async').expect(202)).headers;
    await maker.end('SIGKILL');
    const here = service.as('tsn-handlaggare');
    expect(await done(here.get(location!))).toMatchObject({ href: null });
    const ready = await until(
      () => done(here.get(location!)),
      ({ state }) => state === 'ready',
      60_000,
    );
    await here
      .get(ready['href'] as string)
      .expect(200)
      .expect('Content-Type', 'application/pdf');
    const [{ attempts }] = await service.database.query('SELECT attempts FROM paper_jobs');
    expect(attempts).toBe(2);
  } finally {
    await maker.end('SIGKILL');
    await service.stop();
  }
});

/** Of the process itself, which has an issuer of its own. */
async function tokenOf(url: string): Promise<{ accessToken: string }> {
  const answer = await fetch(`${url}/yttra/v1/demo/tokens`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ persona: 'tsn-handlaggare' }),
  });
  return (await answer.json()) as { accessToken: string };
}
