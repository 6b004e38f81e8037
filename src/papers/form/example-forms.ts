import type { Texts } from '../../rules/texts.js';
import { PARTS_OF, plainForm, type FormKind, type FormPart, type PaperForm } from './paper-form.js';

/** Kinds of papers that there are examples for. */
const WITH_EXAMPLES = ['staff-report', 'statement'] as const satisfies readonly FormKind[];

interface Example {
  readonly words: Texts;
  readonly form: Partial<Omit<PaperForm, 'parts'>>;
  /** Those of a staff report; what a statement has besides stands where the proposal does. */
  readonly parts: readonly FormPart[];
}

const part = (name: FormPart['part'], heading: string): FormPart => ({ part: name, heading });

/** How municipalities shape a staff report, by what has been published; one is chosen and then changed. */
export const EXAMPLES = {
  'beslutsunderlag-forst': {
    words: {
      sv: 'Att-satser, med beslutsunderlaget före förslaget',
      en: 'Att-clauses, with the basis of the decision before the proposal',
    },
    form: {},
    parts: [
      part('summary', 'Sammanfattning'),
      part('basis', 'Beslutsunderlag'),
      part('proposal', 'Förvaltningens förslag till beslut'),
      part('recipients', 'Beslutet skickas till'),
      part('matter', 'Ärendet'),
      part('assessment', ''),
      part('sections', ''),
    ],
  },
  malmo: {
    words: { sv: 'Som i Malmö', en: 'As in Malmö' },
    form: { clauses: 'sentences', labels: { ownNumber: 'Diarienummer' } },
    parts: [
      part('summary', 'Sammanfattning'),
      part('proposal', 'Förslag till beslut'),
      part('basis', 'Beslutsunderlag'),
      part('section', 'Beslutsplanering'),
      part('recipients', 'Beslutet skickas till'),
      part('matter', 'Ärendet'),
      part('assessment', 'Bedömning'),
      part('sections', ''),
    ],
  },
  nacka: {
    words: {
      sv: 'Som i Nacka: förslaget först, numrerade meningar',
      en: 'As in Nacka: the proposal first, numbered sentences',
    },
    form: { clauses: 'numbered', labels: { ownNumber: 'Dnr', theirNumber: 'Er beteckning' } },
    parts: [
      part('proposal', 'Förslag till beslut'),
      part('summary', 'Sammanfattning'),
      part('matter', 'Ärendet'),
      part('assessment', 'Förvaltningens bedömning'),
      part('section', 'Ekonomiska konsekvenser'),
      part('section', 'Konsekvenser för barn'),
      part('sections', ''),
      part('basis', 'Handlingar i ärendet'),
      part('recipients', 'Beslutet skickas till'),
    ],
  },
  goteborg: {
    words: {
      sv: 'Som i Göteborg: tjänsteutlåtande med perspektiv',
      en: 'As in Gothenburg: a report with perspectives',
    },
    form: {
      name: 'Tjänsteutlåtande',
      clauses: 'numbered',
      labels: { day: 'Utfärdat', ownNumber: 'Diarienummer' },
      signatures: [{ name: '', title: 'Förvaltningschef' }],
    },
    parts: [
      part('proposal', 'Förslag till beslut'),
      part('summary', 'Sammanfattning'),
      part('section', 'Ekonomiska konsekvenser'),
      part('section', 'Barn-, mångfalds-, jämställdhets- och miljöperspektiv'),
      part('matter', 'Ärendet'),
      part('assessment', 'Förvaltningens bedömning'),
      part('sections', ''),
    ],
  },
  sollentuna: {
    words: { sv: 'Som i Sollentuna: punkter', en: 'As in Sollentuna: points' },
    form: { name: 'Tjänsteutlåtande', clauses: 'points' },
    parts: [
      part('proposal', 'Förslag till beslut'),
      part('summary', 'Sammanfattning'),
      part('matter', 'Beskrivning av ärendet'),
      part('assessment', 'Synpunkter'),
      part('sections', ''),
      part('basis', 'Bilagor'),
      part('recipients', 'Expedieras till'),
    ],
  },
  tyreso: {
    words: {
      sv: 'Som i Tyresö: bakgrund och perspektiv före förslaget',
      en: 'As in Tyresö: background and perspectives before the proposal',
    },
    form: { clauses: 'points' },
    parts: [
      part('summary', 'Sammanfattning'),
      part('matter', 'Bakgrund'),
      part('section', 'Barnrättsperspektiv'),
      part('sections', ''),
      part('assessment', 'Synpunkter och bedömning'),
      part('proposal', 'Förslag till beslut'),
      part('basis', 'Bilagor'),
      part('recipients', 'Expedieras till'),
    ],
  },
} as const satisfies Record<string, Example>;

export type ExampleName = keyof typeof EXAMPLES;
export const EXAMPLE_NAMES = Object.keys(EXAMPLES) as ExampleName[];

/** An example as a form of this kind of paper; undefined where there is none. A statement keeps its own name. */
export function exampleForm(name: ExampleName, kind: FormKind): PaperForm | undefined {
  if (!WITH_EXAMPLES.some((each) => each === kind)) return undefined;
  const { form, parts }: Example = EXAMPLES[name];
  const known: readonly string[] = ['section', ...PARTS_OF[kind]];
  const placed = parts.flatMap((each) =>
    each.part === 'proposal' ? [each, part('decision', 'Beslut')] : [each],
  );
  return {
    ...plainForm(kind),
    ...form,
    ...(kind === 'statement' && { name: null, signatures: [] }),
    parts: placed.filter((each) => known.includes(each.part)),
  };
}
