/** Signing keys that came in the clear could be anybody's: https, or this very machine while nothing is real. */
export function isSafeToFetch(address: string, production: boolean): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname } = new URL(address);
  if (protocol === 'https:') return true;
  return protocol === 'http:' && !production && /^(127(\.\d{1,3}){3}|\[::1\]|localhost)$/.test(hostname);
}
