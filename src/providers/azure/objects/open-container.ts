import type { AzureSettings } from '../../../domain/cloud-settings.ts';
import type { ObjectBucket } from '../../../domain/ports/objects.ts';
import type { ProviderRuntime } from '../../../domain/ports/provider.ts';
import { CallEngine } from '../../shared/call-engine.ts';
import { systemTime } from '../../shared/engine-time.ts';
import { azureError } from '../azure-error.ts';
import { AzureClient } from '../client.ts';
import { identitySource, sandboxSource } from '../credentials.ts';
import { Tokens } from '../tokens.ts';
import { Transport } from '../transport.ts';
import { BlobContainer } from './blob-container.ts';

/** Large files take their time: the usual deadline is for a subscription's sync, and would cut them off. */
const DEADLINE_MS = 12 * 60 * 60_000;

/** Opens a container of a storage account with the connection's own credentials. Calls nothing until it is asked something. */
export function openContainer(
  account: string,
  container: string,
  settings: AzureSettings,
  runtime: ProviderRuntime,
): ObjectBucket {
  const { sandboxUrl, proxies, secret, signal, onEvent, limits } = runtime;
  const engine = new CallEngine({
    limits: { scopeDeadlineMs: DEADLINE_MS, ...limits },
    signal,
    onEvent,
    classify: (error, operation) => azureError(error, operation, systemTime.epochMs()),
  });
  const transport = new Transport(settings, { sandboxUrl, proxies, concurrency: engine.limits.concurrency });
  const { plain, cloud } = transport;
  const source =
    sandboxUrl === undefined
      ? identitySource(settings, { httpClient: plain, authorityHost: cloud.authority, secret })
      : sandboxSource(sandboxUrl, signal);
  const azure = new AzureClient(engine, transport, new Tokens(source, systemTime.epochMs), signal);
  return new BlobContainer(account, container, azure, () => azure.close());
}
