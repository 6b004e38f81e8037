import { XMLParser, XMLValidator } from 'fast-xml-parser';

/** An XML element: its name without a prefix, its attributes, what stands in it. */
export interface XmlElement {
  readonly name: string;
  readonly at: Readonly<Record<string, string>>;
  readonly text: string;
  readonly in: readonly XmlElement[];
}

type Ordered = Record<string, Ordered[] | string | number> & { ':@'?: Record<string, string> };

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  parseAttributeValue: false,
});

export function readXml(xml: Buffer | string): XmlElement {
  const text = xml.toString();
  const valid = XMLValidator.validate(text);
  if (valid !== true) throw new Error(JSON.stringify(valid));
  const root = (parser.parse(text) as Ordered[]).find((each) => !('?xml' in each));
  return elementOf(root!);
}

function elementOf({ ':@': at = {}, ...named }: Ordered): XmlElement {
  const [[name, content]] = Object.entries(named) as [[string, Ordered[]]];
  const texts = content.flatMap((each) => ('#text' in each ? [`${each['#text'] as string | number}`] : []));
  const elements = content.filter((each) => !('#text' in each)).map(elementOf);
  return { name: name.split(':').at(-1)!, at, text: texts.join(''), in: elements };
}

/** The elements that a way of names leads to. */
export const along = (from: XmlElement, ...names: string[]): XmlElement[] =>
  names.reduce((found, name) => found.flatMap((each) => each.in.filter((child) => child.name === name)), [
    from,
  ] as XmlElement[]);
