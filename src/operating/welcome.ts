import type { Settings } from '../config/settings.js';

/** What a person who has just started the demo needs to know. */
export function welcome({ HOST, PORT, REDIS_URL }: Settings): string {
  const address = `http://${HOST.includes(':') ? `[${HOST}]` : HOST}:${PORT}`;
  const rows = [
    ['API', `${address}/yttra/v1`],
    ['API-beskrivning', `${address}/docs`],
    ['Öppet diarium', `${address}/register`],
    ['Demobrevlåda', `${address}/demo/mail`],
    ['Hälsa', `${address}/health/ready`],
    ['Kö', REDIS_URL.length > 0 ? 'Redis' : 'PostgreSQL'],
    [
      'Demobiljett',
      `curl -s -X POST ${address}/yttra/v1/demo/tokens -H 'Content-Type: application/json' -d '{"persona":"tsn-handlaggare"}'`,
    ],
    ['Hela vägen', 'npm run story'],
  ];
  const lines = rows.map(([name, value]) => `  ${name!.padEnd(16)} ${value}`);
  return ['', 'Yttra är igång. Avsluta med Ctrl-C.', '', ...lines, ''].join('\n');
}
