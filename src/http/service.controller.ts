import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Controller, Get, Req, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiExcludeEndpoint, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { projectRoot } from '../config/project-root.js';
import { API_VERSION } from './api-base.js';
import { ServedDocument } from './served-document.js';
import { ApiInfoView } from './service.dto.js';

export const OPENAPI_FILE = join(projectRoot, 'openapi.json');

/** What the service says of itself to anyone. */
@ApiTags('Service')
@Controller()
export class ServiceController {
  /** Without the white space that it is kept with. */
  private readonly document = new ServedDocument(
    async () => JSON.stringify(JSON.parse(await readFile(OPENAPI_FILE, 'utf8'))),
    { type: 'application/json; charset=utf-8', cacheControl: 'public, no-cache' },
  );

  /**
   * Name, version and contact of this API (national REST API profile, VER.06). Open.
   * @remarks Läs API:ets namn, version och kontakt. Öppet för alla.
   */
  @Get('api-info')
  @RouteConfig({ open: true })
  apiInfo(): ApiInfoView {
    return {
      apiName: 'Yttra',
      apiVersion: API_VERSION,
      apiReleased: '2026-11-23',
      apiDocumentation: '/docs',
      apiStatus: 'active',
      apiContact: 'https://github.com/yttra/yttra/issues',
    };
  }

  @Get('openapi.json')
  @RouteConfig({ open: true })
  @ApiExcludeEndpoint()
  async openApiDocument(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.document.send(request, reply);
  }
}
