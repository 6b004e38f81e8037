import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { caseLifecycle, type CaseFacts } from '../../src/rules/case-lifecycle.js';
import {
  CONSULTATION_VERBS,
  consultationLifecycle,
  type ConsultationVerb,
} from '../../src/rules/consultation-lifecycle.js';
import type { ConsultationFacts } from '../../src/rules/consultation-rules.js';
import { CONSULTATION_STATES, type ConsultationState } from '../../src/rules/consultation-states.js';
import { DELIVERY_STATES, deliveryLifecycle } from '../../src/rules/delivery-lifecycle.js';
import { documentLifecycle } from '../../src/rules/document-lifecycle.js';
import { EXTENSION_STATES, extensionLifecycle } from '../../src/rules/extension-lifecycle.js';
import { next, unmet, type Lifecycle } from '../../src/rules/lifecycle.js';
import { TransitionRefused } from '../../src/rules/problem.js';
import { publicationLifecycle } from '../../src/rules/publication-lifecycle.js';
import { statementLifecycle } from '../../src/rules/statement-lifecycle.js';
import { webhookLifecycle } from '../../src/rules/webhook-lifecycle.js';
import {
  REFERRAL_STATES,
  referralLifecycle,
  type ReferralFacts,
} from '../../src/rules/referral-lifecycle.js';

const same = (states: readonly string[], ...verbs: string[]): Record<string, string[]> =>
  Object.fromEntries(verbs.map((verb) => [verb, states.map((state) => `${state} → ${state}`)]));

/** Every verb with every state it leads from, as `from → to`, written out from the design and not from the code. */
type Table = Record<string, string[]>;

const referral: Table = {
  send: ['draft → sent'],
  reopen: ['closed → sent', 'withdrawn → sent'],
  close: ['sent → closed'],
  withdraw: ['draft → withdrawn', 'sent → withdrawn'],
  ...same(['draft'], 'edit', 'attach-document', 'detach-document'),
  ...same(['draft', 'sent'], 'add-consultee'),
  ...same(['sent'], 'extend', 'supplement'),
  ...same(
    ['sent', 'closed'],
    'record-unasked-reply',
    'share-compilation',
    'summarize-replies',
    'gather-remarks',
  ),
  ...same(['sent', 'closed', 'withdrawn'], 'correct'),
  ...same(REFERRAL_STATES, 'mark-confidential', 'lift-confidentiality', 'publish'),
};
const referralCase: Table = {
  close: ['open → closed'],
  reopen: ['closed → open'],
  archive: ['closed → closed'],
  ...same(['open'], 'create-referral', 'open-consultation'),
  ...same(
    ['open', 'closed'],
    'edit',
    'correct-registration',
    'mark-confidential',
    'lift-confidentiality',
    'publish',
  ),
};
const webhook: Table = {
  enable: ['disabled → enabled'],
  disable: ['enabled → disabled'],
  ...same(['enabled'], 'replay'),
  ...same(['enabled', 'disabled'], 'edit', 'rotate-secret', 'ping', 'remove'),
};
const publication: Table = {
  publish: ['unpublished → published', 'published → published'],
  unpublish: ['published → unpublished'],
};
const extension: Table = {
  correct: ['granted → cancelled'],
  grant: ['requested → granted'],
  refuse: ['requested → refused'],
  cancel: ['requested → cancelled'],
};
const delivery: Table = {
  claim: ['pending → delivering', 'delivering → delivering'],
  deliver: ['delivering → delivered'],
  postpone: ['delivering → pending'],
  'give-up': ['delivering → failed'],
  withhold: ['delivering → cancelled'],
  retry: ['failed → pending'],
  complete: ['pending → delivered'],
  correct: ['delivered → pending'],
  cancel: ['pending → cancelled', 'failed → cancelled'],
};
const beingPrepared = ['sent', 'registered', 'drafting', 'in-review', 'approved', 'on-agenda'] as const;
const consultation: Table = {
  register: [
    'sent → registered',
    ...['received', 'declined', 'no-reply', 'withdrawn'].map((state) => `${state} → ${state}`),
  ],
  'correct-registration': [
    'registered',
    'drafting',
    'in-review',
    'approved',
    'on-agenda',
    'decided',
    'confirmed',
    'forwarded',
    'received',
  ].map((state) => `${state} → ${state}`),
  assign: ['registered → drafting', 'drafting → drafting', 'in-review → in-review', 'approved → approved'],
  submit: ['drafting → in-review'],
  return: ['in-review → drafting', 'approved → drafting'],
  approve: ['in-review → approved'],
  schedule: ['approved → on-agenda'],
  unschedule: ['on-agenda → approved'],
  table: ['on-agenda → approved'],
  'refer-back': ['on-agenda → drafting'],
  prepare: ['on-agenda → approved'],
  decide: ['on-agenda → decided'],
  'decide-by-delegation': ['approved → confirmed', 'on-agenda → confirmed'],
  correct: ['decided → decided', 'confirmed → confirmed'],
  confirm: ['decided → confirmed'],
  forward: ['confirmed → forwarded'],
  'forward-correction': ['forwarded → forwarded', 'received → forwarded'],
  acknowledge: ['forwarded → received'],
  decline: ['sent → declined', 'registered → declined', 'drafting → declined'],
  ...same(['declined'], 'correct-decline'),
  ...same(CONSULTATION_STATES, 'correct-postponement', 'correct-consultee'),
  'record-reply': ['sent', 'registered', 'drafting', 'no-reply', 'declined'].map(
    (state) => `${state} → received`,
  ),
  'allow-recorded-reply': ['sent', 'registered', 'drafting', 'no-reply', 'declined'].map(
    (state) => `${state} → ${state}`,
  ),
  'correct-reply': ['received → drafting'],
  recall: beingPrepared.map((state) => `${state} → withdrawn`),
  reopen: ['no-reply → registered', 'declined → registered'],
  ...same(['decided'], 'add-reservation'),
  ...same(['decided', 'confirmed', 'forwarded', 'received'], 'report-to-board'),
  ...same(
    ['decided', 'confirmed', 'forwarded', 'received'],
    'request-signatures',
    'withdraw-signature-request',
  ),
  ...same([...beingPrepared, 'decided', 'confirmed'], 'request-extension'),
  ...same(['forwarded', 'received'], 'answer-remark', 'publish'),
  ...same(['received', 'declined', 'no-reply', 'withdrawn'], 'archive'),
  ...same(CONSULTATION_STATES, 'write-message', 'mark-confidential', 'lift-confidentiality'),
  ...same(
    [...beingPrepared, 'decided', 'confirmed', 'forwarded', 'received'],
    'mute-reminders',
    'snooze-reminders',
    'unmute-reminders',
  ),
  close: beingPrepared.map((state) => `${state} → no-reply`),
  withdraw: beingPrepared.map((state) => `${state} → withdrawn`),
  resume: ['no-reply → on-agenda', 'withdrawn → on-agenda'],
  'hand-over': beingPrepared.map((state) => `${state} → ${state === 'on-agenda' ? 'approved' : state}`),
};

const RECORDED_FROM = ['sent', 'registered', 'drafting', 'no-reply', 'declined', 'withdrawn'] as const;

const met: ConsultationFacts = {
  fourEyes: true,
  callerSubmitted: false,
  callerApproved: false,
  everRegistered: true,
  ofAReferral: true,
  statementHasTitle: true,
  statementClauses: 1,
  statementRecipients: 1,
  meetingOn: '2026-11-02',
  committeeMeets: true,
  today: '2026-11-02',
  councilIsIssuerOrRecipient: false,
  referralBarsDelegation: false,
  decided: true,
  toBeReported: true,
  reportIsAwaited: true,
  postponed: true,
  consulteeAnswersHere: false,
  recordedReplyAllowed: false,
  recordedFrom: 'drafting',
  referralIsWithdrawn: false,
  caseIsOpen: true,
  replyIsPublished: false,
  recalled: false,
  closedFrom: 'on-agenda',
  extensionRequested: false,
  signaturesOffered: true,
  papersAwaitingSignatures: ['statement'],
  remindersSilenced: true,
  remindersMuted: false,
  remarks: 1,
  marked: true,
  issuerMaySee: true,
  basisKept: false,
  publicTexts: [],
};

const ready: ReferralFacts = {
  consultees: 1,
  consulteesKeptOut: 0,
  replyBy: '2026-12-15',
  packetItems: 1,
  packetItemsKept: 0,
  unanswered: 1,
  replies: 1,
  repliesKept: 0,
  wasSent: true,
  caseIsOpen: true,
  marked: true,
  publicTexts: [],
};

/** What the code's table allows when every rule holds. */
function allowed<Facts>(
  lifecycle: Lifecycle<string, string, Facts>,
  states: readonly string[],
  factsOf: (verb: string) => Facts,
): Table {
  return Object.fromEntries(
    Object.keys(lifecycle).map((verb) => [
      verb,
      states
        .filter((state) => unmet(lifecycle, verb, state, factsOf(verb)).length === 0)
        .map((state) => `${state} → ${next(lifecycle, verb, state, factsOf(verb))}`),
    ]),
  );
}

const sorted = (table: Table): Table =>
  Object.fromEntries(Object.entries(table).map(([verb, steps]) => [verb, [...steps].sort()]));
const any = <Facts>(lifecycle: unknown) => lifecycle as Lifecycle<string, string, Facts>;

describe('the lifecycle of', () => {
  it('a consultation is the design’s', () => {
    expect(
      sorted(
        allowed(any<ConsultationFacts>(consultationLifecycle), CONSULTATION_STATES, (verb) => ({
          ...met,
          everRegistered: verb !== 'register',
        })),
      ),
    ).toEqual(sorted(consultation));
  });
  it('a referral is the design’s', () => {
    expect(sorted(allowed(any<ReferralFacts>(referralLifecycle), REFERRAL_STATES, () => ready))).toEqual(
      sorted(referral),
    );
  });
  it('a case is the design’s', () => {
    expect(
      sorted(
        allowed(any<CaseFacts>(caseLifecycle), ['open', 'closed'], () => ({
          openReferrals: [],
          unfinishedOwnReplies: 0,
          openReplies: [],
          unpostedLetters: [],
          openKept: 0,
          fromOutside: true,
          hasOwnReply: false,
          ownReplyUnfinished: false,
          marked: true,
          publicTexts: ['KS 2026/1', null],
        })),
      ),
    ).toEqual(sorted(referralCase));
  });
  it('an extension is the design’s', () => {
    const facts = { consultationState: 'drafting' as const };
    expect(sorted(allowed(any<typeof facts>(extensionLifecycle), EXTENSION_STATES, () => facts))).toEqual(
      sorted(extension),
    );
  });
  it('a webhook and a publication are the design’s', () => {
    const states = ['enabled', 'disabled', 'unpublished', 'published'];
    expect(sorted(allowed(any<object>(webhookLifecycle), states, () => ({})))).toEqual(sorted(webhook));
    expect(sorted(allowed(any<object>(publicationLifecycle), states, () => ({})))).toEqual(
      sorted(publication),
    );
  });
  it('a statement is written while it is drafted, and what is not marked has nothing to lift', () => {
    const written = allowed(any<object>(statementLifecycle), CONSULTATION_STATES, () => ({}));
    expect(written).toEqual(same(['drafting'], 'save', 'import'));
    const lifted = unmet(documentLifecycle, 'lift-confidentiality', 'stored', {
      marked: false,
      referredTo: false,
    });
    expect(lifted.map(({ code }) => code)).toEqual(['not-confidential']);
  });
  it('a delivery is the design’s', () => {
    const facts = (verb: string) => ({
      channel: ['complete', 'correct'].includes(verb) ? 'manual' : 'inbox',
    });
    expect(sorted(allowed(any<{ channel: string }>(deliveryLifecycle), DELIVERY_STATES, facts))).toEqual(
      sorted(delivery),
    );
  });

  it('a consultation reaches every state from the first', () => {
    const reached = new Set<ConsultationState>(['sent']);
    for (const _ of CONSULTATION_STATES) {
      for (const state of Array.from(reached)) {
        for (const verb of CONSULTATION_VERBS) {
          if (unmet(consultationLifecycle, verb, state, met).length === 0)
            reached.add(next(consultationLifecycle, verb, state, met));
        }
      }
    }
    expect([...reached].sort()).toEqual([...CONSULTATION_STATES].sort());
  });
});

describe('a refusal', () => {
  it('lists every unmet rule, not only the first', () => {
    const bare = { ...met, statementHasTitle: false, statementClauses: 0, statementRecipients: 0 };
    expect(unmet(consultationLifecycle, 'submit', 'drafting', bare).map(({ code }) => code)).toEqual([
      'statement-has-no-title',
      'statement-has-no-clause',
      'statement-has-no-recipient',
    ]);
    const barred = {
      ...met,
      councilIsIssuerOrRecipient: true,
      referralBarsDelegation: true,
      delegatedRoute: 'officer' as const,
    };
    expect(
      unmet(consultationLifecycle, 'decide-by-delegation', 'approved', barred).map(({ code }) => code),
    ).toEqual(['delegation-barred-kl-6-38', 'delegation-barred-by-referral']);
    for (const delegatedRoute of ['administration', 'chair-urgent'] as const) {
      expect(
        unmet(consultationLifecycle, 'decide-by-delegation', 'approved', { ...barred, delegatedRoute }),
      ).toEqual([]);
    }
    expect(
      unmet(referralLifecycle, 'send', 'draft', {
        ...ready,
        consultees: 0,
        consulteesKeptOut: 1,
        replyBy: null,
        packetItems: 0,
        packetItemsKept: 1,
      }),
    ).toHaveLength(5);
    expect(
      unmet(consultationLifecycle, 'decide', 'on-agenda', { ...met, meetingOn: '2026-11-03' }).map(
        ({ code }) => code,
      ),
    ).toEqual(['meeting-day-has-not-come']);
    expect(
      unmet(consultationLifecycle, 'forward-correction', 'received', { ...met, decided: false }).map(
        ({ code }) => code,
      ),
    ).toEqual(['no-decision-to-correct']);
    expect(
      unmet(extensionLifecycle, 'grant', 'requested', { consultationState: 'forwarded' }).map(
        ({ code }) => code,
      ),
    ).toEqual(['consultation-settled']);
  });

  it('says states and verbs in the words of people, never as codes', () => {
    const [wrong] = unmet(consultationLifecycle, 'assign', 'forwarded', met);
    expect(wrong).toEqual({
      code: 'wrong-state',
      detail: {
        sv: 'Det går bara i läget ”Registrerad”, ”Handläggs”, ”Granskas” eller ”Godkänt”.',
        en: 'Possible only in the state “Registered”, “Drafting”, “In review” or “Approved”.',
      },
    });
    expect(() => next(referralLifecycle, 'withdraw', 'closed', ready)).toThrow(
      'transition-refused: This cannot be done now: “Withdraw”, in the state “Closed”.',
    );
  });

  it('is said in both languages', () => {
    const reasons = CONSULTATION_VERBS.flatMap((verb) =>
      CONSULTATION_STATES.flatMap((state) =>
        unmet(consultationLifecycle, verb, state, { ...met, statementHasTitle: false }),
      ),
    );
    for (const { detail } of reasons) {
      expect(detail.sv).toMatch(/\.$/);
      expect(detail.en).toMatch(/\.$/);
      expect(detail.sv).not.toBe(detail.en);
    }
  });

  it('leads back to the unregistered state what was never registered', () => {
    expect(next(consultationLifecycle, 'reopen', 'no-reply', { ...met, everRegistered: false })).toBe('sent');
  });
});

describe('whatever is tried in whatever order', () => {
  it('no state is reached but by a step of the table, and replaying what was taken ends where it ended', () => {
    const facts = fc.record({
      everRegistered: fc.boolean(),
      ofAReferral: fc.boolean(),
      statementHasTitle: fc.boolean(),
      statementClauses: fc.nat(2),
      statementRecipients: fc.nat(2),
      meetingOn: fc.option(fc.constantFrom('2026-11-01', '2026-11-03')),
      today: fc.constant('2026-11-02'),
      councilIsIssuerOrRecipient: fc.boolean(),
      fourEyes: fc.boolean(),
      callerSubmitted: fc.boolean(),
      callerApproved: fc.boolean(),
      referralBarsDelegation: fc.boolean(),
      decided: fc.boolean(),
      toBeReported: fc.boolean(),
      postponed: fc.boolean(),
      consulteeAnswersHere: fc.boolean(),
      recordedReplyAllowed: fc.boolean(),
      recordedFrom: fc.constantFrom(null, ...RECORDED_FROM),
      referralIsWithdrawn: fc.boolean(),
      caseIsOpen: fc.boolean(),
      replyIsPublished: fc.boolean(),
      committeeMeets: fc.boolean(),
      replyStays: fc.boolean(),
      ownReply: fc.boolean(),
      recalled: fc.boolean(),
      closedFrom: fc.constantFrom(null, ...beingPrepared),
      extensionRequested: fc.boolean(),
      signaturesOffered: fc.boolean(),
      papersAwaitingSignatures: fc.subarray(['statement', 'minutes-extract'] as const),
      reportIsAwaited: fc.boolean(),
      remindersSilenced: fc.boolean(),
      remindersMuted: fc.boolean(),
      remarks: fc.nat(2),
      marked: fc.boolean(),
      issuerMaySee: fc.boolean(),
      basisKept: fc.boolean(),
      publicTexts: fc.constant([]),
    });
    const tries = fc.array(fc.tuple(fc.constantFrom<ConsultationVerb>(...CONSULTATION_VERBS), facts), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(tries, (attempts) => {
        let state: ConsultationState = 'sent';
        const taken: string[] = [];
        for (const [verb, known] of attempts) {
          try {
            const to: ConsultationState = next(consultationLifecycle, verb, state, known);
            taken.push(`${state} → ${to}`);
            const inDesign = [
              ...(consultation[verb] ?? []),
              ...(verb === 'reopen'
                ? ['no-reply → sent', 'declined → sent', ...beingPrepared.map((to) => `withdrawn → ${to}`)]
                : []),
              ...(verb === 'resume'
                ? beingPrepared.flatMap((to) => [`no-reply → ${to}`, `withdrawn → ${to}`])
                : []),
              ...(verb === 'correct-reply'
                ? [...RECORDED_FROM, 'received'].map((to) => `received → ${to}`)
                : []),
            ];
            expect(inDesign).toContain(`${state} → ${to}`);
            state = to;
          } catch (refused) {
            if (!(refused instanceof TransitionRefused)) throw refused;
            expect(refused.reasons.length).toBeGreaterThan(0);
          }
        }
        expect(
          taken.reduce(
            (at, step) => (step.startsWith(`${at} → `) ? step.split(' → ')[1]! : 'broken'),
            'sent',
          ),
        ).toBe(state);
      }),
      { numRuns: 500 },
    );
  });
});
