import { readFileSync } from 'node:fs';
import autocannon, { type Request } from 'autocannon';

/** One kind of request, at the service and at the limit. */
export interface Scenario {
  readonly name: string;
  /** The ratio to the limit that the service aims at. */
  readonly aim: number;
  readonly service: Target;
  readonly limit: Target;
}

export interface Target {
  readonly url: string;
  readonly pid: number;
  readonly headers?: Record<string, string>;
  /** Each in turn; one GET of `url` when left out. */
  readonly requests?: Request[];
}

export interface Measured {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly cpuMsPerRequest: number;
  readonly memoryMiB: number;
}

const CONNECTIONS = 16;

/** Service and limit in turn, several rounds, so that what the machine does meanwhile falls on both; medians. */
export async function compare(
  scenario: Scenario,
  rounds: number,
  seconds: number,
): Promise<[Measured, Measured]> {
  const service: Measured[] = [];
  const limit: Measured[] = [];
  await load(scenario.service, 1);
  await load(scenario.limit, 1);
  for (let round = 0; round < rounds; round++) {
    service.push(await load(scenario.service, seconds));
    limit.push(await load(scenario.limit, seconds));
  }
  return [median(service), median(limit)];
}

async function load({ url, pid, headers = {}, requests }: Target, seconds: number): Promise<Measured> {
  const before = cpuMs(pid);
  const {
    requests: made,
    latency,
    non2xx,
    errors,
    statusCodeStats,
  } = await autocannon({
    url,
    headers,
    connections: CONNECTIONS,
    duration: seconds,
    ...(requests && { requests }),
  });
  if (non2xx > 0 || errors > 0) {
    throw new Error(
      `${url} ${JSON.stringify(requests?.[0])}: ${errors} failed, ${JSON.stringify(statusCodeStats)}`,
    );
  }
  return {
    perSecond: made.average,
    p50: latency.p50,
    p99: latency.p99,
    cpuMsPerRequest: (cpuMs(pid) - before) / made.total,
    memoryMiB: memoryMiB(pid),
  };
}

function median(rounds: readonly Measured[]): Measured {
  return [...rounds].sort((a, b) => a.perSecond - b.perSecond)[Math.floor(rounds.length / 2)]!;
}

/** Time on the processor so far, in milliseconds, as Linux counts it. */
function cpuMs(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

export function memoryMiB(pid: number): number {
  const [, kib] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Math.round(Number(kib) / 1024);
}
