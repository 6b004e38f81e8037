/** What an issuer makes of a remark: it is met, in part, or not. */
export const STANDS = ['accepted', 'partly', 'not-accepted'] as const;
export type Stand = (typeof STANDS)[number];
