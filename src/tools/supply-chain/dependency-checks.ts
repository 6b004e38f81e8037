import { spawnSync } from 'node:child_process';
import { projectRoot } from '../../config/project-root.js';
import { error, ok, warning, type Finding } from '../../operating/doctor/finding.js';
import { isAllowed } from './licences.js';
import { productionPackages } from './locked-packages.js';

interface AuditReport {
  readonly vulnerabilities?: Readonly<Record<string, { readonly severity: string; readonly range: string }>>;
}

/** What hinders no release: it is told, and goes with the next update. */
const MINOR = new Set(['info', 'low']);

/** Asks the registry; without its answer nothing is known, which is not the same as well. */
export function vulnerabilities(): Finding {
  const { said, report } = npmAudit();
  const { vulnerabilities: found } = report;
  if (!found) {
    return error(
      `registret kunde inte tillfrågas (${said})`,
      'Kör på en maskin som når ett register med sårbarhetsdata; utan svar vet ingen.',
    );
  }
  const named = Object.entries(found).map(([name, { severity, range }]) => `${name} ${range} (${severity})`);
  if (named.length === 0) return ok('inga kända');
  const advice = 'npm audit säger mer. Uppdatera, eller skriv i CHANGELOG.md varför det inte rör oss.';
  const serious = Object.values(found).some(({ severity }) => !MINOR.has(severity));
  return (serious ? error : warning)(named.join(', '), advice);
}

function npmAudit(): { said: string; report: AuditReport } {
  const { stdout, stderr } = spawnSync('npm', ['audit', '--omit=dev', '--json', '--loglevel=error'], {
    cwd: projectRoot,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    shell: process.platform === 'win32',
  });
  try {
    return {
      said: stderr.replaceAll('npm error ', '').split('\n')[0]!,
      report: JSON.parse(stdout) as AuditReport,
    };
  } catch {
    return { said: 'npm gav inget svar', report: {} };
  }
}

/** Of what any platform would install, not only this one. */
export function licences(): Finding {
  const packages = productionPackages();
  const refused = packages.filter((each) => !isAllowed(each));
  if (refused.length === 0) return ok(`${packages.length - 1} paket, alla på listan`);
  return error(
    refused.map(({ name, version, license }) => `${name}@${version} (${license ?? '–'})`).join(', '),
    'Byt paketet, eller pröva licensen mot EUPL-1.2 och för in den i src/tools/supply-chain/licences.ts.',
  );
}

/** As the registry said when the lock file was written. */
export function deprecated(): Finding {
  const named = productionPackages().filter(({ deprecated }) => deprecated);
  if (named.length === 0) return ok('inga');
  return warning(
    named.map(({ name, version, deprecated }) => `${name}@${version}: ${deprecated}`).join('; '),
    'Byt ut dem: vad ingen underhåller rättas inte.',
  );
}
