/** What a consultee thinks of a proposal; the last three on motions: bifall, avslag, anses besvarad. */
export const STANCES = [
  'supports',
  'supports-with-comments',
  'no-objection',
  'rejects',
  'abstains',
  'not-stated',
  'grant',
  'refuse',
  'deemed-answered',
] as const;
export type Stance = (typeof STANCES)[number];
