import type { Texts } from '../../rules/texts.js';

/** What can be wrong with the audit trail, as one says it to whoever looks after the service. */
export const FAULTS = {
  'event-altered': {
    sv: 'En händelse är ändrad sedan den skrevs.',
    en: 'An event has been altered since it was written.',
  },
  'event-missing': {
    sv: 'En händelse är borttagen.',
    en: 'An event has been removed.',
  },
  'event-added': {
    sv: 'En händelse är tillagd vid sidan av tjänsten.',
    en: 'An event has been added past the service.',
  },
  'event-moved': {
    sv: 'En händelse står inte på sin plats i kedjan.',
    en: 'An event is not in its place in the chain.',
  },
  'step-impossible': {
    sv: 'En händelse säger något som inte kan ha hänt efter händelserna före den.',
    en: 'An event says what cannot have happened after the events before it.',
  },
  'time-impossible': {
    sv: 'En händelse har en tid som inte kan vara rätt.',
    en: 'An event has a time that cannot be right.',
  },
  'record-altered': {
    sv: 'Något är ändrat utan att historiken säger det.',
    en: 'Something has been changed without an event of it.',
  },
  'text-altered': {
    sv: 'Texten i ett yttrande är ändrad sedan den sparades.',
    en: 'The text of a statement has been altered since it was saved.',
  },
  'seal-altered': {
    sv: 'En försegling är ändrad eller borttagen.',
    en: 'A seal has been altered or removed.',
  },
  'trail-cut-off': {
    sv: 'Historiken är avkortad eller skriven på nytt sedan den förseglades.',
    en: 'The trail has been cut off or written anew since it was sealed.',
  },
} as const satisfies Record<string, Texts>;

export type FaultKind = keyof typeof FAULTS;

/** What is wrong first. */
export interface Fault {
  readonly kind: FaultKind;
  /** Number of the event; null where it is of none. */
  readonly event: string | null;
  /** For whoever operates the service: which record, chain or seal, by ids alone. */
  readonly says: string;
}

export const fault = (kind: FaultKind, event: string | null, says: string): Fault => ({ kind, event, says });
