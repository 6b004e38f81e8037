import { KeepPeople } from '../../organisation/keep-people.js';
import type { MovePerson } from '../../organisation/move-person.js';
import {
  AddPersonBody,
  EditPersonBody,
  MovePersonBody,
  SetRolesBody,
  type PersonView,
} from '../../organisation/people.dto.js';
import type { ArrangeStandIn } from '../../organisation/stand-ins/arrange-stand-in.js';
import { ArrangeStandInBody, type StandInView } from '../../organisation/stand-ins/stand-ins.dto.js';
import { ReasonBody } from '../../http/write.dto.js';
import { ROLES } from '../../rules/actor.js';
import { permits } from '../../rules/policy.js';
import { roleTitles } from '../../rules/role-words.js';
import type { ReassignMatters } from '../../statements/reassign-matters.js';
import type { Texts } from '../../rules/texts.js';
import { ReassignBody, type ReassignedView } from '../../statements/assigning.dto.js';
import type { Reader } from '../frame/staff-frame.js';
import { t, worded, type Options } from '../steps/step-field.js';
import { why } from './body-forms.js';
import { ADMINISTRATION, below } from './section.js';
import type { SettingsField, SettingsVerb } from './settings-form.js';

const HOW_USERNAME = t(
  'Skriv användarnamnet med små bokstäver, till exempel anna.andersson',
  'Write the username in lower case, such as anna.andersson',
);

/** A person in a body, with whom the forms choose among. */
export interface PersonSeen {
  readonly body: string;
  readonly person: PersonView;
  /** Colleagues in the same body, by username. */
  readonly colleagues: Options;
  readonly officers: Options;
  readonly bodies: Options;
  readonly standIns: readonly StandInView[];
}

/** What the forms of a person ask. */
export interface PersonKeepers {
  readonly people: KeepPeople;
  readonly movePerson: MovePerson;
  readonly reassign: ReassignMatters;
  readonly standIns: ArrangeStandIn;
}

export const PEOPLE = `${ADMINISTRATION}/personer`;

const mayManage = ({ actor }: Reader, { body }: { readonly body: string }): boolean =>
  permits(actor, 'person.manage', { body });
// Of somebody who works for several bodies the use case asks for the right in each.
const mayEdit = ({ actor }: Reader, { body }: PersonSeen): boolean =>
  permits(actor, 'person.edit', { bodies: [body] });

const roles = ({ language }: Reader, now?: readonly string[]): SettingsField => ({
  name: 'roles',
  kind: 'several',
  label: t('Roller', 'Roles'),
  options: worded(ROLES, roleTitles)(null, language),
  now,
});

const CHOOSE = t('Välj', 'Choose');

export const personForms = ({
  people,
  movePerson,
  reassign,
  standIns,
}: PersonKeepers): readonly SettingsVerb<PersonSeen>[] => [
  {
    path: 'roller',
    words: t('Ändra roller', 'Change roles'),
    isOpen: mayManage,
    form: (reader, { body, person }) => ({
      lead: t(
        'Utan någon roll är personen inte längre med i organet. Rollerna i andra organ ändras inte.',
        'Without any role the person is of the body no more. Roles in other bodies stay.',
      )[reader.language],
      version: person.version,
      body: SetRolesBody,
      fields: [roles(reader, person.roles), why],
      take: (caller, given) => people.setRoles(caller, body, person.username, given),
      says: t(`Rollerna för ${person.name} ändrades.`, `The roles of ${person.name} were changed.`),
      done: (answer: PersonView) =>
        `${answer.roles.length > 0 ? pathOfPerson(body, person.username) : listOf(body)}${answer.roles.length > 0 ? '?' : '&'}klart=ja`,
    }),
  },
  {
    path: 'uppgifter',
    words: t('Ändra namn och e-post', 'Change name and e-mail'),
    isOpen: mayEdit,
    form: (_, { person }) => ({
      version: person.version,
      body: EditPersonBody,
      fields: [
        { name: 'name', kind: 'line', label: t('Namn', 'Name'), now: person.name },
        {
          name: 'nameFrom',
          kind: 'date',
          label: t('Heter så från och med', 'Called so from'),
          hint: t(
            'När personen har bytt namn. I dag om du inget anger.',
            'Where the person has a new name. Today when left out.',
          ),
        },
        {
          name: 'nameIsCorrected',
          kind: 'yes',
          label: t('Namnet var felskrivet', 'The name was written wrongly'),
          now: false,
        },
        { name: 'email', kind: 'email', label: t('E-post', 'E-mail'), now: person.email, emptied: true },
        why,
      ],
      read: ({ nameIsCorrected, name, ...given }) => ({
        ...given,
        ...(name !== person.name && { name }),
        ...(nameIsCorrected === true && { nameIsCorrected }),
      }),
      take: (caller, given) => people.edit(caller, person.username, given),
    }),
  },
  {
    path: 'ersattare',
    words: t('Utse ersättare', 'Let someone stand in'),
    isOpen: ({ actor }, { body, person }) =>
      permits(actor, 'stand-in.arrange', { body, person: person.username }),
    form: ({ language }, { body, person, colleagues }) => ({
      lead: t(
        'Ersättaren gör det personen får göra i organet, och det står i historiken att det var för personens räkning.',
        'Whoever stands in does what the person may in the body, and the history says on whose behalf.',
      )[language],
      body: ArrangeStandInBody,
      fields: standInFields(colleagues, language),
      read: (given) => ({ ...given, absent: person.username }),
      take: (caller, given) => standIns.arrange(caller, body, given),
      says: t(`Ersättare för ${person.name} utsågs.`, `Somebody stands in for ${person.name}.`),
    }),
  },
  {
    path: 'lamna-over',
    words: t('Lämna över ärendena', 'Hand over the matters'),
    isOpen: ({ actor }, { body }) => permits(actor, 'person.reassign', { body }),
    form: ({ language }, { body, person, officers }) => ({
      lead: t(
        'Allt som personen handlägger i organet ges till en annan handläggare, i ett steg.',
        'All that the person handles in the body is given to another officer, in one step.',
      )[language],
      body: ReassignBody,
      fields: [
        {
          name: 'officer',
          kind: 'choice',
          label: t('Ny handläggare', 'New officer'),
          options: [['', CHOOSE[language]], ...officers.filter(([username]) => username !== person.username)],
          instead: t('Välj en handläggare', 'Choose an officer'),
        },
        why,
      ],
      take: (caller, given) => reassign.reassign(caller, body, person.username, given),
      says: ({ reassigned }: ReassignedView) => handedOver(reassigned.length, person.name),
    }),
  },
  {
    path: 'flytta',
    words: t('Flytta till ett annat organ', 'Move to another body'),
    isOpen: ({ actor }, { body, bodies }) =>
      bodies.some(([to]) => to !== body && permits(actor, 'person.move', { bodies: [body, to] })),
    form: (reader, { body, person, bodies }) => ({
      version: person.version,
      body: MovePersonBody,
      fields: [
        {
          name: 'to',
          kind: 'choice',
          label: t('Till', 'To'),
          options: bodies.filter(
            ([to]) => to !== body && permits(reader.actor, 'person.move', { bodies: [body, to] }),
          ),
        },
        roles(reader, person.roles),
        why,
      ],
      read: (given) => ({ ...given, from: body }),
      take: (caller, given) => movePerson.move(caller, person.username, given),
      says: t(`${person.name} flyttades till ett annat organ.`, `${person.name} was moved to another body.`),
      done: () => `${listOf(body)}&klart=ja`,
    }),
  },
  {
    path: 'stang-av',
    words: t('Stäng av inloggningen', 'Let sign in no more'),
    isOpen: (reader, seen) => seen.person.active && mayEdit(reader, seen),
    form: ({ language }, { person }) => ({
      danger: t(
        'Personen kan inte logga in mer, i något organ. Öppna ärenden som blir utan handläggare visas när det är gjort, så att de kan lämnas över.',
        'The person can sign in no more, in any body. Open matters that are left without an officer are shown when it is done, to be handed over.',
      )[language],
      version: person.version,
      body: EditPersonBody,
      fields: [why],
      read: (given) => ({ ...given, active: false }),
      says: t(`${person.name} kan inte logga in mer.`, `${person.name} can sign in no more.`),
      take: (caller, given) => people.edit(caller, person.username, given),
    }),
  },
  {
    path: 'oppna',
    words: t('Låt logga in igen', 'Let sign in again'),
    isOpen: (reader, seen) => !seen.person.active && mayEdit(reader, seen),
    form: (_, { person }) => ({
      version: person.version,
      body: EditPersonBody,
      fields: [why],
      read: (given) => ({ ...given, active: true }),
      says: t(`${person.name} kan logga in igen.`, `${person.name} can sign in again.`),
      take: (caller, given) => people.edit(caller, person.username, given),
    }),
  },
  {
    path: 'kommunens-administrator',
    words: t('Kommunens systemförvaltare', 'The municipality’s administrator'),
    isOpen: ({ actor }) => permits(actor, 'municipality.name-administrator'),
    form: (_, { person }) => ({
      version: person.version,
      body: EditPersonBody,
      fields: [
        {
          name: 'municipalAdministrator',
          kind: 'yes',
          label: t('Är kommunens systemförvaltare', 'Is the municipality’s administrator'),
          hint: t(
            'Bestämmer vilka organ som finns, vem som för vems diarium och vem som är systemförvaltare var.',
            'Decides which bodies there are, who keeps whose register and who is administrator where.',
          ),
          now: person.municipalAdministrator,
        },
        why,
      ],
      take: (caller, given) => people.edit(caller, person.username, given),
    }),
  },
];

const handedOver = (count: number, name: string): Texts =>
  count === 1
    ? t(`1 ärende som ${name} handlade lämnades över.`, `1 matter of ${name} was handed over.`)
    : t(
        `${count} ärenden som ${name} handlade lämnades över.`,
        `${count} matters of ${name} were handed over.`,
      );

export const standInFields = (colleagues: Options, language: Reader['language']): SettingsField[] => [
  {
    name: 'standIn',
    kind: 'choice',
    label: t('Ersättare', 'Stands in'),
    options: [['', CHOOSE[language]], ...colleagues],
    instead: t('Välj en kollega', 'Choose a colleague'),
  },
  {
    name: 'from',
    kind: 'date',
    label: t('Från och med', 'From'),
    instead: t('Ange första dagen', 'Say the first day'),
  },
  {
    name: 'until',
    kind: 'date',
    label: t('Till och med', 'Until'),
    instead: t('Ange sista dagen', 'Say the last day'),
  },
  {
    name: 'handsOverLists',
    kind: 'yes',
    label: t('Ser också sekretessmarkerade ärenden', 'Also sees what is marked confidential'),
    hint: t('De som är öppna för personens roller.', 'What is open to the person’s roles.'),
    now: false,
  },
  why,
];

/** The form that ends a stand-in, below the person that it is for. */
export const endStandIn = (
  standIns: ArrangeStandIn,
  { id, version }: StandInView,
): SettingsVerb<PersonSeen> => ({
  path: id,
  words: t('Avsluta ersättarskapet', 'End the stand-in'),
  isOpen: ({ actor }, { body, person }) =>
    permits(actor, 'stand-in.revoke', { body, person: person.username }),
  form: (_, { body }) => ({
    version,
    body: ReasonBody,
    fields: [{ ...why, instead: t('Skriv varför', 'Write why') }],
    take: (caller) => standIns.revoke(caller, body, id),
    says: t('Ersättarskapet avslutades.', 'The stand-in was ended.'),
  }),
});

/** Somebody new in a body, or somebody known who gets roles there too. */
export const newPerson = (people: KeepPeople): SettingsVerb<{ readonly body: string }> => ({
  path: 'ny',
  words: t('Lägg upp en person', 'Add a person'),
  isOpen: mayManage,
  form: (reader, { body }) => ({
    lead: t(
      'Användarnamnet ska vara det som inloggningstjänsten känner personen under.',
      'The username is the one by which the identity provider knows the person.',
    )[reader.language],
    body: AddPersonBody,
    fields: [
      {
        name: 'username',
        kind: 'line',
        label: t('Användarnamn', 'Username'),
        instead: HOW_USERNAME,
        because: { username: HOW_USERNAME },
      },
      { name: 'name', kind: 'line', label: t('Namn', 'Name'), instead: t('Skriv namnet', 'Write the name') },
      { name: 'email', kind: 'email', label: t('E-post', 'E-mail') },
      roles(reader, []),
      why,
    ],
    take: (caller, given) => people.add(caller, body, given),
    says: ({ name, roles: held }: PersonView) =>
      held.length > 0
        ? t(`${name} lades upp.`, `${name} was added.`)
        : t(
            `${name} lades upp utan roll. Ge personen en med Ändra roller: utan den finns inget att göra efter inloggningen, och personen står inte i listan.`,
            `${name} was added without a role. Give them one with Change roles: without it there is nothing to do after signing in, and they are not in the list.`,
          ),
    done: ({ username }: PersonView) => `${pathOfPerson(body, username)}?klart=ja`,
  }),
});

export const listOf = (body: string): string => `${PEOPLE}?namnd=${encodeURIComponent(body)}`;
export const pathOfPerson = (body: string, username: string): string => below(below(PEOPLE, body), username);
