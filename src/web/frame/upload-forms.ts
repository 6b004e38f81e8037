import { Injectable } from '@nestjs/common';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Caller } from '../../changes/caller.js';
import { because } from '../../documents/refusals.js';
import { LocalFiles } from '../../documents/local-files.js';
import {
  discardAll,
  NAMELESS,
  receiveForm,
  tooMany,
  typedInForm,
  uploadOf,
  type FormLimits,
  type ReceivedForm,
  type ReceivedUpload,
} from '../../documents/read-upload.js';
import { RemoveDocument } from '../../documents/remove-document.js';
import { StoreDocument } from '../../documents/store-document.js';
import { FILES, filesOf, saidOf } from '../../http/chosen-files.js';
import { LARGEST_TEXT } from '../../http/fastify-adapter.js';
import { formOf } from '../../http/read-body.js';
import { isFormToken } from '../../http/session-cookie.js';
import { DomainError, Invalid } from '../../rules/problem.js';

/** The document of a file that was passed over: there is none of this id, so that no step is taken with it. */
export const NIL = '00000000-0000-0000-0000-000000000000';

/** Those of earlier times too, unless others were chosen in their place. */
const filesOnceChosen = ({ fields, chosen }: Pick<ReceivedForm, 'fields' | 'chosen'>): string => {
  const lost = filesOf(fields).filter(({ field }) => chosen.every((each) => each.field !== field));
  return saidOf([...lost, ...chosen]);
};

const withFilesSaid = (form: Pick<ReceivedForm, 'fields' | 'chosen'>): Record<string, unknown> => {
  const files = filesOnceChosen(form);
  return { ...formOf(form.fields), [FILES]: files === '' ? undefined : files };
};

/**
 * A form that had files and comes again without any may have lost them unseen. Shown again after that, it has none to
 * miss.
 *
 * @throws Invalid at the field where they were.
 */
export function refuseOnceWithout({ fields, chosen }: ReceivedForm): void {
  const missing = filesOf(fields).find(({ field }) => chosen.every((each) => each.field !== field));
  if (missing) throw new Invalid({ pointer: `/${missing.field}`, ...because.chooseAgain });
}

/** What the page says of a file that is not said by whoever chose it. */
export interface Described {
  readonly title: string;
  readonly kind: string;
  readonly body: string;
  readonly direction?: string | undefined;
  readonly receivedOn?: string | undefined;
}

/** What the page says of the files of a form. */
export interface FilesDescribed {
  readonly describe: (fileName: string, index: number, count: number) => Described;
  /** The step can be taken without any. */
  readonly isOptional?: boolean | undefined;
}

/** The fields that a step asks for, with the questions of a referral among them. */
const OF_A_STEP: FormLimits = { files: 1, fields: 150, fieldBytes: LARGEST_TEXT };
/** As much as a form without files may hold. */
const OF_ANY_FORM: FormLimits = { files: 20, fields: 5000, fieldBytes: LARGEST_TEXT };

/** Forms of pages that carry files. Their other fields are read as those of every form. */
@Injectable()
export class UploadForms {
  constructor(
    private readonly files: LocalFiles,
    private readonly removeDocument: RemoveDocument,
    private readonly storeDocument: StoreDocument,
  ) {}

  /** A form that fails before it is read is read all the same, for what was typed in it to be given back. */
  watch(fastify: FastifyInstance): void {
    fastify.addHook('onRequest', (request, _reply, done) => {
      if (request.routeOptions.config.form) request.typedInUpload = async () => this.typedIn(request);
      done();
    });
  }

  /**
   * Reads the form, and puts its fields where those of every form are. The file is received only where the form is one of
   * this session's, whose token comes before the file, and where the step that it comes with can be taken.
   *
   * @param canBeTaken is asked before a byte of a file is received; the files of a step that will be refused, or
   *   answered as the same form was before, are passed over.
   * @param use is done with the files when it returns.
   */
  async read(
    request: FastifyRequest,
    canBeTaken: () => Promise<boolean>,
    use: (form: ReceivedForm) => Promise<void>,
    limits: Partial<FormLimits> = {},
  ): Promise<void> {
    const mayReceive = async ({ _token }: ReceivedForm['fields']): Promise<boolean> => {
      // `Act` shows a form of an earlier session again, with what was typed.
      return isFormToken(_token, request.session!.id) && canBeTaken();
    };
    const form = await receiveForm(request, this.files, mayReceive, { ...OF_A_STEP, ...limits });
    try {
      request.body = withFilesSaid(form);
      await use(form);
    } finally {
      await discardAll(this.files, form.received);
    }
  }

  /**
   * What was typed in a form that is not taken. Its files are passed over.
   *
   * @returns undefined for a form that cannot be read, or that does not say how long it is.
   */
  async typedIn(request: FastifyRequest): Promise<Record<string, unknown> | undefined> {
    if (request.headers['content-length'] === undefined) return undefined;
    try {
      return withFilesSaid(await typedInForm(request, this.files, OF_ANY_FORM));
    } catch (error) {
      if (error instanceof DomainError) return undefined;
      throw error;
    }
  }

  /**
   * Keeps the files and takes the step that names their documents. A step that is refused leaves no document behind.
   *
   * @throws Invalid for a file that is missing, empty or of a kind that is not taken.
   */
  async keepFor<Answer>(
    caller: Caller,
    form: ReceivedForm,
    { describe, isOptional = false }: FilesDescribed,
    take: (documents: readonly string[]) => Promise<Answer>,
  ): Promise<Answer> {
    if (form.tooLargeIn !== undefined)
      throw new Invalid({ pointer: `/${form.tooLargeIn}`, ...because.tooLarge(this.files.maxMegabytes) });
    if (form.isTooMany) throw tooMany(form.received.length);
    const chosen = form.received.filter(isChosen);
    // What comes with a file says nothing without it.
    if (!isOptional && chosen.every(({ isOneOfSeveral }) => isOneOfSeveral))
      await refuseWithout(caller, describe(NAMELESS, 0, 1));
    const kept: string[] = [];
    try {
      for (const [index, upload] of chosen.entries())
        kept.push(
          await this.keep(keyedApart(caller, index), upload, describe(upload.fileName, index, chosen.length)),
        );
      return await take(kept);
    } catch (refused) {
      // The first half of a double click may still be about to name them.
      if (refused instanceof DomainError && refused.slug !== 'request-in-progress')
        for (const id of kept) await this.removeAgain(caller, id);
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

  private async keep(caller: Caller, upload: ReceivedUpload, described: Described): Promise<string> {
    return (await this.storeDocument.keepUpload(caller, await uploadOf(upload, given(described)))).id;
  }
}

/** @throws Invalid for the file that is missing, with what is wrong with the other fields. */
async function refuseWithout(caller: Caller, described: Described): Promise<void> {
  try {
    await uploadOf(undefined, given(described));
  } catch (wrong) {
    const others = caller.wrong?.invalid ?? [];
    if (!(wrong instanceof Invalid) || others.length === 0) throw wrong;
    const more = wrong.invalid.filter(({ pointer }) => others.every((other) => other.pointer !== pointer));
    caller.wrong = new Invalid(others[0]!, ...others.slice(1), ...more);
    throw caller.wrong;
  }
}

/** What is empty was not given. */
const given = (described: Described): object =>
  Object.fromEntries(Object.entries(described).filter(([, value]) => value !== undefined && value !== ''));

/** A form that keeps files and takes a step has one key for all of it; each is remembered under its own. */
function keyedApart(caller: Caller, index: number): Caller {
  const { idempotencyKey, ifMatch: _ifMatch, ...terms } = caller.terms;
  const key =
    idempotencyKey === undefined
      ? {}
      : { idempotencyKey: `${idempotencyKey}-file${index === 0 ? '' : `-${index + 1}`}` };
  return caller.on({ ...terms, ...key });
}

/** A browser sends a file without name and content where none was chosen. */
export const isChosen = ({ file, fileName }: ReceivedUpload): boolean =>
  file.byteSize > 0 || fileName !== NAMELESS;
