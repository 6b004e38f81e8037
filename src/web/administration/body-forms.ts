import { isPlanned, type KeepBodies } from '../../organisation/keep-bodies.js';
import { dayInWords } from '../../markup/day.js';
import { bodyKindWords } from '../../organisation/body-words.js';
import { BODY_KINDS } from '../../organisation/body.entity.js';
import { AddBodyBody, EditBodyBody, type BodyView } from '../../organisation/bodies.dto.js';
import type { WindUpBody } from '../../consultations/winding-up/wind-up-body.js';
import { REPORTABLE_ROUTES } from '../../rules/consultation-states.js';
import { permits } from '../../rules/policy.js';
import type { Texts } from '../../rules/texts.js';
import { routeWords } from '../../rules/words.js';
import type { Reader } from '../frame/staff-frame.js';
import { reason, t, worded, type Options } from '../steps/step-field.js';
import { ADMINISTRATION, below } from './section.js';
import type { SettingsField, SettingsForm, SettingsVerb } from './settings-form.js';

/** A body as its page shows it, with the bodies that its forms choose among. */
export interface BodySeen {
  readonly view: BodyView;
  readonly bodies: Options;
}

export const BODIES = `${ADMINISTRATION}/namnder`;

const why: SettingsField = {
  name: 'reason',
  kind: 'text',
  label: reason.label,
  hint: t('Står i granskningsloggen.', 'Stands in the audit trail.'),
  instead: reason.instead,
};
export { why };

const mayManage = ({ actor }: Reader, { view }: BodySeen): boolean =>
  permits(actor, 'body.manage', { body: view.code });
const mayArrange = ({ actor }: Reader, { view }: BodySeen): boolean =>
  permits(actor, 'body.arrange', { body: view.code });

const NONE = t('Inget', 'None');
const others = ({ view, bodies }: BodySeen, { language }: Reader): Options => [
  ['', NONE[language]],
  ...bodies.filter(([code]) => code !== view.code),
];

const LEAD_TIMES: Readonly<Record<keyof BodyView['leadTimes'], Texts>> = {
  draftingDays: t('Arbetsdagar för att skriva utkastet', 'Working days to write the draft'),
  reviewDays: t('Arbetsdagar för chefens granskning', 'Working days for the manager’s review'),
  approvalDays: t(
    'Arbetsdagar från godkännande till att listan stänger',
    'Working days from approval until the agenda closes',
  ),
  agendaDays: t(
    'Arbetsdagar från att listan stänger till sammanträdet',
    'Working days from the closing of the agenda until the meeting',
  ),
  confirmationDays: t(
    'Dagar från sammanträdet till justering',
    'Days from the meeting until the minutes are confirmed',
  ),
  forwardingDays: t(
    'Arbetsdagar från justering till expediering',
    'Working days from confirmation until forwarding',
  ),
};

const leadTimes = (view?: BodyView): SettingsField[] =>
  (Object.keys(LEAD_TIMES) as (keyof BodyView['leadTimes'])[]).map((name) => ({
    name: `leadTimes.${name}`,
    kind: 'number',
    label: LEAD_TIMES[name],
    now: view?.leadTimes[name],
  }));

/** A form that changes what is kept of a body. */
interface Edit extends Omit<SettingsVerb<BodySeen>, 'form'> {
  readonly form: (
    reader: Reader,
    seen: BodySeen,
  ) => Partial<Pick<SettingsForm, 'lead' | 'danger' | 'fields' | 'read'>>;
}

/** What its own administrators change of a body, and what only the municipality's do. */
const EDITS: readonly Edit[] = [
  {
    path: 'byt-namn',
    words: t('Byt namn', 'Rename'),
    isOpen: mayManage,
    form: (_, { view }) => ({
      lead: t(
        'Det som är fryst – remisser, yttranden, beslut och historik – behåller namnet som organet hade då.',
        'What is frozen – referrals, statements, decisions, history – keeps the name that the body had then.',
      )[_.language],
      fields: [
        {
          name: 'name',
          kind: 'line',
          label: t('Nytt namn', 'New name'),
          now: view.name,
          instead: t('Skriv det nya namnet', 'Write the new name'),
        },
        {
          name: 'nameFrom',
          kind: 'date',
          label: t('Från och med', 'From'),
          hint: t('I dag om du inget anger. Inte i framtiden.', 'Today when left out. Not in the future.'),
        },
      ],
    }),
  },
  {
    path: 'ratta-namnet',
    words: t('Rätta namnet', 'Correct the name'),
    isOpen: mayManage,
    form: ({ language }, { view }) => ({
      lead: t(
        'När namnet har skrivits fel. Det gamla blir inget tidigare namn.',
        'Where the name was written wrongly. What it was is no earlier name then.',
      )[language],
      fields: [{ name: 'name', kind: 'line', label: t('Rätt namn', 'Right name'), now: view.name }],
      read: (given) => ({ ...given, nameIsCorrected: true }),
    }),
  },
  {
    path: 'adresser',
    words: t('Adresser och rapporter', 'Addresses and reports'),
    isOpen: mayManage,
    form: ({ language }, { view }) => ({
      fields: [
        {
          name: 'email',
          kind: 'email',
          label: t('E-post till organet', 'E-mail to the body'),
          hint: t('En funktionsbrevlåda, ingen person.', 'The address of a function, not of a person.'),
          now: view.email,
          emptied: true,
        },
        {
          name: 'noticeEmails',
          kind: 'lines',
          label: t('Får besked med e-post', 'Told by e-mail'),
          hint: t('En adress per rad, högst tio.', 'One address a line, at most ten.'),
          now: view.noticeEmails,
        },
        {
          name: 'reportedRoutes',
          kind: 'several',
          label: t('Delegationsbeslut som anmäls till nämnden', 'Delegated decisions reported to the board'),
          hint: t(
            'Ordförandens brådskande beslut anmäls alltid (6 kap. 39 § kommunallagen).',
            'What the chair decides in urgent cases is always reported (KL 6:39).',
          ),
          options: worded(REPORTABLE_ROUTES, routeWords)(null, language),
          now: view.reportedRoutes,
        },
        {
          name: 'fourEyes',
          kind: 'yes',
          label: t(
            'Den som skriver utkastet får inte själv godkänna det',
            'Whoever writes the draft may not approve it',
          ),
          now: view.fourEyes,
        },
      ],
    }),
  },
  {
    path: 'tider',
    words: t('Tider i planen', 'Times of the plan'),
    isOpen: mayManage,
    form: ({ language }, { view }) => ({
      lead: t(
        'Så lång tid som stegen behöver. Planerna räknas bakåt från svarsdagen med dem.',
        'How long the steps take. Plans are counted back from the reply-by date with them.',
      )[language],
      fields: leadTimes(view),
    }),
  },
  {
    path: 'nummerserie',
    words: t('Nummerserie', 'Number series'),
    isOpen: mayManage,
    form: ({ language, today }, { view }) => ({
      lead: t(
        'Har numren getts i ett annat system hittills säger du här vilket som gavs sist. Serien går bara framåt.',
        'Where numbers were given in another system before, say which was the last. The series only goes forwards.',
      )[language],
      fields: [
        {
          name: 'caseNumberTemplate',
          kind: 'line',
          label: t('Så skrivs numren', 'How the numbers are written'),
          hint: t(
            '{body} är koden, {year} året, {yy} årets två sista siffror och {n} löpnumret ({n:4} med inledande nollor).',
            '{body} is the code, {year} the year, {yy} its last two figures and {n} the number ({n:4} with leading zeros).',
          ),
          now: view.caseNumberTemplate,
        },
        {
          name: 'caseNumberSeries.year',
          kind: 'number',
          label: t('År', 'Year'),
          now: view.caseNumberSeries?.year ?? Number(today.slice(0, 4)),
        },
        {
          name: 'caseNumberSeries.lastNumber',
          kind: 'number',
          label: t('Senast givna nummer', 'The last number given'),
          hint: t(
            'Nästa ärende får numret efter. Lämna tomt om serien inte ska flyttas.',
            'The next case gets the one after. Leave empty if the series is not to move.',
          ),
        },
      ],
      read: ({ caseNumberSeries, ...given }) => {
        const moves = (caseNumberSeries as { lastNumber?: unknown } | undefined)?.lastNumber !== undefined;
        return moves ? { ...given, caseNumberSeries } : given;
      },
    }),
  },
  {
    path: 'plats',
    words: t('Plats i kommunen', 'Place in the municipality'),
    isOpen: mayArrange,
    form: (reader, seen) => ({
      fields: [
        {
          name: 'kind',
          kind: 'choice',
          label: t('Slag', 'Kind'),
          options: worded(BODY_KINDS, bodyKindWords)(null, reader.language),
          now: seen.view.kind,
        },
        {
          name: 'partOf',
          kind: 'choice',
          label: t('Arbetar för', 'Works for'),
          hint: t('Nämnden som en förvaltning arbetar för.', 'The board that an administration works for.'),
          options: others(seen, reader),
          now: seen.view.partOf ?? '',
          emptied: true,
        },
        {
          name: 'registerKeptBy',
          kind: 'choice',
          label: t('Diariet förs av', 'The register is kept by'),
          hint: t(
            'När organet inte har någon egen registrator.',
            'Where the body has no registrar of its own.',
          ),
          options: others(seen, reader),
          now: seen.view.registerKeptBy ?? '',
          emptied: true,
        },
        {
          name: 'from',
          kind: 'date',
          label: t('Finns sedan', 'Exists since'),
          now: seen.view.from,
          emptied: true,
        },
      ],
    }),
  },
  {
    path: 'avveckla',
    words: t('Avveckla', 'Wind up'),
    isOpen: (reader, seen) => seen.view.active && mayArrange(reader, seen),
    form: (reader, seen) => ({
      danger: t(
        'Alla öppna ärenden lämnas över till efterträdaren, vars personal också får läsa diariet. Utan efterträdare går det bara när inget är öppet.',
        'All open matters are handed over to the successor, whose staff also read the register. Without one it is possible only while nothing is open.',
      )[reader.language],
      fields: [
        {
          name: 'successor',
          kind: 'choice',
          label: t('Efterträdare', 'Successor'),
          options: others(seen, reader),
          now: seen.view.successor ?? '',
        },
        {
          name: 'to',
          kind: 'date',
          label: t('Sista dag', 'Last day'),
          hint: t(
            'I dag om du inget anger. Med en kommande dag finns organet kvar till dess och avvecklas sedan av sig självt; till dess kan det ändras eller avbrytas.',
            'Today when left out. With a day to come the body stays until then and is wound up by itself; until then that can be changed or called off.',
          ),
          now: seen.view.to,
        },
      ],
      read: (given) => ({ ...given, active: false }),
      says: windingUp,
    }),
  },
  {
    path: 'avbryt-avveckling',
    words: t('Avbryt avvecklingen', 'Call off the winding-up'),
    isOpen: (reader, seen) => isPlanned(seen.view) && mayArrange(reader, seen),
    form: ({ language }, { view }) => ({
      lead: t(
        `Organet avvecklas annars efter ${view.to}. Inget har ännu lämnats över.`,
        `Otherwise the body is wound up after ${view.to}. Nothing has been handed over yet.`,
      )[language],
      read: (given) => ({ ...given, active: true }),
      says: t(`Avvecklingen av ${view.name} avbröts.`, `The winding-up of ${view.name} was called off.`),
    }),
  },
  {
    path: 'ateruppta',
    words: t('Återuppta', 'Take up again'),
    isOpen: (reader, seen) => !seen.view.active && mayArrange(reader, seen),
    form: (_, { view }) => ({
      read: (given) => ({ ...given, active: true }),
      says: t(`${view.name} har återupptagits.`, `${view.name} has been taken up again.`),
    }),
  },
];

const windingUp = ({ name, active, to }: BodyView): Texts =>
  active && to !== null
    ? t(
        `${name} avvecklas efter ${dayInWords(to, 'sv')}.`,
        `${name} is wound up after ${dayInWords(to, 'en')}.`,
      )
    : t(`Avvecklingen av ${name} är klar.`, `${name} has been wound up.`);

/** What may be changed of a body, each with the reason at its end. */
export const bodyForms = (windUp: WindUpBody): readonly SettingsVerb<BodySeen>[] =>
  EDITS.map(({ form, ...verb }) => ({
    ...verb,
    form: (reader, seen) => {
      const { fields = [], ...rest } = form(reader, seen);
      return {
        ...rest,
        version: seen.view.version,
        body: EditBodyBody,
        fields: [...fields, why],
        take: (caller, body) => windUp.edit(caller, seen.view.code, body),
      };
    },
  }));

/** A new body; its settings are filled in on its page. */
export const newBody = (keep: KeepBodies): SettingsVerb<unknown> => ({
  path: 'ny',
  words: t('Lägg upp ett organ', 'Add a body'),
  isOpen: ({ actor }) => permits(actor, 'body.add'),
  form: ({ language }) => ({
    body: AddBodyBody,
    fields: [
      {
        name: 'code',
        kind: 'line',
        label: t('Kod', 'Code'),
        hint: t(
          'Kort, och alltid densamma: den står i diarienumren.',
          'Short, and always the same: it stands in case numbers.',
        ),
        instead: t(
          'Skriv koden med stora bokstäver, till exempel MHN',
          'Write the code in capitals, such as MHN',
        ),
      },
      {
        name: 'name',
        kind: 'line',
        label: t('Namn', 'Name'),
        instead: t('Skriv organets namn', 'Write the name of the body'),
      },
      {
        name: 'kind',
        kind: 'choice',
        label: t('Slag', 'Kind'),
        options: worded(BODY_KINDS, bodyKindWords)(null, language),
        now: 'board',
      },
      { name: 'email', kind: 'email', label: t('E-post till organet', 'E-mail to the body') },
      { name: 'from', kind: 'date', label: t('Finns sedan', 'Exists since') },
      why,
    ],
    take: (caller, body) => keep.add(caller, body),
    says: ({ name }: BodyView) => t(`${name} lades upp.`, `${name} was added.`),
    done: ({ code }: BodyView) => `${below(BODIES, code)}?klart=ja`,
  }),
});
