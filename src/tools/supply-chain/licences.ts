import type { LockedPackage } from './locked-packages.js';

/**
 * Licences, by their SPDX ids, of what Yttra under EUPL-1.2 may be handed on together with: they ask for their
 * notice to be kept and for no more, and a face (OFL) not to be sold by itself. One that is not here takes a person's
 * decision.
 */
const ALLOWED = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'EUPL-1.2',
  'ISC',
  'MIT',
  'MIT-0',
  'OFL-1.1',
  'Python-2.0',
  'Unlicense',
  'Zlib',
]);

/** `OR` leaves the choice to us, and of `AND` each must be allowed; where there is an exception (`WITH`), a person reads it. */
export function isAllowed({ license = '' }: Pick<LockedPackage, 'license'>): boolean {
  return license
    .replace(/^\((.*)\)$/, '$1')
    .split(' OR ')
    .some((choice) => choice.split(' AND ').every((id) => ALLOWED.has(id)));
}
