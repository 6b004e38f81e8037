import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, posix } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { extract } from 'tar-stream';
import { danglingIn, ERMS, everyIn, PREMIS, strangenessOf } from './described-metadata.js';
import { METS } from './described-mets.js';
import { along, readXml, type XmlElement } from './xml-elements.js';

/** Whether there is what holds an XML file to its schema. */
export const hasXmllint = existsSync('/usr/bin/xmllint');

/** The files of a package by their paths below its root folder, which is under `''`. */
export async function unpacked(tar: Buffer): Promise<Map<string, Buffer>> {
  const files = new Map<string, Buffer>();
  const roots = new Set<string>();
  const entries = Readable.from([tar]).pipe(extract());
  for await (const entry of entries) {
    const [root, ...path] = entry.header.name.split('/');
    roots.add(root!);
    files.set(path.join('/'), await buffer(entry));
  }
  if (roots.size !== 1) throw new Error(`One root folder: ${[...roots].join(', ')}`);
  files.set('', Buffer.from([...roots][0]!));
  return files;
}

/**
 * What a package does against the rules of E-ARK CSIP and SIP 2.1.0 that must be kept, by their published ids, against ERMS and
 * PREMIS, and against fixity: each file in a METS, of the size and checksum that it says.
 */
export function breachesOf(files: ReadonlyMap<string, Buffer>): string[] {
  const found: string[] = [];
  const must = (id: string, holds: boolean | undefined) => void (holds || found.push(id));
  const named = new Set(['', 'METS.xml']);
  const root = readXml(files.get('METS.xml')!);
  metsBreaches(root, '', files, must, named);
  must('CSIP1', root.at['OBJID'] === files.get('')!.toString());
  must('SIP2', root.at['PROFILE'] === 'https://earksip.dilcis.eu/profile/E-ARK-SIP.xml');
  const [head] = along(root, 'metsHdr');
  must('SIP4', head?.at['csip:OAISPACKAGETYPE'] === 'SIP');
  const agents = (role: string) => along(head!, 'agent').filter(({ at }) => at['ROLE'] === role);
  const submitting = agents('CREATOR').filter(({ at }) => at['TYPE'] === 'ORGANIZATION');
  must('SIP9', agents('ARCHIVIST').length <= 1);
  must('SIP15/16', submitting.length === 1);
  for (const agent of [...agents('ARCHIVIST'), ...submitting]) {
    must('SIP11/17', ['ORGANIZATION', 'INDIVIDUAL'].includes(agent.at['TYPE'] ?? ''));
    must('SIP12/18', Boolean(along(agent, 'name')[0]?.text));
    must(
      'SIP14/20',
      along(agent, 'note').every(({ at }) => at['csip:NOTETYPE'] === 'IDENTIFICATIONCODE'),
    );
  }
  const uses = along(root, 'fileSec', 'fileGrp').map(({ at }) => at['USE'] ?? '');
  must('CSIP60', uses.includes('Documentation'));
  must('CSIP113', uses.includes('Schemas'));
  must(
    'CSIP114',
    uses.some((use) => use.startsWith('Representations')),
  );
  const divisions = along(root, 'structMap', 'div', 'div');
  for (const label of ['Documentation', 'Schemas'])
    must(`CSIP95/99 ${label}`, divisions.filter(({ at }) => at['LABEL'] === label).length === 1);
  for (const division of divisions.filter(({ at }) => at['LABEL']?.startsWith('Representations'))) {
    const [pointer] = along(division, 'mptr');
    must('CSIP109', pointer !== undefined);
    must('CSIP110–112', pointer?.at['LOCTYPE'] === 'URL' && pointer.at['xlink:type'] === 'simple');
    const path = pointer?.at['xlink:href'] ?? '';
    must('CSIP107', division.at['LABEL']!.toLowerCase() === posix.dirname(path));
    must(
      'CSIP108',
      along(root, 'fileSec', 'fileGrp').some(({ at }) => at['ID'] === pointer?.at['xlink:title']),
    );
    metsBreaches(readXml(files.get(path)!), `${posix.dirname(path)}/`, files, must, named);
  }
  const all = [...files.keys()].filter((path) => posix.basename(path) === 'METS.xml');
  const ids = all.flatMap((path) => everyIn(readXml(files.get(path)!)).flatMap(({ at }) => at['ID'] ?? []));
  must('CSIP59/65/83/85: an id is unique in the package', new Set(ids).size === ids.length);
  for (const path of files.keys()) must(`${path} is in no METS`, named.has(path));
  for (const [path, description] of [
    ['metadata/descriptive/erms.xml', ERMS],
    ['metadata/preservation/premis.xml', PREMIS],
  ] as const)
    found.push(...strangenessOf(readXml(files.get(path)!), description));
  found.push(...danglingIn(readXml(files.get('metadata/preservation/premis.xml')!)));
  return found;
}

function metsBreaches(
  mets: XmlElement,
  folder: string,
  files: ReadonlyMap<string, Buffer>,
  must: (id: string, holds: boolean | undefined) => void,
  named: Set<string>,
): void {
  for (const strange of strangenessOf(mets, METS)) must(`METS ${folder}: ${strange}`, false);
  must('CSIP1', Boolean(mets.at['OBJID']));
  must('CSIP2', Boolean(mets.at['TYPE']));
  must('CSIP4', Boolean(mets.at['csip:CONTENTINFORMATIONTYPE']));
  must('CSIP6', Boolean(mets.at['PROFILE']));
  const [head] = along(mets, 'metsHdr');
  must('CSIP7', Boolean(head?.at['CREATEDATE']));
  must('CSIP9', ['SIP', 'AIP', 'DIP'].includes(head?.at['csip:OAISPACKAGETYPE'] ?? ''));
  const software = along(head!, 'agent').filter(
    ({ at }) => at['ROLE'] === 'CREATOR' && at['OTHERTYPE'] === 'SOFTWARE',
  );
  must('CSIP10–13', software.length === 1 && software[0]!.at['TYPE'] === 'OTHER');
  for (const agent of software)
    must(
      'CSIP14–16',
      Boolean(along(agent, 'name')[0]?.text && along(agent, 'note')[0]?.text) &&
        along(agent, 'note')
          .map(({ at }) => at['csip:NOTETYPE'])
          .join() === 'SOFTWARE VERSION',
    );
  const references = [...along(mets, 'dmdSec', 'mdRef'), ...along(mets, 'amdSec', 'digiprovMD', 'mdRef')];
  for (const section of [...along(mets, 'dmdSec'), ...along(mets, 'amdSec', 'digiprovMD')])
    must('CSIP18/33', Boolean(section.at['ID']) && ['CURRENT', undefined].includes(section.at['STATUS']));
  for (const reference of references) {
    must('CSIP25/39', Boolean(reference.at['MDTYPE']));
    isWhatItSays(reference, reference, folder, files, must, named);
  }
  const [section] = along(mets, 'fileSec');
  must('CSIP59', Boolean(section?.at['ID']));
  for (const group of along(section!, 'fileGrp')) {
    must('CSIP64/65', Boolean(group.at['USE']) && Boolean(group.at['ID']));
    must(
      'CSIP62',
      !/^(Representations|Data)/.test(group.at['USE'] ?? '') ||
        Boolean(group.at['csip:CONTENTINFORMATIONTYPE']),
    );
    for (const file of along(group, 'file')) {
      must('CSIP67', Boolean(file.at['ID']));
      isWhatItSays(file, along(file, 'FLocat')[0]!, folder, files, must, named);
    }
  }
  const [structure] = along(mets, 'structMap');
  must(
    'CSIP81–83',
    structure?.at['TYPE'] === 'PHYSICAL' && structure.at['LABEL'] === 'CSIP' && Boolean(structure.at['ID']),
  );
  const [whole] = along(structure!, 'div');
  must('CSIP85', Boolean(whole?.at['ID']));
  const [metadata, ...more] = along(whole!, 'div').filter(({ at }) => at['LABEL'] === 'Metadata');
  must('CSIP88/90', metadata !== undefined && more.length === 0);
  const told = (...way: string[]) =>
    along(mets, ...way)
      .map(({ at }) => at['ID'])
      .join(' ');
  must('CSIP91', (metadata?.at['ADMID'] ?? '') === told('amdSec', 'digiprovMD'));
  must('CSIP92', (metadata?.at['DMDID'] ?? '') === told('dmdSec'));
  for (const division of along(whole!, 'div')) must('CSIP89/94/98/102/106', Boolean(division.at['ID']));
  const groups = along(section!, 'fileGrp').map(({ at }) => at['ID']);
  for (const pointer of along(whole!, 'div', 'fptr'))
    must('CSIP116/118', groups.includes(pointer.at['FILEID']));
}

function isWhatItSays(
  said: XmlElement,
  place: XmlElement,
  folder: string,
  files: ReadonlyMap<string, Buffer>,
  must: (id: string, holds: boolean | undefined) => void,
  named: Set<string>,
): void {
  const path = `${folder}${place.at['xlink:href']}`;
  named.add(path);
  const file = files.get(path);
  must('CSIP22/77', place.at['LOCTYPE'] === 'URL' && place.at['xlink:type'] === 'simple');
  must('CSIP26/68', /^[a-z]+\/[\w.+-]+$/.test(said.at['MIMETYPE'] ?? ''));
  must('CSIP28/70', !Number.isNaN(Date.parse(said.at['CREATED'] ?? '')));
  must(`CSIP27/69 ${path}`, said.at['SIZE'] === String(file?.length));
  must(
    `CSIP29/71 ${path}`,
    said.at['CHECKSUMTYPE'] === 'SHA-256' &&
      said.at['CHECKSUM'] ===
        createHash('sha256')
          .update(file ?? '')
          .digest('hex'),
  );
}

/** What `xmllint` says of a file that does not keep to its schema; empty where it does. */
export function schemaBreachesOf(xml: Buffer, schema: Buffer): string {
  const folder = mkdtempSync(join(tmpdir(), 'yttra-schema-'));
  try {
    writeFileSync(join(folder, 'file.xml'), xml);
    writeFileSync(join(folder, 'schema.xsd'), schema);
    execFileSync(
      '/usr/bin/xmllint',
      ['--noout', '--nonet', '--schema', join(folder, 'schema.xsd'), join(folder, 'file.xml')],
      { stdio: 'pipe' },
    );
    return '';
  } catch (error) {
    return String((error as { stderr: Buffer }).stderr);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
