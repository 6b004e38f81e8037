import { bool, str, url } from 'envalid';
import type { Texts } from '../rules/texts.js';
import { isSafeToFetch } from './safe-to-fetch.js';
import { roleMap } from './role-map.js';
import { acrValues, secondsUpTo, wholeNumber } from './setting-kinds.js';
import type { Say } from './told-operator.js';

/** Whose tokens are trusted, and what is read out of them: `docs/identity.md` shows whole examples. */
export const oidcSettingSpecs = {
  OIDC_ISSUER: url({
    default: undefined,
    desc: 'Issuer whose access tokens are trusted: what their `iss` says, to the letter. Required outside demo mode. See [identity](identity.md).',
  }),
  OIDC_JWKS_URL: url({
    default: undefined,
    desc: "The issuer's signing keys. Unset: as the issuer's `/.well-known/openid-configuration` says.",
  }),
  OIDC_AUDIENCE: str({
    default: 'yttra',
    desc: 'Audience that a token must name; one that no client of the issuer has, or id tokens would pass for access tokens.',
  }),
  OIDC_ALGORITHM: str({
    choices: ['RS256', 'PS256', 'ES256', 'EdDSA'],
    default: 'RS256',
    desc: 'The one signature algorithm accepted.',
  }),
  OIDC_TOKEN_TYPE: str({
    choices: ['at+jwt', 'JWT'],
    default: 'at+jwt',
    desc: 'What `typ` in the header of a token must say. `JWT` for an issuer that marks its access tokens no better, such as Entra ID and AD FS.',
  }),
  OIDC_USERNAME_CLAIM: str({ default: 'sub', desc: "Claim that holds the person's username in Yttra." }),
  OIDC_ROLE_CLAIM: str({
    default: '',
    desc: 'Claim whose values `OIDC_ROLE_MAP` makes roles of, such as `roles`, `groups` or `realm_access.roles`. Unset: roles are given in Yttra.',
  }),
  OIDC_ROLE_MAP: roleMap({
    default: undefined,
    desc: 'Roles by value of that claim, as JSON or the path of a file with it: `{"yttra-tsn-reg":{"body":"TSN","role":"registrar"}}`; several roles of one value as a list.',
  }),
  OIDC_CREATE_PEOPLE: bool({
    default: false,
    desc: 'Whether someone to whom `OIDC_ROLE_MAP` gives a role becomes known at first sign-in, with the name in the `name` claim. Otherwise an administrator adds everyone.',
  }),
  OIDC_ACR_CLAIM: str({
    default: 'acr',
    desc: 'Claim that says how surely the person was identified: a text, or a list of texts.',
  }),
  ACR_REQUIRED: acrValues({
    default: [],
    desc: 'Values of that claim, separated by commas, of which registering a case or consultation and confirming minutes need one. Unset: none is needed.',
  }),
  OIDC_CLIENT_ID: str({
    default: '',
    desc: 'Yttra as the issuer knows it, for signing in with a browser: a client with the code flow and PKCE, whose redirect address is `PUBLIC_URL` and `/logga-in/svar`. Unset: the pages for staff cannot be signed in to.',
  }),
  OIDC_CLIENT_SECRET: str({ default: '', desc: 'Its secret. Unset: a public client, with PKCE alone.' }),
  OIDC_SCOPE: str({
    default: 'openid profile',
    desc: 'What is asked for when somebody signs in with a browser; the id token must then hold the claims named above.',
  }),
  SESSION_IDLE_MINUTES: wholeNumber(
    1,
    1440,
  )({
    default: 60,
    desc: 'A browser that asks for nothing for so long is signed out.',
  }),
  SESSION_HOURS: wholeNumber(1, 72)({ default: 10, desc: 'After so long anyone signs in again.' }),
  IDENTITY_CACHE_SECONDS: secondsUpTo(60)({
    default: 5,
    desc: "How long a verified token and a person's roles are remembered; a change of role takes effect within it. 0 turns it off.",
  }),
};

interface OidcSettings {
  readonly NODE_ENV: string;
  readonly OIDC_ISSUER: string | undefined;
  readonly OIDC_JWKS_URL: string | undefined;
  readonly OIDC_AUDIENCE: string;
  readonly OIDC_TOKEN_TYPE: string;
  readonly OIDC_ROLE_CLAIM: string;
  readonly OIDC_ROLE_MAP: object | undefined;
  readonly OIDC_CREATE_PEOPLE: boolean;
  readonly ACR_REQUIRED: readonly string[];
  readonly OIDC_CLIENT_ID: string;
  readonly OIDC_SCOPE: string;
  readonly PUBLIC_URL: string;
}

export function oidcContradictions(read: OidcSettings, demo: boolean, say: Say): string[] {
  const problems: string[] = [];
  const production = read.NODE_ENV === 'production';
  if (!demo && !read.OIDC_ISSUER)
    problems.push(say('OIDC_ISSUER', { sv: 'krävs utanför demoläge', en: 'is required outside demo mode' }));
  if (read.OIDC_JWKS_URL && !read.OIDC_ISSUER)
    problems.push(say('OIDC_ISSUER', requiredWith('OIDC_JWKS_URL')));
  // The demo's own tokens hold neither roles nor levels.
  for (const name of ['OIDC_ROLE_MAP', 'ACR_REQUIRED'] as const)
    if (isSet(read[name]) && !read.OIDC_ISSUER) problems.push(say('OIDC_ISSUER', requiredWith(name)));
  // With keys of its own address the issuer is only a name: that of AD FS begins with http.
  const fetched = read.OIDC_JWKS_URL ? 'OIDC_JWKS_URL' : 'OIDC_ISSUER';
  const address = read[fetched];
  if (address && !isSafeToFetch(address, production))
    problems.push(
      say(fetched, {
        sv: 'ska vara https; http bara på den här maskinen, och inte i produktion',
        en: 'must be https; http only on this machine, and not in production',
      }),
    );
  if ((read.OIDC_ROLE_CLAIM === '') !== (read.OIDC_ROLE_MAP === undefined))
    problems.push(
      say('OIDC_ROLE_MAP', {
        sv: 'hör ihop med OIDC_ROLE_CLAIM: sätt båda eller ingen',
        en: 'goes with OIDC_ROLE_CLAIM; set both or neither',
      }),
    );
  if (read.OIDC_CREATE_PEOPLE && !read.OIDC_ROLE_MAP)
    problems.push(
      say('OIDC_CREATE_PEOPLE', {
        sv: 'kräver OIDC_ROLE_MAP, annars blir alla hos utfärdaren kända',
        en: 'needs OIDC_ROLE_MAP, or everyone at the issuer would become known',
      }),
    );
  if (read.OIDC_CLIENT_ID) problems.push(...contradictionsOfPages(read, demo, production, say));
  if (!read.OIDC_SCOPE.split(' ').includes('openid'))
    problems.push(
      say('OIDC_SCOPE', {
        sv: 'ska ha med openid, utan vilket utfärdaren inte säger vem som loggar in',
        en: 'must include openid, without which the issuer does not say who signs in',
      }),
    );
  return problems;
}

/** What keeps browsers from being signed in, or lets somebody else sign them in. */
function contradictionsOfPages(read: OidcSettings, demo: boolean, production: boolean, say: Say): string[] {
  const problems: string[] = [];
  // The configuration says where codes are exchanged and by which keys, also where tokens of the API have keys of their own.
  if (read.OIDC_JWKS_URL && read.OIDC_ISSUER && !isSafeToFetch(read.OIDC_ISSUER, production))
    problems.push(say('OIDC_ISSUER', httpsWithPages));
  // The issuer would send browsers back to HOST and PORT, which only this machine reaches.
  if (!read.PUBLIC_URL && production) problems.push(say('PUBLIC_URL', requiredWith('OIDC_CLIENT_ID')));
  if (read.PUBLIC_URL && !demo && !isSafeToFetch(read.PUBLIC_URL, false))
    problems.push(say('PUBLIC_URL', httpsWithPages));
  if (read.OIDC_TOKEN_TYPE === 'JWT' && read.OIDC_AUDIENCE === read.OIDC_CLIENT_ID)
    problems.push(
      say('OIDC_AUDIENCE', {
        sv: 'ska vara en annan än OIDC_CLIENT_ID med OIDC_TOKEN_TYPE=JWT, annars kan id-biljetter gälla som åtkomstbiljetter',
        en: 'must be another than OIDC_CLIENT_ID with OIDC_TOKEN_TYPE=JWT, or id tokens could pass for access tokens',
      }),
    );
  return problems;
}

/** Over http a configuration could be anybody's, and browsers drop the cookie of a session. */
const httpsWithPages: Texts = {
  sv: 'ska vara https med OIDC_CLIENT_ID, annars kan ingen logga in säkert med webbläsare',
  en: 'must be https with OIDC_CLIENT_ID, or nobody can sign in safely with a browser',
};

const requiredWith = (name: string): Texts => ({ sv: `krävs med ${name}`, en: `is required with ${name}` });

const isSet = (value: object | undefined): boolean =>
  value !== undefined && !(Array.isArray(value) && value.length === 0);
