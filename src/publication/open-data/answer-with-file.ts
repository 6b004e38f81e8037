import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Clock } from '../../config/clock.js';
import { SETTINGS, type Settings } from '../../config/settings.js';
import { API_VERSION } from '../../http/api-base.js';
import { acceptedOf } from '../../http/refuse-unacceptable.js';
import { isKnown } from '../../http/resource-headers.js';
import { etagOf, mayBeKept } from '../register/answer-everyone.js';
import { ReadRegister } from '../register/read-register.js';
import type { Offered } from './offer-files.js';
import { PublicFiles } from './public-files.js';

/** Answers with a file of the register as it is at this moment, or that the caller has it already. */
@Injectable()
export class AnswerWithFile {
  constructor(
    private readonly readRegister: ReadRegister,
    private readonly files: PublicFiles,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** The format that the caller prefers by `Accept`. @throws DomainError `not-acceptable` */
  preferred<Format extends string>(
    request: FastifyRequest,
    reply: FastifyReply,
    types: Readonly<Partial<Record<Format, string>>>,
  ): Format {
    void reply.header('Vary', 'Accept, Accept-Language');
    const formats = Object.keys(types) as Format[];
    const accepted = acceptedOf(
      request.raw,
      formats.map((format) => types[format]!),
    );
    return formats.find((format) => types[format] === accepted)!;
  }

  /** The state of the register is read first: what is hidden by then is in no file that is made of it. */
  async answer(request: FastifyRequest, reply: FastifyReply, file: Offered): Promise<void> {
    const { publicUrl, publisher } = this.settings;
    const revision = await this.readRegister.revision();
    const etag = etagOf(JSON.stringify([file.name, revision, API_VERSION, publicUrl, publisher]));
    mayBeKept(reply, etag, this.clock.now());
    if (isKnown(etag, request.headers['if-none-match'])) return void (await reply.code(304).send());
    const { stream, size, lastModified } = await this.files.read(file.name, etag, file.pieces);
    if (lastModified) void reply.header('Last-Modified', lastModified.toUTCString());
    await reply
      .headers({ 'Content-Type': `${file.mediaType}; charset=utf-8`, 'Content-Length': size })
      .send(stream);
  }
}
