import { Inject, Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../config/clock.js';
import { SETTINGS, type Settings } from '../config/settings.js';
import { inWorkers, WorksPeriodically } from '../database/periodic-work.js';
import { loggable } from '../database/loggable.js';
import { Renderers } from '../papers/renderers.js';
import { ContentGone, DomainError } from '../rules/problem.js';
import type { Signer } from '../rules/signatures.js';
import { CLAIM, type ClaimedRequest } from './claimed-request.js';
import { EndRequest, type End } from './end-request.js';
import { FreezeAndAsk } from './freeze-and-ask.js';
import { EndedMeanwhile, ReceiveSignedPaper, SignedSomethingElse } from './receive-signed-paper.js';
import {
  ProviderFailed,
  SIGNATURE_PROVIDER,
  type Progress,
  type SignatureProvider,
} from './signature-provider.js';

/** Beside the time that a paper may take, twice: for reading it back, for a virus scanner, and for a slow provider. */
const LEASE_BESIDES_SECONDS = 300;
/** After so many attempts in a row that have failed the registrar is told, once; the attempts go on. */
const TOLD_AFTER = 5;

/**
 * Hands papers over to be signed and looks for what has become of them, one after the other in each worker. The row is the
 * promise: what a killed worker has begun is due again when its lease runs out, and what has failed is tried again, ever
 * later. No transaction is open while a provider is asked.
 */
@Injectable()
export class HandleRequests extends WorksPeriodically {
  private readonly log = new Logger(HandleRequests.name);

  constructor(
    private readonly dataSource: DataSource,
    private readonly freezeAndAsk: FreezeAndAsk,
    private readonly receiving: ReceiveSignedPaper,
    private readonly endRequest: EndRequest,
    private readonly renderers: Renderers,
    private readonly clock: Clock,
    @Inject(SIGNATURE_PROVIDER) private readonly provider: SignatureProvider | null,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {
    super(provider === null ? undefined : inWorkers(settings, settings.RECONCILE_SECONDS));
  }

  /** That there is a worker with a provider is what makes the step possible, in every process. */
  protected async round(stopping: AbortSignal): Promise<void> {
    const { provider } = this;
    if (provider === null) return;
    await this.dataSource.query(
      `INSERT INTO signature_providers (name, seen_at) VALUES ($1, now())
       ON CONFLICT (name) DO UPDATE SET seen_at = excluded.seen_at`,
      [provider.name],
    );
    for (let request = await this.claim(); request && !stopping.aborted; request = await this.claim())
      await this.attempt(provider, request);
  }

  private async claim(): Promise<ClaimedRequest | undefined> {
    const lease = 2 * this.settings.PAPER_SECONDS + LEASE_BESIDES_SECONDS;
    const [[claimed]]: [ClaimedRequest[], number] = await this.dataSource.query(CLAIM, [
      lease,
      this.clock.today(),
    ]);
    return claimed;
  }

  private async attempt(provider: SignatureProvider, request: ClaimedRequest): Promise<void> {
    try {
      await this.goOn(provider, request);
    } catch (error) {
      if (error instanceof EndedMeanwhile) return;
      if (error instanceof SignedSomethingElse)
        return this.end(request, { state: 'failed', because: 'signed-something-else' });
      if (error instanceof ContentGone) return this.end(request, { state: 'failed', because: 'paper-gone' });
      if (this.renderers.isStopped) return this.settle(request, 'failures = failures', 0);
      await this.failed(request, error);
    }
  }

  private async goOn(provider: SignatureProvider, request: ClaimedRequest): Promise<void> {
    const { state, overtaken } = request;
    if (state !== 'promised' && state !== 'waiting') {
      await provider.withdraw(request.id);
      return this.settle(request, 'last_error = NULL', null);
    }
    if (overtaken !== null) return this.end(request, { state: 'withdrawn', because: overtaken });
    if (state === 'waiting') return this.look(provider, request);
    if (this.clock.today() > request.last_day) return this.end(request, { state: 'timed-out' });
    await this.freezeAndAsk.ask(provider, request);
    await this.settle(request, "state = 'waiting', failures = 0, last_error = NULL");
  }

  private async look(provider: SignatureProvider, request: ClaimedRequest): Promise<void> {
    const progress = await provider.look(request.id);
    const signers = signersOf(request, progress, this.clock.now());
    await this.dataSource.query(
      'UPDATE signature_requests SET signers = $3 WHERE id = $1 AND attempts = $2 AND ended_at IS NULL',
      [request.id, request.attempts, JSON.stringify(signers)],
    );
    if (progress.state === 'signed') {
      const frozen = await this.freezeAndAsk.bytesOf(request.sha256 ?? '');
      return this.receiving.receive(request, frozen, progress);
    }
    if (progress.state === 'refused') return this.end(request, { state: 'refused' });
    if (progress.state === 'failed')
      return this.end(request, { state: 'failed', because: 'provider-failed' });
    if (progress.state === 'expired' || this.clock.today() > request.last_day)
      return this.end(request, { state: 'timed-out' });
    await this.settle(request, 'failures = 0, last_error = NULL');
  }

  private async end(request: ClaimedRequest, end: End): Promise<void> {
    await this.dataSource.transaction((tx) => this.endRequest.end(tx, request, end));
  }

  /** @param again in how many seconds it is due; null where nothing is left to do. */
  private async settle(
    { id, attempts, state }: ClaimedRequest,
    what: string,
    again: number | null = this.settings.SIGNATURE_LOOK_SECONDS,
  ): Promise<void> {
    await this.dataSource.query(
      `UPDATE signature_requests SET ${what}, due_at = now() + make_interval(secs => $4)
       WHERE id = $1 AND attempts = $2 AND state = $3`,
      [id, attempts, state, again],
    );
  }

  private async failed(request: ClaimedRequest, error: unknown): Promise<void> {
    const code =
      error instanceof ProviderFailed
        ? error.code
        : error instanceof DomainError
          ? error.slug
          : ((error as { code?: string }).code ?? 'failed');
    this.log.error(`Signature request ${request.id} waits: ${code}, ${loggable(error).message}`);
    await this.dataSource.transaction(async (tx) => {
      await tx.query(
        `UPDATE signature_requests SET last_error = $3, failures = failures + 1,
           due_at = now() + make_interval(secs => least(10 * 2 ^ least(failures, 10), 3600))
         WHERE id = $1 AND attempts = $2`,
        [request.id, request.attempts, code],
      );
      await this.endRequest.delayed(tx, request, TOLD_AFTER);
    });
  }
}

const A_DAY_MS = 86_400_000;

/**
 * How far each signer has come, as the provider says. Nobody who has signed or refused has not done so afterwards.
 *
 * @throws ProviderFailed for one whom nobody asked, for what is to come, and for a paper that some have not signed.
 */
function signersOf({ signers }: ClaimedRequest, { state, signers: said }: Progress, now: Date): Signer[] {
  const garbage = said.some(
    ({ place, at }) =>
      place < 1 || place > signers.length || (at !== null && Date.parse(at) > now.getTime() + A_DAY_MS),
  );
  const told = signers.map((signer, index) => {
    const progress = said.find(({ place }) => place === index + 1);
    return progress === undefined || progress.state === 'waiting'
      ? signer
      : { ...signer, state: progress.state, at: progress.at };
  });
  const isMissing = state === 'signed' && told.some((signer) => signer.state !== 'signed');
  if (garbage || isMissing) throw new ProviderFailed('provider-answered-garbage');
  return told;
}
