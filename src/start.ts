import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createApp } from './app.js';
import type { Settings } from './config/settings.js';
import { CannotStart, openDatabase } from './database/open-database.js';
import { explained } from './operating/command-line/command.js';
import { loadDemo } from './demo/demo-data.js';
import { lastWord } from './operating/last-words.js';
import { startTracing } from './operating/start-tracing.js';
import { welcome } from './operating/welcome.js';
import { refuseUnwritable } from './operating/writable-places.js';
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
 * @throws ToldOperator while the database is opened; what fails later is said here.
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
  const tracing = await startTracing(settings);
  const database = await openDatabase(settings, stop.signal);
  if (!database) return;
  let app: NestFastifyApplication | undefined;
  try {
    await refuseUnwritable(settings);
    if (settings.REDIS_URL.length > 0) await refuseForgetfulRedis(settings);
    app = await createApp(settings, database.url);
    await listen(app, settings);
    if (settings.demo && settings.ROLE !== 'worker') await loadDemo(app);
    if (!settings.demo && settings.ROLE !== 'worker') await inviteFirstAdministrator(app, settings);
    if (settings.embeddedDatabase) console.log(welcome(settings));
    await toldToStop;
  } catch (error) {
    // Said before anything is closed: what failed may keep the rest from closing.
    console.error(explained(error as Error, settings.OPERATOR_LANGUAGE));
    process.exitCode = 1;
  } finally {
    setTimeout(() => {
      lastWord(`it did not stop within ${GRACE_MS / 1000} s`);
      process.exit(1);
    }, GRACE_MS).unref();
    setTimeout(() => app?.getHttpServer().closeAllConnections(), LAST_REQUESTS_MS).unref();
    await app?.close();
    await tracing.stop();
    await database.close();
  }
}

async function inviteFirstAdministrator(app: NestFastifyApplication, settings: Settings): Promise<void> {
  // The service does its work without it, and a new code can be had at any time.
  const said = await app
    .get(OfferFirstAdministrator)
    .offer(settings)
    .catch(() => 'Kör npm run yttra -- first-administrator om det inte finns någon systemförvaltare.');
  if (said) console.log(said);
}

async function listen(app: NestFastifyApplication, { HOST, PORT }: Settings): Promise<void> {
  try {
    await app.listen(PORT, HOST);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE')
      throw new CannotStart({
        sv: `Port ${PORT} på ${HOST} är upptagen: sätt PORT till en annan.`,
        en: `Port ${PORT} on ${HOST} is taken: set PORT to another one.`,
      });
    if (code === 'EACCES')
      throw new CannotStart({
        sv: `Port ${PORT} kräver högre rättigheter: sätt PORT till en över 1023.`,
        en: `Port ${PORT} needs more rights: set PORT to one above 1023.`,
      });
    throw new CannotStart({
      sv: `Det går inte att lyssna på ${HOST}:${PORT} (${message}): kontrollera HOST och PORT.`,
      en: `Cannot listen on ${HOST}:${PORT} (${message}): check HOST and PORT.`,
    });
  }
}
