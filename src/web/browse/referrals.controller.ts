import { Query, Req, Res, StreamableFile } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ConsultationsQuery } from '../../consultations/consultations.dto.js';
import { ConsultationsQueries } from '../../consultations/consultations.queries.js';
import { consultationsTable } from '../../consultations/consultations.table.js';
import { callerOf } from '../../http/current-caller.js';
import { isCivilDate } from '../../http/field-rules.js';
import { GetPage, PagesAt } from '../../http/page-routes.js';
import { wholeTable } from '../../lists/write-table.js';
import { KeepSavedSearches } from '../../organisation/saved-searches/keep-saved-searches.js';
import { IssuedReferrals } from '../../referrals/issued-referrals.js';
import { ReferralsQuery } from '../../referrals/issued-referrals.dto.js';
import { referralsTable } from '../../referrals/referrals.table.js';
import { CONSULTATION_STATES } from '../../rules/consultation-states.js';
import { permits } from '../../rules/policy.js';
import { REFERRAL_STATES } from '../../rules/referral-lifecycle.js';
import { said } from '../frame/list-parts.js';
import { ReadNames } from '../frame/read-names.js';
import { Readers } from '../frame/readers.js';
import { orderOf } from './referral-orders.js';
import { referralsPage } from './referrals-page.js';
import { sendStaffPage } from '../frame/send-staff-page.js';
import type { Reader } from '../frame/staff-frame.js';

/** The referrals that a body has out, and those it is asked about. */
@PagesAt('remisser')
export class ReferralsPageController {
  constructor(
    private readonly consultations: ConsultationsQueries,
    private readonly issuedReferrals: IssuedReferrals,
    private readonly names: ReadNames,
    private readonly readers: Readers,
    private readonly searches: KeepSavedSearches,
  ) {}

  @GetPage()
  async list(
    @Query() query: Record<string, unknown>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const [caller, reader] = [callerOf(request), this.readers.of(request)];
    const { vilka, own, values } = whichOf(reader, query);
    const asked = askedBody(own, values);
    const [names, saved, officers] = await Promise.all([
      this.names.of(own),
      this.searches.list(caller),
      this.names.officers(permits(reader.actor, 'person.read', { body: asked }) ? [asked] : []),
    ]);
    const paged = { cursor: values.cursor, count: true };
    const listed = {
      values,
      saved,
      officers: officers.map(({ username, name }) => [username, name] as const),
      boards: own.map((code) => [code, names.get(code) ?? code] as const),
      mayBegin: own.some((body) => permits(reader.actor, 'case.create-referral', { body })),
    };
    if (vilka !== 'till-oss') {
      const out = await this.issuedReferrals.list(caller, Object.assign(outQuery(own, values), paged));
      // Whoever asks for nothing in particular, and has none out, is shown what they are asked.
      if (vilka || Object.keys(values).length > 0 || out.items.length > 0)
        return sendStaffPage(reply, 200, referralsPage(reader, { ...listed, which: 'ute', out }));
    }
    const toUs = await this.consultations.list(caller, Object.assign(askedQuery(own, values), paged));
    await sendStaffPage(reply, 200, referralsPage(reader, { ...listed, which: 'till-oss', toUs }));
  }

  /** The whole of one of the lists, as it is filtered, as a spreadsheet in Swedish reads it. */
  @GetPage('remisser.csv', { anyType: true })
  async file(
    @Query() query: Record<string, unknown>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const [caller, reader] = [callerOf(request), this.readers.of(request)];
    const { vilka, own, values } = whichOf(reader, query);
    const exchange = { request, reply, language: reader.language };
    return vilka === 'till-oss'
      ? wholeTable(exchange, askedQuery(own, values), consultationsTable, (page) =>
          this.consultations.list(caller, page),
        )
      : wholeTable(exchange, outQuery(own, values), referralsTable, (page) =>
          this.issuedReferrals.list(caller, page),
        );
  }
}

/** What an address of the page says. */
function whichOf(reader: Reader, query: Record<string, unknown>) {
  const { vilka, ...values } = said(
    query,
    'vilka',
    'namnd',
    'q',
    'lage',
    'fore',
    'handlaggare',
    'ordning',
    'cursor',
  );
  return { vilka, values, own: [...reader.actor.staffOf, ...reader.actor.readerOf] };
}

type Values = ReturnType<typeof whichOf>['values'];

const dueBefore = ({ fore }: Values) => (isCivilDate(fore) ? fore : undefined);
const askedBody = (own: readonly string[], values: Values): string => chosen(own, values) ?? own[0] ?? '';
const chosen = (own: readonly string[], { namnd }: Values) =>
  namnd && own.includes(namnd) ? namnd : undefined;

function outQuery(own: readonly string[], values: Values): ReferralsQuery {
  const state = REFERRAL_STATES.find((each) => each === values.lage);
  const sort = orderOf('ute', values.ordning);
  const filter = { issuer: chosen(own, values), q: values.q, state, dueBefore: dueBefore(values), sort };
  return Object.assign(new ReferralsQuery(), filter);
}

function askedQuery(own: readonly string[], values: Values): ConsultationsQuery {
  const state = CONSULTATION_STATES.filter((each) => each === values.lage);
  return Object.assign(new ConsultationsQuery(), {
    q: values.q,
    dueBefore: dueBefore(values),
    consultee: chosen(own, values) ?? own[0],
    officer: values.handlaggare,
    sort: orderOf('till-oss', values.ordning),
    ...(state.length > 0 && { state }),
  });
}
