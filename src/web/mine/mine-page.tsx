import type { VNode } from 'preact';
import type { CalendarFeedView } from '../../deadlines/calendar-feeds/calendar-feeds.dto.js';
import type { ReminderSettingsView } from '../../deadlines/reminders/reminders.dto.js';
import { APPEARANCES, KEYS as HAS_KEYS, type Appearance, type Keys } from '../../http/chosen-looks.js';
import { Button, LinkButton } from '../../markup/buttons.js';
import { Day } from '../../markup/day.js';
import { Choice, Hidden } from '../../markup/fields.js';
import { Facts, Notice, Receipt, Warnings } from '../../markup/notices.js';
import { PageHead, Sheet } from '../../markup/page.js';
import type { MeView } from '../../organisation/me.dto.js';
import type { SavedSearchView } from '../../organisation/saved-searches/saved-searches.dto.js';
import type { StandInView } from '../../organisation/stand-ins/stand-ins.dto.js';
import type { DomainError } from '../../rules/problem.js';
import { roleTitles } from '../../rules/role-words.js';
import type { Texts } from '../../rules/texts.js';
import type { Names } from '../frame/read-names.js';
import { SEARCHES } from '../browse/saved-searches.js';
import { KEYS } from '../help/keys.js';
import { staffPage, type Reader } from '../frame/staff-frame.js';
import { t } from '../steps/step-field.js';
import { Reminders } from './my-reminders.js';

export const MINE = '/mitt';
/** Where each form of the page is sent, below it. */
export const LOOKS = 'utseende';
export const FEED = 'kalender';
export const STAND_IN = 'ersattare';
export const EVERYWHERE = 'logga-ut-overallt';

const T = {
  title: t('Mina uppgifter', 'My settings'),
  who: t('Vem du är', 'Who you are'),
  name: t('Namn', 'Name'),
  username: t('Användarnamn', 'Username'),
  roles: t('Roller', 'Roles'),
  noRole: t('Ingen än', 'None yet'),
  standingIn: t('Du är ersättare för', 'You stand in for'),
  standsInFor: t('Det du får göra som ersättare i dag', 'What you may do as a stand-in today'),
  whoLead: t(
    'Stämmer något inte? Din systemförvaltare ändrar namn och roller.',
    'Is something wrong? Your administrator changes names and roles.',
  ),
  looks: t('Språk och utseende', 'Language and appearance'),
  language: t('Språk', 'Language'),
  asBrowser: t('Som webbläsaren', 'As the browser'),
  appearance: t('Utseende', 'Appearance'),
  keysChoice: t('Tangenterna i Yttra', 'The keys of Yttra'),
  save: t('Spara', 'Save'),
  standIns: t('Ersättare för dig', 'Standing in for you'),
  standInsNone: t('Ingen är ersättare för dig.', 'Nobody stands in for you.'),
  arrange: t('Utse ersättare', 'Let someone stand in'),
  end: t('Avsluta', 'End'),
  feeds: t('Kalenderflöde', 'Calendar feed'),
  feedsLead: t(
    'Lägg till dina tider och sammanträden i din egen kalender, till exempel Outlook. Den som har adressen kan läsa flödet.',
    'Add your deadlines and meetings to your own calendar, such as Outlook. Whoever has the address can read the feed.',
  ),
  addFeed: t('Skapa ett kalenderflöde', 'Make a calendar feed'),
  unnamed: t('Utan namn', 'Without a name'),
  fetched: t('hämtat', 'fetched'),
  notFetched: t('inte hämtat än', 'not fetched yet'),
  notDone: t('Det är inte gjort', 'It has not been done'),
  oldForm: t(
    'Sidan var från en tidigare inloggning. Tryck igen om du fortfarande vill.',
    'The page was of an earlier sign-in. Press again if you still want to.',
  ),
  revoke: t('Återkalla', 'Revoke'),
  searches: t('Sparade sökningar', 'Saved searches'),
  searchesLead: t(
    'Du sparar en sökning på den lista som den är av. Ingen annan ser dem.',
    'You save a search at the list that it is of. Nobody else sees them.',
  ),
  remove: t('Ta bort', 'Remove'),
  keys: t('Tangentbord', 'Keyboard'),
  keysLead: t(
    'Allt går att göra med tangentbordet. De sex första är Yttras egna och kan stängas av under Språk och utseende.',
    'Everything can be done by keyboard. The first six are Yttra’s own, and can be turned off under Language and appearance.',
  ),
  sessions: t('Inloggningar', 'Sign-ins'),
  everywhere: t('Logga ut överallt', 'Sign out everywhere'),
  everywhereLead: t(
    'Avslutar alla dina inloggningar, också den här och de på andra datorer.',
    'Ends all your sign-ins, this one and those on other computers too.',
  ),
};

/** The parts of the page in which something is done, and what is said there of it. */
export const PARTS = {
  utseende: t('Språk och utseende sparades.', 'Language and appearance were saved.'),
  ersattare: t('Ersättaren sparades.', 'The stand-in was saved.'),
  sokningar: t('Sökningen togs bort.', 'The search was removed.'),
  kalender: t('Kalenderflödet återkallades.', 'The calendar feed was revoked.'),
} satisfies Record<string, Texts>;
export type Part = keyof typeof PARTS;

/** Back to the part of the page where something was done. */
export const backTo = (part: Part): string => `${MINE}?klart=${part}#${part}`;

const appearanceWords: Readonly<Record<Appearance, Texts>> = {
  auto: t('Som datorn', 'As the computer'),
  light: t('Ljust', 'Light'),
  dark: t('Mörkt', 'Dark'),
};

const keysWords: Readonly<Record<Keys, Texts>> = { pa: t('På', 'On'), av: t('Av', 'Off') };

export interface MineSeen {
  readonly me: MeView;
  /** What the reader has chosen; none for whoever follows the browser. */
  readonly chosenLanguage: string;
  readonly standIns: readonly StandInView[];
  /** Whom the reader stands in for, or is to. */
  readonly standingIn: readonly StandInView[];
  readonly names: Names;
  readonly feeds: readonly CalendarFeedView[];
  readonly saved: readonly SavedSearchView[];
  readonly reminders: readonly ReminderSettingsView[];
  /** Bodies in which the reader may let somebody stand in for them. */
  readonly bodies: readonly string[];
  /** In which part something was done, and what. */
  readonly done: { readonly part: Part; readonly said: Texts } | undefined;
  /** Why what was asked for was not done. */
  readonly again: DomainError | 'old-form' | undefined;
  readonly warnings: readonly string[];
}

/** What is the reader's own. */
export const minePage = (reader: Reader, seen: MineSeen): VNode => {
  const { language, today } = reader;
  const { me, again, warnings, names } = seen;
  const rolesOf = ({ roles }: Pick<MeView, 'roles'>) =>
    roles.map(({ role, bodyName }) => `${roleTitles[role][language]}, ${bodyName}`);
  return staffPage(
    reader,
    { title: T.title[language], width: 'text' },
    <>
      <PageHead heading={T.title[language]} />
      {again !== undefined && (
        <Notice tone="danger" heading={T.notDone[language]}>
          {(again === 'old-form'
            ? [T.oldForm]
            : again.reasons.length === 0
              ? [again.detail]
              : again.reasons.map(({ detail }) => detail)
          ).map((detail) => (
            <p>{detail[language]}</p>
          ))}
        </Notice>
      )}
      <Warnings language={language} warnings={warnings} />
      <Sheet id="vem" heading={T.who[language]}>
        <Facts
          lines={[
            [T.name[language], me.name],
            [T.username[language], me.username],
            [T.roles[language], me.roles.length === 0 ? T.noRole[language] : <Lines lines={rolesOf(me)} />],
            [
              T.standingIn[language],
              seen.standingIn.length > 0 && (
                <ul class="plain">
                  {seen.standingIn.map(({ absent, body, from, until }) => (
                    <li>
                      {names.get(absent) ?? absent}, {names.get(body) ?? body},{' '}
                      <Day date={from} language={language} form="list" today={today} />–
                      <Day date={until} language={language} form="list" today={today} />
                    </li>
                  ))}
                </ul>
              ),
            ],
            [
              T.standsInFor[language],
              me.standsInFor.length > 0 && (
                <Lines lines={me.standsInFor.map((each) => `${each.name}: ${rolesOf(each).join('; ')}`)} />
              ),
            ],
          ]}
        />
        <p class="quiet">{T.whoLead[language]}</p>
      </Sheet>
      <Looks reader={reader} seen={seen} />
      <StandIns reader={reader} seen={seen} />
      <Searches reader={reader} seen={seen} />
      <Feeds reader={reader} seen={seen} />
      <Reminders reader={reader} {...seen} />
      <Sheet id="tangentbord" heading={T.keys[language]}>
        <p>{T.keysLead[language]}</p>
        <Facts lines={KEYS.map(([keys, does]) => [keys, does[language]])} />
      </Sheet>
      <Sheet id="inloggningar" heading={T.sessions[language]}>
        <p>{T.everywhereLead[language]}</p>
        <form method="post" action={`${MINE}/${EVERYWHERE}`}>
          <Hidden values={{ _token: reader.token }} />
          <Button variant="secondary">{T.everywhere[language]}</Button>
        </form>
      </Sheet>
    </>,
  );
};

const Lines = ({ lines }: { readonly lines: readonly string[] }) => (
  <ul class="plain">
    {lines.map((line) => (
      <li>{line}</li>
    ))}
  </ul>
);

interface InMine {
  readonly reader: Reader;
  readonly seen: MineSeen;
}

const DoneHere = ({ reader: { language }, seen: { done }, part }: InMine & { readonly part: Part }) => (
  <Receipt said={done?.part === part ? done.said[language] : undefined} />
);

const Looks = ({ reader, seen }: InMine) => {
  const { language, token, appearance, keys } = reader;
  return (
    <Sheet id="utseende" heading={T.looks[language]}>
      <DoneHere reader={reader} seen={seen} part="utseende" />
      <form class="stack" method="post" action={`${MINE}/${LOOKS}`}>
        <Hidden values={{ _token: token }} />
        <Choice
          name="sprak"
          label={T.language[language]}
          value={seen.chosenLanguage}
          options={[
            ['', T.asBrowser[language]],
            ['sv', 'Svenska'],
            ['en', 'English'],
          ]}
        />
        <Choice
          name="farger"
          label={T.appearance[language]}
          value={appearance}
          options={APPEARANCES.map((each) => [each, appearanceWords[each][language]])}
        />
        <Choice
          name="tangenter"
          label={T.keysChoice[language]}
          value={keys}
          options={HAS_KEYS.map((each) => [each, keysWords[each][language]])}
        />
        <Button variant="secondary">{T.save[language]}</Button>
      </form>
    </Sheet>
  );
};

const StandIns = ({ reader, seen }: InMine) => {
  const { language, today } = reader;
  const { standIns, names, bodies } = seen;
  if (bodies.length === 0) return null;
  return (
    <Sheet id="ersattare" heading={T.standIns[language]}>
      <DoneHere reader={reader} seen={seen} part="ersattare" />
      {standIns.length === 0 ? (
        <p class="quiet">{T.standInsNone[language]}</p>
      ) : (
        <ul class="plain lined">
          {standIns.map(({ id, body, standIn, from, until }) => (
            <li>
              {names.get(standIn) ?? standIn}, {names.get(body) ?? body},{' '}
              <Day date={from} language={language} form="list" today={today} />–
              <Day date={until} language={language} form="list" today={today} />{' '}
              <a
                href={`${MINE}/${STAND_IN}/${encodeURIComponent(body)}/${id}`}
                aria-label={`${T.end[language]}, ${names.get(standIn) ?? standIn}`}
              >
                {T.end[language]}
              </a>
            </li>
          ))}
        </ul>
      )}
      <div class="row">
        {bodies.map((body) => (
          <LinkButton variant="secondary" href={`${MINE}/${STAND_IN}/${encodeURIComponent(body)}`}>
            {T.arrange[language]}
            {bodies.length > 1 && `, ${names.get(body) ?? body}`}
          </LinkButton>
        ))}
      </div>
    </Sheet>
  );
};

const Searches = ({ reader, seen }: InMine) => {
  const { language, token } = reader;
  return (
    <Sheet id="sokningar" heading={T.searches[language]}>
      <DoneHere reader={reader} seen={seen} part="sokningar" />
      <p>{T.searchesLead[language]}</p>
      {seen.saved.length > 0 && (
        <ul class="plain lined entries">
          {seen.saved.map(({ id, name, address }) => (
            <li>
              <form class="row" method="post" action={`${SEARCHES}/${id}`}>
                <Hidden values={{ _token: token }} />
                <a href={address}>{name}</a>
                <Button dense variant="secondary" label={`${T.remove[language]}, ${name}`}>
                  {T.remove[language]}
                </Button>
              </form>
            </li>
          ))}
        </ul>
      )}
    </Sheet>
  );
};

const Feeds = ({ reader, seen }: InMine) => {
  const { language, token, today } = reader;
  const { feeds } = seen;
  return (
    <Sheet id="kalender" heading={T.feeds[language]}>
      <DoneHere reader={reader} seen={seen} part="kalender" />
      <p>{T.feedsLead[language]}</p>
      {feeds.length > 0 && (
        <ul class="plain lined">
          {feeds.map(({ id, name, fetchedOn, version }) => (
            <li>
              <form class="row" method="post" action={`${MINE}/${FEED}/${id}`}>
                <Hidden values={{ _token: token, _version: String(version) }} />
                <span>
                  {name ?? T.unnamed[language]}{' '}
                  <span class="quiet">
                    (
                    {fetchedOn === null ? (
                      T.notFetched[language]
                    ) : (
                      <>
                        {T.fetched[language]}{' '}
                        <Day date={fetchedOn} language={language} form="list" today={today} />
                      </>
                    )}
                    )
                  </span>
                </span>
                <Button
                  dense
                  variant="tertiary"
                  label={`${T.revoke[language]} ${name ?? T.unnamed[language]}`}
                >
                  {T.revoke[language]}
                </Button>
              </form>
            </li>
          ))}
        </ul>
      )}
      <LinkButton variant="secondary" href={`${MINE}/${FEED}`}>
        {T.addFeed[language]}
      </LinkButton>
    </Sheet>
  );
};
