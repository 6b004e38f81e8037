import { lineOf } from '../operating/doctor/finding.js';
import { deprecated, licences, vulnerabilities } from './supply-chain/dependency-checks.js';

/** `npm run audit:dependencies`, a step of each release: what the packages that production runs on are known for. */
const reports = [
  { check: 'sårbarheter', ...vulnerabilities() },
  { check: 'licenser', ...licences() },
  { check: 'övergivna', ...deprecated() },
];
for (const report of reports) console.log(lineOf(report));
if (reports.some(({ state }) => state === 'error')) process.exitCode = 1;
