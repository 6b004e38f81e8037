import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import canonicalize from 'canonicalize';
import { DataSource } from 'typeorm';
import { ReadAuditTrail } from '../cases/read-audit-trail.js';
import type { Caller } from '../changes/caller.js';
import { LocalFiles } from '../documents/local-files.js';
import { dispatchedPaper } from '../forwarding/dispatched-paper.js';
import { ContentGone } from '../rules/problem.js';
import { archivistOf } from './archivist.js';
import { readCaseRecord, type CaseRecord } from './case-facts.js';
import { GatherPapers } from './gather-papers.js';
import { readOwnFile } from './own-file-facts.js';
import { factsXml } from './packing/facts-xml.js';
import { namedUuid } from './packing/named-uuid.js';
import type { RecordFile } from './packing/packed-file.js';
import { DATA, numbered, OWN, restricting, type Opened, type Packable, type Source } from './source.js';

interface DocumentRow {
  id: string;
  title: string;
  kind: string;
  direction: RecordFile['direction'];
  received_on: string | null;
  file_name: string;
  media_type: string;
  byte_size: string;
  sha256: string;
  created_at: Date;
  parts: string[];
}

const documentsOf = (
  parts: string,
  direction: string,
): string => `SELECT documents.id, title, kind, ${direction} AS direction,
    received_on, file_name, media_type, byte_size, sha256, created_at, ARRAY(
    SELECT referral_id FROM referral_documents WHERE document_id = documents.id
    UNION SELECT consultation_id FROM dispatch_documents JOIN dispatches ON dispatches.id = dispatch_id WHERE document_id = documents.id
    UNION SELECT consultation_id FROM reply_documents WHERE document_id = documents.id
    UNION SELECT consultation_id FROM message_documents JOIN messages ON messages.id = message_id WHERE document_id = documents.id
    UNION SELECT consultation_id FROM statement_documents WHERE document_id = documents.id
    UNION SELECT consultation_id FROM signed_papers_of(documents.id)) AS parts
  FROM ${parts} part JOIN documents ON documents.id = part.document_id
  WHERE disposed_at IS NULL ORDER BY created_at, documents.id`;

const dispatchesOf = (
  column: string,
): string => `SELECT dispatches.id, dispatches.content, dispatches.sha256 AS hash, dispatches.created_at, consultation_id,
    consultee_code, own_case_number, kept.sha256, kept.byte_size
  FROM dispatches JOIN consultations ON consultations.id = consultation_id
  LEFT JOIN dispatch_papers kept ON kept.dispatch_id = dispatches.id AND frozen_at IS NOT NULL
  WHERE ${column} = $1 ORDER BY dispatches.created_at, dispatches.id`;

/** How each kind of file is found: what there is to know of it, its documents, and what was dispatched. */
const FILES = {
  case: {
    record: readCaseRecord,
    documents: documentsOf('documents_of_case($1)', 'direction'),
    dispatches: dispatchesOf('case_id'),
  },
  consultation: {
    record: readOwnFile,
    // What the issuer sent has come in here, whatever it was there.
    documents: documentsOf(
      'documents_of_consultation($1)',
      "CASE WHEN documents.body_code = (SELECT issuer_code FROM consultations WHERE id = $1) THEN 'incoming' ELSE direction END",
    ),
    dispatches: dispatchesOf('consultation_id'),
  },
} as const satisfies Record<Packable['kind'], object>;

interface DispatchRow {
  id: string;
  content: object;
  hash: string;
  created_at: Date;
  consultation_id: string;
  consultee_code: string | null;
  own_case_number: string | null;
  sha256: string | null;
  byte_size: string | null;
}

interface GatheredCase extends CaseRecord {
  readonly sources: readonly Source[];
  /** The documents that are among them. */
  readonly holds: readonly string[];
}

/** Finds all that goes into a package, in an order that does not change. Reads as the service. */
@Injectable()
export class GatherCase {
  constructor(
    private readonly dataSource: DataSource,
    private readonly files: LocalFiles,
    private readonly gatherPapers: GatherPapers,
    private readonly auditTrail: ReadAuditTrail,
  ) {}

  async gather(of: Packable): Promise<GatheredCase> {
    const { record, archivist, documents, dispatches } = await this.lists(of);
    const sources = [
      this.facts(record),
      this.trail(record, archivist),
      ...this.documents(record, documents),
      ...this.dispatches(record, dispatches),
      ...(await this.gatherPapers.gather(record, archivist)),
    ];
    return { ...record, sources, holds: documents.map(({ id }) => id) };
  }

  /** All of one moment: what is done in the case meanwhile is in none of it. */
  private async lists(of: Packable) {
    const file = FILES[of.kind];
    return this.dataSource.transaction('REPEATABLE READ', async (tx) => {
      await tx.query('SET TRANSACTION READ ONLY');
      const record = await file.record(tx, of.id);
      return {
        record,
        archivist: await archivistOf(tx, of, record.packed.body),
        documents: await tx.query<DocumentRow[]>(file.documents, [of.id]),
        dispatches: await tx.query<DispatchRow[]>(file.dispatches, [of.id]),
      };
    });
  }

  private facts(record: CaseRecord): Source {
    const { packed, facts } = record;
    const content = Buffer.from(factsXml(facts));
    return {
      file: {
        ...OWN,
        path: `${DATA}/register.xml`,
        id: namedUuid(packed.id, 'register'),
        title: 'Uppgifter ur diariet',
        kind: 'register',
        mediaType: 'application/xml',
        createdAt: packed.asOf,
        restrictions: restricting(record, [...record.restrictions.keys()]),
      },
      open: () => Promise.resolve({ byteSize: content.length, content }),
    };
  }

  /** It is written beside first, since a file in a package says how long it is before it begins. */
  private trail(record: CaseRecord, archivist: Caller): Source {
    const { packed, trail } = record;
    return {
      file: {
        ...OWN,
        path: `${DATA}/audit-trail.jsonl`,
        id: namedUuid(packed.id, 'audit-trail'),
        title: 'Ärendets historik, med kontrollsummor',
        kind: 'audit-trail',
        mediaType: 'text/plain',
        createdAt: packed.asOf,
        restrictions: restricting(record, [...record.restrictions.keys()]),
      },
      open: async () => {
        const lines = this.auditTrail.exportUntil(archivist, trail.caseId, trail.until, trail.of);
        const file = await this.files.receive(Readable.from(lines, { objectMode: false }));
        return {
          byteSize: file.byteSize,
          content: await this.files.open(file),
          close: () => this.files.discard(file),
        };
      },
    };
  }

  private documents(record: CaseRecord, rows: readonly DocumentRow[]): Source[] {
    return rows.map((row, index) => ({
      file: {
        path: `${DATA}/documents/${numbered(index)}${endingOf(row.file_name)}`,
        id: row.id,
        title: row.title,
        kind: row.kind,
        originalName: row.file_name,
        direction: row.direction,
        receivedOn: row.received_on,
        mediaType: row.media_type,
        createdAt: row.created_at.toISOString(),
        restrictions: restricting(record, [row.id, ...row.parts]),
      },
      sha256: row.sha256,
      open: async () => this.kept(row.sha256, Number(row.byte_size)),
    }));
  }

  /** What was dispatched: the frozen content, letter for letter as its checksum is over it, and the paper as it was sent. */
  private dispatches(record: CaseRecord, rows: readonly DispatchRow[]): Source[] {
    return rows.flatMap((row, index) => {
      const content = Buffer.from(canonicalize(row.content)!);
      const about = {
        ...OWN,
        direction: row.consultee_code === record.packed.body ? ('outgoing' as const) : ('incoming' as const),
        createdAt: row.created_at.toISOString(),
        restrictions: restricting(record, [row.consultation_id]),
      };
      const name = `Yttrande ${row.own_case_number ?? ''}`.trim();
      return [
        {
          file: {
            ...about,
            path: `${DATA}/dispatches/${numbered(index)}.json`,
            id: row.id,
            title: `${name}, det expedierade innehållet`,
            kind: 'dispatch',
            mediaType: 'application/json',
          },
          sha256: row.hash,
          open: () => Promise.resolve({ byteSize: content.length, content }),
        },
        {
          file: {
            ...about,
            path: `${DATA}/dispatches/${numbered(index)}.pdf`,
            id: namedUuid(row.id, 'paper'),
            title: name,
            kind: 'statement',
            mediaType: 'application/pdf',
          },
          ...(row.sha256 !== null && { sha256: row.sha256 }),
          open: async () =>
            row.sha256 === null
              ? this.gatherPapers.rendered((await dispatchedPaper(this.dataSource, row.id)).paper)
              : this.kept(row.sha256, Number(row.byte_size)),
        },
      ];
    });
  }

  /** @throws ContentGone */
  private async kept(sha256: string, byteSize: number): Promise<Opened> {
    const content = await this.files.read(sha256);
    if (!content) throw new ContentGone();
    return { byteSize, content };
  }
}

/** `.pdf`; nothing where the ending is no plain one. */
const endingOf = (fileName: string): string => /\.[a-z0-9]{1,8}$/.exec(fileName.toLowerCase())?.[0] ?? '';
