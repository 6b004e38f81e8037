import { ANY, INSTANT, type Description } from './described-metadata.js';

const NAME = /^[A-Za-z_][\w.-]*$/;
const NAMES = /^[A-Za-z_][\w.-]*( [A-Za-z_][\w.-]*)*$/;
const LOCATION = { LOCTYPE: ['URL'], 'xlink:type': ['simple'], 'xlink:href': /^[\w./-]+$/ };
const FILE_CORE = {
  MIMETYPE: /^[a-z]+\/[\w.+-]+$/,
  SIZE: /^\d+$/,
  CREATED: INSTANT,
  CHECKSUM: /^[0-9a-f]{64}$/,
  CHECKSUMTYPE: ['SHA-256'],
};
const SECTION = { ID: NAME, CREATED: INSTANT, STATUS: ['CURRENT', 'SUPERSEDED'] };

const of = (element: string, attributes: Readonly<Record<string, readonly string[] | RegExp>>) =>
  Object.fromEntries(Object.entries(attributes).map(([name, may]) => [`${element}@${name}`, may]));

/**
 * Of METS 1.12.1 with the attributes that CSIP and SIP 2.1.0 add to it, as far as Yttra uses it. Where the profiles narrow what
 * METS lets stand (`LOCTYPE`, the type of the content), theirs is here.
 */
export const METS: Description = {
  order: {
    '': ['mets'],
    mets: ['metsHdr', 'dmdSec*', 'amdSec?', 'fileSec', 'structMap'],
    metsHdr: ['agent+'],
    agent: ['name', 'note*'],
    dmdSec: ['mdRef'],
    amdSec: ['digiprovMD+'],
    digiprovMD: ['mdRef'],
    fileSec: ['fileGrp+'],
    fileGrp: ['file+'],
    file: ['FLocat'],
    structMap: ['div'],
    div: ['mptr*', 'fptr*', 'div*'],
  },
  values: {
    ...of('mets', {
      xmlns: ['http://www.loc.gov/METS/'],
      OBJID: ANY,
      LABEL: ANY,
      TYPE: ['Mixed'],
      PROFILE: /^https:\/\/eark(csip|sip)\.dilcis\.eu\/profile\/E-ARK-C?SIP\.xml$/,
      'csip:CONTENTINFORMATIONTYPE': ['MIXED'],
    }),
    ...of('metsHdr', {
      CREATEDATE: INSTANT,
      LASTMODDATE: INSTANT,
      RECORDSTATUS: ['NEW'],
      'csip:OAISPACKAGETYPE': ['SIP'],
    }),
    ...of('agent', {
      ROLE: [
        'CREATOR',
        'EDITOR',
        'ARCHIVIST',
        'PRESERVATION',
        'DISSEMINATOR',
        'CUSTODIAN',
        'IPOWNER',
        'OTHER',
      ],
      OTHERROLE: ANY,
      TYPE: ['INDIVIDUAL', 'ORGANIZATION', 'OTHER'],
      OTHERTYPE: ANY,
    }),
    ...of('note', { 'csip:NOTETYPE': ['SOFTWARE VERSION', 'IDENTIFICATIONCODE'] }),
    ...of('dmdSec', SECTION),
    ...of('digiprovMD', SECTION),
    ...of('mdRef', {
      ...LOCATION,
      ...FILE_CORE,
      MDTYPE: ['PREMIS', 'OTHER'],
      OTHERMDTYPE: ANY,
      MDTYPEVERSION: /^\d+(\.\d+)+$/,
    }),
    ...of('fileSec', { ID: NAME }),
    ...of('fileGrp', { ID: NAME, USE: ANY, 'csip:CONTENTINFORMATIONTYPE': ['MIXED'] }),
    ...of('file', { ID: NAME, ...FILE_CORE }),
    ...of('FLocat', LOCATION),
    ...of('structMap', { ID: NAME, TYPE: ['PHYSICAL'], LABEL: ['CSIP'] }),
    ...of('div', { ID: NAME, LABEL: ANY, DMDID: NAMES, ADMID: NAMES }),
    ...of('mptr', { ...LOCATION, 'xlink:title': NAME }),
    ...of('fptr', { FILEID: NAME }),
  },
  must: [
    'agent@ROLE',
    'dmdSec@ID',
    'dmdSec@CREATED',
    'digiprovMD@ID',
    'mdRef@LOCTYPE',
    'mdRef@MDTYPE',
    'file@ID',
    'FLocat@LOCTYPE',
    'mptr@LOCTYPE',
  ],
  explained: [
    ['ROLE', 'OTHER', 'OTHERROLE'],
    ['TYPE', 'OTHER', 'OTHERTYPE'],
    ['MDTYPE', 'OTHER', 'OTHERMDTYPE'],
  ],
};
