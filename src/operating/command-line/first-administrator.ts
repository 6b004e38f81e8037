import {
  invitation,
  makeLink,
  type Ask,
} from '../../organisation/first-administrator/first-administrator-link.js';
import { handOverCode } from '../../organisation/first-administrator/hand-over-code.js';
import { CannotContinue, type Command } from './command.js';
import { databaseNow, onOwnerDatabase } from './on-database.js';

/** For an operator who has lost the code, or let it run out. The one before works no more. */
export const firstAdministrator: Command = {
  usage: '',
  positionals: 0,
  async run({ env }) {
    return onOwnerDatabase(env, async ({ client, settings }) => {
      const ask: Ask = async <Row>(sql: string, values: unknown[]) =>
        (await client.query(sql, values)).rows as Row[];
      const made = await makeLink(ask, await databaseNow(client), true);
      if (!made) throw new CannotContinue(`Kommunen har redan en systemförvaltare: ${await names(ask)}.`);
      const text = invitation(made, settings.publicUrl);
      const said = await handOverCode(text, settings.firstAdministratorFile, process.stdout);
      if (said) console.log(said);
      return true;
    });
  },
};

async function names(ask: Ask): Promise<string> {
  const administrators = await ask<{ username: string }>(
    'SELECT username FROM people WHERE municipal_administrator AND active ORDER BY username LIMIT 5',
    [],
  );
  return administrators.map(({ username }) => username).join(', ');
}
