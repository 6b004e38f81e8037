import type { Sent } from '../channel.js';
import type { Answer } from './post-to-endpoint.js';

const GONE = 'http-410';
export const isGone = (sent: Sent): boolean => sent.outcome === 'refused' && sent.code === GONE;

/**
 * 2xx means received. 410 means that the endpoint is gone, so it is disabled. After anything else it is tried again, no
 * sooner than `Retry-After` says.
 */
export function outcomeOf(answer: Answer): Sent {
  if ('noAnswer' in answer) return { outcome: 'try-again', code: answer.noAnswer };
  const { status, retryAfter } = answer;
  const code = `http-${status}`;
  if (status >= 200 && status < 300) return { outcome: 'delivered', reference: code };
  if (code === GONE) return { outcome: 'refused', code };
  const seconds = status === 429 || status === 503 ? secondsOf(retryAfter) : undefined;
  return { outcome: 'try-again', code, ...(seconds !== undefined && { retryAfterSeconds: seconds }) };
}

/** Seconds to wait by `Retry-After`, which is a number or a date; undefined where it is neither, or has passed. */
function secondsOf(retryAfter: string | undefined): number | undefined {
  if (retryAfter === undefined) return undefined;
  const seconds = /^\d{1,9}$/.test(retryAfter)
    ? Number(retryAfter)
    : Math.ceil((Date.parse(retryAfter) - Date.now()) / 1000);
  return seconds > 0 ? seconds : undefined;
}
