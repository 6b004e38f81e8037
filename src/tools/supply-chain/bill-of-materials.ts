import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../config/project-root.js';
import type { LockedPackage } from './locked-packages.js';

/** What a licence is said to be: an id of the SPDX list, an expression of such, or words of one's own. */
type Licence =
  { readonly license: { readonly id: string } | { readonly name: string } } | { readonly expression: string };

interface Component {
  readonly 'bom-ref': string;
  readonly type: 'application' | 'library';
  readonly name: string;
  readonly version: string;
  readonly purl: string;
  readonly licenses?: readonly Licence[];
}

/**
 * The packages as a CycloneDX 1.5 document. Not npm's own `sbom`: with `--omit=dev` it leaves out each package
 * that developing needs too (rxjs, pg-protocol), it names twice what lies in two folders, and it refuses a
 * folder that has been pruned of what only developing needs.
 *
 * @param packages the service itself among them, under the empty place.
 */
export function billOfMaterials(packages: readonly LockedPackage[]) {
  const service = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')) as Itself;
  const refs = new Map(packages.map((each) => [each.place, refOf(each.place === '' ? service : each)]));
  const libraries = packages.filter(({ place }) => place !== '');
  return {
    $schema: 'http://cyclonedx.org/schema/bom-1.5.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.5',
    serialNumber: `urn:uuid:${randomUUID()}`,
    version: 1,
    metadata: {
      timestamp: new Date().toISOString(),
      lifecycles: [{ phase: 'build' }],
      component: { ...componentOf('application', service), description: service.description },
    },
    components: firstOfEach(libraries.map(libraryOf), (component) => component['bom-ref']),
    dependencies: firstOfEach(
      packages.map(({ place, finds }) => ({
        ref: refs.get(place)!,
        dependsOn: [...new Set(finds.flatMap((found) => refs.get(found) ?? []))].sort(),
      })),
      ({ ref }) => ref,
    ),
  };
}

export type BillOfMaterials = ReturnType<typeof billOfMaterials>;

interface Named {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
}
type Itself = Named & { readonly description: string };

const refOf = ({ name, version }: Named): string => `${name}@${version}`;

function libraryOf(locked: LockedPackage) {
  return {
    ...componentOf('library', locked),
    scope: locked.optional ? 'optional' : 'required',
    ...(locked.integrity !== undefined && { hashes: [hashOf(locked.integrity)] }),
  };
}

function componentOf(type: Component['type'], named: Named): Component {
  return {
    'bom-ref': refOf(named),
    type,
    name: named.name,
    version: named.version,
    purl: `pkg:npm/${named.name.replace('@', '%40')}@${named.version}`,
    ...(named.license !== undefined && { licenses: [licenceOf(named.license)] }),
  };
}

function licenceOf(said: string): Licence {
  if (/ (OR|AND|WITH) /.test(said)) return { expression: said };
  return { license: said.includes(' ') ? { name: said } : { id: said } };
}

/** npm writes `sha512-` and base64, CycloneDX the algorithm's name and hexadecimal. */
function hashOf(integrity: string): { alg: string; content: string } {
  const [algorithm, content] = integrity.split(' ')[0]!.split(/-(.*)/);
  return {
    alg: algorithm!.replace(/^sha/, 'SHA-'),
    content: Buffer.from(content!, 'base64').toString('hex'),
  };
}

/** The same package may lie in several folders. */
function firstOfEach<T>(all: readonly T[], key: (one: T) => string): T[] {
  return [...new Map(all.toReversed().map((one) => [key(one), one])).values()].toReversed();
}
