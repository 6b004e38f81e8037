import type { VNode } from 'preact';
import { LinkButton } from '../../markup/buttons.js';
import { AboutLinks } from '../../markup/about-links.js';
import { Page, PageHead, SiteName } from '../../markup/page.js';
import type { Language, Texts } from '../../rules/texts.js';

const T = {
  heading: { sv: 'Du är utloggad ur Yttra', en: 'You are signed out of Yttra' },
  lead: {
    sv: 'Du skickas vidare för att loggas ut även ur kommunens konto.',
    en: 'You are sent on to be signed out of the municipality’s account too.',
  },
  onwards: { sv: 'Logga ut ur kommunens konto', en: 'Sign out of the municipality’s account' },
} satisfies Record<string, Texts>;

/** @param address where the browser ends its session at the issuer. */
export const signedOutPage = (language: Language, address: string): VNode => (
  <Page
    language={language}
    title={T.heading[language]}
    site="Yttra"
    bar={<SiteName href="/logga-in" name="Yttra" />}
    foot={<AboutLinks language={language} />}
  >
    <PageHead heading={T.heading[language]}>
      <p class="lead">{T.lead[language]}</p>
    </PageHead>
    <p>
      <LinkButton main href={address}>
        {T.onwards[language]}
      </LinkButton>
    </p>
  </Page>
);
