import type { VNode } from 'preact';
import { LinkButton } from '../../markup/buttons.js';
import { Empty, Notice, Receipt, Warnings } from '../../markup/notices.js';
import { PageHead, Sheet } from '../../markup/page.js';
import { GO_LIVE, progressOf } from '../../web/administration/go-live-section.js';
import { ADMINISTRATION, ADMINISTRATION_TITLE } from '../../web/administration/section.js';
import { staffPage } from '../../web/frame/staff-frame.js';
import { t } from '../../web/steps/step-field.js';
import type { Told } from '../../web/inbox/read-inbox.js';
import { UnreadNotices } from '../../web/inbox/unread-notices.js';
import { HEALTH, HEALTH_TITLE } from './health-page.js';
import type { Wrong } from './concern.js';
import { concernsOf } from './overview-concerns.js';

const T = {
  well: t('Allt fungerar', 'All is well'),
  wellLead: t(
    'Inget har misslyckats och inget är försenat som du kan göra något åt.',
    'Nothing has failed and nothing is late that you can do something about.',
  ),
  begin: t('Här är en ny kommun', 'This is a new municipality'),
  beginLead: t(
    'Driftstart visar steg för steg vad som återstår innan den första remissen kan skickas.',
    'Going live shows step by step what is left before the first referral can be sent.',
  ),
  toGoLive: t('Till driftstart', 'To going live'),
  attention: t('Att se till', 'To see to'),
  settings: t('Inställningar', 'Settings'),
  healthAbout: t('Om tjänsten mår bra, och vad som väntar.', 'Whether the service is well, and what waits.'),
};

interface Props extends Wrong {
  /** What has come to the reader and is not read. */
  readonly told: Told;
  readonly warnings: readonly string[];
}

/** What an administrator comes to: first what has failed or is late, each with what to do, then the settings. */
export const overviewPage = (props: Props): VNode => {
  const { reader, overview, told, sections, done } = props;
  const { language, actor } = reader;
  const concerns = concernsOf(props);
  const { start } = overview;
  return staffPage(
    reader,
    { title: ADMINISTRATION_TITLE[language], section: 'forvaltning' },
    <>
      <PageHead heading={ADMINISTRATION_TITLE[language]}>
        <UnreadNotices {...{ told, language }} />
      </PageHead>
      <Warnings language={language} warnings={props.warnings} />
      {overview.failed.length === 0 && <Receipt said={done?.[language]} />}
      {start && (
        <Notice heading={T.begin[language]}>
          <p>
            {T.beginLead[language]} {progressOf(start, reader)[language]}
          </p>
          <p>
            <LinkButton href={GO_LIVE}>{T.toGoLive[language]}</LinkButton>
          </p>
        </Notice>
      )}
      {concerns.length === 0 && !start && (
        <Empty heading={T.well[language]}>
          <p>{T.wellLead[language]}</p>
        </Empty>
      )}
      {concerns.length > 0 && (
        <section class="stack" aria-labelledby="att-se-till">
          <h2 id="att-se-till">{T.attention[language]}</h2>
          {concerns}
        </section>
      )}
      <Sheet id="installningar" heading={T.settings[language]}>
        <ul class="plain lined abreast entries">
          {sections.map(({ path, title, about }) => (
            <li>
              <a href={`${ADMINISTRATION}/${path}`}>{title[language]}</a>
              <p class="ref">{about[language]}</p>
            </li>
          ))}
          {actor.isMunicipalAdministrator && overview.service && (
            <li>
              <a href={HEALTH}>{HEALTH_TITLE[language]}</a>
              <p class="ref">{T.healthAbout[language]}</p>
            </li>
          )}
        </ul>
      </Sheet>
    </>,
  );
};
