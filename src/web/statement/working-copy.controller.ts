import { HttpCode, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Caller } from '../../changes/caller.js';
import { ReadPapers } from '../../forwarding/read-papers.js';
import { callerOf } from '../../http/current-caller.js';
import { GetPage, PagesAt, PostForm } from '../../http/page-routes.js';
import { RecordId } from '../../http/record-id.pipe.js';
import { isFormToken } from '../../http/session-cookie.js';
import { rightFields, whoMayFirst } from '../../http/who-may-first.js';
import { DomainError } from '../../rules/problem.js';
import { StatementsQueries } from '../../statements/statements.queries.js';
import { WorkingCopies } from '../../statements/working-copies.js';
import { WorkingCopyBody, type AlsoWritingView } from '../../statements/working-copy.dto.js';
import { ReadNames } from '../frame/read-names.js';
import { Readers } from '../frame/readers.js';
import { bodyOfStatement, statementTyped } from './statement-form.js';
import { adviceFragment, othersFragment, paperFragment } from './statement-fragments.js';
import { timeOf } from './statement-notices.js';

type Fields = Readonly<Record<string, unknown>>;

/** What the editor's script asks for: it keeps what is typed, and shows what has become of the rest of the page. */
interface Kept {
  readonly version: number;
  /** In words. */
  readonly saved: string;
  readonly advice: string;
  readonly paper: string;
  readonly others: string;
}

@PagesAt('svar/:id/yttrande/arbetskopia')
export class WorkingCopyPageController {
  constructor(
    private readonly workingCopies: WorkingCopies,
    private readonly statements: StatementsQueries,
    private readonly readPapers: ReadPapers,
    private readonly names: ReadNames,
    private readonly readers: Readers,
  ) {}

  /** Who else writes in it. */
  @GetPage('/', { anyType: true })
  async others(
    @Param('id', RecordId) id: string,
    @Req() request: FastifyRequest,
  ): Promise<Pick<Kept, 'others'>> {
    const caller = callerOf(request);
    try {
      await this.statements.seesWork(caller, id);
      return { others: this.alsoWriting(request, await this.workingCopies.alsoWriting(caller, id)) };
    } finally {
      caller.readings.forget();
    }
  }

  /** Keeps what is typed. The reading of the matter was remembered when the editor was opened. */
  @PostForm('/', { anyType: true })
  @HttpCode(200)
  async keep(@Param('id', RecordId) id: string, @Req() request: FastifyRequest): Promise<Kept> {
    const { _copy: copy, _version: version, ...fields } = (request.body ?? {}) as Fields;
    const caller = this.callerWith(request, copy);
    try {
      return await whoMayFirst(caller, () => this.kept(caller, id, request, version, fields));
    } finally {
      caller.readings.forget();
    }
  }

  private async kept(
    caller: Caller,
    id: string,
    request: FastifyRequest,
    version: unknown,
    fields: Fields,
  ): Promise<Kept> {
    const { language, today } = this.readers.of(request);
    const bodies = await this.names.bodies();
    const given = { basedOn: Number(version), ...bodyOfStatement(statementTyped(fields), bodies) };
    const body = await rightFields(caller, given, WorkingCopyBody);
    const kept = await this.workingCopies.keep(caller, id, body);
    const time = timeOf(kept.savedAt ?? '', today);
    return {
      version: kept.version,
      saved: { sv: `Utkastet är sparat ${time}`, en: `The draft was kept at ${time}` }[language],
      advice: adviceFragment(language, kept),
      paper: paperFragment(await this.readPapers.ofDraft(caller, id, kept)),
      others: this.alsoWriting(request, kept.alsoWriting),
    };
  }

  /** Throws it away: the editor shows what was saved last. */
  @PostForm('kasta')
  async discard(
    @Param('id', RecordId) id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { _version: version } = (request.body ?? {}) as Fields;
    await this.workingCopies.remove(this.callerWith(request, version), id);
    await reply.redirect(`/svar/${id}/yttrande`, 303);
  }

  private alsoWriting(request: FastifyRequest, others: readonly AlsoWritingView[]): string {
    const { language, today } = this.readers.of(request);
    return othersFragment(language, others, today);
  }

  /** @throws DomainError `not-permitted` for a form of an earlier session. */
  private callerWith(request: FastifyRequest, version: unknown): Caller {
    const { _token: token } = (request.body ?? {}) as Fields;
    if (!isFormToken(token, request.session!.id)) {
      throw new DomainError('not-permitted', {
        sv: 'Formuläret hör till en session som har avslutats. Öppna sidan igen.',
        en: 'The form belongs to a session that has ended. Open the page again.',
      });
    }
    const caller = callerOf(request);
    const isNumber = typeof version === 'string' && /^\d{1,10}$/.test(version);
    return caller.on({ ...caller.terms, ifMatch: isNumber ? `"${version}"` : undefined });
  }
}
