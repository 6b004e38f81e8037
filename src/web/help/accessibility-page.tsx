import type { VNode } from 'preact';
import { Day } from '../../markup/day.js';
import { Sheet } from '../../markup/page.js';
import { t } from '../steps/step-field.js';
import { publicPage, type Visitor } from './public-frame.js';

/** When what is said here was last gone through. */
const REVIEWED_ON = '2026-11-27';
/** The notification that the law's supervisor takes. */
const SUPERVISOR = 'https://www.digg.se/tdosanmalan';

const T = {
  title: t('Tillgänglighetsredogörelse för Yttra', 'Accessibility statement for Yttra'),
  stands: t('står bakom den här tjänsten.', 'stands behind this service.'),
  municipality: t('Kommunen', 'The municipality'),
  lead: t(
    'Vi vill att så många som möjligt ska kunna använda den. Här står hur Yttra uppfyller lagen (2018:1937) om tillgänglighet till digital offentlig service, vilka brister vi känner till och hur du rapporterar dem.',
    'We want as many as possible to be able to use it. This says how Yttra meets the Swedish act (2018:1937) on accessibility of digital public services, which shortcomings are known, and how to report them.',
  ),
  how: t('Hur tillgänglig är tjänsten?', 'How accessible is the service?'),
  level: t(
    'Yttra är delvis förenlig med lagen. Sidorna är byggda efter WCAG 2.2 på nivå AA; det som inte är tillgängligt står nedan.',
    'Yttra is partially compliant with the act. Its pages are built to WCAG 2.2, level AA; what is not accessible is listed below.',
  ),
  cannot: t('Om du inte kan använda delar av tjänsten', 'If you cannot use parts of the service'),
  cannotLead: t(
    'Behöver du en handling i en annan form, till exempel som text eller uppläst, hör du av dig till oss. Vi svarar så snart vi kan.',
    'If you need a document in another form, such as text or read aloud, get in touch. We answer as soon as we can.',
  ),
  mail: t('E-post:', 'E-mail:'),
  noMail: t(
    'Kontakta kommunens växel eller registrator.',
    'Contact the municipality’s switchboard or registrar.',
  ),
  report: t('Rapportera brister', 'Report shortcomings'),
  reportLead: t(
    'Hittar du något som inte står här, eller tycker du att vi inte uppfyller kraven, säg till oss så att vi får veta det.',
    'If you find something that is not listed, or think that we do not meet the requirements, tell us.',
  ),
  supervision: t('Tillsyn', 'Supervision'),
  supervisionLead: t(
    'Myndigheten för digital förvaltning har ansvaret för tillsyn över lagen. Är du inte nöjd med hur vi hanterar det du säger kan du',
    'The Swedish Agency for Digital Government supervises the act. If you are not content with how we handle what you say, you can',
  ),
  supervisionLink: t(
    'anmäla det till Myndigheten för digital förvaltning',
    'notify the Swedish Agency for Digital Government',
  ),
  technical: t('Teknisk information om tillgänglighet', 'Technical information'),
  technicalLead: t(
    'Tjänsten är delvis förenlig med lagen på grund av det här:',
    'The service is partially compliant with the act, because of this:',
  ),
  known: [
    t(
      'Handlingar som laddats upp, till exempel inskannade bilagor, är inte alltid läsbara för skärmläsare (WCAG 1.1.1, 1.3.1). De visas som de kom in.',
      'Documents that have been uploaded, such as scanned appendices, cannot always be read by a screen reader (WCAG 1.1.1, 1.3.1). They are shown as they came.',
    ),
    t(
      'Yttranden och andra handlingar som Yttra skriver finns också som text på sidan. Som PDF är de inte prövade med hjälpmedel av personer som använder dem.',
      'Statements and other papers that Yttra writes are also there as text on a page. As PDF they have not been tried with assistive technology by people who use it.',
    ),
    t(
      'Sidorna är inte prövade med skärmläsare av personer som använder dem.',
      'The pages have not been tried with a screen reader by people who use one.',
    ),
  ],
  tested: t('Hur vi har testat', 'How it was tested'),
  testedLead: t(
    'De flesta sidor prövas maskinellt (axe-core) i tre bredder, ljust och mörkt, varje gång Yttra ändras. En remiss prövas från första fältet till avslutad med bara tangentbord, i en telefons bredd, och en gång till utan skript; det offentliga diariet också. Sidornas HTML prövas mot standarden. Sidorna är inte prövade med skärmläsare. Det är en självskattning av dem som utvecklar Yttra.',
    'Most pages are tried by machine (axe-core) at three widths, light and dark, each time Yttra is changed. A referral is tried from its first field to its closing by keyboard alone, at the width of a phone, and once more without script; so is the public register. The HTML of the pages is tried against the standard. The pages have not been tried with a screen reader. It is an assessment by those who develop Yttra.',
  ),
  reviewed: t('Redogörelsen uppdaterades senast', 'The statement was last updated'),
};

/** What the act asks of whoever offers the service, in the order of its supervisor's template. */
export const accessibilityPage = (visitor: Visitor, email: string | undefined): VNode => {
  const { language, municipality } = visitor;
  const contact = email ? (
    <p>
      {T.mail[language]} <a href={`mailto:${email}`}>{email}</a>
    </p>
  ) : (
    <p>{T.noMail[language]}</p>
  );
  return publicPage(
    visitor,
    T.title[language],
    <>
      <p class="lead">
        {municipality ?? T.municipality[language]} {T.stands[language]} {T.lead[language]}
      </p>
      <Sheet id="hur" heading={T.how[language]}>
        <p>{T.level[language]}</p>
      </Sheet>
      <Sheet id="kontakt" heading={T.cannot[language]}>
        <p>{T.cannotLead[language]}</p>
        {contact}
      </Sheet>
      <Sheet id="rapportera" heading={T.report[language]}>
        <p>{T.reportLead[language]}</p>
        {contact}
      </Sheet>
      <Sheet id="tillsyn" heading={T.supervision[language]}>
        <p>
          {T.supervisionLead[language]} <a href={SUPERVISOR}>{T.supervisionLink[language]}</a>.
        </p>
      </Sheet>
      <Sheet id="teknik" heading={T.technical[language]}>
        <p>{T.technicalLead[language]}</p>
        <ul>
          {T.known.map((line) => (
            <li>{line[language]}</li>
          ))}
        </ul>
      </Sheet>
      <Sheet id="test" heading={T.tested[language]}>
        <p>{T.testedLead[language]}</p>
        <p>
          {T.reviewed[language]} <Day date={REVIEWED_ON} language={language} />.
        </p>
      </Sheet>
    </>,
  );
};
