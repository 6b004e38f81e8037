import { Controller, Param, Post, Req, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { callerOf } from '../http/current-caller.js';
import { RecordId } from '../http/record-id.pipe.js';
import { KeepReportHeadings } from '../organisation/report-headings/keep-report-headings.js';
import type { ReportHeading } from '../organisation/report-headings/report-heading.js';
import { ReportHeadingsBody } from '../organisation/report-headings/report-headings.dto.js';
import { NotFound } from '../rules/problem.js';
import { ImportStatement } from '../statements/import-statement.js';
import { Act } from './act.js';
import { ReadNames } from './read-names.js';
import { ShowStatement, type Asked } from './show-statement.js';
import { contentOfTyped, typedIn } from './statement-form.js';

type Fields = Readonly<Record<string, unknown>>;

const OF_A_FILE = {
  sv: 'Rubrikerna är sparade. Filen sparas inte: välj den igen, så läses den med dem.',
  en: 'The headings are saved. The file is not kept: choose it again to read it with them.',
};
const OLD_FORM = {
  sv: 'Du har loggat in igen. Spara rubrikerna en gång till.',
  en: 'You have signed in anew. Save the headings once more.',
};

/** Where whoever imports a report says what headings are that no list knows. */
@ApiExcludeController()
@Controller('svar/:id/yttrande/rubriker')
export class TeachHeadingsController {
  constructor(
    private readonly act: Act,
    private readonly names: ReadNames,
    private readonly show: ShowStatement,
    private readonly headings: KeepReportHeadings,
    private readonly importStatement: ImportStatement,
  ) {}

  /** Adds to what the body has taught, and shows what the same report is with it. */
  @Post()
  @RouteConfig({ page: true, form: true })
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
      read: () => ({ headings: [...taught, ...chosenIn(fields)] }),
      take: (caller, given) => this.headings.replace(caller, body, given as ReportHeadingsBody),
      showOnce: () => this.anew(asked, fields),
      show: ({ again }) => {
        const caller = callerOf(request);
        if (again === 'old-form') return this.anew(asked, fields, caller.say(OLD_FORM));
        const reasons = again.invalid.map(({ detail }) => caller.say(detail)).join(' ');
        return this.anew(asked, fields, reasons || caller.say(again.detail));
      },
      done: `/svar/${id}/yttrande`,
    });
  }

  private async anew(asked: Asked, fields: Fields, refused?: string): Promise<void> {
    const caller = callerOf(asked.request);
    const { _report: report, _which: which, _basis: version, _copy: copy } = fields;
    const typed = typedIn(fields['typed']);
    if (typeof report !== 'string') {
      const numbers = { basedOn: Number(version) || 0, copyInForm: Number(copy) || 0 };
      const importing = { of: 'file' as const, error: refused ?? caller.say(OF_A_FILE) };
      return this.show.editor(asked, { typed, importing, ...numbers, status: refused ? 422 : 200 });
    }
    const chosen = typeof which === 'string' && /^[1-9]\d{0,2}$/.test(which) ? Number(which) : undefined;
    const written = contentOfTyped(typed, await this.names.bodies());
    const proposed = await this.importStatement.propose(caller, asked.id, report, chosen, written);
    await this.show.proposal(asked, proposed, {
      typed,
      version: String(version),
      copy: String(copy),
      anew: { report, which: typeof which === 'string' ? which : undefined },
      refused,
    });
  }
}

/** The lines of which something was said; whether that is a part there is, validation says. */
const chosenIn = ({ headings }: Fields): ReportHeading[] =>
  (Object.values(headings ?? {}) as ReportHeading[])
    .filter(({ part }) => typeof part === 'string' && (part as string) !== '')
    .map(({ heading, part }) => ({ heading, part }));
