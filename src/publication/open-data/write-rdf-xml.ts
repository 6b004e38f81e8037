import { create } from 'xmlbuilder2';
import type { XMLBuilder } from 'xmlbuilder2/lib/interfaces.js';
import { xmlText } from '../../rules/xml-text.js';
import type { Catalogue, Literal, Node, Value } from './describe-catalog.js';

const RDF = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#';

/** The same graph as RDF/XML, which is what Sveriges dataportal harvests. */
export function writeRdfXml({ '@context': prefixes, '@graph': nodes }: Catalogue): string {
  const names = Object.entries({ rdf: RDF, ...prefixes }).map(([prefix, uri]) => [`xmlns:${prefix}`, uri]);
  const root = create({ version: '1.0', encoding: 'UTF-8' }).ele('rdf:RDF', Object.fromEntries(names));
  for (const node of nodes) writeNode(root, node, prefixes);
  return root.end({ prettyPrint: true });
}

function writeNode(parent: XMLBuilder, node: Node, prefixes: Catalogue['@context']): void {
  const { '@id': id, '@type': type, ...properties } = node;
  const element = parent.ele(type, id === undefined ? {} : { 'rdf:about': id });
  for (const [name, values] of Object.entries(properties)) {
    const all = Array.isArray(values) ? (values as readonly Value[]) : [values as Value];
    for (const value of all) writeProperty(element, name, value, prefixes);
  }
}

function writeProperty(
  element: XMLBuilder,
  name: string,
  value: Value,
  prefixes: Catalogue['@context'],
): void {
  if (typeof value === 'string') element.ele(name).txt(xmlText(value));
  else if (isLiteral(value)) element.ele(name, attributesOf(value, prefixes)).txt(xmlText(value['@value']));
  else if (isNode(value)) writeNode(element.ele(name), value, prefixes);
  else element.ele(name, { 'rdf:resource': value['@id'] });
}

const isLiteral = (value: Exclude<Value, string>): value is Literal => '@value' in value;
const isNode = (value: Exclude<Value, string>): value is Node => '@type' in value;

/** The language of a text, or the whole address of a type that has a prefix. */
function attributesOf({ '@language': language, '@type': type }: Literal, prefixes: Catalogue['@context']) {
  return {
    ...(language !== undefined && { 'xml:lang': language }),
    ...(type !== undefined && {
      'rdf:datatype': type.replace(/^(\w+):/, (_, prefix: string) => prefixes[prefix] ?? prefix),
    }),
  };
}
