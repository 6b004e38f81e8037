import { RequestMethod } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { AppModule } from './app.module.js';
import { API_BASE, API_VERSION } from './http/api-base.js';
import { fastifyAdapter, rootLogger } from './http/fastify-adapter.js';
import { readSettings } from './config/settings.js';
import { describeOperations } from './operating/openapi-operations.js';

const DESCRIPTION = `Yttra handlägger en kommuns remisser: från registrering via tjänsteskrivelse, yttrande, nämndens beslut
och expediering till kvittens och sammanställning. Det som inte är expedierat ser bara den egna nämnden.

Yttra runs a Swedish municipality's referrals: from registration through staff report, statement, the board's
decision and dispatch to receipt and compilation. What has not been dispatched is seen by its own board only.

Every change needs \`If-Match\` with the ETag that was read; every POST takes an \`Idempotency-Key\`; every failure is
a problem (RFC 9457) in Swedish or English. Kalenderdagar är svenska (Europe/Stockholm); tidpunkter svaras i UTC.`;

/**
 * The whole API as an OpenAPI 3.1 document, made from the built code: types, limits and examples come
 * from the classes, and what every operation has in common is added. Connects to nothing.
 */
export async function describeApi(): Promise<OpenAPIObject> {
  const settings = readSettings({
    NODE_ENV: 'test',
    DATABASE_URL: 'postgres://localhost/yttra',
    OIDC_ISSUER: 'https://login.example',
  });
  const app = await NestFactory.create(
    AppModule.with(settings, settings.DATABASE_URL ?? ''),
    fastifyAdapter(rootLogger('silent')),
    { preview: true, logger: false, bodyParser: false },
  );
  app.setGlobalPrefix(API_BASE.slice(1), {
    exclude: [
      { path: 'first-administrator', method: RequestMethod.GET },
      'first-administrator/form',
      '',
      'docs',
      'health/*path',
      'metrics',
      'problems/:slug',
    ],
  });
  const document = SwaggerModule.createDocument(app, frame(), {
    operationIdFactory: (controller, method) =>
      `${controller.replace(/Controller$/, '').replace(/^./, (letter) => letter.toLowerCase())}${method.replace(/^./, (letter) => letter.toUpperCase())}`,
  });
  document.paths = Object.fromEntries(
    Object.entries(document.paths)
      .filter(([path]) => path.startsWith(API_BASE))
      .map(([path, item]) => [path.slice(API_BASE.length), item]),
  );
  describeOperations(document);
  return document;
}

function frame(): Omit<OpenAPIObject, 'paths'> {
  const frame = new DocumentBuilder()
    .setOpenAPIVersion('3.1.1')
    .setTitle('Yttra')
    .setVersion(API_VERSION)
    .setDescription(DESCRIPTION)
    .setContact('Yttra', 'https://github.com/yttra/yttra', 'yttra@kommun.example')
    .setLicense('EUPL-1.2', 'https://eupl.eu/1.2/en/')
    .setTermsOfService('https://github.com/yttra/yttra/blob/main/docs/operating.md')
    .setExternalDoc('Integrating with Yttra', 'https://github.com/yttra/yttra/blob/main/docs/integrating.md')
    .addServer(`https://{host}${API_BASE}`, 'The municipality’s own installation', {
      host: { default: 'yttra.kommun.example', description: 'Host name, port 443.' },
    })
    .addBearerAuth(
      {
        type: 'http',
        scheme: 'bearer',
        bearerFormat: 'JWT',
        description:
          'Access token of the municipality’s OpenID Connect issuer; for another system, its key (`yttra_…`).',
      },
      'bearer',
    )
    .addOAuth2(
      {
        type: 'oauth2',
        description: 'How a person gets the bearer token.',
        flows: {
          authorizationCode: {
            authorizationUrl: 'https://login.kommun.example/authorize',
            tokenUrl: 'https://login.kommun.example/token',
            scopes: {},
          },
        },
      },
      'oauth2',
    )
    .addSecurityRequirements('bearer')
    .addSecurityRequirements('oauth2')
    .build();
  for (const [name, description] of Object.entries(TAGS)) frame.tags?.push({ name, description });
  return Object.assign(frame, {
    'x-sla': {
      description: 'The municipality that runs the service sets its service level; see the terms of service.',
    },
    'x-limitations': [
      'A request body is at most 1 MiB, a document at most 50 MiB unless the installation says otherwise.',
      'A caller may make 1,200 requests a minute of each process, an address 6,000, unless the installation says otherwise.',
      'A page holds at most 100 rows; pages beyond 500 are reached by cursor.',
      'Idempotency keys and delivery attempts are kept at least 30 days.',
      'E-mail is not sent yet: recipients outside Yttra are reached by hand, and the delivery is ticked off.',
    ],
  });
}

const TAGS: Readonly<Record<string, string>> = {
  Service: 'What this service is.',
  Organisation: 'Bodies, meeting calendars, people and their roles, groups of consultees.',
  'API clients': 'Other systems that call this API, with keys of their own.',
  Documents: 'Stored files with checksums.',
  Cases: 'Cases in the issuer’s register.',
  Referrals: 'What is sent for opinion, to whom, until when.',
  Consultations: 'One consultee’s part of a referral.',
  Statements: 'Staff reports and statements, in immutable versions.',
  Decisions: 'What the board, or someone for it, decided.',
  Forwarding: 'Dispatches, receipts and what has come in.',
  Deliveries: 'One message to one recipient over one channel.',
  Webhooks: 'Other systems that are told what comes to a body.',
  Inbox: 'What has come to the caller’s bodies.',
  Deadlines: 'Extensions and reminders.',
  Compilation: 'The replies side by side.',
};
