import type { Language, Texts } from '../rules/texts.js';

const HELP: Texts = { sv: 'Hjälp', en: 'Help' };
const HELP_AND_KEYS: Texts = { sv: 'Hjälp och genvägar', en: 'Help and shortcuts' };
const ACCESSIBILITY: Texts = { sv: 'Tillgänglighet', en: 'Accessibility' };

/** At the bottom of every page: the help, and how accessible the service is. */
export const AboutLinks = ({
  language,
  hasKeys = false,
}: {
  readonly language: Language;
  /** The page has keys of its own, which the help lists. */
  readonly hasKeys?: boolean;
}) => (
  <>
    <li>
      <a href="/hjalp">{(hasKeys ? HELP_AND_KEYS : HELP)[language]}</a>
    </li>
    <li>
      <a href="/tillganglighet">{ACCESSIBILITY[language]}</a>
    </li>
  </>
);
