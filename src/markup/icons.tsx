import type { JSX } from 'preact';

/** 20 × 20, drawn with a line of 1.75: their shapes differ, so that none needs its colour. */
// prettier-ignore
const ICONS = {
  inbox: <path d="M3 11.5 5.2 4h9.6L17 11.5V16H3zM3 11.5h4l1 2h4l1-2h4" />,
  referral: <path d="M3 10h9M9 6.5 12.5 10 9 13.5M12 4h5v12h-5" />,
  meeting: <path d="M3 5h14v12H3zM3 8.5h14M7 3v3M13 3v3" />,
  register: <path d="M5 3h11v14H5a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2M7 3v14M10 7h4M10 10h4" />,
  search: <><circle cx="9" cy="9" r="5.25" /><path d="m13 13 4 4" /></>,
  clock: <><circle cx="10" cy="10" r="7" /><path d="M10 6v4.25l2.75 1.75" /></>,
  alert: <path d="M10 3 18 16.5H2zM10 8v4M10 14.2v.1" />,
  check: <path d="m4 10.5 4 4 8-9" />,
  done: <><circle cx="10" cy="10" r="7" /><path d="m6.8 10.2 2.3 2.3 4.2-4.7" /></>,
  cross: <><circle cx="10" cy="10" r="7" /><path d="m7.5 7.5 5 5M12.5 7.5l-5 5" /></>,
  up: <path d="M10 16V4.5M5.5 9 10 4.5 14.5 9" />,
  down: <path d="M10 4v11.5M5.5 11l4.5 4.5L14.5 11" />,
  remove: <path d="m5.5 5.5 9 9M14.5 5.5l-9 9" />,
  plus: <path d="M10 4v12M4 10h12" />,
  pen: <path d="m4 16 .8-3.6L13.4 3.8l2.8 2.8-8.6 8.6zM11.8 5.4l2.8 2.8" />,
  back: <path d="M8 5 3.5 9.5 8 14M3.5 9.5H12a4.5 4.5 0 0 1 0 7h-2" />,
  paper: <path d="M5 3h7l3.5 3.5V17H5zM12 3v3.5h3.5M7.5 10h5M7.5 13h5" />,
  print: <path d="M6 8V3h8v5M6 14H3.5V8h13v6H14M6 12h8v5H6z" />,
  chat: <path d="M3 4h14v9.5H9L5.5 17v-3.5H3z" />,
  lock: <path d="M5 9h10v8H5zM7 9V6.5a3 3 0 0 1 6 0V9" />,
  law: <path d="M10 3v14M6 17h8M4 6h12M4 6l-2 5a2.2 2.2 0 0 0 4.2 0zM16 6l-2.1 5a2.2 2.2 0 0 0 4.2 0z" />,
  mail: <path d="M3 5h14v10.5H3zM3 5.5l7 5.5 7-5.5" />,
  receipt: <path d="M5 3h10v14l-2.5-1.6L10 17l-2.5-1.6L5 17zM7.8 8.8l1.6 1.6 3-3.4" />,
  download: <path d="M10 3v9.5M5.8 8.5 10 12.7l4.2-4.2M4 16.5h12" />,
  keyboard: <path d="M2.5 5.5h15v9h-15zM5.5 8.5h.1M8.5 8.5h.1M11.5 8.5h.1M14.5 8.5h.1M6.5 11.5h7" />,
  people: <><circle cx="7.5" cy="7" r="2.75" /><path d="M2.5 16c.3-3 2.2-4.7 5-4.7s4.7 1.7 5 4.7M13 4.6a2.5 2.5 0 0 1 0 4.8M14.5 11.7c1.8.6 2.8 2.1 3 4.3" /></>,
  globe: <><circle cx="10" cy="10" r="7" /><path d="M3 10h14M10 3c2.6 2.2 2.6 11.8 0 14M10 3c-2.6 2.2-2.6 11.8 0 14" /></>,
} satisfies Record<string, JSX.Element>;

export type IconName = keyof typeof ICONS;

/** Says nothing by itself: a word or a label always stands with it. */
export const Icon = ({ name }: { readonly name: IconName }) => (
  <svg class="icon" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
    {ICONS[name]}
  </svg>
);

export const Wordmark = () => (
  <svg viewBox="0 0 28 28" aria-hidden="true" focusable="false">
    <rect width="28" height="28" rx="6" fill="currentColor" fill-opacity=".14" />
    <path
      d="M7.5 7.5 14 15m6.5-7.5L14 15m0 0v6.5"
      fill="none"
      stroke="currentColor"
      stroke-width="2.6"
      stroke-linecap="round"
    />
    <circle cx="7.5" cy="7.5" r="2" fill="currentColor" />
    <circle cx="20.5" cy="7.5" r="2" fill="currentColor" />
    <circle cx="14" cy="21.5" r="2" fill="#f0b85f" />
  </svg>
);
