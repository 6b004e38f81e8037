import { Param, Query, Req, Res, type StreamableFile } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ReadReferralPapers } from '../../compilation/read-referral-papers.js';
import { ConsultationsQueries } from '../../consultations/consultations.queries.js';
import { ReadFrozenPaper } from '../../forwarding/read-frozen-paper.js';
import { ReadPapers } from '../../forwarding/read-papers.js';
import type { Caller } from '../../changes/caller.js';
import { callerOf } from '../../http/current-caller.js';
import { GetPage, PagesAt } from '../../http/page-routes.js';
import { RecordId } from '../../http/record-id.pipe.js';
import { sendPaper, type ReadPaper } from '../../http/send-paper.js';
import { PAPER_FORMATS } from '../../papers/formats.js';
import { SignatureRequestsQueries } from '../../signatures/signature-requests.queries.js';
import { NotFound } from '../../rules/problem.js';
import { PAPER_PATHS } from './paper-links.js';
import { PapersBeingMade } from '../frame/papers-being-made.js';

/** The papers of a reply, for whoever has signed in with a browser. */
@PagesAt('svar/:id/handlingar')
export class PaperController {
  constructor(
    private readonly consultations: ConsultationsQueries,
    private readonly readPapers: ReadPapers,
    private readonly readFrozen: ReadFrozenPaper,
    private readonly ofReferral: ReadReferralPapers,
    private readonly signatures: SignatureRequestsQueries,
    private readonly beingMade: PapersBeingMade,
  ) {}

  @GetPage(':paper', { anyType: true })
  async paper(
    @Param('id', RecordId) id: string,
    @Param('paper') path: string,
    @Query('format') asked: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile | string | undefined> {
    const caller = callerOf(request);
    if (path === 'expedierat') {
      const { dispatch } = await this.consultations.one(caller, id);
      if (!dispatch) throw new NotFound();
      return sendPaper(request, reply, {
        ...(await this.readFrozen.read(caller, dispatch.id)),
        format: 'pdf',
      });
    }
    const format = PAPER_FORMATS.find((each) => each === asked) ?? 'pdf';
    const kind = kindAt(path);
    const paper = await this.read(caller, id, kind);
    const named = { paper: { of: 'consultations', id, kind }, format } as const;
    return this.beingMade.answer({ request, reply }, paper, named, `/svar/${id}`);
  }

  /** What was sent for signature, byte for byte. */
  @GetPage('underskrift/:request', { anyType: true })
  async sentForSignature(
    @Param('request', RecordId) id: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile | undefined> {
    const paper = await this.signatures.paper(callerOf(request), id);
    return sendPaper(request, reply, { ...paper, format: 'pdf' });
  }

  private async read(caller: Caller, id: string, kind: string): Promise<ReadPaper> {
    return kind === 'remark-answers'
      ? this.ofReferral.ofReply(caller, id)
      : this.readPapers.ofReply(caller, id, kind);
  }
}

/** What the API calls a paper. @throws NotFound for a path that no paper has. */
function kindAt(path: string): string {
  if (path === 'bemotta-synpunkter') return 'remark-answers';
  if (!Object.hasOwn(PAPER_PATHS, path)) throw new NotFound();
  return PAPER_PATHS[path as keyof typeof PAPER_PATHS];
}
