import { loginUrls } from '../../config/settings.js';
import { makeLogins as make, type Login } from '../../database/make-logins.js';
import type { Command } from './command.js';

/** Once, by whoever runs the server: afterwards nothing of Yttra needs a superuser. */
export const makeLogins: Command = {
  usage: '   (SUPERUSER_DATABASE_URL, MIGRATION_DATABASE_URL och DATABASE_URL är satta)',
  positionals: 0,
  async run({ env }) {
    const { superuser, migrator, service } = loginUrls(env);
    await make(superuser, loginOf(migrator), loginOf(service));
    console.log(`Inloggningarna ${loginOf(migrator).name} och ${loginOf(service).name} finns.`);
    return true;
  },
};

function loginOf(url: string): Login {
  const { username, password } = new URL(url);
  return { name: decodeURIComponent(username), password: decodeURIComponent(password) };
}
