import { describe, expect, it } from '@jest/globals';
import { addDays } from '../../src/rules/civil-date.js';
import { CONSULTATION_STATES, type ConsultationState } from '../../src/rules/consultation-states.js';
import { REMINDER_KINDS, reminderRules, type ReminderKind } from '../../src/rules/reminder-kinds.js';
import { reminderText } from '../../src/rules/reminder-text.js';

const everywhere: ReminderKind[] = ['reply-by', 'overdue', 'consultee-late', 'consultee-at-risk', 'extension-unanswered']; // prettier-ignore

/** Which kinds can apply in which state, written out. */
const expected: Record<ConsultationState, ReminderKind[]> = {
  sent: ['register-it', ...everywhere],
  registered: ['assign-it', ...everywhere],
  drafting: ['draft-due', ...everywhere],
  'in-review': ['review-due', ...everywhere],
  approved: ['agenda-closing', ...everywhere],
  'on-agenda': everywhere,
  decided: ['minutes-not-confirmed', ...everywhere],
  confirmed: ['decided-not-forwarded', 'decision-not-reported', ...everywhere],
  forwarded: ['letter-not-posted', 'decision-not-reported', 'forwarded-not-acknowledged'],
  received: ['decision-not-reported'],
  declined: [],
  'no-reply': [],
  withdrawn: [],
};

describe('the kinds of reminders', () => {
  it.each(CONSULTATION_STATES)('that apply when it is %s', (state) => {
    const kinds = REMINDER_KINDS.filter((kind) => reminderRules[kind].states.includes(state));
    expect([...kinds].sort()).toEqual([...expected[state]].sort());
  });

  it.each(REMINDER_KINDS)('%s has a schedule in order, and somebody it is for', (kind) => {
    const { days, recipients } = reminderRules[kind];
    expect(days).toEqual([...new Set(days)].sort((a, b) => a - b));
    expect(days.length).toBeGreaterThan(0);
    expect(recipients.length).toBeGreaterThan(0);
  });

  it('are urgent the day before, on the day and once it is overdue, and when an agenda closes', () => {
    const urgent = REMINDER_KINDS.flatMap((kind) => {
      const { urgentFrom, days } = reminderRules[kind];
      return urgentFrom === null ? [] : [[kind, days.filter((day) => day >= urgentFrom)]];
    });
    expect(urgent).toEqual([
      ['agenda-closing', [-1, 0]],
      ['reply-by', [-1, 0]],
      ['overdue', [1, 7]],
    ]);
  });

  it.each(REMINDER_KINDS)('%s names its date in both languages, however late it is said', (kind) => {
    const about = '2026-12-15';
    for (const saidOn of [-20, 0, 1, 30].map((days) => addDays(about, days))) {
      for (const escalated of [false, true]) {
        const { sv, en } = reminderText({ kind, about, saidOn, escalated });
        expect(sv).toContain(about);
        expect(en).toContain(about);
        expect(sv.startsWith('Trots påminnelse: ')).toBe(escalated);
      }
    }
  });

  it('say that a day has passed only when it has', () => {
    const line = { kind: 'draft-due', about: '2026-12-15', escalated: false } as const;
    expect(reminderText({ ...line, saidOn: '2026-12-15' }).sv).toBe(
      'Utkastet ska vara klart senast 2026-12-15.',
    );
    expect(reminderText({ ...line, saidOn: '2026-12-16' }).sv).toBe(
      'Utkastet skulle ha varit klart 2026-12-15.',
    );
  });
});
