/**
 * An address as offices have them, in ASCII: what HTML's `<input type="email">` takes, with a dot in the domain.
 * Quoted names, comments, lists and control characters, by which one address could become two, are not.
 */
export function isEmailAddress(value: unknown): boolean {
  return (
    typeof value === 'string' &&
    value.length <= 254 &&
    /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}$/.test(
      value,
    )
  );
}
