import { Inject, Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Caller } from '../../changes/caller.js';
import { SETTINGS, type Settings } from '../../config/settings.js';
import {
  AddCalendarFeedBody,
  type NewCalendarFeedView,
} from '../../deadlines/calendar-feeds/calendar-feeds.dto.js';
import { KeepCalendarFeeds } from '../../deadlines/calendar-feeds/keep-calendar-feeds.js';
import type { ReminderSettingsView } from '../../deadlines/reminders/reminders.dto.js';
import { KeepReminderSettings } from '../../deadlines/reminders/keep-reminder-settings.js';
import {
  APPEARANCE_COOKIE,
  APPEARANCES,
  KEYS_COOKIE,
  LANGUAGE_COOKIE,
  LANGUAGES,
} from '../../http/chosen-looks.js';
import { callerOf } from '../../http/current-caller.js';
import { GetPage, PagesAt, PostForm } from '../../http/page-routes.js';
import { PageQuery } from '../../lists/paging.dto.js';
import { RecordId } from '../../http/record-id.pipe.js';
import { Cookies, isFormToken } from '../../http/session-cookie.js';
import { ReasonBody, WriteBody } from '../../http/write.dto.js';
import { Sessions } from '../../identity/sessions.js';
import { KeepPeople } from '../../organisation/keep-people.js';
import { KeepSavedSearches } from '../../organisation/saved-searches/keep-saved-searches.js';
import {
  SaveSearchBody,
  type SavedSearchView,
} from '../../organisation/saved-searches/saved-searches.dto.js';
import { ArrangeStandIn, mayStandIn } from '../../organisation/stand-ins/arrange-stand-in.js';
import { ArrangeStandInBody, type StandInView } from '../../organisation/stand-ins/stand-ins.dto.js';
import { StandInsQueries } from '../../organisation/stand-ins/stand-ins.queries.js';
import { NotFound } from '../../rules/problem.js';
import { savingAt } from '../browse/saved-searches.js';
import { Act } from '../steps/act.js';
import { why } from '../administration/body-forms.js';
import { standInFields } from '../administration/person-forms.js';
import type { SettingsForm } from '../administration/settings-form.js';
import { SettingsForms } from '../administration/settings-forms.js';
import { KeptWarnings } from '../steps/kept-warnings.js';
import { ReadNames } from '../frame/read-names.js';
import { Readers } from '../frame/readers.js';
import type { Http } from '../steps/record-steps.js';
import { sendStaffPage } from '../frame/send-staff-page.js';
import { SignOut } from '../sessions/sign-out.js';
import type { Reader } from '../frame/staff-frame.js';
import { t } from '../steps/step-field.js';
import {
  backTo,
  EVERYWHERE,
  FEED,
  LOOKS,
  MINE,
  minePage,
  PARTS,
  STAND_IN,
  type MineSeen,
  type Part,
} from './mine-page.js';
import { dayInWords } from '../../markup/day.js';
import type { Texts } from '../../rules/texts.js';

/** A year: what is chosen here is chosen for this browser. */
const KEPT_SECONDS = 365 * 86_400;
const TITLE = t('Mina uppgifter', 'My settings');

const standsIn = (name: string, from: string, until: string): Texts =>
  t(
    `${name} är ersättare för dig från ${dayInWords(from, 'sv')} till och med ${dayInWords(until, 'sv')}.`,
    `${name} stands in for you from ${dayInWords(from, 'en')} until ${dayInWords(until, 'en')}.`,
  );

/** What is the reader's own: their roles, stand-ins, calendar feeds, language, appearance and sign-ins. */
@PagesAt('mitt')
export class MineController {
  private readonly cookies: Cookies;

  constructor(
    private readonly act: Act,
    private readonly feeds: KeepCalendarFeeds,
    private readonly forms: SettingsForms,
    private readonly names: ReadNames,
    private readonly people: KeepPeople,
    private readonly readers: Readers,
    private readonly reminders: KeepReminderSettings,
    private readonly sessions: Sessions,
    private readonly signOut: SignOut,
    private readonly arrangeStandIn: ArrangeStandIn,
    private readonly standIns: StandInsQueries,
    private readonly warnings: KeptWarnings,
    private readonly searches: KeepSavedSearches,
    @Inject(SETTINGS) settings: Settings,
  ) {
    this.cookies = new Cookies(settings);
  }

  @GetPage()
  async page(
    @Query('klart') done: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const part = typeof done === 'string' && Object.hasOwn(PARTS, done) ? (done as Part) : undefined;
    await this.show(request, reply, 200, { part });
  }

  /** Where somebody comes back to whose session had ended when they pressed a button of the page. */
  @GetPage([LOOKS, EVERYWHERE, `${FEED}/:id`, 'sokningar', 'sokningar/:id'])
  async again(@Res() reply: FastifyReply): Promise<void> {
    await reply.redirect(MINE, 303);
  }

  /** Kept in the browser, so that it holds there alone. */
  @PostForm(LOOKS)
  async looks(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const fields = this.fieldsOf(request);
    if (!fields) return this.show(request, reply, 403, { again: 'old-form' });
    const { sprak, farger, tangenter } = fields;
    const language = LANGUAGES.find((each) => each === sprak) ?? '';
    const appearance = APPEARANCES.find((each) => each === farger) ?? 'auto';
    this.cookies.set(reply, LANGUAGE_COOKIE, language, language === '' ? 0 : KEPT_SECONDS);
    this.cookies.set(reply, APPEARANCE_COOKIE, appearance, KEPT_SECONDS);
    this.cookies.set(reply, KEYS_COOKIE, tangenter === 'av' ? 'av' : 'pa', KEPT_SECONDS);
    await reply.redirect(backTo('utseende'), 303);
  }

  @PostForm(EVERYWHERE)
  async signOutEverywhere(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    if (!this.fieldsOf(request)) return this.show(request, reply, 403, { again: 'old-form' });
    await this.sessions.endAllOf(request.actor!.username);
    await this.signOut.leave(request, reply);
  }

  @GetPage(FEED)
  async newFeed(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.forms.show(this.feedForm(this.readers.of(request)), { request, reply });
  }

  @PostForm(FEED)
  async addFeed(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.forms.take(this.feedForm(this.readers.of(request)), { request, reply });
  }

  @PostForm(`${FEED}/:id`)
  async revokeFeed(
    @Param('id', RecordId) id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.press({ request, reply }, 'kalender', (caller) => this.feeds.revoke(caller, id));
  }

  /** Leads back to the list that was saved. */
  @PostForm('sokningar')
  async saveSearch(
    @Query('adress') address: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const form = this.searchForm(this.readers.of(request), typeof address === 'string' ? address : '');
    await this.forms.take(form, { request, reply });
  }

  @PostForm('sokningar/:id')
  async removeSearch(
    @Param('id', RecordId) id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.press({ request, reply }, 'sokningar', (caller) => this.searches.remove(caller, id));
  }

  @GetPage(`${STAND_IN}/:body`)
  async newStandIn(
    @Param('body') body: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.forms.show(await this.standInForm(request, body), { request, reply });
  }

  @PostForm(`${STAND_IN}/:body`)
  async addStandIn(
    @Param('body') body: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.forms.take(await this.standInForm(request, body), { request, reply });
  }

  @GetPage(`${STAND_IN}/:body/:id`)
  async endingStandIn(
    @Param('body') body: string,
    @Param('id', RecordId) id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.forms.show(await this.endForm(request, body, id), { request, reply });
  }

  @PostForm(`${STAND_IN}/:body/:id`)
  async endStandIn(
    @Param('body') body: string,
    @Param('id', RecordId) id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.forms.take(await this.endForm(request, body, id), { request, reply });
  }

  private async endForm(request: FastifyRequest, body: string, id: string): Promise<SettingsForm> {
    const { language } = this.readers.of(request);
    const { version, standIn } = await this.standIns.one(callerOf(request), body, id);
    const names = await this.names.of([], [standIn]);
    return {
      heading: t('Avsluta ersättarskapet', 'End the stand-in')[language],
      way: [[TITLE[language], MINE]],
      lead: names.get(standIn) ?? standIn,
      path: `${MINE}/${STAND_IN}/${encodeURIComponent(body)}/${id}`,
      back: MINE,
      version,
      body: ReasonBody,
      fields: [{ ...why, instead: t('Skriv varför', 'Write why') }],
      take: (caller) => this.arrangeStandIn.revoke(caller, body, id),
      says: t(
        `${names.get(standIn) ?? standIn} är inte längre ersättare för dig.`,
        `${names.get(standIn) ?? standIn} stands in for you no more.`,
      ),
      done: () => backTo('ersattare'),
    };
  }

  /** Takes what a button of the page asks for. */
  private async press(
    { request, reply }: Http,
    part: Part,
    take: (caller: Caller) => Promise<unknown>,
  ): Promise<void> {
    await this.act.act(request, reply, {
      body: WriteBody,
      read: () => ({}),
      take,
      show: ({ status, again }) => this.show(request, reply, status, { again }),
      done: backTo(part),
    });
  }

  private async show(
    request: FastifyRequest,
    reply: FastifyReply,
    status: number,
    { part, again }: { readonly part?: Part | undefined; readonly again?: MineSeen['again'] },
  ): Promise<void> {
    const [caller, reader] = [callerOf(request), this.readers.of(request)];
    const { inOwnRight } = reader.actor;
    const bodies = Object.keys(inOwnRight.roles);
    const { said: warnings, done: said } = await this.warnings.takeAll(request, reply);
    const page = Object.assign(new PageQuery(), { limit: 100 });
    const { username } = reader.actor;
    const [me, feeds, saved, arranged] = await Promise.all([
      this.people.me(caller),
      this.feeds.list(caller, page),
      this.searches.list(caller),
      this.standIns.ofPerson(username, bodies, reader.today),
    ]);
    const [ongoing, standingIn] = [
      arranged.filter(({ absent }) => absent === username),
      arranged.filter(({ standIn }) => standIn === username),
    ];
    const reminders: ReminderSettingsView[] = [];
    // One body after the other: whoever works for many takes no more of the database at once than whoever works for one.
    for (const body of inOwnRight.staffOf) reminders.push(await this.reminders.one(body));
    const names = await this.names.of(bodies, [
      ...ongoing.map(({ standIn }) => standIn),
      ...standingIn.map(({ absent }) => absent),
    ]);
    const seen = {
      me,
      names,
      reminders,
      saved,
      warnings,
      done: part && { part, said: said ?? PARTS[part] },
      again,
      bodies: inOwnRight.staffOf,
      standIns: ongoing,
      standingIn,
      feeds: feeds.items.filter(({ body, person }) => body === null && person === username),
      chosenLanguage: this.cookies.read(request, LANGUAGE_COOKIE) ?? '',
    };
    await sendStaffPage(reply, status, minePage(reader, seen));
  }

  private searchForm({ language }: Reader, address: string): SettingsForm {
    return {
      heading: t('Spara sökningen', 'Save the search')[language],
      way: [[TITLE[language], MINE]],
      path: savingAt(address),
      back: MINE,
      body: SaveSearchBody,
      fields: [
        {
          name: 'name',
          kind: 'line',
          label: t('Vad du kallar den', 'What you call it'),
          instead: t('Skriv vad du kallar sökningen', 'Write what you call the search'),
        },
      ],
      read: (given) => ({ ...given, address }),
      take: (caller, body: SaveSearchBody) => this.searches.save(caller, body),
      done: (saved: SavedSearchView) => saved.address,
    };
  }

  private feedForm({ language }: Reader): SettingsForm {
    return {
      heading: t('Skapa ett kalenderflöde', 'Make a calendar feed')[language],
      way: [[TITLE[language], MINE]],
      path: `${MINE}/${FEED}`,
      back: MINE,
      body: AddCalendarFeedBody,
      fields: [
        {
          name: 'name',
          kind: 'line',
          label: t('Vad du kallar det', 'What you call it'),
          hint: t('Till exempel Outlook på kontoret.', 'Such as Outlook at the office.'),
        },
      ],
      take: (caller, body) => this.feeds.add(caller, body),
      showOnce: ({ address }: NewCalendarFeedView) => ({
        heading: t('Adressen till ditt kalenderflöde', 'The address of your calendar feed')[language],
        lead: t(
          'Kopiera adressen och klistra in den i ditt kalenderprogram nu: den visas bara den här gången.',
          'Copy the address and paste it into your calendar program now: it is shown this once.',
        )[language],
        secret: address,
      }),
    };
  }

  /** @throws NotFound for a body where the reader has no role of their own. */
  private async standInForm(request: FastifyRequest, body: string): Promise<SettingsForm> {
    const reader = this.readers.of(request);
    const { language, actor } = reader;
    if (!actor.inOwnRight.staffOf.includes(body)) throw new NotFound();
    const page = Object.assign(new PageQuery(), { limit: 500 });
    const { items } = await this.people.list(callerOf(request), body, page);
    const colleagues = items
      .filter(
        ({ username, active, roles }) =>
          active && username !== actor.username && mayStandIn(roles, actor.inOwnRight.roles[body] ?? []),
      )
      .map(({ username, name }) => [username, name] as const);
    const nameOf = (standIn: string) => items.find(({ username }) => username === standIn)?.name ?? standIn;
    return {
      heading: t('Utse ersättare', 'Let someone stand in')[language],
      way: [[TITLE[language], MINE]],
      lead: t(
        'Ersättaren gör det du får göra i organet, och det står i historiken att det var för din räkning.',
        'Whoever stands in does what you may in the body, and the history says that it was on your behalf.',
      )[language],
      path: `${MINE}/${STAND_IN}/${encodeURIComponent(body)}`,
      back: MINE,
      body: ArrangeStandInBody,
      fields: standInFields(colleagues, language),
      read: (given) => ({ ...given, absent: actor.username }),
      take: (caller, given) => this.arrangeStandIn.arrange(caller, body, given),
      says: ({ standIn, from, until }: StandInView) => standsIn(nameOf(standIn), from, until),
      done: () => backTo('ersattare'),
    };
  }

  /** The fields of a form without a version or a key; none where it was sent from a page of an earlier session. */
  private fieldsOf(request: FastifyRequest): Readonly<Record<string, unknown>> | undefined {
    const { _token: token, ...fields } = (request.body ?? {}) as Readonly<Record<string, unknown>>;
    return isFormToken(token, request.session!.id) ? fields : undefined;
  }
}
