import type { VNode } from 'preact';
import { Button, LinkButton } from '../../markup/buttons.js';
import { Choice, TextArea, TextField } from '../../markup/fields.js';
import { Empty } from '../../markup/notices.js';
import { Crumbs, PageHead } from '../../markup/page.js';
import type { Texts } from '../../rules/texts.js';
import { DraftForm, draftPage, Outcome, Way, type Again, type DraftShown } from './draft-frame.js';
import { textIn } from './draft-form.js';
import { staffPage, type Reader } from '../frame/staff-frame.js';
import { t, type Options } from '../steps/step-field.js';
import { errorsOf } from '../steps/field-errors.js';
import type { Values } from '../steps/shown-step.js';

/** What the list of cases says of one that is not registered yet, before the code of the body that would register it. */
const NEW_CASE = 'nytt-';

/** The body that a new case is registered at, by what was chosen in the list of cases; undefined for a case that is there. */
export const newCaseAt = (chosen: string): string | undefined =>
  chosen.startsWith(NEW_CASE) ? chosen.slice(NEW_CASE.length) : undefined;

const T = {
  fresh: t('Ny remiss', 'New referral'),
  referrals: t('Remisser', 'Referrals'),
  chosen: t('Ärende', 'Case'),
  chosenHint: t(
    'Ett öppet ärende i ert diarium. Saknas det kan registratorn registrera ett nytt här.',
    'An open case of your register. The registrar can register a missing one here.',
  ),
  register: t('Registrera ett nytt ärende hos', 'Register a new case at'),
  choose: t('Välj ett ärende', 'Choose a case'),
  caseTitle: t('Det nya ärendets rubrik', 'Title of the new case'),
  caseTitleHint: t('Bara när du registrerar ett nytt ärende.', 'Only where you register a new case.'),
  caseNumber: t('Diarienummer', 'Case number'),
  caseNumberHint: t(
    'Lämna tomt för nästa nummer i serien.',
    'Leave empty for the next number of the series.',
  ),
  classification: t('Klassificering', 'Classification'),
  classificationHint: t(
    'Beteckningen i er klassificeringsstruktur eller diarieplan. Lämna tomt om ni inte har någon.',
    'Where it belongs in your plan for sorting registers. Leave empty if you have none.',
  ),
  title: t('Remissens rubrik', 'Title of the referral'),
  titleHint: t('Remissinstanserna ser den i sin inkorg.', 'The consultees see it in their inbox.'),
  copy: t('Utgå från en tidigare remiss', 'Begin from an earlier referral'),
  copyHint: t(
    'Då följer missiv, frågor, handlingar och remissinstanser med.',
    'Its letter, questions, documents and consultees come along.',
  ),
  noCopy: t('Nej, börja från början', 'No, begin afresh'),
  goOn: t('Fortsätt', 'Continue'),
  back: t('Avbryt', 'Cancel'),
  decided: t(
    'Beslut att remittera, om det är fattat vid ett sammanträde',
    'Decision to refer, where it was taken at a meeting',
  ),
  decidedOn: t('Sammanträdesdag', 'Day of the meeting'),
  section: t('Paragraf', 'Section'),
  barred: t(
    'Varför får en tjänsteperson inte besluta svaret på delegation?',
    'Why may an officer not decide the reply by delegation?',
  ),
  barredHint: t(
    'Skriv skälet när svaret rör verksamhetens mål, inriktning, omfattning eller kvalitet (6 kap. 38 § kommunallagen). Lämna annars tomt.',
    'Write the reason where the reply is about the aims, direction, scope or quality of the work (Local Government Act 6:38). Else leave empty.',
  ),
  nobody: t('Du kan inte skapa remisser', 'You cannot create referrals'),
  nobodyLead: t(
    'En remiss skapas av organets registrator eller handläggare.',
    'A referral is created by the registrar or an officer of the body.',
  ),
} satisfies Record<string, Texts>;

export interface NewReferralShown {
  readonly reader: Reader;
  /** Bodies that the reader may refer for. */
  readonly bodies: Options;
  readonly cases: Options;
  readonly earlier: Options;
  /** Of those bodies the ones whose register a new case can be entered in. */
  readonly registers: Options;
  readonly values: Values;
  readonly again?: Again;
}

/** The first step, before there is a draft: to which case it belongs. */
export const newReferralPage = (shown: NewReferralShown): VNode => {
  const { reader, bodies, again } = shown;
  const { language } = reader;
  return staffPage(
    reader,
    { title: T.fresh[language], section: 'remisser', width: 'text' },
    <>
      <Crumbs language={language} way={[[T.referrals[language], '/remisser']]} here={T.fresh[language]} />
      <PageHead heading={T.fresh[language]} />
      <Way language={language} step="arende" />
      <Outcome language={language} again={again} path="/remisser/ny" />
      {bodies.length === 0 ? (
        <Empty icon="referral" heading={T.nobody[language]}>
          <p>{T.nobodyLead[language]}</p>
        </Empty>
      ) : (
        <NewForm {...shown} />
      )}
    </>,
  );
};

const NewForm = ({ reader, cases, earlier, registers, values, again }: NewReferralShown) => {
  const { language } = reader;
  const fields = [
    { name: 'caseId', label: T.chosen[language], instead: T.choose[language] },
    { name: 'caseTitle', label: T.caseTitle[language], instead: undefined },
    { name: 'caseNumber', label: T.caseNumber[language], instead: undefined },
    { name: 'classification', label: T.classification[language], instead: undefined },
    {
      name: 'title',
      label: T.title[language],
      instead: t('Skriv remissens rubrik', 'Write the title of the referral')[language],
    },
    { name: 'copyFrom', label: T.copy[language], instead: undefined },
  ];
  const errors = typeof again === 'object' ? errorsOf(again, fields, language) : [];
  const of = (name: string) => ({
    name,
    value: textIn(values[name]),
    error: errors.find(({ field }) => field === name)?.words,
  });
  return (
    <DraftForm reader={reader} action="/remisser/ny" errors={errors}>
      <Choice
        {...of('caseId')}
        label={T.chosen[language]}
        hint={T.chosenHint[language]}
        options={[
          ['', T.choose[language]],
          ...registers.map(([body, name]) => [NEW_CASE + body, `${T.register[language]} ${name}`] as const),
          ...cases,
        ]}
      />
      {registers.length > 0 && (
        <>
          <TextField {...of('caseTitle')} label={T.caseTitle[language]} hint={T.caseTitleHint[language]} />
          <TextField {...of('caseNumber')} label={T.caseNumber[language]} hint={T.caseNumberHint[language]} />
          <TextField
            {...of('classification')}
            label={T.classification[language]}
            hint={T.classificationHint[language]}
          />
        </>
      )}

      <TextField {...of('title')} label={T.title[language]} hint={T.titleHint[language]} />
      {earlier.length > 0 && (
        <Choice
          {...of('copyFrom')}
          label={T.copy[language]}
          hint={T.copyHint[language]}
          options={[['', T.noCopy[language]], ...earlier]}
        />
      )}
      <div class="row">
        <Button main>{T.goOn[language]}</Button>
        <LinkButton variant="tertiary" href="/remisser">
          {T.back[language]}
        </LinkButton>
      </div>
    </DraftForm>
  );
};

/** The first step of a draft that is there. */
export const draftCasePage = (
  shown: DraftShown & { readonly values: Values; readonly bodies: Options },
): VNode => {
  const { reader, referral, again, values, bodies } = shown;
  const { language } = reader;
  const fields = [
    { name: 'title', label: T.title[language], instead: undefined },
    { name: 'decidedBy', label: T.decided[language], instead: undefined },
    { name: 'delegationBarred', label: T.barred[language], instead: undefined },
  ];
  const errors = typeof again === 'object' ? errorsOf(again, fields, language) : [];
  const { decidedBy } = referral;
  const first: Values = {
    title: referral.title,
    decidedBody: decidedBy?.body ?? referral.issuer,
    decidedOn: decidedBy?.date,
    section: decidedBy?.section,
    delegationBarred: referral.delegationBarred ?? undefined,
  };
  const of = (name: string, error = name) => ({
    name,
    value: textIn((again ? values : first)[name]),
    error: errors.find(({ field }) => field === error)?.words,
  });
  return draftPage(
    shown,
    'arende',
    <DraftForm
      reader={reader}
      action={`/remisser/${referral.id}/utkast/arende`}
      version={referral.version}
      errors={errors.map(({ field, words }) => ({
        field: field === 'decidedBy' ? 'decidedOn' : field,
        words,
      }))}
    >
      <TextField {...of('title')} label={T.title[language]} hint={T.titleHint[language]} />
      <fieldset class="ds-fieldset">
        <legend class="ds-label">{T.decided[language]}</legend>
        <Choice {...of('decidedBody')} label={t('Organ', 'Body')[language]} options={bodies} />
        <TextField {...of('decidedOn', 'decidedBy')} label={T.decidedOn[language]} type="date" short />
        <TextField {...of('section')} label={T.section[language]} short />
      </fieldset>
      <TextArea
        {...of('delegationBarred')}
        label={T.barred[language]}
        hint={T.barredHint[language]}
        rows={3}
      />
      <div class="row">
        <Button main>{T.goOn[language]}</Button>
        <LinkButton variant="tertiary" href={`/remisser/${referral.id}?oppna=ja`}>
          {T.back[language]}
        </LinkButton>
      </div>
    </DraftForm>,
  );
};
