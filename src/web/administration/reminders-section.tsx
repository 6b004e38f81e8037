import { Injectable } from '@nestjs/common';
import type { VNode } from 'preact';
import { KeepReminderSettings } from '../../deadlines/reminders/keep-reminder-settings.js';
import {
  ReminderSettingsBody,
  type ReminderSettingsView,
  type ReminderSettingView,
} from '../../deadlines/reminders/reminders.dto.js';
import { NotFound } from '../../rules/problem.js';
import { permits } from '../../rules/policy.js';
import { REMINDER_RECIPIENTS, type ReminderRecipient } from '../../rules/reminder-kinds.js';
import { reminderKindWords } from '../../rules/reminder-text.js';
import { roleTitles } from '../../rules/role-words.js';
import type { Language, Texts } from '../../rules/texts.js';
import { ReadNames } from '../frame/read-names.js';
import type { Reader } from '../frame/staff-frame.js';
import { t, worded } from '../steps/step-field.js';
import { bodyPage, SettingsTable } from './administration-parts.js';
import { why } from './body-forms.js';
import { leadingTo } from './groups-section.js';
import { KeptBodies, mayAnywhere } from './kept-bodies.js';
import { ADMINISTRATION, below, formAt, wayTo, type Asked, type AtAddress, type Section } from './section.js';
import type { Given, SettingsVerb } from './settings-form.js';

const REMINDERS = `${ADMINISTRATION}/paminnelser`;
const T = {
  what: t('Påminnelse', 'Reminder'),
  days: t('Dagar', 'Days'),
  who: t('Till', 'To'),
  manager: t('Chefen får veta', 'The manager is told'),
  never: t('aldrig', 'never'),
  workingDays: t('arbetsdagar efter', 'working days after'),
  workingDay: t('arbetsdag efter', 'working day after'),
  off: t('Avstängd', 'Off'),
  own: t('egen', 'own'),
  standard: t('standard', 'default'),
  before: t('före', 'before'),
  after: t('efter', 'after'),
  same: t('samma dag', 'the same day'),
  set: t('Inställning', 'Setting'),
};

const recipientWords: Readonly<Record<ReminderRecipient, Texts>> = {
  registrar: roleTitles.registrar,
  officer: roleTitles.officer,
  manager: roleTitles.manager,
  secretary: roleTitles.secretary,
  holder: t('Den vars steg ärendet väntar på', 'Whoever’s step the matter waits for'),
};

interface RuleSeen {
  readonly body: string;
  readonly settings: ReminderSettingsView;
  readonly rule: ReminderSettingView;
}

/** What is said to whom, and when, in each body. */
@Injectable()
export class RemindersSection implements Section {
  readonly path = 'paminnelser';
  readonly title = t('Påminnelser', 'Reminders');
  readonly about = t(
    'Vilka påminnelser som sägs, till vem och hur många dagar före.',
    'Which reminders are said, to whom and how many days before.',
  );
  readonly isOpen = (reader: Reader): boolean => mayAnywhere(reader, 'body.set-reminders');

  constructor(
    private readonly keep: KeepReminderSettings,
    private readonly kept: KeptBodies,
    private readonly names: ReadNames,
  ) {}

  async at(asked: Asked, body?: string, kind?: string, form?: string): Promise<AtAddress> {
    const { reader } = asked;
    if (body === undefined) return { page: await this.list(asked) };
    const [settings, names] = await Promise.all([this.keep.one(body), this.names.of([body])]);
    const rule = settings.kinds.find((each) => each.kind === kind);
    if (!rule || form === undefined) throw new NotFound();
    const back = `${REMINDERS}?namnd=${encodeURIComponent(body)}`;
    const way = wayTo(this, reader, [names.get(body) ?? body, back]);
    const record = { seen: { body, settings, rule }, path: below(below(REMINDERS, body), rule.kind), way };
    return { form: leadingTo(back, formAt([this.set], form, reader, record)) };
  }

  private readonly set: SettingsVerb<RuleSeen> = {
    path: 'andra',
    words: t('Ändra påminnelsen', 'Change the reminder'),
    isOpen: ({ actor }, { body }) => permits(actor, 'body.set-reminders', { body }),
    form: ({ language }, { body, settings, rule }) => ({
      lead: reminderKindWords[rule.kind][language],
      version: settings.version,
      body: ReminderSettingsBody,
      fields: [
        { name: 'said', kind: 'yes', label: t('Påminnelsen sägs', 'The reminder is said'), now: rule.said },
        {
          name: 'kinds',
          kind: 'line',
          label: t('Dagar från den dag som det gäller', 'Days from the day that it is about'),
          hint: t(
            'Heltal med blanksteg emellan, minus för dagar före: -5 -1 1.',
            'Whole numbers with blanks between, minus for days before: -5 -1 1.',
          ),
          instead: t('Skriv minst en dag, till exempel -5 -1 1', 'Write at least one day, such as -5 -1 1'),
          now: rule.days.join(' '),
        },
        {
          name: 'recipients',
          kind: 'several',
          label: t('Till', 'To'),
          options: worded(REMINDER_RECIPIENTS, recipientWords)(null, language),
          now: rule.recipients,
        },
        {
          name: 'escalateAfter',
          kind: 'number',
          label: t(
            'Chefen får veta efter så många arbetsdagar',
            'The manager is told after so many working days',
          ),
          hint: t('Lämna tomt för aldrig.', 'Leave empty for never.'),
          now: rule.escalateAfter,
          emptied: true,
        },
        {
          name: 'reset',
          kind: 'yes',
          label: t('Återställ till standard', 'Set back to the default'),
          now: false,
        },
        why,
      ],
      read: (given) => withRule(given, settings, rule),
      take: (caller, given) => this.keep.replace(caller, body, given),
    }),
  };

  private async list(asked: Asked): Promise<VNode> {
    const { reader, query } = asked;
    const { language } = reader;
    const { body, name, bodies } = await this.kept.chosen(reader, 'body.set-reminders', query);
    const { kinds } = await this.keep.one(body);
    return bodyPage(
      this,
      asked,
      { body, name, bodies },
      <>
        <SettingsTable
          reader={reader}
          caption={`${this.title[language]}, ${name}`}
          columns={[T.what, T.days, T.who, T.manager, T.set].map((each) => each[language])}
          rows={kinds.map((rule) => [
            <a href={`${below(below(REMINDERS, body), rule.kind)}/andra`}>
              {reminderKindWords[rule.kind][language]}
            </a>,
            rule.said ? daysIn(rule.days, language) : T.off[language],
            rule.recipients.map((each) => recipientWords[each][language]).join(', '),
            rule.escalateAfter === null
              ? T.never[language]
              : `${rule.escalateAfter} ${(rule.escalateAfter === 1 ? T.workingDay : T.workingDays)[language]}`,
            (rule.isDefault ? T.standard : T.own)[language],
          ])}
        />
      </>,
    );
  }
}

/** All that the body has of its own, with one kind as it was typed: what is left out would be as the default. */
function withRule(
  { said, kinds, recipients, escalateAfter, reset, ...given }: Given,
  settings: ReminderSettingsView,
  { kind }: ReminderSettingView,
): object {
  const others = settings.kinds.filter((each) => !each.isDefault && each.kind !== kind);
  const days = (typeof kinds === 'string' ? kinds : '')
    .split(/[\s,;]+/)
    .filter((day) => day !== '')
    .map((day) => (/^[-−–]?\d+$/.test(day) ? Number(day.replace(/^[−–]/, '-')) : day));
  return {
    ...given,
    kinds: [
      ...others.map((each) => ({
        kind: each.kind,
        said: each.said,
        days: each.days,
        recipients: each.recipients,
        escalateAfter: each.escalateAfter,
      })),
      ...(reset === true ? [] : [{ kind, said, days, recipients, escalateAfter }]),
    ],
  };
}

const daysIn = (days: readonly number[], language: Language): string =>
  days
    .map((day) =>
      day === 0 ? T.same[language] : `${Math.abs(day)} ${(day < 0 ? T.before : T.after)[language]}`,
    )
    .join(', ');
