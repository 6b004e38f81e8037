import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Controller, Get, Header, Inject, Req, Res } from '@nestjs/common';
import { ApiExcludeEndpoint, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { projectRoot } from '../../config/project-root.js';
import { SETTINGS, type Settings } from '../../config/settings.js';
import { API_VERSION } from '../../http/api-base.js';
import { ApiInfoView } from '../../http/service.dto.js';
import { NotFound } from '../../rules/problem.js';
import { ReadRegister, type List } from '../register/read-register.js';
import { AnswerWithFile } from './answer-with-file.js';
import { describeCatalog } from './describe-catalog.js';
import { writeFeed } from './write-feed.js';
import { writeList, type Format } from './write-list.js';

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
    private readonly answerWithFile: AnswerWithFile,
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
  async feed(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.answerWithFile.answer(request, reply, {
      name: 'feed.atom',
      mediaType: 'application/atom+xml; charset=utf-8',
      pieces: (changed) => this.feedOf(changed),
    });
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
  async cases(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.list('cases', 'json', request, reply);
  }

  /** All published referrals, as JSON. */
  @Get('data/referrals.json')
  async referrals(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.list('referrals', 'json', request, reply);
  }

  /** All published statements, as JSON. */
  @Get('data/statements.json')
  async statements(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.list('statements', 'json', request, reply);
  }

  /** All published cases, as CSV. */
  @Get('data/cases.csv')
  async casesAsCsv(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.list('cases', 'csv', request, reply);
  }

  /** All published referrals, as CSV. */
  @Get('data/referrals.csv')
  async referralsAsCsv(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.list('referrals', 'csv', request, reply);
  }

  /** All published statements, as CSV. */
  @Get('data/statements.csv')
  async statementsAsCsv(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.list('statements', 'csv', request, reply);
  }

  private async list(
    list: List,
    format: Format,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<void> {
    if (format === 'csv') void reply.header('Content-Disposition', `attachment; filename="${list}.csv"`);
    await this.answerWithFile.answer(request, reply, {
      name: `${list}.${format}`,
      mediaType: MEDIA_TYPES[format],
      pieces: (changed) => writeList(list, format, this.readRegister.pages(list))(changed),
    });
  }

  private async *feedOf(changed: (updatedAt: string) => void): AsyncGenerator<string> {
    const entries = await this.readRegister.latest(MOST_ENTRIES);
    for (const { updatedAt } of entries) changed(updatedAt);
    const { publicUrl, publisher } = this.settings;
    yield writeFeed(entries, { publicUrl, publisher: publisher?.name ?? 'Diarium', began: BEGAN });
  }
}

const MEDIA_TYPES: Readonly<Record<Format, string>> = {
  json: 'application/json; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
};
