import type { CompiledConsulteeView, CompiledPassageView } from './compilation.dto.js';
import { passageKey } from './passage-key.js';

/** What an officer has written: a summary of a question or a passage, or under which passage another one stands. */
export interface CompilationNote {
  readonly id: string;
  readonly kind: 'summary' | 'place';
  readonly question: number | null;
  readonly passage_key: string | null;
  /** Null where it was taken away. */
  readonly text: string | null;
}

export function summaryOf(
  notes: readonly CompilationNote[],
  of: { readonly question?: number; readonly key?: string },
): { summary: string | null; summaryId: string | null } {
  const note = notes.find(
    ({ kind, question, passage_key }) =>
      kind === 'summary' && question === (of.question ?? null) && passage_key === (of.key ?? null),
  );
  return { summary: note?.text ?? null, summaryId: note?.text == null ? null : note.id };
}

/**
 * Remarks on the same passage beside each other, however its heading was written and under whatever other name an officer
 * has found it, in the order they first come.
 */
export function passagesOf(
  consultees: readonly CompiledConsulteeView[],
  notes: readonly CompilationNote[],
): CompiledPassageView[] {
  const placings = new Map(
    notes.flatMap((note) => (note.kind === 'place' && note.text !== null ? [[note.passage_key!, note]] : [])),
  );
  const passages = new Map<string, CompiledPassageView>();
  for (const { consultationId, consultee, consulteeName, remarks } of consultees) {
    for (const remark of remarks) {
      const own = passageKey(remark.passage);
      const { key, name } = placeOf(own, remark.passage, placings);
      const gathered = passages.get(key) ?? {
        passage: name,
        names: [],
        ...summaryOf(notes, { key }),
        remarks: [],
      };
      passages.set(key, gathered);
      gathered.remarks.push({ consultationId, consultee, consulteeName, ...remark });
      const placing = placings.get(own);
      if (key !== own && placing && gathered.names.every(({ placedBy }) => placedBy !== placing.id))
        gathered.names.push({
          passage: remark.passage,
          placedBy: placing.id,
          ...summaryOf(notes, { key: own }),
        });
    }
  }
  return [...passages.values()];
}

/** Where a passage stands: what it was put under may have been put under another. One that would lead back stays where it is. */
function placeOf(
  own: string,
  passage: string,
  placings: ReadonlyMap<string, { readonly text: string | null }>,
): { key: string; name: string } {
  const seen = new Set([own]);
  let place = { key: own, name: passage };
  for (let next = placings.get(own)?.text; next; next = placings.get(place.key)?.text) {
    const key = passageKey(next);
    if (seen.has(key)) return { key: own, name: passage };
    seen.add(key);
    place = { key, name: next };
  }
  return place;
}
