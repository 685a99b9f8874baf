import type { GcpSettings } from '../../../domain/cloud-settings.ts';
import type { ObjectBucket } from '../../../domain/ports/objects.ts';
import type { ProviderRuntime } from '../../../domain/ports/provider.ts';
import { CallEngine } from '../../shared/call-engine.ts';
import { systemTime } from '../../shared/engine-time.ts';
import { GcpClient } from '../client.ts';
import { googleSource, sandboxSource } from '../credentials.ts';
import { gcpError } from '../gcp-error.ts';
import { Transport } from '../transport.ts';
import { GcsBucket } from './gcs-bucket.ts';

/** Large files take their time: the usual deadline is for a project's sync, and would cut them off. */
const DEADLINE_MS = 12 * 60 * 60_000;

/** Opens a bucket with the connection's own credentials. Calls nothing until it is asked something. */
export function openBucket(name: string, settings: GcpSettings, runtime: ProviderRuntime): ObjectBucket {
  const { sandboxUrl, proxies, signal, onEvent, limits } = runtime;
  const engine = new CallEngine({
    limits: { scopeDeadlineMs: DEADLINE_MS, ...limits },
    signal,
    onEvent,
    classify: (error, operation) => gcpError(error, operation, systemTime.epochMs()),
  });
  const transport = new Transport(settings, { sandboxUrl, proxies, concurrency: engine.limits.concurrency });
  const credentials =
    sandboxUrl === undefined ? googleSource(settings, engine, transport) : sandboxSource(sandboxUrl, signal);
  const quotaProject = sandboxUrl === undefined ? settings.quotaProject : undefined;
  const gcp = new GcpClient(engine, transport, credentials, quotaProject);
  return new GcsBucket(name, gcp, () => gcp.close());
}
