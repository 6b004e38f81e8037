import { refusal, type Refusal } from '../../rules/refusals.js';
import type { CheckedTemplate } from '../../papers/word/word-template.js';

type Fault = CheckedTemplate['faults'][number];

const PLACES: readonly (readonly [RegExp, string, string])[] = [
  [/^document$/, 'i brödtexten', 'in the text'],
  [/^header/, 'i ett sidhuvud', 'in a header'],
  [/^footer/, 'i en sidfot', 'in a footer'],
];

function placed(place: string): readonly [sv: string, en: string] {
  const [, sv, en] = PLACES.find(([pattern]) => pattern.test(place)) ?? [null, 'i filen', 'in the file'];
  return [sv, en];
}

export const because = {
  notWord: refusal(
    'not-a-word-file',
    'Filen är inget Word-dokument (.docx) utan makron.',
    'The file is no Word document (.docx) without macros.',
  ),
  templateTooLarge: refusal(
    'template-too-large',
    'Mallen får vara högst 2 MB. Gör bilderna i den mindre.',
    'The template may have 2 MB at most. Make the pictures in it smaller.',
  ),
  unknownTag: refusal('unknown-tag', (tag: string, sv: string, en: string, known: string) => [
    `${tag} ${sv} finns inte. Där kan stå: ${known}.`,
    `${tag} ${en} is not there. There may be: ${known}.`,
  ]),
  outerLoop: refusal('outer-loop', (tag: string, sv: string, en: string, known: string) => [
    `${tag} ${sv} står inne i en annan slinga och hör inte till den. Där kan stå: ${known || 'ingen slinga'}.`,
    `${tag} ${en} stands within another loop and is not of it. There may be: ${known || 'no loop'}.`,
  ]),
  loopAsValue: refusal('loop-as-value', (tag: string, sv: string, en: string, pair: string) => [
    `${tag} ${sv} är en slinga och inget värde. Sätt det som ska upprepas mellan ${pair}.`,
    `${tag} ${en} is a loop and not a value. Put what is to be repeated between ${pair}.`,
  ]),
  rawTag: refusal('raw-tag', (tag: string, sv: string, en: string) => [
    `${tag} ${sv}: text kan inte sättas in som kod. Skriv utan @.`,
    `${tag} ${en}: text cannot be put in as code. Write it without @.`,
  ]),
  unclosedTag: refusal('unclosed-tag', (tag: string, sv: string, en: string) => [
    `${tag} ${sv} saknar sitt }.`,
    `${tag} ${en} lacks its }.`,
  ]),
  unopenedTag: refusal('unopened-tag', (tag: string, sv: string, en: string) => [
    `${tag} ${sv} saknar sitt {.`,
    `${tag} ${en} lacks its {.`,
  ]),
  unbalancedLoop: refusal('unbalanced-loop', (tag: string, sv: string, en: string) => [
    `${tag} ${sv}: en slinga som börjar med {#namn} slutar med {/namn}, och varje slinga inuti en annan slutar före den.`,
    `${tag} ${en}: a loop that begins with {#name} ends with {/name}, and one within another ends before it.`,
  ]),
  templateFault: refusal('template-fault', (tag: string, sv: string, en: string) => [
    `${tag} ${sv} går inte att läsa.`,
    `${tag} ${en} cannot be read.`,
  ]),
  templateUnusable: refusal(
    'template-unusable',
    'Mallen går inte att fylla i. Spara den på nytt i Word.',
    'The template cannot be filled in. Save it anew in Word.',
  ),
  leavesOut: refusal('template-leaves-out', (parts: string) => [
    `Mallen visar inte: ${parts}. Det som står där kommer inte med i Word-filen.`,
    `The template does not show: ${parts}. What stands there is not in the Word file.`,
  ]),
};

/** What is said of a fault in a template. */
export function refusalOf({ fault, place, tag, known }: Fault): Refusal {
  const [sv, en] = placed(place);
  const names = known.map((name) => `{${name}}`).join(', ');
  if (fault === 'unknown-tag') return because.unknownTag(tag, sv, en, names);
  if (fault === 'outer-loop') return because.outerLoop(tag, sv, en, names);
  if (fault === 'loop-as-value') return because.loopAsValue(tag, sv, en, names);
  if (tag === '') return because.templateUnusable;
  if (fault === 'raw-tag') return because.rawTag(tag, sv, en);
  if (fault.startsWith('unclosed_tag') || fault === 'duplicate_open_tag')
    return because.unclosedTag(tag, sv, en);
  if (fault.startsWith('unopened_tag') || fault === 'duplicate_close_tag')
    return because.unopenedTag(tag, sv, en);
  if (/loop|closing_tag/.test(fault)) return because.unbalancedLoop(tag, sv, en);
  return because.templateFault(tag, sv, en);
}
