import type { Stance } from '../../rules/stance.js';

/** Only what a clause says outright; a kind word in the assessment is no stance, nor are two that differ. */
export function stanceSaid(clauses: readonly string[]): Stance {
  const said = [...new Set(clauses.flatMap((clause) => stanceOf(clause.toLowerCase()) ?? []))];
  return said.length === 1 ? said[0]! : 'not-stated';
}

function stanceOf(clause: string): Stance | undefined {
  if (/avstår? från att (?:yttra|lämna)/u.test(clause)) return 'abstains';
  if (/(?:inget|inte (?:har |ha )?något) att (?:erinra|invända)|ingen erinran/u.test(clause))
    return 'no-objection';
  if (/avstyrk/u.test(clause)) return 'rejects';
  if (/(?:inte|ej) tillstyrk/u.test(clause)) return undefined;
  if (/tillstyrk|ställ(?:a|er) sig bakom/u.test(clause)) {
    return / men |med .{0,60}(?:synpunkt|tillägg|ändring|förbehåll)|under förutsättning/u.test(clause)
      ? 'supports-with-comments'
      : 'supports';
  }
  return /motion|medborgarförslag/u.test(clause) ? onMotion(clause) : undefined;
}

/** ”Besvaras med bifall” grants, and ”till förvaltningen för besvarande” answers nothing yet. */
function onMotion(clause: string): Stance | undefined {
  if (
    /\banses? .{0,80}besvarad|besvara(?:s|d)? (?:motionen |medborgarförslaget )?med hänvisning/u.test(clause)
  )
    return 'deemed-answered';
  if (/avsl(?:å|ag)/u.test(clause)) return 'refuse';
  return /bifall/u.test(clause) ? 'grant' : undefined;
}
