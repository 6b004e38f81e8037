import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Controller, Get, Header, Inject, Param, Query, Req, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiExcludeEndpoint, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { projectRoot } from '../../config/project-root.js';
import { SETTINGS, type Settings } from '../../config/settings.js';
import { API_VERSION } from '../../http/api-base.js';
import { ApiInfoView } from '../../http/service.dto.js';
import { Invalid, NotFound } from '../../rules/problem.js';
import { because } from '../refusals.js';
import type { List } from '../register/read-register.js';
import { AnswerWithFile } from './answer-with-file.js';
import { CatalogQuery, DataQuery } from './open-data.dto.js';
import { CATALOG_TYPES, LIST_TYPES, OfferFiles, type CatalogFormat } from './offer-files.js';
import type { Format } from './write-list.js';

export const PUBLIC_OPENAPI_FILE = join(projectRoot, 'openapi-public.json');

/**
 * The register for programs that read all of it, or follow it. The national profile has no dots in paths (UFN.07), so
 * what is described has none; the addresses that end as file names do, by which feed readers, harvesters and
 * spreadsheets have known the same files, answer the same and are not described.
 */
@ApiTags('Open data')
@Controller('public/v1')
export class OpenDataController {
  private document: string | undefined;

  constructor(
    private readonly offerFiles: OfferFiles,
    private readonly answerWithFile: AnswerWithFile,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /**
   * Name, version and contact of this API (national REST API profile, VER.06).
   * @remarks Läs API:ets namn, version och kontakt.
   */
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

  /**
   * Follow what is published, as an Atom feed of the latest fifty entries.
   * @remarks Följ det som publiceras: de femtio senaste som ett Atom-flöde.
   */
  @Get('feed')
  @RouteConfig({ anyType: true })
  async feed(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.answerWithFile.answer(request, reply, this.offerFiles.feed());
  }

  @Get('feed.atom')
  @RouteConfig({ anyType: true })
  @ApiExcludeEndpoint()
  async feedFile(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.feed(request, reply);
  }

  /**
   * Describe the open data, as Sveriges dataportal harvests it (DCAT-AP-SE): RDF/XML, or JSON-LD.
   * @remarks Läs beskrivningen av öppna data, så som Sveriges dataportal hämtar den (DCAT-AP-SE).
   */
  @Get('catalog')
  @RouteConfig({ anyType: true })
  async catalog(
    @Query() { format }: CatalogQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const chosen = format ?? this.answerWithFile.preferred(request, reply, CATALOG_TYPES);
    await this.answerWithFile.answer(request, reply, this.offerFiles.catalog(chosen));
  }

  @Get(['catalog.rdf', 'catalog.jsonld'])
  @RouteConfig({ anyType: true })
  @ApiExcludeEndpoint()
  async catalogFile(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const format = request.routeOptions.url?.split('.').at(-1) as CatalogFormat;
    await this.answerWithFile.answer(request, reply, this.offerFiles.catalog(format));
  }

  /**
   * All published cases in one file, as JSON or CSV.
   * @remarks Hämta alla publicerade ärenden i en fil.
   */
  @Get('data/cases')
  @RouteConfig({ anyType: true })
  async cases(
    @Query() query: DataQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.list('cases', query, request, reply);
  }

  /**
   * All published referrals in one file, as JSON or CSV.
   * @remarks Hämta alla publicerade remisser i en fil.
   */
  @Get('data/referrals')
  @RouteConfig({ anyType: true })
  async referrals(
    @Query() query: DataQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.list('referrals', query, request, reply);
  }

  /**
   * All published statements in one file, as JSON or CSV.
   * @remarks Hämta alla publicerade yttranden i en fil.
   */
  @Get('data/statements')
  @RouteConfig({ anyType: true })
  async statements(
    @Query() query: DataQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.list('statements', query, request, reply);
  }

  @Get('data/:file')
  @RouteConfig({ anyType: true })
  @ApiExcludeEndpoint()
  async dataFile(
    @Param('file') file: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const [, list, format] = /^(cases|referrals|statements)\.(json|csv)$/.exec(file) ?? [];
    if (list === undefined) throw new NotFound();
    await this.list(list as List, { format: format as Format }, request, reply);
  }

  private async list(
    list: List,
    { format, separator }: DataQuery,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<void> {
    if (format === 'json' && separator)
      throw new Invalid({ pointer: '/separator', ...because.separatorOfCsv });
    const types: Partial<typeof LIST_TYPES> = separator ? { csv: LIST_TYPES.csv } : LIST_TYPES;
    const chosen = format ?? this.answerWithFile.preferred(request, reply, types);
    if (chosen === 'csv') void reply.header('Content-Disposition', `attachment; filename="${list}.csv"`);
    await this.answerWithFile.answer(request, reply, this.offerFiles.list(list, chosen, separator));
  }
}
