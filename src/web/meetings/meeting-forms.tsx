import { randomUUID } from 'node:crypto';
import type { AgendaMatterView, AgendaView } from '../../decisions/agenda.dto.js';
import { Button } from '../../markup/buttons.js';
import { Hidden } from '../../markup/fields.js';
import { Icon, type IconName } from '../../markup/icons.js';
import type { Texts } from '../../rules/texts.js';
import type { Reader } from '../frame/staff-frame.js';

const T = {
  matter: { sv: 'ärende', en: 'matter' },
  move: { sv: 'Flytta', en: 'Move' },
} satisfies Record<string, Texts>;

/** What a form of a meeting asks for. */
export const MOVE = 'flytta';
export const PUT_UP = 'satt-upp';
export const TAKE_OFF = 'ta-bort';
/** The form that the arrows of all matters send. */
const ORDER_FORM = 'ordning';

export const numberOf = ({ ownCaseNumber, caseNumber }: AgendaMatterView): string =>
  ownCaseNumber ?? caseNumber;

/** Holds the order that the arrows start from. */
export const OrderForm = ({
  reader,
  agenda,
  path,
}: {
  readonly reader: Reader;
  readonly agenda: AgendaView;
  readonly path: string;
}) => (
  <form id={ORDER_FORM} method="post" action={path}>
    <Hidden
      values={{
        _token: reader.token,
        _version: String(agenda.version),
        _key: randomUUID(),
        ordning: agenda.matters!.map(({ consultationId }) => consultationId).join(' '),
      }}
    />
  </form>
);

/** A form of one button about one matter, of the version that is shown. */
export const OneButton = ({
  reader: { token, language },
  path,
  matter,
  asks,
  verb,
  variant,
}: {
  readonly reader: Reader;
  readonly path: string;
  readonly matter: AgendaMatterView;
  readonly asks: string;
  readonly verb: Texts;
  readonly variant: 'secondary' | 'tertiary';
}) => (
  <form method="post" action={path}>
    <Hidden
      values={{
        _token: token,
        _version: String(matter.version),
        _key: randomUUID(),
        arende: matter.consultationId,
      }}
    />
    <Button dense variant={variant} name="gor" value={asks} label={`${verb[language]}, ${numberOf(matter)}`}>
      {verb[language]}
    </Button>
  </form>
);

export const Move = ({
  reader: { language },
  matter,
  nr,
  way,
  icon,
  words: where,
}: {
  readonly reader: Reader;
  readonly matter: AgendaMatterView;
  readonly nr: number;
  readonly way: 'upp' | 'ned';
  readonly icon: IconName;
  readonly words: Texts;
}) => (
  <button
    class="iconbutton"
    type="submit"
    form={ORDER_FORM}
    name={MOVE}
    value={`${way} ${matter.consultationId}`}
    aria-label={`${T.move[language]} ${T.matter[language]} ${nr} ${where[language]}`}
  >
    <Icon name={icon} />
  </button>
);

/** The order of an agenda with one matter a step up or down. */
export function moved(order: readonly string[], asked: string): string[] {
  const [way, id = ''] = asked.split(' ');
  const at = order.indexOf(id);
  const to = way === 'upp' ? at - 1 : at + 1;
  if (at < 0 || to < 0 || to >= order.length) return [...order];
  return order.with(at, order[to]!).with(to, id);
}
