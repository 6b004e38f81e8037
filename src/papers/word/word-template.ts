import Docxtemplater from 'docxtemplater';
import InspectModule from 'docxtemplater/js/inspect-module.js';
import PizZip from 'pizzip';
import { dated } from '../docx/dated.js';
import type { FormKind } from '../form/paper-form.js';
import type { Paper, PartName } from '../paper.js';
import { trialPaper } from './trial-paper.js';
import { partsLeftOut, SHAPE, wordDataOf, type Shape } from './word-data.js';

/** What is wrong with a template, and where. */
export interface TemplateFault {
  /** As the reader of templates calls it (`unclosed_tag`), or one of this check's own (`loop-as-value`), or `unreadable`. */
  readonly fault: string;
  /** The part of the file: `document`, `header1`, `footer1`. */
  readonly place: string;
  /** The tag, or what stands there. */
  readonly tag: string;
  /** What may stand there instead, where that is known. */
  readonly known: readonly string[];
}

export interface CheckedTemplate {
  readonly faults: readonly TemplateFault[];
  /** What such papers have and the template does not show. */
  readonly leavesOut: readonly PartName[];
}

/** Names are looked up among what the paper says, and nowhere else: not what every object has. */
const own = (tag: string) => ({
  get: (scope: unknown): unknown =>
    typeof scope === 'object' && scope !== null && Object.hasOwn(scope, tag)
      ? (scope as Record<string, unknown>)[tag]
      : undefined,
});

interface Inspected {
  fullInspected: Readonly<Record<string, unknown>>;
  getStructuredTags: (file: string) => readonly Tag[];
}

interface Tag {
  readonly value: string;
  readonly module?: string;
  readonly location?: string;
  /** Shown where there is nothing: `{^name}`. */
  readonly inverted?: boolean;
  readonly subparsed?: readonly Tag[];
}

/** What the package is, whatever its types say: a function that makes one. */
const inspectModule = InspectModule as unknown as () => Inspected;

function opened(template: Uint8Array, modules: readonly object[] = []): Docxtemplater {
  return new Docxtemplater(new PizZip(template), {
    paragraphLoop: true,
    linebreaks: true,
    errorLogging: false,
    // A template could else make other signs begin its tags.
    syntax: { changeDelimiterPrefix: null },
    parser: own,
    nullGetter: () => '',
    modules: [...modules] as never,
  });
}

/**
 * A paper in a Word template that somebody has made. What people wrote is put into it as text: nothing in it is a tag, a
 * field or markup. The same paper in the same template is the same bytes.
 *
 * @throws Error for a template that `checkTemplate` finds faults in.
 */
export function fillTemplate(template: Uint8Array, paper: Paper): Uint8Array {
  const document = opened(template);
  document.render(wordDataOf(paper));
  return dated(document.getZip().generate({ type: 'uint8array' }), paper.writtenAt);
}

/** Everything that is wrong with a template, in all of its parts and when it is filled in, and what it shows nothing of. */
export function checkTemplate(template: Uint8Array, kind: FormKind): CheckedTemplate {
  const inspect = inspectModule();
  const broken = faultsOf(() => opened(template, [inspect]));
  const shown = new Set<string>();
  const unknown = Object.keys(inspect.fullInspected ?? {}).flatMap((file) => {
    const tags = inspect.getStructuredTags(file);
    // Of a part with broken loops it is not known what stands in which.
    return broken.length > 0
      ? tags.flatMap((tag) => unknownAnywhere(tag, file))
      : unknownIn(tags, [SHAPE], file, shown);
  });
  const found = [...broken, ...unknown];
  const faults = found.length > 0 ? found : faultsOf(() => fillTemplate(template, trialPaper(kind)));
  return { faults, leavesOut: faults.length > 0 ? [] : partsLeftOut(shown, kind) };
}

interface Complaint {
  readonly properties?: {
    readonly id?: string;
    readonly xtag?: string;
    readonly context?: string;
    readonly explanation?: string;
    readonly file?: string;
    readonly openingtag?: string;
    readonly errors?: readonly Complaint[];
  };
}

function faultsOf(open: () => unknown): TemplateFault[] {
  try {
    open();
    return [];
  } catch (error) {
    const { properties = {} } = error as Complaint;
    return (properties.errors ?? [error as Complaint]).map(({ properties: told = {} }) => ({
      fault: told.id ?? 'unreadable',
      place: placeOf(told.file ?? ''),
      tag: told.context ?? told.xtag ?? told.openingtag ?? quoted(told.explanation),
      known: [],
    }));
  }
}

/** The tags that a complaint about several names. */
const quoted = (explanation = ''): string => (explanation.match(/\{[^{}]*\}|"[^"]*"/g) ?? []).join(' ');

const placeOf = (file: string): string => file.replace(/^.*\//, '').replace(/\.xml$/, '');

/**
 * Values may be of what is outside a loop too. A loop may not: all parts within each part would be so many times as many
 * each time, until nothing can hold them.
 */
function unknownIn(
  tags: readonly Tag[],
  scopes: readonly Shape[],
  file: string,
  shown: Set<string>,
): TemplateFault[] {
  return tags.flatMap(({ value, module, inverted, subparsed }): TemplateFault[] => {
    if (module === 'rawxml') return [faultAt('raw-tag', value, file, scopes)];
    const scope = scopes.find((each) => Object.hasOwn(each, value));
    const found = scope?.[value];
    if (found === undefined) return [faultAt('unknown-tag', value, file, scopes)];
    shown.add(value);
    if (!subparsed) return found === 'value' ? [] : [loopAsValue(value, file)];
    if (found === 'value' || inverted) return unknownIn(subparsed, scopes, file, shown);
    if (scope !== scopes[0]) return [outerLoop(value, file, scopes)];
    return unknownIn(subparsed, [found, ...scopes], file, shown);
  });
}

const faultAt = (fault: string, tag: string, file: string, [scope]: readonly Shape[]): TemplateFault => ({
  fault,
  place: placeOf(file),
  tag: `{${tag}}`,
  known: Object.keys(scope!),
});

const outerLoop = (tag: string, file: string, [scope]: readonly Shape[]): TemplateFault => ({
  fault: 'outer-loop',
  place: placeOf(file),
  tag: `{#${tag}}`,
  known: Object.entries(scope!).flatMap(([name, inner]) => (inner === 'value' ? [] : `#${name}`)),
});

/** Where a text belongs, a list would be shown as `[object Object]`. */
const loopAsValue = (tag: string, file: string): TemplateFault => ({
  fault: 'loop-as-value',
  place: placeOf(file),
  tag: `{${tag}}`,
  known: [`#${tag}`, `/${tag}`],
});

const everyName = (shape: Shape): string[] =>
  Object.entries(shape).flatMap(([name, inner]) => [name, ...(inner === 'value' ? [] : everyName(inner))]);
const NAMES: ReadonlySet<string> = new Set(everyName(SHAPE));

function unknownAnywhere({ value, module, location, subparsed = [] }: Tag, file: string): TemplateFault[] {
  const within = subparsed.flatMap((tag) => unknownAnywhere(tag, file));
  if (module === 'rawxml') return [faultAt('raw-tag', value, file, [SHAPE]), ...within];
  const isEnd = location === 'end' || value === '';
  return isEnd || NAMES.has(value) ? within : [faultAt('unknown-tag', value, file, [SHAPE]), ...within];
}
