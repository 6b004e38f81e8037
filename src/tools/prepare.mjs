// Run by npm before `start` and `test`: plain Node, since nothing else may be installed yet.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
// Not in node_modules: `npm ci` removes that.
const lock = join(
  tmpdir(),
  `yttra-preparing-${createHash('sha256').update(root).digest('hex').slice(0, 16)}`,
);

refuseOldNode();
const installed = join(root, 'node_modules', '.yttra-installed');
const built = join(root, 'dist', '.built-from');

if (differs(installed, lockFileHash())) {
  oneAtATime(() => {
    if (!differs(installed, lockFileHash())) return;
    console.log('Installerar beroenden …');
    // Not `npm ci`: it refuses a lock file that lacks the optional packages of other platforms.
    run('npm', ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error']);
    writeFileSync(installed, lockFileHash());
  });
}
if (process.argv.includes('--build') && differs(built, sourceHash())) {
  oneAtATime(() => {
    if (!differs(built, sourceHash())) return;
    console.log('Bygger …');
    run('npm', ['run', '--silent', 'build']);
    writeFileSync(built, sourceHash());
  });
}

function refuseOldNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  console.error(`Yttra behöver Node 20.19 eller senare; det här är ${process.versions.node}.`);
  process.exit(1);
}

function differs(file, hash) {
  return !existsSync(file) || readFileSync(file, 'utf8') !== hash;
}

function lockFileHash() {
  return createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
}

/** Names, sizes and times, not contents: quick enough to look at on every start. */
function sourceHash() {
  const hash = createHash('sha256');
  const files = [
    'tsconfig.json',
    'tsconfig.build.json',
    'nest-cli.json',
    'package.json',
    'package-lock.json',
  ];
  for (const folder of ['src', 'migrations', 'bench']) {
    files.push(...readdirSync(join(root, folder), { recursive: true }).map((file) => join(folder, file)));
  }
  for (const file of files.sort()) {
    const { size, mtimeMs, isFile } = {
      ...statSync(join(root, file)),
      isFile: statSync(join(root, file)).isFile(),
    };
    if (isFile) hash.update(`${file} ${size} ${mtimeMs}\n`);
  }
  return hash.digest('hex');
}

/**
 * Two commands at once must not install into each other's folder. The lock says whose it is, so that one left by a command
 * that was killed, or that failed, holds nobody up.
 */
function oneAtATime(work) {
  const holder = join(lock, 'pid');
  for (let waited = 0; ; waited += 1) {
    try {
      mkdirSync(lock);
      writeFileSync(holder, String(process.pid));
      break;
    } catch {
      if (isLeft(holder)) rmSync(lock, { recursive: true, force: true });
      if (waited === 10) console.log('Väntar på ett annat kommando som installerar eller bygger här …');
      if (waited > 6000)
        throw new Error(`Något annat förbereder redan: ta bort ${lock} om det inte stämmer.`);
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
    }
  }
  try {
    work();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

/** Whether whoever took the lock has ended. It is theirs while they have only made it, and not yet said who they are. */
function isLeft(holder) {
  try {
    process.kill(Number(readFileSync(holder, 'utf8')), 0);
    return false;
  } catch (error) {
    if (error.code === 'ESRCH') return true;
    return error.code === 'ENOENT' && existsSync(lock) && Date.now() - statSync(lock).mtimeMs > 5000;
  }
}

function run(command, args) {
  const { status, error } = spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status === 0) return;
  console.error(error?.message ?? `"${command} ${args.join(' ')}" misslyckades; felet står ovanför.`);
  process.exit(1);
}
