import { beforeAll, describe, expect, it } from '@jest/globals';
import { done, given, type Answer } from '../support/given.js';
import { sharedService } from '../support/shared-service.js';
import { Visitor } from '../support/visitor.js';

const NAME = 'Sara Nyström';
const service = sharedService({ ROLE: 'api' });
beforeAll(async () => {
  await service.database.query("UPDATE people SET name = $1 WHERE username = 'tsn-handlaggare'", [NAME]);
});

const as = async (persona: string) => Visitor.signedIn(service.base, persona);
const rowOf = async (persona: string, id: string, path = '/consultations?limit=100') =>
  ((await done(service.as(persona).get(path)))['items'] as Answer[]).find((row) => row.id === id);

describe('who takes the next step', () => {
  it('is said by name where somebody handles the matter, and else by what they are', async () => {
    const drafting = await given(service).consultation('drafting', { title: 'Skrivs' });
    const reviewed = await given(service).consultation('in-review', { title: 'Granskas' });
    const manager = await as('tsn-chef');
    expect((await manager.visit('/inkorg')).text).toContain(`${NAME} skriver`);
    expect((await manager.visit(`/svar/${drafting.id}`)).text).toContain(`Väntar på ${NAME}`);
    const officer = await as('tsn-handlaggare');
    const inbox = (await officer.visit('/inkorg')).text;
    expect(inbox).toContain('Chefen granskar');
    // Nobody is told that they write.
    expect(inbox).not.toContain(`${NAME} skriver`);
    expect((await officer.visit(`/svar/${reviewed.id}`)).text).toContain('Väntar på chefen');
    const registered = await given(service).consultation('registered', { title: 'Ofördelad' });
    expect((await officer.visit(`/svar/${registered.id}`)).text).toContain('Väntar på chefen');
  });

  it.each(['whose login is closed', 'who has another role'])(
    'is not waited for of an officer %s',
    async (why) => {
      const { id } = await given(service).consultation('drafting', { title: 'Lämnad' });
      const secretary = await as('tsn-sekreterare');
      const manager = await as('tsn-chef');
      const textOf = async (visitor: Visitor, at: string) => (await visitor.visit(at)).text;
      expect(await textOf(secretary, `/svar/${id}`)).toContain(`Väntar på ${NAME}`);
      const terms = { ifMatch: '*' };
      const setRoles = (roles: string[]) =>
        done(service.as('admin').put('/bodies/TSN/people/tsn-handlaggare', { roles }, terms));
      const setActive = (active: boolean) =>
        done(service.as('admin').patch('/people/tsn-handlaggare', { active }, terms));
      await (why === 'who has another role' ? setRoles(['reader']) : setActive(false));
      try {
        for (const visitor of [secretary, manager]) {
          expect(await textOf(visitor, '/inkorg')).not.toContain(`${NAME} skriver`);
          expect(await textOf(visitor, `/svar/${id}`)).not.toContain(`Väntar på ${NAME}`);
        }
        expect(await textOf(secretary, `/svar/${id}`)).toContain('Väntar på chefen');
        // Whoever appoints another is told to, the registrar too, who has the way to hand all of it over.
        const registrar = await (await as('tsn-registrator')).visit('/inkorg');
        expect(registrar.text).toContain('Någon har slutat och har öppna ärenden');
        expect(registrar.links).toContain('/forvaltning/personer/TSN/tsn-handlaggare/lamna-over');
        expect((await (await as('bin-registrator')).visit('/inkorg')).text).not.toContain(NAME);
        expect(await textOf(manager, '/inkorg')).toMatch(/Fördela på nytt: handläggaren har slutat\s+\d+\s/);
        const { text, html } = await manager.visit(`/svar/${id}`);
        expect(text).toContain(`${NAME} är inte längre handläggare hos er.`);
        expect([text.includes('Nästa steg för dig'), html.includes(`href="/svar/${id}/fordela"`)]).toEqual([
          true,
          true,
        ]);
      } finally {
        await setActive(true);
        await setRoles(['officer']);
      }
    },
  );

  it('is told to nobody at another body', async () => {
    const { id, referralId } = await given(service).consultation('drafting', { title: 'Hos nämnden' });
    expect(await rowOf('tsn-chef', id)).toMatchObject({ officer: 'tsn-handlaggare', officerName: NAME });
    expect(await rowOf('ks-registrator', id)).toMatchObject({ officer: null, officerName: null });
    const issuer = await as('ks-registrator');
    for (const path of [`/svar/${id}`, `/remisser/${referralId as string}`, '/inkorg']) {
      const page = await issuer.visit(path);
      expect([path, page.status, page.text.includes(NAME)]).toEqual([path, 200, false]);
    }
    expect((await issuer.visit(`/svar/${id}`)).text).toContain('Väntar på Tekniska servicenämnden');
  });
});
