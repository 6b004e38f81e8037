import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createApp, serveApiReference } from './app.js';
import type { Settings } from './config/settings.js';
import { CannotStart, openDatabase } from './database/open-database.js';
import { explained } from './operating/command-line/command.js';
import { loadDemo } from './operating/demo-data.js';
import { lastWord } from './operating/last-words.js';
import { welcome } from './operating/welcome.js';
import { OfferFirstAdministrator } from './organisation/first-administrator/offer-first-administrator.js';
import { refuseForgetfulRedis } from './outbox/queue-connection.js';

/** How long requests in progress may take to end once the process is told to stop; then their connections are cut. */
const LAST_REQUESTS_MS = 15_000;
/** How long requests and deliveries in progress may take to end once the process is told to stop. */
const GRACE_MS = 25_000;

/**
 * Starts the process and keeps it until SIGINT, SIGTERM or SIGHUP: database, queue, service, in that order,
 * and stops them in the opposite one.
 *
 * @throws CannotStart, InvalidConfiguration or EmbeddedPostgresFailed, each with one sentence for a person.
 */
export async function start(settings: Settings): Promise<void> {
  const stop = new AbortController();
  const toldToStop = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.on(signal, () => {
        stop.abort();
        resolve();
      });
  });
  const database = await openDatabase(settings, stop.signal);
  if (!database) return;
  let app: NestFastifyApplication | undefined;
  try {
    if (settings.REDIS_URL.length > 0) await refuseForgetfulRedis(settings);
    app = await createApp(settings, database.url);
    serveApiReference(app);
    await listen(app, settings);
    if (settings.demo && settings.ROLE !== 'worker') await loadDemo(app);
    if (!settings.demo && settings.ROLE !== 'worker') await inviteFirstAdministrator(app, settings);
    if (settings.embeddedDatabase) console.log(welcome(settings));
    await toldToStop;
  } catch (error) {
    // Said before anything is closed: what failed may keep the rest from closing.
    console.error(explained(error as Error));
    process.exitCode = 1;
  } finally {
    setTimeout(() => {
      lastWord(`it did not stop within ${GRACE_MS / 1000} s`);
      process.exit(1);
    }, GRACE_MS).unref();
    setTimeout(() => app?.getHttpServer().closeAllConnections(), LAST_REQUESTS_MS).unref();
    await app?.close();
    await database.close();
  }
}

async function inviteFirstAdministrator(app: NestFastifyApplication, { publicUrl }: Settings): Promise<void> {
  const invitation = await app.get(OfferFirstAdministrator).offer(publicUrl);
  if (invitation) console.log(invitation);
}

async function listen(app: NestFastifyApplication, { HOST, PORT }: Settings): Promise<void> {
  try {
    await app.listen(PORT, HOST);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE')
      throw new CannotStart(`Port ${PORT} on ${HOST} is taken: set PORT to another one.`);
    if (code === 'EACCES')
      throw new CannotStart(`Port ${PORT} needs more rights: set PORT to one above 1023.`);
    throw new CannotStart(`Cannot listen on ${HOST}:${PORT}: ${message}.`);
  }
}
