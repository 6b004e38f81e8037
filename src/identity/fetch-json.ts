const MOST_MS = 5000;
const MOST_BYTES = 512 * 1024;

/**
 * What the issuer publishes at an address, in at most 5 seconds and half a mebibyte, which is ten times what
 * any of them publishes. A redirect is not followed: it could lead anywhere, also inside the own network.
 *
 * @throws Error with a reason for the log, which never holds anything that the issuer wrote.
 */
export async function fetchJson(address: string): Promise<Record<string, unknown>> {
  const signal = AbortSignal.timeout(MOST_MS);
  const response = await fetch(address, {
    signal,
    redirect: 'manual',
    headers: { accept: 'application/json' },
  });
  if (response.status !== 200) {
    await response.body?.cancel();
    throw new Error(`answered ${response.status}`);
  }
  const content = parsed(await read(response));
  if (typeof content === 'object' && content !== null) return content as Record<string, unknown>;
  throw new Error('answered something else than a JSON object');
}

async function read(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  // Leaving the loop cancels the download, so that an answer that is too large is not read to its end.
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > MOST_BYTES) throw new Error(`answered more than ${MOST_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error('answered something else than JSON');
  }
}

/** Why a fetch failed, in a few words: fetch itself says only “fetch failed”. */
export function reasonOf(failed: unknown): string {
  const { name, message, cause } = failed as Error & { cause?: { code?: string } };
  if (name === 'TimeoutError') return `no answer within ${MOST_MS / 1000} s`;
  return cause?.code ?? message;
}
