import { HarmfulFile } from './harmful-file.js';
import { valueOf, type Element } from './read-xml.js';

export const MANIFEST = 'meta-inf/manifest.xml';
/** Another scheme, another server, or up and out of the package. */
const LEADS_OUT = /^\s*([a-z][a-z0-9+.-]*:|[\\/]|\.\.\/)/i;
const MACRO = /^\s*(vnd\.sun\.star\.script|vnd\.sun\.star\.expand|macro|script|javascript|vbscript):/i;
/** Whose address is followed by people, or is only told. */
const FOLLOWED_BY_PEOPLE = new Set(['text:a', 'drawing:a', 'meta:template', 'meta:auto-reload']);
const NAMESPACE =
  /^urn:oasis:names:tc:opendocument:xmlns:([a-z]+):|^http:\/\/openoffice\.org\/2000\/([a-z]+)/;

/** What the parts of an OpenDocument package hold. */
export class OpenDocument {
  /** The parts that cannot be looked into. */
  readonly encrypted = new Set<string>();
  private entry = '';

  /** Of the manifest. @throws HarmfulFile */
  readonly inManifest = (element: Element): void => {
    if (element.local === 'file-entry') {
      this.entry = (valueOf(element, 'full-path') ?? '').toLowerCase();
      const type = valueOf(element, 'media-type') ?? '';
      if (/oleobject/i.test(type)) throw new HarmfulFile('ole-object', this.entry);
      if (/javascript|java-archive|x-java|basic-library|x-python/i.test(type))
        throw new HarmfulFile('macros', this.entry);
    }
    if (element.local === 'encryption-data') this.encrypted.add(this.entry);
  };

  /** Of content and styles. @throws HarmfulFile */
  readonly inContent = (element: Element): void => {
    const name = nameOf(element);
    if (name === 'office:script' || name === 'script:event-listener') throw new HarmfulFile('macros', name);
    if (name === 'drawing:object-ole') throw new HarmfulFile('ole-object', valueOf(element, 'href'));
    if (name === 'drawing:applet') throw new HarmfulFile('program', name);
    if (name === 'text:dde-connection-decl' || name === 'office:dde-source')
      throw new HarmfulFile('dde', name);
    const href = valueOf(element, 'href');
    if (href === undefined) return;
    if (MACRO.test(href)) throw new HarmfulFile('macros', href);
    if (!FOLLOWED_BY_PEOPLE.has(name) && LEADS_OUT.test(href)) throw new HarmfulFile('external-target', href);
  };
}

export function isContent(part: string): boolean {
  return /(^|\/)(content|styles|settings|meta)\.xml$/.test(part);
}

/** By its namespace, whatever the prefix: `drawing:a` is what most documents call `draw:a`. */
function nameOf({ uri, local }: Element): string {
  const [, urn, old] = NAMESPACE.exec(uri) ?? [];
  return `${urn ?? old ?? ''}:${local}`;
}
