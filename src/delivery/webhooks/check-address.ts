import type { Settings } from '../../config/settings.js';
import { Invalid } from '../../rules/problem.js';
import { reachOf, wrongWith } from './endpoint-address.js';

/** @throws Invalid naming the field, for an address that nothing will ever be sent to. */
export function checkAddress(url: string | undefined, settings: Settings): void {
  const wrong = url === undefined ? undefined : wrongWith(url, reachOf(settings));
  if (wrong) throw new Invalid({ pointer: '/url', ...wrong });
}
