import { placesIn, replaced, withJson, type Operation } from './operations.js';

/**
 * Texts that are recognised wherever they turn up: synthetic personal numbers of 1912, one for each place they
 * are planted in. Digits and a hyphen survive every escaping, folding of case and search index.
 */
export class Canaries {
  private readonly places: string[] = [];

  /** A new text, planted where the name says. */
  plant(where: string): string {
    const number = 1000 + this.places.push(where);
    return `19121212-${number}`;
  }

  /** Where the texts that turn up in something were planted. */
  in(something: string): string[] {
    const found = new Set(
      [...something.matchAll(/19121212-(\d{4})/g)].map(([, number]) => Number(number) - 1001),
    );
    return [...found].map((index) => this.places[index] ?? 'nowhere');
  }
}

/** Fields that hold whatever somebody writes. All other texts of the API are held to what they may be. */
const FREE = new Set([
  'about',
  'assessment',
  'basis',
  'because',
  'by',
  'comment',
  'decidedBy',
  'delegationBarred',
  'description',
  'heading',
  'how',
  'letter',
  'matter',
  'name',
  'note',
  'passage',
  'proposal',
  'question',
  'reason',
  'reference',
  'result',
  'sender',
  'provision',
  'summary',
  'text',
  'title',
  'under',
  'caseNumber',
  'classification',
  'relatedCases',
]);

/** The operation's own example with a canary in each of its free texts. */
export function planted(canaries: Canaries, { name, example }: Operation): Record<string, unknown> {
  const texts = placesIn(example).filter(({ value }) => typeof value === 'string');
  return texts.reduce((body, { place }) => {
    const field = place.findLast((part) => typeof part === 'string');
    if (field === 'email') return replaced(body, place, `${canaries.plant(`${name} email`)}@kommun.example`);
    return field !== undefined && FREE.has(field)
      ? replaced(body, place, canaries.plant(`${name} ${field}`))
      : body;
  }, example) as Record<string, unknown>;
}

export const operationNamed = (name: string): Operation =>
  withJson.find((operation) => operation.name === name)!;
