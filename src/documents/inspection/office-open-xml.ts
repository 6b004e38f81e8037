import { HarmfulFile, type Harm } from './harmful-file.js';
import { valueOf, type Element } from './read-xml.js';

export const CONTENT_TYPES = '[content_types].xml';
const ROOT_RELATIONSHIPS = '_rels/.rels';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const OFFICE_DOCUMENT = [
  'http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument',
  'http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument',
];
/** An address outside the package, also where it is not said to be one. */
const LEADS_OUT = /^\s*([a-z][a-z0-9+.-]*:|[\\/]{2})/i;

/** What a part is, by the list of contents, that nobody should open. */
const harmfulTypes: readonly (readonly [RegExp, Harm])[] = [
  [/macroenabled|vbaproject|vbadata|macrosheet|attachedtoolbars/, 'macros'],
  [/activex/, 'activex'],
  [/oleobject/, 'ole-object'],
  [/externallink|connections\+xml|querytable|volatiledependencies/, 'external-data'],
  [/x-ms-?download|x-msdos|x-executable|x-sh\b|javascript|vbscript|java-archive|\bhta\b/, 'program'],
];
/** What a part is to another, by the last word of the kind of relationship. */
const harmfulRelationships: readonly (readonly [RegExp, Harm])[] = [
  [/^(vbaproject|wordvbadata|xlmacrosheet|xlintlmacrosheet)/, 'macros'],
  [/^(control|activexcontrolbinary)$/, 'activex'],
  [/^oleobject$/, 'ole-object'],
  [/^(externallink|connections|querytable|volatiledependencies)/, 'external-data'],
  [/^afchunk$/, 'embedded-file'],
];

/** What the parts of an Office Open XML package say that they are, and are to each other. */
export class OfficeOpenXml {
  private readonly byName = new Map<string, string>();
  private readonly byExtension = new Map<string, string>();
  private readonly documents: string[] = [];

  /** Of `[Content_Types].xml`. @throws HarmfulFile */
  readonly contentType = (element: Element): void => {
    const type = valueOf(element, 'ContentType')?.split(';')[0]!.trim().toLowerCase();
    if (type === undefined) return;
    const name = valueOf(element, 'PartName')?.toLowerCase();
    const extension = valueOf(element, 'Extension')?.toLowerCase();
    refuse(harmfulTypes, type, name ?? `${extension}: ${type}`);
    if (element.uri !== `${PACKAGE}/content-types`) return;
    if (element.local === 'Override' && name) this.byName.set(name, type);
    if (element.local === 'Default' && extension) this.byExtension.set(extension, type);
  };

  /** Of a part that lists relationships. @throws HarmfulFile */
  relationshipsIn(part: string): (element: Element) => void {
    return (element) => {
      if (element.local !== 'Relationship') return;
      const [type = '', target = ''] = [valueOf(element, 'Type'), valueOf(element, 'Target')];
      const kind = type.split('/').at(-1)!.toLowerCase();
      refuse(harmfulRelationships, kind, target);
      const mode = valueOf(element, 'TargetMode')?.trim().toLowerCase() ?? 'internal';
      if (mode !== 'internal' || LEADS_OUT.test(target)) refuseOutside(kind, target);
      else if (part === ROOT_RELATIONSHIPS && OFFICE_DOCUMENT.includes(type)) this.documents.push(target);
    };
  }

  /** What a part is; part names differ in more than case. */
  typeOf(part: string): string | undefined {
    return this.byName.get(`/${part}`) ?? this.byExtension.get(part.split('.').at(-1)!);
  }

  /** What the whole is; undefined where it does not say, or says it twice. */
  get type(): string | undefined {
    const [target, ...others] = this.documents;
    if (target === undefined || others.length > 0) return undefined;
    const type = this.typeOf(target.replace(/^\//, '').toLowerCase());
    return /^(application\/vnd\.openxmlformats-officedocument\.[a-z.]+)\.main\+xml$/.exec(type ?? '')?.[1];
  }
}

export function isRelationships(part: string): boolean {
  return /(^|\/)_rels\/[^/]*\.rels$/.test(part);
}

/** Hyperlinks are followed by people; all else by the program that opens the document. */
function refuseOutside(kind: string, target: string): void {
  if (kind === 'hyperlink') return;
  throw new HarmfulFile(kind === 'attachedtemplate' ? 'remote-template' : 'external-target', target);
}

function refuse(table: typeof harmfulTypes, value: string, found: string): void {
  const harm = table.find(([pattern]) => pattern.test(value))?.[1];
  if (harm) throw new HarmfulFile(harm, found);
}

/** Finds the fields of a text by which another program is started. */
export class FieldCodes {
  private code = '';

  /** @throws HarmfulFile */
  readonly element = (element: Element): void => {
    if (element.local === 'fldSimple') this.check(valueOf(element, 'instr') ?? '');
    if (element.local !== 'fldChar') return;
    this.check(this.code);
    this.code = '';
  };

  readonly text = (text: string): void => {
    if (this.code.length < 1000) this.code += text;
  };

  private check(code: string): void {
    if (/^\s*"?DDE(AUTO)?\b/i.test(code)) throw new HarmfulFile('dde', code);
  }
}
