import { randomUUID } from 'node:crypto';
import type { WorklistRowView } from '../consultations/consultations.dto.js';
import { Button, LinkButton } from '../markup/buttons.js';
import { Hidden } from '../markup/fields.js';
import type { MatterProps } from '../markup/worklist.js';
import type { DomainError } from '../rules/problem.js';
import type { Texts } from '../rules/texts.js';
import type { Taken } from './kept-warnings.js';
import { verbWords, type StepsOfKind } from './record-steps.js';
import type { Reader } from './staff-frame.js';
import type { Values } from './step-page.js';
import { CHOSEN, chosenAs, idsIn, MOST } from './take-several.js';

const T = {
  markFirst: { sv: `Markera de ${MOST} första`, en: `Mark the first ${MOST}` },
  markAll: { sv: 'Markera alla', en: 'Mark all' },
  marked: { sv: 'de markerade', en: '(those marked)' },
} satisfies Record<string, Texts>;

/** Steps that can be taken of several matters at once: they ask for nothing more. */
const OF_SEVERAL: readonly string[] = ['register', 'acknowledge', 'forward'];

/** How the inbox is shown besides what is in it. */
export interface InboxShown {
  readonly steps: StepsOfKind;
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
  actions.find((each) => OF_SEVERAL.includes(each.verb) && each.path === path);

const formOf = (path: string): string => `flera-${path}`;

/** Those of a queue that can be marked; none where its step asks for more, or there is only one. */
export function severalOf(verb: string, rows: readonly WorklistRowView[]): readonly WorklistRowView[] {
  const open = OF_SEVERAL.includes(verb) ? rows.filter(({ confidential }) => !confidential) : [];
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
      {(count > MOST ? T.markFirst : T.markAll)[language]}
    </LinkButton>
    <Button dense variant="secondary" form={formOf(path)}>
      {verbWords('consultation', verb)[language]} {T.marked[language]}
    </Button>
  </>
);

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

/** The form that the boxes of a queue are sent with. */
export const FormOfSeveral = ({
  reader: { token },
  address,
  path,
}: {
  readonly reader: Reader;
  readonly address: string;
  readonly path: string;
}) => (
  <form id={formOf(path)} method="post" action={address}>
    <Hidden values={{ _token: token, _key: randomUUID(), gor: path }} />
  </form>
);
