import { LinkButton } from '../../markup/buttons.js';
import type { Texts } from '../../rules/texts.js';
import { t } from '../../web/steps/step-field.js';
import { Concern, Line, type Shows } from './concern.js';
import { HEALTH, partDown } from './health-page.js';

const T = {
  service: t('Tjänsten', 'The service'),
  lateDeliveries: t(
    'Leveranser ligger efter: det som skulle ha skickats väntar. Se till att arbetaren är i gång.',
    'Deliveries lag behind: what was to be sent waits. See that the worker runs.',
  ),
  lateReminders: t(
    'Påminnelserna ligger efter. Se till att arbetaren är i gång.',
    'Reminders lag behind. See that the worker runs.',
  ),
  lateSeals: t(
    'Förseglingarna av historiken når inte sin mottagare. Kontrollera AUDIT_SEALS_URL.',
    'The seals of the audit trail do not reach their receiver. Check AUDIT_SEALS_URL.',
  ),
  lateChecks: t(
    'Historiken har inte kontrollerats på två nätter. Se till att arbetaren är i gång.',
    'The audit trail has not been checked for two nights. See that the worker runs.',
  ),
  auditBroken: t(
    'Historiken är bruten: något i den är ändrat eller borta. Säg till den som sköter driften.',
    'The audit trail is broken: something in it is altered or gone. Tell whoever operates the service.',
  ),
  papers: (count: number) =>
    t(
      `${count} handlingar (PDF) till expedierade yttranden går inte att ta fram. Yttrandena är expedierade ändå, och nya försök görs av sig själva.`,
      `${count} papers (PDF) of forwarded statements cannot be made. The statements have been forwarded all the same, and it is tried again by itself.`,
    ),
  packages: (count: number) =>
    t(
      `${count} arkivpaket går inte att skriva. Ärendenas sidor och doctor säger varför, och nya försök görs av sig själva.`,
      `${count} archive packages cannot be written. The pages of the cases and doctor say why, and it is tried again by itself.`,
    ),
  signatures: (count: number) =>
    t(
      `${count} begäranden om underskrifter dröjer: underskriftstjänsten svarar inte som den ska. doctor säger varför, och nya försök görs av sig själva.`,
      `${count} requests for signatures are delayed: the signature service does not answer as it should. doctor says why, and it is tried again by itself.`,
    ),
  toHealth: t('Visa driftläget', 'Show the health'),
};

/** What is late, failing or down in the service itself; only whoever may know of that is given it. */
export const serviceConcern: Shows = ({ reader: { language }, overview: { service: seen } }, looks) => {
  const late = seen
    ? [
        seen.auditTrailBroken && T.auditBroken,
        seen.late.deliveries && T.lateDeliveries,
        seen.late.reminders && T.lateReminders,
        seen.late.seals && T.lateSeals,
        seen.late.auditChecks && T.lateChecks,
        seen.papers.failing > 0 && T.papers(seen.papers.failing),
        seen.packages.failing > 0 && T.packages(seen.packages.failing),
        seen.signatures.failing > 0 && T.signatures(seen.signatures.failing),
        ...seen.unwell.map((part) => partDown(part)),
      ].filter((each): each is Texts => each !== false)
    : [];
  return (
    late.length > 0 && (
      <Concern id="tjansten" heading={T.service[language]} tone="late">
        <ul class="plain lined entries">
          {late.map((each) => (
            <Line
              go={
                <LinkButton {...looks()} href={HEALTH}>
                  {T.toHealth[language]}
                </LinkButton>
              }
            >
              {each[language]}
            </Line>
          ))}
        </ul>
      </Concern>
    )
  );
};
