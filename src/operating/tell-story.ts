import { DemoClient } from '../demo/demo-client.js';
import { readSettings } from '../config/settings.js';
import { ToldOperator } from '../config/told-operator.js';
import { explained } from './command-line/command.js';
import { addressOf } from './welcome.js';
import { tellStory } from '../demo/story.js';

try {
  const address = process.argv[2] ?? addressOf(readSettings(process.env));
  const api = new DemoClient(address);
  console.log(`Från registrering till kvittens, på ${address}\n`);
  await tellStory(api, (step, who, what) =>
    console.log(`${String(step).padStart(3)}  ${who.padEnd(16)} ${what}`),
  );
  console.log('\nHela vägen: yttrandet är levererat och kvitterat.');
} catch (error) {
  console.error(
    error instanceof ToldOperator ? explained(error) : `Historien tog slut här: ${(error as Error).message}`,
  );
  process.exitCode = 1;
}
