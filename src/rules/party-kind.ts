/** What a party outside Yttra is. Who has not been said to be an organisation is not named in public. */
export const PARTY_KINDS = ['organisation', 'private'] as const;
export type PartyKind = (typeof PARTY_KINDS)[number];
