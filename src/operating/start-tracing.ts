import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { diag, DiagLogLevel, trace } from '@opentelemetry/api';
import { Logger } from '@nestjs/common';
import type { Settings } from '../config/settings.js';
import { CannotStart } from '../database/open-database.js';

/** What collects spans and sends them; not part of the service, which needs none of it unless somebody wants traces. */
const sdk = () =>
  Promise.all([
    import('@opentelemetry/sdk-trace-base'),
    import('@opentelemetry/exporter-trace-otlp-http'),
    import('@opentelemetry/resources'),
  ]);
/** The latest that Node 20 can run; `package.json` has the same. */
const INSTALL =
  'npm install --no-save @opentelemetry/sdk-trace-base@2.12.1 @opentelemetry/exporter-trace-otlp-http@0.223.1';
/** A collector that is away would fill the log with the same line every few seconds. */
const SAY_AGAIN_MS = 60_000;
/** A collector that hangs keeps no process from ending. */
const LAST_SPANS_MS = 5000;

/**
 * Begins to send the spans of this process to `OTEL_EXPORTER_OTLP_ENDPOINT`, where one is set. They are sent now and
 * then, beside the work; while the collector is away the latest are kept, a few thousand, and the rest dropped.
 *
 * @throws CannotStart when OpenTelemetry's SDK is not installed.
 */
export async function startTracing(settings: Settings): Promise<{ stop(): Promise<void> }> {
  if (!settings.OTEL_EXPORTER_OTLP_ENDPOINT) return { stop: async () => undefined };
  const [{ BasicTracerProvider, BatchSpanProcessor }, { OTLPTraceExporter }, resources] = await sdk().catch(
    (error: Error) => {
      throw (error as { code?: string }).code === 'ERR_MODULE_NOT_FOUND' ? new WithoutSdk() : error;
    },
  );
  const own = { 'service.name': 'yttra', 'service.instance.id': randomUUID(), 'yttra.role': settings.ROLE };
  const named = resources.detectResources({ detectors: [resources.envDetector] });
  const exporter = new OTLPTraceExporter({ url: tracesAt(settings.OTEL_EXPORTER_OTLP_ENDPOINT) });
  const provider = new BasicTracerProvider({
    resource: resources.resourceFromAttributes(own).merge(named),
    spanProcessors: [new BatchSpanProcessor(exporter)],
  });
  sayWhenNotSent();
  trace.setGlobalTracerProvider(provider);
  return {
    stop: async () => {
      const sent = provider.shutdown().catch(() => undefined); // said already
      await Promise.race([sent, pause(LAST_SPANS_MS, undefined, { ref: false })]);
      trace.disable();
    },
  };
}

const tracesAt = (endpoint: string): string => `${endpoint.replace(/\/$/, '')}/v1/traces`;

/** What the collector answers is not repeated: it may be anything. */
function sayWhenNotSent(): void {
  const log = new Logger('Tracing');
  let saidAt = -Infinity;
  const say = () => {
    if (performance.now() - saidAt < SAY_AGAIN_MS) return;
    saidAt = performance.now();
    log.warn('Traces cannot be sent to OTEL_EXPORTER_OTLP_ENDPOINT; the service goes on without.');
  };
  const quiet = () => undefined;
  diag.setLogger(
    { error: say, warn: quiet, info: quiet, debug: quiet, verbose: quiet },
    { logLevel: DiagLogLevel.ERROR, suppressOverrideMessage: true },
  );
}

class WithoutSdk extends CannotStart {
  constructor() {
    super({
      sv: `OTEL_EXPORTER_OTLP_ENDPOINT är satt, men OpenTelemetrys SDK är inte installerat: kör ${INSTALL}, eller ta bort inställningen.`,
      en: `OTEL_EXPORTER_OTLP_ENDPOINT is set, but the SDK of OpenTelemetry is not installed: run ${INSTALL}, or unset it.`,
    });
  }
}
