import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A disk of its own with little room, until `remove`. @throws where this login may not mount one. */
export function smallDisk(size: string): { readonly path: string; readonly remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'yttra-small-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', path], { stdio: 'ignore' });
  } catch (error) {
    rmdirSync(path);
    throw error;
  }
  return {
    path,
    remove: () => {
      execFileSync('umount', [path]);
      rmdirSync(path);
    },
  };
}

/** Root on Linux, mostly; a test that needs a small disk is left out elsewhere. */
export function disksCanBeMade(): boolean {
  try {
    smallDisk('100k').remove();
    return true;
  } catch {
    return false;
  }
}
