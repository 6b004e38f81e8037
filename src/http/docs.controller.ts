import { readFile } from 'node:fs/promises';
import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { documentOf } from '../markup/render.js';
import type { Language } from '../rules/texts.js';
import type { DescribedApi } from './api-reference/described-api.js';
import { referencePage } from './api-reference/reference-page.js';
import { languageOf } from './language.js';
import { PAGE_HEADERS } from './send-page.js';
import { OPENAPI_FILE } from './service.controller.js';

@ApiExcludeController()
@Controller()
export class DocsController {
  /** The document as text, made once for each language: serializing 500 kB for every reader would block the others. */
  private readonly pages = new Map<Language, Promise<string>>();

  @Get('docs')
  async reference(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const language = languageOf(request);
    let page = this.pages.get(language);
    if (!page) this.pages.set(language, (page = write(language)));
    void reply.headers({ ...PAGE_HEADERS, 'Cache-Control': 'no-cache', Vary: 'Accept-Language' });
    return page;
  }
}

async function write(language: Language): Promise<string> {
  const api = JSON.parse(await readFile(OPENAPI_FILE, 'utf8')) as DescribedApi;
  return documentOf(referencePage(api, language));
}
