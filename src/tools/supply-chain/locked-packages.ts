import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../config/project-root.js';

/** One package in one place, as `package-lock.json` has it. */
export interface LockedPackage {
  /** Folder, such as `node_modules/a/node_modules/b`. */
  readonly place: string;
  readonly name: string;
  readonly version: string;
  readonly license?: string;
  readonly integrity?: string;
  readonly optional?: boolean;
  readonly deprecated?: string;
  /** Places of the packages it would find when it asks for those it names. */
  readonly finds: readonly string[];
}

type Entry = Omit<LockedPackage, 'place' | 'name' | 'finds'> & {
  readonly dev?: boolean;
  readonly devOptional?: boolean;
} & Partial<Record<'dependencies' | 'optionalDependencies' | 'peerDependencies', Record<string, string>>>;

/** What the service itself asks for, under the empty place, and what production needs for it on any platform. */
export function productionPackages(): LockedPackage[] {
  const { packages } = JSON.parse(readFileSync(join(projectRoot, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, Entry>;
  };
  const kept = new Map(Object.entries(packages).filter(([, { dev, devOptional }]) => !dev && !devOptional));
  return [...kept].map(([place, entry]) => ({
    ...entry,
    place,
    name: place.replace(/^.*node_modules\//, ''),
    finds: Object.keys({ ...entry.peerDependencies, ...entry.optionalDependencies, ...entry.dependencies })
      .map((name) => foundFrom(place, name, kept))
      .filter((found) => found !== undefined),
  }));
}

export const isInstalled = ({ place }: LockedPackage): boolean => existsSync(join(projectRoot, place));

/** As Node looks for it: in the folder's own `node_modules`, then in that of each folder above. */
function foundFrom(place: string, name: string, kept: ReadonlyMap<string, unknown>): string | undefined {
  for (let folder = place; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('node_modules/') - 1))) {
    const candidate = `${folder === '' ? '' : `${folder}/`}node_modules/${name}`;
    if (kept.has(candidate)) return candidate;
    if (folder === '') return undefined;
  }
}
