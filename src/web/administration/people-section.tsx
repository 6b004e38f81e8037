import { Injectable } from '@nestjs/common';
import type { VNode } from 'preact';
import { PageQuery } from '../../lists/paging.dto.js';
import { Day } from '../../markup/day.js';
import { Facts } from '../../markup/notices.js';
import { Sheet } from '../../markup/page.js';
import { KeepPeople } from '../../organisation/keep-people.js';
import { MovePerson } from '../../organisation/move-person.js';
import type { PersonView } from '../../organisation/people.dto.js';
import { ArrangeStandIn, mayStandIn } from '../../organisation/stand-ins/arrange-stand-in.js';
import { StandInsQuery } from '../../organisation/stand-ins/stand-ins.dto.js';
import { StandInsQueries } from '../../organisation/stand-ins/stand-ins.queries.js';
import { NotFound } from '../../rules/problem.js';
import { roleTitles } from '../../rules/role-words.js';
import { ReassignMatters } from '../../statements/reassign-matters.js';
import { ReadNames } from '../frame/read-names.js';
import type { Reader } from '../frame/staff-frame.js';
import { t } from '../steps/step-field.js';
import { bodyPage, settingsPage, TableOr, Verbs } from './administration-parts.js';
import { KeptBodies, mayAnywhere } from './kept-bodies.js';
import {
  endStandIn,
  listOf,
  newPerson,
  pathOfPerson,
  PEOPLE,
  personForms,
  type PersonKeepers,
  type PersonSeen,
} from './person-forms.js';
import { below, formAt, wayTo, type Asked, type AtAddress, type Section } from './section.js';

const MOST = 500;
const T = {
  name: t('Namn', 'Name'),
  username: t('Användarnamn', 'Username'),
  roles: t('Roller', 'Roles'),
  state: t('Inloggning', 'Sign-in'),
  open: t('Öppen', 'Open'),
  closed: t('Avstängd', 'Closed'),
  email: t('E-post', 'E-mail'),
  none: t('Ingen har någon roll här än', 'Nobody has a role here yet'),
  noneLead: t(
    'Lägg upp den första personen, till exempel registratorn.',
    'Add the first person, such as the registrar.',
  ),
  municipal: t('Kommunens systemförvaltare', 'The municipality’s administrator'),
  yes: t('Ja', 'Yes'),
  standIns: t('Ersättare', 'Stand-ins'),
  standIn: t('Ersättare', 'Stand-in'),
  ended: t('avslutat', 'ended'),
  end: t('Avsluta', 'End'),
  facts: t('Uppgifter', 'Facts'),
};

/** The people of a body: their roles, who has left, and who stands in for whom. */
@Injectable()
export class PeopleSection implements Section {
  readonly path = 'personer';
  readonly title = t('Personer och roller', 'People and roles');
  readonly about = t(
    'Vem som gör vad, vem som har slutat och vem som är ersättare.',
    'Who does what, who has left and who stands in.',
  );
  private readonly keepers: PersonKeepers;

  constructor(
    private readonly people: KeepPeople,
    movePerson: MovePerson,
    reassign: ReassignMatters,
    standIns: ArrangeStandIn,
    private readonly standInsQueries: StandInsQueries,
    private readonly kept: KeptBodies,
    private readonly names: ReadNames,
  ) {
    this.keepers = { people, movePerson, reassign, standIns };
  }

  readonly isOpen = (reader: Reader): boolean =>
    mayAnywhere(reader, 'person.manage', 'person.reassign', 'stand-in.arrange');

  async at(asked: Asked, body?: string, username?: string, form?: string): Promise<AtAddress> {
    const { reader } = asked;
    if (body === undefined) return { page: await this.list(asked) };
    if (username === undefined) throw new NotFound();
    if (username === 'ny' && form === undefined) {
      const names = await this.names.of([body]);
      const record = {
        seen: { body },
        path: below(PEOPLE, body),
        way: wayTo(this, reader, [names.get(body) ?? body, listOf(body)]),
      };
      return { form: { ...formAt([newPerson(this.people)], username, reader, record), back: listOf(body) } };
    }
    const seen = await this.seen(asked, body, username);
    const path = pathOfPerson(body, username);
    if (form === undefined) return { page: this.page(asked, seen, path) };
    const ends = seen.standIns
      .filter(({ revokedAt }) => revokedAt === null)
      .map((each) => endStandIn(this.keepers.standIns, each));
    const way = wayTo(this, reader, [seen.person.name, path]);
    return { form: formAt([...personForms(this.keepers), ...ends], form, reader, { seen, path, way }) };
  }

  private async seen({ caller, reader }: Asked, body: string, username: string): Promise<PersonSeen> {
    const person = await this.people.one(caller, body, username);
    const page = Object.assign(new PageQuery(), { limit: MOST });
    const [colleagues, bodies, standIns] = await Promise.all([
      this.people.list(caller, body, page),
      this.names.bodies(),
      this.standInsQueries.list(
        caller,
        body,
        Object.assign(new StandInsQuery(), { absent: username, limit: 20 }),
      ),
    ]);
    const others = colleagues.items.filter((each) => each.active && each.username !== username);
    return {
      body,
      person,
      bodies,
      standIns: standIns.items,
      colleagues: others
        .filter((each) => each.username !== reader.actor.username && mayStandIn(each.roles, person.roles))
        .map((each) => [each.username, `${each.name}, ${rolesIn(each, reader)}`]),
      officers: others
        .filter((each) => each.roles.includes('officer'))
        .map((each) => [each.username, each.name]),
    };
  }

  private async list(asked: Asked): Promise<VNode> {
    const { reader, caller, query } = asked;
    const { language } = reader;
    const { body, name, bodies } = await this.kept.chosen(reader, 'person.read', query);
    const { items } = await this.people.list(caller, body, Object.assign(new PageQuery(), { limit: MOST }));
    const now = Object.assign(new StandInsQuery(), { on: reader.today, limit: MOST });
    const standIns = (await this.standInsQueries.list(caller, body, now)).items;
    const nameOf = (username: string) => items.find((each) => each.username === username)?.name ?? username;
    const standInsOf = (username: string) =>
      standIns.filter(({ absent }) => absent === username).map(({ standIn }) => nameOf(standIn));
    return bodyPage(
      this,
      asked,
      { body, name, bodies },
      <>
        <Verbs reader={reader} seen={{ body }} path={below(PEOPLE, body)} verbs={[newPerson(this.people)]} />
        <TableOr
          reader={reader}
          none={T.none[language]}
          lead={T.noneLead[language]}
          caption={`${this.title[language]}, ${name}`}
          columns={[T.name, T.username, T.roles, T.state].map((each) => each[language])}
          rows={items.map((person) => [
            <a href={pathOfPerson(body, person.username)}>{person.name}</a>,
            person.username,
            rolesIn(person, reader),
            [
              (person.active ? T.open : T.closed)[language],
              ...standInsOf(person.username).map((name) => `${T.standIn[language]}: ${name}`),
            ].join('. '),
          ])}
        />
      </>,
    );
  }

  private page(asked: Asked, seen: PersonSeen, path: string): VNode {
    const { reader } = asked;
    const { language } = reader;
    const { body, person, standIns, colleagues, bodies } = seen;
    const name = (username: string) =>
      colleagues.find(([each]) => each === username)?.[1] ??
      (username === reader.actor.username ? reader.actor.name : username);
    const verbs = personForms(this.keepers);
    return settingsPage(
      asked,
      {
        way: wayTo(this, reader, [bodies.find(([code]) => code === body)?.[1] ?? body, listOf(body)]),
        heading: person.name,
      },
      <>
        <Verbs reader={reader} seen={seen} path={path} verbs={verbs} />
        <Sheet id="uppgifter" heading={T.facts[language]}>
          <Facts
            lines={[
              [T.username[language], person.username],
              [T.roles[language], rolesIn(person, reader)],
              [T.email[language], person.email],
              [T.state[language], (person.active ? T.open : T.closed)[language]],
              [T.municipal[language], person.municipalAdministrator && T.yes[language]],
            ]}
          />
        </Sheet>
        {standIns.length > 0 && (
          <Sheet id="ersattare" heading={T.standIns[language]}>
            <ul class="plain lined">
              {standIns.map(({ id, standIn, from, until, revokedAt }) => (
                <li>
                  {name(standIn)}, <Day date={from} language={language} form="list" today={reader.today} />–
                  <Day date={until} language={language} form="list" today={reader.today} />{' '}
                  {revokedAt !== null ? (
                    <span class="quiet">({T.ended[language]})</span>
                  ) : (
                    endStandIn(this.keepers.standIns, standIns[0]!).isOpen(reader, seen) && (
                      <a href={below(path, id)} aria-label={`${T.end[language]}, ${name(standIn)}`}>
                        {T.end[language]}
                      </a>
                    )
                  )}
                </li>
              ))}
            </ul>
          </Sheet>
        )}
      </>,
    );
  }
}

const rolesIn = ({ roles }: PersonView, { language }: Reader): string =>
  roles.map((role) => roleTitles[role][language]).join(', ') || '–';
