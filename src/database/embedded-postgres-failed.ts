/** The embedded PostgreSQL did not start: one sentence that says why and what to do. */
export class EmbeddedPostgresFailed extends Error {
  override readonly name = 'EmbeddedPostgresFailed';

  static because(error: unknown, directory: string): EmbeddedPostgresFailed {
    if (error instanceof EmbeddedPostgresFailed) return error;
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOSPC' || /No space left on device/i.test(message)) {
      return new EmbeddedPostgresFailed(
        `PostgreSQL cannot write to ${directory}: no space is left on the disk.`,
      );
    }
    if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS' || /Permission denied/i.test(message)) {
      return new EmbeddedPostgresFailed(
        `PostgreSQL cannot read and write ${directory}: change its rights, or set DATA_DIRECTORY to another folder.`,
      );
    }
    return new EmbeddedPostgresFailed(
      `The embedded PostgreSQL in ${directory} did not start (${message}); another PostgreSQL can be used with DATABASE_URL.`,
    );
  }
}
