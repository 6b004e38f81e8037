import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Caller } from '../changes/caller.js';
import type { DocumentView } from '../documents/documents.dto.js';
import { LocalFiles } from '../documents/local-files.js';
import { asUpload, fileIn, NAMELESS, receiveForm, type ReceivedForm } from '../documents/read-upload.js';
import { RemoveDocument } from '../documents/remove-document.js';
import { StoreDocument } from '../documents/store-document.js';
import { isFormToken } from '../http/session-cookie.js';
import { DomainError } from '../rules/problem.js';

/** The document of a file that was passed over: there is none of this id, so that no step is taken with it. */
export const NIL = '00000000-0000-0000-0000-000000000000';

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
    private readonly removeDocument: RemoveDocument,
    private readonly storeDocument: StoreDocument,
  ) {}

  /**
   * Reads the form, and puts its fields where those of every form are. The file is received only where the form is one of
   * this session's, whose token comes before the file, and where the step that it comes with can be taken.
   *
   * @param canBeTaken is asked before a byte of the file is received; the file of a step that will be refused, or
   *   answered as the same form was before, is passed over.
   * @param use is done with the file when it returns.
   */
  async read(
    request: FastifyRequest,
    canBeTaken: () => Promise<boolean>,
    use: (form: ReceivedForm) => Promise<void>,
  ): Promise<void> {
    const form = await receiveForm(request, this.files, async ({ _token }) => {
      if (isFormToken(_token, request.session!.id)) return canBeTaken();
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

  /**
   * Keeps the file and takes the step that names its document. A step that is refused leaves no document behind.
   *
   * @throws Invalid for a file that is missing, empty or of a kind that is not taken.
   */
  async keepFor<Answer>(
    caller: Caller,
    form: ReceivedForm,
    described: Described,
    take: (documentId: string) => Promise<Answer>,
  ): Promise<Answer> {
    const { id } = await this.keep(caller, form, described);
    try {
      return await take(id);
    } catch (refused) {
      // The first half of a double click may still be about to name it.
      if (refused instanceof DomainError && refused.slug !== 'request-in-progress')
        await this.removeAgain(caller, id);
      throw refused;
    }
  }

  /** The other half of a double click may have removed it, or a step may name it: then it is as it should be. */
  private async removeAgain(caller: Caller, id: string): Promise<void> {
    const terms = { ...caller.terms, idempotencyKey: undefined, ifMatch: '*' };
    try {
      await this.removeDocument.remove(caller.on(terms), id);
    } catch (refused) {
      if (!(refused instanceof DomainError)) throw refused;
    }
  }

  private async keep(caller: Caller, form: ReceivedForm, described: Described): Promise<DocumentView> {
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
export const isChosen = ({ received }: ReceivedForm): boolean =>
  received !== undefined && (received.file.byteSize > 0 || received.fileName !== NAMELESS);
