import { API_VERSION } from '../../http/api-base.js';
import type { PackedCase, PackedFile } from './packed-file.js';
import { document, XLINK, XSI, type Element } from './xml.js';

/** Below it lies all that is of the case itself, described by a METS of its own. */
export const REPRESENTATION = 'representations/rep1';
const REPRESENTATIONS_USE = 'Representations/rep1';

const NAMESPACES = {
  xmlns: 'http://www.loc.gov/METS/',
  'xmlns:xlink': XLINK,
  'xmlns:xsi': XSI,
  'xmlns:csip': 'https://DILCIS.eu/XML/METS/CSIPExtensionMETS',
  'xsi:schemaLocation':
    'http://www.loc.gov/METS/ http://www.loc.gov/standards/mets/mets.xsd https://DILCIS.eu/XML/METS/CSIPExtensionMETS https://earkcsip.dilcis.eu/schema/DILCISExtensionMETS.xsd',
};
const SIP_PROFILE = 'https://earksip.dilcis.eu/profile/E-ARK-SIP.xml';
const CSIP_PROFILE = 'https://earkcsip.dilcis.eu/profile/E-ARK-CSIP.xml';
const MIXED_CONTENT = { 'csip:CONTENTINFORMATIONTYPE': 'MIXED' };
const MIXED = { TYPE: 'Mixed', ...MIXED_CONTENT };

/** The files of the package besides those of the case itself. */
export interface PackageFiles {
  readonly descriptive: PackedFile;
  readonly preservation: PackedFile;
  readonly documentation: readonly PackedFile[];
  readonly schemas: readonly PackedFile[];
  /** The METS of the representation. */
  readonly representation: PackedFile;
}

/** The METS of the whole package (E-ARK SIP 2.1.0). */
export function packageMets(packed: PackedCase, files: PackageFiles): string {
  const { descriptive, preservation, documentation, schemas, representation } = files;
  return document([
    'mets',
    { ...NAMESPACES, OBJID: packed.root, LABEL: packed.title, ...MIXED, PROFILE: SIP_PROFILE },
    header(packed, [organisation('ARCHIVIST', packed.bodyName), organisation('CREATOR', packed.bodyName)]),
    [
      'dmdSec',
      { ID: 'dmd-erms', CREATED: packed.asOf, STATUS: 'CURRENT' },
      reference(descriptive, { MDTYPE: 'OTHER', OTHERMDTYPE: 'ERMS', MDTYPEVERSION: '2.1.2' }),
    ],
    [
      'amdSec',
      {},
      [
        'digiprovMD',
        { ID: 'amd-premis', STATUS: 'CURRENT' },
        reference(preservation, { MDTYPE: 'PREMIS', MDTYPEVERSION: '3.0' }),
      ],
    ],
    [
      'fileSec',
      { ID: 'files' },
      fileGroup({ ID: 'group-documentation', USE: 'Documentation' }, documentation, ''),
      fileGroup({ ID: 'group-schemas', USE: 'Schemas' }, schemas, ''),
      fileGroup({ ID: 'group-rep1', USE: REPRESENTATIONS_USE, ...MIXED_CONTENT }, [representation], ''),
    ],
    structure(packed.root, [
      ['div', { ID: 'div-metadata', LABEL: 'Metadata', DMDID: 'dmd-erms', ADMID: 'amd-premis' }],
      pointing('div-documentation', 'Documentation', 'group-documentation'),
      pointing('div-schemas', 'Schemas', 'group-schemas'),
      [
        'div',
        { ID: 'div-rep1', LABEL: REPRESENTATIONS_USE },
        [
          'mptr',
          {
            LOCTYPE: 'URL',
            'xlink:type': 'simple',
            'xlink:href': representation.path,
            'xlink:title': 'group-rep1',
          },
        ],
      ],
    ]),
  ]);
}

/** The METS of the representation: every file of the case, with its checksum. Its ids are none of the package's METS: each is unique in the package (CSIP59, 65, 83, 85). */
export function representationMets(packed: PackedCase, files: readonly PackedFile[]): string {
  return document([
    'mets',
    { ...NAMESPACES, OBJID: 'rep1', LABEL: packed.title, ...MIXED, PROFILE: CSIP_PROFILE },
    header(packed, []),
    [
      'fileSec',
      { ID: 'rep1-files' },
      fileGroup({ ID: 'rep1-group-data', USE: 'Data', ...MIXED_CONTENT }, files, `${REPRESENTATION}/`),
    ],
    structure(
      'rep1',
      [
        ['div', { ID: 'rep1-div-metadata', LABEL: 'Metadata' }],
        pointing('rep1-div-data', 'Data', 'rep1-group-data'),
      ],
      'rep1-',
    ),
  ]);
}

const header = ({ asOf }: PackedCase, agents: readonly Element[]): Element => [
  'metsHdr',
  { CREATEDATE: asOf, LASTMODDATE: asOf, RECORDSTATUS: 'NEW', 'csip:OAISPACKAGETYPE': 'SIP' },
  [
    'agent',
    { ROLE: 'CREATOR', TYPE: 'OTHER', OTHERTYPE: 'SOFTWARE' },
    ['name', {}, 'Yttra'],
    ['note', { 'csip:NOTETYPE': 'SOFTWARE VERSION' }, API_VERSION],
  ],
  ...agents,
];

/** Who submits a package is a CREATOR that is no software (SIP 2.1.0, SIP15–18): METS has no role of that name. */
const organisation = (role: string, name: string): Element => [
  'agent',
  { ROLE: role, TYPE: 'ORGANIZATION' },
  ['name', {}, name],
];

const told = ({ mediaType, byteSize, sha256, createdAt }: PackedFile) => ({
  MIMETYPE: mediaType,
  SIZE: byteSize,
  CREATED: createdAt,
  CHECKSUM: sha256,
  CHECKSUMTYPE: 'SHA-256',
});

const reference = (file: PackedFile, type: Record<string, string>): Element => [
  'mdRef',
  { LOCTYPE: 'URL', 'xlink:type': 'simple', 'xlink:href': file.path, ...type, ...told(file) },
];

/** @param from the folder that the METS lies in, which the addresses begin after. */
const fileGroup = (
  attributes: Record<string, string>,
  files: readonly PackedFile[],
  from: string,
): Element => [
  'fileGrp',
  attributes,
  ...files.map((file, index): Element => [
    'file',
    { ID: `${attributes['ID']}-${index + 1}`, ...told(file) },
    ['FLocat', { LOCTYPE: 'URL', 'xlink:type': 'simple', 'xlink:href': file.path.slice(from.length) }],
  ]),
];

const structure = (label: string, parts: readonly Element[], prefix = ''): Element => [
  'structMap',
  { ID: `${prefix}structure`, TYPE: 'PHYSICAL', LABEL: 'CSIP' },
  ['div', { ID: `${prefix}div-root`, LABEL: label }, ...parts],
];

const pointing = (id: string, label: string, group: string): Element => [
  'div',
  { ID: id, LABEL: label },
  ['fptr', { FILEID: group }],
];
