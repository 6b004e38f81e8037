import { NestFactory } from '@nestjs/core';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { OUTSIDE_THE_API } from './app.js';
import { AppModule } from './app.module.js';
import { API_BASE, API_VERSION, PUBLIC_BASE } from './http/api-base.js';
import { fastifyAdapter } from './http/fastify-adapter.js';
import { rootLogger } from './http/root-logger.js';
import { readSettings } from './config/settings.js';
import { withoutUnused } from './tools/openapi-components.js';
import { describeOperations } from './tools/openapi-operations.js';
import { describePublicOperations } from './tools/openapi-public.js';
import { describeWebhooks } from './tools/openapi-webhooks.js';

const DESCRIPTION = `Yttra handlägger en kommuns remisser: från registrering via tjänsteskrivelse, yttrande, nämndens beslut
och expediering till kvittens och sammanställning. Det som inte är expedierat ser bara den egna nämnden.

Yttra runs a Swedish municipality's referrals: from registration through staff report, statement, the board's
decision and dispatch to receipt and compilation. What has not been dispatched is seen by its own board only.

Every change needs \`If-Match\` with the ETag that was read; every POST takes an \`Idempotency-Key\`; every failure is
a problem (RFC 9457) in Swedish or English. Kalenderdagar är svenska (Europe/Stockholm); tidpunkter svaras i UTC.`;

/** What the authorities' systems call, and what everyone may read. */
export interface Descriptions {
  readonly api: OpenAPIObject;
  readonly publicApi: OpenAPIObject;
}

/**
 * Each whole API as an OpenAPI 3.1 document, made from the built code: types, limits and examples come
 * from the classes, and what every operation has in common is added. Connects to nothing.
 */
export async function describeApis(): Promise<Descriptions> {
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
  app.setGlobalPrefix(API_BASE.slice(1), { exclude: OUTSIDE_THE_API });
  const below = (base: string, frame: Omit<OpenAPIObject, 'paths'>): OpenAPIObject => {
    const document = SwaggerModule.createDocument(app, frame);
    document.paths = Object.fromEntries(
      Object.entries(document.paths)
        .filter(([path]) => path.startsWith(base))
        .map(([path, item]) => [path.slice(base.length), item]),
    );
    return document;
  };
  const api = below(API_BASE, frame());
  describeOperations(api);
  describeWebhooks(api);
  const publicApi = below(PUBLIC_BASE, publicFrame());
  describePublicOperations(publicApi);
  return { api: withoutUnused(api), publicApi: withoutUnused(publicApi) };
}

const PUBLIC_DESCRIPTION = `Det offentliga diariet: publicerade ärenden, remisser och yttranden. Öppet för alla, utan inloggning och utan
kakor. Uppgifter som kan omfattas av sekretess är maskerade (\`masked\`), och det som tas ned finns inte kvar.

The public register: cases, referrals and statements that a municipality has published. Open to everyone, without
signing in and without cookies. What may be confidential is masked (\`masked\`), and what is taken down is gone.

Answers may be kept for a minute at most (\`Cache-Control\`); ask again with \`If-None-Match\`.`;

function publicFrame(): Omit<OpenAPIObject, 'paths'> {
  const frame = new DocumentBuilder()
    .setOpenAPIVersion('3.1.1')
    .setTitle('Yttra, open data')
    .setVersion(API_VERSION)
    .setDescription(PUBLIC_DESCRIPTION)
    .setContact('Yttra', 'https://github.com/yttra/yttra', 'yttra@kommun.example')
    .setLicense('CC0-1.0', 'https://creativecommons.org/publicdomain/zero/1.0/')
    .setTermsOfService('https://github.com/yttra/yttra/blob/main/docs/public-register.md')
    .setExternalDoc('The public register', 'https://github.com/yttra/yttra/blob/main/docs/public-register.md')
    .addServer(`https://{host}${PUBLIC_BASE}`, 'The municipality’s own installation', {
      host: { default: 'yttra.kommun.example', description: 'Host name, port 443.' },
    })
    .addTag('Register', 'What is published, entry by entry.')
    .addTag('Open data', 'The whole of it: files, a feed and their description.')
    .build();
  frame.security = [];
  Object.assign(frame.info, {
    'x-sla': {
      description: 'The municipality that runs the service sets its service level; see the terms of service.',
    },
    'x-limitations': [
      'An address may make 6,000 requests a minute of each process, unless the installation says otherwise.',
      'A page holds at most 100 rows; pages beyond 500 are reached by cursor.',
      'Documents are not published, and of what is masked there is only number and date.',
    ],
  });
  return frame;
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
            refreshUrl: 'https://login.kommun.example/token',
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
  Object.assign(frame.info, {
    'x-sla': {
      description: 'The municipality that runs the service sets its service level; see the terms of service.',
    },
    'x-limitations': [
      'A request body is at most 1 MiB, a document at most 50 MiB unless the installation says otherwise.',
      'A caller may make 1,200 requests a minute of each process, an address 6,000, unless the installation says otherwise.',
      'A page holds at most 100 rows; pages beyond 500 are reached by cursor.',
      'Idempotency keys and delivery attempts are kept at least 30 days.',
    ],
  });
  return frame;
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
  Signatures: 'Papers that are sent for electronic signature.',
  Papers: 'Statements, extracts, letters and compilations as PDF, for Word, as pages and as text.',
  Deliveries: 'One message to one recipient over one channel.',
  Webhooks: 'Other systems that are told what comes to a body.',
  Inbox: 'What has come to the caller’s bodies.',
  Deadlines: 'Extensions and reminders.',
  Compilation: 'The replies side by side.',
  Archive: 'Closed cases as packages for an archive.',
  Statistics: 'How many answer, when, and with what.',
  Publication: 'What everyone may read of it, and until when.',
  Confidentiality: 'Marking what is confidential, and who may see it.',
};
