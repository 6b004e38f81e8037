/**
 * The header that has a file saved under its name (RFC 6266): as it is for whoever reads it so, and in ASCII for the rest.
 * Signs that some system takes for something else are left out or stand as a hyphen.
 */
export function attachmentNamed(fileName: string): string {
  const name = fileName.replaceAll(/[/\\:|]/g, '-').replaceAll(/[\p{Cc}\p{Cf}"*?<>]/gu, '');
  const ascii = name
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^\x20-\x7e]/g, '_');
  return `attachment; filename="${ascii}"; ${encodedName(name)}`;
}

/** A file's name as RFC 8187 writes it. */
export const encodedName = (name: string): string =>
  `filename*=UTF-8''${encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)}`;
