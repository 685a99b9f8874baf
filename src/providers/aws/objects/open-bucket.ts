import type { AwsSettings } from '../../../domain/cloud-settings.ts';
import type { ObjectBucket } from '../../../domain/ports/objects.ts';
import type { ProviderRuntime } from '../../../domain/ports/provider.ts';
import { CallEngine } from '../../shared/call-engine.ts';
import { systemTime } from '../../shared/engine-time.ts';
import { awsError } from '../aws-error.ts';
import { chainSource, sandboxSource } from '../base-credentials.ts';
import { AwsClient } from '../client.ts';
import type { AwsCredentials } from '../client-settings.ts';
import { Renewing } from '../renewing.ts';
import { Sessions } from '../sessions.ts';
import { Transport } from '../transport.ts';
import { AwsBucket, type S3 } from './aws-bucket.ts';

/** Large files take their time: the usual deadline is for a region's sync, and would cut them off. */
const DEADLINE_MS = 12 * 60 * 60_000;

/**
 * Opens a bucket with the connection's own credentials: its profile, its `roleArn`, or the environment's chain. No role
 * of another account is assumed: bills are delivered to the account that pays. Calls nothing until it is asked something.
 */
export function openBucket(name: string, settings: AwsSettings, runtime: ProviderRuntime): ObjectBucket {
  const { sandboxUrl, proxies, signal, onEvent, limits } = runtime;
  const engine = new CallEngine({
    limits: { scopeDeadlineMs: DEADLINE_MS, ...limits },
    signal,
    onEvent,
    classify: (error, operation) => awsError(error, operation, systemTime.epochMs()),
  });
  const transport = new Transport(settings, { sandboxUrl, proxies, concurrency: engine.limits.concurrency });
  const credentials = credentialsOf(settings, runtime, engine, transport);
  const openClient = async (): Promise<S3> => {
    await transport.prepare();
    const [sdk, first, endpoint] = await Promise.all([
      import('./s3-client.ts'),
      credentials(),
      transport.endpointOf('S3'),
    ]);
    const client = sdk.openS3({ settings: transport.settingsFor(transport.homeRegion, first), credentials, endpoint });
    return { commands: sdk.commands, client, isAws: endpoint === undefined };
  };
  let opened: Promise<S3> | undefined;
  const open = (): Promise<S3> => {
    opened ??= openClient().catch((error: unknown) => {
      opened = undefined;
      throw error;
    });
    return opened;
  };
  return new AwsBucket(name, engine, open, () => transport.close());
}

/** Without a `roleArn` STS is not asked: a storage that is not AWS's has none. */
function credentialsOf(
  settings: AwsSettings,
  { sandboxUrl, signal }: ProviderRuntime,
  engine: CallEngine,
  transport: Transport,
): () => Promise<AwsCredentials> {
  const base = sandboxUrl === undefined ? chainSource(settings, transport) : sandboxSource(sandboxUrl);
  const found = async (): Promise<AwsCredentials> => {
    await transport.prepare();
    return base.get(signal);
  };
  if (settings.roleArn === undefined || sandboxUrl !== undefined) {
    const own = new Renewing(found, systemTime.epochMs);
    return () => own.credentials();
  }
  const sessions: Sessions = new Sessions(settings, base, {
    base: found,
    call: (by, service, operation, scope, input) =>
      client.callWith(by, service, operation.slice(operation.indexOf(':') + 1), scope, input),
    epochMs: systemTime.epochMs,
  });
  const client = new AwsClient(engine, transport, sessions);
  return async () => sessions.credentials((await sessions.identity()).accountId);
}
