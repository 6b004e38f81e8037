import multipart from '@fastify/multipart';
import { RequestMethod } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DataSource } from 'typeorm';
import { AppModule } from './app.module.js';
import { AuditTrail } from './audit/audit-trail.js';
import { SETTINGS, type Settings } from './config/settings.js';
import { nameAllowedMethods } from './http/allowed-methods.js';
import { PUBLIC_BASE } from './http/api-base.js';
import { authenticateEveryRequest } from './http/authenticate-every-request.js';
import { fastifyAdapter } from './http/fastify-adapter.js';
import { leadToPage } from './http/lead-to-page.js';
import { rootLogger } from './http/root-logger.js';
import { KeepRefusals } from './http/keep-refusals.js';
import { RequestLimits } from './http/limit-requests.js';
import { NestLogger } from './http/nest-logger.js';
import { ProblemDetailsFilter } from './http/problem-details.filter.js';
import { refuseOtherSites } from './http/refuse-other-sites.js';
import { closeStalled } from './http/close-stalled.js';
import { readWhatIsLeft } from './http/read-what-is-left.js';
import { rememberReadings } from './http/remember-readings.js';
import { addResourceHeaders } from './http/resource-headers.js';
import { RequestDurations } from './http/request-durations.js';
import { refuseAmbiguous } from './http/refuse-ambiguous.js';
import { followChosenLanguage } from './http/chosen-looks.js';
import { addSecurityHeaders } from './http/security-headers.js';
import { traceRequests } from './http/trace-requests.js';
import { UnnamedProxies } from './http/unnamed-proxies.js';
import { AskWhoMayFirst, ReadFields } from './http/who-may-first.js';
import { Cookies } from './http/session-cookie.js';
import { Identify } from './identity/identify.js';
import { Sessions } from './identity/sessions.js';
import { Clock } from './config/clock.js';
import { ImportsAtOnce } from './statements/imports-at-once.js';
import { SendToSignIn } from './web/frame/send-to-sign-in.js';
import { UploadForms } from './web/frame/upload-forms.js';
import { STYLE_BASE } from './markup/style.js';
import { answerEveryone } from './publication/register/answer-everyone.js';

/** Paths that are not part of the API and so stand outside its base path. */
export const OUTSIDE_THE_API = [
  '',
  '.well-known/security.txt',
  'anstand/*path',
  'arenden/*path',
  'arkivpaket/*path',
  'calendar/:file',
  'datasets/dcat',
  'diarium',
  'diarium/*path',
  'docs',
  { path: 'first-administrator', method: RequestMethod.GET },
  'first-administrator/form',
  'forvaltning',
  'forvaltning/*path',
  'hjalp',
  'demo/mail',
  'health/live',
  'health/ready',
  'handlingar/*path',
  'inkorg',
  'inkorg/*path',
  'logga-in',
  'logga-in/*path',
  'logga-ut',
  'metrics',
  'mitt',
  'mitt/*path',
  'problems/:slug',
  'publiceringar/*path',
  `${PUBLIC_BASE.slice(1)}/*path`,
  'register',
  'register/*path',
  'remisser',
  'remisser/*path',
  'tjansteskrivelser/*path',
  'sammantraden',
  'sammantraden/*path',
  'sok',
  'statistik',
  'statistik/*path',
  `${STYLE_BASE.slice(1)}/:file`,
  'svar/*path',
  'tillganglighet',
];

/** Composes the service, ready to listen. */
export async function createApp(settings: Settings, databaseUrl: string): Promise<NestFastifyApplication> {
  const logger = rootLogger(settings.LOG_LEVEL);
  const adapter = fastifyAdapter(logger, settings.TRUSTED_PROXIES);
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.with(settings, databaseUrl),
    adapter,
    { logger: new NestLogger(logger), bodyParser: false, abortOnError: false },
  );
  // What is cut off says so itself, and the rest of its form is read.
  await app.register(multipart, { throwFileSizeLimit: false });
  configure(app);
  return app;
}

/** What every instance has in common, in production as in tests. */
export function configure(app: NestFastifyApplication): void {
  const fastify = app.getHttpAdapter().getInstance();
  const settings = app.get<Settings>(SETTINGS);
  traceRequests(fastify);
  app.get(RequestDurations).watch(fastify);
  app.get(UnnamedProxies).watch(fastify);
  readWhatIsLeft(fastify);
  closeStalled(fastify, settings.STALLED_REQUEST_SECONDS);
  addSecurityHeaders(fastify, settings.publicUrl);
  refuseAmbiguous(fastify);
  answerEveryone(fastify, app.get(Clock));
  followChosenLanguage(fastify, new Cookies(settings));
  refuseOtherSites(fastify, settings.publicUrl);
  leadToPage(fastify);
  authenticateEveryRequest(fastify, app.get(Identify), new RequestLimits(settings), {
    sessions: app.get(Sessions),
    cookies: new Cookies(settings),
  });
  app.get(SendToSignIn).watch(fastify);
  app.get(UploadForms).watch(fastify);
  nameAllowedMethods(fastify);
  addResourceHeaders(fastify);
  rememberReadings(fastify, app.get(DataSource), app.get(AuditTrail));
  app.get(KeepRefusals).watch(fastify);
  app.get(ImportsAtOnce).watch(fastify);
  app.setGlobalPrefix('yttra/v1', { exclude: OUTSIDE_THE_API });
  app.useGlobalInterceptors(new AskWhoMayFirst());
  app.useGlobalPipes(new ReadFields());
  app.useGlobalFilters(new ProblemDetailsFilter());
}
