import type { Field } from './fields.js';
import type { Part } from './part.js';

/**
 * In minutes what others proposed stands below what was decided: only that is the decision. How a matter was prepared is a
 * section where what the matter is stands under a heading of its own.
 */
export function withOthersApart(parts: readonly Part[]): Part[] {
  const has = (field: Field, form: RegExp) =>
    parts.some((part) => part.field === field && form.test(part.heading?.text ?? ''));
  const isDecided = has('clauses', /s beslut$/iu);
  const isTold = has('matter', /^(?!.*beredning)/iu);
  return parts.map((part) => {
    const heading = part.heading?.text ?? '';
    const isOthers =
      (isDecided && part.field === 'clauses' && /s förslag$/iu.test(heading)) ||
      (isTold && part.field === 'matter' && /beredning/iu.test(heading));
    return isOthers ? { ...part, field: 'section' } : part;
  });
}

/** ”Tekniska serviceförvaltningen ser positivt på …” begins the assessment, when no heading does. */
const OWN_VIEW =
  /^(?:\p{Lu}[\p{L}-]+ ){0,3}[\p{L}-]*(?:förvaltningen|kontoret|nämnden|staben|förvaltning|förvaltningen för [\p{L}& ]{3,40}) (?:ser|bedömer|anser|tillstyrker|avstyrker|föreslår|har inget|ställer|välkomnar|delar|instämmer|konstaterar|vill|är positiv)/iu;

export function withAssessment(parts: readonly Part[]): Part[] {
  if (parts.some(({ field }) => field === 'assessment')) return [...parts];
  return parts.flatMap((part) => {
    if (part.field !== 'matter') return [part];
    const begins = part.lines.findIndex((line) => line.afterBlank && OWN_VIEW.test(line.text.slice(0, 160)));
    if (begins <= 0) return [part];
    const lines = part.lines.slice(begins);
    const assessment: Part = { field: 'assessment', value: '', lines, inferred: true };
    return [{ ...part, lines: part.lines.slice(0, begins) }, assessment];
  });
}
