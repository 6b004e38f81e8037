import type { Settings } from '../config/settings.js';

/** Where the service of these settings is reached on this machine. */
export const addressOf = ({ HOST, PORT }: Settings): string =>
  `http://${HOST.includes(':') ? `[${HOST}]` : HOST}:${PORT}`;

/** What a person who has just started the demo needs to know. */
export function welcome(settings: Settings): string {
  const address = addressOf(settings);
  const rows = [
    ['Sidor', address],
    ['API', `${address}/yttra/v1`],
    ['API-beskrivning', `${address}/docs`],
    ['Öppet diarium', `${address}/register`],
    ['Demobrevlåda', `${address}/demo/mail`],
    ['Hälsa', `${address}/health/ready`],
    ['Kö', settings.REDIS_URL.length > 0 ? 'Redis' : 'PostgreSQL'],
    [
      'Demobiljett',
      `curl -s -X POST ${address}/yttra/v1/demo/tokens -H 'Content-Type: application/json' -d '{"persona":"tsn-handlaggare"}'`,
    ],
    ['Hela vägen', 'npm run story'],
  ];
  const lines = rows.map(([name, value]) => `  ${name!.padEnd(16)} ${value}`);
  return ['', 'Yttra är igång. Avsluta med Ctrl-C.', '', ...lines, ''].join('\n');
}
