import type { XmlElement } from './xml-elements.js';

/** What a standard lets stand where, as far as Yttra uses it. */
export interface Description {
  /** What stands in an element, in this order, and in the document itself under `''`: once, `name?` at most once, `name*` any number, `name+` at least one. */
  readonly order: Readonly<Record<string, readonly string[]>>;
  /** By `element@attribute`, or `element#` for its text. An element's attributes are those that are named here, and no others. */
  readonly values: Readonly<Record<string, readonly string[] | RegExp>>;
  /** The attributes that have to be there. */
  readonly must: readonly string[];
  /** An attribute that has to say more where another says only that it is something else. */
  readonly explained: readonly (readonly [attribute: string, value: string, saysMore: string])[];
}

export const ANY = /./;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
export const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z?$/;

/** Of CITS ERMS 2.1.2; written after its schema of 9 December 2022, whose spelling mistakes are rules too, and its Schematron. */
export const ERMS: Description = {
  order: {
    '': ['erms'],
    erms: ['control', 'aggregations'],
    control: ['identification+', 'maintenanceInformation'],
    maintenanceInformation: ['maintenanceStatus', 'maintenanceAgency', 'maintenanceHistory'],
    maintenanceAgency: ['agencyName+'],
    maintenanceHistory: ['maintenanceEvent+'],
    maintenanceEvent: ['eventType', 'eventDateTime', 'agent'],
    aggregations: ['aggregation+'],
    aggregation: [
      'objectId',
      'classification*',
      'title',
      'status?',
      'relation*',
      'restriction*',
      'agents?',
      'dates?',
      'record*',
    ],
    record: [
      'objectId',
      'title',
      'runningNumber?',
      'restriction*',
      'direction?',
      'dates?',
      'additionalInformation?',
    ],
    restriction: ['explanatoryText?', 'regulation', 'dates*'],
    agents: ['agent*'],
    agent: ['name', 'idNumber?'],
    dates: ['date+'],
    additionalInformation: ['appendix*'],
  },
  values: {
    'erms@xmlns': ['https://DILCIS.eu/XML/ERMS'],
    'identification@identificationType': ANY,
    'maintenanceStatus@value': ['new'],
    'eventType@value': ['created'],
    'aggregation@systemIdentifier': UUID,
    'aggregation@aggregationType': ['caseFile'],
    'classification@classificationCode': ANY,
    'status@value': ['closed'],
    'relation@relationType': ['reference'],
    'restriction@restrictionType': ['confidential'],
    'agent@agentType': ['creator', 'sender', 'other'],
    'agent@otherAgentType': ANY,
    'idNumber@idNumberType': ANY,
    'date@dateType': ['opened', 'closed', 'created', 'received', 'confidentiality_assessed'],
    'record@systemIdentifier': UUID,
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
  must: [
    'identification@identificationType',
    'maintenanceStatus@value',
    'eventType@value',
    'aggregation@systemIdentifier',
    'aggregation@aggregationType',
    'relation@relationType',
    'restriction@restrictionType',
    'agent@agentType',
    'date@dateType',
    'record@systemIdentifier',
    'direction@directionDefinition',
    'appendix@name',
    'appendix@path',
  ],
  explained: [
    ['agentType', 'other', 'otherAgentType'],
    ['directionDefinition', 'other', 'otherDirectionDefinition'],
  ],
};

/** Of PREMIS 3.0; written after its schema of 18 January 2016. */
export const PREMIS: Description = {
  order: {
    '': ['premis'],
    premis: ['object+', 'event*', 'agent*', 'rights*'],
    object: ['objectIdentifier+', 'objectCharacteristics+', 'originalName?', 'linkingEventIdentifier*'],
    objectCharacteristics: ['fixity*', 'size?', 'format+'],
    fixity: ['messageDigestAlgorithm', 'messageDigest'],
    format: ['formatDesignation'],
    formatDesignation: ['formatName'],
    event: [
      'eventIdentifier',
      'eventType',
      'eventDateTime',
      'eventDetailInformation*',
      'eventOutcomeInformation*',
      'linkingAgentIdentifier*',
    ],
    eventDetailInformation: ['eventDetail'],
    eventOutcomeInformation: ['eventOutcome'],
    agent: ['agentIdentifier+', 'agentName*', 'agentType?', 'agentVersion?'],
    rights: ['rightsStatement+'],
    rightsStatement: [
      'rightsStatementIdentifier',
      'rightsBasis',
      'statuteInformation*',
      'rightsGranted*',
      'linkingObjectIdentifier*',
    ],
    statuteInformation: [
      'statuteJurisdiction',
      'statuteCitation',
      'statuteInformationDeterminationDate?',
      'statuteNote*',
    ],
    rightsGranted: ['act', 'restriction*'],
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
  must: ['premis@version', 'object@xsi:type'],
  explained: [],
};

/** What does not stand in a file as its description has it. */
export function strangenessOf(root: XmlElement, { order, values, must, explained }: Description): string[] {
  const found: string[] = [];
  const holds = (inside: string, names: readonly string[]): void => {
    const shape = (order[inside] ?? []).map((each) => each.replace(/[^?*+]+/, '(?:$& )')).join('');
    const standing = names.map((name) => `${name} `).join('');
    if (!new RegExp(`^${shape}$`).test(standing)) found.push(`in ${inside}: ${standing.trim()}`);
  };
  const look = (element: XmlElement): void => {
    const { name, at, text } = element;
    holds(
      name,
      element.in.map((each) => each.name),
    );
    for (const [attribute, value] of Object.entries(at)) {
      if (/^xmlns:|^xsi:schemaLocation$/.test(attribute)) continue;
      if (!fits(values[`${name}@${attribute}`] ?? [], value)) found.push(`${name}@${attribute}="${value}"`);
    }
    for (const attribute of must.filter((each) => each.startsWith(`${name}@`)))
      if (at[attribute.slice(name.length + 1)] === undefined) found.push(`no ${attribute}`);
    for (const [attribute, value, saysMore] of explained)
      if (at[attribute] === value && !at[saysMore]?.trim()) found.push(`no ${name}@${saysMore}`);
    const mayText = values[`${name}#`];
    if (mayText && !fits(mayText, text)) found.push(`${name}: ${text}`);
    element.in.forEach(look);
  };
  holds('', [root.name]);
  look(root);
  return found;
}

const fits = (may: readonly string[] | RegExp, value: string): boolean =>
  may instanceof RegExp ? may.test(value) : may.includes(value);

/** A name that leads to nothing in a PREMIS file, or to more than one thing. */
export function danglingIn(premis: XmlElement): string[] {
  const kinds = { Object: 'object', Event: 'event', Agent: 'agent', RightsStatement: 'rightsStatement' };
  const named = (element: XmlElement, name: string) =>
    everyIn(element)
      .filter((each) => each.name === name)
      .map((each) => each.in.map(({ text }) => text).join(' '));
  return Object.entries(kinds).flatMap(([kind, element]) => {
    const own = named(premis, `${element}Identifier`);
    const twice = own.filter((each, index) => own.indexOf(each) < index);
    return [...twice, ...named(premis, `linking${kind}Identifier`).filter((each) => !own.includes(each))];
  });
}

/** An element and all that stands in it. */
export const everyIn = (element: XmlElement): XmlElement[] => [element, ...element.in.flatMap(everyIn)];
