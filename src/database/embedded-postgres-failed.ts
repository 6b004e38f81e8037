import { ToldOperator } from '../config/told-operator.js';

/** The embedded PostgreSQL did not start: one sentence that says why and what to do. */
export class EmbeddedPostgresFailed extends ToldOperator {
  override readonly name = 'EmbeddedPostgresFailed';

  static because(error: unknown, directory: string): EmbeddedPostgresFailed {
    if (error instanceof EmbeddedPostgresFailed) return error;
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOSPC' || /No space left on device/i.test(message)) {
      return new EmbeddedPostgresFailed({
        sv: `PostgreSQL kan inte skriva i ${directory}: det är fullt på disken.`,
        en: `PostgreSQL cannot write to ${directory}: no space is left on the disk.`,
      });
    }
    if (UNREACHABLE.has(code ?? '') || /Permission denied/i.test(message)) {
      return new EmbeddedPostgresFailed({
        sv: `PostgreSQL kan inte läsa och skriva i ${directory}: ändra rättigheterna, eller sätt DATA_DIRECTORY till en annan mapp.`,
        en: `PostgreSQL cannot read and write ${directory}: change its rights, or set DATA_DIRECTORY to another folder.`,
      });
    }
    return new EmbeddedPostgresFailed({
      sv: `Den inbyggda PostgreSQL i ${directory} startade inte (${message}); en annan PostgreSQL anges med DATABASE_URL.`,
      en: `The embedded PostgreSQL in ${directory} did not start (${message}); another PostgreSQL can be used with DATABASE_URL.`,
    });
  }
}

const UNREACHABLE = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST', 'ENOENT']);
