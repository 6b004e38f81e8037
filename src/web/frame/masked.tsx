import { Icon } from '../../markup/icons.js';
import type { Language } from '../../rules/texts.js';
import { CONFIDENTIAL_MATTER } from './words.js';

/** What stands in a list in the place of a title that is kept from lists. */
export const Masked = ({ language }: { readonly language: Language }) => (
  <>
    <Icon name="lock" /> {CONFIDENTIAL_MATTER[language]}
  </>
);
