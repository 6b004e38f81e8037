import { readFile } from 'node:fs/promises';
import { Controller, Get, Redirect, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Language } from '../rules/texts.js';
import type { DescribedApi } from './api-reference/described-api.js';
import { REFERENCE_POLICY, referencePage } from './api-reference/reference-page.js';
import { languageOf } from './language.js';
import { OPENAPI_FILE } from './service.controller.js';

@ApiExcludeController()
@Controller()
export class DocsController {
  /** Made once for each language: half a thousand kilobytes need not be written anew for every reader. */
  private readonly pages = new Map<Language, Promise<string>>();

  /** Until there are pages, a visitor is best served by the API's description. */
  @Get()
  @Redirect('/docs', 302)
  home(): void {}

  @Get('docs')
  async reference(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const language = languageOf(request);
    let page = this.pages.get(language);
    if (!page) this.pages.set(language, (page = write(language)));
    void reply.headers({
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': REFERENCE_POLICY,
      'Cache-Control': 'no-cache',
      Vary: 'Accept-Language',
    });
    return page;
  }
}

async function write(language: Language): Promise<string> {
  return referencePage(JSON.parse(await readFile(OPENAPI_FILE, 'utf8')) as DescribedApi, language);
}
