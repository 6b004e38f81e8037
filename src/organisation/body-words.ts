import type { Texts } from '../rules/texts.js';
import type { BodyKind } from './body.entity.js';

/** What people call each kind of body. */
export const bodyKindWords: Readonly<Record<BodyKind, Texts>> = {
  'executive-board': { sv: 'Kommunstyrelse', en: 'Executive board' },
  council: { sv: 'Fullmäktige', en: 'Council' },
  board: { sv: 'Nämnd', en: 'Board' },
  administration: { sv: 'Förvaltning', en: 'Administration' },
  company: { sv: 'Bolag', en: 'Company' },
  'joint-authority': { sv: 'Kommunalförbund', en: 'Joint authority' },
  external: { sv: 'Utom kommunen', en: 'Outside the municipality' },
};
