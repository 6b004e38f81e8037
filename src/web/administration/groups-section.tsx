import { Injectable } from '@nestjs/common';
import type { VNode } from 'preact';
import { PageQuery } from '../../lists/paging.dto.js';
import { WriteBody } from '../../http/write.dto.js';
import { KeepConsulteeGroups } from '../../organisation/keep-consultee-groups.js';
import {
  ConsulteeGroupBody,
  type ConsulteeGroupView,
  type GroupedConsulteeBody,
} from '../../organisation/consultee-groups.dto.js';
import { because } from '../../organisation/refusals.js';
import { Invalid, NotFound } from '../../rules/problem.js';
import { PARTY_KINDS, type PartyKind } from '../../rules/party-kind.js';
import { permits } from '../../rules/policy.js';
import type { Language, Texts } from '../../rules/texts.js';
import { ReadNames } from '../frame/read-names.js';
import type { Reader } from '../frame/staff-frame.js';
import { t, type Options } from '../steps/step-field.js';
import { bodyPage, TableOr, Verbs } from './administration-parts.js';
import { why } from './body-forms.js';
import { KeptBodies, mayAnywhere } from './kept-bodies.js';
import { ADMINISTRATION, below, formAt, wayTo, type Asked, type AtAddress, type Section } from './section.js';
import type { SettingsField, SettingsForm, SettingsVerb } from './settings-form.js';
import { inARow } from '../../rules/words.js';

const GROUPS = `${ADMINISTRATION}/grupper`;
const T = {
  name: t('Namn', 'Name'),
  who: t('Remissinstanser', 'Consultees'),
  change: t('Ändra', 'Change'),
  remove: t('Ta bort', 'Remove'),
  none: t('Inga sändlistor än', 'No groups yet'),
  noneLead: t(
    'En sändlista är remissinstanser som ni ofta frågar tillsammans, till exempel samtliga nämnder.',
    'A group is consultees that you often ask together, such as all boards.',
  ),
  act: t('Ändra eller ta bort', 'Change or remove'),
  woundUp: t('avvecklad', 'wound up'),
};

/** Kinds of those outside, as a line of the form has them. Whoever has none is named nowhere in public. */
const KINDS: Readonly<Record<PartyKind, Texts>> = {
  organisation: t('organisation', 'organisation'),
  private: t('privatperson', 'private person'),
};

interface GroupSeen {
  readonly body: string;
  readonly group?: ConsulteeGroupView;
  /** Those that may be in the group: the active ones, and what is in it already. */
  readonly bodies: Options;
  readonly language: Language;
}

const mayKeep = ({ actor }: Reader, { body }: GroupSeen): boolean =>
  permits(actor, 'consultee-group.manage', { body });

/** The groups of consultees that a body asks together. */
@Injectable()
export class GroupsSection implements Section {
  readonly path = 'grupper';
  readonly title = t('Sändlistor', 'Groups of consultees');
  readonly about = t(
    'Remissinstanser som ni ofta frågar tillsammans.',
    'Consultees that you often ask together.',
  );

  readonly keptByWhoMay = 'consultee-group.manage';
  readonly isOpen = (reader: Reader): boolean => mayAnywhere(reader, 'consultee-group.manage');

  constructor(
    private readonly groups: KeepConsulteeGroups,
    private readonly kept: KeptBodies,
    private readonly names: ReadNames,
  ) {}

  async at(asked: Asked, body?: string, id?: string, form?: string): Promise<AtAddress> {
    const { reader, caller } = asked;
    if (body === undefined) return { page: await this.list(asked) };
    if (id === undefined) throw new NotFound();
    const { language } = reader;
    const [bodies, all] = await Promise.all([this.names.bodies(), this.names.everyBody()]);
    const back = listOf(body);
    const way = wayTo(this, reader, [all.find(([code]) => code === body)?.[1] ?? body, back]);
    const record = { seen: { body, bodies, language }, path: below(GROUPS, body), way };
    if (id === 'ny' && form === undefined)
      return { form: leadingTo(back, formAt([this.add], id, reader, record)) };
    if (form === undefined || !UUID.test(id)) throw new NotFound();
    const group = await this.groups.one(caller, body, id);
    const path = below(below(GROUPS, body), id);
    const inIt = new Set(group.consultees.flatMap((each) => each.body ?? []));
    const known = new Set(bodies.map(([code]) => code));
    const woundUp = all
      .filter(([code]) => inIt.has(code) && !known.has(code))
      .map(([code, name]) => [code, `${name} (${T.woundUp[language]})`] as const);
    const seen = { body, bodies: [...bodies, ...woundUp], language, group };
    return { form: leadingTo(back, formAt([this.replace, this.remove], form, reader, { seen, path, way })) };
  }

  private readonly add: SettingsVerb<GroupSeen> = {
    path: 'ny',
    words: t('Ny sändlista', 'New group'),
    isOpen: mayKeep,
    form: (_, seen) => ({
      body: ConsulteeGroupBody,
      fields: fieldsOf(seen),
      read: consulteesOf,
      take: (caller, body) => this.groups.add(caller, seen.body, body),
    }),
  };

  private readonly replace: SettingsVerb<GroupSeen> = {
    path: 'andra',
    words: t('Ändra sändlistan', 'Change the group'),
    isOpen: mayKeep,
    form: ({ language }, seen) => ({
      lead: t(
        'Remisser som redan är skapade med listan behåller sina remissinstanser.',
        'Referrals that have been made of it keep their consultees.',
      )[language],
      version: seen.group!.version,
      body: ConsulteeGroupBody,
      fields: fieldsOf(seen),
      read: consulteesOf,
      take: (caller, body) => this.groups.replace(caller, seen.body, seen.group!.id, body),
    }),
  };

  private readonly remove: SettingsVerb<GroupSeen> = {
    path: 'ta-bort',
    words: t('Ta bort sändlistan', 'Remove the group'),
    isOpen: mayKeep,
    form: ({ language }, { body, group }) => ({
      lead: group!.name,
      danger: t(
        'Listan försvinner. Remisser som är skapade med den påverkas inte.',
        'The group is gone. Referrals that have been made of it are as they were.',
      )[language],
      version: group!.version,
      body: WriteBody,
      fields: [why],
      take: (caller) => this.groups.remove(caller, body, group!.id),
      says: t(`Sändlistan ${group!.name} togs bort.`, `The group ${group!.name} was removed.`),
    }),
  };

  private async list(asked: Asked): Promise<VNode> {
    const { reader, caller, query } = asked;
    const { language } = reader;
    const { body, name, bodies } = await this.kept.chosen(reader, 'consultee-group.manage', query);
    const page = Object.assign(new PageQuery(), { limit: 200 });
    const [{ items }, all] = await Promise.all([
      this.groups.list(caller, body, page),
      this.names.everyBody(),
    ]);
    const seen = { body, bodies: all, language };
    const called = ({ body: code, name: outside }: GroupedConsulteeBody) =>
      code === undefined ? outside : (all.find(([each]) => each === code)?.[1] ?? code);
    return bodyPage(
      this,
      asked,
      { body, name, bodies },
      <>
        <Verbs reader={reader} seen={seen} path={below(GROUPS, body)} verbs={[this.add]} />
        <TableOr
          reader={reader}
          none={T.none[language]}
          lead={T.noneLead[language]}
          caption={`${this.title[language]}, ${name}`}
          columns={[T.name, T.who, T.act].map((each) => each[language])}
          rows={items.map((group) => {
            const path = below(below(GROUPS, body), group.id);
            return [
              group.name,
              inARow(group.consultees.flatMap((each) => called(each) ?? [])),
              <span class="row">
                <a href={`${path}/andra`} aria-label={`${T.change[language]} ${group.name}`}>
                  {T.change[language]}
                </a>
                <a href={`${path}/ta-bort`} aria-label={`${T.remove[language]} ${group.name}`}>
                  {T.remove[language]}
                </a>
              </span>,
            ];
          })}
        />
      </>,
    );
  }
}

export const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

const listOf = (body: string): string => `${GROUPS}?namnd=${encodeURIComponent(body)}`;

/** A form that leads to an address that says something already. */
export const leadingTo = (back: string, form: SettingsForm): SettingsForm => ({
  ...form,
  back,
  done: form.done ?? (() => `${back}&klart=ja`),
});

const fieldsOf = ({ bodies, group, language }: GroupSeen): SettingsField[] => [
  {
    name: 'name',
    kind: 'line',
    label: T.name,
    now: group?.name,
    instead: t('Skriv vad listan heter', 'Write what the group is called'),
  },
  {
    name: 'bodies',
    kind: 'several',
    label: t('Nämnder och organ', 'Boards and bodies'),
    options: bodies,
    now: group?.consultees.flatMap(({ body }) => body ?? []),
  },
  {
    name: 'consultees',
    kind: 'lines',
    label: t('Remissinstanser utom kommunen', 'Consultees outside the municipality'),
    hint: t(
      'En per rad: namn; e-post; organisation eller privatperson. Bara den som står som organisation nämns i det offentliga diariet.',
      'One a line: name; e-mail; organisation or private person. Only who is said to be an organisation is named in the public register.',
    ),
    now: group?.consultees
      .filter(({ body }) => body === undefined)
      .map(({ name, email, kind }) =>
        [name, email, kind && KINDS[kind][language]].filter(Boolean).join('; '),
      ),
  },
  why,
];

/** Somebody outside is what the line says, and an organisation only where it says so. */
function consulteesOf({ bodies, consultees, ...given }: Readonly<Record<string, unknown>>): object {
  const outside = (consultees as string[]).map((line, index) => {
    const [name, ...rest] = line.split(';').map((part) => part.trim());
    const said = rest.filter((part) => part !== '');
    const [email, kind] = [said.find((part) => part.includes('@')), said.find((part) => !part.includes('@'))];
    return { name, ...(email && { email }), ...(kind && { kind: kindOf(kind, index) }) };
  });
  return { ...given, consultees: [...outside, ...(bodies as string[]).map((body) => ({ body }))] };
}

/** @throws Invalid for another word: misspelt, it would silently say nothing. */
function kindOf(said: string, index: number): PartyKind {
  const kind = PARTY_KINDS.find((each) => Object.values(KINDS[each]).includes(said.toLowerCase()));
  if (kind === undefined) throw new Invalid({ pointer: `/consultees/${index}`, ...because.consulteeKind });
  return kind;
}
