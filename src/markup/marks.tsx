import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from './icons.js';

const LENGTH = 2 * Math.PI * 3;
const MARKS = {
  check: 'm5 8.2 2.1 2.1L11.2 5.9',
  arrow: 'M5 8h5.5M8.3 5.7 10.7 8l-2.4 2.3',
  cross: 'm5.7 5.7 4.6 4.6M10.3 5.7l-4.6 4.6',
  dash: 'M5.2 8h5.6',
} as const;

export interface RingProps {
  /** How far it has come, in eighths; at 8 it is full. */
  readonly part: number;
  readonly mark?: keyof typeof MARKS | undefined;
}

/** A ring that fills step by step; each step has a shape of its own, so that none needs its colour. */
export const Ring = ({ part, mark }: RingProps) => (
  <svg viewBox="0 0 16 16" aria-hidden="true" focusable="false">
    <circle
      cx="8"
      cy="8"
      r="6.8"
      fill="none"
      stroke="currentColor"
      stroke-width="1.5"
      stroke-dasharray={part === 0 && !mark ? '2.4 1.9' : undefined}
    />
    {part > 0 && part < 8 && (
      <circle
        cx="8"
        cy="8"
        r="3"
        fill="none"
        stroke="currentColor"
        stroke-width="6"
        stroke-dasharray={`${((LENGTH * part) / 8).toFixed(2)} ${LENGTH.toFixed(2)}`}
        transform="rotate(-90 8 8)"
      />
    )}
    {part === 8 && <circle cx="8" cy="8" r="6" fill="currentColor" />}
    {mark && (
      <path
        d={MARKS[mark]}
        fill="none"
        stroke={part === 8 ? 'var(--sheet)' : 'currentColor'}
        stroke-width="1.75"
        stroke-linecap="round"
        stroke-linejoin="round"
      />
    )}
  </svg>
);

/** Where a matter stands: the ring and its word. A state as such has no colour. */
export const State = ({
  part,
  mark,
  tone,
  children,
}: RingProps & { readonly tone?: 'done' | 'over' | undefined; readonly children: ComponentChildren }) => (
  <span class="state" data-tone={tone}>
    <Ring part={part} mark={mark} />
    {children}
  </span>
);

/** Colour means time and nothing else: late, at risk, done. */
export type Tone = 'late' | 'risk' | 'done' | undefined;

const ICONS: Readonly<Record<NonNullable<Tone>, IconName>> = { late: 'alert', risk: 'clock', done: 'done' };

/** What time there is, in words. */
export const Time = ({ tone, children }: { readonly tone?: Tone; readonly children: ComponentChildren }) => (
  <span class="time" data-tone={tone}>
    {tone && <Icon name={ICONS[tone]} />}
    {children}
  </span>
);

/** A short word about a matter; an icon goes with each tone. */
export const Flag = ({
  tone,
  icon,
  children,
}: {
  readonly tone?: Tone;
  readonly icon?: IconName | undefined;
  readonly children: ComponentChildren;
}) => {
  const name = icon ?? (tone && ICONS[tone]);
  return (
    <span class="flag" data-tone={tone}>
      {name && <Icon name={name} />}
      {children}
    </span>
  );
};
