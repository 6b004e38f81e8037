import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Controller, Get, Header } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiExcludeEndpoint, ApiTags } from '@nestjs/swagger';
import { projectRoot } from '../config/project-root.js';
import { API_VERSION } from './api-base.js';
import { ApiInfoView } from './service.dto.js';

export const OPENAPI_FILE = join(projectRoot, 'openapi.json');

/** What the service says of itself to anyone. */
@ApiTags('Service')
@Controller()
export class ServiceController {
  private document: string | undefined;

  /** Name, version and contact of this API (national REST API profile, VER.06). Open. */
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
  @Header('Content-Type', 'application/json; charset=utf-8')
  @ApiExcludeEndpoint()
  openApiDocument(): string {
    return (this.document ??= readFileSync(OPENAPI_FILE, 'utf8'));
  }
}
