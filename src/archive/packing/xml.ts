import { create } from 'xmlbuilder2';
import type { XMLBuilder } from 'xmlbuilder2/lib/interfaces.js';
import { xmlText } from '../../rules/xml-text.js';

export const XLINK = 'http://www.w3.org/1999/xlink';
export const XSI = 'http://www.w3.org/2001/XMLSchema-instance';

/** An element: its name, its attributes, and what stands in it. One that is null or undefined is left out. */
export type Element = readonly [
  name: string,
  attributes: Readonly<Record<string, string | number | null | undefined>>,
  ...content: (Element | string | null | undefined)[],
];

/** An XML document of its elements; whatever stands in it as text is text. */
export function document(root: Element): string {
  const xml = create({ version: '1.0', encoding: 'UTF-8' });
  write(xml, root);
  return `${xml.end({ prettyPrint: true })}\n`;
}

function write(parent: XMLBuilder, [name, attributes, ...content]: Element): void {
  const given = Object.entries(attributes).flatMap(([attribute, value]) =>
    value === null || value === undefined ? [] : [[attribute, xmlText(String(value))] as const],
  );
  const element = parent.ele(name, Object.fromEntries(given));
  for (const part of content) {
    if (typeof part === 'string') element.txt(xmlText(part));
    else if (part) write(element, part);
  }
}
