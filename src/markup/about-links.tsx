import type { Language, Texts } from '../rules/texts.js';

const HELP: Texts = { sv: 'Hjälp', en: 'Help' };
const ACCESSIBILITY: Texts = { sv: 'Tillgänglighet', en: 'Accessibility' };

/** At the bottom of every page: the help, and how accessible the service is. */
export const AboutLinks = ({ language }: { readonly language: Language }) => (
  <>
    <li>
      <a href="/hjalp">{HELP[language]}</a>
    </li>
    <li>
      <a href="/tillganglighet">{ACCESSIBILITY[language]}</a>
    </li>
  </>
);
