import type { XmlElement } from './xml-elements.js';

/** What may stand in an element, in this order; an attribute with the values that it may have. */
interface Description {
  readonly order: Readonly<Record<string, readonly string[]>>;
  /** By `element@attribute`. An element's attributes are those that are named here, and no others. */
  readonly values: Readonly<Record<string, readonly string[] | RegExp>>;
}

const ANY = /./;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z?$/;

/** Of CITS ERMS 2.1.2, as far as Yttra uses it; written after its schema, whose spelling mistakes are rules too. */
export const ERMS: Description = {
  order: {
    erms: ['control', 'aggregations'],
    control: ['identification', 'maintenanceInformation'],
    maintenanceInformation: ['maintenanceStatus', 'maintenanceAgency', 'maintenanceHistory'],
    maintenanceAgency: ['agencyName'],
    maintenanceHistory: ['maintenanceEvent'],
    maintenanceEvent: ['eventType', 'eventDateTime', 'agent'],
    aggregations: ['aggregation'],
    aggregation: [
      'objectId',
      'extraId',
      'classification',
      'title',
      'status',
      'relation',
      'restriction',
      'agents',
      'dates',
      'record',
    ],
    record: [
      'objectId',
      'title',
      'runningNumber',
      'restriction',
      'direction',
      'dates',
      'additionalInformation',
    ],
    restriction: ['explanatoryText', 'regulation', 'dates'],
    agents: ['agent'],
    agent: ['name', 'idNumber'],
    dates: ['date'],
    additionalInformation: ['appendix'],
  },
  values: {
    'erms@xmlns': ['https://DILCIS.eu/XML/ERMS'],
    'identification@identificationType': ANY,
    'maintenanceStatus@value': ['new'],
    'eventType@value': ['created'],
    'aggregation@systemIdentifier': ANY,
    'aggregation@aggregationType': ['caseFile'],
    'extraId@extraIdType': ANY,
    'classification@classificationCode': ANY,
    'status@value': ['closed'],
    'relation@relationType': ['reference'],
    'restriction@restrictionType': ['confidential'],
    'agent@agentType': ['creator', 'sender', 'other'],
    'agent@otherAgentType': ANY,
    'idNumber@idNumberType': ANY,
    'date@dateType': ['opened', 'closed', 'created', 'received', 'confidentiality_assessed'],
    'record@systemIdentifier': ANY,
    'record@recordType': ANY,
    'direction@directionDefinition': ['incoming', 'outgoing', 'other'],
    'direction@otherDirectionDefinition': ANY,
    'appendix@name': ANY,
    'appendix@fileFormat': ANY,
    'appendix@path': ANY,
    'eventDateTime#': INSTANT,
    'date#': INSTANT,
    'runningNumber#': /^\d+$/,
  },
};

/** Of PREMIS 3.0, as far as Yttra uses it. */
export const PREMIS: Description = {
  order: {
    premis: ['object', 'event', 'agent', 'rights'],
    object: ['objectIdentifier', 'objectCharacteristics', 'originalName', 'linkingEventIdentifier'],
    objectCharacteristics: ['fixity', 'size', 'format'],
    fixity: ['messageDigestAlgorithm', 'messageDigest'],
    format: ['formatDesignation'],
    formatDesignation: ['formatName'],
    event: [
      'eventIdentifier',
      'eventType',
      'eventDateTime',
      'eventDetailInformation',
      'eventOutcomeInformation',
      'linkingAgentIdentifier',
    ],
    eventDetailInformation: ['eventDetail'],
    eventOutcomeInformation: ['eventOutcome'],
    agent: ['agentIdentifier', 'agentName', 'agentType', 'agentVersion'],
    rights: ['rightsStatement'],
    rightsStatement: [
      'rightsStatementIdentifier',
      'rightsBasis',
      'statuteInformation',
      'rightsGranted',
      'linkingObjectIdentifier',
    ],
    statuteInformation: [
      'statuteJurisdiction',
      'statuteCitation',
      'statuteInformationDeterminationDate',
      'statuteNote',
    ],
    rightsGranted: ['act', 'restriction'],
    ...Object.fromEntries(
      [
        'objectIdentifier',
        'eventIdentifier',
        'agentIdentifier',
        'rightsStatementIdentifier',
        'linkingEventIdentifier',
        'linkingAgentIdentifier',
        'linkingObjectIdentifier',
      ].map((name) => [name, [`${name}Type`, `${name}Value`]]),
    ),
  },
  values: {
    'premis@xmlns': ['http://www.loc.gov/premis/v3'],
    'premis@version': ['3.0'],
    'object@xsi:type': ['file'],
    'eventDateTime#': INSTANT,
    'statuteInformationDeterminationDate#': /^\d{4}-\d\d-\d\d$/,
    'size#': /^\d+$/,
    'messageDigest#': /^[0-9a-f]{64}$/,
  },
};

/** What stands in a file that its description does not have, or has elsewhere. */
export function strangenessOf(root: XmlElement, { order, values }: Description): string[] {
  const found: string[] = [];
  const look = (element: XmlElement): void => {
    const mayHave = order[element.name] ?? [];
    let at = 0;
    for (const { name } of element.in) {
      const place = mayHave.indexOf(name, at);
      if (place < 0) found.push(`${name} in ${element.name}`);
      else at = place;
    }
    for (const [name, value] of Object.entries(element.at)) {
      if (/^xmlns:|^xsi:schemaLocation$/.test(name)) continue;
      if (!fits(values[`${element.name}@${name}`] ?? [], value))
        found.push(`${element.name}@${name}="${value}"`);
    }
    const text = values[`${element.name}#`];
    if (text && !fits(text, element.text)) found.push(`${element.name}: ${element.text}`);
    element.in.forEach(look);
  };
  look(root);
  return found;
}

const fits = (may: readonly string[] | RegExp, value: string): boolean =>
  may instanceof RegExp ? may.test(value) : may.includes(value);
