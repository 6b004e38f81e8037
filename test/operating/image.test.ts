import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { projectRoot } from '../../src/config/project-root.js';

const read = (path: string): string => readFileSync(join(projectRoot, path), 'utf8');
const dockerfile = read('Dockerfile');

/** What the running service reads below `src`, up to the part of the path that is only known when it runs. */
const readWhenRunning = (): string[] =>
  readdirSync(join(projectRoot, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !file.startsWith('tools/'))
    .flatMap((file) => [...read(join('src', file)).matchAll(/join\(\s*projectRoot,([^)]+)\)/g)])
    .map(([, named]) =>
      [...named!.matchAll(/(['`])(.+?)\1/g)]
        .map(([, , part]) => part)
        .join('/')
        .replace(/\/[^/]*\$\{.*$/, ''),
    )
    .filter((path) => path.startsWith('src/'));

describe('the image', () => {
  it('has every file and folder of the sources that the running service reads', () => {
    const copied = [...dockerfile.matchAll(/^COPY (src\/\S+) \1$/gm)].map(([, folder]) => folder!);
    const paths = readWhenRunning();
    expect(paths).toContain('src/papers/pdf/fonts');
    expect(paths).toContain('src/database/current');
    expect(paths.filter((path) => !copied.some((folder) => `${path}/`.startsWith(`${folder}/`)))).toEqual([]);
  });

  it('keeps the typesetter, whose program is an optional package of each platform', () => {
    const { packages } = JSON.parse(read('package-lock.json')) as {
      packages: Record<string, { optional?: boolean }>;
    };
    const programs = Object.keys(packages).filter((place) =>
      place.includes('typst-ts-node-compiler-linux-x64'),
    );
    expect(programs.map((place) => packages[place]!.optional)).toContain(true);
    expect(dockerfile).not.toMatch(/--omit=optional|--no-optional/);
    expect(dockerfile).not.toMatch(/rm -rf [^\n]*@myriaddreamin/);
  });
});
