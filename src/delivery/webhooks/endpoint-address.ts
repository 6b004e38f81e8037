import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import type { Settings } from '../../config/settings.js';
import type { Refusal } from '../../rules/refusals.js';
import { oneOf } from '../../rules/words.js';
import { because } from '../refusals.js';

/** What the operator lets webhooks reach. */
export interface Reach {
  readonly ports: readonly number[];
  /** Addresses that are reached although they are not public, as `127.0.0.1:9000`; for demo and test. */
  readonly allowedPrivate: readonly string[];
  /** Names and private networks of the own network, by https alone. */
  readonly internal: readonly string[];
}

export const reachOf = (settings: Settings): Reach => ({
  ports: settings.WEBHOOK_PORTS,
  allowedPrivate: settings.WEBHOOK_ALLOWED_PRIVATE,
  internal: settings.WEBHOOK_INTERNAL_RECEIVERS,
});

const LONGEST = 2000;
/** Names that mean something on the own machine or network only (RFC 6761, 6762, 8375, and usage). */
const LOCAL_NAME = /(^|\.)(localhost|localdomain|local|internal|intranet|lan|home|corp|home\.arpa|onion)$/;
const HOST_NAME = /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/;

/**
 * What is wrong with the address of a receiver, as it is written; undefined for nothing. The host is a
 * plain public name: every way to write an address as a number, or to hide one in a name, is refused
 * here. What the name leads to is decided when it is connected to (`publicLookup`): it may change meanwhile.
 */
export function wrongWith(url: string, reach: Reach): Refusal | undefined {
  const readable = url.length <= LONGEST && /^[\x21-\x7e]+$/.test(url) && URL.canParse(url);
  const written = /^(https?):\/\/([^/?#\\@]+)(?:[/?][^#\\]*)?$/.exec(url);
  if (!readable || !written) return because.url;
  const parsed = new URL(url);
  const [, scheme, place] = written;
  if (allowedPlace(parsed) === place && reach.allowedPrivate.includes(place)) return undefined;
  if (scheme !== 'https') return because.urlNotHttps;
  const port = parsed.port === '' ? 443 : Number(parsed.port);
  const name = place!.replace(/:\d+$/, '');
  // What a person reads in it must be what is connected to, so the parser may not have rewritten it.
  if (parsed.hostname !== name.toLowerCase()) return because.urlNotPublic;
  const isPublicName = HOST_NAME.test(parsed.hostname) && !LOCAL_NAME.test(parsed.hostname);
  if (!isPublicName && !reach.internal.includes(parsed.hostname)) return because.urlNotPublic;
  return reach.ports.includes(port) ? undefined : wrongPort(reach.ports);
}

/** Whether a connection may be made for a name: to the public internet, or to what the operator has named. */
export function mayConnect(host: string, address: string, port: number, reach: Reach): boolean {
  return (
    isPublic(address) ||
    reach.allowedPrivate.includes(placeOf(address, port)) ||
    isInternal(host, address, reach)
  );
}

/** In a network that the operator has listed, or a private address under a name that is listed. */
export function isInternal(host: string, address: string, { internal }: Reach): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.parse(address);
  if (internal.includes(host) && PRIVATE_RANGES.includes(parsed.range())) return true;
  return internal.some((network) => ipaddr.isValidCIDR(network) && isWithin(parsed, network));
}

const PRIVATE_RANGES: readonly string[] = ['private', 'uniqueLocal', 'carrierGradeNat'];

function isWithin(address: ipaddr.IPv4 | ipaddr.IPv6, network: string): boolean {
  const [base, bits] = ipaddr.parseCIDR(network);
  return base.kind() === address.kind() && address.match(base, bits);
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
const wrongPort = (ports: readonly number[]): Refusal =>
  because.urlPort(oneOf(ports.map((port) => ({ sv: String(port), en: String(port) }))));
