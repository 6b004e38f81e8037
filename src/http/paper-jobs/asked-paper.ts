import { API_BASE } from '../api-base.js';
import type { FileFormat } from '../../papers/formats.js';

/**
 * Which paper somebody asks for, by the ids, codes and numbers of its address. Words that a register is searched by are no
 * part of it, since they may be a name and a job is a row: whoever asks for such a job says them again.
 */
export type AskedPaper =
  | {
      readonly of: 'consultations' | 'referrals';
      readonly id: string;
      readonly kind: string;
      readonly version?: number | undefined;
    }
  | { readonly of: 'meetings'; readonly body: string; readonly id: string }
  | { readonly of: 'samples'; readonly body: string; readonly kind: string }
  | {
      readonly of: 'registers';
      readonly body: string;
      readonly from?: string | undefined;
      readonly to?: string | undefined;
    }
  | {
      readonly of: 'comparisons';
      readonly id: string;
      readonly version: number;
      readonly against?: number | undefined;
    };

/** Where the paper itself is fetched. @param words that a register is searched by. */
export function pathOf(asked: AskedPaper, format: FileFormat, words?: string): string {
  const { path, query } = addressOf(asked);
  // A sample is a Word file and nothing else.
  const form = asked.of === 'samples' ? undefined : format;
  const said = Object.entries<string | number | undefined>({ ...query, q: words, format: form }).flatMap(
    ([name, value]) => (value === undefined ? [] : [[name, String(value)]]),
  );
  return `${API_BASE}/${path}${said.length > 0 ? `?${new URLSearchParams(said).toString()}` : ''}`;
}

function addressOf(asked: AskedPaper): { path: string; query: Record<string, string | number | undefined> } {
  if (asked.of === 'meetings')
    return { path: `bodies/${encoded(asked.body)}/meetings/${encoded(asked.id)}/papers/agenda`, query: {} };
  if (asked.of === 'samples')
    return { path: `bodies/${encoded(asked.body)}/word-templates/${encoded(asked.kind)}/sample`, query: {} };
  if (asked.of === 'registers')
    return {
      path: `bodies/${encoded(asked.body)}/papers/register-list`,
      query: { from: asked.from, to: asked.to },
    };
  if (asked.of === 'comparisons')
    return {
      path: `consultations/${asked.id}/statement/versions/${asked.version}/comparison`,
      query: { against: asked.against },
    };
  return { path: `${asked.of}/${asked.id}/papers/${encoded(asked.kind)}`, query: { version: asked.version } };
}

const encoded = encodeURIComponent;
