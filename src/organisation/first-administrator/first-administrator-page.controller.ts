import { Body, Controller, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { VNode } from 'preact';
import { languageOf } from '../../http/language.js';
import { sendPage } from '../../http/send-page.js';
import { requestValidation } from '../../http/validation.js';
import { DomainError, NotFound } from '../../rules/problem.js';
import { AppointFirstAdministrator } from './appoint-first-administrator.js';
import { FirstAdministratorBody } from './first-administrator.dto.js';
import { donePage, formPage, type Fields } from './first-administrator-page.js';
import { OfferFirstAdministrator } from './offer-first-administrator.js';

/** For the person who installs Yttra; without a script, outside the API, and not there once it has been used. */
@ApiExcludeController()
@Controller('first-administrator')
export class FirstAdministratorPageController {
  private readonly validation = requestValidation();

  constructor(
    private readonly offer: OfferFirstAdministrator,
    private readonly appointFirstAdministrator: AppointFirstAdministrator,
  ) {}

  @Get()
  async page(@Req() { raw }: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    if (!(await this.offer.isOpen())) throw new NotFound();
    await sendWithForm(reply, 200, formPage(languageOf(raw)));
  }

  @Post('form')
  @HttpCode(200)
  @RouteConfig({ form: true })
  async appoint(
    @Body() fields: Fields = {},
    @Req() { id, raw }: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    if (!(await this.offer.isOpen())) throw new NotFound();
    const language = languageOf(raw);
    try {
      const request = (await this.validation.transform(requestOf(fields), {
        type: 'body',
        metatype: FirstAdministratorBody,
      })) as FirstAdministratorBody;
      await this.appointFirstAdministrator.appoint(request, id);
      await sendPage(reply, 200, donePage(language, request));
    } catch (refused) {
      if (!(refused instanceof DomainError)) throw refused;
      await sendWithForm(reply, refused instanceof NotFound ? 404 : 422, formPage(language, fields, refused));
    }
  }
}

/** Its form says that it comes from here, which `no-referrer` would keep from being said. */
async function sendWithForm(reply: FastifyReply, status: number, page: VNode): Promise<void> {
  void reply.header('Referrer-Policy', 'same-origin');
  await sendPage(reply, status, page);
}

function requestOf({ token, username, name, code, bodyName, kind }: Fields): object {
  return { token, username: username?.trim(), name, body: { code: code?.trim(), name: bodyName, kind } };
}
