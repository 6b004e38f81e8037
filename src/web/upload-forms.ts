import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Caller } from '../changes/caller.js';
import type { DocumentView } from '../documents/documents.dto.js';
import { LocalFiles } from '../documents/local-files.js';
import { asUpload, fileIn, NAMELESS, receiveForm, type ReceivedForm } from '../documents/read-upload.js';
import { StoreDocument } from '../documents/store-document.js';
import { isFormToken } from '../http/session-cookie.js';
import { DomainError } from '../rules/problem.js';

/** What the page says of a file that is not said by whoever chose it. */
export interface Described {
  readonly title: string;
  readonly kind: string;
  readonly body: string;
  readonly direction?: string | undefined;
  readonly receivedOn?: string | undefined;
}

/** Forms of pages that carry a file. Their other fields are read as those of every form. */
@Injectable()
export class UploadForms {
  constructor(
    private readonly files: LocalFiles,
    private readonly storeDocument: StoreDocument,
  ) {}

  /**
   * Reads the form, and puts its fields where those of every form are. The file is stored only where the form is one of
   * this session's: its token comes before it.
   *
   * @param use is done with the file when it returns.
   */
  async read(request: FastifyRequest, use: (form: ReceivedForm) => Promise<void>): Promise<void> {
    const form = await receiveForm(request, this.files, ({ _token }) => {
      if (isFormToken(_token, request.session!.id)) return;
      throw new DomainError('not-permitted', {
        sv: 'Formuläret hör till en session som har avslutats. Öppna sidan igen och välj filen på nytt.',
        en: 'The form belongs to a session that has ended. Open the page again and choose the file anew.',
      });
    });
    request.body = Object.fromEntries(Object.entries(form.fields).filter(([, value]) => value !== ''));
    try {
      await use(form);
    } finally {
      if (form.received) await this.files.discard(form.received.file);
    }
  }

  /** @throws Invalid for a file that is missing, empty or of a kind that is not taken. */
  async keep(caller: Caller, form: ReceivedForm, described: Described): Promise<DocumentView> {
    const given = Object.fromEntries(
      Object.entries(described).filter(([, value]) => value !== undefined && value !== ''),
    );
    return this.storeDocument.keepUpload(keyedApart(caller), {
      ...fileIn(isChosen(form) ? form.received : undefined),
      fields: await asUpload(given),
    });
  }
}

/** A form that keeps a file and takes a step has one key for both; each is remembered under its own. */
function keyedApart(caller: Caller): Caller {
  const { idempotencyKey, ifMatch: _ifMatch, ...terms } = caller.terms;
  const key = idempotencyKey === undefined ? {} : { idempotencyKey: `${idempotencyKey}-file` };
  return caller.on({ ...terms, ...key });
}

/** A browser sends a file without name and content where none was chosen. */
const isChosen = ({ received }: ReceivedForm): boolean =>
  received !== undefined && (received.file.byteSize > 0 || received.fileName !== NAMELESS);
