import { randomUUID } from 'node:crypto';
import type { WorklistRowView } from '../../consultations/consultations.dto.js';
import { Button, LinkButton } from '../../markup/buttons.js';
import { Hidden } from '../../markup/fields.js';
import type { MatterProps } from '../../markup/worklist.js';
import type { DomainError } from '../../rules/problem.js';
import type { Language, Texts } from '../../rules/texts.js';
import type { Taken } from '../steps/kept-warnings.js';
import { inLetters } from './number-words.js';
import type { Gone, Names } from '../frame/read-names.js';
import { verbWords, type StepsOfKind } from '../steps/record-steps.js';
import type { Reader } from '../frame/staff-frame.js';
import { t } from '../steps/step-field.js';
import type { Values } from '../steps/shown-step.js';
import { CHOSEN, chosenAs, idsIn, MOST } from '../steps/take-several.js';

const T = {
  markFirst: { sv: `Markera de ${MOST} första`, en: `Mark the first ${MOST}` },
  markBoth: { sv: 'Markera båda', en: 'Mark both' },
  markAll: { sv: 'Markera alla', en: 'Mark all' },
  marked: { sv: 'de markerade', en: '(those marked)' },
  unmark: { sv: 'Avmarkera', en: 'Unmark' },
  oneMarked: { sv: 'markerad', en: 'marked' },
  manyMarked: { sv: 'markerade', en: 'marked' },
} satisfies Record<string, Texts>;

/** Steps that can be taken of several matters at once, since they ask for nothing more, with what they are taken of. */
const OF_SEVERAL: Readonly<Record<string, readonly [one: Texts, many: Texts]>> = {
  register: [t('remiss', 'referral'), t('remisser', 'referrals')],
  acknowledge: [t('yttrande', 'statement'), t('yttranden', 'statements')],
  forward: [t('yttrande', 'statement'), t('yttranden', 'statements')],
};

/** How the inbox is shown besides what is in it. */
export interface InboxShown {
  readonly steps: StepsOfKind;
  /** What the other bodies of its rows are called. */
  readonly names: Names;
  /** Who has left the matters that they were to handle. */
  readonly gone: Gone;
  /** What became of several matters, by the step that was taken. */
  readonly results: readonly Taken[];
  readonly verb: string | undefined;
  /** The queue whose matters are all marked. */
  readonly marked: string | undefined;
  /** The form as it was sent, when it is shown again, and why nothing was done. */
  readonly typed?: Values | undefined;
  readonly again?: DomainError | 'kept' | 'old-form' | undefined;
}

/** What can be taken of several at once in an inbox, by the address of the step. */
export const severalAt = (
  { actions }: StepsOfKind,
  path: unknown,
): StepsOfKind['actions'][number] | undefined =>
  actions.find((each) => each.verb in OF_SEVERAL && each.path === path);

const formOf = (path: string): string => `flera-${path}`;

/** Those of a queue that can be marked; none where its step asks for more, or there is only one. */
export function severalOf(verb: string, rows: readonly WorklistRowView[]): readonly WorklistRowView[] {
  const open = verb in OF_SEVERAL ? rows.filter(({ confidential }) => !confidential) : [];
  return open.length > 1 ? open : [];
}

/** Which of them are: as many as can be taken where all were asked for, else what was sent, or failed. */
export function markedOf(
  several: readonly WorklistRowView[],
  path: string,
  { results, marked, typed }: InboxShown,
): ReadonlySet<string> {
  if (marked === path) return new Set(several.slice(0, MOST).map(({ id }) => id));
  if (typed?.['gor'] === path) return idsIn(typed);
  return new Set(results.filter(({ why }) => why !== null).map(({ id }) => id));
}

/** In the heading of a queue: mark all of it, and take the step of those that are marked. */
export const WithSeveral = ({
  reader: { language },
  address,
  verb,
  path,
  count,
}: {
  readonly reader: Reader;
  /** Of the page. */
  readonly address: string;
  readonly verb: string;
  readonly path: string;
  /** How many can be marked. */
  readonly count: number;
}) => (
  <>
    <LinkButton
      dense
      variant="tertiary"
      href={`${address}${address.includes('?') ? '&' : '?'}markera=${path}#ko-${path}`}
    >
      {markInWords(count, language)}
    </LinkButton>
    <Button dense variant="secondary" form={formOf(path)}>
      {verbWords('consultation', verb)[language]} {T.marked[language]}
    </Button>
  </>
);

function markInWords(count: number, language: Language): string {
  if (count > MOST) return T.markFirst[language];
  if (count === 2) return T.markBoth[language];
  return `${T.markAll[language]} ${language === 'en' ? count : inLetters(count)}`;
}

export const pickOf = (
  { id, version, ownCaseNumber, caseNumber, consultee }: WorklistRowView,
  path: string,
  marked: ReadonlySet<string>,
): NonNullable<MatterProps['pick']> => ({
  form: formOf(path),
  name: CHOSEN,
  value: chosenAs(id, version),
  label: [ownCaseNumber ?? caseNumber, consultee].filter(Boolean).join(', '),
  checked: marked.has(id),
});

/**
 * The form that the boxes of a queue are sent with. Where scripts run it is a bar that says how many are marked, as long as
 * any is.
 */
export const FormOfSeveral = ({
  reader: { token, language },
  address,
  verb,
  path,
}: {
  readonly reader: Reader;
  readonly address: string;
  readonly verb: string;
  readonly path: string;
}) => {
  const [one, many] = OF_SEVERAL[verb]!;
  const doing = verbWords('consultation', verb)[language];
  return (
    <form
      id={formOf(path)}
      class="bulk"
      method="post"
      action={address}
      hidden
      data-one={`${doing} 1 ${one[language]}`}
      data-many={`${doing} # ${many[language]}`}
      data-most={MOST}
    >
      <p role="status" data-one={`1 ${T.oneMarked[language]}`} data-many={`# ${T.manyMarked[language]}`} />
      <Hidden values={{ _token: token, _key: randomUUID(), gor: path }} />
      <button type="reset" class="ds-button" data-variant="tertiary">
        {T.unmark[language]}
      </button>
      <Button>{doing}</Button>
    </form>
  );
};
