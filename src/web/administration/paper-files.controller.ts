import { readFile } from 'node:fs/promises';
import { Param, Req, Res, type StreamableFile } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ReceivedForm } from '../../documents/read-upload.js';
import { SampleOfTemplate } from '../../forwarding/sample-of-template.js';
import { callerOf } from '../../http/current-caller.js';
import { GetPage, PagesAt, PostForm } from '../../http/page-routes.js';
import { answerWithPaper } from '../../http/send-paper.js';
import { formKind } from '../../organisation/paper-forms/keep-paper-forms.js';
import { Renderers } from '../../papers/renderers.js';
import { starterTemplate } from '../../papers/word/starter-template.js';
import { permits } from '../../rules/policy.js';
import { NotFound } from '../../rules/problem.js';
import { Readers } from '../frame/readers.js';
import { PapersBeingMade } from '../frame/papers-being-made.js';
import { UploadForms } from '../frame/upload-forms.js';
import { PaperFormsSection } from './paper-forms-section.js';
import { SettingsForms } from './settings-forms.js';

/** No larger file is looked into: a picture or a template of its size is refused, with the reason. */
const MOST_BYTES = 3 * 1024 * 1024;

/** The files of the papers' shape: a logotype and a Word template to send, and templates to fetch. */
@PagesAt('forvaltning/handlingar/:body/:kind')
export class PaperFilesController {
  constructor(
    private readonly forms: SettingsForms,
    private readonly readers: Readers,
    private readonly section: PaperFormsSection,
    private readonly uploads: UploadForms,
    private readonly samples: SampleOfTemplate,
    private readonly renderers: Renderers,
    private readonly beingMade: PapersBeingMade,
  ) {}

  @PostForm('logotyp', { upload: true })
  async logotype(
    @Param('body') body: string,
    @Param('kind') kind: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.take({ request, reply }, body, kind, 'logotyp');
  }

  @PostForm('word-mall', { upload: true })
  async template(
    @Param('body') body: string,
    @Param('kind') kind: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.take({ request, reply }, body, kind, 'word-mall');
  }

  /** A paper of the body's as its Word template makes it. */
  @GetPage('exempel.docx', { anyType: true })
  async sample(
    @Param('body') body: string,
    @Param('kind') kind: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile | string | undefined> {
    this.mayShape(request, body);
    const sample = await this.samples.of(callerOf(request), body, kind);
    return this.beingMade.answer(
      { request, reply },
      sample,
      { paper: { of: 'samples', body, kind }, format: 'docx' },
      `/forvaltning/handlingar/${encodeURIComponent(body)}/${encodeURIComponent(kind)}`,
    );
  }

  /** A template with every tag in its place, to be changed in Word. */
  @GetPage('mall.docx', { anyType: true })
  async starter(
    @Param('body') body: string,
    @Param('kind') kind: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile | undefined> {
    this.mayShape(request, body);
    const name = `Mall för ${formKind(kind)}`;
    const paper = { paper: starterTemplate, name, confidential: false };
    return answerWithPaper(this.renderers, { request, reply }, paper, 'docx');
  }

  /** Reads the file that was sent, and takes the form of the page with it. */
  private async take(
    { request, reply }: { readonly request: FastifyRequest; readonly reply: FastifyReply },
    body: string,
    kind: string,
    form: 'logotyp' | 'word-mall',
  ): Promise<void> {
    const asked = { reader: this.readers.of(request), query: {} };
    this.mayShape(request, body);
    await this.section.formOf(asked, body, kind, form);
    await this.uploads.read(
      request,
      async () => true,
      async (received) => {
        const sent = await this.section.formOf(asked, body, kind, form, await fileOf(received));
        await this.forms.take(sent, { request, reply });
      },
    );
  }

  /** @throws NotFound for a body whose papers the reader does not shape. */
  private mayShape(request: FastifyRequest, body: string): void {
    if (!permits(this.readers.of(request).actor, 'body.set-paper-form', { body })) throw new NotFound();
  }
}

async function fileOf({ received: [upload] }: ReceivedForm): Promise<Buffer | undefined> {
  if (!upload || upload.file.byteSize === 0) return undefined;
  return upload.file.byteSize > MOST_BYTES ? Buffer.alloc(MOST_BYTES) : readFile(upload.file.path);
}
