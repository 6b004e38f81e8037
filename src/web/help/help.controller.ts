import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { VNode } from 'preact';
import { SETTINGS, type Settings } from '../../config/settings.js';
import { appearanceOf } from '../../http/chosen-looks.js';
import { languageOf } from '../../http/language.js';
import { sendPage } from '../../http/send-page.js';
import { accessibilityPage } from './accessibility-page.js';
import { helpPage } from './help-page.js';
import type { Visitor } from './public-frame.js';

/** What everybody may read of how the service is used, and by whom it can be. */
@ApiExcludeController()
@Controller()
export class HelpController {
  constructor(@Inject(SETTINGS) private readonly settings: Settings) {}

  @Get('hjalp')
  @RouteConfig({ asChosen: true })
  async help(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.send(request, reply, helpPage);
  }

  @Get('tillganglighet')
  @RouteConfig({ asChosen: true })
  async accessibility(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { ACCESSIBILITY_EMAIL, publisher } = this.settings;
    await this.send(request, reply, (visitor) =>
      accessibilityPage(visitor, ACCESSIBILITY_EMAIL || publisher?.email),
    );
  }

  /** Kept by nobody: it follows what its reader has chosen. */
  private async send(
    request: FastifyRequest,
    reply: FastifyReply,
    page: (visitor: Visitor) => VNode,
  ): Promise<void> {
    void reply.header('Cache-Control', 'no-store');
    const visitor = {
      language: languageOf(request.raw),
      appearance: appearanceOf(request),
      municipality: this.settings.publisher?.name,
    };
    await sendPage(reply, 200, page(visitor));
  }
}
