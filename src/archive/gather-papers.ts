import { Injectable } from '@nestjs/common';
import type { Caller } from '../changes/caller.js';
import { ReadReferralPapers } from '../compilation/read-referral-papers.js';
import { ReadPapers } from '../forwarding/read-papers.js';
import type { ReadPaper } from '../http/send-paper.js';
import type { Paper } from '../papers/paper.js';
import { Renderers } from '../papers/renderers.js';
import { NotFound } from '../rules/problem.js';
import type { CaseRecord } from './case-facts.js';
import { namedUuid } from './packing/named-uuid.js';
import type { RecordFile } from './packing/packed-file.js';
import { DATA, numbered, OWN, restricting, type Opened, type Source } from './source.js';

/** The papers of a body's reply, besides the statement that was dispatched. */
const OWN_PAPERS = ['staff-report', 'minutes-extract', 'covering-message'] as const;

/** A paper that goes along where there is one; a marking of its part restricts it. */
interface Wanted {
  readonly kind: string;
  readonly part: string;
  /** Of a compilation that was shared: which of them. */
  readonly version?: number | undefined;
  readonly direction: RecordFile['direction'];
  readonly read: () => Promise<ReadPaper>;
}

@Injectable()
export class GatherPapers {
  constructor(
    private readonly renderers: Renderers,
    private readonly papers: ReadPapers,
    private readonly referralPapers: ReadReferralPapers,
  ) {}

  /** Papers that are made of views, each if there is one. */
  async gather(record: CaseRecord, archivist: Caller): Promise<Source[]> {
    const sources: Source[] = [];
    const found =
      record.trail.of === undefined ? this.ofCase(record, archivist) : this.ofOwnFile(record, archivist);
    for (const { read, ...wanted } of found) {
      const paper = await read().then((its) => its.paper, unlessAbsent);
      if (paper) sources.push(this.paper(record, paper, { ...wanted, index: sources.length }));
    }
    return sources;
  }

  /** The issuer's letters and compilations, and the papers of its own reply. */
  private ofCase({ packed: { body }, facts }: CaseRecord, archivist: Caller): Wanted[] {
    const of = facts as {
      referrals: { id: string; sentOn: string | null }[];
      sharedCompilations: { referralId: string; number: number }[];
      consultations: {
        id: string;
        referralId: string | null;
        consultee: string | null;
        reachedIssuerOn: string | null;
      }[];
    };
    const letters = of.referrals
      .filter(({ sentOn }) => sentOn !== null)
      .flatMap(({ id }) => {
        const paper = this.ofReferral(archivist, id);
        const shared = of.sharedCompilations.filter(({ referralId }) => referralId === id);
        return [
          paper('referral-letter', 'outgoing'),
          ...shared.map(({ number }) => paper('compilation', 'outgoing', number)),
          paper('compilation', 'internal'),
        ];
      });
    const replies = of.consultations.flatMap(({ id, referralId, consultee, reachedIssuerOn }) => {
      const paper = this.ofReply(archivist, id);
      const own = referralId === null && consultee === body ? OWN_PAPERS : [];
      return [
        ...own.map((kind) => paper(kind, 'outgoing')),
        ...(reachedIssuerOn !== null && referralId !== null ? [paper('receipt', 'outgoing')] : []),
      ];
    });
    return [...letters, ...replies];
  }

  /** The letter as it came, the papers of the body's reply, and what the issuer has answered. */
  private ofOwnFile({ packed: { id }, trail, facts }: CaseRecord, archivist: Caller): Wanted[] {
    const { sharedCompilations } = facts as { sharedCompilations: { number: number }[] };
    const [letter, reply] = [this.ofReferral(archivist, trail.of!.referralId), this.ofReply(archivist, id)];
    return [
      letter('referral-letter', 'incoming'),
      ...OWN_PAPERS.map((kind) => reply(kind, kind === 'covering-message' ? 'outgoing' : 'internal')),
      reply('receipt', 'incoming'),
      ...sharedCompilations.map(({ number }) => letter('compilation', 'incoming', number)),
      {
        kind: 'remark-answers',
        part: id,
        direction: 'incoming',
        read: () => this.referralPapers.ofReply(archivist, id),
      },
    ];
  }

  private readonly ofReferral =
    (archivist: Caller, part: string) =>
    (kind: string, direction: RecordFile['direction'], version?: number): Wanted => ({
      kind,
      part,
      direction,
      version,
      read: () => this.referralPapers.read(archivist, part, kind, version),
    });

  private readonly ofReply =
    (archivist: Caller, part: string) =>
    (kind: string, direction: RecordFile['direction']): Wanted => ({
      kind,
      part,
      direction,
      read: () => this.papers.ofReply(archivist, part, kind),
    });

  private paper(
    record: CaseRecord,
    paper: Paper,
    { kind, part, version, direction, index }: Omit<Wanted, 'read'> & { readonly index: number },
  ): Source {
    return {
      file: {
        ...OWN,
        path: `${DATA}/papers/${numbered(index)}.pdf`,
        id: namedUuid(record.packed.id, [kind, part, version].join(' ')),
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
