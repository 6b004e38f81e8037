import { randomUUID } from 'node:crypto';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { FastifyRequest } from 'fastify';
import { SETTINGS, type Settings } from '../config/settings.js';
import type { Caller } from '../changes/caller.js';
import { MakeChange } from '../changes/make-change.js';
import { warningsView } from '../changes/warnings-view.js';
import { notInTheFuture } from '../http/field-rules.js';
import { Threads } from '../http/threads.js';
import { documentIsVisible, scopeOf } from '../identity/visibility.js';
import { unknownBody } from '../organisation/register.js';
import { longAgo } from '../rules/odd-days.js';
import { personalNumberWarnings } from '../rules/personal-data.js';
import { authorize } from '../rules/policy.js';
import { Invalid } from '../rules/problem.js';
import type { DocumentDirection, DocumentView, UploadDocumentBody } from './documents.dto.js';
import { readDocument } from './documents.queries.js';
import { NotScanned, scanForViruses } from './inspection/clamd.js';
import { LocalFiles } from './local-files.js';
import { examine, type Examined } from './media-types.js';
import { readUpload, type Upload } from './read-upload.js';
import { Storage } from './storage.js';
import { holdFile } from './sweep-files.js';
import { checkQuota } from './upload-quota.js';
import { because } from './refusals.js';

@Injectable()
export class StoreDocument {
  private readonly log = new Logger(StoreDocument.name);

  constructor(
    private readonly makeChange: MakeChange,
    private readonly files: LocalFiles,
    private readonly storage: Storage,
    private readonly dataSource: DataSource,
    private readonly threads: Threads,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** The file is in place before the row that points to it; a file without a row is never seen by anyone. */
  async store(caller: Caller, request: FastifyRequest): Promise<DocumentView> {
    const upload = await readUpload(request, this.files, async (body) => {
      await checkBody(this.dataSource, body);
      authorize(caller.actor, 'document.upload', { body });
    });
    return this.keepUpload(caller, upload);
  }

  /**
   * Keeps a file that has been received with a form of a page, by the same rules as one that came by itself; afterwards
   * the received copy is gone.
   */
  async keepUpload(caller: Caller, upload: Upload): Promise<DocumentView> {
    try {
      const examined = await examine(
        upload.file,
        { fileName: upload.fileName, declared: upload.declaredType },
        this.threads,
      );
      await this.scan(upload.file);
      return await this.keep(caller, upload, examined);
    } finally {
      await this.files.discard(upload.file);
    }
  }

  /** Outside every transaction: the scanner may take its time. */
  private async scan({ path }: Upload['file']): Promise<void> {
    const { CLAMD_URL } = this.settings;
    if (!CLAMD_URL) return;
    await scanForViruses(path, CLAMD_URL).catch((error: unknown) => {
      if (error instanceof NotScanned) this.log.error(`an upload could not be scanned: ${error.why}`);
      throw error;
    });
  }

  private async keep(caller: Caller, upload: Upload, examined: Examined): Promise<DocumentView> {
    const { mediaType, inspected, notInspectedFor } = examined;
    const { fields, file, fileName } = upload;
    const { title, kind, body, replaces = null } = fields;
    const uploading = caller.uploading(file.sha256, fileName, JSON.stringify(fields));
    return this.makeChange.make(uploading, async (attempt) => {
      await checkBody(attempt.tx, body);
      const change = await attempt.permit('document.upload', { body });
      const { direction, receivedOn } = cameIn(fields, change.today);
      if (replaces !== null) await checkReplaced(change.tx, caller, replaces, body);
      await checkQuota(change.tx, caller.actor.username, file.byteSize, this.files.maxBytesPerDay);
      await holdFile(change.tx, file.sha256);
      await this.storage.keep(file);
      const id = randomUUID();
      await change.tx.query(
        `INSERT INTO documents (id, body_code, title, kind, direction, file_name, media_type, byte_size, sha256,
           replaces, created_by, inspected, not_inspected_for, received_on)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
        [
          id,
          body,
          title,
          kind,
          direction,
          fileName,
          mediaType,
          file.byteSize,
          file.sha256,
          replaces,
          caller.actor.username,
          inspected,
          notInspectedFor,
          receivedOn,
        ],
      );
      // A new version is as confidential as the one it replaces.
      await change.tx.query(
        `INSERT INTO confidentiality SELECT object_type, $1, provision, decided_on, authority, seen_by, others_see
         FROM confidentiality WHERE object_type = 'document' AND object_id = $2`,
        [id, replaces],
      );
      const after = {
        title,
        kind,
        direction,
        receivedOn,
        mediaType,
        byteSize: file.byteSize,
        sha256: file.sha256,
        inspected,
        replaces,
      };
      const occasion = { verb: 'upload', objectType: 'document', body, reason: fields.reason ?? null };
      await change.remember({ id }, occasion, { before: null, after });
      const warnings = [
        ...personalNumberWarnings(title, fileName),
        ...longAgo(change.today, fields.receivedOn),
      ];
      return { ...(await readDocument(change.tx, caller, id)), ...warningsView(warnings, caller) };
    });
  }
}

/** Whatever has a day of receipt came in, and what came in has one. */
function cameIn(
  { direction, receivedOn }: UploadDocumentBody,
  today: string,
): { direction: DocumentDirection; receivedOn: string | null } {
  notInTheFuture('/receivedOn', receivedOn, today);
  const way = direction ?? (receivedOn === undefined ? 'internal' : 'incoming');
  if (way === 'incoming') return { direction: way, receivedOn: receivedOn ?? today };
  if (receivedOn !== undefined) throw new Invalid({ pointer: '/receivedOn', ...because.notIncoming });
  return { direction: way, receivedOn: null };
}

async function checkBody(database: DataSource | EntityManager, body: string): Promise<void> {
  const found: object[] = await database.query('SELECT FROM bodies WHERE code = $1', [body]);
  if (found.length === 0) throw unknownBody('/body');
}

async function checkReplaced(tx: EntityManager, caller: Caller, id: string, body: string): Promise<void> {
  const found: object[] = await tx.query(
    `SELECT FROM documents WHERE id = $3 AND body_code = $4 AND ${documentIsVisible('documents')}`,
    [...scopeOf(caller.actor), id, body],
  );
  if (found.length > 0) return;
  throw new Invalid({ pointer: '/replaces', ...because.unknownDocument });
}
