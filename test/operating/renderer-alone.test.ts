import { fork, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { projectRoot } from '../../src/config/project-root.js';
import { FONTS_FOLDER } from '../../src/papers/pdf/fonts.js';
import type { Answer, Order } from '../../src/papers/write-paper.js';
import { everyPart } from '../support/papers.js';

/** `apt-get install strace`; `.ci/run` does. */
const STRACE = '/usr/bin/strace';
const traced = existsSync(STRACE) ? it : it.skip;

let folder: string;
let renderer: ChildProcess | undefined;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'yttra-alone-'));
});
afterAll(() => {
  renderer?.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

const answerTo = (order: Order): Promise<Answer> =>
  new Promise((resolve, reject) => {
    renderer!.once('message', (answer) => resolve(answer as Answer));
    renderer!.once('exit', () => reject(new Error('The renderer has ended.')));
    renderer!.send(order);
  });

/** What the program itself consists of, and what the system hands every process. */
const OF_THE_PROGRAM = [
  `${projectRoot}/dist/`,
  `${projectRoot}/node_modules/`,
  `${projectRoot}/package.json`,
  `${projectRoot}/src/papers/`,
  `${projectRoot}/src/markup/style/`,
  FONTS_FOLDER,
  process.execPath,
  '/lib',
  '/usr/lib',
  '/etc/ld.so',
  '/etc/ssl/openssl.cnf',
  '/etc/localtime',
  // Read by the typesetter's package to know which C library there is; it is not started.
  '/usr/bin/ldd',
  '/proc/',
  '/sys/fs/cgroup',
  '/sys/devices/system/cpu',
  '/dev/null',
  '/dev/urandom',
];

traced(
  'a renderer opens nothing but itself, its fonts and its own folder, connects to nothing and starts nothing',
  async () => {
    const [log, empty, fonts] = ['trace', 'empty', 'fonts.conf'].map((name) => join(folder, name));
    mkdirSync(empty!);
    writeFileSync(
      fonts!,
      `<fontconfig><dir>${FONTS_FOLDER}</dir><cachedir>${folder}</cachedir></fontconfig>`,
    );
    // As the pool starts it (src/papers/renderers.ts), with strace between.
    renderer = fork(join(projectRoot, 'dist/src/papers/write-paper.js'), [], {
      execPath: STRACE,
      execArgv: ['-f', '-o', log!, '-e', 'trace=open,openat,connect,socket,execve', process.execPath],
      cwd: empty!,
      env: { FONTCONFIG_FILE: fonts! },
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    const written: Uint8Array[] = [];
    for (const format of ['pdf', 'docx', 'html', 'txt'] as const) {
      const answer = await answerTo({ paper: everyPart, format });
      if ('bytes' in answer) written.push(answer.bytes);
    }
    expect(written).toHaveLength(4);
    for (const file of written.slice(0, 2)) expect(await answerTo({ file })).toHaveProperty('read.lines');

    const calls = readFileSync(log!, 'utf8').split('\n');
    const opened = calls.flatMap((call) => /\bopen(?:at)?\([^"]*"([^"]+)"[^=]*= \d/.exec(call)?.[1] ?? []);
    expect(opened.length).toBeGreaterThan(50);
    const elsewhere = opened.filter(
      (path) => ![...OF_THE_PROGRAM, folder].some((start) => path.startsWith(start)),
    );
    expect([...new Set(elsewhere)]).toEqual([]);
    expect(calls.filter((call) => /\bconnect\(|\bsocket\(AF_INET/.test(call))).toEqual([]);
    // The program itself, and what it is started with.
    expect(calls.filter((call) => /\bexecve\(.*= 0$/.test(call))).toHaveLength(1);
  },
);
