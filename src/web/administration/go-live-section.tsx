import { Injectable } from '@nestjs/common';
import type { ComponentChildren, VNode } from 'preact';
import { LinkButton } from '../../markup/buttons.js';
import { Time } from '../../markup/marks.js';
import { bodyKindWords } from '../../organisation/body-words.js';
import { BODY_KINDS } from '../../organisation/body.entity.js';
import { NotFound } from '../../rules/problem.js';
import { permits } from '../../rules/policy.js';
import type { Texts } from '../../rules/texts.js';
import type { Reader } from '../frame/staff-frame.js';
import { t } from '../steps/step-field.js';
import { AddBodies, AddBodiesBody, bodyIn } from './add-bodies.js';
import { settingsPage } from './administration-parts.js';
import { CALENDAR } from './calendar-section.js';
import { mayAnywhere } from './kept-bodies.js';
import { ReadGoLive, type GoLive } from './read-go-live.js';
import { ADMINISTRATION, formAt, wayTo, type Asked, type AtAddress, type Section } from './section.js';
import type { SettingsVerb } from './settings-form.js';
import { inARow } from '../../rules/words.js';

export const GO_LIVE = `${ADMINISTRATION}/driftstart`;

/** What most municipalities have, to begin from: lines that are not right are taken away. */
const SUGGESTED = [
  ['KF', 'Kommunfullmäktige', 'council'],
  ['KS', 'Kommunstyrelsen', 'executive-board'],
  ['SN', 'Socialnämnden', 'board'],
  ['BUN', 'Barn- och utbildningsnämnden', 'board'],
  ['SBN', 'Samhällsbyggnadsnämnden', 'board'],
  ['MN', 'Miljönämnden', 'board'],
  ['KFN', 'Kultur- och fritidsnämnden', 'board'],
  ['VN', 'Valnämnden', 'board'],
  ['OFN', 'Överförmyndarnämnden', 'board'],
] as const;

const T = {
  done: t('Klart', 'Done'),
  left: t('Återstår', 'Left to do'),
  adminHeading: t('Den första systemförvaltaren', 'The first administrator'),
  adminLead: (count: number) =>
    t(
      `${count} ${count === 1 ? 'person är' : 'personer är'} kommunens administratör. Utse gärna en till, så att ni är två.`,
      `${count} ${count === 1 ? 'person is' : 'people are'} administrator of the municipality. Better name one more, so that you are two.`,
    ),
  bodiesHeading: t('Nämnder och organ', 'Boards and bodies'),
  bodiesLead: (count: number) =>
    count === 1
      ? t('Ett organ finns.', 'There is one body.')
      : t(`${count} nämnder och andra organ som beslutar.`, `${count} boards and other bodies that decide.`),
  addBodies: t('Lägg upp flera på en gång', 'Add several at once'),
  peopleHeading: t('Inloggning och personer', 'Sign-in and people'),
  issuerOff: t(
    'Inloggningstjänsten är inte inkopplad: driften sätter OIDC_ISSUER och OIDC_CLIENT_ID.',
    'No identity provider is connected: the operators set OIDC_ISSUER and OIDC_CLIENT_ID.',
  ),
  people: (count: number) =>
    t(
      `${count} ${count === 1 ? 'person' : 'personer'} har en roll.`,
      `${count} ${count === 1 ? 'person has' : 'people have'} a role.`,
    ),
  without: t('Saknar registrator:', 'Without a registrar:'),
  toPeople: t('Lägg upp personer', 'Add people'),
  seriesHeading: t('Nummerserier', 'Number series'),
  series: (count: number) =>
    t(
      `${count} organ har börjat ge nummer. Har numren getts i ett annat system hittills ställer du in var serien fortsätter.`,
      `${count} bodies have begun to give numbers. Where numbers were given in another system before, set where the series goes on.`,
    ),
  toBodies: t('Ställ in serierna', 'Set the series'),
  calendarHeading: t('Sammanträdeskalender', 'Meeting calendar'),
  calendar: t('Alla nämnder har kommande sammanträden.', 'All boards have meetings to come.'),
  withoutMeetings: t('Saknar kommande sammanträden:', 'Without meetings to come:'),
  toCalendar: t('Fyll i kalendern', 'Fill in the calendar'),
  calendarOwn: t(
    'Nämndsekreteraren eller nämndens administratör fyller i den.',
    'The board’s secretary or administrator fills it in.',
  ),
  accessibilityHeading: t('Tillgänglighetsredogörelse', 'Accessibility statement'),
  accessibilityDone: t(
    'Redogörelsen har en e-postadress. Gå igenom bristerna som står där.',
    'The statement has an e-mail address. Go through the shortcomings that it lists.',
  ),
  accessibilityLeft: t(
    'Redogörelsen saknar e-postadress för den som hittar brister: driften sätter ACCESSIBILITY_EMAIL.',
    'The statement has no e-mail address for whoever finds shortcomings: the operators set ACCESSIBILITY_EMAIL.',
  ),
  toAccessibility: t('Läs redogörelsen', 'Read the statement'),
  referralHeading: t('Den första remissen', 'The first referral'),
  referralDone: t('Den första remissen är skickad.', 'The first referral has been sent.'),
  referralLeft: t(
    'En registrator skapar och skickar den under Remisser.',
    'A registrar makes and sends it under Referrals.',
  ),
  steps: t('Stegen', 'The steps'),
};

interface Step {
  readonly heading: Texts;
  readonly isDone: boolean;
  readonly says: ComponentChildren;
  readonly button?: readonly [Texts, string] | undefined;
}

/** What is to be done before the first referral, each with whether it is: counted in what there is. */
@Injectable()
export class GoLiveSection implements Section {
  readonly path = 'driftstart';
  readonly title = t('Driftstart', 'Going live');
  readonly about = t(
    'Stegen fram till den första remissen, och hur långt ni har kommit.',
    'The steps to the first referral, and how far you have come.',
  );

  constructor(
    private readonly goLive: ReadGoLive,
    private readonly addBodies: AddBodies,
  ) {}

  isOpen({ actor }: Reader): boolean {
    return permits(actor, 'body.add');
  }

  async at(asked: Asked, form?: string, ...more: string[]): Promise<AtAddress> {
    const { reader } = asked;
    if (more.length > 0) throw new NotFound();
    if (form === undefined) return { page: this.page(asked, await this.goLive.read()) };
    const record = { seen: null, path: GO_LIVE, way: wayTo(this, reader) };
    return { form: formAt([this.addSeveral], form, reader, record) };
  }

  private readonly addSeveral: SettingsVerb<null> = {
    path: 'organ',
    words: T.addBodies,
    isOpen: ({ actor }) => permits(actor, 'body.add'),
    form: ({ language }) => ({
      lead: t(
        'Ta bort det som inte stämmer, rätta namnen och lägg till det som fattas. Du kan också klistra in rader ur ett kalkylblad (CSV).',
        'Take away what is not right, mend the names and add what is missing. You can also paste lines of a spreadsheet (CSV).',
      )[language],
      body: AddBodiesBody,
      fields: [
        {
          name: 'bodies',
          kind: 'lines',
          label: t('Organ', 'Bodies'),
          hint: {
            sv: `Ett per rad: kod; namn; slag. Slag är ${BODY_KINDS.map((kind) => bodyKindWords[kind].sv).join(', ')}; utan slag blir det en nämnd.`,
            en: `One a line: code; name; kind. The kind is ${BODY_KINDS.map((kind) => bodyKindWords[kind].en).join(', ')}; without one it is a board.`,
          },
          now: SUGGESTED.map(([code, name, kind]) => `${code}; ${name}; ${bodyKindWords[kind][language]}`),
        },
      ],
      read: ({ bodies }) => ({ bodies: (bodies as string[]).map(bodyIn) }),
      take: (caller, body) => this.addBodies.add(caller, body),
    }),
  };

  private page(asked: Asked, goLive: GoLive): VNode {
    const { reader } = asked;
    const { language } = reader;
    const steps = stepsOf(goLive, reader);
    const next = steps.findIndex(({ isDone }) => !isDone);
    return settingsPage(
      asked,
      {
        way: wayTo(this, reader).slice(0, 1),
        heading: this.title[language],
        lead: this.about[language],
        width: 'text',
      },
      <ol class="plain stack" aria-label={T.steps[language]}>
        {steps.map(({ heading, isDone, says, button }, index) => (
          <li class="sheet">
            <div class="row" data-spread>
              <h2>
                {index + 1}. {heading[language]}
              </h2>
              <Time tone={isDone ? 'done' : undefined}>{(isDone ? T.done : T.left)[language]}</Time>
            </div>
            <p>{says}</p>
            {button && (
              <p>
                <LinkButton variant={index === next ? undefined : 'secondary'} href={button[1]}>
                  {button[0][language]}
                </LinkButton>
              </p>
            )}
          </li>
        ))}
      </ol>,
    );
  }
}

function stepsOf(
  {
    administrators,
    bodies,
    signsInAtIssuer,
    people,
    withoutRegistrar,
    series,
    withoutMeetings,
    referrals,
    namesAccessibilityContact,
  }: GoLive,
  reader: Reader,
): Step[] {
  const { language } = reader;
  const named = (what: Texts, names: readonly string[]) => `${what[language]} ${inARow(names)}.`;
  return [
    { heading: T.adminHeading, isDone: administrators > 0, says: T.adminLead(administrators)[language] },
    {
      heading: T.bodiesHeading,
      isDone: bodies > 1,
      says: T.bodiesLead(bodies)[language],
      button: [T.addBodies, `${GO_LIVE}/organ`],
    },
    {
      heading: T.peopleHeading,
      isDone: signsInAtIssuer && people > 0 && withoutRegistrar.length === 0,
      says: [
        ...(signsInAtIssuer ? [] : [T.issuerOff[language]]),
        T.people(people)[language],
        ...(withoutRegistrar.length > 0 ? [named(T.without, withoutRegistrar)] : []),
      ].join(' '),
      button: [T.toPeople, `${ADMINISTRATION}/personer`],
    },
    {
      heading: T.seriesHeading,
      isDone: series > 0,
      says: T.series(series)[language],
      button: [T.toBodies, `${ADMINISTRATION}/namnder`],
    },
    {
      heading: T.calendarHeading,
      isDone: bodies > 0 && withoutMeetings.length === 0,
      says:
        withoutMeetings.length === 0
          ? T.calendar[language]
          : `${named(T.withoutMeetings, withoutMeetings)} ${T.calendarOwn[language]}`,
      button:
        withoutMeetings.length === 0 || !mayAnywhere(reader, 'meeting.manage')
          ? undefined
          : [T.toCalendar, CALENDAR],
    },
    {
      heading: T.accessibilityHeading,
      isDone: namesAccessibilityContact,
      says: (namesAccessibilityContact ? T.accessibilityDone : T.accessibilityLeft)[language],
      button: [T.toAccessibility, '/tillganglighet'],
    },
    {
      heading: T.referralHeading,
      isDone: referrals > 0,
      says: (referrals > 0 ? T.referralDone : T.referralLeft)[language],
    },
  ];
}
