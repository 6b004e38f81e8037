import type { Settings } from '../config/settings.js';

/** Where the service of these settings is reached on this machine. */
export const addressOf = ({ HOST, PORT }: Settings): string =>
  `http://${HOST.includes(':') ? `[${HOST}]` : HOST}:${PORT}`;

/** What a person who has just started it needs to know: last, and alone, where to begin. */
export const welcome = (settings: Settings): string => {
  const address = addressOf(settings);
  return [
    '',
    'Yttra är igång. Avsluta med Ctrl-C.',
    '',
    ...(settings.demo ? [`  Demons brev      ${address}/demo/mail`] : []),
    `  För system       ${address}/docs`,
    ...(settings.demo ? ['  Hela vägen       npm run story'] : []),
    '',
    `Öppna ${address} i en webbläsare.`,
    '',
  ].join('\n');
};
