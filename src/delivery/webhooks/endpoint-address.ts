import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import type { Texts } from '../../rules/texts.js';

/** What the operator lets webhooks reach. */
export interface Reach {
  readonly ports: readonly number[];
  /** Addresses that are reached although they are not public, as `127.0.0.1:9000`; for demo and test. */
  readonly allowedPrivate: readonly string[];
}

interface WrongAddress {
  readonly code: string;
  readonly detail: Texts;
}

const LONGEST = 2000;
/** Names that mean something on the own machine or network only (RFC 6761, 6762, 8375, and usage). */
const LOCAL_NAME = /(^|\.)(localhost|localdomain|local|internal|intranet|lan|home|corp|home\.arpa|onion)$/;
const HOST_NAME = /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/;

/**
 * What is wrong with the address of a receiver, as it is written; undefined for nothing. The host is a
 * plain public name: every way to write an address as a number, or to hide one in a name, is refused
 * here. What the name leads to is decided when it is connected to (`publicLookup`): it may change meanwhile.
 */
export function wrongWith(url: string, reach: Reach): WrongAddress | undefined {
  const readable = url.length <= LONGEST && /^[\x21-\x7e]+$/.test(url) && URL.canParse(url);
  const written = /^(https?):\/\/([^/?#\\@]+)(?:[/?][^#\\]*)?$/.exec(url);
  if (!readable || !written) return unreadable;
  const parsed = new URL(url);
  const [, scheme, place] = written;
  if (allowedPlace(parsed) === place && reach.allowedPrivate.includes(place)) return undefined;
  if (scheme !== 'https') return notHttps;
  const port = parsed.port === '' ? 443 : Number(parsed.port);
  const name = place!.replace(/:\d+$/, '');
  // What a person reads in it must be what is connected to, so the parser may not have rewritten it.
  if (parsed.hostname !== name.toLowerCase() || !HOST_NAME.test(parsed.hostname)) return notPublic;
  if (LOCAL_NAME.test(parsed.hostname)) return notPublic;
  return reach.ports.includes(port) ? undefined : wrongPort(reach.ports);
}

/** Whether a connection may be made: to the public internet, or to what the operator has named. */
export function mayConnect(address: string, port: number, { allowedPrivate }: Reach): boolean {
  return isPublic(address) || allowedPrivate.includes(placeOf(address, port));
}

/** A unicast address of the internet; not one that stands for, maps to or carries another. */
export function isPublic(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.parse(address);
  if (parsed.range() !== 'unicast') return false;
  // The library calls ::/96 unicast, the deprecated IPv4-compatible addresses; only 2000::/3 is assigned.
  return parsed.kind() === 'ipv4' || (parsed.toByteArray()[0]! & 0xe0) === 0x20;
}

const placeOf = (address: string, port: number): string =>
  isIP(address) === 6 ? `[${address}]:${port}` : `${address}:${port}`;

const allowedPlace = ({ hostname, port, protocol }: URL): string =>
  `${hostname}:${port || (protocol === 'https:' ? 443 : 80)}`;

const unreadable: WrongAddress = {
  code: 'url',
  detail: {
    sv: 'Ska vara en adress som https://mottagare.example/krok, utan användarnamn, # och specialtecken.',
    en: 'Must be an address such as https://receiver.example/hook, without user name, # or special characters.',
  },
};
const notHttps: WrongAddress = {
  code: 'url-not-https',
  detail: { sv: 'Adressen ska börja med https://.', en: 'The address must begin with https://.' },
};
const notPublic: WrongAddress = {
  code: 'url-not-public',
  detail: {
    sv: 'Ska vara ett publikt värdnamn, inte en IP-adress eller ett lokalt namn.',
    en: 'Must be a public host name, not an IP address or a local name.',
  },
};
const wrongPort = (ports: readonly number[]): WrongAddress => ({
  code: 'url-port',
  detail: {
    sv: `Porten ska vara ${ports.join(' eller ')}.`,
    en: `The port must be ${ports.join(' or ')}.`,
  },
});
