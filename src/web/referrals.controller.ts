import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ConsultationsQuery } from '../consultations/consultations.dto.js';
import { ConsultationsQueries } from '../consultations/consultations.queries.js';
import { callerOf } from '../http/current-caller.js';
import { isCivilDate } from '../http/field-rules.js';
import { IssuedReferrals } from '../referrals/issued-referrals.js';
import { ReferralsQuery } from '../referrals/referrals.dto.js';
import { CONSULTATION_STATES } from '../rules/consultation-states.js';
import { permits } from '../rules/policy.js';
import { REFERRAL_STATES } from '../rules/referral-lifecycle.js';
import { said } from './list-parts.js';
import { ReadNames } from './read-names.js';
import { Readers } from './readers.js';
import { referralsPage } from './referrals-page.js';
import { sendStaffPage } from './send-staff-page.js';

/** The referrals that a body has out, and those it is asked about. */
@ApiExcludeController()
@Controller('remisser')
export class ReferralsPageController {
  constructor(
    private readonly consultations: ConsultationsQueries,
    private readonly issuedReferrals: IssuedReferrals,
    private readonly names: ReadNames,
    private readonly readers: Readers,
  ) {}

  @Get()
  @RouteConfig({ page: true })
  async list(
    @Query() query: Record<string, unknown>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const [caller, reader] = [callerOf(request), this.readers.of(request)];
    const { vilka, ...values } = said(query, 'vilka', 'namnd', 'q', 'lage', 'fore', 'cursor');
    const own = [...reader.actor.staffOf, ...reader.actor.readerOf];
    const bodies = values.namnd && own.includes(values.namnd) ? [values.namnd] : own;
    const names = await this.names.of(own);
    const dueBefore = isCivilDate(values.fore) ? values.fore : undefined;
    const paged = { cursor: values.cursor, count: true };
    const listed = {
      values,
      boards: own.map((code) => [code, names.get(code) ?? code] as const),
      mayBegin: own.some((body) => permits(reader.actor, 'case.create-referral', { body })),
    };
    if (vilka !== 'till-oss') {
      const state = REFERRAL_STATES.find((each) => each === values.lage);
      const filter = { issuer: bodies === own ? undefined : bodies[0], q: values.q, state, dueBefore };
      const out = await this.issuedReferrals.list(caller, Object.assign(new ReferralsQuery(), paged, filter));
      // Whoever asks for nothing in particular, and has none out, is shown what they are asked.
      if (vilka || Object.keys(values).length > 0 || out.items.length > 0)
        return sendStaffPage(reply, 200, referralsPage(reader, { ...listed, which: 'ute', out }));
    }
    const state = CONSULTATION_STATES.filter((each) => each === values.lage);
    const asked = Object.assign(new ConsultationsQuery(), paged, {
      q: values.q,
      dueBefore,
      consultee: bodies[0],
      ...(state.length > 0 && { state }),
    });
    const toUs = await this.consultations.list(caller, asked);
    await sendStaffPage(reply, 200, referralsPage(reader, { ...listed, which: 'till-oss', toUs }));
  }
}
