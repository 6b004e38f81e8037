import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Validation } from '@cyclonedx/cyclonedx-library';
import { projectRoot } from '../../src/config/project-root.js';
import type { BillOfMaterials } from '../../src/tools/supply-chain/bill-of-materials.js';
import { isAllowed } from '../../src/tools/supply-chain/licences.js';
import { isInstalled, productionPackages } from '../../src/tools/supply-chain/locked-packages.js';
import { runBuilt } from '../support/commands.js';
import { startReceiver, type Receiver } from '../support/receivers.js';

const read = (file: string) => readFile(join(projectRoot, file), 'utf8');

describe('the bill of materials of a build', () => {
  let text: string;
  let bill: BillOfMaterials;
  let wanted: Record<'dependencies' | 'devDependencies', Record<string, string>>;
  beforeAll(async () => {
    text = await read('dist/sbom.cdx.json');
    bill = JSON.parse(text);
    wanted = JSON.parse(await read('package.json'));
  });

  it('is CycloneDX 1.5, to the letter of its schema', async () => {
    expect(await new Validation.JsonStrictValidator('1.5' as never).validate(text)).toBeNull();
  });

  it('is of Yttra, and names every package that production asks for with version, address and licence', async () => {
    const { name, version } = JSON.parse(await read('package.json'));
    expect(bill.metadata.component).toMatchObject({ type: 'application', name, version });
    for (const [name, version] of Object.entries(wanted.dependencies)) {
      expect(bill.components).toContainEqual(
        expect.objectContaining({
          name,
          version,
          purl: `pkg:npm/${name.replace('@', '%40')}@${version}`,
          licenses: expect.arrayContaining([expect.anything()]),
        }),
      );
    }
  });

  it('names no more and no less than the lock file has for production, and what each of them needs', () => {
    const places = productionPackages()
      .filter(({ place }) => place !== '')
      .filter(isInstalled);
    const wantedRefs = new Set(places.map(({ name, version }) => `${name}@${version}`));
    const refs = bill.components.map((component) => component['bom-ref']);
    expect(refs.toSorted()).toEqual([...wantedRefs].sort());
    // Shared with tools of development, which npm's own list leaves out.
    expect(bill.components.map(({ name }) => name)).toEqual(expect.arrayContaining(['pg-protocol', 'tslib']));
    const itself = bill.dependencies.find(({ ref }) => ref === bill.metadata.component['bom-ref']);
    expect(itself!.dependsOn).toHaveLength(Object.keys(wanted.dependencies).length);
    const needed = new Set(bill.dependencies.flatMap(({ dependsOn }) => dependsOn));
    expect(refs.filter((ref) => !needed.has(ref))).toEqual([]);
  });

  it('has none of what only developing needs', () => {
    const named = bill.components.map(({ name, version }) => `${name}@${version}`);
    const { jest, typescript, supertest } = wanted.devDependencies;
    for (const tool of [`jest@${jest}`, `typescript@${typescript}`, `supertest@${supertest}`])
      expect(named).not.toContain(tool);
  });
});

describe('a licence', () => {
  it.each([
    ['MIT', true],
    ['(AGPL-3.0-only OR MIT)', true],
    ['SSPL-1.0', false],
    ['MIT AND SSPL-1.0', false],
    ['(MIT AND Zlib)', true],
    ['SEE LICENSE IN LICENSE', false],
  ])('such as %s is allowed by the list alone: %s', (license, allowed) => {
    expect(isAllowed({ license })).toBe(allowed);
  });

  it('is not allowed when none is told', () => {
    expect(isAllowed({})).toBe(false);
  });
});

describe('the audit of dependencies', () => {
  let registry: Receiver;
  let cache: string;
  beforeAll(async () => {
    registry = await startReceiver();
    cache = await mkdtemp(join(tmpdir(), 'yttra-npm-'));
  });
  afterAll(async () => {
    await registry.close();
    await rm(cache, { recursive: true, force: true });
  });

  /** @param advisories what the registry knows, by package. */
  const audit = async (status: number, advisories: object) => {
    registry.answer = ({ method, url }, response) =>
      response
        .writeHead(status, { 'content-type': 'application/json' })
        .end(JSON.stringify(method === 'POST' ? advisories : versionsOf(decodeURIComponent(url!.slice(1)))));
    return runBuilt('tools/audit-dependencies.js', [], {
      npm_config_registry: `http://${registry.place}/`,
      npm_config_cache: cache,
      npm_config_fetch_retries: '0',
    });
  };
  const versionsOf = (name: string) => ({ name, versions: { '1.0.0': { name, version: '1.0.0' } } });
  const advisory = (severity: string, id: number) => ({
    fastify: [
      {
        id,
        url: 'https://advisories.example/',
        title: 'En brist',
        severity,
        vulnerable_versions: '<999.0.0',
        cwe: [],
        cvss: { score: 0, vectorString: null },
      },
    ],
  });

  it('passes where the registry knows of nothing', async () => {
    const { code, out } = await audit(200, {});
    expect([code, out]).toEqual([
      0,
      expect.stringMatching(/bra {2}sårbarheter +inga kända\nbra {2}licenser/),
    ]);
  });

  it.each([
    ['critical', 1, 'FEL', 1],
    ['moderate', 1, 'FEL', 2],
    ['low', 0, 'obs', 3],
  ])('names a package with a flaw that is %s', async (severity, code, mark, id) => {
    const answer = await audit(200, advisory(severity, id));
    expect(answer.code).toBe(code);
    expect(answer.out).toMatch(new RegExp(`${mark}  sårbarheter .*fastify .*\\(${severity}\\)`));
  });

  it('fails where the registry does not answer: nothing is known then', async () => {
    const { code, out } = await audit(405, {});
    expect([code, out]).toEqual([1, expect.stringContaining('registret kunde inte tillfrågas')]);
  });
});
