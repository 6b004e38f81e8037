import type { Sent } from '../channel.js';
import type { Answer } from './post-to-endpoint.js';

const GONE = 'http-410';
export const isGone = (sent: Sent): boolean => sent.outcome === 'refused' && sent.code === GONE;

/** 2xx is received; 410 is never again; all else is worth another try, later where the receiver says when. */
export function outcomeOf(answer: Answer): Sent {
  if ('noAnswer' in answer) return { outcome: 'try-again', code: answer.noAnswer };
  const { status, retryAfter } = answer;
  const code = `http-${status}`;
  if (status >= 200 && status < 300) return { outcome: 'delivered', reference: code };
  if (code === GONE) return { outcome: 'refused', code };
  const seconds = status === 429 || status === 503 ? secondsOf(retryAfter) : undefined;
  return { outcome: 'try-again', code, ...(seconds !== undefined && { retryAfterSeconds: seconds }) };
}

/** `Retry-After` is a number of seconds or a date; what is neither, or has passed, says nothing. */
function secondsOf(retryAfter: string | undefined): number | undefined {
  if (retryAfter === undefined) return undefined;
  const seconds = /^\d{1,9}$/.test(retryAfter)
    ? Number(retryAfter)
    : Math.ceil((Date.parse(retryAfter) - Date.now()) / 1000);
  return seconds > 0 ? seconds : undefined;
}
