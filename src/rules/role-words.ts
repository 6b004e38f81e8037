import type { Role } from './actor.js';
import type { Texts } from './texts.js';

/** Who does it, in the definite: “Det gör nämndsekreteraren”. */
export const roleWords: Readonly<Record<Role, Texts>> = {
  registrar: { sv: 'registratorn', en: 'the registrar' },
  officer: { sv: 'en handläggare', en: 'a case officer' },
  manager: { sv: 'chefen', en: 'the manager' },
  secretary: { sv: 'nämndsekreteraren', en: 'the board secretary' },
  reader: { sv: 'en läsare', en: 'a reader' },
  administrator: { sv: 'systemförvaltaren', en: 'the administrator' },
};

/** As a heading or a choice has it. */
export const roleTitles: Readonly<Record<Role, Texts>> = {
  registrar: { sv: 'Registrator', en: 'Registrar' },
  officer: { sv: 'Handläggare', en: 'Case officer' },
  manager: { sv: 'Förvaltningschef', en: 'Manager' },
  secretary: { sv: 'Nämndsekreterare', en: 'Secretary' },
  reader: { sv: 'Förtroendevald', en: 'Elected representative' },
  administrator: { sv: 'Systemförvaltare', en: 'Administrator' },
};
