import type { Actor, Role } from '../rules/actor.js';
import type {
  ConfidentialType,
  ConfidentialityView,
  ConfidentialView,
  SeenBy,
} from './confidentiality.dto.js';

/** A record that a marking may be of: its id, its list and the code of the body whose it is, as SQL. */
export interface Markable {
  readonly type: ConfidentialType;
  readonly id: string;
  readonly list: string;
  readonly owner: string;
}

export type Marking = Omit<ConfidentialityView, 'seenBy'> & {
  readonly seenBy: readonly string[];
  readonly owner: string;
};

/** SQL of the markings that apply to a record, as JSON (`Marking`); NULL when none does, which costs no look. */
export function markingsOf(...objects: readonly Markable[]): string {
  const some = `num_nonnulls(${objects.map(({ list }) => list).join(', ')}) > 0`;
  const named = objects.map(({ type, id, owner }) => `('${type}', ${id}, ${owner})`).join(', ');
  return `CASE WHEN ${some} THEN (SELECT coalesce(json_agg(json_build_object('of', object_type, 'provision', provision,
      'decidedOn', decided_on, 'authority', authority, 'seenBy', seen_by, 'othersSee', others_see, 'owner', owner)
      ORDER BY object_type), '[]')
    FROM confidentiality JOIN (VALUES ${named}) AS marked (object_type, object_id, owner) USING (object_type, object_id)) END`;
}

/** The markings of the caller's own bodies: whom another authority lets see what is nobody else's business. */
export function confidentialView(markings: readonly Marking[] | null, actor: Actor): ConfidentialView {
  const bodies = [...actor.staffOf, ...actor.readerOf];
  return {
    confidential: markings !== null,
    confidentiality: (markings ?? [])
      .filter(({ owner }) => bodies.includes(owner))
      .map(({ owner: _owner, ...marking }) => ({ ...marking, seenBy: marking.seenBy.map(seenByOf) })),
  };
}

export function markOf({ body, role, person }: SeenBy): string {
  if (person !== undefined) return `@${person}`;
  return role === undefined ? body! : `${body}:${role}`;
}

export function seenByOf(mark: string): SeenBy {
  if (mark.startsWith('@')) return { person: mark.slice(1) };
  const [body, role] = mark.split(':') as [string, Role | undefined];
  return role === undefined ? { body } : { body, role };
}
