import type { AwsSettings } from '../../../domain/cloud-settings.ts';
import type { ObjectBucket } from '../../../domain/ports/objects.ts';
import type { ProviderRuntime } from '../../../domain/ports/provider.ts';
import { CallEngine } from '../../shared/call-engine.ts';
import { systemTime } from '../../shared/engine-time.ts';
import { awsError } from '../aws-error.ts';
import { homeRegion } from '../aws-scope.ts';
import { chainSource, sandboxSource } from '../base-credentials.ts';
import { Transport } from '../transport.ts';
import { AwsBucket, type S3 } from './aws-bucket.ts';

/** Large files take their time: the deadline is for a region's whole sync, and would cut them off. */
const DEADLINE_MS = 12 * 60 * 60_000;

/**
 * Opens a bucket with the connection's own credentials (its profile, or the environment's chain). No role is assumed:
 * bills are delivered to the account that pays. Calls nothing until it is asked something.
 */
export function openBucket(name: string, settings: AwsSettings, runtime: ProviderRuntime): ObjectBucket {
  const { sandboxUrl, signal, onEvent, limits } = runtime;
  const engine = new CallEngine({
    limits: { scopeDeadlineMs: DEADLINE_MS, ...limits },
    signal,
    onEvent,
    classify: (error, operation) => awsError(error, operation, systemTime.epochMs()),
  });
  const transport = new Transport(settings, sandboxUrl, engine.limits.concurrency);
  const base = sandboxUrl === undefined ? chainSource(settings) : sandboxSource(sandboxUrl);
  const openClient = async (): Promise<S3> => {
    const sdk = await import('./s3-client.ts');
    const [region, credentials] = await Promise.all([
      sandboxUrl === undefined ? sdk.configuredRegion(settings.profile) : homeRegion,
      base.get(signal),
    ]);
    // Asked for again by the SDK when they are about to end: a download may take longer than a session.
    const client = sdk.openS3(transport.settingsFor(region, credentials));
    return { sdk, client };
  };
  let opened: Promise<S3> | undefined;
  const open = (): Promise<S3> => {
    opened ??= openClient().catch((error: unknown) => {
      opened = undefined;
      throw awsError(error, 'credentials', systemTime.epochMs());
    });
    return opened;
  };
  return new AwsBucket(name, engine, open, () => transport.close());
}

/** What reading bills from a bucket needs. */
export const objectPermissions = ['s3:ListBucket', 's3:GetObject'] as const;

