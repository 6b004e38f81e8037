import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Controller, Get, Header, Inject, Res } from '@nestjs/common';
import { ApiExcludeEndpoint, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { projectRoot } from '../../config/project-root.js';
import { SETTINGS, type Settings } from '../../config/settings.js';
import { API_VERSION } from '../../http/api-base.js';
import { ApiInfoView } from '../../http/service.dto.js';
import { NotFound } from '../../rules/problem.js';
import { lastModified } from '../register/answer-everyone.js';
import type {
  PublicCaseView,
  PublicReferralView,
  PublicStatementView,
} from '../register/public-register.dto.js';
import { ReadRegister, type List } from '../register/read-register.js';
import { describeCatalog } from './describe-catalog.js';
import { writeCsv } from './write-csv.js';
import { writeFeed } from './write-feed.js';

export const PUBLIC_OPENAPI_FILE = join(projectRoot, 'openapi-public.json');

const MOST_ENTRIES = 50;
/** An empty feed has been updated too, at some time. */
const BEGAN = '2026-11-25T00:00:00.000Z';

/** The register for programs that read all of it, or follow it. */
@ApiTags('Open data')
@Controller('public/v1')
export class OpenDataController {
  private document: string | undefined;

  constructor(
    private readonly readRegister: ReadRegister,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** Name, version and contact of this API (national REST API profile, VER.06). */
  @Get('api-info')
  apiInfo(): ApiInfoView {
    return {
      apiName: 'Yttra, öppna data',
      apiVersion: API_VERSION,
      apiReleased: '2026-11-25',
      apiDocumentation: '/public/v1/openapi.json',
      apiStatus: 'active',
      apiContact: this.settings.publisher ? `mailto:${this.settings.publisher.email}` : '/register',
    };
  }

  @Get('openapi.json')
  @Header('Content-Type', 'application/json; charset=utf-8')
  @ApiExcludeEndpoint()
  openApiDocument(): string {
    return (this.document ??= readFileSync(PUBLIC_OPENAPI_FILE, 'utf8'));
  }

  /** Follow what is published, as an Atom feed of the latest fifty entries. */
  @Get('feed.atom')
  @Header('Content-Type', 'application/atom+xml; charset=utf-8')
  async feed(@Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    const entries = await this.readRegister.latest(MOST_ENTRIES);
    lastModified(reply, entries);
    const { publicUrl, publisher } = this.settings;
    return writeFeed(entries, { publicUrl, publisher: publisher?.name ?? 'Diarium', began: BEGAN });
  }

  /** Describe the open data, as Sveriges dataportal harvests it (DCAT-AP-SE). */
  @Get('catalog.jsonld')
  @Header('Content-Type', 'application/ld+json; charset=utf-8')
  catalog(): string {
    const { publicUrl, publisher } = this.settings;
    if (publisher === null) throw new NotFound();
    return JSON.stringify(describeCatalog(publicUrl, publisher));
  }

  /** All published cases, as JSON. */
  @Get('data/cases.json')
  async cases(): Promise<PublicCaseView[]> {
    return this.readRegister.all('cases');
  }

  /** All published referrals, as JSON. */
  @Get('data/referrals.json')
  async referrals(): Promise<PublicReferralView[]> {
    return this.readRegister.all('referrals');
  }

  /** All published statements, as JSON. */
  @Get('data/statements.json')
  async statements(): Promise<PublicStatementView[]> {
    return this.readRegister.all('statements');
  }

  /** All published cases, as CSV. */
  @Get('data/cases.csv')
  @Header('Content-Type', 'text/csv; charset=utf-8')
  async casesAsCsv(@Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    return this.csv('cases', reply);
  }

  /** All published referrals, as CSV. */
  @Get('data/referrals.csv')
  @Header('Content-Type', 'text/csv; charset=utf-8')
  async referralsAsCsv(@Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    return this.csv('referrals', reply);
  }

  /** All published statements, as CSV. */
  @Get('data/statements.csv')
  @Header('Content-Type', 'text/csv; charset=utf-8')
  async statementsAsCsv(@Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    return this.csv('statements', reply);
  }

  private async csv(list: List, reply: FastifyReply): Promise<string> {
    const entries = await this.readRegister.all(list);
    lastModified(reply, entries);
    void reply.header('Content-Disposition', `attachment; filename="${list}.csv"`);
    return writeCsv(list, entries);
  }
}
