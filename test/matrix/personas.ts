import type { Role } from '../../src/rules/actor.js';

/** Who asks. Only what they are: what follows from it stands in who-sees-what.md and in the tables of routes. */
export interface Persona {
  readonly name: string;
  /** What they are where, also for someone they stand in for. A system that may change things sees as staff does. */
  readonly is: Readonly<Record<string, readonly (Role | 'staff')[]>>;
  /** The same without what they hold for others. */
  readonly inOwnRight: Persona['is'];
  readonly standsInFor?: string;
  /** Of another system: the operations its scopes name. */
  readonly mayOnly?: readonly string[];
  /** Keeps what is the whole municipality's. */
  readonly isMunicipal?: true;
  /** Nobody: 401 whatever is asked. */
  readonly isNobody?: true;
}

const person = (name: string, is: Persona['is'], more: Partial<Persona> = {}): Persona => ({
  name,
  is,
  inOwnRight: is,
  ...more,
});
const board = (body: string): Persona[] => [
  person(`${body.toLowerCase()}-registrator`, { [body]: ['registrar'] }),
  person(`${body.toLowerCase()}-handlaggare`, { [body]: ['officer'] }),
  person(`${body.toLowerCase()}-chef`, { [body]: ['manager'] }),
  person(`${body.toLowerCase()}-sekreterare`, { [body]: ['secretary'] }),
  person(`${body.toLowerCase()}-lasare`, { [body]: ['reader'] }),
];
const nobody = (name: string) => person(name, {}, { isNobody: true });

/** What the system that may change things may do for TSN. */
export const SCOPE_OF_THE_SYSTEM = ['consultation.register', 'document.upload', 'person.read'];
const OPERATIONS_OF_THE_SYSTEM = [
  'POST /consultations/{id}/register',
  'POST /documents',
  'GET /bodies/{code}/people',
  'GET /bodies/{code}/people/{username}',
];

export const personas: readonly Persona[] = [
  ...board('KS'),
  ...board('TSN'),
  ...board('BIN'),
  ...board('SN').filter(({ name }) => !/chef|sekreterare/.test(name)),
  person('admin', { KS: ['administrator'] }, { isMunicipal: true }),
  person('kommunforvaltare', {}, { isMunicipal: true }),
  person('tsn-admin', { TSN: ['administrator'] }),
  person('bin-och-tsn', { BIN: ['registrar'], TSN: ['reader'] }),
  person('flyttad-till-bin', { BIN: ['officer'] }),
  person(
    'tsn-vikarie',
    { TSN: ['secretary', 'officer'] },
    { inOwnRight: { TSN: ['secretary'] }, standsInFor: 'tsn-handlaggare' },
  ),
  person('system-som-laser', { TSN: ['reader'] }, { mayOnly: [] }),
  person('system-som-registrerar', { TSN: ['staff'] }, { mayOnly: OPERATIONS_OF_THE_SYSTEM }),
  nobody('tsn-avaktiverad'),
  nobody('ingen'),
  nobody('utgangen-token'),
  nobody('forfalskad-token'),
  nobody('osignerad-token'),
  nobody('aterkallad-nyckel'),
];

/** Everyone who is let in at all. */
export const known: readonly Persona[] = personas.filter(({ isNobody }) => !isNobody);

const STAFF = ['registrar', 'officer', 'manager', 'secretary', 'staff'];

/** Whether a column of who-sees-what.md is about this persona: `TSN staff`, `municipal administrator`, a username, `the person`. */
export function standsIn(
  column: string,
  { name, is, isNobody, isMunicipal }: Persona,
  thePerson?: string,
): boolean {
  if (isNobody) return false;
  if (column === 'anyone' || column === name) return true;
  if (column === 'the person') return name === thePerson;
  const [body, standing] = column.split(' ');
  if (body === 'municipal') return isMunicipal === true;
  const roles = is[body!] ?? [];
  const isStaff = roles.some((role) => STAFF.includes(role));
  if (standing === 'staff') return isStaff;
  return standing === 'reader' ? roles.includes('reader') && !isStaff : roles.includes(standing as Role);
}
