export type Language = 'sv' | 'en';

/** What a person reads, in both languages of the service. Swedish is the one most see. */
export interface Texts {
  readonly sv: string;
  readonly en: string;
}
