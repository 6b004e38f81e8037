import { Injectable } from '@nestjs/common';
import type { Caller } from '../changes/caller.js';
import { ReadReferralPapers } from '../compilation/read-referral-papers.js';
import { ReadPapers } from '../forwarding/read-papers.js';
import type { ReadPaper } from '../http/send-paper.js';
import type { Paper } from '../papers/paper.js';
import { Renderers } from '../papers/renderers.js';
import { NotFound } from '../rules/problem.js';
import type { CaseRecord } from './case-facts.js';
import type { RecordFile } from './packing/packed-file.js';
import { DATA, numbered, OWN, restricting, type Opened, type Source } from './source.js';

/** The papers of a body's own reply, besides the statement that was dispatched. */
const OWN_PAPERS = ['staff-report', 'minutes-extract', 'covering-message'] as const;

@Injectable()
export class GatherPapers {
  constructor(
    private readonly renderers: Renderers,
    private readonly papers: ReadPapers,
    private readonly referralPapers: ReadReferralPapers,
  ) {}

  /** Papers that are made of views: the issuer's letters and compilations, and those of its own reply. */
  async gather(record: CaseRecord, archivist: Caller): Promise<Source[]> {
    const { body } = record.packed;
    const of = record.facts as {
      referrals: { id: string; sentOn: string | null }[];
      sharedCompilations: { referralId: string; number: number }[];
      consultations: {
        id: string;
        referralId: string | null;
        consultee: string | null;
        reachedIssuerOn: string | null;
      }[];
    };
    const sources: Source[] = [];
    const add = async (
      kind: string,
      part: string,
      direction: RecordFile['direction'],
      read: Promise<ReadPaper>,
    ) => {
      const paper = await read.then((found) => found.paper).catch(unlessAbsent);
      if (paper) sources.push(this.paper(record, paper, { kind, part, direction, index: sources.length }));
    };
    for (const { id, sentOn } of of.referrals) {
      if (sentOn === null) continue;
      await add(
        'referral-letter',
        id,
        'outgoing',
        this.referralPapers.read(archivist, id, 'referral-letter'),
      );
      const shared = of.sharedCompilations.filter(({ referralId }) => referralId === id);
      for (const { number } of shared)
        await add(
          'compilation',
          id,
          'outgoing',
          this.referralPapers.read(archivist, id, 'compilation', number),
        );
      await add('compilation', id, 'internal', this.referralPapers.read(archivist, id, 'compilation'));
    }
    for (const { id, referralId, consultee, reachedIssuerOn } of of.consultations) {
      const kinds = referralId === null && consultee === body ? OWN_PAPERS : [];
      for (const kind of kinds) await add(kind, id, 'outgoing', this.papers.ofReply(archivist, id, kind));
      if (reachedIssuerOn !== null && referralId !== null)
        await add('receipt', id, 'outgoing', this.papers.ofReply(archivist, id, 'receipt'));
    }
    return sources;
  }

  private paper(
    record: CaseRecord,
    paper: Paper,
    {
      kind,
      part,
      direction,
      index,
    }: { kind: string; part: string; direction: RecordFile['direction']; index: number },
  ): Source {
    return {
      file: {
        ...OWN,
        path: `${DATA}/papers/${numbered(index)}.pdf`,
        id: `paper-${numbered(index)}`,
        title: `${paper.name}: ${paper.title}`,
        kind,
        direction,
        mediaType: 'application/pdf',
        createdAt: paper.writtenAt,
        restrictions: restricting(record, [part]),
      },
      open: () => this.rendered(paper),
    };
  }

  async rendered(paper: Paper): Promise<Opened> {
    const { bytes } = await this.renderers.write(paper, 'pdf');
    return { byteSize: bytes.length, content: bytes };
  }
}

function unlessAbsent(error: unknown): undefined {
  if (!(error instanceof NotFound)) throw error;
}
