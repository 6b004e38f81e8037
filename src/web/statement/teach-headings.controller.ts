import { Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { callerOf } from '../../http/current-caller.js';
import { PagesAt, PostForm } from '../../http/page-routes.js';
import { RecordId } from '../../http/record-id.pipe.js';
import { KeepReportHeadings } from '../../organisation/report-headings/keep-report-headings.js';
import { ReportHeadingsBody } from '../../organisation/report-headings/report-headings.dto.js';
import { NotFound } from '../../rules/problem.js';
import { ImportStatement } from '../../statements/import-statement.js';
import { Act } from '../steps/act.js';
import { KeptReports } from './kept-reports.js';
import { ProposeImport } from './propose-import.js';
import { ShowStatement, type Asked } from './show-statement.js';
import { typedIn } from './statement-form.js';
import { taughtIn, whyNotTaught } from './teach-headings.js';

type Fields = Readonly<Record<string, unknown>>;

const OF_A_FILE = {
  sv: 'Rubrikerna är sparade. Filen sparas inte: välj den igen, så läses den med dem.',
  en: 'The headings are saved. The file is not kept: choose it again to read it with them.',
};
/** Where whoever imports a report says what headings are that no list knows. */
@PagesAt('svar/:id/yttrande/rubriker')
export class TeachHeadingsController {
  constructor(
    private readonly act: Act,
    private readonly keptReports: KeptReports,
    private readonly proposeImport: ProposeImport,
    private readonly show: ShowStatement,
    private readonly headings: KeepReportHeadings,
    private readonly importStatement: ImportStatement,
  ) {}

  /** Adds to what the body has taught, and shows what the same report is with it. */
  @PostForm()
  async teach(
    @Param('id', RecordId) id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const asked = { request, reply, id };
    const { consultee: body } = await this.importStatement.mayImport(callerOf(request), id);
    if (body === null) throw new NotFound();
    const fields = (request.body ?? {}) as Fields;
    const { headings: taught } = await this.headings.one(body);
    await this.act.act(request, reply, {
      body: ReportHeadingsBody,
      read: () => ({ headings: [...taught, ...taughtIn(fields['headings'])] }),
      take: (caller, given) => this.headings.replace(caller, body, given as ReportHeadingsBody),
      showOnce: () => this.anew(asked, fields),
      show: ({ again }) => this.anew(asked, fields, whyNotTaught(callerOf(request), again)),
      done: `/svar/${id}/yttrande`,
    });
  }

  private async anew(asked: Asked, fields: Fields, refused?: string): Promise<void> {
    const caller = callerOf(asked.request);
    const { _report: report, _which: which, _basis: version, _copy: copy, _paper: paper } = fields;
    const form = {
      typed: typedIn(fields['typed']),
      basedOn: Number(version) || 0,
      copyInForm: Number(copy) || 0,
      which: typeof which === 'string' ? which : undefined,
      refused,
    };
    if (typeof report === 'string')
      return this.proposeImport.of(asked, { ...form, report }, async () => report);
    const [kept] = (await this.keptReports.find(caller.actor.username, paper)) ?? [];
    if (kept) return this.proposeImport.of(asked, { ...form, paper: String(paper) }, async () => kept.report);
    const importing = { of: 'file' as const, error: refused ?? caller.say(OF_A_FILE) };
    return this.show.editor(asked, { ...form, importing, status: refused ? 422 : 200 });
  }
}
