import { ApiClient } from './api-client.js';
import { tellStory } from './story.js';

const address = process.argv[2] ?? 'http://127.0.0.1:3000';

try {
  const api = new ApiClient(address);
  console.log(`Från registrering till kvittens, på ${address}\n`);
  await tellStory(api, (step, who, what) =>
    console.log(`${String(step).padStart(3)}  ${who.padEnd(16)} ${what}`),
  );
  console.log('\nHela vägen: yttrandet är levererat och kvitterat.');
} catch (error) {
  console.error(`Historien tog slut här: ${(error as Error).message}`);
  process.exitCode = 1;
}
