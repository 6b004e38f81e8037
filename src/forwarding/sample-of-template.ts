import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Caller } from '../changes/caller.js';
import { ownTemplate } from '../documents/word-templates/own-template.js';
import type { ReadPaper } from '../http/send-paper.js';
import { bodyExists } from '../organisation/keep-calendar.js';
import { namesOfBodies } from '../organisation/names-of-bodies.js';
import { inItsForm, STILL_WRITTEN } from '../organisation/paper-forms/in-its-form.js';
import { formKind } from '../organisation/paper-forms/keep-paper-forms.js';
import { nameOf } from '../papers/paper.js';
import { SamplePapers } from './sample-papers.js';

/** A paper as a body's Word template makes it. */
@Injectable()
export class SampleOfTemplate {
  constructor(
    private readonly dataSource: DataSource,
    private readonly samples: SamplePapers,
  ) {}

  /** @throws NotFound for no body, and a kind that has no form. */
  async of(caller: Caller, body: string, given: string): Promise<ReadPaper> {
    await bodyExists(this.dataSource, body);
    const kind = formKind(given);
    const names = await namesOfBodies(this.dataSource, [body]);
    const plain = await this.samples.of(caller, [body, names.get(body) ?? body], kind);
    const paper = await inItsForm(this.dataSource, body, kind, plain, STILL_WRITTEN);
    const template = ownTemplate(this.dataSource, body, kind);
    return { paper, template, name: `${nameOf(paper)} (exempel)`, confidential: true };
  }
}
