import { Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { callerOf } from '../../http/current-caller.js';
import { GetPage, PagesAt, PostForm } from '../../http/page-routes.js';
import { authorize } from '../../rules/policy.js';
import { NotFound } from '../../rules/problem.js';
import type { Texts } from '../../rules/texts.js';
import { SAVED } from './administration-parts.js';
import { KeptWarnings, receiptOf } from '../steps/kept-warnings.js';
import { Readers } from '../frame/readers.js';
import type { Http } from '../steps/record-steps.js';
import { sendStaffPage } from '../frame/send-staff-page.js';
import { BACK_TO_OVERVIEW, FROM_OVERVIEW } from './deliveries-section.js';
import type { AtAddress } from './section.js';
import { Sections } from './sections.js';
import { SettingsForms } from './settings-forms.js';

type Said = Readonly<Record<string, unknown>>;

/** Everything below `/forvaltning` that is read and set: each part answers for its own addresses. */
@PagesAt('forvaltning/:section')
export class AdministrationPageController {
  constructor(
    private readonly forms: SettingsForms,
    private readonly readers: Readers,
    private readonly sections: Sections,
    private readonly warnings: KeptWarnings,
  ) {}

  @GetPage()
  async list(
    @Param('section') section: string,
    @Query() query: Said,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.show({ request, reply }, query, section);
  }

  @GetPage(':record')
  async one(
    @Param('section') section: string,
    @Param('record') record: string,
    @Query() query: Said,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.show({ request, reply }, query, section, record);
  }

  @GetPage(':record/:part')
  async part(
    @Param('section') section: string,
    @Param('record') record: string,
    @Param('part') part: string,
    @Query() query: Said,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.show({ request, reply }, query, section, record, part);
  }

  @GetPage(':record/:part/:form')
  async form(
    @Param('section') section: string,
    @Param('record') record: string,
    @Param('part') part: string,
    @Param('form') form: string,
    @Query() query: Said,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.show({ request, reply }, query, section, record, part, form);
  }

  @PostForm(':record')
  async add(
    @Param('section') section: string,
    @Param('record') record: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.take({ request, reply }, section, record);
  }

  @PostForm(':record/:part')
  async change(
    @Param('section') section: string,
    @Param('record') record: string,
    @Param('part') part: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.take({ request, reply }, section, record, part);
  }

  @PostForm(':record/:part/:form')
  async changePart(
    @Param('section') section: string,
    @Param('record') record: string,
    @Param('part') part: string,
    @Param('form') form: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.take({ request, reply }, section, record, part, form);
  }

  private async show(http: Http, query: Said, section: string, ...rest: string[]): Promise<void> {
    const kept = await this.warnings.takeAll(http.request, http.reply);
    const done = receiptOf(kept, query['klart'] === 'ja' ? SAVED : undefined);
    const asked = { query, done, warnings: kept.said };
    const found = await this.at(http, asked, section, rest);
    if ('form' in found) return this.forms.show(found.form, http);
    await sendStaffPage(http.reply, 200, found.page);
  }

  private async take(http: Http, section: string, ...rest: string[]): Promise<void> {
    const asked = { query: {}, done: undefined, warnings: [] };
    const found = await this.at(http, asked, section, rest);
    if (!('form' in found)) throw new NotFound();
    const { _then: from } = (http.request.body ?? {}) as Said;
    const { form } = found;
    await this.forms.take(from === FROM_OVERVIEW ? { ...form, done: () => BACK_TO_OVERVIEW } : form, http);
  }

  private async at(
    { request }: Http,
    asked: { readonly query: Said; readonly done: Texts | undefined; readonly warnings: readonly string[] },
    path: string,
    rest: string[],
  ): Promise<AtAddress> {
    const [caller, reader] = [callerOf(request), this.readers.of(request)];
    const section = this.sections.all.find((each) => each.path === path);
    if (!section?.isOpen(reader)) {
      if (section?.keptByWhoMay && rest.length === 0 && this.sections.of(reader).length > 0)
        authorize(reader.actor, section.keptByWhoMay);
      throw new NotFound();
    }
    return section.at({ caller, reader, ...asked }, ...rest);
  }
}
