import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { makeValidator } from 'envalid';
import ipaddr from 'ipaddr.js';
import { WrongSetting } from './wrong-setting.js';

/** Kinds of values that a variable may hold, each with what is said of one that is not. */

export const wholeNumber = (min: number, max: number) =>
  makeValidator<number>((input) => {
    const value = Number(input);
    if (!Number.isInteger(value) || value < min || value > max) {
      throw new WrongSetting({
        sv: `ska vara ett heltal från ${min} till ${max}`,
        en: `must be a whole number from ${min} to ${max}`,
      });
    }
    return value;
  })<number>;
export const seconds = (spec: { default: number; desc: string }) =>
  makeValidator<number>((input) => {
    const value = Number(input);
    if (!Number.isFinite(value) || value <= 0 || value > 86_400) {
      throw new WrongSetting({
        sv: 'ska vara ett antal sekunder, mer än 0 och högst 86400',
        en: 'must be a number of seconds, more than 0 and at most 86400',
      });
    }
    return value;
  })(spec);
export const secondsUpTo = (max: number) =>
  makeValidator<number>((input) => {
    const value = Number(input);
    if (!Number.isFinite(value) || value < 0 || value > max) {
      throw new WrongSetting({
        sv: `ska vara ett antal sekunder från 0 till ${max}`,
        en: `must be a number of seconds from 0 to ${max}`,
      });
    }
    return value;
  })<number>;

/** Levels of assurance as a token names them; they stand between quotation marks in a challenge. */
export const acrValues = makeValidator<readonly string[]>((input) => {
  const values = input.split(',').map((value) => value.trim());
  if (values.every((value) => /^[\x21\x23-\x5b\x5d-\x7e]+$/.test(value))) return values;
  throw new WrongSetting({
    sv: 'ska vara värden utan blanksteg och citattecken, åtskilda av kommatecken',
    en: 'must be values without spaces or quotation marks, separated by commas',
  });
});

/** The certificates (PEM) of a file, as its text. */
export const certificates = makeValidator<string>((file) => {
  try {
    const text = readFileSync(file, 'utf8');
    new X509Certificate(text).toString(); // throws where there is none
    return text;
  } catch (failed) {
    const { code } = failed as NodeJS.ErrnoException;
    throw new WrongSetting({
      sv: `ska vara en fil med certifikat (PEM) som går att läsa (${code})`,
      en: `must be a file with certificates (PEM) that can be read (${code})`,
    });
  }
});

/** Where PostgreSQL is, and as whom. Never shown, since it holds a password. */
export const postgresUrl = makeValidator<string>((input) => {
  if (isPostgresUrl(input)) return input;
  throw new WrongSetting({
    sv: 'ska vara en adress som postgres://användare:lösenord@värd:5432/yttra',
    en: 'must be an address such as postgres://user:password@host:5432/yttra',
  });
});

function isPostgresUrl(input: string): boolean {
  try {
    const { protocol, username, password, pathname } = new URL(input);
    // What is not encoded as it should be makes pg fail later, with a stack.
    return /^postgres(ql)?:$/.test(protocol) && decodeURIComponent(username + password + pathname).length > 1;
  } catch {
    return false;
  }
}

/** 32 bytes in base64, as `openssl rand -base64 32` makes them; the new one first where there are two. */
export const keys32 = makeValidator<readonly string[]>((input) => {
  const keys = input.split(',').map((key) => key.trim());
  if (keys.length <= 2 && keys.every((key) => /^[A-Za-z0-9+/]{43}=$/.test(key))) return keys;
  throw new WrongSetting({
    sv: 'ska vara 32 byte i base64, som openssl rand -base64 32 gör dem, eller två sådana åtskilda av ett kommatecken',
    en: 'must be 32 bytes in base64, or two such separated by a comma',
  });
});
/** `whsec_` and 24 to 64 bytes in base64, the new one first where there are two. */
export const webhookSecrets = makeValidator<readonly string[]>((input) => {
  const secrets = input.split(',').map((secret) => secret.trim());
  const isSecret = (secret: string) =>
    /^whsec_[A-Za-z0-9+/]{32,88}={0,2}$/.test(secret) && secret.slice('whsec_'.length).length % 4 === 0;
  if (secrets.length <= 2 && secrets.every(isSecret)) return secrets;
  throw new WrongSetting({
    sv: 'ska vara whsec_ och 24 till 64 byte i base64, eller två sådana åtskilda av ett kommatecken',
    en: 'must be whsec_ and 24 to 64 bytes in base64, or two such separated by a comma',
  });
});
export const ports = makeValidator<readonly number[]>((input) => {
  const numbers = input.split(',').map(Number);
  if (
    numbers.every(
      (number) => number === 443 || (Number.isInteger(number) && number >= 1024 && number <= 65_535),
    )
  )
    return numbers;
  throw new WrongSetting({
    sv: 'ska vara 443 eller portar från 1024 till 65535, åtskilda av kommatecken',
    en: 'must be 443 or ports from 1024 to 65535, separated by commas',
  });
});
export const smtp = makeValidator<string>((input) => {
  if (URL.canParse(input) && /^smtps?:$/.test(new URL(input).protocol) && new URL(input).hostname)
    return input;
  throw new WrongSetting({
    sv: 'ska vara en adress som smtp://användare:lösenord@mail.kommun.example:587',
    en: 'must be an address such as smtp://user:password@mail.kommun.example:587',
  });
});
/** One address or, separated by commas, several. */
export const redis = makeValidator<readonly string[]>((input) => {
  const addresses = input.split(',').map((address) => address.trim());
  const isAddress = (address: string) => URL.canParse(address) && /^rediss?:\/\/[^/]+(\/\d*)?$/.test(address);
  if (addresses.every(isAddress)) return addresses;
  throw new WrongSetting({
    sv: 'ska vara adresser som redis://användare:lösenord@värd:6379, åtskilda av kommatecken',
    en: 'must be addresses such as redis://user:password@host:6379, separated by commas',
  });
});
export const origin = makeValidator<string>((input) => {
  if (URL.canParse(input) && /^https?:\/\/[^/?#@]+$/.test(input)) return input;
  throw new WrongSetting({
    sv: 'ska vara en adress utan sökväg, som https://yttra.kommun.example',
    en: 'must be an address without a path, such as https://yttra.kommun.example',
  });
});

/** Addresses with ports, `127.0.0.1:9000` or `[::1]:9000`, separated by commas. */
export const places = makeValidator<readonly string[]>((input) => {
  const named = input.split(',').map((place) => place.trim());
  if (named.every((place) => /^(\d{1,3}(\.\d{1,3}){3}|\[[0-9a-f:]+\]):\d{1,5}$/.test(place))) return named;
  throw new WrongSetting({
    sv: 'ska vara adresser med portar som 127.0.0.1:9000, åtskilda av kommatecken',
    en: 'must be addresses with ports such as 127.0.0.1:9000, separated by commas',
  });
});

/** Addresses and networks, `10.0.0.5` or `10.0.0.0/8`, separated by commas. */
export const networks = makeValidator<readonly string[]>((input) => {
  const named = input.split(',').map((network) => network.trim());
  if (named.every((network) => ipaddr.isValid(network) || ipaddr.isValidCIDR(network))) return named;
  throw new WrongSetting({
    sv: 'ska vara adresser eller nät som 10.0.0.5 eller 10.0.0.0/8, åtskilda av kommatecken',
    en: 'must be addresses or networks such as 10.0.0.5 or 10.0.0.0/8, separated by commas',
  });
});

/** What a municipality's own networks consist of, and, for tests alone, the own machine. */
const PRIVATE_NETWORKS = [
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '100.64.0.0/10',
  'fc00::/7',
  '127.0.0.0/8',
];

const isPrivateNetwork = (network: string): boolean => {
  if (!ipaddr.isValidCIDR(network)) return false;
  const [base, bits] = ipaddr.parseCIDR(network);
  // Written otherwise, such as 0177.0.0.0/8, a network would not be seen for what it is.
  if (network !== `${base.toString()}/${bits}`) return false;
  return PRIVATE_NETWORKS.map((each) => ipaddr.parseCIDR(each)).some(
    ([whole, wholeBits]) => whole.kind() === base.kind() && bits >= wholeBits && base.match(whole, wholeBits),
  );
};

/** Names of hosts and private networks, `diariet.kommun.internal` or `10.20.0.0/16`, separated by commas. */
export const internalReceivers = makeValidator<readonly string[]>((input) => {
  const named = input.split(',').map((each) => each.trim().toLowerCase());
  const isName = (name: string) =>
    /^[a-z0-9-]+(\.[a-z0-9-]+)*$/.test(name) &&
    /[a-z][a-z0-9-]*$/.test(name) &&
    !/(^|\.)localhost$/.test(name);
  if (named.every((each) => isName(each) || isPrivateNetwork(each))) return named;
  throw new WrongSetting({
    sv: 'ska vara namn eller privata nät som diariet.kommun.internal eller 10.20.0.0/16, åtskilda av kommatecken',
    en: 'must be names or private networks such as diariet.kommun.internal or 10.20.0.0/16, separated by commas',
  });
});

/** Without a path; a login for the proxy may stand in it. */
export const proxy = makeValidator<string>((input) => {
  if (URL.canParse(input) && /^https?:\/\/[^/?#]+\/?$/.test(input)) return input;
  throw new WrongSetting({
    sv: 'ska vara en adress som http://proxy.kommun.example:3128',
    en: 'must be an address such as http://proxy.kommun.example:3128',
  });
});

/** Where a collector of traces listens, before `/v1/traces`. */
export const collector = makeValidator<string>((input) => {
  if (URL.canParse(input) && /^https?:\/\/[^?#@\s]+$/.test(input)) return input;
  throw new WrongSetting({
    sv: 'ska vara en adress som http://127.0.0.1:4318',
    en: 'must be an address such as http://127.0.0.1:4318',
  });
});

/** Ten digits, the third at least 2, the last one the Luhn algorithm's. A hyphen before the last four may be left out. */
export const organisationNumber = makeValidator<string>((input) => {
  const digits = input.replace(/^(\d{6})-(\d{4})$/, '$1$2');
  const sum = [...digits].reduce((total, digit, index) => {
    const product = Number(digit) * (index % 2 === 0 ? 2 : 1);
    return total + (product > 9 ? product - 9 : product);
  }, 0);
  if (/^\d{2}[2-9]\d{7}$/.test(digits) && sum % 10 === 0) return digits;
  throw new WrongSetting({
    sv: 'ska vara ett organisationsnummer som 212000-0142',
    en: 'must be an organisation number such as 212000-0142',
  });
});

/** An address that names something, whether or not anything answers at it. */
export const uri = makeValidator<string>((input) => {
  if (URL.canParse(input) && /^https?:\/\/\S+$/.test(input)) return input;
  throw new WrongSetting({
    sv: 'ska vara en adress som https://sws.geonames.org/2697719/',
    en: 'must be an address such as https://sws.geonames.org/2697719/',
  });
});

/** Where a flaw is told of, as RFC 9116 writes it. */
export const contact = makeValidator<string>((input) => {
  if (URL.canParse(input) && /^(mailto:[^\s@]+@[^\s@]+|https:\/\/\S+)$/.test(input)) return input;
  throw new WrongSetting({
    sv: 'ska vara en adress som mailto:sakerhet@kommun.example eller https://kommun.example/sakerhet',
    en: 'must be an address such as mailto:sakerhet@kommun.example or https://kommun.example/sakerhet',
  });
});

/** Where clamd listens: `tcp://host:port`, or `unix:` and the path of its socket. */
export const clamd = makeValidator<string>((input) => {
  if (/^unix:\/./.test(input)) return input;
  const url = URL.canParse(input) ? new URL(input) : undefined;
  const isPlain = url && url.protocol === 'tcp:' && url.hostname !== '' && url.port !== '' && !url.username;
  if (isPlain && /^\/?$/.test(url.pathname) && url.search === '' && url.hash === '') return input;
  throw new WrongSetting({
    sv: 'ska vara tcp://värd:port eller unix:/sökväg/till/dess/uttag',
    en: 'must be tcp://host:port or unix:/path/to/its/socket',
  });
});
