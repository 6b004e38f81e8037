import { document, XSI, type Element } from './xml.js';

export const FACTS_NAMESPACE = 'urn:yttra:facts:1';
export const FACTS_SCHEMA_FILE = 'yttra-facts.xsd';

type Value =
  string | number | boolean | null | undefined | Date | readonly Value[] | { readonly [name: string]: Value };

/** What a register knows of a case, field by field as the API calls them; what is null or empty is left out. */
export const factsXml = (facts: object): string =>
  document([
    'facts',
    {
      xmlns: FACTS_NAMESPACE,
      'xmlns:xsi': XSI,
      'xsi:schemaLocation': `${FACTS_NAMESPACE} ../../../schemas/${FACTS_SCHEMA_FILE}`,
    },
    ...fieldsOf(facts as { readonly [name: string]: Value }),
  ]);

const fieldsOf = (facts: { readonly [name: string]: Value }): Element[] =>
  Object.entries(facts).flatMap(([name, value]) => {
    const element = elementOf(value, { name });
    return element ? [element] : [];
  });

function elementOf(value: Value, named: { readonly name?: string }): Element | undefined {
  if (value === null || value === undefined) return undefined;
  if (value instanceof Date) return ['value', named, value.toISOString()];
  if (Array.isArray(value)) {
    const items = (value as readonly Value[])
      .map((item) => elementOf(item, {}))
      .filter((item) => item !== undefined);
    return items.length === 0 ? undefined : ['list', named, ...items];
  }
  if (typeof value === 'object')
    return ['record', named, ...fieldsOf(value as { readonly [name: string]: Value })];
  return ['value', named, String(value)];
}

/** What `factsXml` writes, for whoever reads it when Yttra is gone. */
export const FACTS_SCHEMA = `<?xml version="1.0" encoding="UTF-8"?>
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="${FACTS_NAMESPACE}" targetNamespace="${FACTS_NAMESPACE}" elementFormDefault="qualified">
  <xs:annotation>
    <xs:documentation xml:lang="sv">Uppgifter ur Yttras diarium om ett ärende. En uppgift (value) har ett namn och ett värde som text: tal, datum (2026-11-28) och tidpunkter i UTC (2026-11-28T09:12:04.000Z) står som sådana. En post (record) har uppgifter, och en lista (list) har uppgifter eller poster i ordning.</xs:documentation>
    <xs:documentation xml:lang="en">Facts of a case from the register of Yttra. A value has a name and text; a record has values, records and lists by name; a list has values or records in order.</xs:documentation>
  </xs:annotation>
  <xs:element name="facts" type="fields"/>
  <xs:complexType name="fields">
    <xs:choice minOccurs="0" maxOccurs="unbounded">
      <xs:element name="value" type="value"/>
      <xs:element name="record" type="named"/>
      <xs:element name="list" type="named"/>
    </xs:choice>
  </xs:complexType>
  <xs:complexType name="value">
    <xs:simpleContent>
      <xs:extension base="xs:string">
        <xs:attribute name="name" type="xs:string"/>
      </xs:extension>
    </xs:simpleContent>
  </xs:complexType>
  <xs:complexType name="named">
    <xs:complexContent>
      <xs:extension base="fields">
        <xs:attribute name="name" type="xs:string"/>
      </xs:extension>
    </xs:complexContent>
  </xs:complexType>
</xs:schema>
`;
