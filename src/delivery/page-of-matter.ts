/** The page of what a message or a notice is about, the narrowest of them; null where it is about no matter. */
export function pageOfMatter(
  consultationId: string | null,
  referralId: string | null,
  caseId: string | null,
): string | null {
  if (consultationId !== null) return `/svar/${consultationId}`;
  if (referralId !== null) return `/remisser/${referralId}`;
  return caseId === null ? null : `/arenden/${caseId}`;
}
