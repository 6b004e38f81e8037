import type { VNode } from 'preact';
import { Button, LinkButton } from '../../markup/buttons.js';
import { Hidden } from '../../markup/fields.js';
import { Notice } from '../../markup/notices.js';
import { AboutLinks } from '../../markup/about-links.js';
import { Page, PageHead, Sheet, SiteName } from '../../markup/page.js';
import type { Role } from '../../rules/actor.js';
import type { Language, Texts } from '../../rules/texts.js';
import type { Persona } from './personas.js';
import { roleTitles } from '../../rules/role-words.js';

interface SignInProps {
  readonly language: Language;
  /** The page that they wanted. */
  readonly to: string;
  readonly state: 'new' | 'ended' | 'refused' | 'unknown';
  /** Who signed in at the issuer, and is not known here. */
  readonly username?: string;
  /** In the demo, everyone a visitor can be. */
  readonly personas: readonly Persona[] | null;
  /** Whether there is an issuer to sign in at. */
  readonly isOffered: boolean;
}

const T = {
  signIn: { sv: 'Logga in', en: 'Sign in' },
  withAccount: { sv: 'Logga in med kommunens konto', en: 'Sign in with the municipality’s account' },
  lead: {
    sv: 'Yttra är kommunens system för remisser. Du loggar in med det konto som du har i arbetet.',
    en: 'Yttra is the municipality’s system for referrals. Sign in with the account you have at work.',
  },
  notOffered: {
    sv: 'Inloggning i webbläsare är inte inställd här. Driften sätter OIDC_CLIENT_ID.',
    en: 'Signing in with a browser is not set up here. The operators set OIDC_CLIENT_ID.',
  },
  choose: { sv: 'Välj vem du är', en: 'Choose who you are' },
  demo: {
    sv: 'Det här är en demo med påhittade personer. Här behövs inget lösenord, och inget lämnar datorn.',
    en: 'This is a demo with made-up people. No password is needed here, and nothing leaves the computer.',
  },
  good: { sv: 'Tre bra sätt att börja', en: 'Three good ways to begin' },
  all: { sv: 'Alla personer', en: 'Everybody' },
  caption: { sv: 'Personer i demon, en rad för varje organ', en: 'People of the demo, a row for each body' },
  body: { sv: 'Organ', en: 'Body' },
  ended: { sv: 'Logga in igen för att fortsätta', en: 'Sign in again to go on' },
  endedLead: {
    sv: 'Du har varit borta en stund, så vi loggade ut dig. Det du hade fyllt i finns kvar och visas när samma person är inne igen.',
    en: 'You were away for a while, so we signed you out. What you had filled in is kept, and shown once the same person is back.',
  },
  refused: { sv: 'Det gick inte att logga in', en: 'You could not be signed in' },
  refusedLead: {
    sv: 'Inloggningen avbröts eller tog för lång tid. Försök igen.',
    en: 'Signing in was broken off or took too long. Try again.',
  },
  unknown: { sv: 'Ditt konto är inte upplagt i Yttra', en: 'Your account has not been added to Yttra' },
  unknownLead: {
    sv: 'Inloggningen gick bra, men kontot finns inte här eller är avstängt. Be systemförvaltaren lägga upp dig, och uppge användarnamnet:',
    en: 'Signing in went well, but the account is not here or has been switched off. Ask the administrator to add you, and say the username:',
  },
  register: { sv: 'Se diariet som allmänheten ser det', en: 'See the register as the public sees it' },
} satisfies Record<string, Texts>;

const ROLES: readonly Role[] = ['registrar', 'officer', 'manager', 'secretary', 'reader', 'administrator'];

/** Three roles in which there is something to do at once. */
const GOOD: readonly {
  readonly username: string;
  readonly heading: Texts;
  readonly why: Texts;
  readonly words: Texts;
}[] = [
  {
    username: 'tsn-handlaggare',
    heading: { sv: 'Skriv ett yttrande', en: 'Write a statement' },
    why: {
      sv: 'Du är handläggare i tekniska servicenämnden.',
      en: 'You are a case officer of the technical board.',
    },
    words: { sv: 'Bli handläggare, TSN', en: 'Be the officer, TSN' },
  },
  {
    username: 'ks-registrator',
    heading: { sv: 'Följ en remiss', en: 'Follow a referral' },
    why: {
      sv: 'Du är registrator hos kommunstyrelsen, som har frågat.',
      en: 'You are registrar of the executive board, which has asked.',
    },
    words: { sv: 'Bli registrator, KS', en: 'Be the registrar, KS' },
  },
  {
    username: 'tsn-registrator',
    heading: { sv: 'Ta emot en remiss', en: 'Receive a referral' },
    why: {
      sv: 'Du är registrator i tekniska servicenämnden, som ska svara.',
      en: 'You are registrar of the technical board, which is to answer.',
    },
    words: { sv: 'Bli registrator, TSN', en: 'Be the registrar, TSN' },
  },
];

export const signInPage = (props: SignInProps): VNode => {
  const { language, state, personas, username } = props;
  const heading = T[personas ? 'choose' : 'signIn'][language];
  return (
    <Page
      language={language}
      title={heading}
      site={personas ? 'Yttra, demo' : 'Yttra'}
      width={personas ? 'wide' : 'text'}
      bar={<SiteName href="/logga-in" name="Yttra" part={personas ? 'Demo' : undefined} />}
      foot={<AboutLinks language={language} />}
    >
      <PageHead heading={heading}>
        <p class="lead">{T[personas ? 'demo' : 'lead'][language]}</p>
      </PageHead>
      {state !== 'new' && (
        <Notice tone={state === 'ended' ? 'info' : 'danger'} heading={T[state][language]}>
          <p>
            {T[`${state}Lead`][language]}
            {username !== undefined && (
              <>
                {' '}
                <strong>{username}</strong>.
              </>
            )}
          </p>
        </Notice>
      )}
      {personas ? <Chooser {...props} personas={personas} /> : <AtIssuer {...props} />}
      <p>
        <a href="/register">{T.register[language]}</a>
      </p>
    </Page>
  );
};

const AtIssuer = ({ language, to, isOffered }: SignInProps) =>
  isOffered ? (
    <p>
      <LinkButton main href={`/logga-in/fortsatt?till=${encodeURIComponent(to)}`}>
        {T.withAccount[language]}
      </LinkButton>
    </p>
  ) : (
    <p>{T.notOffered[language]}</p>
  );

const Chooser = ({ language, to, personas }: SignInProps & { readonly personas: readonly Persona[] }) => {
  const bodies = [...new Map(personas.map(({ body, bodyName }) => [body, bodyName]))];
  const good = GOOD.filter(({ username }) => personas.some((persona) => persona.username === username));
  return (
    <form method="post" action="/logga-in" class="stack" data-gap="l">
      <Hidden values={{ till: to }} />
      {good.length > 0 && (
        <Sheet id="good" heading={T.good[language]}>
          <ul class="plain three">
            {good.map(({ username, heading, why, words }, index) => (
              <li>
                <h3>{heading[language]}</h3>
                <p>{why[language]}</p>
                <Button name="persona" value={username} variant={index === 0 ? undefined : 'secondary'}>
                  {words[language]}
                </Button>
              </li>
            ))}
          </ul>
        </Sheet>
      )}
      <Sheet id="all" heading={T.all[language]}>
        <div class="fits">
          <table class="people" role="table">
            <caption class="ds-sr-only">{T.caption[language]}</caption>
            <thead role="rowgroup">
              <tr role="row">
                <th scope="col" role="columnheader">
                  {T.body[language]}
                </th>
                {ROLES.map((role) => (
                  <th scope="col" role="columnheader">
                    {roleTitles[role][language]}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody role="rowgroup">
              {bodies.map(([body, bodyName]) => (
                <tr role="row">
                  <th scope="row" role="rowheader">
                    {bodyName}
                  </th>
                  {ROLES.map((role) => (
                    <td role="cell">
                      {personas
                        .filter((persona) => persona.body === body && persona.role === role)
                        .map(({ username }) => (
                          <Button
                            name="persona"
                            value={username}
                            variant="tertiary"
                            dense
                            label={`${roleTitles[role][language]}, ${bodyName}`}
                          >
                            {roleTitles[role][language]}
                          </Button>
                        ))}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </Sheet>
    </form>
  );
};
