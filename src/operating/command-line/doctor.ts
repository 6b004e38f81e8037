import { misspelledSettings } from '../../config/misspelled-settings.js';
import { InvalidConfiguration } from '../../config/settings.js';
import { DatabaseUnreachable } from '../../database/database-client.js';
import { auditTrail } from '../doctor/audit-check.js';
import * as database from '../doctor/database-checks.js';
import { filesOfDocuments } from '../doctor/files-check.js';
import { error, lineOf, ok, warning, type Check, type Finding, type Report } from '../doctor/finding.js';
import * as surroundings from '../doctor/surroundings-checks.js';
import type { Command } from './command.js';
import { onServiceDatabase, type Connected } from './on-database.js';

/** In the order in which one breaks the next. */
const checks: readonly (readonly [name: string, check: Check])[] = [
  ['databas', database.serverVersion],
  ['migreringar', database.migrations],
  ['rättigheter', database.runtimeRole],
  ['plats', database.room],
  ['klocka', database.clock],
  ['tid och språk', database.timeZoneAndCollation],
  ['meddelanden', database.notifications],
  ['kö', surroundings.queue],
  ['handlingar', surroundings.documents],
  ['tillfälligt', surroundings.temporaryFiles],
  ['filer', filesOfDocuments],
  ['virusskydd', surroundings.virusScanner],
  ['inloggning', surroundings.issuer],
  ['proxy', surroundings.proxy],
  ['e-post', surroundings.mail],
  ['webbkrokar', surroundings.webhookKey],
  ['leveranser', database.undelivered],
  ['pdf', database.papers],
  ['underskrifter', surroundings.signatures],
  ['arkivpaket', database.archivePackages],
  ['gallring', database.disposedFiles],
  ['word', database.wordTemplates],
  ['förseglingar', surroundings.seals],
  ['historik', auditTrail],
  ['återställning', database.held],
];

export const doctor: Command = {
  usage: '[--json]',
  positionals: 0,
  options: { json: { type: 'boolean' } },
  async run({ values, env }) {
    const reports = await examine(env);
    if (values['json']) console.log(JSON.stringify(reports, null, 1));
    else for (const report of reports) console.log(lineOf(report));
    return reports.every(({ state }) => state !== 'error');
  },
};

async function examine(env: NodeJS.ProcessEnv): Promise<Report[]> {
  try {
    return await onServiceDatabase(env, async (connected) => [
      { check: 'inställningar', ...spelling(env) },
      ...(await examineAll(connected)),
    ]);
  } catch (failed) {
    if (failed instanceof InvalidConfiguration) {
      const advice = failed.problems.join('; ');
      return [{ check: 'inställningar', ...error('går inte att använda', advice) }];
    }
    if (!(failed instanceof DatabaseUnreachable)) throw failed;
    return [{ check: 'databas', ...error(failed.message, 'Se också databasens egen logg.') }];
  }
}

function spelling(env: NodeJS.ProcessEnv): Finding {
  const misspelled = misspelledSettings(env);
  if (misspelled.length === 0) return ok('går att använda');
  return warning(
    misspelled.map(({ said }) => said.sv).join(' '),
    'En variabel som ingen känner till gäller inte: rätta namnet, eller ta bort den.',
  );
}

async function examineAll(connected: Connected): Promise<Report[]> {
  const reports: Report[] = [];
  for (const [name, check] of checks) {
    const finding = await check(connected).catch(({ message }: Error) =>
      error(`gick inte att undersöka (${message})`, 'Åtgärda det som är fel ovanför och försök igen.'),
    );
    reports.push({ check: name, ...finding });
  }
  return reports;
}
